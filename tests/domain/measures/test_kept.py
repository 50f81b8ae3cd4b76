"""What erased children had counted: every figure of whole months is what it was."""

import os
import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import add_months, month_end, month_start
from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Point, Result, Sources
from iro_desktop.domain.measures.keeping import counts_of, counts_of_each
from iro_desktop.domain.measures.period import last_complete_month
from iro_desktop.domain.records import Absence, FrozenCount, OtherDuty, WorkingTime
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from tests import samples
from tests.builders import a_practice, an_officer, local_standards
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

LONG: Final = os.environ.get("IRO_LONG") == "1"
SCOPES: Final = (None, "", *OFFICERS)
DAY: Final = timedelta(days=1)
ERASURE: Final = "e" * 32
THEMES: Final = (*DEFAULT_STANDARDS.themes, "Other")
EACH: Final = (
    discharge.AT_HOME,
    discharge.LEFT_CARE,
    education.CASELOADS,
    health.HEALTH,
    health.LIFE_STORIES,
    oversight.CHALLENGES,
    oversight.CONTACTS,
    participation.CASELOADS,
    protection.PLANS,
    protection.MEETINGS,
    reviews.CASELOADS,
    reviews.CHECKED_BY_CHILD,
    reviews.WITH_POPULATIONS,
)


def together(some: Drawn, others: Drawn) -> Drawn:
    """Two caseloads as one."""
    return Drawn(
        [*some.cases, *others.cases],
        max(some.as_of, others.as_of),
        (),
        some.standards,
        (*some.meetings, *others.meetings),
        some.comparators,
    )


CASELOADS: Final = st.builds(together, st.one_of(*EACH), st.one_of(*EACH))


def sources_of(
    drawn: Drawn,
    as_of: date,
    times: Sequence[WorkingTime] = (),
    absences: Sequence[Absence] = (),
    duties: Sequence[OtherDuty] = (),
) -> Sources:
    return Sources(
        {case.child.id: case for case in sorted(drawn.cases, key=lambda one: one.child.id)},
        a_practice(local_standards("1990-01-01", themes=THEMES), *drawn.standards),
        as_of,
        [an_officer(one) for one in OFFICERS],
        times,
        absences,
        duties,
        drawn.meetings,
        drawn.comparators,
    )


def without(sources: Sources, child_ids: Collection[str], kept: Iterable[FrozenCount]) -> Figures:
    left = {key: case for key, case in sources.cases.items() if key not in child_ids}
    return Figures(replace(sources, cases=left, kept=(*sources.kept, *kept)))


def said(result: Result) -> dict[str, Any]:
    return {
        "figure": result.figure,
        "parts": list(result.parts.items()),
        "series": result.series,
        "before": result.before,
        "spread": result.spread,
        "averaged": result.averaged,
    }


def moved(figures: Figures, period: Period, officer: str | None) -> tuple[int, int]:
    came, went = figures.moves(period, officer)
    erased = figures.erased_moves(period, officer)
    return len(came) + erased.joined, len(went) + erased.left_in_all


def counted(figures: Figures, measure_id: str, period: Period, officer: str | None) -> int:
    behind = figures.cases(measure_id, period, officer)
    erased = behind.erased_met + behind.erased_not_met
    return len(behind.met) + len(behind.not_met) + erased


def assert_alike(
    figures: Figures, after: Figures, asked: Iterable[tuple[Period | None, Mode | None]]
) -> None:
    for period, mode in asked:
        for officer in SCOPES:
            for measure_id in MEASURES:
                one = figures.result(measure_id, period, mode, officer)
                other = after.result(measure_id, period, mode, officer)
                key = measure_id, period, mode, officer
                assert (key, said(one)) == (key, said(other))
            assert moved(figures, one.period, officer) == moved(after, one.period, officer)


def ways_to_ask(as_of: date) -> st.SearchStrategy[tuple[Period | None, Mode | None]]:
    """Every mode over its latest window, everything, and any months up to the last day."""
    months = st.integers(0, 30).map(lambda back: month_end(add_months(month_start(as_of), -back)))
    spans = st.builds(
        lambda last, length: Period(
            None if length is None else add_months(month_start(last), -length), last
        ),
        months,
        st.one_of(st.none(), st.integers(0, 14)),
    )
    return st.tuples(st.one_of(st.none(), spans), st.sampled_from([None, *Mode]))


@settings(
    max_examples=1500 if LONG else 15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CASELOADS, TIMES, ABSENCES, DUTIES, st.data())
def test_figures_of_whole_months_are_what_they_were(
    drawn: Drawn,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
    data: st.DataObject,
) -> None:
    as_of = month_end(drawn.as_of)
    figures = Figures(sources_of(drawn, as_of, times, absences, duties))
    ids = list(figures.sources.cases)
    asked = data.draw(st.lists(ways_to_ask(as_of), min_size=2, max_size=2))
    gone: set[str] = set()
    after = figures
    for is_first in (True, False):
        chosen = data.draw(st.sets(st.sampled_from(ids)))
        if is_first:
            kept = counts_of(after, chosen, ERASURE, as_of + DAY)
        else:
            erasures = [(child_id, f"erasure of {child_id}") for child_id in chosen - gone]
            kept = counts_of_each(after, erasures, as_of + DAY)
        gone |= chosen
        after = without(after.sources, gone, kept)
        assert_alike(figures, after, asked)


@pytest.mark.parametrize("as_of,seed", samples.DAYS[:3] if LONG else samples.DAYS[2:3])
def test_figures_of_the_sample_are_what_they_were_in_months_that_are_over(
    as_of: date, seed: int
) -> None:
    """The day is in the middle of a month: what counts in that month goes with the records."""
    figures = samples.figures_of(as_of, seed)
    ids = sorted(figures.sources.cases)
    gone = set(random.Random(seed).sample(ids, len(ids) // 3))
    erasures = [(child_id, f"erasure of {child_id}") for child_id in sorted(gone)]
    after = without(figures.sources, gone, counts_of_each(figures, erasures, as_of))
    last_on = last_complete_month(as_of - DAY)
    for officer in (None, samples.ME):
        for measure_id in MEASURES:
            for mode in Mode:
                ended = Period(None, last_on) if mode is Mode.SNAPSHOT else None
                one = figures.result(measure_id, ended, mode, officer)
                other = after.result(measure_id, ended, mode, officer)
                assert ended_by(last_on, one) == ended_by(last_on, other)
                if one.period.to_on <= last_on:
                    assert said(one) == said(other)


def ended_by(last_on: date, result: Result) -> list[Point]:
    return [point for point in result.series if point.period.to_on <= last_on]
