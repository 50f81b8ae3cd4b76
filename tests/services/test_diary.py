"""The diary: what is booked and what is due, once each, and the file for a calendar elsewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.records import Child, Meeting, Record, Review
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.diary import Entry, agenda, entries
from iro_desktop.services.diary_export import export_diary, to_write
from iro_desktop.services.workspace import Workspace
from tests.builders import (
    a_case,
    a_meeting,
    a_plan,
    a_practice,
    a_review,
    an_allocation,
    care,
)
from tests.stores import OFFICER_ID, TODAY, a_workspace

PRACTICE = a_practice()
AT = datetime(2020, 3, 31, 12, tzinfo=UTC)


def snapshot(*cases: CaseFile, meetings: tuple[Meeting, ...] = ()) -> Snapshot:
    others: dict[type[Record], tuple[Record, ...]] = {Meeting: meetings}
    return Snapshot(1, {case.child.id: case for case in cases}, others)


def diary(*cases: CaseFile, meetings: tuple[Meeting, ...] = ()) -> tuple[Entry, ...]:
    return entries(snapshot(*cases, meetings=meetings), PRACTICE, "", TODAY)


def reviews(found: tuple[Entry, ...]) -> list[tuple[str, date, str]]:
    return [(one.kind, one.on, one.title) for one in found if "eview" in one.what]


def test_a_review_that_is_due_stands_on_its_last_day_with_its_reason() -> None:
    case = a_case(care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18"))
    assert reviews(diary(case)) == [("due", date(2020, 6, 18), "Review 3: AB12")]
    (entry,) = (one for one in diary(case) if one.what == "Review 3")
    assert entry.why == "6 months after review 2, held on Wed 18 December 2019"


def test_a_review_booked_in_time_stands_on_the_day_it_is_booked_for_and_not_twice() -> None:
    booked = a_review("2019-12-18", next_booked_on="2020-06-10")
    case = a_case(care("2019-09-02"), a_review("2019-09-20"), booked)
    assert reviews(diary(case)) == [("booked", date(2020, 6, 10), "Review 3: AB12")]


def test_a_review_booked_too_late_is_said_and_its_last_day_stays() -> None:
    booked = a_review("2019-12-18", next_booked_on="2020-06-30")
    case = a_case(care("2019-09-02"), a_review("2019-09-20"), booked)
    due, late = (one for one in diary(case) if one.what == "Review 3")
    assert (due.kind, due.on) == ("due", date(2020, 6, 18))
    assert late.late
    assert late.why == "booked for later than it is due: by 18 Jun 2020"


def test_one_meeting_of_several_children_is_one_entry() -> None:
    meeting = a_meeting(booked_on="2020-04-20", place="Room 4", mode="video")
    meeting = replace(meeting, starts_at=datetime(2020, 4, 20, 9, 30, tzinfo=UTC))
    cases = [
        a_case(
            care("2019-12-02"),
            a_review("2019-12-20"),
            replace(Review(id=f"r{n}", review_type="cla"), meeting_id=meeting.id),
            reference=f"LC-{n}",
        )
        for n in (1, 2)
    ]
    (entry,) = (one for one in diary(*cases, meetings=(meeting,)) if one.kind == "booked")
    assert entry.references == ("LC-1", "LC-2")
    assert entry.starts_at == meeting.starts_at
    assert (entry.place, entry.mode) == ("Room 4", "Video")


def test_a_cancelled_meeting_is_not_in_the_diary() -> None:
    meeting = a_meeting(booked_on="2020-04-20", cancelled_on="2020-03-30")
    case = a_case(
        care("2019-12-02"),
        a_review("2019-12-20"),
        replace(Review(id="r", review_type="cla"), meeting_id=meeting.id),
    )
    assert not [one for one in diary(case, meetings=(meeting,)) if one.kind == "booked"]


def test_the_diary_is_this_iros_and_with_everybody_all_of_them() -> None:
    mine = a_case(care("2020-03-16"), an_allocation("A"), reference="A-1")
    other = a_case(care("2020-03-16"), an_allocation("B"), reference="B-1")
    found = entries(snapshot(mine, other), PRACTICE, "A", TODAY)
    assert {one.references for one in found} == {("A-1",)}
    found = entries(snapshot(mine, other), PRACTICE, "A", TODAY, everybody=True)
    assert {one.references for one in found} == {("A-1",), ("B-1",)}


def test_the_agenda_shows_working_days_and_other_days_only_with_something_on_them() -> None:
    case = a_case(
        care("2019-09-02"),
        a_review("2019-09-20"),
        a_review("2019-12-18", next_booked_on="2020-04-11"),
    )
    days = agenda(diary(case), PRACTICE, date(2020, 4, 6), date(2020, 4, 13))
    # Good Friday and Easter Monday are no working days; Saturday has the review.
    assert [(day.on.day, day.is_working_day) for day in days] == [
        (6, True), (7, True), (8, True), (9, True), (11, False),
    ]  # fmt: skip
    assert [one.title for one in days[-1].entries] == ["Review 3: AB12"]


# The file


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path / "s.iro")


def add(workspace: Workspace, booked: str = "2020-06-10") -> Review:
    case = a_case(
        care("2019-09-02"),
        a_review("2019-09-20"),
        a_review("2019-12-18", next_booked_on=booked),
        an_allocation(OFFICER_ID, "2019-09-02"),
        child=Child(id="c" * 32, reference="SA-10234", name="Secret Name", initials="SN"),
    )
    with workspace.write("add") as write:
        write.put(case.child)
        for records in case.records.values():
            for record in records:
                write.put(record)
    return max(case.of(Review), key=lambda review: review.held_on or date.min)


def read(path: Path) -> dict[str, tuple[Any, ...]]:
    return {
        str(event["uid"]): (
            str(event["status"]),
            event.decoded("dtstart"),
            event.decoded("sequence"),
        )
        for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }


def test_the_file_names_references_and_nobody(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace)
    path = tmp_path / "diary.ics"
    written = export_diary(workspace, path, at=AT, from_on=TODAY)
    assert written.entries == len(to_write(workspace, TODAY)) == len(read(path))
    text = path.read_text()
    assert "SA-10234" in text
    assert "Secret" not in text
    assert "SN" not in text.replace("SNT", "")


def test_a_second_file_moves_what_was_rebooked(workspace: Workspace, tmp_path: Path) -> None:
    review = add(workspace)
    path = tmp_path / "diary.ics"
    export_diary(workspace, path, at=AT, from_on=TODAY)
    before = read(path)
    with workspace.write("rebook") as write:
        write.put(replace(workspace.snapshot.find(Review, review.id) or review,
                          next_booked_on=date(2020, 6, 12)))  # fmt: skip
    export_diary(workspace, path, at=AT + timedelta(minutes=3), from_on=TODAY)
    after = read(path)
    uid = f"{review.id}:next@iro-desktop"
    assert before[uid][1:] == (date(2020, 6, 10), before[uid][2])
    assert after[uid] == ("CONFIRMED", date(2020, 6, 12), before[uid][2] + 3)
    assert set(after) == set(before)


def test_what_was_in_an_earlier_file_and_is_off_now_is_cancelled_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    review = add(workspace)
    path = tmp_path / "diary.ics"
    export_diary(workspace, path, at=AT, from_on=TODAY)
    with workspace.write("unbook") as write:
        write.put(
            replace(workspace.snapshot.find(Review, review.id) or review, next_booked_on=None)
        )
    second = export_diary(workspace, path, at=AT, from_on=TODAY)
    assert second.cancelled == 1
    assert read(path)[f"{review.id}:next@iro-desktop"][0] == "CANCELLED"
    assert export_diary(workspace, path, at=AT, from_on=TODAY).cancelled == 0


def test_a_period_that_was_asked_for_bounds_the_file(workspace: Workspace) -> None:
    add(workspace)
    found = to_write(workspace, TODAY, date(2020, 6, 10))
    assert [one.on for one in found if one.kind == "booked"] == [date(2020, 6, 10)]
    assert to_write(workspace, TODAY, date(2020, 6, 9)) == tuple(
        one for one in found if one.kind == "due" and one.on < date(2020, 6, 10)
    )


# Meetings on file


def test_a_meeting_on_file_stands_for_the_day_that_the_last_review_named() -> None:
    meeting = a_meeting(booked_on="2020-04-20")
    case = a_case(
        care("2019-09-02"),
        a_review("2019-09-20"),
        a_review("2019-12-18", next_booked_on="2020-04-06"),
        a_review(None, meeting_id=meeting.id),
    )
    found = reviews(diary(case, meetings=(meeting,)))
    assert found == [("booked", date(2020, 4, 20), "Review 3: AB12")]


def test_a_meeting_says_how_far_it_is_prepared_and_its_tasks_stand_on_their_days() -> None:
    meeting = a_meeting(booked_on="2020-04-20")
    to_hold = a_review(None, meeting_id=meeting.id, social_worker_contact_on="2020-03-30")
    case = a_case(care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18"), to_hold)
    found = diary(case, meetings=(meeting,))
    (entry,) = (one for one in found if one.kind == "booked")
    assert (entry.why, entry.meeting_id) == ("1 of 5 prepared", meeting.id)
    (papers,) = (one for one in found if one.what == "Papers for the meeting")
    assert (papers.kind, papers.on) == ("due", date(2020, 4, 15))
    assert papers.why == "before review 3, booked for 20 Apr 2020"
    assert not any(one.what == "Contact with the social worker" for one in found)


def test_a_meeting_that_was_not_recorded_stays_until_it_is() -> None:
    meeting = a_meeting(booked_on="2020-03-27")
    to_hold = a_review(None, meeting_id=meeting.id)
    past = (care("2019-09-02"), a_review("2019-09-20"), a_review("2019-12-18"))
    (entry,) = (one for one in diary(a_case(*past, to_hold), meetings=(meeting,))
                if one.kind == "booked")  # fmt: skip
    assert (entry.on, entry.status) == (date(2020, 3, 27), Status.OVERDUE)
    assert entry.why == "not recorded yet: record it, move it or cancel it"
    recorded = a_case(*past, to_hold, a_review("2020-03-27"))
    assert not any(one.kind == "booked" for one in diary(recorded, meetings=(meeting,)))


def test_a_cancelled_meeting_is_not_in_the_diary_and_its_review_is_due() -> None:
    meeting = a_meeting(booked_on="2020-04-20", cancelled_on="2020-03-30")
    case = a_case(
        care("2019-09-02"),
        a_review("2019-09-20"),
        a_review("2019-12-18"),
        a_review(None, meeting_id=meeting.id),
    )
    assert reviews(diary(case, meetings=(meeting,))) == [
        ("due", date(2020, 6, 18), "Review 3: AB12")
    ]


def test_a_child_with_both_has_one_meeting_that_names_both() -> None:
    meeting = a_meeting(booked_on="2020-04-20")
    case = a_case(
        care("2019-09-02"),
        a_review("2019-09-20"),
        a_review("2019-12-18"),
        a_plan("2019-11-18"),
        a_review("2020-02-10", "rcpc"),
        a_review(None, meeting_id=meeting.id),
        a_review(None, "rcpc", meeting_id=meeting.id),
    )
    (entry,) = (one for one in diary(case, meetings=(meeting,)) if one.kind == "booked")
    assert entry.what == "Review and review conference"
