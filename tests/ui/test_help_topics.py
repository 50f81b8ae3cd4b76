"""What F1 opens is there for every part of the program, and the guide names the keys there are."""

import importlib
import pkgutil
import re

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop import ui
from iro_desktop.domain.guide import INDEX, slug
from iro_desktop.paths import resource
from iro_desktop.services.guide import shipped_guide
from iro_desktop.ui.actions import keyboard_map
from iro_desktop.ui.help_topics import TOPICS, WAYS_OUT, topic_of
from iro_desktop.ui.keys_page import keys_as_markdown
from iro_desktop.ui.view import View

KEYS = re.compile(
    r"\b(?:(?:Ctrl|Alt|Shift)\+)+(?:F\d+|[A-Z]\b|Enter|Up|Down|Left|Right|Home|Delete|\d)|\bF\d+\b"
)


def leaves(kind: type) -> set[type]:
    """The classes of our own that nothing is made from, or that are shown themselves."""
    found: set[type] = set()
    one: type
    for one in kind.__subclasses__():
        below = leaves(one)
        found |= below or ({one} if one.__module__.startswith("iro_desktop.") else set())
    return found


def test_every_view_and_every_dialog_has_a_page_that_is_there() -> None:
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        importlib.import_module(module.name)
    shown = {one.__name__ for one in leaves(QDialog) | leaves(View)}
    assert shown
    assert shown <= set(TOPICS), "give it a page in ui/help_topics.py"
    guide = shipped_guide()
    for name, topic in (TOPICS | WAYS_OUT).items():
        page, _, anchor = topic.partition("#")
        assert page in guide.pages, name
        headings = {slug(one.text) for one in guide.passages_of(page) if one.is_heading}
        assert not anchor or anchor in headings, (name, topic)


def test_a_part_without_a_page_has_that_of_what_it_lies_in(qtbot: QtBot) -> None:
    alone = QWidget()
    qtbot.addWidget(alone)
    assert topic_of(alone) == INDEX
    assert topic_of(None) == INDEX


def test_the_shipped_map_of_keys_is_that_of_the_actions() -> None:
    shipped = resource("guide/keys.md").read_text("utf-8")
    assert shipped == keys_as_markdown(), "run python packaging/keys_page.py"


def test_the_guide_names_only_keys_that_there_are() -> None:
    guide = shipped_guide()
    told = " ".join(f"{keys} " for _, rows in keyboard_map() for keys, _ in rows)
    known = set(KEYS.findall(told)) | {"Ctrl+Enter", "Alt+L", "Alt+O", "Shift+Up"}
    for page, text in guide.pages.items():
        if page.startswith("guide/") and page != "guide/keys.md":
            assert set(KEYS.findall(text)) <= known, page
