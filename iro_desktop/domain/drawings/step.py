"""A value at each month's end with the range as it was in force: the caseload over time."""

from __future__ import annotations

from itertools import groupby
from math import ceil, floor

from iro_desktop.domain.charts import StepPoint, StepSeries, figure
from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke, space
from iro_desktop.domain.drawings.axes import draw_ends, draw_nothing, moved_apart
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.words import short_month, shown_alone

_PLOT_LINES = 7
_BARS = 12
_GAP = 8
_END_DOT = 8
_AROUND = 0.2


@draw.register
def draw_steps(series: StepSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    """Draw a step line over the range's band; beneath it who joined (solid) and left (hollow)."""
    points = series.points
    if not points:
        return draw_nothing(canvas, colours)
    line = canvas.line_height
    x = Scale(-0.5, len(points) - 0.5, 0, canvas.width - _right_margin(series, canvas))
    bottom = line + _plot_height(line)
    y = _value_scale(series, line + 2, bottom)
    _draw_band(series, canvas, colours, x, y)
    for run in _known_runs(series):
        canvas.curve(_steps(run, x, y), Stroke(colours.data, 2))
    _draw_end(series, canvas, colours, x, y)
    strip = bottom + _GAP
    _draw_strip(series, canvas, colours, x, strip)
    ends = short_month(points[0].on), short_month(points[-1].on)
    draw_ends(canvas, colours, ends, x, strip + _strip_height(line) + space(1))
    middle = y((points[-1].low + points[-1].high) / 2)
    return tuple(
        ChartPoint(
            x(at),
            middle if point.value is None else y(point.value),
            series.spoken(point),
            _readout(point),
        )
        for at, point in enumerate(points)
    )


@height.register
def steps_height(series: StepSeries, width: float, line_height: float) -> float:
    """The line, the strip beneath it and the labels of the months."""
    del series, width
    line = round(line_height)
    return line + _plot_height(line_height) + _GAP + _strip_height(line_height) + space(1) + line


def _plot_height(line_height: float) -> float:
    return round(_PLOT_LINES * line_height)


def _strip_height(line_height: float) -> float:
    return 2 * (_BARS + round(line_height))


def _readout(point: StepPoint) -> str:
    value = "not known" if point.value is None else figure(point.value)
    return f"{short_month(point.on)}: {value}, {point.joined} joined, {point.left} left"


def _right_margin(series: StepSeries, canvas: Canvas) -> float:
    last = series.points[-1]
    values = [figure(value) for value in (last.value, last.low, last.high) if value is not None]
    words = [canvas.text_width(word) for word in ("joined", "120.5", *values)]
    return max(*words, canvas.text_width(values[0], strong=True)) + space(2)


def _value_scale(series: StepSeries, top: float, bottom: float) -> Scale:
    points = series.points
    values = [point.value for point in points if point.value is not None]
    least = min([*values, *(point.low for point in points)])
    most = max([*values, *(point.high for point in points)])
    around = max(1.0, (most - least) * _AROUND)
    return Scale(max(0, floor(least - around)), ceil(most + around), bottom, top)


def _draw_band(
    series: StepSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    """Draw the range of each month as in force then, its edges dashed and stepping."""
    at = 0
    edges: list[list[tuple[float, float]]] = [[], []]
    for (low, high), months in groupby(series.points, lambda p: (p.low, p.high)):
        count = len(list(months))
        left, right = x(at - 0.5), x(at + count - 0.5)
        canvas.rect(Box(left, y(high), right - left, y(low) - y(high)), fill=colours.band)
        edges[0] += [(left, y(high)), (right, y(high))]
        edges[1] += [(left, y(low)), (right, y(low))]
        at += count
    for edge in edges:
        canvas.path(edge, Stroke(colours.band_line, dashed=True))


def _known_runs(series: StepSeries) -> list[list[tuple[int, float]]]:
    """The stretches of months with a value: the line breaks where there is none."""
    runs: list[list[tuple[int, float]]] = []
    for at, point in enumerate(series.points):
        if point.value is None:
            continue
        if not runs or runs[-1][-1][0] != at - 1:
            runs.append([])
        runs[-1].append((at, point.value))
    return runs


def _steps(run: list[tuple[int, float]], x: Scale, y: Scale) -> list[tuple[float, float]]:
    steps: list[tuple[float, float]] = []
    for at, value in run:
        steps += [(round(x(at - 0.5)), round(y(value))), (round(x(at + 0.5)), round(y(value)))]
    return steps


def _draw_end(
    series: StepSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    """Label the last value and the ends of the last range, none over another."""
    last = series.points[-1]
    left = x(len(series.points) - 0.5) + space(2)
    labels = [(y(last.high), figure(last.high), False), (y(last.low), figure(last.low), False)]
    if last.value is not None:
        labels.append((y(last.value), figure(last.value), True))
        place = (x(len(series.points) - 1), y(last.value))
        canvas.dots([place], size=_END_DOT, fill=colours.data)
    for middle, text, strong in moved_apart(labels, canvas.line_height - 1, y.from_pixel):
        colour = colours.text if strong else colours.secondary
        canvas.text(text, (left, middle), colour, strong=strong, anchor=(0, 0.5))


def _draw_strip(
    series: StepSeries, canvas: Canvas, colours: ChartColours, x: Scale, top: float
) -> None:
    points = series.points
    zero = top + canvas.line_height + _BARS
    cell = x(1) - x(0)
    most = max([1, *(max(point.joined, point.left) for point in points)])
    canvas.line((x(-0.5), zero), (x(len(points) - 0.5), zero), Stroke(colours.control))
    half = max(1.5, min(5.0, cell / 4))
    widest = canvas.text_width(str(most)) + 4
    for at, point in enumerate(points):
        up, down = _BARS * point.joined / most, _BARS * point.left / most
        left = round(x(at) - half)
        if point.joined:
            canvas.rect(Box(left, zero - up, 2 * half, up), fill=colours.data)
        if point.left:
            box = Box(left + 0.5, zero + 0.5, 2 * half - 1, max(1.0, down - 0.5))
            canvas.rect(box, fill=colours.surface, edge=Stroke(colours.data))
        if cell >= widest:
            _draw_counts(canvas, colours, x(at), (zero - up, zero + down), point)
    right = x(len(points) - 0.5) + space(2)
    canvas.text(shown_alone("joined"), (right, zero - 1), colours.secondary, anchor=(0, 1))
    canvas.text(shown_alone("left"), (right, zero + 1), colours.secondary)


def _draw_counts(
    canvas: Canvas, colours: ChartColours, at: float, ends: tuple[float, float], point: StepPoint
) -> None:
    if point.joined:
        canvas.text(str(point.joined), (at, ends[0] + 1), colours.secondary, anchor=(0.5, 1))
    if point.left:
        canvas.text(str(point.left), (at, ends[1]), colours.secondary, anchor=(0.5, 0))


@table.register
def steps_table(series: StepSeries) -> ChartTable:
    """A row a month."""
    return ChartTable(
        columns=(
            "Month", series.unit[:1].upper() + series.unit[1:], "Range", "Joined", "Left",
        ),
        rows=tuple(
            (
                short_month(point.on),
                "n/a" if point.value is None else figure(point.value),
                f"{figure(point.low)}–{figure(point.high)}",
                str(point.joined),
                str(point.left),
            )
            for point in series.points
        ),
        numbers=frozenset({1, 2, 3, 4}),
        data_columns=("on", "value", "unit", "range_low", "range_high", "joined", "left"),
        data=tuple(
            (
                point.on.isoformat(), point.value, series.unit,
                point.low, point.high, point.joined, point.left,
            )
            for point in series.points
        ),
        sorted_by=(0, 1, 3, 5, 6),
    )  # fmt: skip
