"""Challenges by month as stacked columns: informal filled, formal hatched, numbers beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke
from iro_desktop.domain.drawings.axes import draw_ends, every
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.oversight_charts import ColumnPoint, ColumnsSeries
from iro_desktop.domain.words import short_month, shown_alone

_PLOT_LINES: Final = 6.0
_GAP: Final = 8.0
_SWATCH: Final = 9.0
_INFORMAL: Final = shown_alone("informal")
_FORMAL: Final = shown_alone("formal")
_WIDEST: Final = 28.0


@height.register
def _(series: ColumnsSeries, width: float, line_height: float) -> float:
    del width
    if not series.points:
        return line_height
    return line_height * (1 + _PLOT_LINES + 3) + 2 * _GAP


@draw.register
def _(series: ColumnsSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    points = series.points
    if not points:
        return ()
    line = canvas.line_height
    margin = _SWATCH + 2 * _GAP + max(map(canvas.text_width, (_INFORMAL, _FORMAL)))
    x = Scale(-0.5, len(points) - 0.5, 0, canvas.width - margin)
    most = max(1, *(point.total for point in points))
    y = Scale(0, most, line * (1 + _PLOT_LINES), line + 4)
    half = max(1.5, min(_WIDEST, (x(1) - x(0)) * 0.7) / 2)
    for at, point in enumerate(points):
        _draw_column(canvas, colours, point, (x(at), half), y)
    canvas.line((0, y(0)), (x(len(points) - 0.5), y(0)), Stroke(colours.control))
    _draw_breaks(canvas, colours, points, x, y)
    top = y(0) + _GAP
    # Formal above informal, as in the columns.
    _draw_row(canvas, colours, [point.formal for point in points], x, top, hatched=True)
    _draw_row(canvas, colours, [point.informal for point in points], x, top + line, hatched=False)
    ends = short_month(points[0].to_on), short_month(points[-1].to_on)
    draw_ends(canvas, colours, ends, x, top + 2 * line + _GAP)
    return tuple(
        ChartPoint(x(at), min(y(point.total), y(0) - 4), point.spoken(), _readout(point))
        for at, point in enumerate(points)
    )


def _readout(point: ColumnPoint) -> str:
    return f"{short_month(point.to_on)}: {point.informal} informal, {point.formal} formal"


def _draw_column(
    canvas: Canvas, colours: ChartColours, point: ColumnPoint, at: tuple[float, float], y: Scale
) -> None:
    middle, half = at
    left, edge = round(middle - half), Stroke(colours.data)
    if point.informal:
        top = y(point.informal)
        canvas.rect(Box(left, top, 2 * half, y(0) - top), fill=colours.data, edge=edge)
    if point.formal:
        top, bottom = y(point.total), y(point.informal)
        box = Box(left, top, 2 * half, bottom - top)
        canvas.rect(box, fill=colours.surface, hatched=colours.data, edge=edge)


def _draw_breaks(
    canvas: Canvas, colours: ChartColours, points: Sequence[ColumnPoint], x: Scale, y: Scale
) -> None:
    for at, point in enumerate(points):
        if point.break_label:
            place = round(x(at - 0.5))
            top = canvas.line_height
            canvas.line((place, top), (place, y(0)), Stroke(colours.band_line, dashed=True))
            words = canvas.elided(point.break_label, canvas.width / 2)
            left = place + 3 if place < canvas.width / 2 else place - 3
            anchor = (0.0 if place < canvas.width / 2 else 1.0, 0.0)
            canvas.text(words, (left, top), colours.text, anchor=anchor)


def _draw_row(
    canvas: Canvas,
    colours: ChartColours,
    numbers: Sequence[int],
    x: Scale,
    top: float,
    *,
    hatched: bool,
) -> None:
    """Write one sort's numbers under the columns, and at the right what they are."""
    line = canvas.line_height
    cell = x(1) - x(0)
    widest = max(canvas.text_width(str(number)) for number in numbers) + 4
    step = every(widest, cell)
    for at, number in enumerate(numbers):
        fits = x(at) >= canvas.text_width(str(number)) / 2
        # The latest always stands.
        if fits and (len(numbers) - 1 - at) % step == 0:
            colour = colours.text if number else colours.secondary
            canvas.text(str(number), (x(at), top), colour, anchor=(0.5, 0))
    left = x(len(numbers) - 0.5) + _GAP
    box = Box(left, top + (line - _SWATCH) / 2, _SWATCH, _SWATCH)
    edge = Stroke(colours.data)
    if hatched:
        canvas.rect(box, fill=colours.surface, hatched=colours.data, edge=edge)
    else:
        canvas.rect(box, fill=colours.data, edge=edge)
    words = _FORMAL if hatched else _INFORMAL
    canvas.text(words, (box.right + _GAP / 2, top), colours.secondary)


@table.register
def _(series: ColumnsSeries) -> ChartTable:
    return ChartTable(
        ("Month", "Informal", "Formal", "Both"),
        tuple(
            (short_month(point.to_on), str(point.informal), str(point.formal), str(point.total))
            for point in series.points
        ),
        frozenset({1, 2, 3}),
        ("from", "to", "informal", "formal", "both"),
        tuple(
            (
                point.from_on.isoformat(),
                point.to_on.isoformat(),
                float(point.informal),
                float(point.formal),
                float(point.total),
            )
            for point in series.points
        ),
        (0, 2, 3, 4),
    )
