"""Copying for the council's system by keyboard, and saying that it was entered."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import KINDS, MonitoringCheck
from iro_desktop.services.council_text import NotYet
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.copy_button import CopyButton
from iro_desktop.ui.dialogs.check import open_check
from iro_desktop.ui.dialogs.council import CouncilDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CHILD
from iro_desktop.ui.private_clipboard import PrivateClipboard
from iro_desktop.ui.views.child import ChildView
from tests.caseloads import fill
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import TODAY, a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    return workspace


def council(hands: Hands, qtbot: QtBot) -> CouncilDialog:
    hands.press(Key.Key_O, CTRL | SHIFT)
    (dialog,) = hands.window.findChildren(CouncilDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus)
    return dialog


def rows(dialog: CouncilDialog) -> list[NotYet]:
    return list(dialog.rows.rows())


def is_entered(operations: Operations, row: NotYet) -> bool:
    record: Any = operations.session.snapshot.find(KINDS[row.kind], row.record_id)
    return bool(record.entered_in_council_system_on == TODAY)


def test_the_footer_says_how_many_are_not_entered_and_leads_to_them(
    hands: Hands, operations: Operations
) -> None:
    link = hands.window.footer.not_entered
    assert link.isVisible()
    link.setFocus()
    hands.press(Key.Key_Return)
    (dialog,) = hands.window.findChildren(CouncilDialog)
    assert link.text() == f"Not yet in the council’s system: {len(rows(dialog))}"
    assert operations.session.today == TODAY


def test_enter_copies_exactly_what_is_shown_and_marking_takes_it_off_the_list(
    hands: Hands, qtbot: QtBot
) -> None:
    dialog = council(hands, qtbot)
    row = dialog.table.current_row()
    hands.press(Key.Key_Return)
    copied = QGuiApplication.clipboard()
    assert copied.text() == dialog.preview.toPlainText() != ""
    assert row.child.split()[0] in copied.text()
    assert bytes(copied.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    before = len(rows(dialog))
    QTest.keyClick(dialog.mark, Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows(dialog)) == before - 1)
    assert row not in rows(dialog)
    assert dialog.table.current_row() is not None


def test_several_are_marked_at_once(hands: Hands, operations: Operations, qtbot: QtBot) -> None:
    dialog = council(hands, qtbot)
    chosen = rows(dialog)
    hands.press(Key.Key_A, CTRL)
    assert dialog.mark.text() == f"&Mark {len(chosen)} as entered"
    QTest.keyClick(dialog.mark, Key.Key_Return)
    qtbot.waitUntil(lambda: not rows(dialog))
    assert dialog._empty.isVisible()
    assert all(is_entered(operations, row) for row in chosen)


def test_after_copying_from_a_form_the_window_asks_whether_it_was_entered(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    check = operations.session.snapshot.of(MonitoringCheck)[0]
    form = open_check(operations, check.child_id, parent=hands.window, check_id=check.id)
    (button,) = form.findChildren(CopyButton)
    QTest.keyClick(button, Key.Key_Return)
    form.reject()
    messages = hands.window.messages
    assert messages.text.endswith("Entered in the council’s system?")
    act = next(one for one in messages.findChildren(QPushButton) if one.text() == "Mark as entered")
    QTest.keyClick(act, Key.Key_Return)
    qtbot.waitUntil(lambda: "Marked as entered" in messages.text)
    found = operations.session.snapshot.find(MonitoringCheck, check.id)
    assert found is not None
    assert found.entered_in_council_system_on == TODAY


def test_a_form_of_what_is_not_recorded_yet_offers_no_copy(
    hands: Hands, operations: Operations
) -> None:
    child_id = next(iter(operations.session.snapshot.cases))
    form = open_check(operations, child_id, parent=hands.window)
    assert form.findChildren(CopyButton) == []


def test_a_line_of_the_childs_file_is_copied_from_its_menu(
    hands: Hands, operations: Operations
) -> None:
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    hands.window.pages.show_child(case.child.id)
    page = hands.window.pages.page(CHILD)
    assert isinstance(page, ChildView)
    table = page._file_table
    line = next(one for one in table.rows.rows() if one.kind == "Contact")
    table.select_key((line.kind, line.record_id))
    action = next(one for one in table.menu().actions() if "system" in one.text())
    action.trigger()
    assert QGuiApplication.clipboard().text().startswith("Contact with the child\n")
    placement = next(one for one in table.rows.rows() if one.kind == "Placement")
    table.select_key((placement.kind, placement.record_id))
    assert not any("system" in one.text() for one in table.menu().actions())


def test_the_clipboard_is_cleared_unless_something_else_was_copied(qapp: QApplication) -> None:
    del qapp
    clipboard = QGuiApplication.clipboard()
    ours = PrivateClipboard()
    ours.put("words of a case")
    assert ours._timer.isActive()
    assert ours._timer.interval() == 60_000
    ours._timer.timeout.emit()
    assert clipboard.text() == ""
    ours.put("words of a case")
    clipboard.setText("a shopping list")
    ours._timer.timeout.emit()
    assert clipboard.text() == "a shopping list"


def test_a_lock_clears_the_clipboard(hands: Hands, operations: Operations, qtbot: QtBot) -> None:
    council(hands, qtbot)
    hands.press(Key.Key_Return)
    assert QGuiApplication.clipboard().text()
    operations.close()
    assert QGuiApplication.clipboard().text() == ""
