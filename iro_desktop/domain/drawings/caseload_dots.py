"""The caseload of each IRO as a dot on the range, a row an IRO."""

from __future__ import annotations

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint, Stroke
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.drawings.rows import DOT, AxisMark, Marks, RowPlot, RowWords, rows_height
from iro_desktop.domain.measures.figure import rounded
from iro_desktop.domain.measures.targets import Band
from iro_desktop.domain.team_charts.series import CaseloadDots, CaseloadRow

_WHERE = {Band.BELOW: "below", Band.WITHIN: "in range", Band.ABOVE: "over"}


@draw.register
def draw_caseload_dots(
    series: CaseloadDots, canvas: Canvas, colours: ChartColours
) -> tuple[ChartPoint, ...]:
    """Draw the range as a band, a dot a row, and a hollow one where moves would leave it.

    Over the range the mark is a triangle. Where there is no FTE it is a hollow square at the
    number of children.
    """
    if not series.rows:
        return ()
    plot = RowPlot(canvas, _words(series), _marks(series), (0.0, series.axis_to))
    if series.low is not None and series.high is not None:
        plot.draw_band(series.low, series.high, colours)
    plot.draw_words(colours)
    plot.draw_marks(colours)
    plot.draw_ends(colours, ("0", rounded(series.axis_to)))
    points, marks = [], Marks()
    for at, row in enumerate(series.rows):
        middle = plot.middle(at)
        if not row.instead:
            _draw_row(row, canvas, colours, marks, (plot, middle))
        points.append(ChartPoint(plot.x(_place(row)), middle, row.spoken()))
    marks.draw(canvas)
    return tuple(points)


def _draw_row(
    row: CaseloadRow,
    canvas: Canvas,
    colours: ChartColours,
    marks: Marks,
    place: tuple[RowPlot, float],
) -> None:
    plot, middle = place
    x = plot.x(_place(row))
    if row.then is not None:
        then = plot.x(float(row.then) if row.then_value is None else row.then_value)
        canvas.line((x, middle), (then, middle), Stroke(colours.data, 1.5, dashed=True))
        edge = Stroke(colours.data, 1.5)
        marks.add((then, middle), size=DOT, fill=colours.surface, edge=edge)
    if row.value is None:
        edge = Stroke(colours.data, 1.5)
        marks.add((x, middle), size=DOT, fill=colours.surface, edge=edge, symbol="s")
        return
    is_over = row.band is Band.ABOVE
    colour, symbol = (colours.overdue, "t") if is_over else (colours.data, "o")
    size = DOT + 2 if is_over else DOT
    marks.add((x, middle), size=size, fill=colour, edge=Stroke(colour), symbol=symbol)


def _place(row: CaseloadRow) -> float:
    return float(row.children) if row.value is None else row.value


def _words(series: CaseloadDots) -> list[RowWords]:
    return [
        RowWords(row.name, ", ".join(filter(None, (row.said, row.then_said))), row.note)
        for row in series.rows
    ]


def _marks(series: CaseloadDots) -> list[AxisMark]:
    if series.low is None or series.high is None:
        return []
    middle = (series.low + series.high) / 2
    words = f"range {rounded(series.low)}–{rounded(series.high)}"
    return [AxisMark(middle, words, strong=True)]


@height.register
def caseload_dots_height(series: CaseloadDots, width: float, line_height: float) -> float:
    """All rows, with the range named over them and the scale under them."""
    return rows_height(_words(series), len(_marks(series)), width, line_height)


@table.register
def caseload_dots_table(series: CaseloadDots) -> ChartTable:
    """A row an IRO; the last column is for moves on paper."""
    return ChartTable(
        columns=("IRO", "Per FTE", "Children", "FTE", "Range", "Note", "With the moves"),
        rows=tuple(
            (
                row.name, "n/a" if row.value is None else rounded(row.value),
                "" if row.instead else str(row.children),
                "not entered" if row.fte is None else rounded(row.fte, 2),
                "" if row.band is None else _WHERE[row.band], row.instead or row.note,
                row.then_said.removeprefix("would be "),
            )
            for row in series.rows
        ),
        numbers=frozenset({1, 2, 3, 6}),
        data_columns=(
            "iro", "per_fte", "children", "fte", "range_low", "range_high", "band", "note",
            "children_moved", "per_fte_moved",
        ),
        data=tuple(
            (
                row.name, row.value, row.children, row.fte, series.low, series.high,
                "" if row.band is None else row.band.value, row.note, row.then, row.then_value,
            )
            for row in series.rows
        ),
        sorted_by=(0, 1, 2, 3, 6, 7, 9),
    )  # fmt: skip
