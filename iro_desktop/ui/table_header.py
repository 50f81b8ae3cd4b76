"""The header of a table: quiet words, and an arrow where the table is sorted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from iro_desktop.ui import icons, theme
from iro_desktop.ui.table_delegate import PADDING_X
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.text_fitting import TextFitter
from iro_desktop.ui.theme import TextSize


class TableHeader(QHeaderView):
    """A clickable header; the third click on a column takes the sorting away again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.space(8))
        self.setAutoFillBackground(False)
        self.follow_theme()

    def follow_theme(self) -> None:
        """Take up the fonts now in force."""
        self._words = TextFitter(theme.font(TextSize.SECONDARY, strong=True))
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Return a height that is easy to hit."""
        height = self._words.line_height + theme.space(4)
        return QSize(super().sizeHint().width(), max(theme.MIN_TARGET, height))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one column's header."""
        now = theme.colours()
        painter.save()
        painter.fillRect(rect, QColor(now.surface))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(now.line))
        sorted_by = self.sortIndicatorSection() == logicalIndex
        side = round(self._words.metrics.ascent()) if sorted_by else 0
        # The arrow may stand in the padding: a header is as wide as its words, sorted or not.
        room = rect.width() - 2 * PADDING_X - max(0, side + 4 - PADDING_X)
        text = "".join(self._words.lines(str(self._header_text(logicalIndex)), room, 1))
        width = round(self._words.width(text))
        left = rect.left() + PADDING_X
        if self._is_right(logicalIndex):
            left = rect.right() - PADDING_X - width + 1
        painter.setPen(QColor(now.text if sorted_by else now.secondary))
        painter.setFont(self._words.font)
        place = QRect(left, rect.top(), width + 2, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        if sorted_by:
            up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            at = left - side - 2 if self._is_right(logicalIndex) else place.right() + 1
            arrow = QRect(at, rect.center().y() - side // 2, side, side)
            icons.icon("sort-up" if up else "sort-down", "accent").paint(painter, arrow)
        painter.restore()

    def _header_text(self, column: int) -> object:
        return self.model().headerData(column, Qt.Orientation.Horizontal)

    def _is_right(self, column: int) -> bool:
        model = self.model()
        return isinstance(model, TableModel) and model.columns[column].align_right
