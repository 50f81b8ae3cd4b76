"""A percentage by IRO or district: a dot and its whisker a row, against all together."""

from __future__ import annotations

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint, Stroke
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.drawings.rows import DOT, AxisMark, Marks, RowPlot, RowWords, rows_height
from iro_desktop.domain.measures.figure import rounded
from iro_desktop.domain.team_charts.series import SpreadRow, SpreadSeries

_WHOLE = 100.0


@draw.register
def draw_spread(
    series: SpreadSeries, canvas: Canvas, colours: ChartColours
) -> tuple[ChartPoint, ...]:
    """Draw target and overall figure as upright lines, and in each row whisker and dot.

    Hollow: fewer than five cases. A diamond: beyond chance.
    """
    if not series.rows:
        return ()
    plot = RowPlot(canvas, _words(series), _marks(series), (0.0, _WHOLE))
    _draw_aim(series, colours, plot)
    plot.draw_words(colours)
    plot.draw_marks(colours)
    plot.draw_ends(colours, ("0%", "100%"))
    points, dots = [], Marks()
    for at, row in enumerate(series.rows):
        middle = plot.middle(at)
        _draw_row(row, canvas, colours, dots, (plot, middle))
        points.append(ChartPoint(plot.x(_place(row)), middle, row.spoken()))
    dots.draw(canvas)
    return tuple(points)


def _draw_aim(series: SpreadSeries, colours: ChartColours, plot: RowPlot) -> None:
    if series.low is not None and series.high is not None:
        plot.draw_band(series.low, series.high, colours)
    else:
        for aim in (series.low, series.high):
            if aim is not None:
                plot.draw_upright(aim, Stroke(colours.target, 2))
    if series.overall is not None:
        plot.draw_upright(min(series.overall, _WHOLE), Stroke(colours.secondary, dashed=True))


def _draw_row(
    row: SpreadRow,
    canvas: Canvas,
    colours: ChartColours,
    dots: Marks,
    place: tuple[RowPlot, float],
) -> None:
    plot, middle = place
    if row.low is not None and row.high is not None:
        ends = (plot.x(row.low), middle), (plot.x(row.high), middle)
        canvas.line(*ends, Stroke(colours.whisker, 2))
    fill = colours.surface if row.is_small else colours.data
    symbol, size = ("d", DOT + 3) if row.is_outside else ("o", DOT)
    edge = Stroke(colours.data, 1.5)
    dots.add((plot.x(_place(row)), middle), size=size, fill=fill, edge=edge, symbol=symbol)


def _place(row: SpreadRow) -> float:
    return min(row.value or 0.0, _WHOLE)


def _words(series: SpreadSeries) -> list[RowWords]:
    return [
        RowWords(row.name, row.said, "beyond chance" if row.is_outside else "")
        for row in series.rows
    ]


def _marks(series: SpreadSeries) -> list[AxisMark]:
    marks = []
    if series.low is not None and series.high is not None:
        middle = (series.low + series.high) / 2
        words = f"range {rounded(series.low)}–{rounded(series.high)}%"
        marks.append(AxisMark(middle, words, strong=True))
    else:
        marks += [
            AxisMark(aim, f"target {rounded(aim)}%", strong=True)
            for aim in (series.low, series.high)
            if aim is not None
        ]
    if series.overall is not None:
        words = f"all together {rounded(series.overall)}%"
        marks.append(AxisMark(min(series.overall, _WHOLE), words))
    return marks


@height.register
def spread_height(series: SpreadSeries, width: float, line_height: float) -> float:
    """All rows, with a line for the target and one for the overall figure over them."""
    return rows_height(_words(series), len(_marks(series)), width, line_height)


@table.register
def spread_table(series: SpreadSeries) -> ChartTable:
    """A row an IRO or a district; of few cases the counts and no percentage."""
    return ChartTable(
        columns=(series.by[:1].upper() + series.by[1:], "Figure", "Counted from", "95% interval",
                 "Special"),
        rows=tuple(
            (row.name, _figure(row), row.count, _span(row),
             "beyond chance" if row.is_outside else "")
            for row in series.rows
        ),
        numbers=frozenset({1, 2, 3}),
        data_columns=(
            series.by.lower(), "percent", "met", "of", "low_95", "high_95", "beyond_chance",
            "target_low", "target_high", "all_together",
        ),
        data=tuple(
            (
                row.name, None if row.is_small else row.value, row.met, row.of, row.low, row.high,
                "yes" if row.is_outside else "", series.low, series.high, series.overall,
            )
            for row in series.rows
        ),
        sorted_by=(0, 1, 3, 4, 6),
    )  # fmt: skip


def _figure(row: SpreadRow) -> str:
    if row.value is None:
        return "n/a"
    return "too few" if row.is_small else f"{rounded(row.value)}%"


def _span(row: SpreadRow) -> str:
    if row.low is None or row.high is None:
        return ""
    return f"{rounded(row.low, 0)}–{rounded(row.high, 0)}%"
