"""How the lines at the side of the help window are drawn: groups, pages, and what was found."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from iro_desktop.ui import marks, theme
from iro_desktop.ui.theme import TextSize

_WRAPPED: Final = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
_ACROSS: Final = 2  # steps of the grid beside the words
_HIGH: Final = 10_000

Index = QModelIndex | QPersistentModelIndex


class HelpLines(QStyledItemDelegate):
    """Draws where a line leads and, of what was found, the line itself under it; both wrap."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of all the words, and never less than can be hit."""
        del option
        # As if it scrolled: whether it does depends on these heights.
        bar = self._view.verticalScrollBar().sizeHint().width()
        width = self._view.width() - 2 * self._view.frameWidth() - bar
        high = 2 * self._room_above(index)
        for words, font in self._parts(index):
            high += self._rect(words, font, width).height()
        return QSize(width, max(high, theme.MIN_TARGET))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the words over the mark of the chosen line."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        colours = theme.colours()
        painter.save()
        if is_chosen:
            painter.fillRect(rect, QColor(colours.accent))
        top = rect.top() + self._room_above(index)
        if _is_group(index):
            top = (
                rect.bottom()
                - theme.space(1)
                - self._rect(*self._parts(index)[0], rect.width()).height()
            )
        for number, (words, font) in enumerate(self._parts(index)):
            place = self._rect(words, font, rect.width()).translated(rect.left(), top)
            quiet = _is_group(index) or number > 0
            unchosen = colours.secondary if quiet else colours.text
            painter.setPen(QColor(colours.on_accent if is_chosen else unchosen))
            painter.setFont(font)
            painter.drawText(place, _WRAPPED, words)
            top += place.height()
        if state & QStyle.StateFlag.State_HasFocus:
            ring = QColor(colours.on_accent) if is_chosen else None
            marks.draw_focus_ring(painter, QRectF(rect), 0, ring)
        painter.restore()

    def _room_above(self, index: Index) -> int:
        if _is_group(index) and index.row():
            return theme.space(2)
        return theme.space(1)

    def _parts(self, index: Index) -> list[tuple[str, QFont]]:
        words = str(index.data(Qt.ItemDataRole.DisplayRole)).split("\n", 1)
        is_found = len(words) > 1
        small = TextSize.SECONDARY
        first = theme.font(
            small if _is_group(index) else TextSize.BODY, strong=_is_group(index) or is_found
        )
        return [(words[0], first), *((line, theme.font(small)) for line in words[1:])]

    @staticmethod
    def _rect(words: str, font: QFont, width: int) -> QRect:
        """The place of the words from the top left corner of a line of this width."""
        inset = theme.space(_ACROSS)
        room = QRect(inset, 0, max(width - 2 * inset, 1), _HIGH)
        found = QFontMetrics(font).boundingRect(room, _WRAPPED, words)
        return QRect(inset, 0, room.width(), found.height())


def _is_group(index: Index) -> bool:
    return not index.flags() & Qt.ItemFlag.ItemIsEnabled
