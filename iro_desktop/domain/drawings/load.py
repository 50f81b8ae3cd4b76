"""The weeks ahead as a strip of cells, each with its number: the fuller, the darker."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from iro_desktop.domain.charts import figure
from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Stroke
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.oversight_charts import LoadPoint, LoadSeries
from iro_desktop.domain.words import short_date, shown_alone

_CELL_LINES: Final = 2.3
"""How wide a cell is at least, in heights of a line: room for "peak" and for a date."""
_GAP: Final = 6.0
_LEAST_TINT: Final = 0.04
_MOST_TINT: Final = 0.42
_AWAY: Final = 5.0
_ROOM: Final = 8.0
"""What a cell is higher than its two lines."""


def _per_row(number: int, width: float, line_height: float) -> int:
    """Return how many cells stand in a row, the rows being as even as they can be."""
    most = max(1, int(width // (_CELL_LINES * line_height)))
    return ceil(number / ceil(number / most))


def _row_height(points: Sequence[LoadPoint], line_height: float) -> float:
    away = line_height if any(point.away_days for point in points) else 0.0
    return line_height + 2 * line_height + _ROOM + away + _GAP


@height.register
def _(series: LoadSeries, width: float, line_height: float) -> float:
    points = series.points
    if not points:
        return line_height
    rows = ceil(len(points) / _per_row(len(points), width, line_height))
    return rows * _row_height(points, line_height) + line_height + 2


@draw.register
def _(series: LoadSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    points, line = series.points, canvas.line_height
    if not points:
        return ()
    per_row = _per_row(len(points), canvas.width, line)
    cell, row = canvas.width / per_row, _row_height(points, line)
    most = max(1, *(point.number for point in points))
    placed = []
    for at, point in enumerate(points):
        left, top = (at % per_row) * cell, (at // per_row) * row + line
        box = Box(round(left) + 1, top, round(left + cell) - round(left) - 2, 2 * line + _ROOM)
        _draw_cell(canvas, colours, point, box, point.number / most)
        placed.append(
            ChartPoint((box.left + box.right) / 2, top + line + _ROOM / 2, point.spoken())
        )
    _draw_dates(canvas, colours, points, per_row)
    top = ceil(len(points) / per_row) * row
    canvas.text(canvas.elided(series.outlook, canvas.width), (0, top), colours.secondary)
    return tuple(placed)


def _draw_cell(
    canvas: Canvas, colours: ChartColours, point: LoadPoint, box: Box, share: float
) -> None:
    tint = _LEAST_TINT + (_MOST_TINT - _LEAST_TINT) * share
    edge = Stroke(colours.text, 2) if point.is_peak else Stroke(colours.line)
    canvas.rect(box, fill=mixed(colours.surface, colours.data, tint), edge=edge)
    middle = (box.left + box.right) / 2
    number_at = box.top + _ROOM / 2 + canvas.line_height * (0.5 if point.is_peak else 1.0)
    canvas.text(
        str(point.number),
        (middle, number_at),
        colours.text,
        strong=point.is_peak,
        anchor=(0.5, 0.5),
    )
    if point.is_peak:
        place = middle, box.top + _ROOM / 2 + 1.5 * canvas.line_height
        canvas.text(shown_alone("peak"), place, colours.text, anchor=(0.5, 0.5))
    if point.away_days:
        strip = Box(box.left, box.bottom, box.width, _AWAY)
        canvas.rect(strip, hatched=colours.secondary, edge=Stroke(colours.secondary))
        words = canvas.elided("away", box.width)
        canvas.text(words, (middle, strip.bottom), colours.secondary, anchor=(0.5, 0))


def _draw_dates(
    canvas: Canvas, colours: ChartColours, points: Sequence[LoadPoint], per_row: int
) -> None:
    """Write the Monday over the first cell of each row and of each month, none over another."""
    cell, row = canvas.width / per_row, _row_height(points, canvas.line_height)
    end = 0.0
    for at, point in enumerate(points):
        place = at % per_row
        if place == 0:
            end = 0.0
        elif point.starts_on.month == points[at - 1].starts_on.month:
            continue
        words = short_date(point.starts_on).rsplit(" ", 1)[0]
        left, wide = place * cell, canvas.text_width(words)
        if left >= end and left + wide <= canvas.width:
            canvas.text(words, (left, (at // per_row) * row), colours.secondary)
            end = left + wide + _GAP


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, as #RRGGBB: ``share`` of the other, 0 to 1."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@table.register
def _(series: LoadSeries) -> ChartTable:
    return ChartTable(
        ("Week of", "Reviews", "Conferences", "Checks", "Days", "Away", "Children"),
        tuple(
            (
                short_date(point.starts_on),
                str(point.reviews),
                str(point.conferences),
                str(point.checks),
                "n/a" if point.days is None else figure(point.days),
                str(point.away_days),
                point.children,
            )
            for point in series.points
        ),
        frozenset(range(1, 7)),
        (
            "on", "reviews", "conferences", "checks", "working_days", "days_away",
            "children_low", "children_high",
        ),
        tuple(
            (
                point.starts_on.isoformat(),
                float(point.reviews),
                float(point.conferences),
                float(point.checks),
                point.days,
                float(point.away_days),
                float(point.low),
                float(point.high),
            )
            for point in series.points
        ),
        (0, 1, 2, 3, 4, 5, 6),
    )  # fmt: skip
