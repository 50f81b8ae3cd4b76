"""One working day of an IRO by keyboard alone, from the first unlocking to the second."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import (
    Contact,
    Decision,
    Escalation,
    EscalationStep,
    Meeting,
    MonitoringCheck,
    Notification,
    Participation,
    PermanencePlan,
    Record,
    Review,
    SavedFilter,
    Snooze,
)
from iro_desktop.domain.records.fields import AnyRecord
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.history import whole_history
from iro_desktop.services.workspace import create_workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.ui.desktop import Desktop
from iro_desktop.ui.dialogs.bin import BinDialog
from iro_desktop.ui.dialogs.council import CouncilDialog
from iro_desktop.ui.dialogs.prepare import PrepareDialog
from iro_desktop.ui.dialogs.quick_line import QuickLineDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.palette import PaletteDialog
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.unlock import UnlockWindow
from iro_desktop.ui.views.behind import BehindView
from iro_desktop.ui.views.caseload import CaseloadView
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.diary import DiaryView
from iro_desktop.ui.views.escalations import EscalationsView
from iro_desktop.ui.views.measure import MeasureView
from iro_desktop.ui.views.measures import MeasuresView
from iro_desktop.ui.views.monitoring import MonitoringView
from tests.caseloads import many_records
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import OFFICER_ID, TODAY

ALT = Qt.KeyboardModifier.AltModifier
FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"
WAIT = 30_000  # ms
ELDER, YOUNGER = "LC-20417", "LC-20418"  # siblings
OTHER = "LC-20611"  # looked after, with a second review a week ago


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store on Tuesday 31 March 2020 with ten children."""
    folder = tmp_path / "caseload.iro"
    workspace, _ = create_workspace(
        folder, PASSPHRASE, officer_name="A. Example", fte=1.0, argon=FLOOR, today=lambda: TODAY
    )
    with workspace.write("fill the store") as write:
        for record in many_records(10):
            write.put(_owned(record, workspace.officer_id))
    workspace.close()
    return folder


def _owned(record: Record, officer_id: str) -> Record:
    """Return a record with the IRO of this store in place of the one of all others."""
    names = [one.name for one in fields(record) if getattr(record, one.name) == OFFICER_ID]
    return replace(record, **dict.fromkeys(names, officer_id))


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path, folder: Path) -> Iterator[Desktop]:
    settings = Settings(tmp_path / "settings.ini")
    desktop = Desktop(qapp, folder, settings, today=lambda: TODAY)
    desktop.start()
    yield desktop
    desktop.end()


def unlock(desktop: Desktop, qtbot: QtBot) -> Hands:
    """Type the passphrase into the window that asks for it."""
    qtbot.waitUntil(lambda: isinstance(desktop.window, UnlockWindow), timeout=WAIT)
    window = desktop.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, PASSPHRASE)
    QTest.keyClick(focus, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(desktop.window, MainWindow), timeout=WAIT)
    main = desktop.main
    assert main is not None
    qtbot.waitUntil(lambda: bool(main.charts.cards) and main.operations.is_settled, timeout=WAIT)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    return Hands(main, qtbot)


# What is on file


def now(hands: Hands) -> Snapshot:
    return hands.window.operations.session.snapshot


def child_id(hands: Hands, reference: str) -> str:
    case = now(hands).case_by_reference(reference)
    assert case is not None
    return case.child.id


def added(hands: Hands, before: Snapshot, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
    """Return the records of a kind that are on file now and were not before."""
    known = {one.id for one in before.of(kind)}
    return tuple(one for one in now(hands).of(kind) if one.id not in known)


def open_child(hands: Hands, reference: str) -> ChildView:
    """Find a child in the caseload and open its page."""
    hands.press(Key.Key_1, CTRL)
    caseload = hands.page(CaseloadView)
    hands.press(Key.Key_L, CTRL | SHIFT)
    hands.press(Key.Key_F, CTRL)
    hands.write(reference)
    hands.press(Key.Key_Down)  # into the rows, which name siblings too
    wanted = child_id(hands, reference)
    hands.down_to(lambda: caseload.current_child() == wanted)
    hands.press(Key.Key_Return)
    page = hands.page(ChildView)
    assert page.current_child() == wanted
    return page


def go_back(hands: Hands) -> None:
    """Press Esc, which leads back past what was said of the last act."""
    hands.press(Key.Key_Escape)


# Twenty events


def check_in_one_line(hands: Hands) -> None:
    before = now(hands)
    hands.press(Key.Key_A, CTRL | SHIFT)
    hands.in_front(QuickLineDialog)
    hands.write(f"{YOUNGER} check today spoke to SW, plan is on course #ok")
    hands.commit(modifiers=Qt.KeyboardModifier.NoModifier)
    hands.page(CaseloadView)
    (check,) = added(hands, before, MonitoringCheck)
    assert (check.child_id, check.outcome) == (child_id(hands, YOUNGER), "no_concern")
    assert check.social_worker_contact is True


def contact_by_line_and_form(hands: Hands) -> None:
    before = now(hands)
    hands.press(Key.Key_A, CTRL | SHIFT)
    hands.in_front(QuickLineDialog)
    hands.write(f"{ELDER} called carer yesterday: sister rang")
    hands.press(Key.Key_Tab)
    hands.dialog("Contact")
    hands.tab_to("What was said, and what changed for the child")
    hands.press(Key.Key_End, CTRL)
    hands.write(" on her birthday")
    hands.commit()
    hands.page(CaseloadView)
    (contact,) = added(hands, before, Contact)
    assert (contact.with_whom, contact.contact_on) == ("carer", date(2020, 3, 30))
    assert contact.note == "Sister rang on her birthday"


def check_that_is_late(hands: Hands) -> None:
    before = now(hands)
    hands.press(Key.Key_2, CTRL)
    page = hands.page(MonitoringView)
    hands.wait(lambda: page.current_row() is not None)
    row = page.current_row()
    assert row is not None
    hands.press(Key.Key_Return)
    hands.dialog("Record check")
    hands.tab_to("Analysis")
    hands.write("Settled, and the plan is carried out.")
    hands.tab_to("This check ends in: No concern")
    hands.press(Key.Key_Space)
    hands.commit()
    hands.page(MonitoringView)
    (check,) = added(hands, before, MonitoringCheck)
    assert (check.child_id, check.outcome) == (row.child_id, "no_concern")


def told_of_a_move(hands: Hands) -> None:
    before = now(hands)
    page = open_child(hands, ELDER)
    hands.press(Key.Key_W, CTRL | SHIFT)
    hands.dialog("Notification")
    hands.write("Pl")
    hands.tab_to("Told by")
    hands.write("Social worker")
    hands.commit()
    hands.page(ChildView)
    (told,) = added(hands, before, Notification)
    assert (told.what, told.told_on, told.told_by) == ("placement_move", TODAY, "Social worker")
    assert "event_check" in [line.what for line in page._dues.rows.rows()]


def review_with_a_plan_for_permanence(hands: Hands) -> None:
    before = now(hands)
    open_child(hands, OTHER)
    hands.press(Key.Key_R, CTRL | SHIFT)
    hands.dialog("Record review")
    hands.tab_to("Participation")
    hands.write("PN1")
    hands.tab_to("Decision")
    hands.write("Life story work to begin")
    hands.commit()
    hands.page(ChildView)
    (review,) = added(hands, before, Review)
    assert (review.child_id, review.held_on) == (child_id(hands, OTHER), TODAY)
    (decision,) = added(hands, before, Decision)
    (part,) = added(hands, before, Participation)
    assert decision.review_id == part.review_id == review.id

    hands.press(Key.Key_I, ALT)
    hands.choose_in_menu("Permanence plan…")
    hands.dialog("Permanence plan")
    hands.write("Long")
    hands.press(Key.Key_Down)  # from relatives to fostering
    hands.tab_to("Date of the plan")
    hands.write("today")
    hands.tab_to("Endorsed by the IRO on")
    hands.write("today")
    hands.commit()
    hands.page(ChildView)
    (plan,) = added(hands, before, PermanencePlan)
    assert (plan.plan, plan.endorsed_on) == ("long_term_foster", TODAY)


def put_off(hands: Hands) -> None:
    before = now(hands)
    open_child(hands, YOUNGER)
    hands.press(Key.Key_P, CTRL | SHIFT)
    hands.dialog("Put off")
    hands.press(Key.Key_A, CTRL)
    hands.write("+7")
    hands.tab_to("Why")
    hands.write("The worker is on leave")
    hands.commit()
    hands.page(ChildView)
    (snooze,) = added(hands, before, Snooze)
    assert (snooze.until_on, snooze.reason) == (date(2020, 4, 7), "The worker is on leave")


def find_in_the_palette(hands: Hands) -> None:
    hands.press(Key.Key_1, CTRL)
    hands.page(CaseloadView)
    hands.press(Key.Key_K, CTRL)
    palette = hands.in_front(PaletteDialog)
    hands.write("sister rang")
    hands.wait(lambda: len(palette.model.rows()) == 1)
    hands.press(Key.Key_Return)
    hands.dialog("Contact")
    hands.press(Key.Key_Escape)
    assert hands.page(ChildView).current_child() == child_id(hands, ELDER)


def keep_a_filter(hands: Hands) -> None:
    before = now(hands)
    hands.press(Key.Key_1, CTRL)
    page = hands.page(CaseloadView)
    hands.press(Key.Key_L, CTRL | SHIFT)
    hands.press(Key.Key_F, CTRL)
    hands.write("LC-204")
    hands.press(Key.Key_F, CTRL | SHIFT)
    hands.dialog("Saved filter")
    hands.write("The Harbour family")
    hands.commit()
    hands.page(CaseloadView)
    (kept,) = added(hands, before, SavedFilter)
    assert (kept.name, kept.words, kept.pinned) == ("The Harbour family", "LC-204", True)
    hands.wait(lambda: page.filter_words() == "Caseload, The Harbour family")
    assert [row.reference for row in page._model.rows()] == [ELDER, YOUNGER]


def challenge(hands: Hands) -> None:
    before = now(hands)
    open_child(hands, OTHER)
    hands.press(Key.Key_E, CTRL | SHIFT)
    hands.dialog("Raise challenge")
    hands.write("I know who I am going to live with.")
    hands.tab_to("What we need to do to get there")
    hands.write("Match the family by the summer.")
    hands.tab_to("Main theme")
    hands.write("Delay: permanence")
    hands.commit()
    hands.page(ChildView)
    (case,) = added(hands, before, Escalation)
    (step,) = added(hands, before, EscalationStep)
    assert (case.child_id, case.opened_on) == (child_id(hands, OTHER), TODAY)
    assert (step.escalation_id, step.stage) == (case.id, "informal")


def reply(hands: Hands) -> None:
    hands.press(Key.Key_3, CTRL)
    view = hands.page(EscalationsView)
    card = view.current_card()
    assert card is not None
    hands.press(Key.Key_R, ALT)
    hands.dialog("Reply to IRO Challenge")
    hands.tab_to("How you judge it: Accepts")
    hands.press(Key.Key_Space)
    hands.tab_to("What the reply says")
    hands.write("Starts after Easter.")
    hands.commit()
    hands.page(EscalationsView)
    (step,) = (
        one for one in now(hands).of(EscalationStep) if one.escalation_id == card.escalation_id
    )
    assert (step.response, step.responded_on, step.response_note) == (
        "accepts", TODAY, "Starts after Easter.",
    )  # fmt: skip


def measures_down_to_a_child_and_back(hands: Hands) -> None:
    edited = whole_history(hands.window.operations._workspace)
    hands.press(Key.Key_4, CTRL)
    measures = hands.page(MeasuresView)
    hands.wait(lambda: hands.window.operations.is_settled)
    hands.down_to(lambda: measures.list.chosen() == "permanence_by_second_review")
    hands.press(Key.Key_Return)
    hands.page(MeasureView)
    hands.wait(lambda: hands.window.operations.is_settled)
    hands.press(Key.Key_Return)
    behind = hands.page(BehindView)
    child = behind.current_child()
    hands.press(Key.Key_Return)
    assert hands.page(ChildView).current_child() == child
    go_back(hands)
    assert hands.page(BehindView) is behind
    go_back(hands)
    hands.page(MeasureView)
    go_back(hands)
    hands.page(MeasuresView)
    assert measures.list.chosen() == "permanence_by_second_review"
    assert whole_history(hands.window.operations._workspace) == edited


def book_for_siblings(hands: Hands) -> None:
    before = now(hands)
    open_child(hands, ELDER)
    hands.press(Key.Key_K, CTRL | SHIFT)
    hands.dialog("Book a meeting")
    hands.write("today")
    hands.tab_to("Place")
    hands.write("Room 4")
    hands.tab_to(f"{YOUNGER} J.B., Child looked after review")
    hands.press(Key.Key_Space)
    hands.commit()
    hands.page(ChildView)
    (meeting,) = added(hands, before, Meeting)
    assert (meeting.booked_on, meeting.place) == (TODAY, "Room 4")
    booked = added(hands, before, Review)
    assert {(one.child_id, one.held_on, one.meeting_id) for one in booked} == {
        (child_id(hands, reference), None, meeting.id) for reference in (ELDER, YOUNGER)
    }


def meeting_in_the_diary(hands: Hands) -> None:
    hands.press(Key.Key_5, CTRL)
    diary = hands.page(DiaryView)
    hands.wait(lambda: any(row.kind == "booked" for row in diary._model.rows()))
    (row,) = (row for row in diary._model.rows() if row.kind == "booked")
    assert row.on == TODAY
    hands.press(Key.Key_Home, CTRL)
    hands.down_to(lambda: diary._table.current_row() == row)
    hands.press(Key.Key_M, ALT)
    hands.dialog("Meeting")
    hands.press(Key.Key_Escape)
    hands.page(DiaryView)


def prepare(hands: Hands) -> None:
    open_child(hands, ELDER)
    hands.press(Key.Key_T, CTRL | SHIFT)
    hands.in_front(PrepareDialog)
    hands.write("30/3")
    hands.tab_to("Child spoken to before")
    hands.write("ref")
    hands.commit()
    hands.page(ChildView)
    (review,) = booked_reviews(hands, ELDER)
    assert (review.social_worker_contact_on, review.child_seen) == (date(2020, 3, 30), "refused")


def booked_reviews(hands: Hands, reference: str) -> list[Review]:
    case = now(hands).cases[child_id(hands, reference)]
    return [one for one in case.of(Review) if one.held_on is None]


def meeting_of_siblings_with_one_undo(hands: Hands) -> None:
    before = now(hands)
    hands.press(Key.Key_G, CTRL | SHIFT)
    hands.dialog("Record meeting")
    hands.tab_to("Summary, for all of them")
    hands.write("Both want to stay together.")
    hands.tab_to(f"{ELDER} A.B., review, took part")
    hands.write("PN1")
    hands.tab_to(f"{YOUNGER} J.B., review, took part")
    hands.write("PN2")
    hands.tab_to("Decision")
    hands.write("One room for the two of them")
    hands.commit()
    hands.page(ChildView)
    after = now(hands)
    for reference, code in ((ELDER, "PN1"), (YOUNGER, "PN2")):
        assert booked_reviews(hands, reference) == []
        case = after.cases[child_id(hands, reference)]
        (held,) = (one for one in case.of(Review) if one.held_on == TODAY)
        assert held.summary == "Both want to stay together."
        (part,) = (one for one in case.of(Participation) if one.review_id == held.id)
        assert part.participation == code
    new = [one for one in added(hands, before, Decision) if one.decision.startswith("One room")]
    assert {one.child_id for one in new} == {
        child_id(hands, ELDER), child_id(hands, YOUNGER),
    }  # fmt: skip

    hands.commit(Key.Key_Z)
    for kind in (Review, Participation, Decision):
        assert set(now(hands).of(kind)) == set(before.of(kind))
    hands.commit(Key.Key_Y)
    for kind in (Review, Participation, Decision):
        assert set(now(hands).of(kind)) == set(after.of(kind))


def one_contact_for_three_with_one_undo(hands: Hands) -> None:
    before = now(hands)
    hands.press(Key.Key_1, CTRL)
    page = hands.page(CaseloadView)
    hands.press(Key.Key_L, CTRL | SHIFT)
    while len(page.chosen_children()) < 3:
        hands.press(Key.Key_Down, SHIFT)
    chosen = page.chosen_children()
    hands.press(Key.Key_D, CTRL | SHIFT)
    hands.dialog("One contact for several children")
    hands.tab_to("With whom")
    hands.write("carer")
    hands.tab_to("What was said, and what changed for the child")
    hands.write("About Easter.")
    hands.commit()
    hands.page(CaseloadView)
    new = added(hands, before, Contact)
    assert sorted(one.child_id for one in new) == sorted(chosen)
    hands.commit(Key.Key_Z)
    assert set(now(hands).of(Contact)) == set(before.of(Contact))
    hands.commit(Key.Key_Y)
    assert set(added(hands, before, Contact)) == set(new)


def delete_and_restore_from_the_bin(hands: Hands) -> None:
    page = open_child(hands, ELDER)
    before = now(hands)
    hands.tab_to("On file")
    (gone,) = (one for one in before.of(Contact) if one.note.startswith("Sister rang"))
    hands.down_to(lambda: page._file_table.record_id() == gone.id)
    hands.commit(Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert set(before.of(Contact)) - set(now(hands).of(Contact)) == {gone}
    hands.press(Key.Key_K, CTRL)
    hands.in_front(PaletteDialog)
    hands.write("bin")
    hands.press(Key.Key_Return)
    dialog = hands.in_front(BinDialog)
    hands.wait(lambda: dialog.table.current_row() is not None)
    hands.commit(modifiers=Qt.KeyboardModifier.NoModifier)
    hands.press(Key.Key_Escape)
    hands.page(ChildView)
    assert set(now(hands).of(Contact)) == set(before.of(Contact))


def copy_for_the_councils_system(hands: Hands) -> None:
    before = {one.id: one.entered_in_council_system_on for one in now(hands).of(Contact)}
    open_child(hands, ELDER)
    hands.press(Key.Key_O, CTRL | SHIFT)
    dialog = hands.in_front(CouncilDialog)
    hands.down_to(lambda: dialog.table.current_row().kind == "Contact")
    row = dialog.table.current_row()
    hands.press(Key.Key_Return)
    assert ELDER in QGuiApplication.clipboard().text()
    hands.commit(Key.Key_M, ALT)
    hands.press(Key.Key_Escape)
    hands.page(ChildView)
    after = {one.id: one.entered_in_council_system_on for one in now(hands).of(Contact)}
    assert after == before | {row.record_id: TODAY}


def undo_and_redo(hands: Hands) -> None:
    after = now(hands)
    words = hands.window.operations.session.undo
    hands.commit(Key.Key_Z)
    assert hands.window.operations.session.redo == words
    assert set(now(hands).of(Contact)) != set(after.of(Contact))
    hands.commit(Key.Key_Y)
    assert set(now(hands).of(Contact)) == set(after.of(Contact))


def lock_and_come_back(hands: Hands, desktop: Desktop, qtbot: QtBot) -> None:
    edited = whole_history(hands.window.operations._workspace)
    kept = hands.window.operations.session.undo
    hands.press(Key.Key_L, CTRL)
    hands = unlock(desktop, qtbot)
    assert hands.page(ChildView).current_child() == child_id(hands, ELDER)
    assert whole_history(hands.window.operations._workspace) == edited
    assert hands.window.operations.session.undo == kept
    go_back(hands)
    hands.page(CaseloadView)


def test_a_day_of_twenty_events_by_keyboard_alone(desktop: Desktop, qtbot: QtBot) -> None:
    hands = unlock(desktop, qtbot)
    for event in (
        check_in_one_line,
        contact_by_line_and_form,
        check_that_is_late,
        told_of_a_move,
        review_with_a_plan_for_permanence,
        put_off,
        find_in_the_palette,
        keep_a_filter,
        challenge,
        reply,
        measures_down_to_a_child_and_back,
        book_for_siblings,
        meeting_in_the_diary,
        prepare,
        meeting_of_siblings_with_one_undo,
        one_contact_for_three_with_one_undo,
        delete_and_restore_from_the_bin,
        copy_for_the_councils_system,
        undo_and_redo,
    ):
        event(hands)
    lock_and_come_back(hands, desktop, qtbot)
