"""What the window notes of looking, printing and copying, and the list of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Contact
from iro_desktop.services.access import note
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.view_log import ViewLogDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD
from tests.caseloads import fill
from tests.hands import CTRL, Hands, Key
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    return workspace


def child_id(workspace: Workspace, reference: str = "LC-20417") -> str:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child.id


def noted(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return (what, reference, note) of every entry; the clipboard's wait is over."""
    from iro_desktop.services.access import view_log

    return [(one.what, one.child[:8], one.note) for one in reversed(view_log(workspace))]


def the_log(hands: Hands, qtbot: QtBot, action: str = "view_log") -> ViewLogDialog:
    hands.window.do(action)
    (dialog,) = hands.window.findChildren(ViewLogDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    return dialog


def test_a_child_s_page_is_noted_once_and_the_window_says_nothing_of_it(
    hands: Hands, workspace: Workspace, operations: Operations, qtbot: QtBot
) -> None:
    committed, changed = QSignalSpy(operations.committed), QSignalSpy(operations.session_changed)
    said, undo = hands.window.footer.saved.text(), operations.session.undo
    for reference in ("LC-20417", "LC-20418", "LC-20417"):
        hands.window.pages.show_child(child_id(workspace, reference))
        hands.window.show_view(CASELOAD)
    qtbot.waitUntil(lambda: operations.is_settled)
    assert noted(workspace) == [("child_page", "LC-20417", ""), ("child_page", "LC-20418", "")]
    assert (committed.count(), changed.count()) == (0, 0)
    assert (hands.window.footer.saved.text(), operations.session.undo) == (said, undo)
    assert said == "Everything is saved"
    assert operations.session.snapshot is workspace.snapshot


def test_whatever_part_copies_is_noted_with_the_child_whose_page_is_open(
    hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    editor = QPlainTextEdit("What the carer said.", hands.window)
    editor.selectAll()
    editor.copy()
    qtbot.waitUntil(lambda: ("copy", "", "text") in noted(workspace))
    hands.window.pages.show_child(child_id(workspace))
    editor.copy()
    qtbot.waitUntil(lambda: ("copy", "LC-20417", "text") in noted(workspace))
    (contact,) = workspace.snapshot.of(Contact)[:1] or (None,)
    assert contact is not None
    hands.window.operations.copy_asked.emit("Contact", contact.id)
    qtbot.waitUntil(lambda: noted(workspace)[-1][2] == "for the council’s system")
    assert len(noted(workspace)) == 4  # the page among them


def test_an_empty_clipboard_is_no_copy_and_a_copy_before_the_lock_is_noted(
    hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().clear()
    QGuiApplication.clipboard().setMimeData(QMimeData())
    qtbot.wait(300)
    assert noted(workspace) == []
    QGuiApplication.clipboard().setText("What the carer said.")
    hands.window.operations.stop()
    assert [one[0] for one in noted(workspace)] == ["copy"]


def test_the_list_is_filtered_by_words_and_by_what_was_done(
    hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    first, second = child_id(workspace), child_id(workspace, "LC-20418")
    note(workspace, "print", first, "supervision sheet")
    note(workspace, "export", second, "supervision sheet")
    note(workspace, "import", note="SSDA903, 64 records")
    dialog = the_log(hands, qtbot)
    assert hands.focus() is dialog.filter
    assert [row.words for row in dialog.rows.rows()] == ["Imported", "Exported", "Printed"]
    assert dialog.rows.rows()[0].detail == "SSDA903, 64 records"
    assert dialog.kept.text() == "Entries are kept 12 months."
    hands.write("20418")
    assert [row.words for row in dialog.rows.rows()] == ["Exported"]
    dialog.filter.clear()
    dialog.what.setCurrentText("Printed")
    assert [row.child for row in dialog.rows.rows()] == ["LC-20417 A.B."]
    dialog.what.setCurrentIndex(0)
    assert len(dialog.rows.rows()) == 3
    hands.press(Key.Key_Escape)


def test_who_looked_at_one_child_is_a_list_of_its_own(
    hands: Hands, workspace: Workspace, qtbot: QtBot
) -> None:
    note(workspace, "print", child_id(workspace, "LC-20418"))
    hands.window.pages.show_child(child_id(workspace))
    dialog = the_log(hands, qtbot, "views_of_child")
    assert [(row.what, row.child) for row in dialog.rows.rows()] == [
        ("child_page", "LC-20417 A.B.")
    ]


def test_an_empty_log_says_so(hands: Hands, qtbot: QtBot) -> None:
    dialog = the_log(hands, qtbot)
    assert dialog.table.isHidden()
    assert not dialog._empty.isHidden()


def test_the_log_is_found_by_the_palette(hands: Hands, qtbot: QtBot) -> None:
    hands.press(Key.Key_K, CTRL)
    hands.write("view log")
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    hands.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(hands.window.findChildren(ViewLogDialog)))
