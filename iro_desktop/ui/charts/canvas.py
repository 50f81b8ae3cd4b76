"""A plot area measured in pixels, with the few things that our charts draw on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

_DASHES = (4.0, 3.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands, in pixels."""

    from_value: float
    to_value: float
    from_pixel: float
    to_pixel: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value, also outside the scale's ends."""
        share = (value - self.from_value) / (self.to_value - self.from_value)
        return self.from_pixel + share * (self.to_pixel - self.from_pixel)


def pen(colour: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
    """Return a pen with flat ends, dashed if asked."""
    result = QPen(QColor(colour), width)
    result.setCapStyle(Qt.PenCapStyle.FlatCap)
    result.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashed:
        result.setDashPattern(list(_DASHES))
    return result


class Canvas:
    """Draws on a view box whose units are pixels, with y downwards."""

    def __init__(self, view_box: Any, width: float, height: float) -> None:  # noqa: ANN401 - untyped pyqtgraph
        self._box = view_box
        self.width = width
        self.height = height

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        font: QFont,
        *,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> QRectF:
        """Draw text so that `anchor` of its box (0..1, 0..1) stands at `at`; return the box."""
        item = QGraphicsSimpleTextItem(text)
        item.setFont(font)
        item.setBrush(QBrush(QColor(colour)))
        metrics = QFontMetricsF(font)
        width, height = metrics.horizontalAdvance(text), metrics.height()
        left = round(at[0] - anchor[0] * width)
        left = max(0, min(left, round(self.width - width)))
        top = round(at[1] - anchor[1] * height)
        item.setPos(left, top)
        self._add(item)
        return QRectF(left, top, width, height)

    def line(self, start: tuple[float, float], end: tuple[float, float], with_pen: QPen) -> None:
        """Draw a straight line."""
        item = QGraphicsLineItem(*start, *end)
        item.setPen(with_pen)
        self._add(item)

    def rect(self, rect: QRectF, *, fill: str = "", edge: QPen | None = None) -> None:
        """Draw a rectangle, filled or outlined or both."""
        item = QGraphicsRectItem(rect)
        item.setBrush(QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
        item.setPen(edge if edge is not None else QPen(Qt.PenStyle.NoPen))
        self._add(item)

    def path(self, points: Sequence[tuple[float, float]], with_pen: QPen, fill: str = "") -> None:
        """Draw a line through points; with `fill`, a closed shape."""
        shape = QPainterPath(QPointF(*points[0]))
        for point in points[1:]:
            shape.lineTo(QPointF(*point))
        item = QGraphicsPathItem(shape)
        item.setPen(with_pen)
        if fill:
            item.setBrush(QBrush(QColor(fill)))
        self._add(item)

    def curve(
        self, points: Sequence[tuple[float, float]], with_pen: QPen, *, slanted: bool = False
    ) -> None:
        """Draw data as a line; one that is not all steps must be told so, to be smooth."""
        self._add(
            pg.PlotCurveItem(
                x=[x for x, _ in points],
                y=[y for _, y in points],
                pen=with_pen,
                antialias=slanted,
            )
        )

    def whiskers(self, spans: Sequence[tuple[float, float, float]], with_pen: QPen) -> None:
        """Draw upright lines: x, upper and lower end of each."""
        import numpy as np

        x = np.array([span[0] for span in spans])
        upper = np.array([span[1] for span in spans])
        lower = np.array([span[2] for span in spans])
        middle = (upper + lower) / 2
        half = (lower - upper) / 2
        self._add(pg.ErrorBarItem(x=x, y=middle, height=2 * half, beam=0, pen=with_pen))

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: QPen | None = None,
        symbol: str = "o",
    ) -> Any:  # noqa: ANN401 - untyped pyqtgraph
        """Draw marks of `size` pixels at points; return the item."""
        outline = QPen(edge) if edge is not None else QPen(Qt.PenStyle.NoPen)
        # Marks are drawn in units of their own size: only a cosmetic pen is in pixels there.
        outline.setCosmetic(True)
        item = pg.ScatterPlotItem(
            x=[x for x, _ in points],
            y=[y for _, y in points],
            size=size,
            symbol=symbol,
            brush=QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush),
            pen=outline,
            antialias=True,
        )
        self._add(item)
        return item

    def _add(self, item: QGraphicsItem | Any) -> None:  # noqa: ANN401 - untyped pyqtgraph
        self._box.addItem(item, ignoreBounds=True)
