"""One value on an axis with its range: the caseload now."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import BulletSeries, figure
from iro_desktop.ui import theme
from iro_desktop.ui.charts.canvas import Canvas, Scale, pen
from iro_desktop.ui.charts.plot import ChartPoint, QuietPlot
from iro_desktop.ui.theme import Colours

_TRACK = 20
_BAR = 6
_MARKER = 14
_OVER = 3
_ROUND_TO = 10


class BulletChart(QuietPlot):
    """A bar to a marker with its figure; the range is outlined and its ends are labelled."""

    def __init__(self, series: BulletSeries, parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(series.title, series.sentence, parent)

    def set_series(self, series: BulletSeries) -> None:
        """Show another series."""
        self._series = series
        self.describe(series.title, series.sentence)
        self.redraw()

    def chart_height(self) -> int:
        """Return the height of a label, the track, and the labels of the axis."""
        return round(2 * self.small_metrics().height()) + _TRACK + 2 * _OVER + theme.space(3)

    def draw(self, canvas: Canvas, now: Colours) -> Sequence[ChartPoint]:
        """Draw track, range, bar, marker and figures."""
        series = self._series
        line = self.small_metrics().height()
        top = line + theme.space(1) + _OVER
        middle = top + _TRACK / 2
        # A value past the axis would be drawn outside it, so the axis gives way.
        past = (series.value or 0) + _ROUND_TO / 2
        most = max(series.axis_to, ceil(past / _ROUND_TO) * _ROUND_TO)
        scale = Scale(0, most, 0.5, canvas.width - 0.5)
        track = QRectF(scale(0), top, scale(most) - scale(0), _TRACK)
        canvas.rect(track, edge=pen(now.line))
        self._draw_range(canvas, now, scale, top)
        self._draw_axis(canvas, now, scale, most, top + _TRACK + _OVER + theme.space(1))
        if series.value is None:
            return ()
        at = max(_MARKER / 2, scale(series.value))
        canvas.rect(QRectF(0.5, middle - _BAR / 2, at - 0.5, _BAR), fill=now.accent)
        canvas.dots([(at, middle)], size=_MARKER, fill=now.accent)
        bold = self.small_font(strong=True)
        canvas.text(figure(series.value), (at, 0), now.text, bold, anchor=(0.5, 0))
        return (ChartPoint(at, middle, series.spoken()),)

    def _draw_range(self, canvas: Canvas, now: Colours, scale: Scale, top: float) -> None:
        low, high = scale(self._series.low), scale(self._series.high)
        band = QRectF(low, top - _OVER, high - low, _TRACK + 2 * _OVER)
        canvas.rect(band, fill=now.band, edge=pen(now.band_line, dashed=True))

    def _draw_axis(
        self, canvas: Canvas, now: Colours, scale: Scale, most: float, top: float
    ) -> None:
        font, metrics = self.small_font(), self.small_metrics()
        low, high = figure(self._series.low), figure(self._series.high)
        gap = scale(self._series.high) - scale(self._series.low)
        canvas.text("0", (scale(0), top), now.secondary, font)
        canvas.text(figure(most), (scale(most), top), now.secondary, font, anchor=(1, 0))
        if gap > (metrics.horizontalAdvance(low) + metrics.horizontalAdvance(high)) / 2 + 6:
            canvas.text(low, (scale(self._series.low), top), now.text, font, anchor=(0.5, 0))
            canvas.text(high, (scale(self._series.high), top), now.text, font, anchor=(0.5, 0))
        else:
            middle = (scale(self._series.low) + scale(self._series.high)) / 2
            canvas.text(f"{low}–{high}", (middle, top), now.text, font, anchor=(0.5, 0))
