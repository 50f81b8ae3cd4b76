"""Whether a list keeps room enough beside the charts; where it does not, the charts give way."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.charts_dock import ChartsDock

_BESIDE: Final = (74, 34)
"""Letters of width and lines of height: a list with less of both shows fewer than five rows."""
_BELOW: Final = 16
"""Lines of height over charts that stand below: with fewer a list shows hardly two rows."""


class ChartsRoom(QObject):
    """Puts the charts away in a low window at large text, and brings them back as it grows.

    Whoever shows them all the same keeps them, until there was room for both. ``centre`` is
    what stands beside them, and ``side`` the list of views in it, which never gives way.
    """

    gave_way = Signal(bool)
    """The charts were put away for want of room, or are no longer."""

    def __init__(
        self, window: QMainWindow, dock: ChartsDock, centre: QWidget, side: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._dock = dock
        self._side = side
        self._is_away = False
        self._extent = 0
        self.is_wanted_all_the_same = False
        """Whether somebody wants to see the charts though there is little room."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.settle)
        for one in (centre, side):  # the side is wider once it counts
            one.installEventFilter(self)
        dock.visibilityChanged.connect(self._on_seen)
        dock.placed.connect(self.keep)
        theme.follow(self._on_look_changed)

    @property
    def is_away(self) -> bool:
        """Whether the charts have given way."""
        return self._is_away

    def settle(self) -> None:
        """Put the charts away or bring them back, as there is room."""
        if not self._is_tight():
            self.is_wanted_all_the_same = False
            if self._is_away:
                self._set_away(away=False)
                self._show()
            elif self._dock.isVisible():
                # Before a window that shrinks squeezes them, which it does before they give way.
                self._extent = self._dock.height() if self._dock.is_below else self._dock.width()
        elif not self._dock.isHidden() and not self.is_wanted_all_the_same:
            self._set_away(away=True)
            self._dock.hide()

    def _show(self) -> None:
        """Show the charts as large as they were while there was room."""
        self._dock.show()
        if self._extent and self._window.isVisible():
            below = self._dock.is_below
            way = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
            self._window.resizeDocks([self._dock], [self._extent], way)

    def layout(self) -> QByteArray:
        """Return how the window is laid out, with the charts as they are wanted."""
        if not self._is_away:
            return QByteArray(self._window.saveState())
        self._is_away = False  # so that showing them is no wish of the user's
        self._show()
        found = QByteArray(self._window.saveState())
        self._dock.hide()
        self._is_away = True
        return found

    def keep(self) -> None:
        """Leave the charts where they are shown, as whoever has just moved them wants."""
        self.is_wanted_all_the_same = True
        if self._is_away:
            self._set_away(away=False)

    def _set_away(self, *, away: bool) -> None:
        self._is_away = away
        self.gave_way.emit(away)

    def _on_seen(self) -> None:
        if self._is_away and not self._dock.isHidden():
            self.keep()

    def _on_look_changed(self) -> None:
        self._soon.start()

    def _is_tight(self) -> bool:
        """Return whether the charts would leave too little; it is so with them and without.

        They are reckoned as large as they are good to read: whoever drags them larger wants that.
        """
        metrics = self._window.fontMetrics()
        charts = self._dock.widget().sizeHint()
        around = self._window.menuBar().sizeHint().height()
        around += self._window.statusBar().sizeHint().height()
        lines = (self._window.height() - around) // metrics.lineSpacing()
        if self._dock.is_below:
            return lines - charts.height() // metrics.lineSpacing() < _BELOW
        width = self._window.width() - self._side.width() - charts.width()
        letters, enough = _BESIDE
        return width // metrics.averageCharWidth() < letters and lines < enough

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again once the window or its side has another size."""
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)
