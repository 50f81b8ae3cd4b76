"""The side of the help window: the contents, or what a search over all pages finds."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from iro_desktop.domain.guide import MOST_HITS, Guide, Target
from iro_desktop.domain.words import counted
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.help_lines import HelpLines
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.words import translated

_TARGET: Final = Qt.ItemDataRole.UserRole
_LABEL: Final = "&Search all pages"


class HelpContents(QWidget):
    """Type to search; Down goes to the list; Enter or a click shows the page."""

    chosen = Signal(object, str)
    """The Target of the chosen line, and the words that were searched for or ""."""

    def __init__(self, guide: Guide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._guide = guide
        self._page = ""
        self.line = _SearchLine()
        label = BodyLabel(_LABEL)
        label.setBuddy(self.line)
        self.list = _HelpList()
        self.list.setProperty("framed", True)
        self.list.setItemDelegate(HelpLines(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot = SecondaryLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        for widget in (label, self.line):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        self.line.textChanged.connect(self._show)
        self.line.went_down.connect(self._on_down)
        self.line.returnPressed.connect(self._on_first)
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        theme.follow(self._show)
        self._show()

    @property
    def typed(self) -> str:
        """What is searched for."""
        return self.line.text().strip()

    def mark_page(self, page: str) -> None:
        """Mark the page that is shown, where it is in the contents."""
        self._page = page
        if not self.typed:
            self._mark()

    def clear_search(self) -> bool:
        """Show the contents again; return whether there was a search."""
        was = bool(self.line.text())
        self.line.clear()
        return was

    def titles(self) -> tuple[str, ...]:
        """Return the lines as they are shown."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def _show(self) -> None:
        self.list.clear()
        self.list.setFont(theme.font())
        if self.typed:
            self._show_hits()
        else:
            self._show_contents()

    def _show_contents(self) -> None:
        self.list.setAccessibleName(translated("Contents"))
        self.foot.hide()
        group = ""
        for entry in self._guide.contents():
            if entry.group != group:
                group = entry.group
                heading = QListWidgetItem(translated(group), self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(translated(entry.title), self.list)
            item.setData(_TARGET, Target(entry.page))
        self._mark()

    def _show_hits(self) -> None:
        self.list.setAccessibleName(translated("Found"))
        hits = self._guide.find(self.typed)
        for hit in hits[:MOST_HITS]:
            where = " · ".join(part for part in (hit.title, hit.heading) if part)
            words = where if hit.line in (hit.title, hit.heading) else f"{where}\n{hit.line}"
            item = QListWidgetItem(translated(words), self.list)
            item.setData(_TARGET, hit.target)
        self.foot.setText(self._said(len(hits)))
        self.foot.show()
        announce(self.line, self.foot.text())

    def _said(self, number: int) -> str:
        if not number:
            return f"No page has “{self.typed}”. Try one word of it, or the glossary."
        if number > MOST_HITS:
            return f"The first {MOST_HITS} of {number} places. A further word makes them fewer."
        return counted(number, "place")

    def _mark(self) -> None:
        for row in range(self.list.count()):
            target = self.list.item(row).data(_TARGET)
            if isinstance(target, Target) and _stands_for(target.page, self._page):
                self.list.setCurrentRow(row)
                return
        self.list.clearSelection()

    def _on_down(self) -> None:
        if self.list.count():
            if self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_first(self) -> None:
        if self.typed and self.list.count():
            self.list.setCurrentRow(0)
            self._on_item(self.list.item(0))

    def _on_item(self, item: QListWidgetItem) -> None:
        target = item.data(_TARGET)
        if isinstance(target, Target):
            self.chosen.emit(target, self.typed)


class _SearchLine(QLineEdit):
    """The line that is searched for."""

    went_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(translated(_LABEL).replace("&", ""))
        self.setAccessibleDescription(
            translated("Down goes to what is found, Enter shows the first.")
        )
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
        else:
            super().keyPressEvent(event)


class _HelpList(QListWidget):
    """Enter shows the chosen page on every system."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.itemActivated.emit(item)
        else:
            super().keyPressEvent(event)


def _stands_for(listed: str, page: str) -> bool:
    """Return whether a line of the contents stands for a page: the handbook's for all of its."""
    folder, _, name = listed.rpartition("/")
    return listed == page or (
        folder != "guide" and name == "index.md" and page.startswith(f"{folder}/")
    )
