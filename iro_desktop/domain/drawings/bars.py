"""The parts of a whole as bars, the largest first, each with its name and its number beside it."""

from __future__ import annotations

from iro_desktop.domain.charts import BarsSeries
from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke, space
from iro_desktop.domain.drawings.axes import draw_nothing
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

_BAR = 10


@draw.register
def draw_bars(series: BarsSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    """Draw names, and under each its bar with what it stands for, all from nought."""
    bars = series.bars
    if not bars:
        return draw_nothing(canvas, colours)
    line = canvas.line_height
    room = max(canvas.text_width(bar.said) for bar in bars) + space(3)
    x = Scale(0, max(1, *(bar.number for bar in bars)), 0, max(1.0, canvas.width - room))
    points = []
    for at, bar in enumerate(bars):
        top = at * _row_height(line)
        middle = top + 1.5 * line + space(1)
        canvas.text(canvas.elided(bar.label, canvas.width), (0, top), colours.text)
        end = x(bar.number)
        canvas.rect(Box(0, middle - _BAR / 2, max(1.0, end), _BAR), fill=colours.data)
        canvas.line((0, middle - _BAR), (0, middle + _BAR), Stroke(colours.control))
        canvas.text(bar.said, (end + space(2), middle), colours.secondary, anchor=(0, 0.5))
        points.append(ChartPoint(max(_BAR, end), middle, bar.spoken()))
    return tuple(points)


@height.register
def bars_height(series: BarsSeries, width: float, line_height: float) -> float:
    """All bars under their names."""
    del width
    return max(1, len(series.bars)) * _row_height(line_height)


def _row_height(line_height: float) -> float:
    return 2 * round(line_height) + space(3)


@table.register
def bars_table(series: BarsSeries) -> ChartTable:
    """A row a part."""
    return ChartTable(
        columns=("Part", "Cases"),
        rows=tuple((bar.label, bar.said) for bar in series.bars),
        numbers=frozenset({1}),
        data_columns=("part", "cases"),
        data=tuple((bar.label, bar.number) for bar in series.bars),
        sorted_by=(0, 1),
    )
