"""A page of a small window: one column, as wide as is good to read, whole at any text size."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.labels import SecondaryLabel, TitleLabel

_LETTERS: Final = 58
_LINES_OF_ERROR: Final = 5
_OF_SCREEN: Final = 0.9


class ColumnPage(QScrollArea):
    """Widgets under each other in the middle of the window; it scrolls where there is no room."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("plain", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = _Column()
        self._column.setProperty("plain", True)
        self._body = QVBoxLayout(self._column)
        self._body.setSpacing(theme.space(4))
        for widget in widgets:
            self._body.addWidget(widget)
        self._body.addStretch()
        self.setWidget(self._column)
        self._follow_theme()
        theme.follow(self._follow_theme)

    def insert_after(self, widget: QWidget, added: QWidget) -> None:
        """Add a widget under one that is there."""
        self._body.insertWidget(self._body.indexOf(widget) + 1, added)

    def _follow_theme(self) -> None:
        self._width = QFontMetrics(theme.font()).averageCharWidth() * _LETTERS
        self._centre(self.width())

    def _centre(self, width: int) -> None:
        # Margins, not alignment: only so does Qt give the text the height that its width needs.
        edge = theme.space(8)
        side = max(edge, (width - self._width) // 2)
        self._body.setContentsMargins(side, theme.space(10), side, edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self._centre(event.size().width())
        super().resizeEvent(event)

    def good_size(self) -> QSize:
        """Return the size at which the whole page is seen, with room for an error, if it can be."""
        width = self._width + 2 * theme.space(8)
        self._centre(width)
        room = QFontMetrics(theme.font()).height() * _LINES_OF_ERROR
        height = self._column.heightForWidth(width) + room
        return QSize(width, height).boundedTo(_screen() * _OF_SCREEN)


class _Column(QWidget):
    """The content: as high as its width needs, never as high as its narrowest form would be."""

    def minimumSizeHint(self) -> QSize:
        """Return no height: Qt would take that of text in its narrowest form, and scroll."""
        return QSize(super().minimumSizeHint().width(), 0)


def step_title(step: int, steps: int, text: str) -> tuple[SecondaryLabel, QWidget]:
    """Return the title of one step with the line over it that counts them, and that line."""
    count = SecondaryLabel(f"Step {step} of {steps}")
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(1))
    column.addWidget(count)
    column.addWidget(TitleLabel(text))
    return count, result


def _screen() -> QSize:
    return QGuiApplication.primaryScreen().availableSize()
