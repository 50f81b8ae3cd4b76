"""Two ways to every figure: the program's, and a plain one written from the definitions."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import mean, median
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.measures import (
    MEASURES,
    Figure,
    Figures,
    Kind,
    Mode,
    Period,
    Result,
    Sources,
)
from iro_desktop.domain.records import Absence, OtherDuty, WorkingTime
from tests.builders import a_practice, an_officer, the_calendar
from tests.domain.measures.by_hand import (
    BY_CHILD,
    EVENTS,
    RATES,
    STOCKS,
    Caseload,
    Filed,
    HowOneStands,
    Stands,
)
from tests.domain.measures.by_hand.challenges import challenges_informal, resolutions_formal
from tests.domain.measures.by_hand.days import DAY
from tests.domain.measures.by_hand.workload import caseload, fte, size
from tests.domain.measures.caseloads import (
    discharge,
    education,
    health,
    oversight,
    participation,
    protection,
    reviews,
)
from tests.domain.measures.caseloads.drawn import OFFICERS, Drawn
from tests.domain.measures.caseloads.working_time import ABSENCES, DUTIES, TIMES

SCOPES: Final = (None, "", *OFFICERS)
MODES: Final = st.sampled_from([None, *Mode])
ON_ANY_RECORDS: Final = (
    "cla_reviews_in_time",
    "cla_reviews_in_time_held",
    "cla_participation",
    "cla_attendance",
    "permanence_by_second_review",
    "cp_reviews_in_time",
    "cp_reviews_in_time_held",
    "icpc_in_time",
    "monitoring_between_reviews",
    "challenge_informal_share",
    "challenge_conversion",
)
STANDING: Final = ("cla_number", "cp_number", "cla_children_reviews_in_time")
PARTICIPATION: Final = (
    "cla_participation_quality",
    "cla_participation_impact",
    "cp_participation",
    "family_safeguarding",
)
LEFT_CARE: Final = ("care_orders_discharged",)
AT_HOME: Final = ("discharge_pipeline", "discharge_decision_needed")
HEALTH: Final = ("initial_health_in_time", "health_up_to_date")
LIFE_STORIES: Final = ("life_story",)
EDUCATION: Final = ("pep_up_to_date",)
PLANS: Final = (
    "cp_number",
    "cp_over_two_years_open",
    "cp_over_two_years_ended",
    "cp_repeat_ever",
    "cp_repeat_12_months",
    "cp_repeat_24_months",
)
MEETINGS: Final = ("cp_appeals", "remote_meetings", "icpc_in_time")
CHALLENGES: Final = (
    "challenge_informal_share",
    "challenge_conversion",
    "escalation_outcome_achieved",
    "escalation_outcome_stated",
    "escalation_days_to_outcome",
    "escalation_themes",
)
CONTACTS: Final = ("team_contacts",)
PER_FTE: Final = "caseload_per_fte"
PER_100: Final = {
    "challenges_informal": challenges_informal,
    "resolutions_formal": resolutions_formal,
}
LISTED: Final = frozenset({"cp_participation", "remote_meetings"})
"""What is left out of these is listed, so that it can be entered."""

LONG: Final = os.environ.get("IRO_LONG") == "1"
OFTEN = settings(
    max_examples=2000 if LONG else 40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

Counts = tuple[float, float | None]


def two_ways(
    drawn: Drawn,
    times: Iterable[WorkingTime] = (),
    absences: Iterable[Absence] = (),
    duties: Iterable[OtherDuty] = (),
) -> tuple[Figures, Caseload]:
    times, absences, duties = list(times), list(absences), list(duties)
    sources = Sources(
        {case.child.id: case for case in drawn.cases},
        a_practice(*drawn.standards),
        drawn.as_of,
        [an_officer(one) for one in OFFICERS],
        times,
        absences,
        duties,
        drawn.meetings,
        drawn.comparators,
    )
    by_hand = Caseload(
        drawn.cases,
        drawn.as_of,
        the_calendar().holidays,
        times=times,
        absences=absences,
        duties=duties,
        meetings=drawn.meetings,
        standards=drawn.standards,
        comparators=drawn.comparators,
    )
    return Figures(sources), by_hand


def counts(figure: Figure) -> Counts:
    return figure.numerator, figure.denominator


def spans_of(result: Result) -> list[tuple[Period, Figure]]:
    before = [result.before] if result.before else []
    return [
        (result.period, result.figure),
        *((point.period, point.figure) for point in [*result.series, *before]),
    ]


def chosen(filed: Iterable[Filed], period: Period, officer: str | None) -> list[Filed]:
    return [
        one
        for one in filed
        if (period.from_on or date.min) <= one.on <= period.to_on and officer in (None, one.officer)
    ]


def added_up(kind: Kind, filed: Sequence[Filed], part: str | None = None) -> Counts:
    """Return what a measure of this kind makes of the cases, in all or of one part."""
    counted = [one for one in filed if one.met is not None]
    in_total = [one for one in counted if not one.beside]
    found = in_total if part is None else [one for one in counted if one.part == part]
    if kind is Kind.MEAN:
        return sum(one.amount for one in found), sum(one.weight for one in found)
    if kind is Kind.MEDIAN:
        return median([one.amount for one in found] or [0]), len(found)
    if kind is Kind.BREAKDOWN and part is not None:
        return len(found), len(in_total)
    if kind is Kind.RATIO:
        return sum(one.met is True for one in found), sum(one.met is False for one in in_total)
    return sum(one.met is True for one in found), len(found)


def compare_events(figures: Figures, load: Caseload, measure_id: str, mode: Mode | None) -> None:
    kind = MEASURES[measure_id].kind
    filed = list(EVENTS[measure_id](load))
    for officer in SCOPES:
        result = figures.result(measure_id, mode=mode, officer_id=officer)
        for period, figure in spans_of(result):
            assert counts(figure) == added_up(kind, chosen(filed, period, officer))
        inside = chosen(filed, result.period, officer)
        assert {one.part for one in inside if one.part} <= result.parts.keys()
        for part, figure in result.parts.items():
            assert (part, counts(figure)) == (part, added_up(kind, inside, part))
        behind = result.cases()
        total = [one for one in inside if not one.beside]
        assert len(behind.met) == sum(one.met is True for one in total)
        assert len(behind.not_met) == sum(one.met is False for one in total)
        if measure_id in LISTED:
            assert len(behind.left_out) == sum(one.met is None for one in total)


class Standing:
    """How the children stand in a measure of stock, worked out once for each day."""

    def __init__(self, load: Caseload, stands: HowOneStands) -> None:
        self.load, self.stands = load, stands
        self.days: dict[date, list[tuple[str, Stands]]] = {}

    def on(self, day: date, officer: str | None) -> list[Stands]:
        if day not in self.days:
            self.days[day] = [
                (self.load.officer(case, day), one)
                for case in self.load.cases
                for one in self.stands(self.load, case, day)
            ]
        return [one for whose, one in self.days[day] if officer in (None, whose)]


def counted(kind: Kind, standing: Iterable[Stands], part: str | None = None) -> Counts:
    found = [one for one in standing if (not one.beside if part is None else one.part == part)]
    if kind is Kind.NUMBER:
        return len(found), None
    return sum(one.met for one in found), len(found)


def compare_stock(figures: Figures, standing: Standing, measure_id: str, mode: Mode | None) -> None:
    for officer in SCOPES:
        result = figures.result(measure_id, mode=mode, officer_id=officer)
        kind = result.measure.kind
        for period, figure in spans_of(result):
            assert counts(figure) == counted(kind, standing.on(period.to_on, officer))
        on_the_day = standing.on(result.period.to_on, officer)
        assert {one.part for one in on_the_day if one.part} <= result.parts.keys()
        for part, figure in result.parts.items():
            assert (part, counts(figure)) == (part, counted(kind, on_the_day, part))


def compare_edges(
    figures: Figures, standing: Standing, measure_id: str, edges: Iterable[date]
) -> None:
    """Compare the figures of the whole caseload on the days on which something changes."""
    for day in edges:
        result = figures.result(measure_id, Period(None, day), Mode.SNAPSHOT)
        kind, on_the_day = result.measure.kind, standing.on(day, None)
        assert (day, counts(result.figure)) == (day, counted(kind, on_the_day))
        for part, figure in result.parts.items():
            assert (day, part, counts(figure)) == (day, part, counted(kind, on_the_day, part))


def compare(drawn: Drawn, measure_ids: Iterable[str], mode: Mode | None) -> None:
    figures, load = two_ways(drawn)
    for measure_id in measure_ids:
        if measure_id in EVENTS:
            compare_events(figures, load, measure_id, mode)
        else:
            standing = Standing(load, STOCKS[measure_id])
            compare_stock(figures, standing, measure_id, mode)
            compare_edges(figures, standing, measure_id, drawn.edges)


def test_every_measure_is_counted_by_hand_too() -> None:
    by_theme = {
        *ON_ANY_RECORDS,
        *STANDING,
        *PARTICIPATION,
        *LEFT_CARE,
        *AT_HOME,
        *HEALTH,
        *LIFE_STORIES,
        *EDUCATION,
        *PLANS,
        *MEETINGS,
        *CHALLENGES,
        *CONTACTS,
    }
    assert by_theme == EVENTS.keys() | STOCKS.keys()
    assert by_theme | {PER_FTE, *PER_100, *RATES} == MEASURES.keys()


@OFTEN
@given(reviews.CASELOADS, MODES)
def test_reviews_checks_and_challenges_are_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, ON_ANY_RECORDS, mode)


@OFTEN
@given(reviews.CASELOADS, MODES)
def test_children_that_stand_on_a_day_are_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, STANDING, mode)
    figures, load = two_ways(drawn)
    for officer in SCOPES:
        result = figures.result(PER_FTE, officer_id=officer)
        for part, number in caseload(load, drawn.as_of, officer).items():
            if part != "covering" or officer is not None:
                assert result.parts[part].numerator == number


@OFTEN
@given(participation.CASELOADS, MODES)
def test_participation_is_what_counting_by_hand_gives(drawn: Drawn, mode: Mode | None) -> None:
    compare(drawn, PARTICIPATION, mode)


@OFTEN
@given(discharge.LEFT_CARE, MODES)
def test_discharge_of_care_orders_is_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, LEFT_CARE, mode)


@OFTEN
@given(discharge.AT_HOME, MODES)
def test_children_at_home_under_an_order_are_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, AT_HOME, mode)


@OFTEN
@given(health.HEALTH, MODES)
def test_health_is_what_counting_by_hand_gives(drawn: Drawn, mode: Mode | None) -> None:
    compare(drawn, HEALTH, mode)


@OFTEN
@given(health.LIFE_STORIES, MODES)
def test_life_story_work_is_what_counting_by_hand_gives(drawn: Drawn, mode: Mode | None) -> None:
    compare(drawn, LIFE_STORIES, mode)


@OFTEN
@given(education.CASELOADS, MODES)
def test_education_plans_are_what_counting_by_hand_gives(drawn: Drawn, mode: Mode | None) -> None:
    compare(drawn, EDUCATION, mode)


@OFTEN
@given(protection.PLANS, MODES)
def test_long_and_repeat_plans_are_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, PLANS, mode)


@OFTEN
@given(protection.MEETINGS, MODES)
def test_meetings_are_what_counting_by_hand_gives(drawn: Drawn, mode: Mode | None) -> None:
    compare(drawn, MEETINGS, mode)


@OFTEN
@given(oversight.CHALLENGES, MODES)
def test_challenges_and_their_outcomes_are_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, CHALLENGES, mode)


@OFTEN
@given(oversight.CONTACTS, MODES)
def test_contacts_between_reviews_are_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    compare(drawn, CONTACTS, mode)


@OFTEN
@given(reviews.CHECKED_BY_CHILD, MODES)
def test_monitoring_by_child_is_what_counting_by_hand_gives(
    drawn: Drawn, mode: Mode | None
) -> None:
    figures, load = two_ways(drawn)
    for measure_id, stands in BY_CHILD.items():
        compare_stock(figures, Standing(load, stands), measure_id, mode)


@OFTEN
@given(reviews.WITH_POPULATIONS, MODES)
def test_rates_per_10000_are_what_counting_by_hand_gives(drawn: Drawn, mode: Mode | None) -> None:
    figures, load = two_ways(drawn)
    for measure_id, counted_on in RATES.items():
        for period, figure in spans_of(figures.result(measure_id, mode=mode)):
            number, population = counted_on(load, period.to_on)
            assert counts(figure) == (number, population)
            assert figure.value == (10_000 * number / population if population else None)


@OFTEN
@given(reviews.CASELOADS, TIMES, ABSENCES, DUTIES)
def test_the_caseload_per_fte_is_what_counting_by_hand_gives(
    drawn: Drawn,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
) -> None:
    figures, load = two_ways(drawn, times, absences, duties)
    for officer in OFFICERS:
        by_month = figures.result(PER_FTE, mode=Mode.MONTH, officer_id=officer)
        for period, figure in spans_of(by_month):
            assert figure.numerator == size(load, period.to_on, officer)
            assert figure.denominator == pytest.approx(fte(load, officer, period.to_on))
        by_year = figures.result(PER_FTE, mode=Mode.TWELVE_MONTHS, officer_id=officer)
        for period, figure in spans_of(by_year):
            ends = [add_months(period.to_on + DAY, -n) - DAY for n in range(12)]
            assert figure.numerator == sum(size(load, end, officer) for end in ends)
            worked = [fte(load, officer, end) for end in ends]
            if None in worked:
                assert figure.denominator is None
            else:
                assert figure.denominator == pytest.approx(sum(one or 0 for one in worked))


@settings(OFTEN, max_examples=250 if LONG else 20)
@given(reviews.CASELOADS)
def test_challenges_per_100_children_are_what_counting_by_hand_gives(drawn: Drawn) -> None:
    figures, load = two_ways(drawn)
    as_of = drawn.as_of
    year = Period(add_months(as_of + DAY, -12), as_of)
    days = [as_of - n * DAY for n in range((as_of - (year.from_on or as_of)).days + 1)]
    for officer in (None, "A"):
        average = mean(size(load, day, officer) for day in days)
        for measure_id, listed in PER_100.items():
            figure = figures.result(measure_id, year, officer_id=officer).figure
            assert figure.numerator == len(chosen(listed(load), year, officer))
            assert figure.denominator == pytest.approx(average)


@OFTEN
@given(reviews.CASELOADS)
def test_every_case_belongs_to_one_iro_or_to_nobody(drawn: Drawn) -> None:
    figures, _ = two_ways(drawn)
    for measure_id in ON_ANY_RECORDS:
        shares = [figures.result(measure_id, officer_id=one).figure for one in SCOPES[1:]]
        total = figures.result(measure_id).figure
        assert counts(sum(shares[1:], shares[0])) == counts(total)
