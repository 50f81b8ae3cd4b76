"""Children who stand on a day, worked out a second time: plainly, one day at a time."""

import os
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.measures import Period
from iro_desktop.domain.records import (
    CarePeriod,
    ChildRecord,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    PermanencePlan,
    Placement,
)
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_discharge_plan,
    a_health_assessment,
    a_life_story,
    a_pep,
    a_permanence_plan,
    a_practice,
    an_allocation,
    care,
    figures_for,
    legal_status,
    local_standards,
    placement,
    the_calendar,
)
from tests.domain.measures.by_hand.days import DAY, months_later, working_days_later
from tests.figures import counts

FIRST, LENGTH = date(2018, 9, 3), 900
TERMS = (
    ("Spring 2019", "2019-01-07", "2019-04-05"),
    ("Summer 2019", "2019-04-29", "2019-07-19"),
    ("Autumn 2019", "2019-09-03", "2019-12-19"),
    ("Spring 2020", "2020-01-06", "2020-04-03"),
    ("Summer 2020", "2020-05-04", "2020-07-21"),
    ("Autumn 2020", "2020-09-03", "2020-12-19"),
)
PRACTICE = a_practice(local_standards(terms=TERMS))
OFFICERS = ("A", "B")
AWAY = {"relatives", "long_term_foster", "residential", "supported", "adoption"}
Answer = tuple[bool, str] | None
"""Whether a child is met on a day, and in which part; None: not in the figure."""
Judge = Callable[[CaseFile, date, date], Answer]


# By hand


def turns(born: date, age: int) -> date:
    return date(born.year + age, born.month, born.day)


def period_on(case: CaseFile, day: date, as_of: date) -> CarePeriod | None:
    adult = turns(case.child.born_on, 18) if case.child.born_on else date.max
    for period in case.of(CarePeriod):
        ended = period.ended_on if period.ended_on and period.ended_on <= as_of else date.max
        if period.started_on and period.started_on <= day < min(ended, adult):
            return None if period.short_breaks else period
    return None


def day_20(period: CarePeriod) -> date:
    assert period.started_on
    return working_days_later(period.started_on, 20, the_calendar().holidays)


def healthy(case: CaseFile, day: date, as_of: date) -> Answer:
    period = period_on(case, day, as_of)
    if period is None:
        return None
    for one in case.of(HealthAssessment):
        if one.assessed_on and one.assessed_on <= day:
            half_a_year = months_later(one.assessed_on, 6)
            born = case.child.born_on
            young = born is None or half_a_year <= turns(born, 5)
            if day <= (half_a_year if young else months_later(one.assessed_on, 12)):
                return True, ""
    return None if not period.start_unknown and day <= day_20(period) else (False, "")


def planned_at_school(case: CaseFile, day: date, as_of: date) -> Answer:
    period, born = period_on(case, day, as_of), case.child.born_on
    terms = [(date.fromisoformat(a), date.fromisoformat(b)) for _, a, b in TERMS]
    begun = [(a, b) for a, b in terms if a <= day]
    if period is None or not begun or (born and day < turns(born, 3)):
        return None
    first, last = begun[-1]
    in_first_half = (day - first).days <= (last - first).days // 2
    since = begun[-2][0] if in_first_half and len(begun) > 1 else first
    plans = sorted(
        (p for p in case.of(EducationPlan) if p.completed_on and p.completed_on <= day),
        key=lambda p: (p.completed_on or day, p.id),
    )
    started = period.started_on or day
    new = not period.start_unknown and day < day_20(period)
    since_care = [p for p in plans if p.completed_on and p.completed_on >= started]
    if new and not since_care:
        return None
    counting = [p for p in plans if p.completed_on and p.completed_on >= since]
    if not period.start_unknown and day <= day_20(period):
        counting = counting or since_care
    made_on = counting[-1].completed_on if counting else None
    part = counting[-1].format_version if counting else ""
    return bool(counting), part or ("old" if (made_on or day) < date(2020, 9, 1) else "new")


def code_on(records: list[LegalStatus] | list[Placement], day: date, as_of: date) -> str:
    """The code in force on a day: of those that had begun and not ended the latest."""
    found = [
        (r.started_on, r.id, r.status if isinstance(r, LegalStatus) else r.placement_type)
        for r in records
        if r.started_on
        and r.started_on <= day
        and not (r.ended_on and r.ended_on <= min(day, as_of))
    ]
    return max(found)[2] if found else ""


def at_home(case: CaseFile, day: date, as_of: date) -> bool:
    """Whether every day since 12 months ago or longer was in care, under C2 and with P1."""
    at = day
    statuses, placements = list(case.of(LegalStatus)), list(case.of(Placement))
    while at >= FIRST and (
        period_on(case, at, as_of)
        and code_on(statuses, at, as_of) == "C2"
        and code_on(placements, at, as_of) == "P1"
    ):
        at -= DAY
    first = at + DAY
    return first <= day and months_later(first, 12) <= day


def steps_by(plan: DischargePlan, day: date) -> list[str]:
    names = ("agreed_on", "application_on", "granted_on", "refused_on")
    return [name for name in names if (on := getattr(plan, name)) and on <= day]


def under_way(case: CaseFile, day: date, as_of: date) -> Answer:
    if not at_home(case, day, as_of):
        return None
    for plan in case.of(DischargePlan):
        if plan.considered_on and plan.considered_on <= day:
            steps = steps_by(plan, day)
            begun = {"agreed_on", "application_on"} & set(steps)
            ended = {"granted_on", "refused_on"} & set(steps)
            pursued = plan.decision == "pursue" or (not plan.decision and begun)
            if pursued and not ended:
                return True, ""
    return False, ""


def undecided(case: CaseFile, day: date, as_of: date) -> Answer:
    if not at_home(case, day, as_of):
        return None
    plans = [p for p in case.of(DischargePlan) if p.considered_on and p.considered_on <= day]
    return not any(plan.decision or steps_by(plan, day) for plan in plans), ""


def life_story(case: CaseFile, day: date, as_of: date) -> Answer:
    plans = [
        (plan.planned_on, plan.id, plan.plan)
        for plan in case.of(PermanencePlan)
        if plan.planned_on
        and plan.planned_on <= day
        and not (plan.ended_on and plan.ended_on <= day)
    ]
    if not period_on(case, day, as_of) or not plans or max(plans)[2] not in AWAY:
        return None
    work = case.of(LifeStory)
    given = [w.book_given_on for w in work if w.book_given_on and w.book_given_on <= day]
    other = [d for w in work for d in (w.started_on, w.reviewed_on) if d and d <= day]
    if given:
        reviewed = [w.reviewed_on for w in work if w.reviewed_on and w.reviewed_on <= day]
        fresh = months_later(max(given + reviewed), 12) >= day
        return fresh, "given" if fresh else "stale"
    return False, "started" if other else "none"


# Children made up


OFFSETS = st.integers(0, LENGTH)
GAPS = st.one_of(st.sampled_from([0, 1, 27, 28, 29, 30, 90, 181, 182, 364, 365, 366]), OFFSETS)


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def maybe(draw: st.DrawFn, after: int) -> str | None:
    return day(after + draw(GAPS)).isoformat() if draw(st.booleans()) else None


@st.composite
def periods(draw: st.DrawFn) -> list[ChildRecord]:
    edges = sorted(draw(st.lists(OFFSETS, min_size=1, max_size=4, unique=True)))
    pairs = list(pairwise([*edges, None]))[::2]
    return [
        care(
            day(start or 0),
            None if end is None else day(end),
            start_unknown=draw(st.sampled_from([None, None, True])),
            short_breaks=draw(st.sampled_from([None, None, None, True])),
        )
        for start, end in pairs
    ]


@st.composite
def children(draw: st.DrawFn) -> CaseFile:
    records = draw(periods())
    starts = [(r.started_on - FIRST).days for r in records if isinstance(r, CarePeriod)
              and r.started_on]  # fmt: skip
    some = st.sampled_from(starts).flatmap(lambda start: GAPS.map(lambda gap: start + gap))
    days = st.one_of(OFFSETS, some)
    records += [a_health_assessment(day(at)) for at in draw(st.lists(days, max_size=3))]
    formats = st.sampled_from(["", "old", "new"])
    for at in draw(st.lists(days, max_size=3)):
        records.append(a_pep(day(at), format_version=draw(formats)))
    for at in draw(st.lists(days, max_size=3)):
        plan = draw(st.sampled_from(["adoption", "long_term_foster", "return_eventual", "other"]))
        records.append(a_permanence_plan(day(at), plan, ended_on=maybe(draw, at)))
    for at in draw(st.lists(days, max_size=2)):
        records.append(
            a_life_story(
                started_on=maybe(draw, at),
                book_given_on=maybe(draw, at),
                reviewed_on=maybe(draw, at),
            )
        )
    edges = sorted(draw(st.lists(days, max_size=2)))
    officers = zip(OFFICERS, [None, *map(day, edges)], [*map(day, edges), None], strict=False)
    records += [an_allocation(one, start, end) for one, start, end in officers]
    born = draw(st.sampled_from([None, "2010-06-15", "2014-12-03", "2016-09-30", "2002-01-15"]))
    return a_case(*records, born=born)


@st.composite
def children_at_home(draw: st.DrawFn) -> CaseFile:
    start = draw(st.integers(0, 120))
    end = draw(st.one_of(st.none(), st.none(), OFFSETS))
    records: list[ChildRecord] = [
        care(day(start), None if end is None else day(start + end + 1)),
        legal_status("C2", day(start + draw(st.integers(0, 90))), maybe(draw, 500)),
        placement("P1", day(start + draw(st.integers(0, 90))), maybe(draw, 500)),
    ]
    if draw(st.booleans()):
        records.append(placement("P1", day(500 + draw(GAPS) % 60)))
    if draw(st.booleans()):
        at = draw(OFFSETS)
        records.append(placement(draw(st.sampled_from(["U6", "P1"])), day(at), day(at + 7)))
    if draw(st.booleans()):
        records.append(legal_status(draw(st.sampled_from(["V2", "C2"])), day(draw(OFFSETS))))
    records += [
        a_discharge_plan(
            day(at),
            draw(st.sampled_from(["", "pursue", "not_now"])),
            agreed_on=maybe(draw, at),
            application_on=maybe(draw, at),
            refused_on=maybe(draw, at),
        )
        for at in draw(st.lists(OFFSETS, max_size=2))
    ]
    return a_case(*records, born=draw(st.sampled_from([None, "2010-06-15", "2002-06-15"])))


# Both ways


def agree(measure_id: str, judge: Judge, cases: list[CaseFile], as_of: date, at: set[date]) -> None:
    figures = figures_for(*cases, as_of=as_of, practice=PRACTICE)
    for one in sorted(on for on in at if on <= as_of):
        result = figures.result(measure_id, Period(None, one))
        found = [judged for case in cases if (judged := judge(case, one, as_of)) is not None]
        assert counts(result.figure) == (sum(met for met, _ in found), len(found)), one
        of_each = [
            figures.result(measure_id, Period(None, one), officer_id=officer).figure
            for officer in ("", *OFFICERS)
        ]
        assert counts(sum(of_each[1:], of_each[0])) == counts(result.figure)
        for part in result.measure.parts:
            of_part = [met for met, its_part in found if its_part == part]
            assert counts(result.parts[part]) == (sum(of_part), len(of_part)), (one, part)
        if measure_id == "life_story":
            for part, figure in result.parts.items():
                number = sum(its_part == part for _, its_part in found)
                assert counts(figure) == (number, len(found)), (one, part)


def settings_for(examples: int) -> settings:
    number = 10 * examples if os.environ.get("IRO_LONG") == "1" else examples
    return settings(max_examples=number, suppress_health_check=[HealthCheck.too_slow])


AT = st.sets(OFFSETS.map(day), min_size=3, max_size=8)


@settings_for(100)
@given(st.lists(children(), min_size=1, max_size=2), OFFSETS, AT)
def test_health_schooling_and_life_stories_are_on_any_day_what_counting_that_day_gives(
    cases: list[CaseFile], last: int, at: set[date]
) -> None:
    as_of = day(last)
    near = {on + n * DAY for on in edges_of(cases) for n in (-1, 0, 1)}
    for measure_id, judge in (
        ("health_up_to_date", healthy),
        ("pep_up_to_date", planned_at_school),
        ("life_story", life_story),
    ):
        agree(measure_id, judge, cases, as_of, at | near | {as_of})


@settings_for(60)
@given(st.lists(children_at_home(), min_size=1, max_size=2), st.integers(400, LENGTH), AT)
def test_children_at_home_are_on_any_day_what_counting_that_day_gives(
    cases: list[CaseFile], last: int, at: set[date]
) -> None:
    as_of = day(last)
    steps = {on + n * DAY for on in steps_of(cases) for n in (-1, 0)}
    agree("discharge_pipeline", under_way, cases, as_of, at | steps | {as_of})
    agree("discharge_decision_needed", undecided, cases, as_of, at | steps | {as_of})


def edges_of(cases: list[CaseFile]) -> set[date]:
    """The days near which something changes."""
    found = {date(2019, 6, 8), date(2019, 10, 26), date(2020, 2, 19), date(2020, 9, 1)}
    for case in cases:
        for period in case.of(CarePeriod):
            if period.started_on:
                found |= {period.started_on, day_20(period)}
        for assessment in case.of(HealthAssessment):
            if assessment.assessed_on:
                found |= {months_later(assessment.assessed_on, n) for n in (0, 6, 12)}
        for work in case.of(LifeStory):
            found |= {months_later(on, 12) for on in (work.book_given_on, work.reviewed_on) if on}
    return found


def steps_of(cases: list[CaseFile]) -> set[date]:
    """The days on which something was done about discharge."""
    return {
        on
        for case in cases
        for plan in case.of(DischargePlan)
        for on in (plan.considered_on, plan.agreed_on, plan.application_on, plan.refused_on)
        if on
    }
