"""The measures handbook in a window: the pages that are shipped, with their links to each other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from iro_desktop.domain.handbook import INDEX
from iro_desktop.paths import resource
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.tab_order import ReadInOrder

_FOLDER: Final = "guide/measures"
_LETTERS_WIDE: Final = 92
_OF_SCREEN: Final = 0.9


class HandbookDialog(ReadInOrder, QDialog):
    """Tab goes from link to link, Enter follows one, Alt+Left goes back; Esc closes it."""

    def __init__(self, parent: QWidget | None = None, measure_id: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle("Measures handbook")
        self.pages = _Pages(self)
        self._back = Button("&Back", icon="back")
        self._back.setEnabled(False)
        self._back.clicked.connect(self.pages.backward)
        self.pages.backwardAvailable.connect(self._back.setEnabled)
        index = Button("&All measures")
        index.clicked.connect(lambda: self.pages.show_page(INDEX))
        close = Button("&Close", Kind.PRIMARY)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        edge = theme.space(4)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space(3))
        column.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        foot.addWidget(button_row(self._back, index), 1)
        foot.addWidget(close)
        column.addLayout(foot)
        self.pages.show_page(f"{measure_id}.md" if measure_id else INDEX)
        self.pages.setFocus()

    def open(self) -> None:
        """Show the dialog in its own size: Qt itself would make it smaller."""
        self.resize(self.sizeHint())
        super().open()

    def sizeHint(self) -> QSize:
        """Return the size at which a page is good to read."""
        width = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE
        return QSize(width, theme.space(190)).boundedTo(self.screen().availableSize() * _OF_SCREEN)


class _Pages(QTextBrowser):
    """Shows pages of the shipped handbook and nothing else: no other file, and no address."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Measures handbook")
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(theme.space(3))
        self._names = {path.name for path in resource(_FOLDER).glob("*.md")}
        theme.follow(self._follow_theme)
        self._follow_theme()

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file."""
        self.setSource(QUrl(name), QTextDocument.ResourceType.MarkdownResource)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return the text of a page of the handbook; of anything else nothing."""
        asked = QUrl(name).fileName()
        if kind != QTextDocument.ResourceType.MarkdownResource.value or asked not in self._names:
            return None
        return (resource(_FOLDER) / asked).read_text("utf-8")

    def _follow_theme(self) -> None:
        self.setFont(theme.font())
        if not self.source().isEmpty():
            self.reload()
