"""How the list of measures draws a row: figure, title and sentence, verdict, and a small trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from iro_desktop.services.measures_page import MeasureRow
from iro_desktop.ui import marks, theme
from iro_desktop.ui.sparkline import draw_sparkline
from iro_desktop.ui.text_fitting import TextFitter
from iro_desktop.ui.theme import Status, TextSize
from iro_desktop.ui.verdict_marks import verdict_mark

ROW: Final = Qt.ItemDataRole.UserRole
"""The role under which an item holds its MeasureRow; a heading holds none."""
_PADDING: Final = 12
_ABOVE: Final = 8  # and below
_GAP: Final = 16
_EDGE: Final = 3
_LEAST_LETTERS: Final = 34  # of the title, where figure and verdict stand beside it
_WIDE_LETTERS: Final = 56  # of title and sentence, where all stands beside them
_FIGURE_LETTERS: Final = 28
_LEAST_FIGURE_LETTERS: Final = 11
_VERDICT_LETTERS: Final = 20
_WIDE_VERDICT_LETTERS: Final = 30  # where only the title stands beside it
_TREND_LETTERS: Final = 14
_MOST_LINES: Final = 9
_TREND_LINES: Final = 1.8


@dataclass(frozen=True, slots=True)
class _Places:
    """Where each part of a row stands, from the row's own corner, and how high the row is."""

    title: QRectF
    figure: QRectF
    verdict: QRectF
    trend: QRectF
    sentence: QRectF

    @property
    def height(self) -> int:
        """The height of the row."""
        parts = (self.title, self.figure, self.verdict, self.trend, self.sentence)
        return round(max(part.bottom() for part in parts)) + theme.room(_ABOVE)


class MeasureDelegate(QStyledItemDelegate):
    """Draws and measures the rows; the widths of figure and verdict are those of the widest."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._figure_width = self._least_figure = self._verdict_width = self._wide_verdict = 0
        self.follow_theme()

    def follow_theme(self) -> None:
        """Take up the fonts now in force."""
        self._title = TextFitter(theme.font(strong=True), 1.2)
        self._large = TextFitter(theme.font(TextSize.TITLE, strong=True), 1.1)
        self._small = TextFitter(theme.font(TextSize.SECONDARY), 1.2)
        self._small_bold = TextFitter(theme.font(TextSize.SECONDARY, strong=True), 1.15)

    def measure(self, rows: Sequence[MeasureRow]) -> None:
        """Take the widths that these rows need; long words are broken into lines."""
        letter = self._small.width("n")
        most_figure, most_verdict = _FIGURE_LETTERS * letter, _VERDICT_LETTERS * letter
        figure = [self._large.width(row.told.large) for row in rows]
        small = [min(self._small.width(row.told.small), most_figure) for row in rows]
        mark = marks.mark_width(self._title.metrics)
        verdict = max((mark + self._title.width(_verdict(row)) for row in rows), default=0.0)
        self._figure_width = ceil(max([*figure, *small], default=0.0)) + 1
        self._least_figure = ceil(max([*figure, _LEAST_FIGURE_LETTERS * letter]))
        self._verdict_width = ceil(min(verdict, most_verdict)) + 1
        self._wide_verdict = ceil(min(verdict, _WIDE_VERDICT_LETTERS * letter)) + 1

    # Measuring

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the whole width of the list, and the height of all that a row says."""
        del option
        width = self._view.viewport().width()
        row = index.data(ROW)
        if not isinstance(row, MeasureRow):
            return QSize(
                width, self._small_bold.line_height + _PADDING + theme.room(theme.space(2))
            )
        return QSize(width, self._places(row, width).height)

    def _places(self, row: MeasureRow, width: int) -> _Places:
        """Return the parts beside each other or, where there is no room for that, in lines.

        In a narrower list the trend stands under the verdict; at large text the title goes over
        all the others, and the verdict under figure and trend where it must.
        """
        inner = width - 2 * _PADDING
        letter = self._small.width("n")
        trend = min(ceil(_TREND_LETTERS * letter), max(1, inner // 3))
        figure = max(self._least_figure, min(self._figure_width, inner // 5))
        words = inner - figure - self._verdict_width - trend - 3 * _GAP
        if words >= _WIDE_LETTERS * letter:
            return self._beside(row, words, figure, trend)
        verdict = max(self._wide_verdict, trend)
        if inner - self._least_figure - verdict - 2 * _GAP >= _LEAST_LETTERS * letter:
            return self._trend_below(row, inner, verdict, trend)
        return self._in_lines(row, inner, trend)

    def _beside(self, row: MeasureRow, words: int, figure_width: int, trend: int) -> _Places:
        figure = self._figure_at(row, _PADDING, theme.room(_ABOVE), figure_width)
        left = figure.right() + _GAP
        title = QRectF(left, theme.room(_ABOVE), words, self._title_height(row, words))
        sentence = QRectF(left, title.bottom(), words, self._sentence_height(row, words))
        left = title.right() + _GAP
        verdict = self._verdict_at(row, left, theme.room(_ABOVE), self._verdict_width)
        left = verdict.right() + _GAP
        return _Places(
            title, figure, verdict, self._trend_at(left, theme.room(_ABOVE), trend), sentence
        )

    def _trend_below(self, row: MeasureRow, inner: int, verdict_width: int, trend: int) -> _Places:
        """Put the verdict at the end of the title's line, and the trend under it."""
        figure = self._figure_at(row, _PADDING, theme.room(_ABOVE), self._least_figure)
        left = figure.right() + _GAP
        right = _PADDING + inner
        verdict = self._verdict_at(row, right - verdict_width, theme.room(_ABOVE), verdict_width)
        words = verdict.left() - _GAP - left
        title = QRectF(left, theme.room(_ABOVE), words, self._title_height(row, words))
        top = max(title.bottom(), verdict.bottom())
        words = right - trend - _GAP - left
        sentence = QRectF(left, top, words, self._sentence_height(row, words))
        return _Places(title, figure, verdict, self._trend_at(right - trend, top, trend), sentence)

    def _in_lines(self, row: MeasureRow, inner: int, trend: int) -> _Places:
        title = QRectF(_PADDING, theme.room(_ABOVE), inner, self._title_height(row, inner))
        top = title.bottom()
        drawn = self._trend_at(_PADDING + inner - trend, top, trend)
        room = inner - trend - _GAP
        beside = min(self._figure_width, room - self._verdict_width - 2 * _GAP)
        if beside >= self._least_figure:
            figure = self._figure_at(row, _PADDING, top, beside)
            left = figure.right() + 2 * _GAP
            down = self._large.metrics.ascent() - self._title.metrics.ascent()
            verdict = self._verdict_at(row, left, top + down, drawn.left() - _GAP - left)
        else:
            figure = self._figure_at(row, _PADDING, top, room)
            below = max(figure.bottom(), drawn.bottom())
            verdict = self._verdict_at(row, _PADDING, below, inner)
        below = max(figure.bottom(), verdict.bottom(), drawn.bottom()) + theme.space(1)
        sentence = QRectF(_PADDING, below, inner, self._sentence_height(row, inner))
        return _Places(title, figure, verdict, drawn, sentence)

    def _title_height(self, row: MeasureRow, width: float) -> int:
        lines = self._title.lines(row.title, int(width), _MOST_LINES)
        return len(lines) * self._title.line_height + theme.space(1)

    def _sentence_height(self, row: MeasureRow, width: float) -> int:
        lines = self._small.lines(row.sentence, int(width), _MOST_LINES)
        return len(lines) * self._small.line_height

    def _figure_at(self, row: MeasureRow, left: float, top: float, width: float) -> QRectF:
        lines = self._small.lines(row.told.small, int(width), _MOST_LINES)
        height = self._large.line_height + len(lines) * self._small.line_height
        return QRectF(left, top, width, height)

    def _verdict_at(self, row: MeasureRow, left: float, top: float, width: float) -> QRectF:
        mark = marks.mark_width(self._title.metrics) if verdict_mark(row.judgement) else 0.0
        lines = self._verdict_fitter(row).lines(_verdict(row), int(width - mark), _MOST_LINES)
        return QRectF(left, top, width, len(lines) * self._title.line_height)

    def _verdict_fitter(self, row: MeasureRow) -> TextFitter:
        return self._title if verdict_mark(row.judgement) else self._small

    def _trend_at(self, left: float, top: float, width: float) -> QRectF:
        return QRectF(left, top, width, round(_TREND_LINES * self._title.line_height))

    # Drawing

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row, or the heading of a section."""
        rect, row = QRectF(option.rect), index.data(ROW)
        painter.save()
        if isinstance(row, MeasureRow):
            self._paint_ground(painter, rect, option)
            self._paint_row(painter, rect, row)
            if self._view.hasFocus() and index == self._view.currentIndex():
                inner = rect.adjusted(2, 2, -2, -3)
                marks.draw_focus_ring(painter, inner, theme.RADIUS - 2)
        else:
            self._paint_heading(painter, rect, str(index.data() or ""))
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        now = theme.colours()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(now.selected if selected else now.surface))
        _line_under(painter, rect)
        if selected:
            edge = QRectF(rect.left(), rect.top(), _EDGE, rect.height())
            painter.fillRect(edge, QColor(now.accent))

    def _paint_heading(self, painter: QPainter, rect: QRectF, words: str) -> None:
        now = theme.colours()
        painter.fillRect(rect, QColor(now.window))
        _line_under(painter, rect)
        painter.setPen(QColor(now.text))
        painter.setFont(self._small_bold.font)
        place = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: MeasureRow) -> None:
        places, corner = self._places(row, round(rect.width())), rect.topLeft()
        self._write(painter, self._title, row.title, places.title.translated(corner), "text")
        self._paint_figure(painter, row, places.figure.translated(corner))
        self._paint_verdict(painter, row, places.verdict.translated(corner))
        sentence = places.sentence.translated(corner)
        self._write(painter, self._small, row.sentence, sentence, "secondary")
        if row.trend.points:
            draw_sparkline(painter, places.trend.translated(corner), row.trend)

    def _paint_figure(self, painter: QPainter, row: MeasureRow, place: QRectF) -> None:
        role = "text" if row.told.large != "n/a" else "not_yet"
        self._write(painter, self._large, row.told.large, place, role)
        below = place.adjusted(0, self._large.line_height, 0, 0)
        self._write(painter, self._small, row.told.small, below, "secondary")

    def _paint_verdict(self, painter: QPainter, row: MeasureRow, place: QRectF) -> None:
        status: Status | None = verdict_mark(row.judgement)
        if status is None:
            self._write(painter, self._small, _verdict(row), place, "secondary")
            return
        metrics = self._title.metrics
        spare = (self._title.line_height - metrics.height()) / 2
        baseline = round(place.top() + spare + metrics.ascent())
        marks.draw_mark(painter, place.left(), baseline, metrics, status)
        words = place.adjusted(marks.mark_width(metrics), 0, 0, 0)
        self._write(painter, self._title, _verdict(row), words, status.role)

    def _write(
        self, painter: QPainter, fitter: TextFitter, text: str, place: QRectF, role: str
    ) -> None:
        painter.setPen(QColor(getattr(theme.colours(), role)))
        painter.setFont(fitter.font)
        spare = (fitter.line_height - fitter.metrics.height()) / 2
        baseline = place.top() + spare + fitter.metrics.ascent()
        for number, line in enumerate(fitter.lines(text, int(place.width()), _MOST_LINES)):
            at = round(baseline + number * fitter.line_height)
            painter.drawText(round(place.left()), at, line)


def _verdict(row: MeasureRow) -> str:
    """Return how a figure stands, and where it does not say so, what is aimed at."""
    judgement = row.judgement
    if judgement.side is None and judgement.aim:
        return f"{judgement.words}; {judgement.aim} is good"
    return judgement.words


def _line_under(painter: QPainter, rect: QRectF) -> None:
    line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
    painter.fillRect(line, QColor(theme.colours().line))
