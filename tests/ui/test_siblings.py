"""Siblings on a child's page and in their dialogs, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child, Contact, SiblingGroup
from iro_desktop.services.child_words import groups_of_siblings
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.siblings import SiblingContactDialog, SiblingsDialog
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.child import ChildView
from tests.caseloads import fill
from tests.stores import a_workspace

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 6)
    return workspace


def child_of(operations: Operations, reference: str) -> Child:
    case = operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    return case.child


def opened(dialog: FormDialog, qtbot: QtBot) -> FormDialog:
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def write(words: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, words)


def tab_to(name: str) -> None:
    for _ in range(30):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName() == name:
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def boxes(dialog: FormDialog) -> list[str]:
    return [box.text() for box in dialog.findChildren(QCheckBox) if box.isChecked()]


def test_the_page_shows_siblings_together_and_enter_goes_to_one(
    operations: Operations, qtbot: QtBot
) -> None:
    view = ChildView(operations)
    qtbot.addWidget(view)
    view.show_child(child_of(operations, "LC-20417").id)
    view.show()
    table = view._sibling_table
    assert table.rows.row_spoken(table.rows.rows()[0]) == (
        "Child, LC-20418 J.B., 7 years. IRO, IRO 1. Next due, Review 4. "
        "By, fine, in 66 days, 5 Jun 2020"
    )
    table.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(view.child_opened) as gone:
        QTest.keyClick(table, Key.Key_Return)
    assert gone.args == [child_of(operations, "LC-20418").id]
    alone = next(
        case.child
        for case in operations.session.snapshot.cases.values()
        if not case.child.sibling_group_id
    )
    view.show_child(alone.id)
    assert table.isHidden()
    assert view._siblings_head.isHidden()


def test_one_contact_is_recorded_for_the_siblings_that_are_ticked(
    operations: Operations, qtbot: QtBot
) -> None:
    first, second = (child_of(operations, one) for one in ("LC-20417", "LC-20418"))
    before = len(operations.session.snapshot.of(Contact))
    dialog = opened(SiblingContactDialog(operations, first.id), qtbot)
    assert boxes(dialog) == ["LC-20417 A.B.", "LC-20418 J.B."]
    assert dialog.frame.primary.text() == "Record 2 contacts"
    press(Key.Key_Space)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert dialog.frame.primary.text() == "Record contact"
    press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(dialog.summary.links()) == 1)
    assert dialog.summary.links()[0].text() == "Choose at least one child."
    tab_to("Children: LC-20418 J.B.")
    press(Key.Key_Space)
    tab_to("With whom")
    write("carer")
    with qtbot.waitSignal(dialog.recorded):
        press(Key.Key_Return, CTRL)
    contacts = operations.session.snapshot.of(Contact)
    assert len(contacts) == before + 1
    assert {one.child_id for one in contacts if one.with_whom == "carer"} == {second.id}


def test_a_sibling_is_added_from_the_list_and_another_taken_out(
    operations: Operations, qtbot: QtBot
) -> None:
    child = child_of(operations, "LC-20417")
    other = next(
        case.child
        for case in operations.session.snapshot.cases.values()
        if not case.child.sibling_group_id
    )
    dialog = opened(SiblingsDialog(operations, child.id), qtbot)
    assert boxes(dialog) == ["LC-20418 J.B."]
    press(Key.Key_Space)
    tab_to("Siblings: add a child")
    target = QApplication.focusWidget()
    assert isinstance(target, QComboBox)
    QTest.keyClicks(target, other.reference)
    assert boxes(dialog) == [f"{other.reference} {other.initials}"]
    tab_to("Name of the group")
    press(Key.Key_End)
    write(" Street")
    with qtbot.waitSignal(dialog.recorded):
        press(Key.Key_Return, CTRL)
    snapshot = operations.session.snapshot
    (group,) = groups_of_siblings(snapshot).values()
    assert {one.id for one in group} == {child.id, other.id}
    assert [one.name for one in snapshot.of(SiblingGroup)] == ["Harbour Street"]
