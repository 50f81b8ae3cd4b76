"""Radio buttons drawn as the joined segments of one control."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from iro_desktop.ui import marks, theme
from iro_desktop.ui.words import translated


class Segment(QRadioButton):
    """One answer of several that stand joined in a row; the chosen one is filled.

    A quiet one says that there is no answer, and is filled faintly.
    """

    def __init__(
        self,
        text: str,
        *,
        first: bool = False,
        last: bool = False,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translated(text), parent)
        self._first = first
        self._last = last
        self._quiet = quiet
        self._under_mouse = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the room of the words, as high as a field."""
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance(self.text()) + theme.space(6),
            max(theme.MIN_TARGET, metrics.height() + theme.space(4)),
        )

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """Return True: all of the segment can be clicked."""
        del pos
        return True

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        self._under_mouse = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show it plainly again."""
        self._under_mouse = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, edge, words and the ring of the keyboard."""
        del event
        table = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Where the system's own colours are shown there is no faint one.
        faint = self._quiet and not theme.in_system_colours()
        chosen = self.isChecked() and not faint
        ground = table.accent if chosen else table.hover if self._under_mouse else table.surface
        if self.isChecked() and faint:
            ground = table.selected
        wrong = bool(self.property("wrong"))
        edge = table.overdue if wrong else table.accent if chosen else table.control
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(edge), 2 if wrong else 1))
        painter.drawPath(self._outline())
        painter.setPen(QColor(table.on_accent if chosen else table.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            inner = QColor(table.on_accent) if chosen else None
            marks.draw_focus_ring(
                painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), theme.RADIUS - 2, inner
            )
        painter.end()

    def _outline(self) -> QPainterPath:
        # Half a pixel in, and over the edge that the neighbour draws.
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5 if self._last else 0.5, -0.5)
        radius = float(theme.RADIUS)
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        square = QPainterPath()
        if not self._first:
            square.addRect(QRectF(rect.topLeft(), rect.bottomLeft() + QPointF(radius, 0)))
        if not self._last:
            square.addRect(QRectF(rect.topRight() - QPointF(radius, 0), rect.bottomRight()))
        return path.united(square).simplified()
