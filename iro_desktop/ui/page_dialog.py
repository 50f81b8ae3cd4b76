"""A dialog of one long page between its title and its foot, both of which stay in sight."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.cards import Separator
from iro_desktop.ui.labels import BodyLabel, TitleLabel
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.sized_dialog import SizedDialog

_SHARE: Final = 0.9  # of the screen


class PageDialog(SizedDialog):
    """``title`` and ``note`` stand over ``body``, which scrolls; it grows with what it shows."""

    letters_wide: ClassVar[int] = 120
    """How wide it opens, in average letters, where the screen is."""

    def __init__(self, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.title = TitleLabel(title)
        self.note = BodyLabel(note, quiet=True)
        page = ScrolledPage()
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(4))
        self.body.setSpacing(theme.space(3))
        self.page_scroll = PageScroll(page, sideways=True)

    def lay_out(self, foot: QLayout, above: QLayout | None = None) -> None:
        """Put the parts under each other; ``above`` stands over the page and does not scroll."""
        head = QVBoxLayout()
        head.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(3))
        head.setSpacing(theme.space(1))
        head.addWidget(self.title)
        head.addWidget(self.note)
        foot.setContentsMargins(theme.space(6), theme.space(3), theme.space(6), theme.space(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Separator())
        if above is not None:
            column.addLayout(above)
            self.body.setContentsMargins(
                theme.space(6), theme.space(2), theme.space(6), theme.space(4)
            )
        column.addWidget(self.page_scroll, 1)
        column.addWidget(Separator())
        column.addLayout(foot)

    def high(self) -> int:
        """Return how high what it shows now is good to read, in pixels."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        """Return a size at which what it shows is seen, within the screen."""
        width = self.fontMetrics().averageCharWidth() * self.letters_wide
        return QSize(width, self.high()).boundedTo(self.screen().availableSize() * _SHARE)
