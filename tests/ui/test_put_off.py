"""Putting off from the caseload, Monitoring and a child's page, by keyboard in the real window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Snooze
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.put_off import PutOffDialog
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.monitoring import MonitoringView
from tests.builders import a_child, a_review, an_allocation, care, legal_status
from tests.hands import CTRL, SHIFT, Hands
from tests.stores import OFFICER_ID, a_workspace

Key = Qt.Key
TODAY = date(2019, 12, 9)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """AB12 with a midpoint five days late; CD34 with a review late by law and no IRO."""
    workspace = a_workspace(tmp_path / "s.iro", today=TODAY)
    children = a_child("AB12", "2018-06-15"), a_child("CD34", "2018-06-15")
    with workspace.write("what was there before", source="import:test") as write:
        for child, held in zip(children, (("2019-06-04", "2019-09-04"), ()), strict=True):
            write.put(child)
            for record in (
                care("2019-05-09"), legal_status("C2", "2019-05-09"),
                an_allocation(OFFICER_ID, "2019-05-09"), *(a_review(day) for day in held),
            ):  # fmt: skip
                write.put(replace(record, child_id=child.id))
    yield workspace
    workspace.close()


def put_off(hands: Hands, qtbot: QtBot, until: str, reason: str) -> None:
    dialog = hands.dialog("Put off")
    assert hands.focus().accessibleName() == "Until"
    hands.press(Key.Key_A, CTRL)
    hands.write(until)
    hands.tab_to("Why")
    hands.write(reason)
    with qtbot.waitSignal(hands.window.operations.committed):
        hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: hands.window.operations.is_settled)
    assert dialog is not None


def test_a_due_is_put_off_from_its_row_and_shown_again(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page(CaseloadView)
    page._table.select_key(next(r.child_id for r in page._model.rows() if r.reference == "AB12"))
    page.take_keyboard()
    before = page.headline()
    hands.press(Key.Key_P, CTRL | SHIFT)
    put_off(hands, qtbot, "16/12", "Worker on leave")
    assert hands.window.messages.text == "Put off; it stays in the list."
    hands.page(CaseloadView)
    row = next(r for r in page._model.rows() if r.reference == "AB12")
    assert row.put_off == "put off until 16 Dec"
    assert page.headline() != before
    spoken = [column.spoken(row) for column in page._model.columns]
    assert spoken[2] == "Next due, Midpoint check, Put off: Worker on leave"
    assert spoken[3] == "By, not yet, put off until 16 Dec, due 4 Dec 2019"
    page._table.select_key(row.child_id)
    hands.press(Key.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: page.headline() == before)
    assert hands.window.operations.session.snapshot.of(Snooze) == ()


def test_monitoring_puts_off_its_midpoint(hands: Hands, qtbot: QtBot) -> None:
    hands.press(Key.Key_2, CTRL)
    page = hands.page(MonitoringView)
    qtbot.waitUntil(lambda: page.headline() == "One check is late")
    page.take_keyboard()
    hands.press(Key.Key_P, CTRL | SHIFT)
    put_off(hands, qtbot, "16/12", "Worker on leave")
    qtbot.waitUntil(lambda: page.headline() == "No check falls due by Friday")
    page._chips.choose("later")
    assert [row.words for row in page._model.rows()] == ["Put off until 16 Dec"]
    assert "▲" not in page._model.rows()[0].words


def test_the_chosen_line_of_a_childs_page_is_what_is_put_off(hands: Hands, qtbot: QtBot) -> None:
    child_id = next(
        case.child.id
        for case in hands.window.operations.session.snapshot.cases.values()
        if case.child.reference == "AB12"
    )
    hands.window.pages.show_child(child_id)
    page = hands.page(ChildView)
    line = next(one for one in page._dues.rows.all_rows() if one.what == "review")
    page._dues.select_key((line.what, line.record_id, line.due_on))
    page._dues.setFocus()
    menu = page._dues.menu()
    words = [action.text() for action in menu.actions()]
    assert {"&Put off…", "S&how again"} <= set(words)
    next(one for one in menu.actions() if one.text() == "&Put off…").trigger()
    menu.deleteLater()
    dialog = hands.dialog("Put off")
    assert isinstance(dialog, PutOffDialog)
    assert dialog.form.value("due_key") == line.key
    put_off(hands, qtbot, "+7", "Booked for the 16th")
    again = next(one for one in page._dues.rows.all_rows() if one.what == "review")
    assert (again.words, again.put_off) == ("put off until 16 Dec", "Booked for the 16th")
    assert isinstance(menu, QMenu)


def test_a_wrong_day_is_said_beside_its_field_and_kept(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page(CaseloadView)
    page._table.select_key(next(r.child_id for r in page._model.rows() if r.reference == "AB12"))
    hands.press(Key.Key_P, CTRL | SHIFT)
    dialog = hands.dialog("Put off")
    assert isinstance(dialog, PutOffDialog)
    hands.press(Key.Key_A, CTRL)
    hands.write("1/3/2020")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(dialog.form.problem_of("until_on")))
    assert dialog.form.problem_of("until_on").startswith("Until must be 6 Jan 2020 or earlier")
    assert dialog.form.problem_of("reason") == "Enter why."
    assert dialog.form.value("until_on") == date(2020, 3, 1)


def test_what_is_overdue_by_law_is_named_and_not_offered(hands: Hands, qtbot: QtBot) -> None:
    page = hands.page(CaseloadView)
    page._table.select_key(next(r.child_id for r in page._model.rows() if r.reference == "CD34"))
    hands.press(Key.Key_P, CTRL | SHIFT)
    dialog = hands.dialog("Put off")
    assert isinstance(dialog, PutOffDialog)
    said = [label.text() for label in dialog.findChildren(type(dialog._meaning))]
    assert "First review is overdue by law and cannot be put off." in said
    with qtbot.waitSignal(dialog.finished):
        hands.press(Key.Key_Escape)
