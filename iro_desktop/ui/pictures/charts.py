"""The charts beside the views and below them, their tables, and the children behind a point."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pictures.camera import Camera

CHARTS_WIDE: Final = 394
_CHARTS_TALL: Final = 340


def draw_charts(camera: Camera, window: MainWindow) -> None:
    """Draw the panel of charts in every way that it stands."""
    window.dock.show()  # at large text the charts may have given way
    camera.take("charts", window.charts)
    for card in window.charts.cards:
        card.show_table(True)
    camera.take("charts-as-tables", window.charts)
    for card in window.charts.cards:
        card.show_table(False)
    panel = window.charts.panel
    if panel is not None and panel.monitoring.series.points:
        window.charts.cards[-1].point_activated.emit(len(panel.monitoring.series.points) - 1)
        camera.take("children-behind-a-point", window)
        window.pages.go_back()
    window.dock.stand_below(True)
    window.resizeDocks([window.dock], [_CHARTS_TALL], Qt.Orientation.Vertical)
    camera.take("charts-below", window)
    window.dock.stand_below(False)
    window.resizeDocks([window.dock], [CHARTS_WIDE], Qt.Orientation.Horizontal)
    camera.settle()
