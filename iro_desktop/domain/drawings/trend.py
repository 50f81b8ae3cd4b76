"""Any figure by period against its target or range, with honest intervals."""

from __future__ import annotations

from iro_desktop.domain.charts import TrendPoint, TrendSeries, percentage
from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke, space
from iro_desktop.domain.drawings.axes import dot_size, draw_break, draw_nothing, draw_row
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

_PLOT_LINES = 11
_DOT = 9.0


@draw.register
def draw_trend(
    series: TrendSeries, canvas: Canvas, colours: ChartColours
) -> tuple[ChartPoint, ...]:
    """Draw a dot a period and a line through those with cases enough; the others are hollow."""
    points = series.points
    if not points:
        return draw_nothing(canvas, colours)
    line = canvas.line_height
    right = canvas.width - _right_margin(series, canvas)
    x = Scale(-0.5, len(points) - 0.5, 0, right)
    top = line + space(2)
    y = Scale(0, series.most, top + _plot_height(line), top)
    _draw_aim(series, canvas, colours, y, right)
    _draw_scale(series, canvas, colours, y, right)
    for at, point in enumerate(points):
        if point.break_label:
            draw_break(
                canvas, colours, point.break_label, x(at - 0.5), (y(series.most), y(0)), right
            )
    _draw_points(series, canvas, colours, x, y)
    _draw_periods(series, canvas, colours, x, y(0) + space(1))
    middle = series.most / 2
    return tuple(
        ChartPoint(
            x(at),
            y(middle if point.value is None else min(point.value, series.most)),
            point.spoken(),
            f"{point.short}: {', '.join(filter(None, (point.count, point.said)))}",
        )
        for at, point in enumerate(points)
    )


@height.register
def trend_height(series: TrendSeries, width: float, line_height: float) -> float:
    """A line for what has the keyboard, the plot, and the periods."""
    del series, width
    return 2 * round(line_height) + _plot_height(line_height) + space(3)


def _plot_height(line_height: float) -> float:
    return round(_PLOT_LINES * line_height)


def _right_margin(series: TrendSeries, canvas: Canvas) -> float:
    """The width of the widest of all that may stand at the right end."""
    ends = [series.say(value) for value in (0.0, series.most)]
    words = [*ends, *(said for _, said in _aims(series, 0.0)), _range(series)]
    return max(map(canvas.text_width, words)) + space(3)


def _range(series: TrendSeries) -> str:
    if series.low is None or series.high is None:
        return ""
    return f"{series.say(series.low).removesuffix('%')}–{series.say(series.high)}"


def _aims(series: TrendSeries, apart: float) -> list[tuple[float, str]]:
    """Where target or range are labelled; ends closer than ``apart`` have one label."""
    low, high = series.low, series.high
    if low is not None and high is not None and high - low < apart:
        return [((low + high) / 2, _range(series))]
    aims = (series.target, high, low)
    return [(aim, series.say(aim)) for aim in aims if aim is not None]


def _draw_aim(
    series: TrendSeries, canvas: Canvas, colours: ChartColours, y: Scale, right: float
) -> None:
    if series.low is not None and series.high is not None:
        band = Box(0, y(series.high), right, y(series.low) - y(series.high))
        canvas.rect(band, fill=colours.band)
        for edge in (series.low, series.high):
            line = round(y(edge))
            canvas.line((0, line), (right, line), Stroke(colours.band_line, dashed=True))
    if series.target is not None:
        line = round(y(series.target))
        canvas.line((0, line), (right, line), Stroke(colours.target, 2))


def _draw_scale(
    series: TrendSeries, canvas: Canvas, colours: ChartColours, y: Scale, right: float
) -> None:
    """Draw the ends of the scale, and label them and the aims where none is over another."""
    for end in (0.0, series.most):
        canvas.line((0, y(end)), (right, y(end)), Stroke(colours.line))
    left, line = right + space(2), canvas.line_height
    aims = _aims(series, line * series.most / _plot_height(line))
    taken: list[float] = []
    for value, words in (*aims, *((end, series.say(end)) for end in (0.0, series.most))):
        if all(abs(y(value) - other) >= line for other in taken):
            taken.append(y(value))
            is_aim = len(taken) <= len(aims)
            colour = colours.text if is_aim else colours.secondary
            canvas.text(words, (left, y(value)), colour, strong=is_aim, anchor=(0, 0.5))


def _draw_points(
    series: TrendSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    spans = [
        (round(x(at)), y(min(point.high, series.most)), y(min(point.low, series.most)))
        for at, point in enumerate(series.points)
        if point.low is not None and point.high is not None
    ]
    if spans:
        canvas.whiskers(spans, Stroke(colours.whisker, 2))
    places = [
        (round(x(at)), y(min(point.value or 0.0, series.most)))
        for at, point in enumerate(series.points)
    ]
    for run in series.runs():
        if len(run) > 1:
            canvas.curve([places[at] for at in run], Stroke(colours.data, 2), slanted=True)
    size = dot_size(_DOT, x(1) - x(0))
    for small in (False, True):
        found = [
            place
            for place, point in zip(places, series.points, strict=True)
            if point.value is not None and point.is_small is small
        ]
        if found:
            fill = colours.surface if small else colours.data
            canvas.dots(found, size=size, fill=fill, edge=Stroke(colours.data, 2))


def _draw_periods(
    series: TrendSeries, canvas: Canvas, colours: ChartColours, x: Scale, top: float
) -> None:
    """Name every period that has room, from the last backwards."""
    texts = [point.short for point in series.points]
    draw_row(canvas, colours.secondary, texts, x, (x(x.to_value) + space(1), top), apart=space(3))


@table.register
def trend_table(series: TrendSeries) -> ChartTable:
    """A row a period; of few cases no figure is told, but the counts are."""
    return ChartTable(
        columns=("Period", "Figure", "Counted from", "95% interval"),
        rows=tuple((point.label, point.said, point.count, _span(point)) for point in series.points),
        numbers=frozenset({1, 2, 3}),
        data_columns=(
            "period", "from", "to", "value", "unit", "counted_from",
            "low_95", "high_95", "target", "range_low", "range_high", "break",
        ),
        data=tuple(
            (
                point.label, point.from_on.isoformat() if point.from_on else None,
                point.to_on.isoformat(), None if point.is_small else point.value, series.unit,
                point.count, point.low, point.high,
                series.target, series.low, series.high, point.break_label,
            )
            for point in series.points
        ),
        sorted_by=(2, 3, 5, 6),
    )  # fmt: skip


def _span(point: TrendPoint) -> str:
    if point.low is None or point.high is None:
        return ""
    return f"{percentage(point.low / 100)[:-1]}–{percentage(point.high / 100)}"
