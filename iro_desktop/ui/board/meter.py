"""Working days as a row of cells: those that have run, those that are left, and any over."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iro_desktop.services.escalation_cards import Meter
from iro_desktop.ui import theme
from iro_desktop.ui.theme import Status

HEIGHT: Final = 8
_GAP: Final = 2
_RADIUS: Final = 1.5
_LAST_SHARE: Final = 0.75  # of the days, from which on the meter warns


def meter_status(meter: Meter) -> Status:
    """Return how a meter stands: late, in its last quarter, or fine."""
    if meter.overdue:
        return Status.OVERDUE
    return Status.DUE_SOON if meter.day > meter.of * _LAST_SHARE else Status.FINE


def draw_meter(painter: QPainter, rect: QRectF, meter: Meter) -> None:
    """Draw one cell for each working day into `rect`; a day is filled once it has come."""
    now = theme.colours()
    status = meter_status(meter)
    colour = QColor(now.accent) if status is Status.FINE else theme.status_colour(status)
    width = (rect.width() + _GAP) / max(1, meter.of)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at in range(meter.of):
        left = rect.left() + at * width
        cell = QRectF(left, rect.top(), max(1.0, width - _GAP), rect.height())
        if at < meter.day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(cell, _RADIUS, _RADIUS)
        else:
            # An outline, not a tint: in grey and in high contrast it must not look filled.
            painter.setPen(QPen(QColor(now.control), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.restore()


class MeterBar(QWidget):
    """A meter of its own on a page; its words stand beside it."""

    def __init__(self, meter: Meter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meter = meter
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Working days, {meter.words}")

    def sizeHint(self) -> QSize:
        """Return a width in which the cells are easy to count."""
        return QSize(self._meter.of * 12, HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells."""
        del event
        painter = QPainter(self)
        draw_meter(painter, QRectF(self.rect()).adjusted(0, 1, 0, -1), self._meter)
        painter.end()
