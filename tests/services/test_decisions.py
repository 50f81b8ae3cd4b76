"""Decisions from review to review: done or not, carried over, and since when."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Child, Decision, Review
from iro_desktop.services.child_page import child_page
from iro_desktop.services.children import add_child
from iro_desktop.services.decisions import (
    SETTLED,
    carried,
    done_words,
    first_decided_on,
    last_decisions,
    set_done,
)
from iro_desktop.services.reviews import record_review
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_case, a_review, an_id
from tests.stores import TODAY

FIRST, SECOND = a_review("2019-06-10"), a_review("2019-12-02")
CONFERENCE = a_review("2020-02-03", "rcpc")


def a_decision(review: Review, **fields: object) -> Decision:
    found = Decision(id=an_id(), review_id=review.id, decision="Life story work to begin")
    return replace(found, **fields)  # type: ignore[arg-type]  # fields of a decision


def test_the_decisions_before_are_those_of_the_last_review_of_the_same_kind() -> None:
    done = a_decision(SECOND, done_on=date(2020, 1, 6))
    late = a_decision(SECOND, due_on=date(2020, 1, 3))
    case = a_case(FIRST, SECOND, CONFERENCE, a_decision(FIRST), done, late, a_decision(CONFERENCE))
    found = last_decisions(case, Review(id="", review_type="cla", held_on=TODAY))
    assert found is not None
    assert found.held_on == date(2019, 12, 2)
    assert [one.id for one in found.decisions] == [late.id, done.id]
    of_conference = last_decisions(case, Review(id="", review_type="rcpc", held_on=TODAY))
    assert of_conference is not None
    assert of_conference.review_id == CONFERENCE.id
    before = last_decisions(case, SECOND)
    assert before is not None
    assert before.review_id == FIRST.id
    assert last_decisions(case, FIRST) is None


def test_what_was_carried_over_twice_says_when_it_was_first_decided() -> None:
    first = a_decision(FIRST)
    second = a_decision(SECOND, carried_from_id=first.id)
    third = a_decision(CONFERENCE, carried_from_id=second.id)
    case = a_case(FIRST, SECOND, CONFERENCE, first, second, third)
    assert first_decided_on(case, third) == date(2019, 6, 10)
    assert first_decided_on(case, first) is None
    gone = a_decision(SECOND, carried_from_id="f" * 32)
    assert first_decided_on(a_case(SECOND, gone), gone) is None


def test_decisions_that_name_each_other_end_somewhere() -> None:
    one, other = a_decision(FIRST), a_decision(SECOND)
    one = replace(one, carried_from_id=other.id)
    other = replace(other, carried_from_id=one.id)
    assert first_decided_on(a_case(FIRST, SECOND, one, other), one) == date(2019, 12, 2)


@pytest.mark.parametrize(
    "due_on, done_on, words, status",
    [
        (None, date(2019, 10, 5), "Done 5 Oct 2019", Status.DONE),
        (None, None, "Not done yet", Status.UNDATED),
        (date(2020, 3, 30), None, "Not done, 1 day late", Status.OVERDUE),
        (TODAY, None, "Due today", Status.SOON),
        (date(2020, 4, 7), None, "Due in 7 days", Status.SOON),
        (date(2020, 4, 8), None, "Due in 8 days", Status.LATER),
    ],
)
def test_whether_it_was_done_is_said_in_words(
    due_on: date | None, done_on: date | None, words: str, status: Status
) -> None:
    assert done_words(due_on, done_on, TODAY) == (words, status)


def test_a_new_review_settles_and_carries_over_in_one_act(workspace: Workspace) -> None:
    child_id = add_child(workspace, Child(id="", reference="LC-1"), today=TODAY)
    before = Review(id="", child_id=child_id, review_type="cla", held_on=date(2019, 12, 2))
    decisions = [Decision(id="", decision=words, owner="Carer") for words in ("One", "Two")]
    first_id = record_review(workspace, before, decisions=decisions, today=TODAY)
    one, two = sorted(workspace.snapshot.of(Decision), key=lambda found: found.decision)
    review_id = record_review(
        workspace,
        replace(before, held_on=TODAY),
        decisions=[carried(two, date(2020, 5, 1))],
        settled=[replace(one, done_on=date(2020, 3, 2))],
        today=TODAY,
    )
    done = workspace.snapshot.find(Decision, one.id)
    assert done is not None
    assert (done.done_on, done.review_id) == (date(2020, 3, 2), first_id)
    page = child_page(workspace.snapshot, workspace.practice, child_id, TODAY)
    assert page is not None
    (line,) = page.decisions
    assert (line.words, line.owner, line.due_on) == ("Two", "Carer", date(2020, 5, 1))
    assert line.carried == "first decided 2 Dec 2019"
    assert page.last_review_id == review_id
    undo_latest(workspace)
    assert {found.done_on for found in workspace.snapshot.of(Decision)} == {None}
    assert len(workspace.snapshot.of(Decision)) == 2


def test_what_is_said_to_be_done_tomorrow_is_refused_with_its_row(workspace: Workspace) -> None:
    child_id = add_child(workspace, Child(id="", reference="LC-1"), today=TODAY)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=TODAY)
    settled = [a_decision(FIRST), a_decision(FIRST, done_on=date(2020, 4, 1))]
    with pytest.raises(RefusedError) as refused:
        record_review(workspace, review, settled=settled, today=TODAY)
    (problem,) = refused.value.problems
    assert (problem.kind, problem.field, problem.at) == (SETTLED, "done_on", 1)
    assert workspace.snapshot.of(Review) == ()


def test_done_and_not_done_after_all(workspace: Workspace) -> None:
    child_id = add_child(workspace, Child(id="", reference="LC-1"), today=TODAY)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=TODAY)
    record_review(workspace, review, decisions=[Decision(id="", decision="One")], today=TODAY)
    (decision,) = workspace.snapshot.of(Decision)
    for day in (TODAY, None):
        set_done(workspace, decision, day, TODAY)
        (decision,) = workspace.snapshot.of(Decision)
        assert decision.done_on == day
