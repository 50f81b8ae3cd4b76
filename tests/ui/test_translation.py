"""The fixed words of the main window, its menus and its side list can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import iro_desktop
from iro_desktop.ui.actions import MENUS, Doing, Menu, keyboard_map
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.words import FUNCTIONS
from tests.test_words import lines_of
from tests.windows import main_window

UI: Final = Path(iro_desktop.__file__).parent / "ui"
FILES: Final = ("main_window.py", "navigation.py", "side.py", "tour.py")
WAYS: Final = frozenset(one.split("=")[-1] for one in FUNCTIONS.split(","))
KEPT: Final = frozenset({"IRO Desktop", "Esc", "F6"})
"""The name, which is the same in every language, and keys."""


class Brackets(QTranslator):
    """A language in which every word stands in brackets."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        del context, disambiguation, n
        return f"[{text}]"


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    del qapp
    translator = Brackets()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def _unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the texts with a capital letter that no way of translation has."""
    left_out = {
        id(line.value)
        for node in ast.walk(tree)
        for line in lines_of(node)
        if isinstance(line, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WAYS:
            left_out |= {id(part) for one in node.args for part in ast.walk(one)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in left_out
        ):
            text = node.value
            if text[:1].isupper() and text not in KEPT and any(map(str.islower, text)):
                yield node.lineno, text


@pytest.mark.parametrize("file", FILES)
def test_new_words_go_the_way_of_the_others(file: str) -> None:
    assert list(_unmarked(ast.parse((UI / file).read_text(encoding="utf-8")))) == []


@pytest.mark.usefixtures("brackets")
def test_the_window_speaks_another_language_where_there_is_one(
    operations: Operations, settings: Settings, qtbot: QtBot
) -> None:
    window = main_window(operations, settings, qtbot)
    for menu in window.menuBar().actions():
        assert menu.text().startswith("[&")
    for item in _doings(MENUS):
        if item.key not in {"undo", "redo"}:
            assert window.menu_actions[item.key].text() == f"[{item.text}]"
    assert window.menu_actions["undo"].text().startswith("[&Undo]")
    views = window.side.list
    assert views.item(0).text() == "[Caseload]"
    assert views.accessibleName() == "[Views]"
    window.do("tour")
    assert window.tour.accessibleName() == "[Caseload: what is due]"
    assert keyboard_map()[0][0] == "[File]"
    assert window.findChildren(QMenu)


def _doings(items: tuple[Doing | Menu, ...]) -> Iterator[Doing]:
    for item in items:
        if isinstance(item, Menu):
            yield from _doings(item.items)
        elif item.key:
            yield item
