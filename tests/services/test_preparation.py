"""Preparing a review: its steps with their days, and how the record of one stands afterwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Child, Consultation, Decision, Meeting, Review, ReviewPart
from iro_desktop.services.meetings import book_meeting
from iro_desktop.services.preparation import (
    PreparationStep,
    preparation,
    record_preparation,
    steps,
)
from iro_desktop.services.review_record import record_lines
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_case, a_practice, a_review, care, local_standards
from tests.stores import TODAY, a_workspace

A = "a" * 32
PRACTICE = a_practice()
APRIL = date(2020, 4, 20)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    child = Child(id=A, reference="LC-1", born_on=date(2010, 6, 15))
    last = a_review("2019-12-18")
    case = a_case(care("2019-09-02"), a_review("2019-09-20"), last, child=child)
    with workspace.write("what was there before") as write:
        write.put(child)
        for found in case.records.values():
            for record in found:
                write.put(record)
        write.put(Decision(id="d" * 32, child_id=A, review_id=last.id, decision="See the dentist"))
    yield workspace
    workspace.close()


def steps_of(review: Review, *views: Consultation, on: date | None = APRIL,
             today: date = TODAY) -> dict[str, PreparationStep]:  # fmt: skip
    return {one.key: one for one in steps(review, on, views, (), PRACTICE, today)}


# What is to be done


def test_the_next_review_is_prepared_for_the_day_that_is_booked_or_due(
    workspace: Workspace,
) -> None:
    found = preparation(workspace.snapshot, workspace.practice, A, TODAY)
    assert found is not None
    assert (found.title, found.on, found.is_booked) == ("Review 3", date(2020, 6, 18), False)
    assert [one.decision for one in found.decisions] == ["See the dentist"]
    last = next(
        one for one in workspace.snapshot.of(Review) if one.id == found.decisions[0].review_id
    )
    with workspace.write("name the next") as write:
        write.put(replace(last, next_booked_on=date(2020, 4, 6)))
    found = preparation(workspace.snapshot, workspace.practice, A, TODAY)
    assert found is not None
    assert (found.on, found.is_booked) == (date(2020, 4, 6), True)
    book_meeting(workspace, Meeting(id="", booked_on=APRIL), [f"{A}:cla"], today=TODAY)
    found = preparation(workspace.snapshot, workspace.practice, A, TODAY)
    assert found is not None
    assert (found.on, found.is_booked) == (APRIL, True)
    assert preparation(workspace.snapshot, workspace.practice, "b" * 32, TODAY) is None


def test_days_are_counted_back_in_working_days_over_easter() -> None:
    found = steps_of(Review(id=""))
    assert found["social_worker_contact_on"].by == date(2020, 3, 26)
    assert found["papers_received_on"].by == date(2020, 4, 15)
    assert found["social_worker_contact_on"].status is Status.OVERDUE
    assert found["papers_received_on"].status is Status.LATER
    assert found["invites_agreed_on"].by is None


def test_local_standards_set_how_long_before() -> None:
    practice = a_practice(local_standards(contact_before_days=5, papers_before_days=1))
    found = {one.key: one.by for one in steps(Review(id=""), APRIL, (), (), practice, TODAY)}
    assert found["social_worker_contact_on"] == date(2020, 4, 9)
    assert found["papers_received_on"] == date(2020, 4, 17)


def test_without_a_day_of_the_meeting_nothing_is_late() -> None:
    found = steps_of(Review(id=""), on=None)
    assert {one.status for one in found.values()} == {Status.UNDATED}


@pytest.mark.parametrize("answer", ["refused", "not_appropriate"])
def test_a_child_who_refused_or_is_too_young_counts_as_asked(answer: str) -> None:
    assert steps_of(Review(id="", child_seen=answer))["child_seen"].done
    assert not steps_of(Review(id="", child_seen="not_seen"))["child_seen"].done


def test_consultations_are_done_once_all_that_were_sent_came_back() -> None:
    sent = Consultation(id="", who="child", sent_on=TODAY)
    back = Consultation(id="", who="parent", sent_on=TODAY, received_on=TODAY)
    assert not steps_of(Review(id=""))["consultations"].done
    assert steps_of(Review(id=""), sent, back)["consultations"].words == (
        "Consultations: 2 sent, 1 received"
    )
    assert steps_of(Review(id=""), back)["consultations"].words == "Consultations: 1 view received"


# Keeping it


def test_what_is_prepared_waits_on_a_review_of_its_own_and_is_undone_in_one(
    workspace: Workspace,
) -> None:
    review = Review(id="", child_id=A, review_type="cla", papers_received_on=TODAY)
    views = [Consultation(id="", who="carer", sent_on=TODAY)]
    review_id = record_preparation(workspace, review, views, today=TODAY)
    kept = workspace.snapshot.find(Review, review_id)
    assert kept is not None
    assert (kept.held_on, kept.papers_received_on) == (None, TODAY)
    (view,) = workspace.snapshot.of(Consultation)
    assert (view.review_id, view.child_id) == (review_id, A)
    record_preparation(workspace, kept, (), removed=[view], today=TODAY)
    assert workspace.snapshot.of(Consultation) == ()
    undo_latest(workspace)
    undo_latest(workspace)
    assert workspace.snapshot.find(Review, review_id) is None


def test_days_ahead_and_slips_are_refused_in_their_row(workspace: Workspace) -> None:
    review = Review(
        id="", child_id=A, review_type="cla", papers_received_on=date(2020, 4, 1),
        child_seen="refused", child_seen_on=TODAY,
    )  # fmt: skip
    views = [
        Consultation(id="", who="carer", sent_on=TODAY),
        Consultation(id="", sent_on=TODAY, received_on=date(2020, 3, 1)),
    ]
    with pytest.raises(RefusedError) as refused:
        record_preparation(workspace, review, views, today=TODAY)
    assert [(one.field, one.at) for one in refused.value.problems] == [
        ("papers_received_on", 0),
        ("child_seen_on", 0),
        ("who", 1),
        ("received_on", 1),
    ]


# How the record stands


def lines(review: Review, *parts: ReviewPart) -> list[tuple[str, Status]]:
    return [(one.words, one.status) for one in record_lines(review, parts, PRACTICE, TODAY)]


def test_the_record_is_judged_by_5_15_and_20_working_days() -> None:
    review = a_review(
        "2020-03-02", decisions_sent_on="2020-03-09", written_on="2020-03-24", summary="Settled"
    )
    assert lines(review) == [
        ("Decisions to the manager: in time, due by Mon 9 March 2020", Status.DONE),
        ("Written record: 1 day late, due by Mon 23 March 2020", Status.OVERDUE),
        (
            "Distribution of the record: not done, 1 day overdue, due by Mon 30 March 2020",
            Status.OVERDUE,
        ),
    ]


def test_the_clock_of_a_series_runs_from_the_final_sitting() -> None:
    review = a_review("2020-03-02", summary="Settled")
    part = ReviewPart(id="p" * 32, review_id=review.id, held_on=date(2020, 3, 16))
    assert lines(review, part)[0] == (
        "Decisions to the manager: not done, 8 days overdue, due by Mon 23 March 2020",
        Status.OVERDUE,
    )
    assert lines(review, replace(part, review_id="q" * 32))[0][0].endswith("9 March 2020")


def test_an_adjourned_review_waits_for_its_second_sitting_alone() -> None:
    review = a_review("2020-03-02", adjourned_on="2020-03-02", summary="Broke off")
    by = "due by Mon 30 March 2020"
    assert lines(review) == [
        (f"Second sitting of an adjourned review: not done, 1 day overdue, {by}", Status.OVERDUE)
    ]
    completed = replace(review, completed_on=date(2020, 3, 31))
    assert lines(completed)[0][0].endswith(f"1 day late, {by}")
    assert len(lines(completed)) == 4


def test_nothing_is_said_of_a_review_that_only_a_return_knows() -> None:
    assert lines(a_review("2020-03-02")) == []
    assert lines(a_review("2020-04-02", summary="Ahead")) == []
