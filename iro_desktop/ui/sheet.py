"""A child's sheet as pages of paper: drawn the same for the screen, a printer and a PDF."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from iro_desktop.domain.words import plain_date
from iro_desktop.services.child_sheet import Cell, ChildSheet, SheetSection
from iro_desktop.ui.standing import MARKS

PAGE: Final = QSizeF(794, 1123)
"""A4 upright, in units of 1/96 inch."""

_MARGIN: Final = 52.0
_FOOT: Final = 30.0
_TITLE, _HEADING, _BODY, _SMALL = 21, 14, 12, 10.5
_TEXT: Final = QColor("#000000")
_QUIET: Final = QColor("#444444")
_LINE: Final = QColor("#8A8A8A")
_HEAD: Final = QColor("#EDEDED")
_ORPHAN: Final = 110.0  # a heading lower than this above the foot goes to the next page
_RULE: Final = 28.0
_PDF_DPI: Final = 1200


class SheetPages:
    """The pages of one sheet; ``classification`` stands at the foot of each."""

    def __init__(self, sheet: ChildSheet, classification: str, family: str = "") -> None:
        self._sheet = sheet
        self.classification = classification
        self._family = family
        self._body = QRectF(
            _MARGIN, _MARGIN, PAGE.width() - 2 * _MARGIN, PAGE.height() - 2 * _MARGIN - _FOOT
        )
        self._document = QTextDocument()
        self._document.setUseDesignMetrics(True)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(self._font(_BODY))
        self._document.setPageSize(self._body.size())
        self._headings: list[int] = []
        self._fill()
        self._keep_headings()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def text(self) -> str:
        """All that stands on the pages, as text: what a screen reader says of them."""
        return self._document.toPlainText().replace("\ufffc", "")

    # Drawing

    def draw(self, painter: QPainter, page: int) -> None:
        """Draw one page, from 0, onto a painter whose units are 1/96 inch."""
        body = self._body
        painter.save()
        painter.translate(body.left(), body.top() - page * body.height())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, page * body.height(), body.width(), body.height())
        context.palette.setColor(QPalette.ColorRole.Text, _TEXT)
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)
        painter.restore()
        self._draw_foot(painter, page)

    def _draw_foot(self, painter: QPainter, page: int) -> None:
        box = QRectF(_MARGIN, PAGE.height() - _MARGIN - _FOOT / 2, self._body.width(), _FOOT)
        painter.save()
        painter.setPen(QPen(_LINE, 0.75))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.setPen(_TEXT)
        painter.setFont(self._font(_SMALL))
        box.setTop(box.top() + 6)
        top = Qt.AlignmentFlag.AlignTop
        said = f"{self._sheet.who}, {plain_date(self._sheet.on)}"
        painter.drawText(box, top | Qt.AlignmentFlag.AlignLeft, said)
        painter.drawText(box, top | Qt.AlignmentFlag.AlignRight, f"Page {page + 1} of {self.count}")
        painter.setFont(self._font(_SMALL, strong=True))
        painter.drawText(box, top | Qt.AlignmentFlag.AlignHCenter, self.classification)
        painter.restore()

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Print all pages on a printer or into a PDF, as large as its paper allows."""
        device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        device.setPageOrientation(QPageLayout.Orientation.Portrait)
        device.setPageMargins(QMarginsF(), QPageLayout.Unit.Millimeter)
        painter = QPainter(device)
        scale = min(device.width() / PAGE.width(), device.height() / PAGE.height())
        for page in range(self.count):
            if page:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            self.draw(painter, page)
            painter.restore()
        painter.end()

    def as_pdf(self) -> bytes:
        """Return the pages as a PDF; its title names nobody."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setTitle("Supervision sheet")
        writer.setCreator("IRO Desktop")
        writer.setResolution(_PDF_DPI)
        self.print_on(writer)
        buffer.close()
        return bytes(buffer.data().data())

    # What stands on it

    def _font(self, size: float, *, strong: bool = False) -> QFont:
        result = QFont(self._family) if self._family else QFont()
        result.setPixelSize(1)
        result.setPixelSize(round(size))
        result.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return result

    def _letters(
        self, size: float, *, strong: bool = False, colour: QColor = _TEXT
    ) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setFont(self._font(size, strong=strong))
        result.setForeground(colour)
        return result

    def _fill(self) -> None:
        sheet = self._sheet
        cursor = QTextCursor(self._document)
        self._line(cursor, sheet.title, self._letters(_TITLE, strong=True), first=True)
        officer = f"IRO: {sheet.officer} · " if sheet.officer else ""
        said = f"{officer}Supervision sheet of {plain_date(sheet.on)}"
        for words in (sheet.context, said):
            if words:
                self._line(cursor, words, self._letters(_BODY, colour=_QUIET), above=3)
        if sheet.warning:
            self._line(cursor, f"◆ {sheet.warning}", self._letters(_BODY, strong=True), above=6)
        for section in sheet.sections:
            self._section(cursor, section)

    def _line(
        self,
        cursor: QTextCursor,
        words: str,
        letters: QTextCharFormat,
        *,
        above: float = 0,
        below: float = 0,
        first: bool = False,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setBottomMargin(below)
        if first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(words, letters)

    def _section(self, cursor: QTextCursor, section: SheetSection) -> None:
        self._line(cursor, section.heading, self._letters(_HEADING, strong=True), above=12, below=2)
        self._headings.append(cursor.blockNumber())
        quiet = self._letters(_BODY, colour=_QUIET)
        if section.note:
            self._line(cursor, section.note, quiet, below=3)
        if section.lines:
            self._lines(cursor, section.lines)
        elif section.rows:
            self._table(cursor, section)
        else:
            self._line(cursor, section.nothing, quiet)

    def _table(self, cursor: QTextCursor, section: SheetSection) -> None:
        table = cursor.insertTable(
            len(section.rows) + 1, len(section.columns), _table_format(section.shares)
        )
        for at, heading in enumerate(section.columns):
            cell = table.cellAt(0, at)
            cell.setFormat(_cell_format(_HEAD))
            cell.firstCursorPosition().insertText(heading, self._letters(_SMALL, strong=True))
        for number, row in enumerate(section.rows, start=1):
            for at, content in enumerate(row):
                cell = table.cellAt(number, at)
                cell.setFormat(_cell_format())
                self._cell(cell.firstCursorPosition(), content)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _cell(self, cursor: QTextCursor, cell: Cell) -> None:
        mark = f"{MARKS[cell.status].shape.value} " if cell.status is not None else ""
        letters = self._letters(_BODY, strong=bool(mark))
        cursor.insertText(f"{mark}{cell.words}", letters)
        if cell.detail:
            cursor.insertBlock()
            cursor.insertText(cell.detail, self._letters(_SMALL, colour=_QUIET))

    def _lines(self, cursor: QTextCursor, number: int) -> None:
        """Leave room to write by hand: rows that are ruled and empty."""
        table = cursor.insertTable(number, 1, _table_format((1,)))
        block = QTextBlockFormat()
        block.setLineHeight(_RULE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        for at in range(number):
            cell = table.cellAt(at, 0)
            cell.setFormat(_cell_format())
            cell.firstCursorPosition().setBlockFormat(block)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _keep_headings(self) -> None:
        """Begin a new page before a heading that would stand alone at the foot of one."""
        height = self._body.height()
        for number in self._headings:
            block = self._document.findBlockByNumber(number)
            top = self._document.documentLayout().blockBoundingRect(block).top()
            if height - top % height < _ORPHAN:
                cursor = QTextCursor(block)
                found = block.blockFormat()
                found.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                cursor.setBlockFormat(found)


def _table_format(shares: tuple[int, ...]) -> QTextTableFormat:
    result = QTextTableFormat()
    result.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    whole = sum(shares)
    result.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, 100 * one / whole) for one in shares]
    )
    result.setCellSpacing(0)
    result.setCellPadding(0)
    result.setBorder(0)
    result.setHeaderRowCount(1 if len(shares) > 1 else 0)
    result.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    return result


def _cell_format(ground: QColor | None = None) -> QTextTableCellFormat:
    result = QTextTableCellFormat()
    result.setPadding(3)
    result.setBottomBorder(0.75)
    result.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    result.setBottomBorderBrush(_LINE)
    if ground is not None:
        result.setBackground(ground)
    return result
