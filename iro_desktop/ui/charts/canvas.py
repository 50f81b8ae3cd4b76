"""A canvas in the window: what a chart draws is painted by one item, measured in pixels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import ceil
from typing import Final

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from iro_desktop.domain.drawing import Box, Stroke
from iro_desktop.ui import theme
from iro_desktop.ui.theme import TextSize
from iro_desktop.ui.words import translated

_DASHES: Final = (4.0, 3.0)
# pyqtgraph's own "t" stands on its point.
_SYMBOLS: Final = {"t": "t1"}

_MANY: Final = 60
"""Of more marks that are alike one is drawn and put down as often as it is needed."""

_Act = Callable[[QPainter], None]


class PlotCanvas:
    """Draws in pixels, with y downwards, in the theme's small font.

    What is drawn is kept as acts in their order, with the ``words`` that were written, until a
    ``Drawing`` shows it.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.acts: list[_Act] = []
        self.words: list[tuple[str, Box]] = []
        self._fonts = {strong: small_font(strong=strong) for strong in (False, True)}
        self._metrics = {strong: QFontMetricsF(font) for strong, font in self._fonts.items()}
        self._widths: dict[bool, dict[str, float]] = {False: {}, True: {}}
        self._heights = {strong: metrics.height() for strong, metrics in self._metrics.items()}
        self._ascents = {strong: metrics.ascent() for strong, metrics in self._metrics.items()}
        self.line_height = self._heights[False]

    def text_width(self, text: str, *, strong: bool = False) -> float:
        """Return how wide a text is."""
        text = translated(text)
        known = self._widths[strong]
        width = known.get(text)
        if width is None:
            width = known[text] = self._metrics[strong].horizontalAdvance(text)
        return width

    def elided(self, text: str, width: float) -> str:
        """Return a text, cut with "…" where it is wider."""
        text = translated(text)
        if self.text_width(text) <= width:
            return text
        return self._metrics[False].elidedText(text, Qt.TextElideMode.ElideRight, width)

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        *,
        strong: bool = False,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> Box:
        """Draw text so that ``anchor`` of its box stands at ``at``, within the sides."""
        text = translated(text)
        width, height = self.text_width(text, strong=strong), self._heights[strong]
        left = round(at[0] - anchor[0] * width)
        left = max(0, min(left, round(self.width - width)))
        top = round(at[1] - anchor[1] * height)
        font, pen = self._fonts[strong], QColor(colour)
        place = QPointF(left, top + self._ascents[strong])

        def act(painter: QPainter) -> None:
            painter.setFont(font)
            painter.setPen(pen)
            painter.drawText(place, text)

        self._add(act)
        box = Box(left, top, width, height)
        self.words.append((text, box))
        return box

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        """Draw a straight line."""
        self._lines([QLineF(*start, *end)], stroke)

    def _lines(self, lines: list[QLineF], stroke: Stroke) -> None:
        pen = _pen(stroke)

        def act(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.drawLines(lines)

        self._add(act)

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        """Draw a rectangle: filled, hatched with a colour, outlined."""
        area = QRectF(box.left, box.top, box.width, box.height)
        if hatched and fill:
            self._rect(area, _brush(fill), None)
        brush = QBrush(QColor(hatched), Qt.BrushStyle.BDiagPattern) if hatched else _brush(fill)
        self._rect(area, brush, edge)

    def _rect(self, area: QRectF, brush: QBrush, edge: Stroke | None) -> None:
        pen = _NO_PEN if edge is None else _pen(edge)

        def act(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawRect(area)

        self._add(act)

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        """Draw a line through points; with ``fill``, a closed shape."""
        shape = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            shape.lineTo(QPointF(*point))
        if fill:
            shape.closeSubpath()
        pen, brush = _pen(stroke), _brush(fill)

        def act(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawPath(shape)

        self._add(act)

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        """Draw data as a line; one that is not all steps must be told so, to be smooth."""
        line, pen = QPolygonF([QPointF(*point) for point in points]), _pen(stroke)

        def act(painter: QPainter) -> None:
            painter.setRenderHint(_SMOOTH, slanted)
            painter.setPen(pen)
            painter.drawPolyline(line)
            painter.setRenderHint(_SMOOTH, on=False)

        self._add(act)

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        """Draw upright lines: x, upper and lower end of each."""
        self._lines([QLineF(x, upper, x, lower) for x, upper, lower in spans], stroke)

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        """Draw marks of ``size`` pixels at points."""
        shape = _symbol(symbol, size)
        pen, brush = _NO_PEN if edge is None else _pen(edge), _brush(fill)

        def stamp(painter: QPainter) -> None:
            mark = _mark(shape, pen, brush, painter.device().devicePixelRatioF())
            half = mark.deviceIndependentSize().width() / 2
            for x, y in points:
                painter.drawPixmap(QPointF(round(x - half), round(y - half)), mark)

        def act(painter: QPainter) -> None:
            painter.setRenderHint(_SMOOTH)
            painter.setPen(pen)
            painter.setBrush(brush)
            for x, y in points:
                painter.drawPath(shape.translated(x, y))
            painter.setRenderHint(_SMOOTH, on=False)

        self._add(stamp if len(points) > _MANY else act)

    def _add(self, act: _Act) -> None:
        self.acts.append(act)


class Drawing(QGraphicsItem):
    """All that was drawn on a canvas, painted in its order.

    An item for each word and line would take several times as long.
    """

    def __init__(self) -> None:
        super().__init__()
        self._canvas = PlotCanvas(0, 0)

    @property
    def words(self) -> list[tuple[str, Box]]:
        """What is written, and where."""
        return self._canvas.words

    def show_canvas(self, canvas: PlotCanvas) -> None:
        """Show what was drawn on a canvas in place of what is there."""
        self.prepareGeometryChange()
        self._canvas = canvas
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the whole canvas."""
        return QRectF(0, 0, self._canvas.width, self._canvas.height)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint everything."""
        del option, widget
        for act in self._canvas.acts:
            act(painter)


_SMOOTH: Final = QPainter.RenderHint.Antialiasing
_NO_PEN: Final = QPen(Qt.PenStyle.NoPen)


@cache
def _symbol(name: str, size: float) -> QPainterPath:
    """Return one of pyqtgraph's marks in pixels around 0."""
    found: QPainterPath = QTransform.fromScale(size, size).map(Symbols[_SYMBOLS.get(name, name)])
    return found


def _mark(shape: QPainterPath, pen: QPen, brush: QBrush, ratio: float) -> QPixmap:
    """Return a mark as a picture, to be put down many times."""
    side = ceil(max(shape.boundingRect().width(), shape.boundingRect().height()) + pen.widthF()) + 2
    found = QPixmap(ceil(side * ratio), ceil(side * ratio))
    found.setDevicePixelRatio(ratio)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHint(_SMOOTH)
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.translate(side / 2, side / 2)
    painter.drawPath(shape)
    painter.end()
    return found


def small_font(*, strong: bool = False) -> QFont:
    """Return the font of everything written in a chart."""
    return theme.font(TextSize.SECONDARY, strong=strong)


@cache
def _brush(fill: str) -> QBrush:
    return QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush)


@cache
def _pen(stroke: Stroke) -> QPen:
    """Return a pen with flat ends, dashed if asked; it is shared, so nobody may change it."""
    result = QPen(QColor(stroke.colour), stroke.width)
    result.setCapStyle(Qt.PenCapStyle.FlatCap)
    result.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if stroke.dashed:
        result.setDashPattern(list(_DASHES))
    return result
