"""The two halves of a caseload as step lines, solid and dashed, over the range of each month."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import ceil
from typing import Final

from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke
from iro_desktop.domain.drawings.axes import draw_ends
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.measures import rounded
from iro_desktop.domain.oversight_charts import ApartPoint, ApartSeries
from iro_desktop.domain.words import say_number, short_month, shown_alone

_PLOT_LINES: Final = 9.0
_BARS: Final = 14.0
_GAP: Final = 8.0
_END: Final = 8.0
_MOST_MARGIN: Final = 0.45
_OVER: Final = 1.08


@height.register
def _(series: ApartSeries, width: float, line_height: float) -> float:
    del width
    if not series.points:
        return line_height
    return line_height * (1 + _PLOT_LINES + 2 + 1) + 2 * _BARS + 3 * _GAP


@draw.register
def _(series: ApartSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    points = series.points
    if not points:
        return ()
    line = canvas.line_height
    margin = min(_margin(canvas, points[-1]), canvas.width * _MOST_MARGIN)
    x = Scale(-0.5, len(points) - 0.5, 0, canvas.width - margin)
    most = max(max(point.total, point.high or 0.0) for point in points)
    y = Scale(0, max(1.0, ceil(most * _OVER)), line * (1 + _PLOT_LINES), line + 4)
    _draw_range(canvas, colours, points, x, y)
    _draw_lines(canvas, colours, points, x, y)
    _label_lines(canvas, colours, points, x, y)
    zero = y(0) + _GAP + line + _BARS
    _draw_moves(canvas, colours, points, x, zero)
    ends = short_month(points[0].on), short_month(points[-1].on)
    draw_ends(canvas, colours, ends, x, zero + _BARS + line + _GAP)
    return tuple(
        ChartPoint(x(at), y(point.total), point.spoken(), _readout(point))
        for at, point in enumerate(points)
    )


def _readout(point: ApartPoint) -> str:
    return f"{short_month(point.on)}: {point.looked_after} and {point.on_plan}, {point.both} both"


def _ends(point: ApartPoint) -> list[tuple[float, str, bool]]:
    """Return the labels at the right end: what each stands at, its words, and whether it is data.

    Values that fall together are said on one label.
    """
    found: list[tuple[float, str, bool]] = [
        (point.looked_after, f"{say_number(point.looked_after)} {point.care_words}", True),
        (point.on_plan, f"{say_number(point.on_plan)} on a plan", True),
    ]
    if point.total not in (point.looked_after, point.on_plan):
        found.append((point.total, f"{say_number(point.total)} in all", False))
    if point.low is not None and point.high is not None:
        found.append((point.high, f"range to {rounded(point.high)}", False))
        found.append((point.low, f"range from {rounded(point.low)}", False))
    return found


def _margin(canvas: Canvas, last: ApartPoint) -> float:
    words = [canvas.text_width(text, strong=strong) for _, text, strong in _ends(last)]
    return max(*words, canvas.text_width("joined")) + _END + _GAP


def _draw_range(
    canvas: Canvas, colours: ChartColours, points: Sequence[ApartPoint], x: Scale, y: Scale
) -> None:
    """Draw the range of each month as in force then; it breaks where there was no FTE."""
    at = 0
    upper: list[list[tuple[float, float]]] = []
    lower: list[list[tuple[float, float]]] = []
    was_known = False
    for (low, high), months in groupby(points, lambda point: (point.low, point.high)):
        left, right = x(at - 0.5), x(at + (count := len(list(months))) - 0.5)
        at += count
        if low is None or high is None:
            was_known = False
            continue
        canvas.rect(Box(left, y(high), right - left, y(low) - y(high)), fill=colours.band)
        if not was_known:
            upper.append([])
            lower.append([])
        was_known = True
        upper[-1] += [(left, y(high)), (right, y(high))]
        lower[-1] += [(left, y(low)), (right, y(low))]
    for edge in (*upper, *lower):
        canvas.path(edge, Stroke(colours.band_line, dashed=True))
    canvas.line((0, y(0)), (x(len(points) - 0.5), y(0)), Stroke(colours.control))


def _draw_lines(
    canvas: Canvas, colours: ChartColours, points: Sequence[ApartPoint], x: Scale, y: Scale
) -> None:
    for values, stroke in (
        ([point.total for point in points], Stroke(colours.secondary)),
        ([point.on_plan for point in points], Stroke(colours.data, 2, dashed=True)),
        ([point.looked_after for point in points], Stroke(colours.data, 2)),
    ):
        steps: list[tuple[float, float]] = []
        for at, value in enumerate(values):
            level = round(y(value))
            steps += [(round(x(at - 0.5)), level), (round(x(at + 0.5)), level)]
        canvas.curve(steps, stroke)


def _label_lines(
    canvas: Canvas, colours: ChartColours, points: Sequence[ApartPoint], x: Scale, y: Scale
) -> None:
    """Label the ends of the lines and of the range directly, none over another."""
    last = points[-1]
    edge = x(len(points) - 0.5)
    mark = edge + _END / 2 + 1
    canvas.dots([(mark, y(last.looked_after))], size=_END, fill=colours.data)
    hollow = Stroke(colours.data, 2)
    canvas.dots([(mark, y(last.on_plan))], size=_END, fill=colours.surface, edge=hollow, symbol="s")
    left = edge + _END + _GAP / 2
    room = canvas.width - left
    labels = sorted((y(value), text, strong) for value, text, strong in _ends(last))
    middles = _spread([label[0] for label in labels], canvas.line_height, y(0))
    for middle, (_, text, strong) in zip(middles, labels, strict=True):
        colour = colours.text if strong else colours.secondary
        # Strong words are cut no differently from plain ones, so they are cut as plain ones.
        fits = canvas.text_width(text, strong=strong) <= room
        words = text if fits else canvas.elided(text, room)
        canvas.text(words, (left, middle), colour, strong=strong and fits, anchor=(0, 0.5))


def _spread(middles: Sequence[float], least: float, lowest: float) -> list[float]:
    """Return heights in their order, at least so far apart, none below the lowest."""
    found = list(middles)
    for before, here in pairwise(range(len(found))):
        found[here] = max(found[here], found[before] + least)
    if found:
        found[-1] = min(found[-1], lowest)
    for after, here in pairwise(range(len(found) - 1, -1, -1)):
        found[here] = min(found[here], found[after] - least)
    return found


def _draw_moves(
    canvas: Canvas, colours: ChartColours, points: Sequence[ApartPoint], x: Scale, zero: float
) -> None:
    """Draw who joined, upwards and filled, and who left, downwards and hollow."""
    most = max(1, *(max(point.joined, point.left) for point in points))
    cell = x(1) - x(0)
    half = max(1.5, min(5.0, cell / 4))
    has_room = cell >= canvas.text_width(str(most)) + 4
    edge = x(len(points) - 0.5)
    canvas.line((0, zero), (edge, zero), Stroke(colours.control))
    for at, point in enumerate(points):
        up, down = _BARS * point.joined / most, _BARS * point.left / most
        left = round(x(at) - half)
        if point.joined:
            canvas.rect(Box(left, zero - up, 2 * half, up), fill=colours.data)
            if has_room:
                place = x(at), zero - up
                canvas.text(str(point.joined), place, colours.secondary, anchor=(0.5, 1))
        if point.left:
            box = Box(left + 0.5, zero + 0.5, 2 * half - 1, max(1.0, down - 0.5))
            canvas.rect(box, fill=colours.surface, edge=Stroke(colours.data))
            if has_room:
                canvas.text(
                    str(point.left), (x(at), zero + down), colours.secondary, anchor=(0.5, 0)
                )
    words = edge + _END + _GAP / 2
    canvas.text(shown_alone("joined"), (words, zero), colours.secondary, anchor=(0, 1))
    canvas.text(shown_alone("left"), (words, zero), colours.secondary)


@table.register
def _(series: ApartSeries) -> ChartTable:
    words = series.points[0].care_words if series.points else "looked after"
    care = f"{words[:1].upper()}{words[1:]}"
    return ChartTable(
        ("Month", care, "On a plan", "Both", "In all", "Range", "Joined", "Left"),
        tuple(
            (
                short_month(point.on),
                say_number(point.looked_after),
                say_number(point.on_plan),
                say_number(point.both),
                say_number(point.total),
                _range(point),
                str(point.joined),
                str(point.left),
            )
            for point in series.points
        ),
        frozenset(range(1, 8)),
        (
            "on", "looked_after", "on_plan", "both", "in_all", "range_low", "range_high",
            "joined", "left",
        ),
        tuple(
            (
                point.on.isoformat(),
                float(point.looked_after),
                float(point.on_plan),
                float(point.both),
                float(point.total),
                point.low,
                point.high,
                float(point.joined),
                float(point.left),
            )
            for point in series.points
        ),
        (0, 1, 2, 3, 4, 5, 7, 8),
    )  # fmt: skip


def _range(point: ApartPoint) -> str:
    if point.low is None or point.high is None:
        return "n/a"
    return f"{rounded(point.low)}–{rounded(point.high)}"
