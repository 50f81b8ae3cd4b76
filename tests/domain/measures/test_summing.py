"""What one IRO's children count by month: every figure of whole months comes out of it again."""

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.calendar import month_end, month_starts
from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Result
from iro_desktop.domain.measures.keeping import counts_of
from iro_desktop.domain.measures.outcome import UNALLOCATED
from iro_desktop.domain.measures.summed import sources_of
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.records import Absence, Officer, OtherDuty, WorkingTime
from iro_desktop.domain.summary import Summary
from tests.builders import an_officer
from tests.domain.measures import test_kept as kept
from tests.domain.measures.caseloads.drawn import OFFICERS, Drawn
from tests.domain.measures.caseloads.working_time import ABSENCES, DUTIES, TIMES

LONG: Final = os.environ.get("IRO_LONG") == "1"
MADE_AT: Final = datetime(2020, 4, 2, 9, 30, tzinfo=UTC)
ALL: Final = tuple(MEASURES)


def summed(figures: Figures, officer: Officer | str, months: int = 24) -> Summary:
    officer = an_officer(officer) if isinstance(officer, str) else officer
    return summary_of(figures, officer, months=months, made_at=MADE_AT, program="1.0")


def again(figures: Figures, *summaries: Summary) -> Figures:
    sources = figures.sources
    return Figures(sources_of(summaries, sources.practice, sources.as_of, sources.comparators))


def whole(first: date, last: date) -> list[tuple[Period, Mode | None]]:
    """Every period of whole months, and each mode's windows that lie within them."""
    starts = month_starts(first, last)
    spans = [
        Period(start, month_end(end)) for at, start in enumerate(starts) for end in starts[at:]
    ]
    return [(span, mode) for span in spans for mode in (None, Mode.MONTH, Mode.TWELVE_MONTHS)]


def said(result: Result, first_on: date) -> dict[str, Any]:
    """What a result says of months from ``first_on`` on."""
    before = result.before
    then = result.period.year_before().from_on
    return {
        "figure": result.figure,
        "parts": dict(result.parts),
        "series": [one for one in result.series if (one.period.from_on or first_on) >= first_on],
        "before": before if then is not None and then >= first_on else None,
        "spread": result.spread,
    }


def assert_alike(
    figures: Figures,
    after: Figures,
    officer_id: str | None,
    asked: Iterable[tuple[Period, Mode | None]],
    first_on: date,
) -> None:
    for period, mode in asked:
        for measure_id in ALL:
            one = figures.result(measure_id, period, mode, officer_id)
            other = after.result(measure_id, period, mode, officer_id)
            key = measure_id, period, mode, officer_id
            assert (key, said(one, first_on)) == (key, said(other, first_on))
            assert (key, figures.by_district(measure_id, period, officer_id)) == (
                key,
                after.by_district(measure_id, period, officer_id),
            )
        assert moved(figures, period, officer_id) == moved(after, period, officer_id)


def moved(figures: Figures, period: Period, officer_id: str | None) -> tuple[int, int]:
    came, went = figures.moves(period, officer_id)
    erased = figures.erased_moves(period, officer_id)
    return len(came) + erased.joined, len(went) + erased.left_in_all


@settings(
    max_examples=600 if LONG else 12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(kept.CASELOADS, TIMES, ABSENCES, DUTIES, st.integers(1, 24), st.data())
def test_every_figure_of_whole_months_comes_out_of_summaries_again(
    drawn: Drawn,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
    months: int,
    data: st.DataObject,
) -> None:
    as_of = drawn.as_of
    figures = Figures(kept.sources_of(drawn, as_of, times, absences, duties))
    gone = data.draw(st.sets(st.sampled_from(list(figures.sources.cases))))
    if data.draw(st.booleans()):
        rows = counts_of(figures, gone, kept.ERASURE, as_of + kept.DAY)
        figures = kept.without(figures.sources, gone, rows)
    summaries = [summed(figures, one, months) for one in OFFICERS]
    after = again(figures, *summaries)
    first_on = summaries[0].first_on
    every = whole(first_on, summaries[0].last_on)
    asked = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=3))
    for officer_id in OFFICERS:
        assert_alike(figures, after, officer_id, asked, first_on)
    for summary in summaries:
        assert_adds_up(summary)


@settings(
    max_examples=300 if LONG else 8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(kept.CASELOADS, TIMES, ABSENCES, DUTIES, st.data())
def test_the_summaries_of_everybody_together_are_the_whole_caseload(
    drawn: Drawn,
    times: list[WorkingTime],
    absences: list[Absence],
    duties: list[OtherDuty],
    data: st.DataObject,
) -> None:
    """Those that nobody is named for have no summary in practice: here they have, as a stand-in."""
    figures = Figures(kept.sources_of(drawn, drawn.as_of, times, absences, duties))
    summaries = [summed(figures, one) for one in (*OFFICERS, UNALLOCATED)]
    after = again(figures, *summaries)
    every = whole(summaries[0].first_on, summaries[0].last_on)
    asked = data.draw(st.lists(st.sampled_from(every), min_size=2, max_size=3))
    assert_alike(figures, after, None, asked, summaries[0].first_on)


def assert_adds_up(summary: Summary) -> None:
    closing = summary.caseload[0].opening
    for month in summary.caseload:
        assert month.opening == closing
        received = sum(number for _, number in month.received)
        passed = sum(number for _, number in month.passed)
        closing = month.opening + month.new + received - passed - month.ended
        assert closing == month.closing
        assert 0 <= month.ended_at_18 <= month.ended
