"""A canvas in the window: what a chart draws becomes items of a view box measured in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
)

from iro_desktop.domain.drawing import Box, Stroke
from iro_desktop.ui import theme
from iro_desktop.ui.theme import TextSize

_DASHES: Final = (4.0, 3.0)
# pyqtgraph's own "t" stands on its point.
_SYMBOLS: Final = {"t": "t1"}


class PlotCanvas:
    """Draws in pixels, with y downwards, in the theme's small font.

    What is drawn stays in one item until ``show_in`` puts that into a view box: pyqtgraph takes far
    longer over every item that it is given itself.
    """

    def __init__(self, width: float, height: float) -> None:
        self._whole = QGraphicsRectItem()
        self._whole.setPen(QPen(Qt.PenStyle.NoPen))
        self.width = width
        self.height = height
        self._fonts = {strong: small_font(strong=strong) for strong in (False, True)}
        self._metrics = {strong: QFontMetricsF(font) for strong, font in self._fonts.items()}
        self._widths: dict[bool, dict[str, float]] = {False: {}, True: {}}
        self._heights = {strong: metrics.height() for strong, metrics in self._metrics.items()}
        self.line_height = self._heights[False]

    def text_width(self, text: str, *, strong: bool = False) -> float:
        """Return how wide a text is."""
        known = self._widths[strong]
        width = known.get(text)
        if width is None:
            width = known[text] = self._metrics[strong].horizontalAdvance(text)
        return width

    def elided(self, text: str, width: float) -> str:
        """Return a text, cut with "…" where it is wider."""
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
        item = QGraphicsSimpleTextItem(text)
        item.setFont(self._fonts[strong])
        item.setBrush(_brush(colour))
        width, height = self.text_width(text, strong=strong), self._heights[strong]
        left = round(at[0] - anchor[0] * width)
        left = max(0, min(left, round(self.width - width)))
        top = round(at[1] - anchor[1] * height)
        item.setPos(left, top)
        self._add(item)
        return Box(left, top, width, height)

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        """Draw a straight line."""
        item = QGraphicsLineItem(*start, *end)
        item.setPen(_pen(stroke))
        self._add(item)

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
        item = QGraphicsRectItem(area)
        item.setBrush(brush)
        item.setPen(QPen(Qt.PenStyle.NoPen) if edge is None else _pen(edge))
        self._add(item)

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        """Draw a line through points; with ``fill``, a closed shape."""
        shape = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            shape.lineTo(QPointF(*point))
        if fill:
            shape.closeSubpath()
        item = QGraphicsPathItem(shape)
        item.setPen(_pen(stroke))
        item.setBrush(_brush(fill))
        self._add(item)

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        """Draw data as a line; one that is not all steps must be told so, to be smooth."""
        self._add(
            pg.PlotCurveItem(
                x=[x for x, _ in points],
                y=[y for _, y in points],
                pen=_pen(stroke),
                antialias=slanted,
            )
        )

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        """Draw upright lines: x, upper and lower end of each."""
        import numpy as np

        x = np.array([span[0] for span in spans])
        upper = np.array([span[1] for span in spans])
        lower = np.array([span[2] for span in spans])
        middle, height = (upper + lower) / 2, lower - upper
        self._add(pg.ErrorBarItem(x=x, y=middle, height=height, beam=0, pen=_pen(stroke)))

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
        outline = QPen(Qt.PenStyle.NoPen) if edge is None else QPen(_pen(edge))
        # Marks are drawn in units of their own size: only a cosmetic pen is in pixels there.
        outline.setCosmetic(True)
        self._add(
            pg.ScatterPlotItem(
                x=[x for x, _ in points],
                y=[y for _, y in points],
                size=size,
                symbol=_SYMBOLS.get(symbol, symbol),
                brush=_brush(fill),
                pen=outline,
                antialias=True,
            )
        )

    def show_in(self, view_box: Any) -> None:  # noqa: ANN401 - untyped pyqtgraph
        """Put the drawing into a view box whose units are pixels, in place of what is there."""
        view_box.clear()
        view_box.addItem(self._whole, ignoreBounds=True)

    def _add(self, item: QGraphicsItem | Any) -> None:  # noqa: ANN401 - untyped pyqtgraph
        item.setParentItem(self._whole)


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
