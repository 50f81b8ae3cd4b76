"""How a table's cells are drawn: two lines, a status mark, tags, bold words, a focus ring."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from iro_desktop.ui import marks, theme
from iro_desktop.ui.column_widths import Need
from iro_desktop.ui.table_model import Column, Section, TableModel
from iro_desktop.ui.text_fitting import TextFitter
from iro_desktop.ui.theme import Status, TextSize

PADDING_X = 6
PADDING_Y = 6
_EDGE = 3
_TAG_GAP = 6
_TAG_PADDING = 5
_MOST_LINES = 3
_NATURAL_LETTERS = 30
_LEAST_LETTERS = 11
_STACKED_FROM = 0.9  # of the rows; longer names than theirs may take two lines


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell shows, taken from its row once."""

    text: str
    detail: str
    strong: str
    tags: tuple[str, ...]
    mark: Status | None
    align_right: bool

    @property
    def wraps(self) -> bool:
        """Only plain text breaks over lines: marks, tags and names stay in one piece."""
        return self.mark is None and not self.tags and not self.strong

    @property
    def stacks(self) -> bool:
        """The bold words may stand under the text where both do not fit on a line."""
        return self.mark is None and not self.tags and bool(self.strong and self.text)


def _cell(column: Column[Any], row: object) -> _Cell:
    return _Cell(
        text=column.text(row),
        detail=column.detail(row) if column.detail else "",
        strong=column.strong(row) if column.strong else "",
        tags=column.tags(row) if column.tags else (),
        mark=column.mark(row) if column.mark else None,
        align_right=column.align_right,
    )


class RowDelegate(QStyledItemDelegate):
    """Draws and measures the cells of a `TableModel`."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.follow_theme()

    def follow_theme(self) -> None:
        """Take up the fonts now in force."""
        self.body = TextFitter(theme.font(), 1.2)
        self.bold = TextFitter(theme.font(strong=True), 1.2)
        self.small = TextFitter(theme.font(TextSize.SECONDARY), 1.15)
        self.small_bold = TextFitter(theme.font(TextSize.SECONDARY, strong=True), 1.15)

    # Measuring

    def row_height(self, model: TableModel[Any], line: int, widths: list[int]) -> int:
        """Return the height of a line at these column widths, in pixels."""
        if model.section_at(line) is not None:
            return self.section_height()
        row = model.row_at(line)
        heights = (
            self._cell_height(_cell(column, row), width)
            for column, width in zip(model.columns, widths, strict=True)
            if width > 0
        )
        return max(heights, default=self.body.line_height) + 2 * theme.room(PADDING_Y)

    def section_height(self) -> int:
        """Return the height of a section row."""
        return self.small_bold.line_height + 2 * theme.room(PADDING_Y) - 2

    def two_line_height(self) -> int:
        """Return the height of a row of one main line and one smaller: what most rows have."""
        return self.body.line_height + self.small.line_height + 2 * theme.room(PADDING_Y)

    def need(self, column: Column[Any], rows: tuple[Any, ...]) -> Need:
        """Return what width a column needs to show these rows."""
        header = self.small_bold.width(column.header) + 2 * PADDING_X
        tight = least = natural = header
        cap = self.body.width("n") * _NATURAL_LETTERS
        narrow = self.body.width("n") * _LEAST_LETTERS
        names: list[float] = []
        for row in rows:
            cell = _cell(column, row)
            whole = self._main_width(cell)
            detail = self.small.width(cell.detail)
            word = max(self._least_main(cell, whole, narrow), min(detail, narrow))
            if cell.stacks:
                names.append(whole)
            longest = max(self._least_main(cell, whole, 0), self.small.longest_word(cell.detail))
            tight = max(tight, min(longest, cap) + 2 * PADDING_X)
            least = max(least, min(word, cap) + 2 * PADDING_X)
            natural = max(natural, min(max(whole, detail), cap) + 2 * PADDING_X)
        if names:
            usual = sorted(names)[int(_STACKED_FROM * (len(names) - 1))]
            least = max(least, min(usual, cap) + 2 * PADDING_X)
        widths = (ceil(least), ceil(max(least, natural)))
        return Need(*widths, column.stretch, column.gives_way, ceil(min(tight, least)))

    def _least_main(self, cell: _Cell, whole: float, narrow: float) -> float:
        if cell.wraps:
            return max(self.body.longest_word(cell.text), min(whole, narrow))
        if cell.stacks:
            return max(self.body.width(cell.text), self.bold.width(cell.strong))
        return whole

    def _cell_height(self, cell: _Cell, width: int) -> int:
        inner = width - 2 * PADDING_X
        lines = len(self._main_lines(cell, inner)) or 1
        details = len(self.small.lines(cell.detail, inner, _MOST_LINES))
        return lines * self.body.line_height + details * self.small.line_height

    def _main_lines(self, cell: _Cell, width: int) -> tuple[str, ...]:
        if cell.stacks and self._main_width(cell) > width + 1:
            return (cell.text, cell.strong)
        if not cell.wraps:
            return (cell.text,)
        return self.body.lines(cell.text, width, _MOST_LINES)

    def _main_width(self, cell: _Cell) -> float:
        tags = sum(self._tag_width(tag) + _TAG_GAP for tag in cell.tags)
        mark = marks.mark_width(self.body.metrics) if cell.mark is not None else 0.0
        text = self._text_fitter(cell).width(cell.text)
        strong = self.bold.width(cell.strong)
        gap = self.body.width(" ") if cell.strong and cell.text else 0.0
        return tags + mark + text + gap + strong + 1

    def _tag_width(self, tag: str) -> float:
        return self.small.width(tag) + 2 * _TAG_PADDING

    def _text_fitter(self, cell: _Cell) -> TextFitter:
        return self.bold if cell.mark not in (None, Status.NOT_YET) else self.body

    # Drawing

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one cell, or a section row across the table."""
        model = index.model()
        if not isinstance(model, TableModel):
            super().paint(painter, option, index)
            return
        painter.save()
        rect = QRectF(option.rect)
        section = model.section_at(index)
        if section is not None:
            self._paint_section(painter, rect, section)
        else:
            self._paint_ground(painter, rect, option, first=index.column() == 0)
            self._paint_cell(
                painter, rect, _cell(model.columns[index.column()], model.row_at(index))
            )
            if self._view.hasFocus() and index == self._view.currentIndex():
                inner = rect.adjusted(2, 2, -2, -3)
                marks.draw_focus_ring(painter, inner, theme.RADIUS - 2)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRectF, section: Section) -> None:
        now = theme.colours()
        painter.fillRect(rect, QColor(now.window))
        self._line_under(painter, rect)
        painter.setPen(QColor(now.text))
        painter.setFont(self.small_bold.font)
        words = rect.adjusted(PADDING_X, 0, -PADDING_X, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, section.words)

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, first: bool
    ) -> None:
        now = theme.colours()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(now.selected if selected else now.surface))
        self._line_under(painter, rect)
        if selected and first:
            edge = QRectF(rect.left(), rect.top(), _EDGE, rect.height())
            painter.fillRect(edge, QColor(now.accent))

    def _line_under(self, painter: QPainter, rect: QRectF) -> None:
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, QColor(theme.colours().line))

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: _Cell) -> None:
        left, width = rect.left() + PADDING_X, int(rect.width()) - 2 * PADDING_X
        top = rect.top() + theme.room(PADDING_Y)
        flag = Qt.AlignmentFlag.AlignRight if cell.align_right else Qt.AlignmentFlag.AlignLeft
        lines = self._main_lines(cell, width)
        if cell.wraps:
            painter.setPen(QColor(theme.colours().text))
            _draw_lines(painter, self.body, lines, QRectF(left, top, width, 0), flag)
        elif len(lines) > 1:
            for at, piece in enumerate((replace(cell, strong=""), replace(cell, text=""))):
                down = top + at * self.body.line_height
                self._paint_pieces(painter, piece, left, down, left + width)
        else:
            indent = max(0.0, width - self._main_width(cell)) if cell.align_right else 0.0
            self._paint_pieces(painter, cell, left + indent, top, left + width)
        top += max(1, len(lines)) * self.body.line_height
        painter.setPen(QColor(theme.colours().secondary))
        details = self.small.lines(cell.detail, width, _MOST_LINES)
        _draw_lines(painter, self.small, details, QRectF(left, top, width, 0), flag)

    def _paint_pieces(
        self, painter: QPainter, cell: _Cell, left: float, top: float, right: float
    ) -> None:
        """Draw tags, mark, text and bold words on one line; the text gives way first."""
        spare = (self.body.line_height - self.body.metrics.height()) / 2
        baseline = round(top + spare + self.body.metrics.ascent())
        for tag in cell.tags:
            left = self._paint_tag(painter, tag, left, baseline)
        if cell.mark is not None:
            marks.draw_mark(painter, left, baseline, self.body.metrics, cell.mark)
            left += marks.mark_width(self.body.metrics)
        strong = self.bold.width(cell.strong)
        room = int(right - left - strong) + 1
        fitter = self._text_fitter(cell)
        text = "".join(fitter.lines(cell.text, room, 1))
        colour = QColor(theme.colours().text)
        painter.setPen(theme.status_colour(cell.mark) if cell.mark is not None else colour)
        painter.setFont(fitter.font)
        painter.drawText(round(left), baseline, text)
        if cell.strong:
            left += fitter.width(text) + (self.body.width(" ") if text else 0)
            painter.setFont(self.bold.font)
            painter.drawText(round(left), baseline, cell.strong)

    def _paint_tag(self, painter: QPainter, tag: str, left: float, baseline: float) -> float:
        now = theme.colours()
        metrics = self.small.metrics
        width = self._tag_width(tag)
        top = baseline - metrics.ascent() - 0.5
        box = QRectF(round(left) + 0.5, round(top) - 0.5, round(width), round(metrics.height()) + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.control), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(now.secondary))
        painter.setFont(self.small.font)
        painter.drawText(round(left + _TAG_PADDING + 0.5), round(baseline), tag)
        return left + width + _TAG_GAP

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of a cell of two lines; the view gives rows their real height."""
        del index
        return QSize(option.rect.width(), self.two_line_height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show a cell's tool tip, or the whole of a text that had to be cut."""
        model = index.model()
        if not isinstance(model, TableModel):
            return super().helpEvent(event, view, option, index)
        row = model.row_at(index)
        if row is None or index.data(Qt.ItemDataRole.ToolTipRole):
            return super().helpEvent(event, view, option, index)
        column = model.columns[index.column()]
        text = column.full(row) if self._is_cut(_cell(column, row), option.rect.width()) else ""
        QToolTip.showText(event.globalPos(), text, view)
        return bool(text)

    def _is_cut(self, cell: _Cell, width: int) -> bool:
        inner = width - 2 * PADDING_X
        if cell.stacks:
            return max(self.body.width(cell.text), self.bold.width(cell.strong)) > inner + 1
        if not cell.wraps and self._main_width(cell) > inner + 1:
            return True
        parts = (
            *(self.body.lines(cell.text, inner, _MOST_LINES) if cell.wraps else ()),
            *self.small.lines(cell.detail, inner, _MOST_LINES),
        )
        return any("…" in part for part in parts)


def _draw_lines(
    painter: QPainter,
    fitter: TextFitter,
    lines: tuple[str, ...],
    rect: QRectF,
    align: Qt.AlignmentFlag,
) -> None:
    painter.setFont(fitter.font)
    for at, line in enumerate(lines):
        place = QRectF(
            rect.left(), rect.top() + at * fitter.line_height, rect.width(), fitter.line_height
        )
        painter.drawText(place, align | Qt.AlignmentFlag.AlignVCenter, line)
