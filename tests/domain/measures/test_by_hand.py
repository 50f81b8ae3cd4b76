"""Two ways to every figure: the program's, and a plain one written from the definitions."""

import os
from collections.abc import Iterable
from datetime import date
from statistics import mean

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.measures import Figure, Figures, Mode, Period, Result, Sources
from iro_desktop.domain.records import Absence, OtherDuty, WorkingTime
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_practice, an_officer, the_calendar
from tests.domain.measures.by_hand import DAY, ByHand, Filed
from tests.domain.measures.caseloads import ABSENCES, CASELOADS, DUTIES, OFFICERS, TIMES

Caseload = tuple[list[CaseFile], date]
SCOPES = (None, "", *OFFICERS)
PARTS = {
    "cla_reviews_in_time": ("first", "second", "later"),
    "cla_reviews_in_time_held": ("first", "second", "later"),
    "cla_participation": (),
    "cla_attendance": (),
    "permanence_by_second_review": (),
    "cp_reviews_in_time": ("rcpc_first", "rcpc_later"),
    "cp_reviews_in_time_held": ("rcpc_first", "rcpc_later"),
    "icpc_in_time": (),
    "monitoring_between_reviews": ("cla", "cp"),
    "challenge_informal_share": (),
    "challenge_conversion": (),
}
RATES = ("challenges_informal", "resolutions_formal")
OFTEN = settings(
    max_examples=2000 if os.environ.get("IRO_LONG") == "1" else 200,
    suppress_health_check=[HealthCheck.too_slow],
)


def two_ways(
    cases: list[CaseFile],
    as_of: date,
    times: Iterable[WorkingTime] = (),
    absences: Iterable[Absence] = (),
    duties: Iterable[OtherDuty] = (),
) -> tuple[Figures, ByHand]:
    times, absences, duties = list(times), list(absences), list(duties)
    sources = Sources(
        {case.child.id: case for case in cases},
        a_practice(),
        as_of,
        [an_officer(one) for one in OFFICERS],
        times,
        absences,
        duties,
    )
    by_hand = ByHand(cases, as_of, the_calendar().holidays, times, absences, duties)
    return Figures(sources), by_hand


def added_up(
    filed: Iterable[Filed], period: Period, officer: str | None, part: str | None = None
) -> tuple[int, int]:
    found = [
        one
        for one in filed
        if (period.from_on or date.min) <= one.on <= period.to_on
        and officer in (None, one.officer)
        and part in (None, one.part)
    ]
    return sum(one.met for one in found), len(found)


def counts(figure: Figure) -> tuple[float, float | None]:
    return figure.numerator, figure.denominator


def spans_of(result: Result) -> list[tuple[Period, Figure]]:
    return [(result.period, result.figure), *((p.period, p.figure) for p in result.series)]


@OFTEN
@given(CASELOADS, st.sampled_from([None, *Mode]))
def test_measures_of_events_are_what_counting_by_hand_gives(
    caseload: Caseload, mode: Mode | None
) -> None:
    cases, as_of = caseload
    figures, by_hand = two_ways(cases, as_of)
    for measure_id, parts in PARTS.items():
        filed = list(getattr(by_hand, measure_id)())
        for officer in SCOPES:
            result = figures.result(measure_id, mode=mode, officer_id=officer)
            for period, figure in spans_of(result):
                assert counts(figure) == added_up(filed, period, officer)
            for part in parts:
                expected = added_up(filed, result.period, officer, part)
                assert counts(result.parts[part]) == expected
            cases_behind = figures.result(measure_id, officer_id=officer).cases()
            met, of = added_up(filed, Period(None, as_of), officer)
            assert len(cases_behind.met) == met
            assert len(cases_behind.not_met) == of - met


@OFTEN
@given(CASELOADS)
def test_children_that_stand_on_a_day_are_what_counting_by_hand_gives(
    caseload: Caseload,
) -> None:
    cases, as_of = caseload
    figures, by_hand = two_ways(cases, as_of)
    for officer in SCOPES:
        for measure_id in ("cla_number", "cp_number"):
            result = figures.result(measure_id, officer_id=officer)
            for period, figure in spans_of(result):
                assert figure.numerator == getattr(by_hand, measure_id)(period.to_on, officer)
        result = figures.result("cla_children_reviews_in_time", officer_id=officer)
        for period, figure in spans_of(result):
            assert counts(figure) == by_hand.children_in_time(period.to_on, officer)
        result = figures.result("caseload_per_fte", officer_id=officer)
        for part, number in by_hand.caseload(as_of, officer).items():
            if part != "covering" or officer is not None:
                assert result.parts[part].numerator == number


@OFTEN
@given(CASELOADS, TIMES, ABSENCES, DUTIES)
def test_the_caseload_per_fte_is_what_counting_by_hand_gives(
    caseload: Caseload,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
) -> None:
    cases, as_of = caseload
    figures, by_hand = two_ways(cases, as_of, times, absences, duties)
    for officer in OFFICERS:
        by_month = figures.result("caseload_per_fte", mode=Mode.MONTH, officer_id=officer)
        for period, figure in spans_of(by_month):
            assert figure.numerator == by_hand.size(period.to_on, officer)
            assert figure.denominator == pytest.approx(by_hand.fte(officer, period.to_on))
        by_year = figures.result("caseload_per_fte", mode=Mode.TWELVE_MONTHS, officer_id=officer)
        for period, figure in spans_of(by_year):
            ends = [add_months(period.to_on + DAY, -n) - DAY for n in range(12)]
            assert figure.numerator == sum(by_hand.size(end, officer) for end in ends)
            worked = [by_hand.fte(officer, end) for end in ends]
            if None in worked:
                assert figure.denominator is None
            else:
                assert figure.denominator == pytest.approx(sum(fte or 0 for fte in worked))


@settings(OFTEN, max_examples=50)
@given(CASELOADS)
def test_challenges_per_100_children_are_what_counting_by_hand_gives(
    caseload: Caseload,
) -> None:
    cases, as_of = caseload
    figures, by_hand = two_ways(cases, as_of)
    year = Period(add_months(as_of + DAY, -12), as_of)
    days = [as_of - n * DAY for n in range((as_of - (year.from_on or as_of)).days + 1)]
    for officer in (None, "A"):
        average = mean(by_hand.size(day, officer) for day in days)
        for measure_id in RATES:
            figure = figures.result(measure_id, year, officer_id=officer).figure
            opened = added_up(getattr(by_hand, measure_id)(), year, officer)[1]
            assert figure.numerator == opened
            assert figure.denominator == pytest.approx(average)


@OFTEN
@given(CASELOADS)
def test_every_case_belongs_to_one_iro_or_to_nobody(caseload: Caseload) -> None:
    cases, as_of = caseload
    figures, _ = two_ways(cases, as_of)
    for measure_id in PARTS:
        shares = [figures.result(measure_id, officer_id=one).figure for one in SCOPES[1:]]
        total = figures.result(measure_id).figure
        assert counts(sum(shares[1:], shares[0])) == counts(total)
