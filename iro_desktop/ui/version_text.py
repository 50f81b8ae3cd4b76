"""A text as one computer has it, read only, the words that differ made visible without colour."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from iro_desktop.services.word_differences import Parts
from iro_desktop.ui import theme
from iro_desktop.ui.fields.text import GrowingText
from iro_desktop.ui.words import translated

_FEWEST_LINES = 1
_MOST_LINES = 14


class VersionText(GrowingText):
    """Shows a text; what differs is bold, underlined and in the accent. Arrow keys scroll it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_FEWEST_LINES, _MOST_LINES)
        self.setParent(parent)
        self.setReadOnly(True)
        self.setAccessibleName(translated(name))
        self._parts: Parts = ()
        theme.follow(self._show)

    def show_parts(self, parts: Parts) -> None:
        """Show a text in parts, each with whether it differs."""
        self._parts = parts
        self._show()
        differing = [part.strip() for part, differs in parts if differs and part.strip()]
        self.setAccessibleDescription(f"Only here: {'; '.join(differing)}" if differing else "")

    def show_text(self, text: str) -> None:
        """Show a text in which nothing is marked."""
        self.show_parts(((text, False),))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at the new width."""
        super().resizeEvent(event)
        self._fit()

    def lines(self) -> int:
        """Return how many lines the text takes at its width, each laid out now."""
        layout = self.document().documentLayout()
        found = 0
        block = self.document().begin()
        while block.isValid() and found <= _MOST_LINES:
            layout.blockBoundingRect(block)  # lays it out, which would else wait for its turn
            found += max(1, block.layout().lineCount())
            block = block.next()
        return found

    def _show(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for part, differs in self._parts:
            cursor.insertText(part, _format(differs=differs))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()


def _format(*, differs: bool) -> QTextCharFormat:
    found = QTextCharFormat()
    if differs:
        found.setFontWeight(QFont.Weight.Bold)
        found.setFontUnderline(True)
        found.setForeground(QColor(theme.colours().accent))
    return found
