"""The parts of a whole as bars, the largest first, each with its name and its number beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import BarsSeries
from iro_desktop.ui import theme
from iro_desktop.ui.charts.canvas import Canvas, Scale, pen
from iro_desktop.ui.charts.plot import ChartPoint, QuietPlot
from iro_desktop.ui.theme import Colours

_BAR = 10


class BarsChart(QuietPlot):
    """A name, and under it the bar with what it stands for; arrow keys go from bar to bar."""

    def __init__(self, series: BarsSeries, parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(series.title, series.sentence, parent)

    def set_series(self, series: BarsSeries) -> None:
        """Show another series."""
        self._series = series
        self.describe(series.title, series.sentence)
        self.updateGeometry()
        self.redraw()

    def chart_height(self) -> int:
        """Return the height of all bars under their names."""
        return max(1, len(self._series.bars)) * self._row_height()

    def _row_height(self) -> int:
        return 2 * round(self.small_metrics().height()) + theme.space(3)

    def draw(self, canvas: Canvas, now: Colours) -> Sequence[ChartPoint]:
        """Draw names, bars and numbers, all from nought."""
        bars = self._series.bars
        if not bars:
            return ()
        metrics = self.small_metrics()
        room = max(metrics.horizontalAdvance(bar.said) for bar in bars) + theme.space(3)
        x = Scale(0, max(1, *(bar.number for bar in bars)), 0, max(1.0, canvas.width - room))
        points = []
        for at, bar in enumerate(bars):
            top = at * self._row_height()
            middle = top + 1.5 * metrics.height() + theme.space(1)
            name = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, canvas.width)
            canvas.text(name, (0, top), now.text, self.small_font())
            end = x(bar.number)
            canvas.rect(QRectF(0, middle - _BAR / 2, max(1.0, end), _BAR), fill=now.accent)
            canvas.line((0, middle - _BAR), (0, middle + _BAR), pen(now.control))
            words = (end + theme.space(2), middle)
            canvas.text(bar.said, words, now.secondary, self.small_font(), anchor=(0, 0.5))
            points.append(ChartPoint(max(_BAR, end), middle, bar.spoken()))
        return points
