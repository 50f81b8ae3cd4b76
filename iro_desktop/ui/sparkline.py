"""A trend in the height of two lines of text: the line, its last point, and the target."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from iro_desktop.domain.charts import TrendPoint, TrendSeries
from iro_desktop.ui import theme
from iro_desktop.ui.colour_tables import Colours

_DOT: Final = 6.0
_SMALL_DOT: Final = 4.0
_DASHES: Final = (3.0, 2.0)


def draw_sparkline(painter: QPainter, rect: QRectF, series: TrendSeries) -> None:
    """Draw a series to fill ``rect``, from 0 to the end of its scale.

    Points with too few cases are hollow and no line leads to them; a break is a dashed upright.
    """
    now = theme.colours()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plot = rect.adjusted(_DOT / 2 + 1, _DOT / 2 + 1, -_DOT / 2 - 1, -_DOT / 2 - 1)
    _draw_ground(painter, plot, rect, series, now)
    places = {
        at: QPointF(_across(plot, at, len(series.points)), _up(plot, point.value, series))
        for at, point in enumerate(series.points)
        if point.value is not None
    }
    painter.setPen(QPen(QColor(now.accent), 1.6))
    for run in series.runs():
        painter.drawPolyline(QPolygonF([places[at] for at in run]))
    _draw_dots(painter, places, series.points, now)
    painter.restore()


def _draw_ground(
    painter: QPainter, plot: QRectF, rect: QRectF, series: TrendSeries, now: Colours
) -> None:
    """Draw what the line is seen against: nought, the range or the target, and breaks."""
    if series.low is not None and series.high is not None:
        top, bottom = _up(plot, series.high, series), _up(plot, series.low, series)
        band = QRectF(rect.left(), top, rect.width(), bottom - top)
        painter.fillRect(band, QColor(now.band))
        painter.setPen(_dashed(now.band_line))
        for edge in (band.topLeft(), band.bottomLeft()):
            painter.drawLine(edge, edge + QPointF(band.width(), 0))
    floor = round(plot.bottom()) + 0.5
    painter.setPen(QPen(QColor(now.line), 1))
    painter.drawLine(QPointF(rect.left(), floor), QPointF(rect.right(), floor))
    if series.target is not None:
        height = round(_up(plot, series.target, series)) + 0.5
        painter.setPen(QPen(QColor(now.target), 1.5))
        painter.drawLine(QPointF(rect.left(), height), QPointF(rect.right(), height))
    for at, point in enumerate(series.points):
        if point.break_label:
            place = _across(plot, at - 0.5, len(series.points))
            painter.setPen(_dashed(now.band_line))
            painter.drawLine(QPointF(place, plot.top()), QPointF(place, plot.bottom()))


def _draw_dots(
    painter: QPainter,
    places: dict[int, QPointF],
    points: tuple[TrendPoint, ...],
    now: Colours,
) -> None:
    last = max(places, default=-1)
    for at, place in places.items():
        hollow = points[at].is_small
        if not hollow and at != last:
            continue
        size = _DOT if at == last else _SMALL_DOT
        painter.setPen(QPen(QColor(now.accent), 1.4))
        painter.setBrush(QColor(now.surface if hollow else now.accent))
        painter.drawEllipse(place, size / 2, size / 2)


def _dashed(colour: str) -> QPen:
    pen = QPen(QColor(colour), 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern(list(_DASHES))
    return pen


def _across(plot: QRectF, at: float, points: int) -> float:
    return plot.right() if points <= 1 else plot.left() + plot.width() * at / (points - 1)


def _up(plot: QRectF, value: float | None, series: TrendSeries) -> float:
    share = min(max((value or 0.0) / series.most, 0.0), 1.0)
    return plot.bottom() - share * plot.height()
