"""Any series as a chart in the window: its kind draws, the plot is walked through and clicked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint
from iro_desktop.domain.drawings import draw, height
from iro_desktop.ui.charts.plot import QuietPlot


class DrawnChart(QuietPlot):
    """A chart of any kind that ``domain.drawings`` knows."""

    def __init__(self, series: ChartSeries, parent: QWidget | None = None) -> None:
        self._series = series
        super().__init__(series.title, series.sentence, parent)

    def set_series(self, series: ChartSeries) -> None:
        """Show another series."""
        self._series = series
        self.describe(series.title, series.sentence)
        self.updateGeometry()
        self.redraw()

    def chart_height(self) -> int:
        """Return the height of this kind of chart at the chart's width."""
        return round(height(self._series, self.width(), self.line_height()))

    def draw(self, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
        """Draw the series as its kind is drawn."""
        return draw(self._series, canvas, colours)
