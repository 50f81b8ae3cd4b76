"""Counts by month as dots with honest intervals, against a target: checks between reviews."""

from __future__ import annotations

from iro_desktop.domain.charts import DotPoint, DotsSeries, percentage
from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint, Scale, Stroke, space
from iro_desktop.domain.drawings.axes import dot_size, draw_break, draw_ends, draw_nothing, draw_row
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.words import short_month

_PLOT_LINES = 7.5
_DOT = 11


@draw.register
def draw_dots(series: DotsSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    """Draw a dot a month, labelled "8 of 10", hollow where there are too few to tell a rate."""
    points = series.points
    if not points:
        return draw_nothing(canvas, colours)
    line = canvas.line_height
    right = canvas.width - _right_margin(series, canvas)
    x = Scale(-0.5, len(points) - 0.5, 0, right)
    # Always from 0 to 100%: a scale that fits the data would make a drama of noise.
    y = Scale(0, 1, line + _plot_height(line), line + space(2))
    _draw_scale(series, canvas, colours, y, right)
    for at, point in enumerate(points):
        if point.break_label:
            draw_break(canvas, colours, point.break_label, x(at - 0.5), (y(1), y(0)), right)
    _draw_points(series, canvas, colours, x, y)
    top = y(0) + _gap(line)
    _draw_counts(series, canvas, colours, x, top)
    ends = short_month(points[0].to_on), short_month(points[-1].to_on)
    draw_ends(canvas, colours, ends, x, top + 2 * line + space(1))
    return tuple(
        ChartPoint(
            x(at), y(0.5 if point.rate is None else point.rate), point.spoken(), _readout(point)
        )
        for at, point in enumerate(points)
    )


@height.register
def dots_height(series: DotsSeries, width: float, line_height: float) -> float:
    """The dots, two lines of counts and the labels of the months."""
    del series, width
    line = round(line_height)
    return line + _plot_height(line_height) + _gap(line_height) + 3 * line + space(1)


def _plot_height(line_height: float) -> float:
    return round(_PLOT_LINES * line_height)


def _gap(line_height: float) -> float:
    # The axis' own "0%" stands half a line below its end.
    return round(line_height / 2) + space(1)


def _right_margin(series: DotsSeries, canvas: Canvas) -> float:
    return max(map(canvas.text_width, ("100%", series.met, series.of))) + space(2)


def _draw_scale(
    series: DotsSeries, canvas: Canvas, colours: ChartColours, y: Scale, right: float
) -> None:
    labels, target = right + space(2), series.target
    for share in (0.0, 1.0):
        canvas.line((0, y(share)), (right, y(share)), Stroke(colours.line))
    for share in (0.0, 1.0):
        # The target's own label matters more than an end of the axis beside it.
        if target is None or abs(y(share) - y(target)) >= canvas.line_height:
            place = (labels, y(share))
            canvas.text(percentage(share), place, colours.secondary, anchor=(0, 0.5))
    if target is not None:
        line = round(y(target))
        canvas.line((0, line), (right, line), Stroke(colours.target, 2))
        place = (labels, y(target))
        canvas.text(percentage(target), place, colours.text, strong=True, anchor=(0, 0.5))


def _draw_points(
    series: DotsSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    spans = [
        (round(x(at)), y(point.high), y(point.low))
        for at, point in enumerate(series.points)
        if point.low is not None and point.high is not None
    ]
    if spans:
        canvas.whiskers(spans, Stroke(colours.whisker, 2))
    for small in (False, True):
        places = [
            (round(x(at)), y(point.rate))
            for at, point in enumerate(series.points)
            if point.rate is not None and point.is_small is small
        ]
        if places:
            fill = colours.surface if small else colours.data
            size = dot_size(_DOT, x(1) - x(0))
            canvas.dots(places, size=size, fill=fill, edge=Stroke(colours.data, 2))


def _draw_counts(
    series: DotsSeries, canvas: Canvas, colours: ChartColours, x: Scale, top: float
) -> None:
    """Write "8 of 10" under each dot, or 8 over 10 where the dots stand too close."""
    points, line = series.points, canvas.line_height
    if x(1) - x(0) >= max(canvas.text_width(point.count) for point in points) + 6:
        for at, point in enumerate(points):
            canvas.text(point.count, (x(at), top + line / 2), colours.text, anchor=(0.5, 0))
        return
    right = x(len(points) - 0.5)
    rows = (
        (series.met, [str(point.numerator) for point in points]),
        (series.of, [str(point.denominator) for point in points]),
    )
    for row, (word, texts) in enumerate(rows):
        canvas.text(word, (right + space(2), top + row * line), colours.secondary)
        draw_row(canvas, colours.text, texts, x, (right + space(1), top + row * line))


def _readout(point: DotPoint) -> str:
    rate = point.rate
    told = "" if rate is None or point.is_small else f", {percentage(rate)}"
    return f"{short_month(point.to_on)}: {point.count}{told}"


@table.register
def dots_table(series: DotsSeries) -> ChartTable:
    """A row a month; of few cases no share is told, but the counts are."""
    return ChartTable(
        columns=(
            "Month",
            f"{series.met[:1].upper()}{series.met[1:]} of {series.of}",
            "Share",
            "95% interval",
        ),
        rows=tuple(
            (short_month(point.to_on), point.count, _share(point), _interval(point))
            for point in series.points
        ),
        numbers=frozenset({1, 2, 3}),
        data_columns=(
            "from", "to", "numerator", "denominator", "share",
            "low_95", "high_95", "target", "break",
        ),
        data=tuple(
            (
                point.from_on.isoformat(), point.to_on.isoformat(),
                point.numerator, point.denominator,
                None if point.is_small else point.rate, point.low, point.high,
                series.target, point.break_label,
            )
            for point in series.points
        ),
        sorted_by=(1, 2, 4, 5),
    )  # fmt: skip


def _share(point: DotPoint) -> str:
    if point.rate is None:
        return "n/a"
    return "too few" if point.is_small else percentage(point.rate)


def _interval(point: DotPoint) -> str:
    if point.low is None or point.high is None:
        return ""
    return f"{percentage(point.low)[:-1]}–{percentage(point.high)}"
