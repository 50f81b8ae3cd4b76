"""A small dialog of one column: a title, sentences and fields, and buttons at its foot."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.labels import TitleLabel
from iro_desktop.ui.sized_dialog import SizedDialog

_SHARE: Final = 0.9  # of the screen


class SmallDialog(SizedDialog):
    """As high as its column needs at its width; parts are added from above to below.

    ``window_title`` says what the window is where the title asks about somebody: no name is in it.
    """

    letters_wide: ClassVar[int] = 72
    """How wide it opens, in average letters, where the screen is."""

    def __init__(
        self, title: str, parent: QWidget | None = None, *, window_title: str = ""
    ) -> None:
        super().__init__(window_title or title, parent)
        self.column = QVBoxLayout(self)
        edge = theme.space(6)
        self.column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        self.column.setSpacing(theme.space(3))
        self.title = TitleLabel(title)
        self.column.addWidget(self.title)

    def add(self, *widgets: QWidget) -> None:
        """Add parts below those that are there."""
        for widget in widgets:
            self.column.addWidget(widget)

    def add_foot(self, *parts: QWidget, before: tuple[QWidget, ...] = ()) -> None:
        """Add the last line: the buttons at its right, and what stands before them at its left."""
        self.column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        for part in before:
            foot.addWidget(part)
        foot.addStretch()
        for part in parts:
            foot.addWidget(part)
        self.column.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Return the size of the column, within the screen."""
        screen = self.screen().availableSize() * _SHARE
        width = min(self.fontMetrics().averageCharWidth() * self.letters_wide, screen.width())
        return QSize(width, self.heightForWidth(width)).boundedTo(screen)
