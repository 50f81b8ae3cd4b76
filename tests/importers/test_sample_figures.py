"""What the sample caseload holds for every measure: its figures read like a service's own year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean, median

import pytest

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import birthday
from iro_desktop.domain.records import (
    Appeal,
    Ask,
    CarePeriod,
    Child,
    Consultation,
    Contact,
    DischargePlan,
    EducationPlan,
    Escalation,
    FamilySafeguardingChecklist,
    Feedback,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Notification,
    Participation,
    Placement,
    ProtectionPlan,
    Review,
    SocialWorker,
    Standards,
)
from iro_desktop.domain.standards import Term, terms_of
from tests.builders import the_calendar
from tests.samples import DAY, DAYS, dues_of, kinds, practice_of, snapshot_of, within


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_as_many_children_are_looked_after_as_a_year_ago_and_fewer_are_on_a_plan(
    as_of: date, seed: int
) -> None:
    before = add_months(as_of, -12)
    looked_after = [of_day(in_care(as_of, seed), day) for day in (before, as_of)]
    plans = [of_day(kinds(ProtectionPlan, as_of, seed), day) for day in (before, as_of)]
    assert abs(looked_after[1] - looked_after[0]) <= 1
    assert plans[1] <= plans[0] - 2


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_children_are_heard_in_their_own_words_and_few_of_them_chair(
    as_of: date, seed: int
) -> None:
    held = held_within_a_year(as_of, seed)
    here = [p for p in kinds(Participation, as_of, seed) if p.review_id in held]
    looked_after = [
        p for p in here if p.participation != "PN0" and held[p.review_id].review_type == "cla"
    ]
    rated = [p for p in looked_after if p.own_words is not None]
    assert 0.7 < len(rated) / len(looked_after) < 1
    assert mean(p.own_words for p in rated) > 1.9
    assert mean(p.chaired for p in rated) < 0.7
    assert all(p.methods for p in rated)
    assert any(p.advocate_used for p in rated)


@pytest.mark.parametrize("as_of,seed", DAYS[:3])
def test_who_attended_did_so_in_the_way_in_which_the_meeting_was_held(
    as_of: date, seed: int
) -> None:
    reviews = {review.id: review for review in kinds(Review, as_of, seed)}
    for one in kinds(Participation, as_of, seed):
        mode = reviews[one.review_id].mode
        if one.participation not in ("PN1", "PN2", "PN3", "PN4"):
            assert one.attendance_mode == "none"
        elif mode == "hybrid":
            assert one.attendance_mode in ("in_person", "video")
        elif mode:
            assert one.attendance_mode == mode


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_of_what_children_ask_for_about_two_in_three_come_to_something(
    as_of: date, seed: int
) -> None:
    held = held_within_a_year(as_of, seed)
    asks = [ask for ask in kinds(Ask, as_of, seed) if ask.review_id in held]
    ended = [a for a in asks if a.done_on or (a.answer == "no" and a.reason_told_on)]
    assert len(asks) > 60
    assert 0.52 < len(ended) / len(asks) < 0.76
    assert all(ask.answer for ask in asks if ask.done_on)
    assert max(Counter(ask.review_id for ask in asks).values()) <= 2


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_children_on_a_plan_take_part_less_and_the_young_ones_seldom_speak(
    as_of: date, seed: int
) -> None:
    held = {r.id: r for r in kinds(Review, as_of, seed) if r.review_type in ("icpc", "rcpc")}
    codes = Counter(
        one.participation
        for one in kinds(Participation, as_of, seed)
        if one.review_id in held and one.participation != "PN0"
    )
    took_part = sum(codes[code] for code in ("PN1", "PN2", "PN3", "PN5", "PN6"))
    assert 0.5 < took_part / codes.total() < 0.8
    assert codes["PN1"] < codes["PN7"]


def test_some_iros_hear_children_in_conferences_and_some_do_not() -> None:
    snapshot = snapshot_of(DAY, 1, 6.0)
    chairs = {r.id: r.chair_id for r in snapshot.of(Review) if r.review_type != "cla"}
    codes: dict[str, list[str]] = {}
    for one in snapshot.of(Participation):
        if chairs.get(one.review_id) and one.participation != "PN0":
            codes.setdefault(chairs[one.review_id], []).append(one.participation)
    rates = [1 - found.count("PN7") / len(found) for found in codes.values()]
    assert len(rates) == 6
    assert max(rates) - min(rates) > 0.15


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_initial_health_assessments_come_sooner_and_three_in_five_in_time(
    as_of: date, seed: int
) -> None:
    half = add_months(as_of, -6)
    first, second = (
        initial_health(as_of, seed, since, until)
        for since, until in ((add_months(as_of, -12), half), (half, as_of))
    )
    assert 0.58 <= mean(first + second) <= 0.67
    assert mean(first) < mean(second)


def test_a_few_older_teenagers_refuse_a_health_assessment_and_say_why() -> None:
    refused = [one for one in kinds(HealthAssessment) if one.refused_on]
    born = {child.id: child.born_on for child in kinds(Child)}
    assert 2 <= len(refused) < 30
    assert all(one.refused_reason and not one.assessed_on for one in refused)
    assert all(add_months(born[one.child_id], 15 * 12) <= one.refused_on for one in refused)


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_nearly_nine_in_ten_health_assessments_are_up_to_date(as_of: date, seed: int) -> None:
    late = sum(
        due.what == "health" and due.due_on is not None and due.due_on < as_of
        for _, due in dues_of(as_of, seed)
    )
    assert 0.87 <= 1 - late / of_day(in_care(as_of, seed), as_of) <= 0.92


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_three_in_four_plans_at_school_are_up_to_date_and_stay_so(as_of: date, seed: int) -> None:
    assert 0.72 <= plans_at_school(as_of, seed, as_of) <= 0.8
    year = [plans_at_school(as_of, seed, add_months(as_of, -months)) for months in range(1, 13)]
    assert 0.7 < mean(year) < 0.88


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_some_plans_at_school_were_begun_and_not_completed_and_some_made_in_the_holidays(
    as_of: date, seed: int
) -> None:
    terms = terms_of(practice_of(as_of, seed).on(as_of))
    plans = kinds(EducationPlan, as_of, seed)
    begun = [plan for plan in plans if plan.completed_on is None]
    made = [plan.completed_on for plan in plans if plan.completed_on is not None]
    summer = [day for day in made if day.month == 8 and not any(_within(t, day) for t in terms)]
    assert 5 < len(begun) < len(plans) / 5
    assert all(plan.started_on for plan in begun)
    assert summer


def test_terms_are_known_from_before_the_first_record_on() -> None:
    for as_of, seed in DAYS:
        for standards in kinds(Standards, as_of, seed):
            terms = terms_of(standards)
            assert terms[0].from_on < add_months(as_of, -48)
            assert terms[-1].to_on > as_of


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_of_children_at_home_under_a_care_order_most_wait_for_a_decision(
    as_of: date, seed: int
) -> None:
    year_ago = add_months(as_of, -12)
    states = Counter(
        _state(case.of(DischargePlan))
        for case in snapshot_of(as_of, seed).cases.values()
        if any(one.status == "C2" and _open_since(one, year_ago) for one in case.of(LegalStatus))
        if any(p.placement_type == "P1" and _open_since(p, year_ago) for p in case.of(Placement))
    )
    assert states["pursue"] == 2
    assert states["not_now"] == states["refused"] == 1
    assert states["undecided"] == max(states.values()) == 4


def _state(plans: Iterable[DischargePlan]) -> str:
    return next(("refused" if p.refused_on else p.decision for p in plans), "undecided")


def _open_since(one: LegalStatus | Placement, day: date) -> bool:
    return one.ended_on is None and one.started_on is not None and one.started_on <= day


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_a_care_order_was_discharged_within_the_year_after_a_review_had_agreed_it(
    as_of: date, seed: int
) -> None:
    snapshot = snapshot_of(as_of, seed)
    granted = [p for p in snapshot.of(DischargePlan) if p.granted_on]
    assert sum(p.granted_on > add_months(as_of, -12) for p in granted if p.granted_on) in (1, 2)
    reviews = {review.id: review for review in snapshot.of(Review)}
    for plan in snapshot.of(DischargePlan):
        case = snapshot.cases[plan.child_id]
        if plan.decision == "pursue":
            assert reviews[plan.review_id].held_on == plan.agreed_on
            way = (plan.considered_on, plan.agreed_on, plan.application_on)
            days = [day for day in (*way, plan.granted_on, plan.refused_on) if day]
            assert days == sorted(days)
        if plan.granted_on:
            (care,) = (c for c in case.of(CarePeriod) if c.ended_on == plan.granted_on)
            assert the_calendar().is_working_day(plan.granted_on)
            assert care.end_reason in ("E4A", "E41", "E45", "E46", "E47", "E48")
            assert any(
                s.status == "C2" and s.ended_on == plan.granted_on for s in case.of(LegalStatus)
            )


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_a_quarter_of_new_plans_are_not_the_first_and_none_came_back_within_a_year(
    as_of: date, seed: int
) -> None:
    year, before = add_months(as_of, -12), add_months(as_of, -24)
    plans = kinds(ProtectionPlan, as_of, seed)
    now = [plan for plan in plans if year < plan.started_on <= as_of]
    then = [plan for plan in plans if before < plan.started_on <= year]
    assert 0.21 <= share(plan.previous_plans > 0 for plan in now) <= 0.3
    assert 0.09 <= share(plan.previous_plans > 0 for plan in then) <= 0.17
    assert share(_came_back(plan, 24) for plan in now) <= 0.17
    assert sum(_came_back(plan, 12) for plan in now) <= 1
    assert any(plan.previous_plan_la for plan in plans)


def _came_back(plan: ProtectionPlan, months: int) -> bool:
    ended_on, started_on = plan.previous_plan_ended_on, plan.started_on
    assert (ended_on is not None) == bool(plan.previous_plans)
    assert started_on is not None
    return ended_on is not None and started_on <= add_months(ended_on, months)


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_the_number_of_previous_plans_agrees_with_those_on_file(as_of: date, seed: int) -> None:
    for case in snapshot_of(as_of, seed).cases.values():
        plans = sorted(case.of(ProtectionPlan), key=lambda plan: plan.started_on or date.min)
        for earlier, later in pairwise(plans):
            assert later.previous_plans == (earlier.previous_plans or 0) + 1
            assert later.previous_plan_ended_on == earlier.ended_on
            assert not later.previous_plan_la


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_few_plans_go_on_for_two_years(as_of: date, seed: int) -> None:
    year_ago = add_months(as_of, -12)
    plans = kinds(ProtectionPlan, as_of, seed)
    long = [p for p in plans if add_months(p.started_on, 24) <= (p.ended_on or as_of)]
    assert of_day(long, as_of) == 0
    assert sum(plan.ended_on is not None and plan.ended_on > year_ago for plan in long) <= 2
    assert 1 <= len(long) <= 5


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_appeals_are_few_and_a_family_moved_in_with_a_plan(as_of: date, seed: int) -> None:
    appeals = kinds(Appeal, as_of, seed)
    assert len(appeals) == 2
    assert all(one.stage and one.ground and one.outcome for one in appeals)
    reviews = {review.id: review for review in kinds(Review, as_of, seed)}
    assert all(reviews[one.review_id].held_on < one.accepted_on for one in appeals)
    moved_in = [one for one in reviews.values() if one.review_type == "transfer"]
    assert moved_in
    assert all(one.notified_on and one.notified_on < one.held_on for one in moved_in)


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_challenges_say_first_what_is_right_and_most_of_them_come_to_it(
    as_of: date, seed: int
) -> None:
    calendar = the_calendar()
    raised = [one for one in kinds(Escalation, as_of, seed) if not one.good_practice]
    assert 0.7 < share(one.outcome_stated_on == one.opened_on for one in raised) < 1
    ends = Counter(one.outcome for one in raised if one.closed_on)
    assert set(ends) == {"achieved", "part", "no", "overtaken"}
    assert 0.5 < ends["achieved"] / ends.total() < 0.75
    took = [
        sum(
            calendar.is_working_day(one.opened_on + timedelta(days=n))
            for n in range(1, (one.outcome_on - one.opened_on).days + 1)
        )
        for one in raised
        if one.outcome_on
    ]
    assert 12 <= median(took) <= 19
    assert any(one.good_practice for one in kinds(Escalation, as_of, seed))


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_the_iro_speaks_with_the_social_worker_about_twice_between_reviews(
    as_of: date, seed: int
) -> None:
    found, prepared = [], []
    for case in snapshot_of(as_of, seed).cases.values():
        talks = [one for one in case.of(Contact) if one.with_whom == "social_worker"]
        held = sorted({r.held_on for r in case.of(Review) if r.held_on and r.chair_id})
        for after, until in pairwise(held):
            between = [one for one in talks if one.contact_on and after < one.contact_on <= until]
            found.append(len(between))
            prepared.append(any(one.pre_meeting for one in between))
    assert 1.5 < mean(found) < 2.5
    assert 0.4 < mean(prepared) < 0.7


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_teams_say_what_they_think_of_the_service(as_of: date, seed: int) -> None:
    scores = [one.score for one in kinds(Feedback, as_of, seed) if one.given_by == "team"]
    assert len(scores) >= 4
    assert set(scores) <= {3, 4, 5}


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_before_the_model_began_a_handful_of_conferences_tried_its_checklist(
    as_of: date, seed: int
) -> None:
    held = {review.id: review.held_on for review in kinds(Review, as_of, seed)}
    days = {held[one.review_id] for one in kinds(FamilySafeguardingChecklist, as_of, seed)}
    if as_of < date(2021, 2, 11):
        assert 3 <= len(days) <= 20
        assert min(days) >= add_months(as_of, -3)
    else:
        assert len(days) > 100


def test_more_of_the_model_is_met_as_it_becomes_a_habit() -> None:
    as_of = date(2023, 11, 30)
    held = {review.id: review.held_on for review in kinds(Review, as_of)}
    ticks: dict[bool, list[int]] = {False: [], True: []}
    for one in kinds(FamilySafeguardingChecklist, as_of):
        met = (one.adult_specialist, one.workbook, one.family_words, one.outcomes, one.next_step)
        on = held[one.review_id]
        if not date(2021, 8, 11) <= on < date(2023, 2, 11):
            ticks[on >= date(2023, 2, 11)].append(sum(met))
    assert 1.6 < mean(ticks[False]) < 2.7
    assert 3.5 < mean(ticks[True]) < 4.4


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_life_story_work_is_at_every_stage_and_some_of_it_rests(as_of: date, seed: int) -> None:
    here = {period.child_id for period in in_care(as_of, seed) if period.ended_on is None}
    found = [one for one in kinds(LifeStory, as_of, seed) if one.child_id in here]
    assert {one.stage for one in found} == {"none", "started", "given", "reviewed"}
    every = kinds(LifeStory, as_of, seed)
    latest = [one.reviewed_on or one.book_given_on or one.started_on for one in every]
    assert any(day and day < add_months(as_of, -12) for day in latest)


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_the_iro_is_told_of_moves_and_new_social_workers_and_asks_before_reviews(
    as_of: date, seed: int
) -> None:
    told = Counter(one.what for one in kinds(Notification, as_of, seed))
    assert {"placement_move", "missing", "exclusion", "new_social_worker"} <= set(told)
    assert kinds(Consultation, as_of, seed)
    workers = kinds(SocialWorker, as_of, seed)
    assert all(one.worker and one.team and one.district for one in workers)
    assert any(one.change_reason for one in workers)


def in_care(as_of: date, seed: int) -> list[CarePeriod]:
    return [one for one in kinds(CarePeriod, as_of, seed) if not one.short_breaks]


def of_day(periods: Iterable[CarePeriod | ProtectionPlan], day: date) -> int:
    """Return how many were open at the end of a day."""
    return sum(
        one.started_on is not None
        and one.started_on <= day
        and (one.ended_on is None or one.ended_on > day)
        for one in periods
    )


def share(answers: Iterable[bool]) -> float:
    return mean(map(float, answers))


def held_within_a_year(as_of: date, seed: int) -> dict[str, Review]:
    since = add_months(as_of, -12)
    held = kinds(Review, as_of, seed)
    return {one.id: one for one in held if one.held_on and since < one.held_on <= as_of}


def initial_health(as_of: date, seed: int, since: date, until: date) -> list[bool]:
    """Return, of who was still in care on the 20th working day, whether it was made by then."""
    calendar, met = the_calendar(), []
    for period in in_care(as_of, seed):
        assert period.started_on is not None
        due_on = calendar.add_working_days(period.started_on, 20)
        if since < due_on <= until and within(due_on, period):
            done = [
                one.assessed_on
                for one in snapshot_of(as_of, seed).cases[period.child_id].of(HealthAssessment)
            ]
            met.append(any(day and period.started_on <= day <= due_on for day in done))
    return met


def plans_at_school(as_of: date, seed: int, day: date) -> float:
    """Return the share of children of the age for a plan who had one that was up to date."""
    *_, before, term = (t for t in terms_of(practice_of(as_of, seed).on(as_of)) if t.from_on <= day)
    early = day < term.from_on + (term.to_on - term.from_on) / 2
    since = (before if early else term).from_on
    snapshot = snapshot_of(as_of, seed)
    met = []
    for period in in_care(as_of, seed):
        case = snapshot.cases[period.child_id]
        born_on = case.child.born_on
        if born_on is not None and birthday(born_on, 3) <= day and within(day, period):
            done = [plan.completed_on for plan in case.of(EducationPlan)]
            met.append(any(on is not None and since <= on <= day for on in done))
    return share(met)


def _within(term: Term, day: date) -> bool:
    return term.from_on <= day <= term.to_on
