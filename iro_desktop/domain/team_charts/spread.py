"""How far a percentage differs from IRO to IRO or district to district, and if chance explains it.

The test is Pearson's chi-squared of the counts met and not met, with the normal approximation of
E. B. Wilson and M. M. Hilferty (Proceedings of the National Academy of Sciences 17, 1931,
684-688) at 5%; one IRO alone is held against three sigma of its own number of cases, the limits
of a funnel plot (D. J. Spiegelhalter, Statistics in Medicine 24, 2005, 1185-1202).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Final

from iro_desktop.domain.charts import SMALL_COUNT
from iro_desktop.domain.measures import Figure, Figures, Kind, Period, Result, rounded, say_period
from iro_desktop.domain.measures.figure import wilson
from iro_desktop.domain.measures.wording import definition_of, title_of
from iro_desktop.domain.team_charts.caseloads import officers_of
from iro_desktop.domain.team_charts.series import SpreadRow, SpreadSeries
from iro_desktop.domain.verdicts import bounds_of
from iro_desktop.domain.words import are, counted, say_list

Sides = Mapping[str, tuple[int, int]]
"""Of each IRO or district: cases met, and all cases."""

_ONE_IN_20: Final = 1.6448536269514722  # the 95th percentile of the normal distribution
_SIGMAS: Final = 3.0
_FEWEST: Final = 2
_MOST_NAMED: Final = 3
_OF_SHARES: Final = frozenset({Kind.EVENT, Kind.SHARE})
_HOW: Final = (
    " Whiskers are Wilson 95% intervals; fewer than 5 cases are drawn hollow and not compared. The "
    "spread is more than chance where a chi-squared test of all counts says so at 5%. One of them "
    "is beyond chance where it lies further from all together than three sigma of its own number "
    "of cases."
)


def spread_by_iro(figures: Figures, measure_id: str, period: Period | None = None) -> SpreadSeries:
    """A percentage of each IRO in a period, or without one over everything, alphabetical.

    Of children that stand on a day it is the last day of the period. IROs without a case in it
    have no row. KeyError for an unknown measure, ValueError for one that is no percentage.
    """
    result = _result(figures, measure_id, period)
    asked = result.period
    names = officers_of(figures, asked.to_on)
    each = {one: figures.figure(measure_id, asked, officer_id=one) for one in names}
    return spread_of(result, "IRO", {key: _side(one) for key, one in each.items()}, names)


def spread_by_district(
    figures: Figures, measure_id: str, period: Period | None = None
) -> SpreadSeries:
    """The same of each district, alphabetical; ValueError for what stands on a day.

    Cases of children whose district is not known are left out.
    """
    result = _result(figures, measure_id, period)
    if not result.measure.kind.of_events:
        raise ValueError(measure_id)
    found = figures.by_district(measure_id, result.period)
    names = {one: one for one in sorted(found, key=str.casefold) if one}
    sides = {one: _side(figure) for one, figure in found.items()}
    return spread_of(result, "district", sides, names)


def _side(figure: Figure) -> tuple[int, int]:
    return int(figure.numerator), int(figure.denominator or 0)


def is_beyond_chance(sides: Sequence[tuple[int, int]]) -> bool:
    """Whether counts (met, all) differ by more than chance at 5%; not of fewer than two."""
    met, of = sum(side[0] for side in sides), sum(side[1] for side in sides)
    if len(sides) < _FEWEST or met in (0, of):
        return False
    share = met / of
    squared = sum((one - n * share) ** 2 / (n * share * (1 - share)) for one, n in sides)
    freedom = len(sides) - 1
    step = 2 / (9 * freedom)
    root: float = (squared / freedom) ** (1 / 3)
    return (root - (1 - step)) / sqrt(step) > _ONE_IN_20


def _result(figures: Figures, measure_id: str, period: Period | None) -> Result:
    result = figures.result(measure_id, period)
    if result.measure.kind not in _OF_SHARES:
        raise ValueError(measure_id)
    return result


def spread_of(result: Result, by: str, sides: Sides, names: Mapping[str, str]) -> SpreadSeries:
    """The chart of counts that somebody else has made, a row a key of ``names`` with cases.

    ``result`` is the figure of all together, ``by`` "IRO" or "district".
    """
    practice, day = result.figures.sources.practice, result.period.to_on
    fair = {key: side for key, side in sides.items() if key in names and side[1] >= SMALL_COUNT}
    rows = [
        _row(key, name, sides[key], fair)
        for key, name in names.items()
        if sides.get(key, (0, 0))[1] > 0
    ]
    bounds = bounds_of(result.measure, result.aim)
    is_more = is_beyond_chance(list(fair.values()))
    named = title_of(result.measure, practice, day)
    when = say_period(result.period if result.measure.kind.of_events else Period(day, day))
    return SpreadSeries(
        title=_title(rows, by, is_more=is_more),
        subtitle=f"{named} by {by}, {when}",
        sentence=_sentence(result, rows, by, is_more=is_more),
        definition=definition_of(result.measure, practice, day) + _HOW,
        by=by,
        rows=tuple(rows),
        overall=result.figure.value,
        low=bounds.low,
        high=bounds.high,
    )


def _row(key: str, name: str, side: tuple[int, int], fair: Sides) -> SpreadRow:
    met, of = side
    low, high = wilson(met, of) if 0 <= met <= of else (None, None)
    return SpreadRow(
        key=key,
        name=name,
        met=met,
        of=of,
        low=None if low is None else 100 * low,
        high=None if high is None else 100 * high,
        is_small=of < SMALL_COUNT,
        is_outside=key in fair and _is_outside(side, fair),
    )


def _is_outside(side: tuple[int, int], fair: Sides) -> bool:
    """Return whether one lies beyond three sigma of all together, by its own number of cases."""
    if len(fair) < _FEWEST:
        return False
    share = sum(met for met, _ in fair.values()) / sum(of for _, of in fair.values())
    met, of = side
    return abs(met / of - share) > _SIGMAS * sqrt(share * (1 - share) / of)


def _fair(rows: Sequence[SpreadRow]) -> list[SpreadRow]:
    return sorted((row for row in rows if not row.is_small), key=lambda row: row.value or 0.0)


def _title(rows: Sequence[SpreadRow], by: str, *, is_more: bool) -> str:
    """Return "From 40% to 95% by IRO: more than chance", at most 15 words."""
    fair = _fair(rows)
    if len(fair) < _FEWEST:
        return f"Too few cases to compare {by}s"
    ends = f"From {rounded(fair[0].value or 0.0, 0)}% to {rounded(fair[-1].value or 0.0, 0)}%"
    return f"{ends} by {by}: {'more than chance' if is_more else 'no more than chance'}"


def _sentence(result: Result, rows: Sequence[SpreadRow], by: str, *, is_more: bool) -> str:
    fair, few = _fair(rows), [row for row in rows if row.is_small]
    practice, day = result.figures.sources.practice, result.period.to_on
    named = title_of(result.measure, practice, day)
    if len(fair) < _FEWEST:
        return f"{named}: fewer than two {by}s have five cases or more, so none are compared."
    lowest, highest = fair[0], fair[-1]
    said = (
        f"{named} ran from {rounded(lowest.value or 0.0, 0)}% ({lowest.name}, {lowest.count}) to "
        f"{rounded(highest.value or 0.0, 0)}% ({highest.name}, {highest.count}) across "
        f"{counted(len(fair), by)}, and was {rounded(result.figure.value or 0.0)}% for all "
        f"together; the spread is {'more' if is_more else 'no more'} than chance alone would make."
    )
    outside = [row.name for row in rows if row.is_outside]
    if outside and len(outside) <= _MOST_NAMED:
        own = "its own count" if len(outside) == 1 else "their own counts"
        said += f" Beyond chance by {own}: {say_list(outside)}."
    elif outside:
        said += f" {counted(len(outside), by)} are beyond chance by their own counts."
    if few:
        said += f" {counted(len(few), by)} with fewer than five cases {are(len(few))} not compared."
    return said
