"""The dialog of everything about a child: what it will hold, what to check, and writing it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import AccessEvent
from iro_desktop.services.children import edit_child
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.subject_access import SubjectAccessDialog
from tests.builders import a_child
from tests.caseloads import fill
from tests.hands import Hands, Key
from tests.stores import TODAY, a_workspace
from tests.windows import press_button


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 2)
    case = workspace.snapshot.case_by_reference("LC-20417")
    assert case is not None
    child = replace(case.child, note="Shares a room with LC-20418, who is younger.")
    edit_child(workspace, child, today=TODAY)
    with workspace.write("add QZ-1") as write:
        write.put(a_child("QZ-1", initials="Q.Z."))
    return workspace


def shown(hands: Hands, reference: str, qtbot: QtBot) -> SubjectAccessDialog:
    case = hands.window.operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    hands.window.pages.show_child(case.child.id)
    hands.window.menu_actions["subject_access"].trigger()
    (dialog,) = hands.window.findChildren(SubjectAccessDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(dialog.document.isEnabled)
    return dialog


def test_it_says_what_it_will_hold_and_what_to_check_and_writes_it(
    hands: Hands, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(hands, "LC-20417", qtbot)
    held = {row.words: row.number for row in dialog.held.rows()}
    assert held["Child"] == 1
    assert held["Reviews"] == 3
    assert held["Entries of the view log"] == 1  # the page that is open
    (row, *_) = dialog.rows.rows()
    assert (row.where, row.words) == ("Child, Note", "LC-20418")
    assert row.around == "Shares a room with LC-20418, who is younger."
    with qtbot.waitSignal(dialog.said) as said:
        dialog.save_to(tmp_path / "all.json")
    number = len(json.loads((tmp_path / "all.json").read_bytes())["check_before_sending"])
    assert said.args[0].startswith("all.json is written, and is not encrypted. Check the ")
    assert said.args[0].endswith(f" {number} places marked in it before it is sent.")
    assert not dialog.isVisible()
    assert hands.window.messages.text == said.args[0]
    assert "export" in [one.what for one in workspace.snapshot.of(AccessEvent)]


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_noted(
    hands: Hands, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(hands, "LC-20417", qtbot)
    dialog.save_to(tmp_path / "no" / "all.docx")
    qtbot.waitUntil(lambda: "could not be written" in dialog._error.text())
    qtbot.waitUntil(dialog.document.isEnabled)
    assert "export" not in [one.what for one in workspace.snapshot.of(AccessEvent)]
    press_button(dialog, "Save as Word document…")
    (asking,) = dialog.findChildren(QFileDialog)
    assert "LC-20417" not in asking.selectedFiles()[0]
    assert asking.selectedFiles()[0].endswith("2020-03-31.docx")
    asking.fileSelected.emit(str(tmp_path / "all.docx"))
    asking.close()
    qtbot.waitUntil((tmp_path / "all.docx").exists)
    qtbot.waitUntil(lambda: not hands.window.findChildren(SubjectAccessDialog))


def test_a_child_of_whom_nothing_is_to_check(hands: Hands, qtbot: QtBot) -> None:
    dialog = shown(hands, "QZ-1", qtbot)
    assert dialog.table.isHidden()
    assert not dialog._empty.isHidden()
    hands.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not hands.window.findChildren(SubjectAccessDialog))
