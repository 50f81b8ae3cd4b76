"""A quiet plot: it cannot be zoomed, dragged or configured, and is walked through by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint, Stroke
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.charts.canvas import Drawing, PlotCanvas, small_font
from iro_desktop.ui.charts.colours import chart_colours
from iro_desktop.ui.words import translated

_REACH = 16.0
_RING = 20
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class QuietPlot(pg.GraphicsView):
    """The ground of every chart: one drawing, measured in pixels.

    Subclasses draw themselves afresh in `draw` whenever size, theme or series change, and return
    their points. Arrow keys move between points, Enter or a click emits `point_activated`.
    """

    point_activated = Signal(int)
    """The place in the series of the point that was clicked or entered."""

    def __init__(self, name: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, background=None)
        self._points: tuple[ChartPoint, ...] = ()
        self._at = -1
        self._drawing = Drawing()
        self.scene().addItem(self._drawing)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.describe(name, sentence)
        theme.follow(self._follow_theme)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.redraw()

    def describe(self, name: str, sentence: str) -> None:
        """Name the chart and say the whole of it in a sentence, for who cannot see it."""
        self._sentence = sentence
        self.setAccessibleName(translated(name))
        self.setAccessibleDescription(translated(sentence))

    # For subclasses

    def draw(self, canvas: Canvas, colours: ChartColours) -> Sequence[ChartPoint]:
        """Draw everything and return the points of the series, in its order."""
        raise NotImplementedError

    def chart_height(self) -> int:
        """Return the height that the chart needs at its width and the text size in force."""
        raise NotImplementedError

    @staticmethod
    def line_height() -> float:
        """Return the height of a line of what is written in a chart."""
        return QFontMetricsF(small_font()).height()

    # Points

    @property
    def points(self) -> tuple[ChartPoint, ...]:
        """The points as they now stand in the chart."""
        return self._points

    @property
    def focused_point(self) -> int:
        """The place in the series of the point with the keyboard, or -1."""
        return self._at if self.hasFocus() else -1

    def redraw(self) -> None:
        """Draw the chart afresh."""
        if self.width() <= 1 or self.height() <= 1:
            return
        width, height = float(self.viewport().width()), float(self.viewport().height())
        canvas, colours = PlotCanvas(width, height), chart_colours(theme.colours())
        self._points = tuple(self.draw(canvas, colours))
        if self._at >= len(self._points):
            self._at = -1
        self._draw_focus(canvas, colours)
        self._drawing.show_canvas(canvas)

    def focus_point(self, at: int) -> None:
        """Move the keyboard to a point and have a screen reader say it."""
        if not self._points:
            return
        self._at = max(0, min(at, len(self._points) - 1))
        spoken = self._points[self._at].spoken
        self.setAccessibleDescription(spoken)
        announce(self, spoken)
        self.redraw()

    def _draw_focus(self, canvas: Canvas, colours: ChartColours) -> None:
        if not self.hasFocus():
            return
        if not 0 <= self._at < len(self._points):
            return
        point = self._points[self._at]
        ring = Stroke(colours.data, theme.FOCUS_RING)
        canvas.dots([(point.x, point.y)], size=_RING, fill="", edge=ring)
        if point.readout:
            canvas.text(point.readout, (0, 0), colours.text)

    def _near(self, place: QPoint) -> int:
        best, reach = -1, _REACH
        for at, point in enumerate(self._points):
            distance = hypot(point.x - place.x(), point.y - place.y())
            if distance <= reach:
                best, reach = at, distance
        return best

    # What Qt asks

    def sizeHint(self) -> QSize:
        """Return the chart's height; the width is whatever there is."""
        return QSize(320, self.chart_height())

    def minimumSizeHint(self) -> QSize:
        """Return the least at which labels do not run into each other."""
        return QSize(220, self.chart_height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Draw for the new size."""
        super().resizeEvent(event)
        # pyqtgraph calls this from its own constructor, before there is anything to draw.
        if event is not None and hasattr(self, "_points"):
            if self.chart_height() != self.height():
                self.updateGeometry()  # of some charts the height depends on the width
            self.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the latest point when the keyboard comes."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.focus_point(self._at if self._at >= 0 else len(self._points) - 1)
        self.redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Describe the whole chart again."""
        super().focusOutEvent(event)
        self.setAccessibleDescription(translated(self._sentence))
        self.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the points; leave every other key to the window."""
        key = event.key()
        if key in _ENTER and 0 <= self._at < len(self._points):
            self.point_activated.emit(self._at)
        elif key in _ON:
            self.focus_point(self._at + 1)
        elif key in _BACK:
            self.focus_point(self._at - 1 if self._at >= 0 else len(self._points) - 1)
        elif key == Qt.Key.Key_Home:
            self.focus_point(0)
        elif key == Qt.Key.Key_End:
            self.focus_point(len(self._points) - 1)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Leave releases to the window."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll; a chart never zooms."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer no menu: what a chart can do stands under it."""
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the point under the mouse, which the keyboard and the table say too."""
        near = self._near(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if near >= 0 else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        text = self._points[near].spoken if near >= 0 else ""
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard along."""
        if event.button() is Qt.MouseButton.LeftButton:
            near = self._near(event.position().toPoint())
            if near >= 0:
                self._at = near
                self.redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the point under the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            near = self._near(event.position().toPoint())
            if near >= 0:
                self.point_activated.emit(near)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do nothing more than a click did."""
        event.accept()
