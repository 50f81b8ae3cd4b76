"""Deleting a child and restoring from the bin, by keyboard in the real window."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Contact
from iro_desktop.services.child_records import delete_record
from iro_desktop.services.children import delete_child
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.bin import BinDialog
from iro_desktop.ui.dialogs.delete_child import DeleteChildDialog
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


def child_id(operations: Operations) -> str:
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    return case.child.id


def the_bin(hands: Hands, qtbot: QtBot) -> BinDialog:
    hands.window.menu_actions["bin"].trigger()
    (dialog,) = hands.window.findChildren(BinDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    return dialog


def test_a_child_is_deleted_after_a_question_and_undo_brings_it_back(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    found = child_id(operations)
    hands.window.pages.show_child(found)
    hands.window.menu_actions["delete_child"].trigger()
    (dialog,) = hands.window.findChildren(DeleteChildDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.keep.hasFocus)
    QTest.keyClick(dialog.delete, Key.Key_Return)
    qtbot.waitUntil(lambda: found not in operations.session.snapshot.cases)
    qtbot.waitUntil(lambda: "the bin has it for 30 days" in hands.window.messages.text)
    assert hands.window.pages.key == CASELOAD
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: found in operations.session.snapshot.cases)


def test_esc_and_the_first_button_keep_the_child(hands: Hands, operations: Operations) -> None:
    found = child_id(operations)
    for key in (Key.Key_Escape, Key.Key_Return):
        hands.window.do("delete_child", found)
        dialog = hands.window.findChildren(DeleteChildDialog)[-1]
        QTest.keyClick(dialog.keep, key)
        assert not dialog.isVisible()
        assert found in operations.session.snapshot.cases


def test_enter_restores_what_is_in_the_bin(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    found = child_id(operations)
    contact = operations.session.snapshot.cases[found].of(Contact)[0]
    operations.run(lambda workspace: delete_record(workspace, contact))
    operations.run(lambda workspace: delete_child(workspace, found))
    dialog = the_bin(hands, qtbot)
    child, alone = dialog.rows.rows()
    dialog.table.select_key(alone.key)
    QTest.keyClick(dialog.table, Key.Key_Return)
    qtbot.waitUntil(lambda: "restore that first" in dialog._error.text())
    dialog.table.select_key(child.key)
    QTest.keyClick(dialog.table, Key.Key_Return)
    qtbot.waitUntil(lambda: found in operations.session.snapshot.cases)
    qtbot.waitUntil(lambda: dialog.rows.total == 1)
    assert dialog._error.isHidden()
    QTest.keyClick(dialog.restore, Key.Key_Return)
    qtbot.waitUntil(dialog._empty.isVisible)
    case = operations.session.snapshot.cases[found]
    assert contact.id in {one.id for one in case.of(Contact)}


def test_an_empty_bin_says_so(hands: Hands, qtbot: QtBot) -> None:
    dialog = the_bin(hands, qtbot)
    assert dialog._empty.isVisible()
    assert not dialog.restore.isVisible()
