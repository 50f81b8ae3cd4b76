"""Meetings: booked for several children, moved, cancelled, recorded in one act."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_desktop.domain.casefile import Status, dues
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    Child,
    Consultation,
    Decision,
    Meeting,
    Participation,
    ProtectionPlan,
    Record,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.meeting_seats import (
    Seat,
    children_of,
    kept_review,
    meeting_of,
    seats,
    siblings_of,
)
from iro_desktop.services.meetings import (
    MeetingGoneError,
    book_meeting,
    cancel_meeting,
    record_meeting,
)
from iro_desktop.services.reviews import Recording, record_review
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_case, a_plan, a_review, care
from tests.stores import OFFICER_ID, TODAY, a_workspace

A, B, C = "a" * 32, "b" * 32, "c" * 32
APRIL = date(2020, 4, 20)
MAY = date(2020, 5, 18)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A store on 31 March 2020: two siblings looked after, one of them on a plan, and another."""
    workspace = a_workspace(tmp_path / "s")
    for child_id, reference, group in (
        (A, "LC-1", "g" * 32),
        (B, "LC-2", "g" * 32),
        (C, "LC-9", ""),
    ):
        child = Child(
            id=child_id, reference=reference, born_on=date(2010, 6, 15), sibling_group_id=group
        )
        plan = () if child_id != B else (a_plan("2019-11-18"), a_review("2020-02-10", "rcpc"))
        case = a_case(care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18"), *plan,
                      child=child)  # fmt: skip
        put(workspace, child, *(one for found in case.records.values() for one in found))
    yield workspace
    workspace.close()


def put(workspace: Workspace, *records: Record) -> None:
    with workspace.write("what was there before") as write:
        for record in records:
            write.put(record)


def case_of(workspace: Workspace, child_id: str) -> CaseFile:
    return workspace.snapshot.cases[child_id]


def seats_of(workspace: Workspace, *child_ids: str, meeting_id: str = "") -> tuple[Seat, ...]:
    return seats(workspace.snapshot, workspace.practice, child_ids, TODAY, meeting_id)


def booked(workspace: Workspace, *keys: str, on: date = APRIL, **fields: Any) -> str:
    meeting = Meeting(id="", booked_on=on, chair_id=OFFICER_ID, **fields)
    return book_meeting(workspace, meeting, keys, today=TODAY)


def meeting(workspace: Workspace, meeting_id: str) -> Meeting:
    found = workspace.snapshot.find(Meeting, meeting_id)
    assert found is not None
    return found


def to_hold(workspace: Workspace, child_id: str) -> list[Review]:
    return [one for one in case_of(workspace, child_id).of(Review) if one.held_on is None]


def last_cla(workspace: Workspace, child_id: str) -> Review:
    return next(
        one for one in case_of(workspace, child_id).of(Review) if one.held_on == date(2019, 12, 18)
    )


def held(child_id: str, review_type: str, on: date = TODAY, **fields: Any) -> Review:
    return Review(id="", child_id=child_id, review_type=review_type, held_on=on, **fields)


# Who may be in it


def test_a_child_with_both_has_a_review_and_a_conference_with_days_of_their_own(
    workspace: Workspace,
) -> None:
    found = seats_of(workspace, A, B)
    assert [(one.child_id, one.review_type, one.due_on) for one in found] == [
        (A, "cla", date(2020, 6, 18)),
        (B, "cla", date(2020, 6, 18)),
        (B, "rcpc", date(2020, 8, 10)),
    ]
    assert siblings_of(workspace.snapshot, A) == (B,)
    assert siblings_of(workspace.snapshot, C) == ()


def test_a_day_is_judged_for_each_child_while_it_is_chosen(workspace: Workspace) -> None:
    seat = seats_of(workspace, A)[0]
    assert seat.standing(APRIL) == (
        Status.LATER,
        "Review 3: would be late after Thu 18 June 2020",
    )
    assert seat.standing(date(2020, 6, 18))[0] is Status.LATER
    assert seat.standing(date(2020, 6, 19)) == (
        Status.OVERDUE,
        "Review 3: 1 day late, due by Thu 18 June 2020",
    )


# Booking


def test_one_meeting_books_one_review_for_each_child_and_type_in_one_act(
    workspace: Workspace,
) -> None:
    meeting_id = booked(workspace, f"{A}:cla", f"{B}:cla", f"{B}:rcpc", place="Room 4")
    assert [one.review_type for one in to_hold(workspace, A)] == ["cla"]
    assert {one.review_type for one in to_hold(workspace, B)} == {"cla", "rcpc"}
    assert {one.meeting_id for one in to_hold(workspace, B)} == {meeting_id}
    assert children_of(workspace.snapshot, meeting_id) == (A, B)
    undone, _ = undo_latest(workspace)
    assert undone.words == "book meeting of LC-1 and LC-2"
    assert to_hold(workspace, B) == []


def test_a_meeting_needs_a_day_that_lies_ahead_and_a_child(workspace: Workspace) -> None:
    with pytest.raises(RefusedError) as refused:
        book_meeting(workspace, Meeting(id="", booked_on=date(2020, 3, 30)), (), today=TODAY)
    assert [one.field for one in refused.value.problems] == ["booked_on", "seats"]
    with pytest.raises(RefusedError) as refused:
        book_meeting(workspace, Meeting(id=""), [f"{A}:cla"], today=TODAY)
    assert [one.field for one in refused.value.problems] == ["booked_on"]


def test_a_meeting_that_is_moved_keeps_its_reviews_and_what_is_due_stays(
    workspace: Workspace,
) -> None:
    meeting_id = booked(workspace, f"{A}:cla", f"{B}:cla")
    before = dues(case_of(workspace, A), workspace.practice, TODAY)
    kept = [one.id for one in to_hold(workspace, A)]
    moved = replace(meeting(workspace, meeting_id), booked_on=MAY)
    book_meeting(workspace, moved, [f"{A}:cla", f"{B}:cla"], today=TODAY)
    assert [one.id for one in to_hold(workspace, A)] == kept
    assert dues(case_of(workspace, A), workspace.practice, TODAY) == before
    undone, _ = undo_latest(workspace)
    assert undone.words == "move meeting of LC-1 and LC-2 to 18 May 2020"


def test_a_child_taken_out_of_a_meeting_keeps_what_was_prepared(workspace: Workspace) -> None:
    meeting_id = booked(workspace, f"{A}:cla", f"{B}:cla")
    (of_a,) = to_hold(workspace, A)
    put(workspace, replace(of_a, child_seen="seen"))
    alone = meeting(workspace, meeting_id)
    book_meeting(workspace, alone, [f"{C}:cla"], today=TODAY)
    (kept,) = to_hold(workspace, A)
    assert (kept.child_seen, kept.meeting_id) == ("seen", "")
    assert to_hold(workspace, B) == []
    again = booked(workspace, f"{A}:cla", on=MAY)
    (kept,) = to_hold(workspace, A)
    assert (kept.child_seen, kept.meeting_id) == ("seen", again)


def test_a_cancelled_meeting_says_why_and_moves_no_day_on_which_a_review_is_due(
    workspace: Workspace,
) -> None:
    meeting_id = booked(workspace, f"{A}:cla")
    before = dues(case_of(workspace, A), workspace.practice, TODAY)
    with pytest.raises(RefusedError):
        cancel_meeting(workspace, meeting_id, " ", today=TODAY)
    cancel_meeting(workspace, meeting_id, "The school is closed", today=TODAY)
    cancelled = meeting(workspace, meeting_id)
    assert (cancelled.cancelled_on, cancelled.cancelled_reason) == (TODAY, "The school is closed")
    assert dues(case_of(workspace, A), workspace.practice, TODAY) == before
    assert meeting_of(workspace.snapshot, A, TODAY) is None
    with pytest.raises(MeetingGoneError):
        cancel_meeting(workspace, meeting_id, "Again", today=TODAY)
    undo_latest(workspace)
    found = meeting_of(workspace.snapshot, A, TODAY)
    assert found is not None
    assert found.id == meeting_id


def test_a_booking_that_a_later_review_has_overtaken_is_over(workspace: Workspace) -> None:
    booked(workspace, f"{A}:cla", on=TODAY)
    assert kept_review(workspace.snapshot, case_of(workspace, A), "cla", TODAY)
    record_review(workspace, held(A, "cla"), today=TODAY)  # as a return would bring it
    assert kept_review(workspace.snapshot, case_of(workspace, A), "cla", TODAY) is None
    assert meeting_of(workspace.snapshot, A, TODAY) is None


def test_the_day_that_the_last_review_names_for_the_next_follows_the_booking(
    workspace: Workspace,
) -> None:
    put(workspace, replace(last_cla(workspace, A), next_booked_on=date(2020, 4, 6)))
    meeting_id = booked(workspace, f"{A}:cla", f"{C}:cla")
    assert last_cla(workspace, A).next_booked_on == APRIL
    assert last_cla(workspace, C).next_booked_on is None  # it never named one
    moved = replace(meeting(workspace, meeting_id), booked_on=MAY)
    book_meeting(workspace, moved, [f"{A}:cla", f"{C}:cla"], today=TODAY)
    assert last_cla(workspace, A).next_booked_on == MAY
    cancel_meeting(workspace, meeting_id, "Moved house", today=TODAY)
    assert last_cla(workspace, A).next_booked_on is None


# Recording


def recorded(workspace: Workspace, meeting_id: str = "", **shared: Any) -> tuple[str, ...]:
    """Record what was held of LC-1 and both of LC-2, with decisions for all and for one."""
    ids = {(one.child_id, one.review_type): one.review_id
           for one in seats_of(workspace, A, B, meeting_id=meeting_id)}  # fmt: skip
    recordings = [
        Recording(
            replace(
                held(child_id, review_type, mode="video", chair_id=OFFICER_ID, **shared),
                id=ids[child_id, review_type],
                plan_continues=False if review_type == "rcpc" else None,
            ),
            Participation(id="", participation=code),
        )
        for child_id, review_type, code in (
            (A, "cla", "PN1"),
            (B, "cla", "PN5"),
            (B, "rcpc", "PN7"),
        )
    ]
    decisions = [
        Decision(id="", decision="Family time on Saturdays"),
        Decision(id="", decision="End the plan", review_id=f"{B}:rcpc"),
    ]
    known = workspace.snapshot.find(Meeting, meeting_id) if meeting_id else None
    return record_meeting(workspace, known or Meeting(id=""), recordings, decisions, today=TODAY)


def test_a_meeting_is_recorded_for_every_child_in_one_act_and_undone_in_one(
    workspace: Workspace,
) -> None:
    meeting_id = booked(workspace, f"{A}:cla", f"{B}:cla", f"{B}:rcpc", on=TODAY)
    before = [one.id for one in to_hold(workspace, A)]
    ids = recorded(workspace, meeting_id, summary="Settled")
    assert to_hold(workspace, A) == to_hold(workspace, B) == []
    of_b = [one for one in case_of(workspace, B).of(Review) if one.meeting_id == meeting_id]
    assert {one.summary for one in of_b} == {"Settled"}
    assert {one.mode for one in of_b} == {"video"}
    assert ids[0] == before[0]
    codes = [one.participation for one in case_of(workspace, B).of(Participation)]
    assert sorted(codes) == ["PN5", "PN7"]
    (plan,) = case_of(workspace, B).of(ProtectionPlan)
    assert (plan.ended_on, plan.end_reason) == (TODAY, "conference")
    undone, _ = undo_latest(workspace)
    assert undone.words == "record meeting of LC-1 and LC-2"
    assert [one.id for one in to_hold(workspace, A)] == before
    assert case_of(workspace, B).of(Participation) == ()
    assert case_of(workspace, B).of(ProtectionPlan)[0].ended_on is None


def test_a_decision_for_all_is_written_once_for_each_child(workspace: Workspace) -> None:
    recorded(workspace)
    assert [one.decision for one in case_of(workspace, A).of(Decision)] == [
        "Family time on Saturdays"
    ]
    of_b = {one.decision: one.review_id for one in case_of(workspace, B).of(Decision)}
    types = {one.id: one.review_type for one in case_of(workspace, B).of(Review)}
    assert {words: types[review_id] for words, review_id in of_b.items()} == {
        "Family time on Saturdays": "cla",
        "End the plan": "rcpc",
    }


def test_a_meeting_that_nobody_booked_is_one_meeting_too(workspace: Workspace) -> None:
    recorded(workspace)
    (made,) = workspace.snapshot.of(Meeting)
    assert (made.booked_on, made.mode) == (TODAY, "video")
    reviews = [one for one in workspace.snapshot.of(Review) if one.held_on == TODAY]
    assert {one.meeting_id for one in reviews} == {made.id}


def test_what_is_wrong_names_the_row_and_what_is_shared_is_said_once(
    workspace: Workspace,
) -> None:
    recordings = [
        Recording(held(A, "cla", on=date(2020, 4, 1)), Participation(id="", participation="PN1")),
        Recording(
            held(B, "icpc", on=date(2020, 4, 1), plan_continues=True),
            Participation(id="", participation="PN0"),
        ),
    ]
    decisions = [Decision(id="", decision="Move on", review_id=f"{C}:cla")]
    with pytest.raises(RefusedError) as refused:
        record_meeting(workspace, Meeting(id=""), recordings, decisions, today=TODAY)
    found = [(one.field, one.kind, one.at) for one in refused.value.problems]
    assert found == [
        ("held_on", "Review", 0),
        ("participation", "Participation", 1),
        ("review_id", "Decision", 0),
    ]
    with pytest.raises(RefusedError) as refused:
        record_meeting(workspace, Meeting(id=""), (), today=TODAY)
    assert refused.value.problems[0].field == "seats"


def test_who_was_booked_and_not_there_stays_booked(workspace: Workspace) -> None:
    meeting_id = booked(workspace, f"{A}:cla", f"{C}:cla", on=TODAY)
    (of_a,) = to_hold(workspace, A)
    review = replace(of_a, held_on=TODAY)
    record_meeting(workspace, meeting(workspace, meeting_id), [Recording(review)], today=TODAY)
    assert [one.meeting_id for one in to_hold(workspace, C)] == [meeting_id]


def test_a_consultation_counts_as_prepared(workspace: Workspace) -> None:
    meeting_id = booked(workspace, f"{A}:cla", f"{C}:cla")
    (of_a,) = to_hold(workspace, A)
    put(workspace, Consultation(id="d" * 32, child_id=A, review_id=of_a.id, who="child"))
    book_meeting(workspace, meeting(workspace, meeting_id), [f"{C}:cla"], today=TODAY)
    assert [one.id for one in to_hold(workspace, A)] == [of_a.id]
