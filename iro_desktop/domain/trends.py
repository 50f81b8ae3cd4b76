"""Any measure as a chart: its figures by period against its target, and its parts as bars."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import ceil, floor, log10
from typing import Final

from iro_desktop.domain.charts import Bar, BarsSeries, TrendPoint, TrendSeries
from iro_desktop.domain.figure_words import counts_of, is_few, part_words
from iro_desktop.domain.measures import (
    BESIDE,
    Figure,
    Figures,
    Kind,
    Measure,
    Mode,
    Period,
    Point,
    Result,
    Unit,
    say_period,
)
from iro_desktop.domain.measures.themes import ANY
from iro_desktop.domain.measures.wording import definition_of, say_value, title_of, worded
from iro_desktop.domain.series import Chart
from iro_desktop.domain.statements import during, statement
from iro_desktop.domain.verdicts import Bounds, bounds_of
from iro_desktop.domain.words import counted, say_list, say_number, short_month

MOST_BARS: Final = 8
HIDDEN_POINT: Final = "hidden"
"""What is said of a point whose counts are not for those that a chart is for."""
_MOST_WORDS: Final = 15  # of a title
_FEWEST_POINTS: Final = 12
_FEWEST_COMPARED: Final = 2
_A_FULL_SCALE: Final = 100.0
_A_LOW_SCALE: Final = 25.0
_LOW_AIM: Final = 20.0
_OF_THREE: Final = 3.0
_STEPS: Final = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)

_BY: Final = {
    Mode.MONTH: "by month",
    Mode.SIX_MONTHS: "over 6 months, rolling",
    Mode.TWELVE_MONTHS: "over 12 months, rolling",
    Mode.FINANCIAL_YEAR: "by financial year",
}


def cut_of(measure: Measure, mode: Mode) -> Mode:
    """The mode that cuts a measure's series: what stands on a day has no rolling months."""
    return Mode.MONTH if mode.rolling_months and not measure.kind.of_events else mode


def trend(figures: Figures, result: Result, mode: Mode) -> Chart[TrendSeries]:
    """A measure by period, up to the end of a result's own period.

    The series reaches back over that period, but over 12 points at least; over all years where it
    is cut by those. Of a breakdown it is the number of all its cases.
    """
    measure, period = result.measure, result.period
    cut = cut_of(measure, mode)
    so_far = Period(None, period.to_on)
    series = figures.result(measure.id, so_far, cut, result.officer_id).series
    if cut is not Mode.FINANCIAL_YEAR and period.from_on is not None:
        series = series[-max(_FEWEST_POINTS, len(period.month_ends())) :]
    drawn = _drawn(result, series, cut, ())
    return Chart(drawn, result, tuple(point.period for point in series))


def shown_months(result: Result, hidden: Collection[Period]) -> TrendSeries:
    """The months of a result that is cut by month; those that are ``hidden`` have no value.

    Nothing else of the measure is told, such as its figure of the whole period.
    """
    drawn = _drawn(result, result.series, Mode.MONTH, hidden)
    return replace(drawn, sentence=f"{drawn.subtitle}. {drawn.title}.")


def _drawn(
    result: Result, series: Sequence[Point], cut: Mode, hidden: Collection[Period]
) -> TrendSeries:
    measure = result.measure
    points = tuple(
        replace(
            _hidden_point(measure, point, cut)
            if point.period in hidden
            else _point(measure, point, cut),
            break_label=_break_label(measure, before, point),
        )
        for before, point in zip((None, *series), series, strict=False)
    )
    bounds = Bounds() if measure.kind is Kind.BREAKDOWN else bounds_of(measure, result.aim)
    unit = "cases" if measure.kind is Kind.BREAKDOWN else measure.unit.value
    return TrendSeries(
        title=_finding(result, series, points),
        subtitle=_subtitle(result, unit, cut),
        sentence=statement(result),
        definition=_definition(result),
        points=points,
        most=_most(points, bounds, unit),
        unit=unit,
        target=None if bounds.low and bounds.high else bounds.low or bounds.high,
        low=bounds.low if bounds.high else None,
        high=bounds.high if bounds.low else None,
    )


def _definition(result: Result) -> str:
    return definition_of(result.measure, result.figures.sources.practice, result.period.to_on)


def _break_label(measure: Measure, before: Point | None, point: Point) -> str:
    """Return what is said where the series breaks before a point; "" where it does not."""
    if before is None:
        return ""
    crossed = any(before.period.to_on < day <= point.period.to_on for day in measure.breaks)
    return measure.wording.renewed if crossed else ""


def _finding(result: Result, series: Sequence[Point], points: Sequence[TrendPoint]) -> str:
    """Return "81.3% in the 6 months to March 2020, up from 60% at the start".

    What lies before the last break is not compared.
    """
    first_at = max((at for at, point in enumerate(points) if point.break_label), default=0)
    known = [
        at
        for at, point in enumerate(points)
        if at >= first_at and point.value is not None and not point.is_small
    ]
    if len(known) < _FEWEST_COMPARED:
        title = title_of(result.measure, result.figures.sources.practice, result.period.to_on)
        return f"{title} over time"
    first, last = points[known[0]], points[known[-1]]
    since = "after the break" if first_at else "at the start"
    when = during(series[known[-1]].period, snapshot=not result.measure.kind.of_events)
    if first.said == last.said:
        return f"{last.said} {when}, as {since}"
    way = "up" if (last.value or 0.0) > (first.value or 0.0) else "down"
    return f"{last.said} {when}, {way} from {first.said} {since}"


def _subtitle(result: Result, unit: str, cut: Mode) -> str:
    """Return "Reviews held in time: per cent, by month": with its name it can leave the page."""
    measure = result.measure
    name = title_of(measure, result.figures.sources.practice, result.period.to_on)
    what = "per cent" if unit == Unit.PERCENT.value else unit
    by = _BY[cut]
    if not measure.kind.of_events and cut is not Mode.FINANCIAL_YEAR:
        by = "at each month’s end"
    return f"{name}: {what}, {by}"


def _point(measure: Measure, point: Point, cut: Mode) -> TrendPoint:
    figure, period = point.figure, point.period
    low, high = figure.interval or (None, None)
    few = is_few(measure, figure)
    value, said, count = figure.value, say_value(figure), counts_of(measure, figure)
    if measure.kind is Kind.BREAKDOWN:
        value, low, high, few = figure.denominator or 0.0, None, None, False
        said, count = counted(int(value), "case"), ""
    return TrendPoint(
        from_on=period.from_on,
        to_on=period.to_on,
        label=_label(measure, period),
        short=_short(period, cut),
        value=value,
        said="too few" if few else said,
        count=count,
        low=low,
        high=high,
        is_small=few,
    )


def _hidden_point(measure: Measure, point: Point, cut: Mode) -> TrendPoint:
    period = point.period
    label, short = _label(measure, period), _short(period, cut)
    return TrendPoint(period.from_on, period.to_on, label, short, None, HIDDEN_POINT)


def _label(measure: Measure, period: Period) -> str:
    said = say_period(period if measure.kind.of_events else Period(period.to_on, period.to_on))
    return f"{said[:1].upper()}{said[1:]}"


def _short(period: Period, cut: Mode) -> str:
    if cut is not Mode.FINANCIAL_YEAR or period.from_on is None:
        return short_month(period.to_on)
    start = period.from_on.year
    return f"{start}–{(start + 1) % 100:02d}"


def _most(points: Sequence[TrendPoint], bounds: Bounds, unit: str) -> float:
    """Return the end of the scale: all of 100%, unless what is aimed at is a small share."""
    values = [point.value for point in points if point.value is not None]
    largest = max([*values, bounds.low or 0.0, bounds.high or 0.0])
    if unit == Unit.OF_THREE.value:
        return _OF_THREE
    if unit != Unit.PERCENT.value:
        return _round_up(largest)
    low_aim = bounds.high is not None and max(bounds.high, largest) <= _LOW_AIM
    return _A_LOW_SCALE if low_aim else _A_FULL_SCALE


def _round_up(value: float) -> float:
    """Return the next round number, with a little room over the value: 68 gives 80."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    step = next(step for step in _STEPS if step * power >= value)
    return float(ceil(step * power)) if power >= 1 else step * power


def bars(result: Result) -> BarsSeries:
    """The parts of a breakdown, the largest first; of more than eight the rest as one."""
    measure = result.measure
    practice, day = result.figures.sources.practice, result.period.to_on
    standards = practice.on(day)
    parts = [(name, one) for name, one in result.parts.items() if not name.startswith(BESIDE)]
    parts.sort(key=lambda part: -part[1].numerator)
    shown = parts if len(parts) <= MOST_BARS else parts[: MOST_BARS - 1]
    rest = parts[len(shown) :]
    found = [
        _bar(measure, part_words(measure, name, standards), one, (name,)) for name, one in shown
    ]
    title = _leading(found) or title_of(measure, practice, day)
    if rest:
        together = Figure(sum(one.numerator for _, one in rest), result.figure.denominator)
        names = tuple(name for name, _ in rest)
        found.append(_bar(measure, f"{len(rest)} others", together, names))
    total = say_number(int(result.figure.denominator or 0))
    return BarsSeries(
        title=title,
        subtitle=f"{total} {worded(measure.wording.cases, standards)}, {say_period(result.period)}",
        sentence=statement(result),
        definition=_definition(result),
        bars=tuple(found),
    )


def _leading(found: Sequence[Bar], leads: str = "leads with") -> str:
    """Return "Delay leads with 33 of 96", or who leads together; "" for no bars."""
    most = max((bar.number for bar in found), default=0)
    leading = [bar for bar in found if bar.number == most]
    if not leading:
        return ""
    counts = leading[0].said.partition(",")[0]
    if len(leading) == 1:
        return f"{leading[0].label} {leads} {counts}"
    both = f"{say_list([bar.label for bar in leading])} lead with {counts} each"
    if len(both.split()) <= _MOST_WORDS:
        return both
    return f"{len(leading)} lead with {counts} each"


def _bar(measure: Measure, label: str, figure: Figure, parts: tuple[str, ...]) -> Bar:
    said = counts_of(measure, figure)
    if not is_few(measure, figure):
        said = f"{said}, {say_value(figure)}"
    return Bar(label, int(figure.numerator), said, parts)


def bars_by_any(result: Result) -> BarsSeries:
    """The themes of a result, each counted wherever it is one of a case's themes; eight at most.

    As a case may have several, what is left out is said in the subtitle and never added up.
    """
    measure = result.measure
    practice, day = result.figures.sources.practice, result.period.to_on
    standards = practice.on(day)
    parts = [(name, one) for name, one in result.parts.items() if name.startswith(ANY)]
    parts.sort(key=lambda part: -part[1].numerator)
    found = tuple(
        _bar(measure, name.removeprefix(ANY), one, (name,)) for name, one in parts[:MOST_BARS]
    )
    total = say_number(int(result.figure.denominator or 0))
    shown = f", the {MOST_BARS} most frequent of {len(parts)}" if len(parts) > MOST_BARS else ""
    cases = worded(measure.wording.cases, standards)
    title = _leading(found, "is a theme of") or f"No {measure.one_case} has a theme"
    return BarsSeries(
        title=title,
        subtitle=f"By any theme of {total} {cases}, {say_period(result.period)}{shown}",
        sentence=f"{title}, counting every theme of a case, {say_period(result.period)}.",
        definition=_definition(result),
        bars=found,
    )
