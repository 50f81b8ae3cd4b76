"""By keyboard alone: what the IRO is told, the check it calls for, and a note of good practice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Escalation, MonitoringCheck, Notification
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Scheme, apply_theme
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.escalations import EscalationsView
from iro_desktop.ui.views.monitoring import MonitoringView
from tests.builders import a_child, a_review, an_allocation, care
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import OFFICER_ID, a_workspace

CHILD = a_child("AB12")


@pytest.fixture
def operations(tmp_path: Path, qapp: QApplication) -> Iterator[Operations]:
    """A store on 31 March 2020 with AB12, whose next midpoint is in May."""
    apply_theme(qapp, Scheme.LIGHT)
    workspace = a_workspace(tmp_path / "s")
    with workspace.write("what was there before", source="import:test") as write:
        write.put(CHILD)
        write.put(replace(care("2018-01-02"), child_id=CHILD.id))
        write.put(replace(an_allocation(OFFICER_ID, "2018-01-02"), child_id=CHILD.id))
        for day in ("2018-01-20", "2018-04-10", "2020-02-20"):
            write.put(replace(a_review(day), child_id=CHILD.id))
    operations = Operations(workspace)
    yield operations
    operations.close()


def the_row(caseload: CaseloadView) -> CaseRow:
    (row,) = caseload._model.rows()
    return row


def test_news_of_a_child_makes_a_check_due_until_it_is_made(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_1, CTRL)
    caseload = hands.page(CaseloadView)
    qtbot.waitUntil(lambda: caseload.current_child() == CHILD.id)
    hands.press(Key.Key_W, CTRL | SHIFT)
    hands.dialog("Notification")
    assert hands.focus().accessibleName() == "What"
    hands.write("Pl")
    hands.tab_to("IRO told on")
    hands.press(Key.Key_A, CTRL)
    hands.write("26/3/2020")
    hands.tab_to("Told by")
    hands.write("Carer")
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(operations.session.snapshot.of(Notification)))
    (news,) = operations.session.snapshot.of(Notification)
    assert (news.what, news.told_by) == ("placement_move", "Carer")
    qtbot.waitUntil(lambda: the_row(caseload).due_what == "event_check")
    assert the_row(caseload).due_title == "Check: placement move, told 26 Mar"

    hands.page(CaseloadView)
    hands.press(Key.Key_2, CTRL)
    monitoring = hands.page(MonitoringView)
    qtbot.waitUntil(lambda: monitoring.current_row() is not None)
    hands.press(Key.Key_Return)
    check = hands.dialog("Record check")
    hands.tab_to("Analysis")
    hands.write("Settled with the new carer, and at the same school.")
    hands.tab_to("This check ends in: No concern")
    hands.press(Key.Key_Space)
    with qtbot.waitSignal(check.recorded):
        hands.press(Key.Key_Return, CTRL)
    (made,) = operations.session.snapshot.of(MonitoringCheck)
    assert (made.trigger, made.outcome) == ("event", "no_concern")
    qtbot.waitUntil(lambda: monitoring.headline() == "No check falls due by Friday")


def test_good_practice_is_noted_and_found_under_its_filter(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_1, CTRL)
    caseload = hands.page(CaseloadView)
    qtbot.waitUntil(lambda: caseload.current_child() == CHILD.id)
    hands.press(Key.Key_Y, CTRL | SHIFT)
    note = hands.dialog("Good practice")
    hands.write("She read the plan with him.")
    hands.tab_to("What it means for the child")
    hands.write("He can tell me what happens next.")
    hands.tab_to("Passed on to them on")
    hands.write("31/3/2020")
    with qtbot.waitSignal(note.recorded):
        hands.press(Key.Key_Return, CTRL)
    (found,) = operations.session.snapshot.of(Escalation)
    assert (found.good_practice, found.evidence) == (True, "She read the plan with him.")

    hands.page(CaseloadView)
    hands.press(Key.Key_3, CTRL)
    escalations = hands.page(EscalationsView)
    qtbot.waitUntil(lambda: escalations._found.count("praise") == 1)
    hands.tab_to("Open, 0")
    hands.press(Key.Key_Left)
    assert hands.focus().accessibleName() == "Good practice, 1"
    (card,) = escalations._praise_model.rows()
    assert card.changed_for_child == "He can tell me what happens next."
