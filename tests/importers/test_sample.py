"""The sample caseload: true to how an IRO's three years look, on any day and from any seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import WorkingCalendar, add_months
from iro_desktop.domain.casefile import (
    Status,
    days_late,
    is_looked_after,
    midpoints,
    on_plan,
    status,
)
from iro_desktop.domain.codes import is_known
from iro_desktop.domain.escalation import Progress, progress_of
from iro_desktop.domain.measures import Figures, Mode, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    Ask,
    CarePeriod,
    Child,
    ChildRecord,
    Contact,
    Decision,
    EducationPlan,
    Escalation,
    FamilySafeguardingChecklist,
    LegalStatus,
    LifeStory,
    Meeting,
    MonitoringCheck,
    Officer,
    Participation,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    Section47,
    SocialWorker,
    Standards,
    WorkingTime,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile, Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.sample import officer_id, sample
from iro_desktop.services.caseload_notes import WATCHED
from tests.builders import the_calendar
from tests.samples import (
    DAY,
    DAYS,
    ME,
    dues_of,
    figures_of,
    kinds,
    practice_of,
    records_of,
    snapshot_of,
    within,
)


def year_ago(as_of: date, years: int = 1) -> Period:
    """Return the 12 months that ended so many years before ``as_of``."""
    end = add_months(as_of, -12 * years)
    return Period(add_months(end, -12) + timedelta(days=1), end)


# What the measures say


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_the_caseload_is_at_the_top_of_the_range_and_falls_by_a_little_each_year(
    as_of: date, seed: int
) -> None:
    figures = figures_of(as_of, seed)
    now = figures.result("caseload_per_fte", Period(as_of, as_of), officer_id=ME)
    assert now.figure.value == 68
    assert now.parts["looked_after"].numerator == 47
    assert now.parts["on_plan"].numerator == 23
    assert now.parts["both"].numerator == 2
    months = figures.result("caseload_per_fte", mode=Mode.MONTH, officer_id=ME).series[-36:]
    first, second, third = (
        sum(point.figure.value or 0 for point in months[start : start + 12]) / 12
        for start in (0, 12, 24)
    )
    # 2% of 68 children are one and a half.
    assert 1.0 <= first / second < 1.05
    assert 1.0 <= second / third < 1.05
    assert 1.02 < first / third < 1.07
    assert all(58 < (point.figure.value or 0) <= 77 for point in months)


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_monitoring_stays_just_below_its_target(as_of: date, seed: int) -> None:
    result = figures_of(as_of, seed).result(
        "monitoring_between_reviews", mode=Mode.TWELVE_MONTHS, officer_id=ME
    )
    assert 76 <= (result.figure.value or 0) < 80
    assert result.figure.denominator is not None
    assert result.figure.denominator > 100
    # Full years lie behind the last 24 of these.
    assert all(74 < (point.figure.value or 0) < 83 for point in result.series[-24:])


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_permanence_by_the_second_review_rises_within_the_year(as_of: date, seed: int) -> None:
    series = rolling_half_years("permanence_by_second_review", as_of, seed)
    assert 60 <= series[-13] <= 70
    assert 84 <= series[-1] <= 92


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_initial_conferences_come_sooner_within_the_year(as_of: date, seed: int) -> None:
    series = rolling_half_years("icpc_in_time", as_of, seed)
    assert 50 <= series[-13] <= 62
    assert 80 <= series[-1] <= 86


def rolling_half_years(measure_id: str, as_of: date, seed: int) -> list[float]:
    result = figures_of(as_of, seed).result(measure_id, mode=Mode.SIX_MONTHS)
    return [point.figure.value or 0 for point in result.series]


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_reviews_are_mostly_in_time(as_of: date, seed: int) -> None:
    figures = figures_of(as_of, seed)
    care = figures.result("cla_reviews_in_time", mode=Mode.TWELVE_MONTHS, officer_id=ME)
    plans = figures.result("cp_reviews_in_time", mode=Mode.TWELVE_MONTHS, officer_id=ME)
    assert 95 <= (care.figure.value or 0) < 100
    assert 92 <= (plans.figure.value or 0) < 100


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_most_children_take_part_and_fewer_attend(as_of: date, seed: int) -> None:
    figures = figures_of(as_of, seed)
    took_part = figures.result("cla_participation", mode=Mode.TWELVE_MONTHS).figure.value or 0
    attended = figures.result("cla_attendance", mode=Mode.TWELVE_MONTHS).figure.value or 0
    assert 82 < took_part < 99
    assert attended < took_part


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_informal_challenges_grow_while_resolutions_stay_as_many(as_of: date, seed: int) -> None:
    figures = figures_of(as_of, seed)
    informal, formal = (
        [
            figures.result(measure_id, year_ago(as_of, years), officer_id=ME).figure.numerator
            for years in (2, 1, 0)
        ]
        for measure_id in ("challenges_informal", "resolutions_formal")
    )
    assert informal[0] < informal[1] < informal[2]
    assert max(formal) - min(formal) <= 2


# What today looks like


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_today_is_a_real_morning(as_of: date, seed: int) -> None:
    overdue: set[str] = set()
    week: set[str] = set()
    month: set[str] = set()
    for case, due in dues_of(as_of, seed):
        assert due.due_on is not None, "nothing is missing from the file"
        if due.what in WATCHED:
            continue
        days = (due.due_on - as_of).days
        group = overdue if days < 0 else week if days <= 7 else month
        if days <= 28:
            group.add(case.child.reference)
    assert 2 <= len(overdue) <= 5
    assert 3 <= len(week) <= 9
    assert 8 <= len(month - week - overdue) <= 15


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_others_owe_a_few_children_a_health_assessment_and_more_of_them_a_plan_at_school(
    as_of: date, seed: int
) -> None:
    late = Counter(
        due.what
        for _, due in dues_of(as_of, seed)
        if due.what in WATCHED and due.due_on is not None and due.due_on < as_of
    )
    assert 4 <= late["health"] <= 6
    assert late["pep"] <= 11
    assert set(late) <= {"health", "pep"}


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_one_review_and_one_check_are_late_and_two_replies_are_awaited(
    as_of: date, seed: int
) -> None:
    calendar = the_calendar()
    late = Counter(
        due.what
        for _, due in dues_of(as_of, seed)
        if status(due, as_of) is Status.OVERDUE and (days_late(due, as_of) or 0) < 30
    )
    assert late["review"] == late["midpoint"] == late["challenge_reply"] == 1
    replies = sorted(
        due.due_on
        for _, due in dues_of(as_of, seed)
        if due.what == "challenge_reply" and due.due_on and due.due_on >= as_of
    )
    assert replies == [calendar.add_working_days(as_of, number) for number in (1, 2)]


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_a_child_was_allocated_within_the_last_days(as_of: date, seed: int) -> None:
    latest = max(one.from_on for one in kinds(Allocation, as_of, seed))
    assert as_of - timedelta(days=7) < latest <= as_of


def test_five_challenges_are_open_at_every_sort_of_stage() -> None:
    stages = sorted(at.current.stage.key for _, at in challenges() if at.is_open)
    assert stages == ["informal", "informal", "informal", "stage1", "stage2"]


def challenges() -> Iterator[tuple[CaseFile, Progress]]:
    practice = practice_of(DAY)
    for case in snapshot_of(DAY).cases.values():
        for at in progress_of(case, practice, DAY):
            yield case, at


def test_every_challenge_says_what_is_right_for_the_child_and_what_came_of_it() -> None:
    for _, at in challenges():
        raised = at.escalation
        if raised.good_practice:
            assert raised.evidence
            continue
        assert raised.right_outcome.startswith("“")
        assert raised.evidence
        assert raised.impact
        assert raised.theme in DEFAULT_STANDARDS.themes
        assert (raised.closed_on is not None) == bool(raised.outcome)
        assert bool(raised.changed_for_child) == (raised.closed_on is not None)


def test_delay_and_the_quality_of_planning_lead_the_themes() -> None:
    groups = Counter(
        raised.theme.partition(":")[0] for raised in kinds(Escalation) if not raised.good_practice
    )
    assert {group for group, _ in groups.most_common(2)} == {"Delay", "Quality of planning"}


def test_a_challenge_that_came_from_a_check_is_named_by_it() -> None:
    found = {one.escalation_id: one for one in kinds(MonitoringCheck) if one.escalation_id}
    assert len(found) > 5
    raised = {one.id: one for one in kinds(Escalation)}
    for escalation_id, check in found.items():
        assert raised[escalation_id].opened_on == check.checked_on
        assert raised[escalation_id].child_id == check.child_id
        assert check.outcome == "challenge"


# Who the children are


def test_the_unusual_children_are_there() -> None:
    snapshot = snapshot_of(DAY)
    cases = list(snapshot.cases.values())
    unborn = [case for case in cases if case.child.born_on is None]
    assert [on_plan(case, DAY) for case in unborn] == [True]
    assert unborn[0].child.expected_on is not None
    assert unborn[0].child.expected_on > DAY
    alone = [case for case in cases if case.child.uasc_until and is_looked_after(case, DAY)]
    assert len(alone) == 2
    breaks = [case for case in cases if any(span.short_breaks for span in case.of(CarePeriod))]
    assert [is_looked_after(case, DAY, short_breaks=True) for case in breaks] == [True]
    away = [place for place in snapshot.of(Placement) if place.out_of_area]
    assert [place.ended_on for place in away] == [None]
    for_adoption = [
        p for p in snapshot.of(Placement) if p.placement_type == "A6" and not p.ended_on
    ]
    assert len(for_adoption) == 1


def test_children_have_a_reference_and_initials_of_their_own_and_no_name() -> None:
    children = kinds(Child)
    assert len({child.reference for child in children}) == len(children)
    assert len({child.initials for child in children}) == len(children)
    assert all(child.reference.startswith("SA-") for child in children)
    assert not any(child.name for child in children)


def test_brothers_and_sisters_are_reviewed_in_one_meeting() -> None:
    together = Counter(review.meeting_id for review in kinds(Review) if review.meeting_id)
    groups = {child.id: child.sibling_group_id for child in kinds(Child)}
    by_meeting: dict[str, set[str]] = {}
    for review in kinds(Review):
        if review.meeting_id:
            by_meeting.setdefault(review.meeting_id, set()).add(groups[review.child_id])
    shared = [meeting for meeting, number in together.items() if number > 1]
    assert len(shared) > 50
    assert all(
        len(by_meeting[meeting]) == 1 and "" not in by_meeting[meeting] for meeting in shared
    )


def test_some_plans_are_not_the_first() -> None:
    plans = kinds(ProtectionPlan)
    again = [plan for plan in plans if plan.previous_plans]
    assert 0.1 < len(again) / len(plans) < 0.4
    assert all(plan.previous_plan_ended_on < plan.started_on for plan in again)
    twice = [case for case in snapshot_of(DAY).cases.values() if len(case.of(ProtectionPlan)) > 1]
    assert twice


def test_children_leave_in_every_usual_way() -> None:
    reasons = Counter(care.end_reason for care in kinds(CarePeriod) if care.end_reason)
    assert reasons["E4A"] > 2
    assert reasons["E12"] + reasons["E11"] > 0
    assert sum(reasons[code] for code in ("E45", "E46", "E47", "E48")) > 2
    assert sum(reasons[code] for code in ("E17", "E5", "E7", "E6")) > 2


def test_who_turns_18_leaves_on_that_day() -> None:
    for case in snapshot_of(DAY).cases.values():
        born_on = case.child.born_on
        for period in case.of(CarePeriod):
            if period.end_reason in ("E17", "E5", "E7", "E6"):
                assert born_on is not None
                assert period.ended_on is not None
                assert add_months(born_on, 18 * 12) == period.ended_on


# What goes with the years


def test_meetings_went_remote_in_spring_2020() -> None:
    reviews = [r for r in kinds(Review, date(2021, 6, 15)) if r.mode and r.held_on]
    before = {r.mode for r in reviews if r.held_on <= date(2020, 3, 23)}
    since = Counter(r.mode for r in reviews if r.held_on > date(2020, 3, 23))
    assert before <= {"in_person", "phone"}
    assert since["video"] > sum(since.values()) * 0.6
    assert since["in_person"] == 0


def test_family_safeguarding_and_the_new_education_plan_begin_when_they_did() -> None:
    as_of = date(2022, 3, 31)
    held = {review.id: review.held_on for review in kinds(Review, as_of)}
    checklists = kinds(FamilySafeguardingChecklist, as_of)
    assert checklists
    assert min(held[one.review_id] for one in checklists) >= date(2021, 2, 11)
    plans = [(p.completed_on or p.started_on, p) for p in kinds(EducationPlan, as_of)]
    assert {(on >= date(2020, 9, 1), p.format_version) for on, p in plans} == {
        (False, "old"),
        (True, "new"),
    }
    graded = {p.format_version for _, p in plans if p.grade}
    assert graded == {"new"}


def test_the_standards_were_wider_until_a_year_or_two_ago() -> None:
    before, now = sorted(kinds(Standards), key=lambda one: one.from_on)
    assert (before.caseload_low, before.caseload_high) == (50, 75)
    assert (now.caseload_low, now.caseload_high) == (50, 70)
    assert add_months(DAY, -31) < now.from_on < add_months(DAY, -17)
    assert before.monitoring_target == now.monitoring_target == 80


# What every record keeps to

LATER = frozenset(
    {
        ("Decision", "due_on"),
        ("Escalation", "by_on"),
        ("Review", "next_booked_on"),
        ("Meeting", "booked_on"),
        ("Meeting", "starts_at"),
        ("Child", "expected_on"),
        ("Child", "uasc_until"),
    }
)


def values_of(record: Record) -> Iterator[tuple[Any, Any]]:
    for about in fields_of(type(record)):
        value = getattr(record, about.name)
        if value not in (None, "", ()):
            yield about, value


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_nothing_is_dated_after_today_but_what_is_due_or_booked(as_of: date, seed: int) -> None:
    for record in records_of(as_of, seed):
        for about, value in values_of(record):
            if (type(record).__name__, about.name) in LATER:
                continue
            if about.type == "day":
                assert value <= as_of, (record, about.name)
            if isinstance(value, datetime):
                assert value.date() <= as_of, (record, about.name)


@pytest.mark.parametrize("as_of,seed", DAYS)
def test_every_code_is_known_and_every_value_within_its_limits(as_of: date, seed: int) -> None:
    for record in records_of(as_of, seed):
        for about, value in values_of(record):
            if about.type == "code":
                assert is_known(about.codes, value), (record, about.name)
            elif about.type == "codes":
                assert all(is_known(about.codes, one) for one in value), (record, about.name)
            elif about.type in ("text", "note"):
                assert len(value) <= about.longest, (record, about.name)
                assert "{" not in value, (record, about.name)
            elif about.type in ("whole", "number"):
                assert about.minimum <= value <= about.maximum, (record, about.name)


@pytest.mark.parametrize("as_of,seed,scale", [(DAY, 1, 1.0), (date(2023, 8, 1), 6, 2.5)])
def test_ids_come_once_and_every_link_leads_somewhere(as_of: date, seed: int, scale: float) -> None:
    records = records_of(as_of, seed, scale)
    ids = {(type(record).__name__, record.id) for record in records}
    assert len(ids) == len(records)
    for record in records:
        for about, value in values_of(record):
            links = value if about.type == "links" else (value,) if about.type == "link" else ()
            for link in links:
                assert (about.links_to, link) in ids, (record, about.name)


def test_ids_are_those_of_imported_records() -> None:
    child = kinds(Child)[0]
    assert child.id == record_id("Child", child.reference)
    case = snapshot_of(DAY).cases[child.id]
    review = case.of(Review)[0]
    assert review.held_on is not None
    key = review.review_type, review.held_on.isoformat()
    assert review.id == record_id("Review", child.reference, *key)


@pytest.mark.parametrize("as_of,seed", DAYS[:3])
def test_reviews_are_held_on_working_days_within_the_care_or_plan_they_belong_to(
    as_of: date, seed: int
) -> None:
    calendar = the_calendar()
    for case in snapshot_of(as_of, seed).cases.values():
        for review in case.of(Review):
            if review.held_on is None:
                continue
            assert calendar.is_working_day(review.held_on)
            spans = (
                [(p.started_on, p.ended_on) for p in case.of(CarePeriod)]
                if review.review_type == "cla"
                else [(p.started_on, p.ended_on) for p in case.of(ProtectionPlan)]
            )
            assert review.plan_continues is False or any(
                start and start <= review.held_on <= (end or as_of) for start, end in spans
            )


@pytest.mark.parametrize("as_of,seed", DAYS[:3])
def test_statuses_and_placements_follow_one_another_from_the_first_day_to_the_last(
    as_of: date, seed: int
) -> None:
    for case in snapshot_of(as_of, seed).cases.values():
        for period in case.of(CarePeriod):
            statuses = [(one.started_on, one.ended_on) for one in case.of(LegalStatus)]
            placements = [(one.started_on, one.ended_on) for one in case.of(Placement)]
            for days in (statuses, placements):
                found = sorted((a, b) for a, b in days if a and within(a, period))
                assert found[0][0] == period.started_on
                assert found[-1][1] == period.ended_on
                ends = [end for _, end in found[:-1]]
                assert ends == [start for start, _ in found[1:]]


@pytest.mark.parametrize("as_of,seed", DAYS[:3])
def test_nothing_about_a_child_comes_before_birth_but_the_plan_of_an_unborn_one(
    as_of: date, seed: int
) -> None:
    before_birth = (Section47, SocialWorker)
    for case in snapshot_of(as_of, seed).cases.values():
        born_on = case.child.born_on
        if born_on is None:
            continue
        for kind in (CarePeriod, Review, Contact, Allocation, Placement):
            for record in case.of(kind):
                days = [getattr(record, a.name) for a in fields_of(kind) if a.type == "day"]
                assert all(day is None or day >= born_on for day in days), record
        assert not any(isinstance(record, before_birth) for record in case.of(CarePeriod))


def test_participation_fits_the_age() -> None:
    for case in snapshot_of(DAY).cases.values():
        held = {review.id: review.held_on for review in case.of(Review)}
        for one in case.of(Participation):
            held_on = held[one.review_id]
            assert held_on is not None
            born_on = case.child.born_on
            young = born_on is None or add_months(born_on, 48) > held_on
            assert (one.participation == "PN0") == young


def test_a_check_that_counts_says_what_it_means_for_the_child() -> None:
    checks = [check for check in kinds(MonitoringCheck) if check.officer_id]
    analysed = [check for check in checks if check.analysis]
    assert len(analysed) > 400
    assert len({check.analysis for check in analysed}) > 100
    assert len({check.experience for check in analysed}) > 60
    assert all(len(check.answers) == len(check.prompts) for check in analysed)
    assert any(not check.analysis for check in checks)


def test_what_was_missed_was_done_late_or_not_at_all_and_nothing_of_it_is_still_wanted() -> None:
    practice = practice_of(DAY)
    missed = [
        midpoint
        for case in snapshot_of(DAY).cases.values()
        for midpoint in midpoints(case, practice, DAY)
        if midpoint.state == "missed"
    ]
    assert any(midpoint.late_check_on for midpoint in missed)
    assert any(not midpoint.late_check_on for midpoint in missed)
    assert all(midpoint.late_check_on for midpoint in missed if midpoint.current)


def test_texts_vary() -> None:
    assert len({one.decision for one in kinds(Decision)}) > 35
    assert len({one.words for one in kinds(Ask)}) > 22
    assert len({one.summary for one in kinds(Review)}) > 30
    assert len({one.note for one in kinds(Contact)}) > 20
    assert len({one.evidence for one in kinds(Escalation)}) > 20


def test_life_story_work_is_told_in_order() -> None:
    for one in kinds(LifeStory):
        days = [d for d in (one.started_on, one.book_given_on, one.reviewed_on) if d]
        assert days == sorted(days)


# The same again, more of it, other days


def test_the_same_arguments_give_the_same_records() -> None:
    again = sample(DAY, calendar=the_calendar(), standards=DEFAULT_STANDARDS)
    assert again == records_of(DAY)


def test_another_seed_gives_other_children() -> None:
    one = {child.reference for child in kinds(Child, DAY, 1)}
    other = {child.reference for child in kinds(Child, DAY, 2)}
    assert len(one & other) < len(one) / 4


def test_the_iro_has_the_name_that_was_asked_for() -> None:
    found = sample(DAY, officer_name="IRO 7", calendar=the_calendar(), standards=DEFAULT_STANDARDS)
    officers = [record for record in found if isinstance(record, Officer)]
    assert [(officer.id, officer.name) for officer in officers] == [(officer_id("IRO 7"), "IRO 7")]


def test_scale_has_more_iros_each_with_as_many_children_for_their_hours() -> None:
    as_of = date(2023, 8, 1)
    snapshot = snapshot_of(as_of, 6, 2.5)
    times = {one.officer_id: one.fte for one in snapshot.of(WorkingTime)}
    assert sorted(fte or 0 for fte in times.values()) == [0.5, 1.0, 1.0]
    figures = figures_of(as_of, 6, 2.5)
    for officer in times:
        found = figures.result("caseload_per_fte", Period(as_of, as_of), officer_id=officer)
        assert 60 <= (found.figure.value or 0) <= 76
    whole = figures.result("monitoring_between_reviews", mode=Mode.TWELVE_MONTHS)
    assert 72 < (whole.figure.value or 0) < 86


def test_a_tenth_of_an_iro_has_a_few_children() -> None:
    as_of = date(2023, 8, 1)
    found = figures_of(as_of, 1, 0.1).result("caseload_per_fte", Period(as_of, as_of))
    assert 4 <= found.figure.numerator <= 12


def test_local_stages_and_themes_are_used() -> None:
    local = Standards(
        id="local",
        from_on=date(2018, 1, 1),
        themes=("Delay: anything", "Planning", "Other"),
        stages=(
            ("talk", "Talk", "Social worker", "3", "no"),
            ("formal", "Formal", "Team manager", "10", "yes"),
            ("chief", "Chief officer", "Director", "10", "yes"),
        ),
    )
    found = sample(DAY, calendar=the_calendar(), standards=local)
    raised = [one for one in found if isinstance(one, Escalation) and not one.good_practice]
    assert {one.theme for one in raised} <= set(local.themes)
    steps = {getattr(one, "stage", "") for one in found if type(one).__name__ == "EscalationStep"}
    assert steps == {"talk", "formal", "chief"}


@pytest.mark.parametrize(
    "terms",
    [
        (("Autumn term", "2020-09-01", "2020-12-18"),),
        (("Spring term", "2020-01-06", "2020-04-03"),),
    ],
)
def test_terms_may_be_few_or_still_to_come(terms: tuple[tuple[str, str, str], ...]) -> None:
    local = Standards(id="local", from_on=date(2018, 1, 1), terms=terms)
    found = sample(DAY, calendar=the_calendar(), standards=local)
    assert any(isinstance(one, EducationPlan) for one in found)


def test_91_and_183_days_leave_reviews_in_time_as_well() -> None:
    local = Standards(id="local", from_on=date(2018, 1, 1), month_method="91_183")
    found = sample(DAY, calendar=the_calendar(), standards=local)
    tables: dict[str, dict[str, Stored]] = {}
    for record in found:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    snapshot = build(tables, 0)
    practice = Practice(the_calendar(), snapshot.of(Standards))
    figures = Figures(Sources.of(snapshot, practice, DAY))
    result = figures.result("cla_reviews_in_time", mode=Mode.TWELVE_MONTHS, officer_id=ME)
    assert 95 <= (result.figure.value or 0) < 100


@settings(max_examples=6)
@given(as_of=st.dates(date(2008, 1, 1), date(2034, 12, 31)), seed=st.integers(0, 2**32))
def test_any_day_and_any_seed_give_a_whole_caseload(as_of: date, seed: int) -> None:
    found = sample(as_of, seed=seed, calendar=the_calendar(), standards=DEFAULT_STANDARDS)
    assert len({(type(record).__name__, record.id) for record in found}) == len(found)
    open_now = [
        record
        for record in found
        if isinstance(record, CarePeriod | ProtectionPlan) and record.ended_on is None
    ]
    assert len({record.child_id for record in open_now}) == 69  # one is on short breaks
    children = {record.id for record in found if isinstance(record, Child)}
    about = {record.child_id for record in found if isinstance(record, ChildRecord)}
    assert about <= children


@given(day=st.dates(date(2008, 1, 1), date(2020, 1, 1)), number=st.integers(-60, 60))
def test_meetings_are_counted_in_working_days_as_the_calendar_counts_them(
    day: date, number: int
) -> None:
    from iro_desktop.importers.sample.workdays import WorkDays

    calendar: WorkingCalendar = the_calendar()
    days = WorkDays(calendar, DAY)
    assert days.after(day, number) == calendar.add_working_days(day, number)


def test_the_meeting_of_a_conference_to_come_is_booked() -> None:
    booked = [meeting for meeting in kinds(Meeting) if meeting.booked_on > DAY]
    (review,) = (r for r in kinds(Review) if r.held_on is None)
    assert [meeting.id for meeting in booked] == [review.meeting_id]
    assert review.review_type == "icpc"
