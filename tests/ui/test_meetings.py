"""Meetings by keyboard in the real window: booked, moved, cancelled, prepared, recorded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import (
    Appeal,
    Child,
    Consultation,
    Decision,
    Meeting,
    Participation,
    Review,
    ReviewPart,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.meeting_seats import meeting_of
from iro_desktop.services.meetings import book_meeting, hour_of
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.meeting import MeetingDialog
from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog
from iro_desktop.ui.dialogs.prepare import PrepareDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.diary import DiaryView
from tests.builders import a_case, a_plan, a_review, an_allocation, care
from tests.hands import CTRL, SHIFT, Hands, Key
from tests.stores import OFFICER_ID, TODAY, a_workspace

A, B, C = "a" * 32, "b" * 32, "c" * 32
CONFERENCE = a_review("2020-02-10", "rcpc", chair_id=OFFICER_ID, decisions_sent_on="2020-02-24")
APRIL = date(2020, 4, 20)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store on 31 March 2020: two siblings looked after, the second on a plan too."""
    workspace = a_workspace(tmp_path / "s")
    with workspace.write("what was there before") as write:
        for child_id, reference, group in (
            (A, "LC-1", "9" * 32),
            (B, "LC-2", "9" * 32),
            (C, "LC-9", ""),
        ):
            child = Child(
                id=child_id,
                reference=reference,
                initials="X.Y.",
                born_on=date(2010, 6, 15),
                sibling_group_id=group,
            )
            plan = (a_plan("2019-11-18"), CONFERENCE) if child_id == B else ()
            last = a_review("2019-12-18")
            decided = Decision(id=child_id[::-1][:31] + "d", decision="See the dentist",
                               review_id=last.id)  # fmt: skip
            case = a_case(
                care("2019-09-02"), a_review("2019-09-20"), last, decided,
                an_allocation(OFFICER_ID, "2019-09-02"), *plan, child=child,
            )  # fmt: skip
            write.put(child)
            for found in case.records.values():
                for record in found:
                    write.put(record)
    return workspace


@pytest.fixture
def hands(hands: Hands) -> Hands:
    """On the page of the first of them."""
    hands.window.pages.show_child(A)
    return hands


def booked(workspace: Workspace, *keys: str, on: date) -> str:
    return book_meeting(workspace, Meeting(id="", booked_on=on), keys, today=TODAY)


def case_of(operations: Operations, child_id: str) -> CaseFile:
    return operations.session.snapshot.cases[child_id]


def to_hold(operations: Operations, child_id: str) -> list[str]:
    return sorted(
        one.review_type for one in case_of(operations, child_id).of(Review) if one.held_on is None
    )


def the_meeting(operations: Operations) -> Meeting:
    (found,) = operations.session.snapshot.of(Meeting)
    return found


def kept(dialog: FormDialog, hands: Hands, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.recorded):
        hands.press(Key.Key_Return, CTRL)


def press_button(hands: Hands, text: str) -> None:
    """Press Tab until the button of this text has the keyboard, then Enter."""
    for _ in range(60):
        focus = hands.focus()
        if isinstance(focus, QPushButton) and focus.text() == text:
            hands.press(Key.Key_Return)
            return
        hands.press(Key.Key_Tab)
    raise AssertionError(f"Tab never came to {text}")


# Booking


def test_a_meeting_is_booked_for_siblings_who_are_suggested_with_their_last_days(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_K, CTRL | SHIFT)
    dialog = hands.dialog("Book a meeting")
    assert isinstance(dialog, MeetingDialog)
    hands.write("20/6")
    assert list(dialog.form.seats.standings) == [
        "Review 3: 2 days late, due by Thu 18 June 2020",
        "Review 3: 2 days late, due by Thu 18 June 2020",
        "Review conference: would be late after Mon 10 August 2020",
    ]
    assert list(dialog.frame.advice.sentences) == [
        "Sat 20 June 2020 is not a working day: check the day."
    ]
    hands.press(Key.Key_A, CTRL)
    hands.write("20/4")
    assert not dialog.frame.advice.sentences
    assert dialog.form.seats.standings[0] == "Review 3: would be late after Thu 18 June 2020"
    hands.press(Key.Key_Tab)
    hands.write("9.30")
    hands.tab_to("Place")
    hands.write("Room 4")
    hands.tab_to("LC-2 X.Y., Child looked after review")
    hands.press(Key.Key_Space)
    hands.tab_to("LC-2 X.Y., Review child protection conference")
    hands.press(Key.Key_Space)
    kept(dialog, hands, qtbot)
    assert to_hold(operations, A) == ["cla"]
    assert to_hold(operations, B) == ["cla", "rcpc"]
    meeting = the_meeting(operations)
    assert (meeting.booked_on, meeting.place, meeting.chair_id) == (APRIL, "Room 4", OFFICER_ID)
    hour = hour_of(meeting.starts_at)
    assert hour is not None
    assert (hour.hour, hour.minute) == (9, 30)
    assert operations.session.undo == "book meeting of LC-1 and LC-2"


def test_what_is_wrong_with_a_booking_is_said_in_place_with_all_answers_kept(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_K, CTRL | SHIFT)
    dialog = hands.dialog("Book a meeting")
    assert isinstance(dialog, MeetingDialog)
    hands.tab_to("Starts at")
    hands.write("25")
    hands.press(Key.Key_Return, CTRL)
    assert dialog.form._fields["starts_at"].problem == (
        "Starts at: type an hour such as 10, 10:30 or 2pm."
    )
    hands.press(Key.Key_Return)  # the link leads to the field
    hands.press(Key.Key_A, CTRL)
    hands.write("10")
    hands.tab_to("LC-1 X.Y., Child looked after review")
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(dialog.form._fields["seats"].problem))
    assert dialog.form._fields["booked_on"].problem == "Enter booked for."
    assert dialog.form._fields["seats"].problem == "Tick at least one child."
    assert dialog.form.editor("starts_at").value() == "10:00"
    assert operations.session.snapshot.of(Meeting) == ()


def test_another_child_is_added_by_its_reference_and_a_type_is_chosen(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_K, CTRL | SHIFT)
    dialog = hands.dialog("Book a meeting")
    hands.write("20/4")
    hands.tab_to("Add another child")
    hands.write("lc-9")
    hands.press(Key.Key_Return)
    assert hands.focus().accessibleName() == "LC-9 X.Y., Child looked after review"
    hands.press(Key.Key_Tab)
    hands.write("tran")
    hands.press(Key.Key_Return)
    assert isinstance(dialog, MeetingDialog)
    assert dialog.form.keys() == (f"{A}:cla", f"{C}:transfer")
    kept(dialog, hands, qtbot)
    assert to_hold(operations, C) == ["transfer"]


def test_a_booking_half_typed_comes_back_with_its_children(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_K, CTRL | SHIFT)
    dialog = hands.dialog("Book a meeting")
    assert isinstance(dialog, MeetingDialog)
    hands.write("20/6")
    hands.tab_to("Add another child")
    hands.write("lc-9")
    hands.press(Key.Key_Return)
    assert dialog._draft is not None
    qtbot.waitUntil(dialog._draft._timer.isActive)
    dialog.leave()
    qtbot.waitUntil(lambda: operations.is_settled)
    hands.page(ChildView)
    hands.press(Key.Key_K, CTRL | SHIFT)
    again = hands.dialog("Book a meeting")
    assert isinstance(again, MeetingDialog)
    qtbot.waitUntil(lambda: again.form.keys() == (f"{A}:cla", f"{C}:cla"))
    assert again.form.meeting().booked_on == date(2020, 6, 20)
    assert "2 days late" in again.form.seats.standings[0]


def test_the_same_keys_move_a_meeting_that_is_booked(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", on=APRIL)
    qtbot.waitUntil(lambda: bool(to_hold(operations, A)))
    hands.press(Key.Key_K, CTRL | SHIFT)
    dialog = hands.dialog("Meeting")
    hands.press(Key.Key_A, CTRL)
    hands.write("22/6")
    assert isinstance(dialog, MeetingDialog)
    assert "4 days late" in dialog.form.seats.standings[0]
    kept(dialog, hands, qtbot)
    assert the_meeting(operations).booked_on == date(2020, 6, 22)
    assert operations.session.undo == "move meeting of LC-1 to 22 Jun 2020"


def test_a_meeting_is_cancelled_with_a_reason_and_what_is_due_is_said(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", on=APRIL)
    qtbot.waitUntil(lambda: bool(to_hold(operations, A)))
    hands.press(Key.Key_K, CTRL | SHIFT)
    outer = hands.dialog("Meeting")
    press_button(hands, "&Cancel the meeting…")
    dialog = hands.dialog("Cancel the meeting")
    said = [label.text() for label in dialog.findChildren(BodyLabel)]
    assert (
        "Cancelling moves no day by which a review is due: review 3 of LC-1 X.Y. by 18 June 2020."
        in said
    )
    hands.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(dialog.summary.links()))
    hands.tab_to("Why it was cancelled")
    hands.write("The school is closed")
    kept(dialog, hands, qtbot)
    qtbot.waitUntil(lambda: not outer.isVisible())
    assert the_meeting(operations).cancelled_reason == "The school is closed"
    assert meeting_of(operations.session.snapshot, A, TODAY) is None


# Recording


def test_a_meeting_is_recorded_for_all_of_a_family_and_undone_in_one(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", f"{B}:cla", f"{B}:rcpc", on=TODAY)
    qtbot.waitUntil(lambda: bool(to_hold(operations, B)))
    hands.press(Key.Key_G, CTRL | SHIFT)
    dialog = hands.dialog("Record meeting")
    assert isinstance(dialog, RecordMeetingDialog)
    assert [row.is_held for row in dialog.grid.rows] == [True, True, True]
    hands.tab_to("How it was held")
    hands.write("hyb")
    hands.tab_to("Summary, for all of them")
    hands.write("Settled at the carers'")
    hands.tab_to("LC-1 X.Y., review, took part")
    hands.write("PN1")
    hands.press(Key.Key_Tab)
    hands.write("vid")
    hands.tab_to("LC-2 X.Y., review conference, plan made or continued")
    hands.write("no")
    hands.tab_to("Decision")
    hands.write("Family time on Saturdays")
    hands.press(Key.Key_Tab)
    assert hands.focus().accessibleName() == "For"
    kept(dialog, hands, qtbot)
    assert to_hold(operations, A) == to_hold(operations, B) == []
    reviews = [one for one in case_of(operations, B).of(Review) if one.held_on == TODAY]
    assert {one.summary for one in reviews} == {"Settled at the carers'"}
    assert {one.mode for one in reviews} == {"hybrid"}
    (part,) = case_of(operations, A).of(Participation)
    assert (part.participation, part.attendance_mode) == ("PN1", "video")
    for child_id in (A, B):
        decided = [one.decision for one in case_of(operations, child_id).of(Decision)]
        assert decided.count("Family time on Saturdays") == 1
    operations.run(undo_latest)
    qtbot.waitUntil(lambda: to_hold(operations, B) == ["cla", "rcpc"])
    assert case_of(operations, A).of(Participation) == ()


def test_who_was_not_dealt_with_is_unticked_and_stays_booked(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", f"{B}:cla", on=TODAY)
    qtbot.waitUntil(lambda: bool(to_hold(operations, B)))
    hands.press(Key.Key_G, CTRL | SHIFT)
    dialog = hands.dialog("Record meeting")
    hands.tab_to("LC-2 X.Y., review")
    hands.press(Key.Key_Space)
    kept(dialog, hands, qtbot)
    assert to_hold(operations, A) == []
    assert to_hold(operations, B) == ["cla"]


def test_a_code_that_does_not_fit_the_age_is_said_in_its_row(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_G, CTRL | SHIFT)
    dialog = hands.dialog("Record meeting")
    assert isinstance(dialog, RecordMeetingDialog)
    row = dialog.grid.rows[0]
    row.editor("participation").set_value("PN0")
    dialog.save()
    qtbot.waitUntil(lambda: bool(row.fields["participation"].problem))
    assert row.fields["participation"].problem.startswith("The child was 4 or over")
    assert operations.session.snapshot.of(Meeting) == ()


# The review's own form


def test_the_review_form_takes_up_what_was_booked_and_prepared(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", on=TODAY)
    (review,) = (one for one in workspace.snapshot.cases[A].of(Review) if one.held_on is None)
    with workspace.write("prepare") as write:
        write.put(replace(review, papers_received_on=date(2020, 3, 27)))
    qtbot.waitUntil(lambda: operations.session.undo == "prepare")
    hands.press(Key.Key_R, CTRL | SHIFT)
    dialog = hands.dialog("Record review")
    assert isinstance(dialog, ReviewDialog)
    assert dialog.before.value("papers_received_on") == date(2020, 3, 27)
    kept(dialog, hands, qtbot)
    held = operations.session.snapshot.find(Review, review.id)
    assert held is not None
    assert (held.held_on, held.papers_received_on) == (TODAY, date(2020, 3, 27))
    assert to_hold(operations, A) == []


def test_another_type_than_the_one_booked_leaves_the_booking_as_it_is(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", on=TODAY)
    qtbot.waitUntil(lambda: bool(to_hold(operations, A)))
    hands.press(Key.Key_R, CTRL | SHIFT)
    dialog = hands.dialog("Record review")
    assert isinstance(dialog, ReviewDialog)
    dialog.meeting.set_value("review_type", "reconvened")
    kept(dialog, hands, qtbot)
    assert to_hold(operations, A) == ["cla"]


def test_a_series_of_meetings_is_one_review_whose_record_runs_from_the_last(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    ReviewDialog(operations, B, hands.window, review_id=CONFERENCE.id).open()
    dialog = hands.dialog("Review")
    assert isinstance(dialog, ReviewDialog)
    assert list(dialog.record_state.sentences) == [
        "Outline plan: 7 days late, due by Mon 17 February 2020",
        "Written record: not done, 29 days overdue, due by Mon 2 March 2020",
        "Minutes of the conference: not done, 22 days overdue, due by Mon 9 March 2020",
    ]
    press_button(hands, "Add a further sitting")
    hands.write("24/3")
    assert dialog.record_state.sentences[1] == "Written record: due by Thu 16 April 2020"
    kept(dialog, hands, qtbot)
    (part,) = case_of(operations, B).of(ReviewPart)
    assert (part.review_id, part.held_on) == (CONFERENCE.id, date(2020, 3, 24))
    assert len([one for one in case_of(operations, B).of(Review) if one.held_on]) == 3


def test_an_appeal_is_entered_from_the_conference_it_is_against(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    ReviewDialog(operations, B, hands.window, review_id=CONFERENCE.id).open()
    hands.dialog("Review")
    press_button(hands, "Appeal against this conference…")
    dialog = hands.dialog("Appeal")
    assert isinstance(dialog, RecordDialog)
    hands.tab_to("Accepted on")
    hands.write("2/3")
    kept(dialog, hands, qtbot)
    (appeal,) = case_of(operations, B).of(Appeal)
    assert (appeal.review_id, appeal.accepted_on) == (CONFERENCE.id, date(2020, 3, 2))


# Preparing


def test_a_review_is_prepared_step_by_step_and_each_says_its_day(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", on=APRIL)
    qtbot.waitUntil(lambda: bool(to_hold(operations, A)))
    hands.press(Key.Key_T, CTRL | SHIFT)
    dialog = hands.dialog("Prepare review 3")
    assert isinstance(dialog, PrepareDialog)
    assert list(dialog.state.sentences) == [
        "Contact with the social worker: by Thu 26 March 2020: 15 working days before the meeting",
        "Papers for the meeting: by Wed 15 April 2020: 3 working days before the meeting",
        "Child spoken to privately: by Mon 20 April 2020",
        "Invite list agreed with the child: not yet",
        "Consultations: by Mon 20 April 2020",
        "Decisions of the last review: 1 of 1 not done",
    ]
    hands.write("30/3")
    assert dialog.state.sentences[0] == "Contact with the social worker: done 30 Mar 2020"
    hands.tab_to("Child spoken to before")
    hands.write("ref")
    press_button(hands, "Add somebody to consult")
    hands.write("chi")
    hands.tab_to("Sent on")
    hands.write("30/3")
    assert "Consultations: 1 sent, 0 received" in dialog.state.sentences
    kept(dialog, hands, qtbot)
    (review,) = (one for one in case_of(operations, A).of(Review) if one.held_on is None)
    assert (review.social_worker_contact_on, review.child_seen) == (date(2020, 3, 30), "refused")
    (asked,) = case_of(operations, A).of(Consultation)
    assert (asked.who, asked.review_id) == ("child", review.id)


def test_a_review_that_is_not_booked_yet_can_be_prepared(
    hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    hands.press(Key.Key_T, CTRL | SHIFT)
    dialog = hands.dialog("Prepare review 3")
    hands.tab_to("Invite list agreed with the child on")
    hands.write("30/3")
    kept(dialog, hands, qtbot)
    assert to_hold(operations, A) == ["cla"]
    assert operations.session.undo == "prepare child looked after review of LC-1"


# From the diary


def test_the_diary_leads_to_the_meeting_and_to_its_preparation(
    workspace: Workspace, hands: Hands, operations: Operations, qtbot: QtBot
) -> None:
    booked(workspace, f"{A}:cla", f"{B}:cla", on=date(2020, 4, 3))
    qtbot.waitUntil(lambda: bool(to_hold(operations, A)))
    hands.press(Key.Key_5, CTRL)
    diary = hands.page(DiaryView)
    qtbot.waitUntil(lambda: any(row.meeting_id for row in diary._model.rows()))
    row = next(row for row in diary._model.rows() if row.kind == "booked")
    assert row.why == "0 of 10 prepared"
    diary._table.select_key(row.key)
    diary._meeting.click()
    assert isinstance(hands.dialog("Meeting"), MeetingDialog)
    hands.press(Key.Key_Escape)
    hands.page(DiaryView)
    diary._prepare.click()
    assert isinstance(hands.dialog("Prepare review 3"), PrepareDialog)


def test_the_child_page_leads_there_too(hands: Hands) -> None:
    for words, title in (
        ("&Prepare the next review…", "Prepare review 3"),
        ("Book or mo&ve a meeting…", "Book a meeting"),
        ("&Record a meeting…", "Record meeting"),
    ):
        page = hands.page(ChildView)
        (action,) = [one for one in page.head.meeting.menu().actions() if one.text() == words]
        action.trigger()
        hands.dialog(title)
        hands.press(Key.Key_Escape)
