"""Percentages now and a year before: a hollow dot, a line, and a full one, a row each."""

from __future__ import annotations

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint, Stroke
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.drawings.rows import DOT, Marks, RowPlot, RowWords, rows_height
from iro_desktop.domain.measures.figure import rounded
from iro_desktop.domain.team_charts.series import PairRow, PairsSeries

_WHOLE = 100.0


@draw.register
def draw_pairs(
    series: PairsSeries, canvas: Canvas, colours: ChartColours
) -> tuple[ChartPoint, ...]:
    """Draw then as a hollow dot and now as a full one; a diamond is a change beyond chance."""
    if not series.rows:
        return ()
    plot = RowPlot(canvas, _words(series), (), (0.0, _WHOLE))
    plot.draw_words(colours)
    plot.draw_ends(colours, ("0%", "100%"))
    edge = Stroke(colours.data, 1.5)
    points, marks = [], Marks()
    for at, row in enumerate(series.rows):
        middle = plot.middle(at)
        then, now = (None if v is None else plot.x(min(v, _WHOLE)) for v in (row.before, row.now))
        if then is not None and now is not None:
            canvas.line((then, middle), (now, middle), Stroke(colours.data, 2))
        if then is not None:
            marks.add((then, middle), size=DOT - 2, fill=colours.surface, edge=edge)
        if now is not None:
            symbol, size = ("d", DOT + 3) if row.effect else ("o", DOT)
            marks.add((now, middle), size=size, fill=colours.data, edge=edge, symbol=symbol)
        points.append(ChartPoint(plot.left if now is None else now, middle, row.spoken()))
    marks.draw(canvas)
    return tuple(points)


def _words(series: PairsSeries) -> list[RowWords]:
    return [RowWords(row.name, row.said, _note(row)) for row in series.rows]


def _note(row: PairRow) -> str:
    return f"{row.effect}, beyond chance" if row.effect else row.note


@height.register
def pairs_height(series: PairsSeries, width: float, line_height: float) -> float:
    """All rows, with the scale under them."""
    return rows_height(_words(series), 0, width, line_height)


@table.register
def pairs_table(series: PairsSeries) -> ChartTable:
    """A row a pair, both counts beside the percentages."""
    return ChartTable(
        columns=("", "A year before", "Now", "Counted then", "Counted now", "Change"),
        rows=tuple(
            (row.name, _told(row.before), _told(row.now), row.before_count, row.now_count,
             _note(row))
            for row in series.rows
        ),
        numbers=frozenset({1, 2, 3, 4}),
        data_columns=("name", "percent_before", "percent_now", "counted_before", "counted_now",
                      "change"),
        data=tuple(
            (row.name, row.before, row.now, row.before_count, row.now_count, _note(row))
            for row in series.rows
        ),
        sorted_by=(0, 1, 2, 3, 4, 5),
    )  # fmt: skip


def _told(value: float | None) -> str:
    return "n/a" if value is None else f"{rounded(value)}%"
