"""Status marks and focus rings as they are painted: shapes that stay clear without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QLabel

from iro_desktop.ui import theme
from iro_desktop.ui.theme import Shape, Status


def mark_side(metrics: QFontMetricsF) -> float:
    """Return the side of the square of a mark beside text of these metrics, in pixels."""
    return round(metrics.capHeight() * 1.05)


def mark_width(metrics: QFontMetricsF) -> float:
    """Return the room that a mark takes before its words, gap included, in pixels."""
    side = mark_side(metrics)
    return side + max(theme.space(1), round(side * 0.55))


def draw_mark(
    painter: QPainter, left: float, baseline: float, metrics: QFontMetricsF, status: Status
) -> None:
    """Draw the mark of `status` to stand on `baseline` like a capital letter, from `left`."""
    side = mark_side(metrics)
    middle = baseline - metrics.capHeight() / 2
    square = QRectF(left, middle - side / 2, side, side)
    draw_shape(painter, square, status.shape, theme.status_colour(status))


def leave_room(label: QLabel) -> None:
    """Move the words of a label in, so that a mark can stand before them."""
    label.setContentsMargins(round(mark_width(QFontMetricsF(label.font()))), 0, 0, 0)


def draw_before(label: QLabel, status: Status) -> None:
    """Draw the mark of `status` before the first line of a label, while it paints itself."""
    metrics = QFontMetricsF(label.font())
    top = max(0.0, (label.height() - label.heightForWidth(label.width())) / 2)
    painter = QPainter(label)
    draw_mark(painter, 1, top + metrics.ascent(), metrics, status)
    painter.end()


def draw_shape(painter: QPainter, square: QRectF, shape: Shape, colour: QColor) -> None:
    """Draw a shape to fill `square`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape is Shape.RING:
        width = max(1.5, square.width() / 7)
        inset = width / 2 + 0.5
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(square.adjusted(inset, inset, -inset, -inset))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPath(_filled_path(square, shape))
    painter.restore()


def _filled_path(square: QRectF, shape: Shape) -> QPainterPath:
    path = QPainterPath()
    centre = square.center()
    if shape is Shape.DISC:
        path.addEllipse(square.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.DIAMOND:
        # A little outside the square: a diamond's points look smaller than a disc's edge.
        reach = square.width() / 2 + 0.5
        path.addPolygon(
            QPolygonF(
                [
                    centre + QPointF(0, -reach),
                    centre + QPointF(reach, 0),
                    centre + QPointF(0, reach),
                    centre + QPointF(-reach, 0),
                ]
            )
        )
    else:
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(centre.x(), square.top() - 0.5),
                    QPointF(square.right() + 0.5, square.bottom()),
                    QPointF(square.left() - 0.5, square.bottom()),
                ]
            )
        )
    path.closeSubpath()
    return path


def draw_focus_ring(
    painter: QPainter, rect: QRectF, radius: float, colour: QColor | None = None
) -> None:
    """Draw the ring that says where the keyboard is, just inside `rect`."""
    half = theme.FOCUS_RING / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour or QColor(theme.colours().accent), theme.FOCUS_RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()
