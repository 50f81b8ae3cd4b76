"""A value at each month's end with the range as it was in force: the caseload over time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import ceil, floor

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import StepPoint, StepSeries, figure
from iro_desktop.domain.words import short_month
from iro_desktop.ui import theme
from iro_desktop.ui.charts.canvas import Canvas, Scale, pen
from iro_desktop.ui.charts.plot import ChartPoint, QuietPlot
from iro_desktop.ui.theme import Colours

_PLOT_LINES = 7
_BARS = 12
_GAP = 8
_END_DOT = 8
_AROUND = 0.2


class StepChart(QuietPlot):
    """A step line over the range's band; beneath it who joined (solid) and left (hollow)."""

    def __init__(self, series: StepSeries, parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(series.title, series.sentence, parent)

    def set_series(self, series: StepSeries) -> None:
        """Show another series."""
        self._series = series
        self.describe(series.title, series.sentence)
        self.redraw()

    def chart_height(self) -> int:
        """Return the height of the line, the strip beneath it and the labels of the months."""
        line = round(self.small_metrics().height())
        plot = self._plot_height()
        return line + plot + _GAP + self._strip_height() + theme.space(1) + line

    def _plot_height(self) -> int:
        return round(_PLOT_LINES * self.small_metrics().height())

    def _strip_height(self) -> int:
        return 2 * (_BARS + round(self.small_metrics().height()))

    def draw(self, canvas: Canvas, now: Colours) -> Sequence[ChartPoint]:
        """Draw the band, the line with its end, the strip and the labels."""
        points = self._series.points
        if not points:
            return ()
        line = self.small_metrics().height()
        x = Scale(-0.5, len(points) - 0.5, 0, canvas.width - self._right_margin())
        bottom = line + self._plot_height()
        y = self._value_scale(line + 2, bottom)
        self._draw_band(canvas, now, x, y)
        for run in self._known_runs():
            canvas.curve(self._steps(run, x, y), pen(now.accent, 2))
        self._draw_end(canvas, now, x, y)
        strip = bottom + _GAP
        self._draw_strip(canvas, now, x, strip)
        self._draw_months(canvas, now, x, strip + self._strip_height() + theme.space(1))
        middle = y((points[-1].low + points[-1].high) / 2)
        return [
            ChartPoint(
                x(at),
                middle if point.value is None else y(point.value),
                self._series.spoken(point),
                self._readout(point),
            )
            for at, point in enumerate(points)
        ]

    def _readout(self, point: StepPoint) -> str:
        value = "not known" if point.value is None else figure(point.value)
        return f"{_month(point)}: {value}, {point.joined} joined, {point.left} left"

    def _right_margin(self) -> float:
        metrics = self.small_metrics()
        return max(metrics.horizontalAdvance(word) for word in ("joined", "120.5")) + theme.space(2)

    def _value_scale(self, top: float, bottom: float) -> Scale:
        points = self._series.points
        values = [point.value for point in points if point.value is not None]
        least = min([*values, *(point.low for point in points)])
        most = max([*values, *(point.high for point in points)])
        around = max(1.0, (most - least) * _AROUND)
        return Scale(max(0, floor(least - around)), ceil(most + around), bottom, top)

    def _draw_band(self, canvas: Canvas, now: Colours, x: Scale, y: Scale) -> None:
        """Draw the range of each month as in force then, its edges dashed and stepping."""
        at = 0
        edges: list[list[tuple[float, float]]] = [[], []]
        for (low, high), months in groupby(self._series.points, lambda p: (p.low, p.high)):
            count = len(list(months))
            left, right = x(at - 0.5), x(at + count - 0.5)
            canvas.rect(QRectF(left, y(high), right - left, y(low) - y(high)), fill=now.band)
            edges[0] += [(left, y(high)), (right, y(high))]
            edges[1] += [(left, y(low)), (right, y(low))]
            at += count
        for edge in edges:
            canvas.path(edge, pen(now.band_line, dashed=True))

    def _known_runs(self) -> list[list[tuple[int, float]]]:
        """Return the stretches of months with a value: the line breaks where there is none."""
        runs: list[list[tuple[int, float]]] = []
        for at, point in enumerate(self._series.points):
            if point.value is None:
                continue
            if not runs or runs[-1][-1][0] != at - 1:
                runs.append([])
            runs[-1].append((at, point.value))
        return runs

    def _steps(self, run: list[tuple[int, float]], x: Scale, y: Scale) -> list[tuple[float, float]]:
        steps: list[tuple[float, float]] = []
        for at, value in run:
            steps += [(round(x(at - 0.5)), round(y(value))), (round(x(at + 0.5)), round(y(value)))]
        return steps

    def _draw_end(self, canvas: Canvas, now: Colours, x: Scale, y: Scale) -> None:
        """Label the last value and the ends of the last range, none over another."""
        last = self._series.points[-1]
        left = x(len(self._series.points) - 0.5) + theme.space(2)
        labels = [(y(last.high), figure(last.high), False), (y(last.low), figure(last.low), False)]
        if last.value is not None:
            labels.append((y(last.value), figure(last.value), True))
            place = (x(len(self._series.points) - 1), y(last.value))
            canvas.dots([place], size=_END_DOT, fill=now.accent)
        for middle, text, strong in _apart(labels, self.small_metrics().height() - 1):
            font = self.small_font(strong=strong)
            colour = now.text if strong else now.secondary
            canvas.text(text, (left, middle), colour, font, anchor=(0, 0.5))

    def _draw_strip(self, canvas: Canvas, now: Colours, x: Scale, top: float) -> None:
        points = self._series.points
        line = self.small_metrics().height()
        zero = top + line + _BARS
        cell = x(1) - x(0)
        most = max([1, *(max(point.joined, point.left) for point in points)])
        canvas.line((x(-0.5), zero), (x(len(points) - 0.5), zero), pen(now.control))
        half = max(1.5, min(5.0, cell / 4))
        widest = self.small_metrics().horizontalAdvance(str(most)) + 4
        for at, point in enumerate(points):
            up, down = _BARS * point.joined / most, _BARS * point.left / most
            left = round(x(at) - half)
            if point.joined:
                canvas.rect(QRectF(left, zero - up, 2 * half, up), fill=now.accent)
            if point.left:
                box = QRectF(left + 0.5, zero + 0.5, 2 * half - 1, max(1.0, down - 0.5))
                canvas.rect(box, fill=now.surface, edge=pen(now.accent))
            if cell >= widest:
                self._draw_counts(canvas, now, x(at), (zero - up, zero + down), point)
        right = x(len(points) - 0.5) + theme.space(2)
        font = self.small_font()
        canvas.text("joined", (right, zero - 1), now.secondary, font, anchor=(0, 1))
        canvas.text("left", (right, zero + 1), now.secondary, font)

    def _draw_counts(
        self, canvas: Canvas, now: Colours, at: float, ends: tuple[float, float], point: StepPoint
    ) -> None:
        font = self.small_font()
        if point.joined:
            place = (at, ends[0] + 1)
            canvas.text(str(point.joined), place, now.secondary, font, anchor=(0.5, 1))
        if point.left:
            canvas.text(str(point.left), (at, ends[1]), now.secondary, font, anchor=(0.5, 0))

    def _draw_months(self, canvas: Canvas, now: Colours, x: Scale, top: float) -> None:
        points = self._series.points
        font = self.small_font()
        canvas.text(_month(points[0]), (x(-0.5), top), now.secondary, font)
        if len(points) > 1:
            right = x(len(points) - 0.5)
            canvas.text(_month(points[-1]), (right, top), now.secondary, font, anchor=(1, 0))


def _month(point: StepPoint) -> str:
    return short_month(point.on)


def _apart(labels: list[tuple[float, str, bool]], least: float) -> list[tuple[float, str, bool]]:
    """Return the labels moved apart; the strong one, the value, stays where it belongs."""
    ordered = sorted(labels)
    strong = next((at for at, label in enumerate(ordered) if label[2]), 0)
    for below, here in pairwise(range(strong, -1, -1)):
        middle, text, is_value = ordered[here]
        ordered[here] = (min(middle, ordered[below][0] - least), text, is_value)
    for above, here in pairwise(range(strong, len(ordered))):
        middle, text, is_value = ordered[here]
        ordered[here] = (max(middle, ordered[above][0] + least), text, is_value)
    return ordered
