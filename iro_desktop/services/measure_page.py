"""The page of one measure: figure, trend, parts, spread, and the children behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from iro_desktop.domain.charts import Bar, BarsSeries, TrendSeries
from iro_desktop.domain.figure_words import counts_of, is_few, part_words, told
from iro_desktop.domain.handbook import HandbookPage, page_of
from iro_desktop.domain.measures import Figure, Figures, Kind, Mode, Result, say_period
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.series import Chart, ChildBehind
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.statements import left_out
from iro_desktop.domain.trends import bars, trend
from iro_desktop.domain.words import plain_date, say_list, say_number
from iro_desktop.services.charts import Behind, Sides, behind, rows_behind
from iro_desktop.services.measures_page import Choice, MeasureRow, result_of, row_of
from iro_desktop.services.own_charts import OwnChart, measure_charts

_TWO_SIDED: Final = frozenset({Kind.EVENT, Kind.SHARE})
_IN_TOTAL: Final = "In the total"
_APART: Final = "Shown apart"
_TOGETHER: Final = "Added together"


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a figure, and under which heading it stands."""

    label: str
    group: str
    said: str
    counts: str
    value: float | None


@dataclass(frozen=True, slots=True)
class SpreadLine:
    """How far a figure differs: the lowest, middle and highest of so many IROs or districts."""

    by: str
    lowest: str
    middle: str
    highest: str
    among: int


@dataclass(frozen=True, slots=True, eq=False)
class MeasurePage:
    """All that is known of one measure for one period."""

    row: MeasureRow
    asks: str
    left_out: str
    sides: str
    chart: Chart[TrendSeries]
    bars: BarsSeries | None
    parts: tuple[PartLine, ...]
    spread: tuple[SpreadLine, ...]
    handbook: HandbookPage
    own_charts: tuple[OwnChart, ...] = ()
    """What this measure shows beside its trend and its bars."""


def measure_page(
    figures: Figures, officer_id: str | None, measure_id: str, choice: Choice
) -> MeasurePage:
    """The page of a measure; KeyError for one that there is not."""
    result = result_of(figures, measure_id, officer_id, choice)
    standards = figures.sources.practice.on(result.period.to_on)
    handbook = page_of(result.measure, standards)
    return MeasurePage(
        row=row_of(figures, result, choice),
        asks=handbook.asks,
        left_out=left_out(result),
        sides=_sides_counted(result),
        chart=trend(figures, result, choice.mode),
        bars=bars(result) if result.measure.kind is Kind.BREAKDOWN else None,
        parts=tuple(_parts(result)),
        spread=tuple(
            SpreadLine(
                one.by,
                _spoken(result, one.lowest),
                _spoken(result, one.middle),
                _spoken(result, one.highest),
                one.among,
            )
            for one in result.spread
        ),
        handbook=handbook,
        own_charts=measure_charts(result),
    )


def _spoken(result: Result, figure: Figure) -> str:
    return told(result.measure, figure).words


def _parts(result: Result) -> Iterator[PartLine]:
    """Yield the parts of a figure: those in the total, those apart from it, sums of them."""
    measure = result.measure
    standards = result.figures.sources.practice.on(result.period.to_on)
    lines = []
    for name, figure in result.parts.items():
        added = name in measure.sums or name == "max"
        group = _TOGETHER if added else _APART if measure.is_beside(name) else _IN_TOTAL
        few = is_few(measure, figure)
        label = part_words(measure, name, standards)
        lines.append(
            PartLine(
                f"{label[:1].upper()}{label[1:]}",
                group,
                "too few" if few else say_value(figure),
                counts_of(measure, figure),
                None if few else figure.value,
            )
        )
    for group in (_IN_TOTAL, _APART, _TOGETHER):
        yield from (line for line in lines if line.group == group)


def _sides_counted(result: Result) -> str:
    """Return "27 met, 9 not met, 2 left out": how many stand behind the figure on each side."""
    cases = result.cases()
    met = len(cases.met) + cases.erased_met
    not_met = len(cases.not_met) + cases.erased_not_met
    if result.measure.kind in _TWO_SIDED:
        counts = [(met, "met"), (not_met, "not met")]
    else:
        counts = [(met + not_met, "counted")]
    if cases.left_out:
        counts.append((len(cases.left_out), "left out"))
    return say_list([f"{say_number(number)} {words}" for number, words in counts])


def behind_measure(page: MeasurePage, snapshot: Snapshot, point: int | None = None) -> Behind:
    """The children behind the figure of a page, or behind one point of its trend."""
    result, series = page.chart.result, page.chart.series
    two_sided = result.measure.kind in _TWO_SIDED
    children = page.chart.children(point)
    erased = page.chart.erased(point)
    if not two_sided:
        erased = {True: sum(erased.values())}
        children = tuple(replace(one, met=None if one.met is None else True) for one in children)
    sides: Sides = {
        True: "Met" if two_sided else "Counted",
        False: "Not met",
        None: "Left out",
    }
    if point is None:
        said = page.row.told.words
        period = result.period
        by_day = result.mode is Mode.MONTH and not result.measure.kind.of_events
        note = f"On {plain_date(period.to_on)}" if by_day else _capital(say_period(period))
    else:
        at = series.points[point]
        said, note = ", ".join(filter(None, (at.said, at.count))), at.label
    rows = rows_behind(snapshot, children, sides, erased=erased)
    return behind(f"{page.row.title}: {said}", f"{note}. {page.asks}", rows)


def behind_bar(page: MeasurePage, snapshot: Snapshot, at: int) -> Behind:
    """The children behind one bar of a breakdown."""
    result = page.chart.result
    bar = page.bars.bars[at] if page.bars else Bar("", 0, "")
    practice = result.figures.sources.practice
    cases = result.cases()
    children = [
        ChildBehind(one.child_id, one.on, True, say_reason(one, practice), one.group)
        for one in (*cases.met, *cases.not_met)
        if one.part in bar.parts
    ]
    erased = sum(
        sum(result.figures.erased(result.measure.id, result.period, result.officer_id, part))
        for part in bar.parts
    )
    rows = rows_behind(snapshot, children, {True: bar.label}, erased={True: erased})
    note = f"{_capital(say_period(result.period))}. {page.asks}"
    return behind(f"{page.row.title}: {bar.spoken()}", note, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
