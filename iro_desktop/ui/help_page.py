"""How a page of the guide is laid out: Markdown as a document in the type and colours of the look.

Qt's own reading of Markdown has headings, tables and links of fixed looks; these follow the theme.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from iro_desktop.domain.guide import fold, slug
from iro_desktop.services.guide import picture_file
from iro_desktop.ui import theme
from iro_desktop.ui.theme import Colours, TextSize

_NO_HTML: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_SUBHEADING: Final = 17.0  # pixels at the ordinary text size, between title and body
_LINE_HEIGHT: Final = 128  # per cent
_TWO_COLUMNS: Final = (38, 62)  # per cent, so that tables under each other line up
_CODE_COLUMNS: Final = (56, 44)
_TOP: Final = {1: 0, 2: 7, 3: 5}
_AFTER: Final = {1: 3, 2: 2, 3: 1}
"""Room over and under the headings of each level, in steps of the grid."""


def lay_out_page(
    document: QTextDocument, text: str, colours: Colours, wide: int, *, dots: float = 1.0
) -> None:
    """Make ``document`` show the page; pictures are at most ``wide`` pixels of ``dots`` each."""
    document.setDefaultFont(theme.font())
    document.setIndentWidth(theme.space(6))
    document.setMarkdown(text, _NO_HTML)
    # Captions are new blocks, so pictures come first; from the end, since places move.
    for block, at in reversed(list(_pictures(document))):
        _show_picture(document, block, at, colours)
    for block in blocks(document):
        _shape_block(block)
        _shape_words(block, colours)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _shape_table(frame, colours)
    fit_pictures(document, wide, dots=dots)


def picture(name: str) -> QImage | None:
    """Return a picture of the guide by the name that a page gives it; of anything else nothing."""
    path = picture_file(name)
    found = QImage(str(path)) if path is not None else QImage()
    return None if found.isNull() else found


def fit_pictures(document: QTextDocument, wide: int, *, dots: float = 1.0) -> None:
    """Make every picture as wide as it is, or ``wide`` pixels where it is wider.

    It is made smaller here, since Qt would do it while drawing, and badly.
    """
    for _, at in list(_pictures(document)):
        cursor = QTextCursor(document)
        cursor.setPosition(at)
        cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
        shape = cursor.charFormat().toImageFormat()
        seen = picture(shape.name())
        if seen is not None:
            width = min(seen.width(), wide)
            shape.setWidth(width)
            shape.setHeight(width * seen.height() / seen.width())
            cursor.setCharFormat(shape)
            drawn = min(seen.width(), round(width * dots))
            smaller = seen.scaledToWidth(drawn, Qt.TransformationMode.SmoothTransformation)
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, QUrl(shape.name()), smaller)


def place_of(document: QTextDocument, anchor: str, typed: str = "") -> QTextCursor | None:
    """Return where a heading of this anchor stands, and in it the first line with all the words.

    None where there is no such heading; without an anchor one looks from the top.
    """
    wanted = fold(typed).split()
    reached = not anchor
    found: QTextCursor | None = None
    for block in blocks(document):
        level = block.blockFormat().headingLevel()
        if not reached and level and slug(block.text()) == anchor:
            reached, found = True, QTextCursor(block)
        folded = fold(block.text())
        if reached and wanted and all(word in folded for word in wanted):
            return _marked(block, folded.index(wanted[0]), len(wanted[0]))
    return found


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield the paragraphs of a document, those of its tables among them."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _marked(block: QTextBlock, at: int, length: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + at)
    cursor.setPosition(block.position() + at + length, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _pictures(document: QTextDocument) -> Iterator[tuple[QTextBlock, int]]:
    """Yield the block and the position of each picture."""
    for block in blocks(document):
        for start, length, shape in _runs(block):
            if shape.isImageFormat():
                yield from ((block, at) for at in range(start, start + length))


def _runs(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """The stretches of one look in a block: position, length, and the look."""
    found, it = [], block.begin()
    while not it.atEnd():
        part = it.fragment()
        found.append((part.position(), part.length(), part.charFormat()))
        it += 1
    return found


def _show_picture(document: QTextDocument, block: QTextBlock, at: int, colours: Colours) -> None:
    """Put what a picture shows under it: all can read it, a screen reader too."""
    cursor = QTextCursor(document)
    cursor.setPosition(at)
    cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
    shape: QTextImageFormat = cursor.charFormat().toImageFormat()
    words = str(shape.property(QTextFormat.Property.ImageAltText) or "")
    below = QTextCursor(block)
    below.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    below.insertBlock()
    look = QTextCharFormat()
    look.setFont(theme.font(TextSize.SECONDARY))
    look.setForeground(QColor(colours.secondary))
    below.insertText(words, look)


def _shape_block(block: QTextBlock) -> None:
    shape = block.blockFormat()
    level = shape.headingLevel()
    cursor = QTextCursor(block)
    if level:
        shape.setTopMargin(theme.space(_TOP.get(level, 4)))
        shape.setBottomMargin(theme.space(_AFTER.get(level, 1)))
    elif _is_code(block):
        shape.setNonBreakableLines(True)
        shape.setLeftMargin(theme.space(4))
        shape.setTopMargin(0)
        shape.setBottomMargin(0 if _is_code(block.next()) else theme.space(3))
    else:
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        in_list, in_table = block.textList() is not None, cursor.currentTable() is not None
        shape.setTopMargin(0)
        shape.setBottomMargin(0 if in_table else theme.space(1 if in_list else 3))
    if not _has_picture(block):
        cursor.setBlockFormat(shape)
        return
    shape.setLineHeight(100, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
    shape.setBottomMargin(theme.space(1))
    shape.setTopMargin(theme.space(2))
    cursor.setBlockFormat(shape)


def _is_code(block: QTextBlock) -> bool:
    """Return whether a block is a line of code by itself."""
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeLanguage)


def _has_picture(block: QTextBlock) -> bool:
    return any(shape.isImageFormat() for _, _, shape in _runs(block))


def _shape_words(block: QTextBlock, colours: Colours) -> None:
    level = block.blockFormat().headingLevel()
    for start, length, shape in _runs(block):
        if shape.isImageFormat():
            continue
        look = QTextCharFormat(shape)
        if level:
            look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            look.setFont(_heading_font(level))
        elif shape.isAnchor():
            look.setForeground(QColor(colours.accent))
            look.setFontUnderline(True)
        elif shape.fontFixedPitch() or _is_code(block):
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            fixed.setPointSizeF(theme.font(TextSize.SECONDARY).pointSizeF())
            look.setFont(fixed)
            look.setFontFixedPitch(True)
        else:
            continue
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)


def _heading_font(level: int) -> QFont:
    if level == 1:
        return theme.font(TextSize.TITLE, strong=True)
    font = theme.font(strong=True)
    if level == 2:  # noqa: PLR2004 - the level of Markdown's ##
        font.setPointSizeF(font.pointSizeF() * _SUBHEADING / TextSize.BODY.value)
    return font


def _shape_table(table: QTextTable, colours: Colours) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(QColor(colours.line)))
    shape.setBorderCollapse(True)
    shape.setCellSpacing(0)
    shape.setCellPadding(theme.space(1) + 2)
    shape.setTopMargin(theme.space(1))
    shape.setBottomMargin(theme.space(4))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setHeaderRowCount(1)  # it stands over each page on paper
    if table.columns() == len(_TWO_COLUMNS):
        kind = QTextLength.Type.PercentageLength
        first = _runs(table.cellAt(table.rows() - 1, 0).firstCursorPosition().block())
        is_code = bool(first) and first[0][2].fontFixedPitch()
        shares = _CODE_COLUMNS if is_code else _TWO_COLUMNS
        shape.setColumnWidthConstraints([QTextLength(kind, share) for share in shares])
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QColor(colours.window))
        cell.setFormat(head)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        strong = QTextCharFormat()
        strong.setFont(theme.font(strong=True))
        cursor.mergeCharFormat(strong)
