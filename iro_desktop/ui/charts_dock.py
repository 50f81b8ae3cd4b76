"""Where the charts panel stands: to the right of the pages or below them, or put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.ui.charts_panel import ChartsPanel


class ChartsDock(QDockWidget):
    """Holds the charts in a window, which tells them where they stand."""

    placed = Signal()
    """Somebody says where the charts are to stand, and wants to see them there."""

    def __init__(self, charts: ChartsPanel, window: QMainWindow) -> None:
        super().__init__(translated("Charts"))
        self._window = window
        self.setObjectName("charts")
        self.setTitleBarWidget(QWidget())  # the panel has its own, which keys reach
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        self.setAllowedAreas(
            Qt.DockWidgetArea.RightDockWidgetArea | Qt.DockWidgetArea.BottomDockWidgetArea
        )
        self.setWidget(charts)
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        charts.put_away.connect(self.close)
        charts.moved.connect(lambda: self.stand_below(not self.is_below))

    @property
    def is_below(self) -> bool:
        """Whether the charts stand below the pages and not beside them."""
        return self._window.dockWidgetArea(self) == Qt.DockWidgetArea.BottomDockWidgetArea

    def stand_below(self, below: bool) -> None:
        """Put the charts below the pages, or to the right of them."""
        self.placed.emit()
        area = Qt.DockWidgetArea
        self._window.addDockWidget(
            area.BottomDockWidgetArea if below else area.RightDockWidgetArea, self
        )
        self.show()
