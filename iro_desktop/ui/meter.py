"""A bar that fills as working days go by, with its words beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desktop.ui import theme

_HEIGHT = 12


class MeterBar(QWidget):
    """How many of so many days have run; full and in the colour of lateness once they are over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = 0
        self._of = 1
        self._late = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, day: int, of: int, *, late: bool) -> None:
        """Show that this is day `day` of `of`."""
        self._day, self._of, self._late = day, max(1, of), late
        self.setAccessibleName(f"day {day} of {of}{', late' if late else ''}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return a short bar."""
        return QSize(theme.space(40), _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the days that have run over all there are."""
        del event
        table = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = rect.height() / 2
        painter.setPen(QPen(QColor(table.band_line if table.band == table.surface else table.band)))
        painter.setBrush(QColor(table.band))
        painter.drawRoundedRect(rect, radius, radius)
        share = min(1.0, self._day / self._of)
        if share > 0:
            rect.setWidth(max(rect.height(), rect.width() * share))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(table.overdue if self._late else table.due_soon))
            painter.drawRoundedRect(rect, radius, radius)
        painter.end()
