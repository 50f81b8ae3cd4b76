"""Any measure by month as a control chart: signals, variation, and assurance by today's target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, log10
from typing import Final

from iro_desktop.domain.control_charts.in_force import Rebase, rebases_of, rules_of
from iro_desktop.domain.control_charts.limits import Limits, p_limits, xmr_limits
from iro_desktop.domain.control_charts.rules import ControlRules, Marked, signals
from iro_desktop.domain.control_charts.series import (
    Assurance,
    ChartKind,
    ControlPoint,
    ControlSeries,
    Variation,
)
from iro_desktop.domain.control_charts.words import Finding, definition, sentence, subtitle, title
from iro_desktop.domain.figure_words import counts_of, is_few
from iro_desktop.domain.measures import Figures, Kind, Measure, Mode, Period, Point, Result, Unit
from iro_desktop.domain.measures.period import LONGEST_SERIES, last_complete_month
from iro_desktop.domain.measures.targets import aim_of
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.series import Chart
from iro_desktop.domain.verdicts import Bounds, bounds_of
from iro_desktop.domain.words import say_month, short_month

_OF_SHARES: Final = frozenset({Kind.EVENT, Kind.SHARE})
_WHOLE: Final = 100.0
_LEAST_SPAN: Final = 40.0
_TENS: Final = 10.0


def kinds_of(measure: Measure) -> tuple[ChartKind, ...]:
    """The control charts that a measure can have, the fitting one first.

    A p-chart is for cases that are met or not; of children that stand on a day, the same ones
    month after month, it comes second. A breakdown has none.
    """
    if measure.kind is Kind.BREAKDOWN:
        return ()
    if measure.kind not in _OF_SHARES:
        return (ChartKind.XMR,)
    both = (ChartKind.P, ChartKind.XMR)
    return both if measure.kind is Kind.EVENT else both[::-1]


def control_chart(
    figures: Figures,
    measure_id: str,
    officer_id: str | None = None,
    *,
    kind: ChartKind | str | None = None,
    months: int = LONGEST_SERIES,
    rules: ControlRules | None = None,
    rebases: Sequence[Rebase] | None = None,
) -> Chart[ControlSeries]:
    """A measure's last finished months, up to 36, as a control chart.

    ``officer_id`` None is the whole service or team; ``kind`` None is the fitting one. The limits
    are those of the months shown. ``rules`` and ``rebases`` None are those of the standards now in
    force. KeyError for an unknown measure, ValueError for a kind that the measure cannot have.
    """
    last_on = last_complete_month(figures.sources.as_of)
    result = figures.result(measure_id, Period(None, last_on), Mode.MONTH, officer_id)
    measure, fitting = result.measure, kinds_of(result.measure)
    if not fitting or (kind is not None and ChartKind(kind) not in fitting):
        raise ValueError((measure_id, kind))
    chosen = fitting[0] if kind is None else ChartKind(kind)
    months_shown = result.series[-months:]
    standards = figures.sources.practice.on(figures.sources.as_of)
    rules = rules_of(standards) if rules is None else rules
    rebases = rebases_of(standards, measure_id) if rebases is None else rebases
    bounds = bounds_of(measure, aim_of(measure.id, standards))
    points = _points(result, months_shown, chosen, bounds, rules, rebases)
    series = _series(result, points, chosen, bounds, rules)
    return Chart(series, result, tuple(point.period for point in months_shown))


def _points(
    result: Result,
    months: Sequence[Point],
    kind: ChartKind,
    bounds: Bounds,
    rules: ControlRules,
    rebases: Sequence[Rebase],
) -> tuple[ControlPoint, ...]:
    """Return the points, stretch by stretch between the breaks."""
    found: list[ControlPoint] = []
    stretch: list[Point] = []
    label = ""
    for before, month in zip((None, *months), months, strict=False):
        broken = _break_label(result.measure, before, month, rebases)
        if broken:
            found += _stretch(result.measure, stretch, kind, bounds, rules, label)
            stretch, label = [], broken
        stretch.append(month)
    if stretch:
        found += _stretch(result.measure, stretch, kind, bounds, rules, label)
    return tuple(found)


def _break_label(
    measure: Measure, before: Point | None, month: Point, rebases: Sequence[Rebase]
) -> str:
    """Return what is said where new limits begin with a month; "" where they do not."""
    if before is None:
        return ""
    last, day = before.period.to_on, month.period.to_on
    if any(last < one <= day for one in measure.breaks):
        return measure.wording.renewed
    return next((one.reason.strip() for one in rebases if last < one.on <= day), "")


def _stretch(
    measure: Measure,
    months: Sequence[Point],
    kind: ChartKind,
    bounds: Bounds,
    rules: ControlRules,
    label: str,
) -> list[ControlPoint]:
    """Return the points of a stretch with their limits, where it has enough of them."""
    points = [_point(measure, month) for month in months]
    points[0] = replace(points[0], break_label=label)
    counted = [at for at, month in enumerate(months) if _counts(measure, month, kind)]
    if len(counted) < rules.fewest:
        return points
    limits = _limits(measure, [months[at] for at in counted], kind)
    values = [points[at].value or 0.0 for at in counted]
    for at, limit, mark in zip(counted, limits, signals(values, limits, rules), strict=True):
        points[at] = _with_limits(points[at], limit, mark, measure, bounds)
    return _without_gaps(points) if kind is ChartKind.XMR else points


def _counts(measure: Measure, month: Point, kind: ChartKind) -> bool:
    """Return whether a month has a figure that the limits are made of."""
    few = kind is ChartKind.XMR and is_few(measure, month.figure)
    return month.figure.value is not None and not few


def _limits(measure: Measure, months: Sequence[Point], kind: ChartKind) -> Sequence[Limits]:
    figures = [month.figure for month in months]
    if kind is ChartKind.P:
        return p_limits([(int(one.numerator), int(one.denominator or 0)) for one in figures])
    values = [one.value or 0.0 for one in figures]
    same = xmr_limits(values, is_percentage=measure.unit is Unit.PERCENT)
    return [same] * len(values)


def _with_limits(
    point: ControlPoint, limit: Limits, mark: Marked | None, measure: Measure, bounds: Bounds
) -> ControlPoint:
    point = replace(point, lower=limit.lower, mean=limit.mean, upper=limit.upper)
    if mark is None:
        return point
    effect = _effect(measure, bounds, is_up=mark.is_up)
    return replace(point, signal=mark.signal, is_up=mark.is_up, effect=effect)


def _effect(measure: Measure, bounds: Bounds, *, is_up: bool) -> Variation:
    """Return whether up (or down) is better, as the target or else the measure says it."""
    has_low, has_high = bounds.low is not None, bounds.high is not None
    if has_low and has_high:
        return Variation.CHANGED
    if not has_low and not has_high and not measure.lower_is_better:
        return Variation.CHANGED
    return Variation.IMPROVING if is_up is has_low else Variation.CONCERNING


def _without_gaps(points: Sequence[ControlPoint]) -> list[ControlPoint]:
    """Return points of which those that are not counted have the limits of the others too."""
    known = next(point for point in points if point.mean is not None)
    return [
        replace(point, lower=known.lower, mean=known.mean, upper=known.upper) for point in points
    ]


def _point(measure: Measure, month: Point) -> ControlPoint:
    figure, period = month.figure, month.period
    few = is_few(measure, figure)
    return ControlPoint(
        from_on=period.from_on,
        to_on=period.to_on,
        label=say_month(period.to_on),
        short=short_month(period.to_on),
        value=figure.value,
        said="too few" if few else say_value(figure),
        count=counts_of(measure, figure),
        is_small=few,
        unit=measure.unit.value,
    )


def _series(
    result: Result,
    points: tuple[ControlPoint, ...],
    kind: ChartKind,
    bounds: Bounds,
    rules: ControlRules,
) -> ControlSeries:
    latest = [point for point in _last_stretch(points) if point.value is not None]
    now = latest[-1] if latest else None
    counted = [p for p in latest if p.mean is not None and (kind is ChartKind.P or not p.is_small)]
    found = Finding(
        result=result,
        kind=kind,
        bounds=bounds,
        rules=rules,
        now=now,
        months=len(points),
        counted=len(counted) or len(latest),
        variation=now.effect if now else Variation.NONE,
        assurance=_assurance(bounds, now),
        first=points[0].short if points else "",
        last=points[-1].short if points else "",
    )
    least, most = _scale(points, bounds, result.measure.unit)
    return ControlSeries(
        title=title(found),
        subtitle=subtitle(found),
        sentence=sentence(found),
        definition=definition(found, [point.break_label for point in points if point.break_label]),
        kind=kind,
        points=points,
        least=least,
        most=most,
        variation=found.variation,
        assurance=found.assurance,
        is_trial=found.is_trial,
        unit=result.measure.unit.value,
        low=bounds.low,
        high=bounds.high,
    )


def _last_stretch(points: Sequence[ControlPoint]) -> Sequence[ControlPoint]:
    first = max((at for at, point in enumerate(points) if point.break_label), default=0)
    return points[first:]


def _assurance(bounds: Bounds, now: ControlPoint | None) -> Assurance | None:
    """Return where the limits of now lie to the target of now; None without one of them."""
    if now is None or now.lower is None or now.upper is None:
        return None
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return None
    if (low is not None and now.upper < low) or (high is not None and now.lower > high):
        return Assurance.MISSES
    hits = (low is None or now.lower >= low) and (high is None or now.upper <= high)
    return Assurance.HITS if hits else Assurance.VARIES


def _scale(points: Sequence[ControlPoint], bounds: Bounds, unit: Unit) -> tuple[float, float]:
    """Return round ends that hold all points, limits and aims; a percentage never passes 100."""
    values = [
        value
        for point in points
        for value in (point.value, point.lower, point.upper)
        if value is not None
    ]
    values += [aim for aim in (bounds.low, bounds.high) if aim is not None]
    if not values:
        return 0.0, _WHOLE if unit is Unit.PERCENT else 1.0
    least, most = min(values), max(values)
    if unit is Unit.PERCENT:
        short = max(0.0, _LEAST_SPAN - (most - least)) / 2
        least, most = least - short, most + short
        least -= max(0.0, most - _WHOLE)
        most += max(0.0, -least)
        step = _TENS
    else:
        step = _TENS ** floor(log10(max(most - least, most / 2, 1e-9)))
    least, most = step * floor(least / step), step * ceil(most / step)
    least = max(0.0, least)
    most = min(_WHOLE, most) if unit is Unit.PERCENT else most
    return least, most if most > least else least + step
