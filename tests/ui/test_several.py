"""Several rows chosen by keyboard, and one act for all of them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Allocation, Contact, Officer
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.council import CouncilDialog
from iro_desktop.ui.dialogs.several import AllocateDialog, ContactsDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.monitoring import MonitoringView
from tests.caseloads import fill
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 6)
    return workspace


def three_chosen(hands: Hands) -> tuple[CaseloadView, tuple[str, ...]]:
    page = hands.page(CaseloadView)
    page.take_keyboard()
    while len(page.chosen_children()) < 3:
        hands.press(Key.Key_Down, SHIFT)
    return page, page.chosen_children()


def test_the_bar_is_seen_while_several_are_chosen(hands: Hands) -> None:
    page, _ = three_chosen(hands)
    assert page._several.isVisible()
    assert page._several._words.text() == "3 children chosen:"
    hands.press(Key.Key_Up)
    assert not page._several.isVisible()


def test_one_contact_for_three_children_and_one_undo(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    _, chosen = three_chosen(hands)
    before = operations.session.snapshot.of(Contact)
    hands.press(Key.Key_D, CTRL | SHIFT)
    dialog = hands.dialog("One contact for several children")
    assert isinstance(dialog, ContactsDialog)
    assert [row.child_id for row in dialog.plan.rows.rows()] == list(chosen)
    dialog.form.set_value("with_whom", "carer")
    dialog.form.set_value("note", "Spoke about Easter.")
    assert dialog.plan.rows.rows()[0].words == "Contact with the carer, 31 Mar 2020"
    with qtbot.waitSignal(dialog.recorded):
        hands.press(Key.Key_Return, CTRL)
    new = set(operations.session.snapshot.of(Contact)) - set(before)
    assert {one.child_id for one in new} == set(chosen)
    assert hands.window.messages.text == "Recorded: 3 children, in one act. Undo: Ctrl+Z"
    hands.page(CaseloadView)
    hands.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: operations.session.snapshot.of(Contact) == before)


def test_three_children_are_allocated_to_somebody_new(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    _, chosen = three_chosen(hands)
    hands.window.menu_actions["allocate_several"].trigger()
    dialog = hands.dialog("Allocate children")
    assert isinstance(dialog, AllocateDialog)
    dialog.save()
    qtbot.waitUntil(lambda: bool(dialog.form.problem_of("officer_id")))
    dialog.somebody.set_value("name", "N. New")
    words = {row.words for row in dialog.plan.rows.rows()}
    assert all(one.startswith("N. New from 31 Mar 2020") for one in words)
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    snapshot = operations.session.snapshot
    (new,) = [one for one in snapshot.of(Officer) if one.name == "N. New"]
    allocated = {one.child_id for one in snapshot.of(Allocation) if one.officer_id == new.id}
    assert allocated == set(chosen)


def test_marking_as_entered_begins_with_the_records_of_those_chosen(
    hands: Hands, qtbot: QtBot
) -> None:
    page = hands.page(CaseloadView)
    page.take_keyboard()
    hands.press(Key.Key_A, CTRL)
    chosen = set(page.chosen_children()[:2])
    page._table.clearSelection()
    for child_id in chosen:
        index = page._model.index_of(child_id, 0)
        flag = page._table.selectionModel().SelectionFlag
        page._table.selectionModel().select(index, flag.Select | flag.Rows)
    hands.window.menu_actions["enter_several"].trigger()
    (dialog,) = hands.window.findChildren(CouncilDialog)
    rows = dialog.rows.rows()
    assert {row.child_id for row in rows} <= chosen
    assert len(dialog.table.selected_rows()) == len(rows)
    qtbot.waitUntil(dialog.isVisible)


def test_in_monitoring_each_child_counts_once(hands: Hands) -> None:
    hands.press(Key.Key_2, CTRL)
    page = hands.page(MonitoringView)
    page._chips.choose("done")
    page.take_keyboard()
    hands.press(Key.Key_A, CTRL)
    rows = page._table.selected_rows()
    children = {row.child_id for row in rows}
    assert len(rows) > len(children) > 1
    assert set(page.chosen_children()) == children
    assert page._several._words.text() == f"{len(children)} children chosen:"
