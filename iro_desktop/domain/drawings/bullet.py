"""One value on an axis with its range: the caseload now."""

from __future__ import annotations

from math import ceil

from iro_desktop.domain.charts import BulletSeries, figure
from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke, space
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

_TRACK = 20
_BAR = 6
_MARKER = 14
_OVER = 3
_ROUND_TO = 10
_APART = 6


@draw.register
def draw_bullet(
    series: BulletSeries, canvas: Canvas, colours: ChartColours
) -> tuple[ChartPoint, ...]:
    """Draw a bar to a marker with its figure; the range is outlined and its ends are labelled."""
    top = canvas.line_height + space(1) + _OVER
    middle = top + _TRACK / 2
    # A value past the axis would be drawn outside it, so the axis gives way.
    past = (series.value or 0) + _ROUND_TO / 2
    most = max(series.axis_to, ceil(past / _ROUND_TO) * _ROUND_TO)
    scale = Scale(0, most, 0.5, canvas.width - 0.5)
    track = Box(scale(0), top, scale(most) - scale(0), _TRACK)
    canvas.rect(track, edge=Stroke(colours.line))
    low, high = scale(series.low), scale(series.high)
    band = Box(low, top - _OVER, high - low, _TRACK + 2 * _OVER)
    canvas.rect(band, fill=colours.band, edge=Stroke(colours.band_line, dashed=True))
    _draw_axis(series, canvas, colours, scale, top + _TRACK + _OVER + space(1))
    if series.value is None:
        return ()
    at = max(_MARKER / 2, scale(series.value))
    canvas.rect(Box(0.5, middle - _BAR / 2, at - 0.5, _BAR), fill=colours.data)
    canvas.dots([(at, middle)], size=_MARKER, fill=colours.data)
    canvas.text(figure(series.value), (at, 0), colours.text, strong=True, anchor=(0.5, 0))
    return (ChartPoint(at, middle, series.spoken()),)


def _draw_axis(
    series: BulletSeries, canvas: Canvas, colours: ChartColours, scale: Scale, top: float
) -> None:
    """Label the ends of the range, together where they are close, and those of the axis if free."""
    low, high, most = series.low, series.high, scale.to_value
    labels = [(scale(low), figure(low)), (scale(high), figure(high))]
    if _over(canvas, labels[1], labels[:1]):
        labels = [((scale(low) + scale(high)) / 2, f"{figure(low)}–{figure(high)}")]
    for side, at, words in ((0.0, scale(0), "0"), (1.0, scale(most), figure(most))):
        if not _over(canvas, (at, words), labels):
            canvas.text(words, (at, top), colours.secondary, anchor=(side, 0))
    for at, words in labels:
        canvas.text(words, (at, top), colours.text, anchor=(0.5, 0))


def _over(canvas: Canvas, label: tuple[float, str], others: list[tuple[float, str]]) -> bool:
    """Return whether a label would stand over others, or closer than they can be told apart."""
    left, right = _span(canvas, label)
    spans = [_span(canvas, other) for other in others]
    return any(left < there[1] + _APART and there[0] - _APART < right for there in spans)


def _span(canvas: Canvas, label: tuple[float, str]) -> tuple[float, float]:
    middle, words = label
    width = canvas.text_width(words)
    left = max(0.0, min(middle - width / 2, canvas.width - width))
    return left, left + width


@height.register
def bullet_height(series: BulletSeries, width: float, line_height: float) -> float:
    """A label, the track, and the labels of the axis."""
    del series, width
    return round(2 * line_height) + _TRACK + 2 * _OVER + space(3)


@table.register
def bullet_table(series: BulletSeries) -> ChartTable:
    """The value, and under it the range."""
    unit = series.unit[:1].upper() + series.unit[1:]
    value = "n/a" if series.value is None else figure(series.value)
    return ChartTable(
        columns=("What", "Figure"),
        rows=((unit, value), ("Range", f"{figure(series.low)}–{figure(series.high)}")),
        numbers=frozenset({1}),
        data_columns=("value", "unit", "range_low", "range_high"),
        data=((series.value, series.unit, series.low, series.high),),
    )
