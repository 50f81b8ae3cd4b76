"""Every fixed text of the window can be translated, wherever it comes onto the screen."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import defusedxml.ElementTree
import pytest
import translation
from fixed_texts import ROOT, shown_texts
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from iro_desktop.ui.actions import MENUS, Doing, Menu, keyboard_map
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.words import speak, translated
from tests.brackets import LRELEASE, Brackets, Unbracketed, compiled
from tests.hands import Hands
from tests.windows import close_dialogs, main_window


@pytest.fixture
def brackets(qapp: QApplication) -> Iterator[None]:
    del qapp
    language = Brackets()
    QCoreApplication.installTranslator(language)
    yield
    close_dialogs()
    QCoreApplication.removeTranslator(language)


@pytest.mark.usefixtures("brackets")
def test_what_is_translated_already_and_what_is_no_fixed_text_stand_as_they_are() -> None:
    assert translated(translated("Close")) == "[Close]"
    assert translated("Ro Q.") == "Ro Q."
    label = BodyLabel("Close")
    label.setText(label.text())
    assert label.text() == "[Close]"


def test_a_file_for_translators_keeps_what_is_translated_and_is_read_by_qt(tmp_path: Path) -> None:
    path = tmp_path / "cy.ts"
    number = translation.write(path, "cy", {"Close": "Cau", "No longer a text of it": "x"})
    first = path.read_text(encoding="utf-8")
    assert number == len(shown_texts()) > 3_000
    assert translation.write(path) == number
    assert path.read_text(encoding="utf-8") == first  # the language and the words are kept
    root = defusedxml.ElementTree.fromstring(first.encode())
    assert (root.get("version"), root.get("language")) == ("2.1", "cy")
    messages = {one.findtext("source"): one for one in root.iter("message")}
    assert messages["Close"].findtext("translation") == "Cau"
    assert "No longer a text of it" not in messages
    unfinished = messages["Date of birth"].find("translation")
    assert unfinished is not None
    assert unfinished.get("type") == "unfinished"
    places = [one.attrib for one in messages["Full care order"].iter("location")]
    assert {"filename": "iro_desktop/domain/codes.py"} in places


@pytest.mark.usefixtures("brackets")
def test_the_window_speaks_another_language_where_there_is_one(
    operations: Operations, settings: Settings, qtbot: QtBot
) -> None:
    window = main_window(operations, settings, qtbot)
    for menu in window.menuBar().actions():
        assert menu.text().startswith("[&")
    for item in _doings(MENUS):
        if item.key not in {"undo", "redo"} and not item.choice.startswith("lock"):
            assert window.menu_actions[item.key].text() == f"[{item.text}]"
    assert window.menu_actions["undo"].text().startswith("[&Undo]")
    views = window.side.list
    assert views.item(0).text() == "[Caseload]"
    assert views.accessibleName() == "[Views]"
    window.do("tour")
    assert window.tour.accessibleName() == "[Caseload: what is due]"
    assert keyboard_map()[0][0] == "[File]"
    assert window.findChildren(QMenu)


@pytest.mark.parametrize("act", ["add_child", "standards", "view_log"])
@pytest.mark.usefixtures("brackets")
def test_a_dialog_speaks_another_language(act: str, hands: Hands, qtbot: QtBot) -> None:
    hands.window.do(act)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert list(Unbracketed().in_window(dialog)) == []
    assert "[" in dialog.windowTitle()


@pytest.mark.long
def test_every_view_and_dialog_speaks_another_language(tmp_path: Path) -> None:
    command = [
        sys.executable, "-W", "error", "-m", "tests.every_picture", str(tmp_path), "brackets",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    read = json.loads((tmp_path / "brackets.json").read_text(encoding="utf-8"))
    assert sum(text.startswith("[") for text in read["said"]) > 1_000
    assert read["unbracketed"] == []
    assert read["unknown"] == []


@pytest.mark.skipif(not LRELEASE, reason="Qt's compiler of translations is not there")
def test_a_compiled_file_is_taken_by_the_language_of_the_system(
    tmp_path: Path, qapp: QApplication
) -> None:
    compiled(tmp_path).rename(tmp_path / "iro-desktop_cy.qm")
    before = set(qapp.findChildren(QTranslator))
    assert not speak(qapp, QLocale("en_GB"), tmp_path)
    assert not speak(qapp, QLocale("fr_FR"), tmp_path)
    assert translated("Close") == "Close"
    assert speak(qapp, QLocale("cy_GB"), tmp_path)
    try:
        for text in ("Close", "&File", "Full care order", "What you were told", "overdue", "due"):
            assert translated(text) == f"[{text}]"
        assert translated("Ro Q.") == "Ro Q."
    finally:
        for language in set(qapp.findChildren(QTranslator)) - before:
            qapp.removeTranslator(language)
            language.deleteLater()


def _doings(items: tuple[Doing | Menu, ...]) -> Iterator[Doing]:
    for item in items:
        if isinstance(item, Menu):
            yield from _doings(item.items)
        elif item.key:
            yield item
