"""Recording reviews and conferences: what they change, what is refused, what they mean."""

from datetime import date
from typing import Any

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    Ask,
    CarePeriod,
    Child,
    Decision,
    FamilySafeguardingChecklist,
    Participation,
    ProtectionPlan,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.children import add_child
from iro_desktop.services.reviews import outlook, record_review, started_on, usual_type
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_case, a_plan, a_practice, a_review, an_enquiry, care
from tests.stores import TODAY

PRACTICE = a_practice()
EARLY = date(2019, 12, 2)


def a_child_of(workspace: Workspace, born: date = date(2010, 6, 15)) -> str:
    return add_child(workspace, Child(id="", reference="LC-1", born_on=born), today=TODAY)


def case_of(workspace: Workspace, child_id: str) -> CaseFile:
    return workspace.snapshot.cases[child_id]


def conference(child_id: str, review_type: str, held_on: date, **fields: Any) -> Review:
    return Review(id="", child_id=child_id, review_type=review_type, held_on=held_on, **fields)


# What a conference does to the plan


def test_an_initial_conference_that_makes_a_plan_begins_it_with_its_category(
    workspace: Workspace,
) -> None:
    child_id = a_child_of(workspace)
    review = conference(child_id, "icpc", EARLY, plan_continues=True, category="NEG")
    record_review(workspace, review, today=TODAY)
    (plan,) = case_of(workspace, child_id).of(ProtectionPlan)
    assert (plan.started_on, plan.initial_category, plan.child_id) == (EARLY, "NEG", child_id)
    undo_latest(workspace)
    assert case_of(workspace, child_id).of(ProtectionPlan) == ()
    assert case_of(workspace, child_id).of(Review) == ()


def test_a_plan_is_not_made_without_a_category(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review = conference(child_id, "icpc", EARLY, plan_continues=True)
    with pytest.raises(RefusedError) as refused:
        record_review(workspace, review, today=TODAY)
    assert [problem.field for problem in refused.value.problems] == ["category"]
    assert case_of(workspace, child_id).of(Review) == ()


def test_a_review_conference_changes_the_category_and_later_ends_the_plan(
    workspace: Workspace,
) -> None:
    child_id = a_child_of(workspace)
    record_review(
        workspace,
        conference(child_id, "icpc", EARLY, plan_continues=True, category="NEG"),
        today=TODAY,
    )
    first = date(2020, 2, 24)
    record_review(
        workspace,
        conference(child_id, "rcpc", first, plan_continues=True, category="EMO"),
        today=TODAY,
    )
    (plan,) = case_of(workspace, child_id).of(ProtectionPlan)
    assert (plan.initial_category, plan.latest_category, plan.ended_on) == ("NEG", "EMO", None)
    record_review(workspace, conference(child_id, "rcpc", TODAY, plan_continues=False), today=TODAY)
    (plan,) = case_of(workspace, child_id).of(ProtectionPlan)
    assert (plan.ended_on, plan.end_reason) == (TODAY, "conference")


def test_a_conference_without_an_answer_leaves_the_plan_alone(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    record_review(workspace, conference(child_id, "icpc", EARLY, category="NEG"), today=TODAY)
    assert case_of(workspace, child_id).of(ProtectionPlan) == ()


def test_editing_a_conference_does_not_make_a_second_plan(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review_id = record_review(
        workspace,
        conference(child_id, "icpc", EARLY, plan_continues=True, category="NEG"),
        today=TODAY,
    )
    review = workspace.snapshot.find(Review, review_id)
    assert review is not None
    record_review(workspace, review, today=TODAY)
    assert len(case_of(workspace, child_id).of(ProtectionPlan)) == 1


# Decisions and asks


def test_rows_taken_away_are_deleted_with_the_edit(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=EARLY)
    review_id = record_review(
        workspace,
        review,
        None,
        [Decision(id="", decision="One"), Decision(id="", decision="Two")],
        [Ask(id="", words="A dog")],
        today=TODAY,
    )
    case = case_of(workspace, child_id)
    one = next(row for row in case.of(Decision) if row.decision == "One")
    two = next(row for row in case.of(Decision) if row.decision == "Two")
    kept = workspace.snapshot.find(Review, review_id)
    assert kept is not None
    record_review(workspace, kept, None, [one], [], removed=[two, *case.of(Ask)], today=TODAY)
    after = case_of(workspace, child_id)
    assert [row.decision for row in after.of(Decision)] == ["One"]
    assert after.of(Ask) == ()


def test_a_decision_without_words_is_refused_with_its_row(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=EARLY)
    with pytest.raises(RefusedError) as refused:
        record_review(
            workspace,
            review,
            None,
            [Decision(id="", decision="One"), Decision(id="", owner="School")],
            today=TODAY,
        )
    (problem,) = refused.value.problems
    assert (problem.kind, problem.field, problem.at) == ("Decision", "decision", 1)


@pytest.mark.parametrize(
    "code, held, refused",
    [
        ("PN0", date(2019, 12, 1), False),
        ("PN0", date(2019, 12, 2), False),  # the 4th birthday: both pass
        ("PN1", date(2019, 12, 2), False),
        ("PN0", date(2019, 12, 3), True),
        ("PN1", date(2019, 12, 1), True),
    ],
)
def test_participation_under_four_is_pn0_and_from_four_on_is_not(
    workspace: Workspace, code: str, held: date, refused: bool
) -> None:
    child_id = a_child_of(workspace, born=date(2015, 12, 2))
    review = Review(id="", child_id=child_id, review_type="cla", held_on=held)
    took_part = Participation(id="", participation=code)
    if refused:
        with pytest.raises(RefusedError):
            record_review(workspace, review, took_part, today=TODAY)
    else:
        record_review(workspace, review, took_part, today=TODAY)
        assert case_of(workspace, child_id).of(Participation)[0].participation == code


def test_days_after_the_review_cannot_come_before_it(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review = Review(
        id="",
        child_id=child_id,
        review_type="cla",
        held_on=date(2020, 2, 3),
        written_on=date(2020, 2, 1),
        next_booked_on=date(2020, 1, 1),
    )
    with pytest.raises(RefusedError) as refused:
        record_review(workspace, review, today=TODAY)
    assert [problem.field for problem in refused.value.problems] == [
        "written_on",
        "next_booked_on",
    ]


def test_a_conference_and_its_checklist_are_one_act_and_one_undo(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review_id = record_review(
        workspace,
        conference(child_id, "icpc", EARLY, plan_continues=True, category="NEG"),
        Participation(id="", participation="PN1", prepared=3, chaired=0),
        checklist=FamilySafeguardingChecklist(id="", workbook=True, next_step=False),
        today=TODAY,
    )
    case = case_of(workspace, child_id)
    (ticks,) = case.of(FamilySafeguardingChecklist)
    assert (ticks.review_id, ticks.workbook, ticks.next_step) == (review_id, True, False)
    (part,) = case.of(Participation)
    assert (part.prepared, part.chaired, part.own_words) == (3, 0, None)
    undo_latest(workspace)
    case = case_of(workspace, child_id)
    for kind in (Review, Participation, FamilySafeguardingChecklist, ProtectionPlan):
        assert case.of(kind) == ()


def test_a_score_off_the_scale_is_refused(workspace: Workspace) -> None:
    child_id = a_child_of(workspace)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=EARLY)
    part = Participation(id="", participation="PN1", prepared=4)
    with pytest.raises(RefusedError) as refused:
        record_review(workspace, review, part, today=TODAY)
    assert [(one.kind, one.field) for one in refused.value.problems] == [
        ("Participation", "prepared")
    ]


@pytest.mark.parametrize("name", ["strategy_on", "notified_on", "social_worker_contact_on"])
def test_what_comes_before_a_review_cannot_come_after_it(workspace: Workspace, name: str) -> None:
    child_id = a_child_of(workspace)
    review = conference(child_id, "transfer", EARLY, **{name: date(2019, 12, 3)})
    with pytest.raises(RefusedError) as refused:
        record_review(workspace, review, today=TODAY)
    assert [problem.field for problem in refused.value.problems] == [name]
    on_the_day = conference(child_id, "transfer", EARLY, **{name: EARLY})
    assert record_review(workspace, on_the_day, today=TODAY)


# What a review would mean


def test_the_file_says_what_started_the_clock_of_an_initial_conference() -> None:
    case = a_case(an_enquiry("2020-03-10"), an_enquiry("2020-03-16"))
    review = a_review("2020-03-27", "icpc", strategy_on="2020-03-20")
    assert started_on(case, PRACTICE, review, TODAY) == date(2020, 3, 10)
    assert started_on(case, PRACTICE, a_review("2020-03-27", "rcpc"), TODAY) is None
    assert started_on(a_case(), PRACTICE, a_review("2020-03-27", "icpc"), TODAY) is None


def test_the_outlook_says_in_time_and_what_is_due_next() -> None:
    case = a_case(care("2020-03-02"))
    review = Review(id="", child_id=case.child.id, review_type="cla", held_on=date(2020, 3, 27))
    found = outlook(case, PRACTICE, review, TODAY)
    assert found.words == "First review: in time, due by Mon 30 March 2020"
    assert found.next_words == "Second review then due by Sat 27 June 2020"
    assert not found.late


def test_the_outlook_says_how_late_a_review_is() -> None:
    case = a_case(care("2020-03-02"))
    review = Review(id="", child_id=case.child.id, review_type="cla", held_on=TODAY)
    found = outlook(case, PRACTICE, review, TODAY)
    assert (found.late, found.words) == (
        True,
        "First review: 1 day late, due by Mon 30 March 2020",
    )


@pytest.mark.parametrize("booked, late", [("2020-06-27", False), ("2020-06-28", True)])
def test_the_outlook_warns_when_the_next_meeting_is_booked_too_late(
    booked: str, late: bool
) -> None:
    case = a_case(care("2020-03-02"))
    review = Review(
        id="",
        child_id=case.child.id,
        review_type="cla",
        held_on=date(2020, 3, 27),
        next_booked_on=date.fromisoformat(booked),
    )
    assert outlook(case, PRACTICE, review, TODAY).booked_late is late


def test_the_outlook_of_a_conference_knows_the_plan_it_makes() -> None:
    case = a_case(an_enquiry("2020-03-10"))
    review = Review(
        id="", child_id=case.child.id, review_type="icpc", held_on=TODAY, plan_continues=True,
        category="NEG",
    )  # fmt: skip
    found = outlook(case, PRACTICE, review, TODAY)
    assert found.words == "Initial conference: in time, due by Tue 31 March 2020"
    assert found.next_words == "First review conference then due by Tue 30 June 2020"


def test_editing_a_review_is_looked_at_without_its_old_day() -> None:
    review = a_review("2020-03-27")
    case = a_case(CarePeriod(id="9" * 32, started_on=date(2020, 3, 2)), review)
    moved = Review(
        id=review.id, child_id=case.child.id, review_type="cla", held_on=date(2020, 3, 31)
    )
    found = outlook(case, PRACTICE, moved, TODAY)
    assert found.words == "First review: 1 day late, due by Mon 30 March 2020"


def test_there_is_no_outlook_without_a_day_or_for_one_ahead() -> None:
    case = a_case(care("2020-03-02"))
    for held_on in (None, date(2020, 4, 1)):
        review = Review(id="", child_id=case.child.id, review_type="cla", held_on=held_on)
        assert outlook(case, PRACTICE, review, TODAY).words == ""


@pytest.mark.parametrize(
    "case, review_type",
    [
        (a_case(care("2020-03-02")), "cla"),
        (a_case(a_review("2020-01-06", "icpc"), a_plan("2020-01-06")), "rcpc"),
        (a_case(an_enquiry("2020-03-10")), "icpc"),
        (a_case(), "cla"),
    ],
)
def test_the_usual_type_follows_from_what_is_due(case: CaseFile, review_type: str) -> None:
    assert usual_type(case, PRACTICE, TODAY) == review_type
