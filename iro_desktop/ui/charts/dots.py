"""Counts by month as dots with honest intervals, against a target: checks between reviews."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import DotPoint, DotsSeries, percentage
from iro_desktop.domain.words import short_month
from iro_desktop.ui import theme
from iro_desktop.ui.charts.canvas import Canvas, Scale, pen
from iro_desktop.ui.charts.plot import ChartPoint, QuietPlot
from iro_desktop.ui.theme import Colours

_PLOT_LINES = 7.5
_DOT = 11


class DotsChart(QuietPlot):
    """A dot a month, labelled "8 of 10", hollow where there are too few to tell a rate."""

    def __init__(self, series: DotsSeries, parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(series.title, series.sentence, parent)

    def set_series(self, series: DotsSeries) -> None:
        """Show another series."""
        self._series = series
        self.describe(series.title, series.sentence)
        self.redraw()

    def chart_height(self) -> int:
        """Return the height of the dots, two lines of counts and the labels of the months."""
        line = round(self.small_metrics().height())
        return line + self._plot_height() + self._gap() + 3 * line + theme.space(1)

    def _plot_height(self) -> int:
        return round(_PLOT_LINES * self.small_metrics().height())

    def _gap(self) -> int:
        # The axis' own "0%" stands half a line below its end.
        return round(self.small_metrics().height() / 2) + theme.space(1)

    def draw(self, canvas: Canvas, now: Colours) -> Sequence[ChartPoint]:
        """Draw target, whiskers, dots and counts."""
        points = self._series.points
        if not points:
            return ()
        line = self.small_metrics().height()
        right = canvas.width - self._right_margin()
        x = Scale(-0.5, len(points) - 0.5, 0, right)
        # Always from 0 to 100%: a scale that fits the data would make a drama of noise.
        y = Scale(0, 1, line + self._plot_height(), line + theme.space(2))
        self._draw_scale(canvas, now, y, right)
        self._draw_breaks(canvas, now, x, y)
        self._draw_dots(canvas, now, x, y)
        top = y(0) + self._gap()
        self._draw_counts(canvas, now, x, top)
        self._draw_months(canvas, now, x, top + 2 * line + theme.space(1))
        return [
            ChartPoint(
                x(at), y(0.5 if point.rate is None else point.rate), point.spoken(), _readout(point)
            )
            for at, point in enumerate(points)
        ]

    def _right_margin(self) -> float:
        words = ("100%", self._series.met, self._series.of)
        return max(map(self.small_metrics().horizontalAdvance, words)) + theme.space(2)

    def _draw_scale(self, canvas: Canvas, now: Colours, y: Scale, right: float) -> None:
        font, labels = self.small_font(), right + theme.space(2)
        for share in (0.0, 1.0):
            canvas.line((0, y(share)), (right, y(share)), pen(now.line))
        target = self._series.target
        line = self.small_metrics().height()
        for share in (0.0, 1.0):
            # The target's own label matters more than an end of the axis beside it.
            if target is None or abs(y(share) - y(target)) >= line:
                place = (labels, y(share))
                canvas.text(percentage(share), place, now.secondary, font, anchor=(0, 0.5))
        if target is not None:
            canvas.line((0, round(y(target))), (right, round(y(target))), pen(now.target, 2))
            bold = self.small_font(strong=True)
            canvas.text(percentage(target), (labels, y(target)), now.text, bold, anchor=(0, 0.5))

    def _draw_breaks(self, canvas: Canvas, now: Colours, x: Scale, y: Scale) -> None:
        for at, point in enumerate(self._series.points):
            if point.break_label:
                place = round(x(at - 0.5))
                canvas.line((place, y(1)), (place, y(0)), pen(now.band_line, dashed=True))
                canvas.text(
                    point.break_label,
                    (place + 3, y(0) - 2),
                    now.text,
                    self.small_font(),
                    anchor=(0, 1),
                )

    def _draw_dots(self, canvas: Canvas, now: Colours, x: Scale, y: Scale) -> None:
        spans = [
            (round(x(at)), y(point.high), y(point.low))
            for at, point in enumerate(self._series.points)
            if point.low is not None and point.high is not None
        ]
        if spans:
            canvas.whiskers(spans, pen(now.whisker, 2))
        for small in (False, True):
            places = [
                (round(x(at)), y(point.rate))
                for at, point in enumerate(self._series.points)
                if point.rate is not None and point.is_small is small
            ]
            if places:
                fill = now.surface if small else now.accent
                size = max(5.0, min(_DOT, x(1) - x(0) - 3))
                canvas.dots(places, size=size, fill=fill, edge=pen(now.accent, 2))

    def _draw_counts(self, canvas: Canvas, now: Colours, x: Scale, top: float) -> None:
        """Write "8 of 10" under each dot, or 8 over 10 where the dots stand too close."""
        points, metrics = self._series.points, self.small_metrics()
        cell = x(1) - x(0)
        widest = max(metrics.horizontalAdvance(point.count) for point in points)
        if cell >= widest + 6:
            for at, point in enumerate(points):
                self._count(canvas, now, point.count, x(at), top + metrics.height() / 2)
            return
        labels = x(len(points) - 0.5) + theme.space(2)
        for row, word in enumerate((self._series.met, self._series.of)):
            height = top + row * metrics.height()
            canvas.text(word, (labels, height), now.secondary, self.small_font())
            counts = [p.numerator if row == 0 else p.denominator for p in points]
            self._draw_row(canvas, now, x, height, [str(count) for count in counts])

    def _draw_row(
        self, canvas: Canvas, now: Colours, x: Scale, top: float, texts: list[str]
    ) -> None:
        widest = max(map(self.small_metrics().horizontalAdvance, texts)) + 3
        # Every second or third where even figures would touch; the latest always stands.
        every = max(1, int(-(-widest // (x(1) - x(0)))))
        for at, text in enumerate(texts):
            if (len(texts) - 1 - at) % every == 0:
                self._count(canvas, now, text, x(at), top)

    def _count(self, canvas: Canvas, now: Colours, text: str, at: float, top: float) -> None:
        canvas.text(text, (at, top), now.text, self.small_font(), anchor=(0.5, 0))

    def _draw_months(self, canvas: Canvas, now: Colours, x: Scale, top: float) -> None:
        points, font = self._series.points, self.small_font()
        canvas.text(_month(points[0]), (x(-0.5), top), now.secondary, font)
        if len(points) > 1:
            right = x(len(points) - 0.5)
            canvas.text(_month(points[-1]), (right, top), now.secondary, font, anchor=(1, 0))


def _month(point: DotPoint) -> str:
    return short_month(point.to_on)


def _readout(point: DotPoint) -> str:
    rate = point.rate
    told = "" if rate is None or point.is_small else f", {percentage(rate)}"
    return f"{_month(point)}: {point.count}{told}"
