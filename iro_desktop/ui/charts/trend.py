"""Any figure by period against its target or range, with honest intervals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import TrendSeries
from iro_desktop.ui import theme
from iro_desktop.ui.charts.canvas import Canvas, Scale, pen
from iro_desktop.ui.charts.plot import ChartPoint, QuietPlot
from iro_desktop.ui.theme import Colours

_PLOT_LINES = 11
_DOT = 9.0
_LEAST_DOT = 5.0


class TrendChart(QuietPlot):
    """A dot a period and a line through those with cases enough; the others are hollow."""

    def __init__(self, series: TrendSeries, parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(series.title, series.sentence, parent)

    def set_series(self, series: TrendSeries) -> None:
        """Show another series."""
        self._series = series
        self.describe(series.title, series.sentence)
        self.updateGeometry()
        self.redraw()

    def chart_height(self) -> int:
        """Return the height of a line for what has the keyboard, the plot, and the periods."""
        line = round(self.small_metrics().height())
        return 2 * line + self._plot_height() + theme.space(3)

    def _plot_height(self) -> int:
        return round(_PLOT_LINES * self.small_metrics().height())

    def draw(self, canvas: Canvas, now: Colours) -> Sequence[ChartPoint]:
        """Draw range or target, whiskers, line and dots."""
        points = self._series.points
        if not points:
            return ()
        line = self.small_metrics().height()
        right = canvas.width - self._right_margin()
        x = Scale(-0.5, len(points) - 0.5, 0, right)
        top = line + theme.space(2)
        y = Scale(0, self._series.most, top + self._plot_height(), top)
        self._draw_aim(canvas, now, y, right)
        self._draw_scale(canvas, now, y, right)
        self._draw_breaks(canvas, now, x, y)
        self._draw_points(canvas, now, x, y)
        self._draw_periods(canvas, now, x, y(0) + theme.space(1))
        middle = self._series.most / 2
        return [
            ChartPoint(
                x(at),
                y(middle if point.value is None else min(point.value, self._series.most)),
                point.spoken(),
                f"{point.short}: {', '.join(filter(None, (point.count, point.said)))}",
            )
            for at, point in enumerate(points)
        ]

    def _right_margin(self) -> float:
        return max(map(self.small_metrics().horizontalAdvance, self._words())) + theme.space(3)

    def _words(self) -> list[str]:
        """Return all that may stand at the right end."""
        series = self._series
        ends = [series.say(value) for value in (0.0, series.most)]
        return [*ends, *(words for _, words in self._aims(0.0)), self._range()]

    def _range(self) -> str:
        low, high = self._series.low, self._series.high
        if low is None or high is None:
            return ""
        return f"{self._series.say(low).removesuffix('%')}–{self._series.say(high)}"

    def _aims(self, apart: float) -> list[tuple[float, str]]:
        """Return where target or range are labelled; ends closer than ``apart`` have one label."""
        series = self._series
        low, high = series.low, series.high
        if low is not None and high is not None and high - low < apart:
            return [((low + high) / 2, self._range())]
        aims = (series.target, high, low)
        return [(aim, series.say(aim)) for aim in aims if aim is not None]

    def _draw_aim(self, canvas: Canvas, now: Colours, y: Scale, right: float) -> None:
        series = self._series
        if series.low is not None and series.high is not None:
            band = QRectF(0, y(series.high), right, y(series.low) - y(series.high))
            canvas.rect(band, fill=now.band)
            for edge in (series.low, series.high):
                height = round(y(edge))
                canvas.line((0, height), (right, height), pen(now.band_line, dashed=True))
        if series.target is not None:
            height = round(y(series.target))
            canvas.line((0, height), (right, height), pen(now.target, 2))

    def _draw_scale(self, canvas: Canvas, now: Colours, y: Scale, right: float) -> None:
        """Draw the ends of the scale, and label them and the aims where none is over another."""
        series = self._series
        for end in (0.0, series.most):
            canvas.line((0, y(end)), (right, y(end)), pen(now.line))
        left, line = right + theme.space(2), self.small_metrics().height()
        aims = self._aims(line * series.most / self._plot_height())
        taken: list[float] = []
        for value, words in (*aims, *((end, series.say(end)) for end in (0.0, series.most))):
            if all(abs(y(value) - other) >= line for other in taken):
                taken.append(y(value))
                is_aim = len(taken) <= len(aims)
                font = self.small_font(strong=is_aim)
                colour = now.text if is_aim else now.secondary
                canvas.text(words, (left, y(value)), colour, font, anchor=(0, 0.5))

    def _draw_breaks(self, canvas: Canvas, now: Colours, x: Scale, y: Scale) -> None:
        for at, point in enumerate(self._series.points):
            if point.break_label:
                place = round(x(at - 0.5))
                ends = (place, y(self._series.most)), (place, y(0))
                canvas.line(*ends, pen(now.band_line, dashed=True))
                words = (place + 3, y(0) - 2)
                canvas.text(point.break_label, words, now.text, self.small_font(), anchor=(0, 1))

    def _draw_points(self, canvas: Canvas, now: Colours, x: Scale, y: Scale) -> None:
        series = self._series
        spans = [
            (round(x(at)), y(min(point.high, series.most)), y(min(point.low, series.most)))
            for at, point in enumerate(series.points)
            if point.low is not None and point.high is not None
        ]
        if spans:
            canvas.whiskers(spans, pen(now.whisker, 2))
        for run in series.runs():
            if len(run) > 1:
                steps = [self._place(at, x, y) for at in run]
                canvas.curve(steps, pen(now.accent, 2), slanted=True)
        size = max(_LEAST_DOT, min(_DOT, x(1) - x(0) - 3))
        for small in (False, True):
            places = [
                self._place(at, x, y)
                for at, point in enumerate(series.points)
                if point.value is not None and point.is_small is small
            ]
            if places:
                fill = now.surface if small else now.accent
                canvas.dots(places, size=size, fill=fill, edge=pen(now.accent, 2))

    def _place(self, at: int, x: Scale, y: Scale) -> tuple[float, float]:
        value = self._series.points[at].value or 0.0
        return round(x(at)), y(min(value, self._series.most))

    def _draw_periods(self, canvas: Canvas, now: Colours, x: Scale, top: float) -> None:
        """Name every period that has room, from the last backwards."""
        points, font = self._series.points, self.small_font()
        widest = max(self.small_metrics().horizontalAdvance(point.short) for point in points)
        every = max(1, int(-(-(widest + theme.space(3)) // (x(1) - x(0)))))
        for at, point in enumerate(points):
            if (len(points) - 1 - at) % every == 0:
                canvas.text(point.short, (x(at), top), now.secondary, font, anchor=(0.5, 0))
