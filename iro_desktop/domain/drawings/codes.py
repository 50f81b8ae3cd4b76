"""Participation codes as bars: those that count filled, the others hatched, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.oversight_charts import CodeBar, CodesSeries

_BAR: Final = 11.0
_GAP: Final = 8.0
_WIDE_LINES: Final = 34.0
"""From so many lines' heights of width on, a bar stands beside its words and not under them."""
_NAMES: Final = 0.46


def _is_wide(width: float, line_height: float) -> bool:
    return width >= _WIDE_LINES * line_height


def _row_height(width: float, line_height: float) -> float:
    if _is_wide(width, line_height):
        return line_height + _GAP
    return 2 * line_height + _GAP + 2


def _sides(series: CodesSeries) -> Iterator[tuple[str, list[tuple[int, CodeBar]]]]:
    for met, words in ((True, series.met_words), (False, series.not_met_words)):
        bars = [(at, bar) for at, bar in enumerate(series.points) if bar.met is met]
        if bars:
            yield words, bars


@height.register
def _(series: CodesSeries, width: float, line_height: float) -> float:
    if not series.points:
        return line_height
    sides = len(list(_sides(series)))
    rows = len(series.points) * _row_height(width, line_height)
    return rows + sides * (line_height + _GAP) + (sides - 1) * _GAP


@draw.register
def _(series: CodesSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    if not series.points:
        return ()
    line = canvas.line_height
    wide = _is_wide(canvas.width, line)
    left = canvas.width * _NAMES if wide else 0.0
    room = max(canvas.text_width(bar.said) for bar in series.points) + _GAP
    most = max(1, *(bar.number for bar in series.points))
    x = Scale(0, most, left, max(left + 1, canvas.width - room))
    row, top = _row_height(canvas.width, line), 0.0
    placed: dict[int, ChartPoint] = {}
    for words, bars in _sides(series):
        canvas.text(canvas.elided(words, canvas.width), (0, top), colours.text, strong=True)
        top += line + _GAP
        for at, bar in bars:
            names = left - _GAP if wide else canvas.width
            canvas.text(canvas.elided(bar.label, names), (0, top), colours.text)
            middle = top + (0.5 if wide else 1.5) * line
            _draw_bar(canvas, colours, bar, x, middle)
            placed[at] = ChartPoint(max(left + _BAR, x(bar.number)), middle, bar.spoken())
            top += row
        top += _GAP
    return tuple(placed[at] for at in range(len(series.points)))


def _draw_bar(canvas: Canvas, colours: ChartColours, bar: CodeBar, x: Scale, middle: float) -> None:
    start, end = x(0), x(bar.number)
    if bar.number:
        box = Box(start, middle - _BAR / 2, max(2.0, end - start), _BAR)
        if bar.met:
            canvas.rect(box, fill=colours.data)
        else:
            canvas.rect(box, fill=colours.surface, hatched=colours.data, edge=Stroke(colours.data))
    canvas.line((start, middle - _BAR), (start, middle + _BAR), Stroke(colours.control))
    canvas.text(bar.said, (end + _GAP - 2, middle), colours.secondary, anchor=(0, 0.5))


@table.register
def _(series: CodesSeries) -> ChartTable:
    return ChartTable(
        ("Code", "How", "Counts as", "Cases"),
        tuple((bar.code, bar.words, _side(series, bar), bar.said) for bar in series.points),
        frozenset({3}),
        ("code", "how", "counts_as", "number", "of"),
        tuple(
            (bar.code, bar.words, _side(series, bar).lower(), float(bar.number), float(bar.of))
            for bar in series.points
        ),
        (0, 1, 2, 3),
    )


def _side(series: CodesSeries, bar: CodeBar) -> str:
    return (series.met_words if bar.met else series.not_met_words).partition(",")[0]
