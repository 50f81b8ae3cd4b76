"""All measures as one list in sections, to go through, open and copy."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QMenu, QWidget

from iro_desktop.services.measures_page import MeasureRow, MeasuresPage
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.measure_delegate import ROW, MeasureDelegate
from iro_desktop.ui.words import translated

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MeasureList(QListWidget):
    """Up and Down go from measure to measure, Enter or a double click opens one."""

    measure_opened = Signal(str)
    """The id of the measure."""
    children_asked = Signal(str)
    """The children behind a measure's figure are wanted; its id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translated("Measures"))
        self.setProperty("framed", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._delegate = MeasureDelegate(self)
        self.setItemDelegate(self._delegate)
        self.itemDoubleClicked.connect(lambda _: self._open())
        theme.follow(self._follow_theme)

    def show_page(self, page: MeasuresPage) -> None:
        """Show another page; the chosen measure stays chosen, and where one has scrolled to."""
        chosen, scrolled = self.chosen(), self.verticalScrollBar().value()
        self.clear()
        for title, rows in page.sections:
            self.addItem(_heading(title, len(rows)))
            for row in rows:
                self.addItem(_item(row))
        self._delegate.measure(page.rows)
        self.scheduleDelayedItemsLayout()
        self.choose(chosen)
        self.verticalScrollBar().setValue(scrolled)

    def chosen(self) -> str:
        """Return the id of the measure that is chosen, or ""."""
        row = self.current_row()
        return row.measure_id if row is not None else ""

    def current_row(self) -> MeasureRow | None:
        """Return the row that is chosen, or None."""
        item = self.currentItem()
        row = item.data(ROW) if item is not None else None
        return row if isinstance(row, MeasureRow) else None

    def choose(self, measure_id: str) -> None:
        """Choose a measure, or the first where there is none of this id."""
        found = [self.item(at) for at in range(self.count())]
        rows = [one for one in found if isinstance(one.data(ROW), MeasureRow)]
        for item in rows:
            if item.data(ROW).measure_id == measure_id:
                self.setCurrentItem(item)
                return
        if rows:
            self.setCurrentItem(rows[0])

    def copy_sentence(self) -> None:
        """Put the sentence of the chosen measure on the clipboard."""
        row = self.current_row()
        if row is not None:
            QGuiApplication.clipboard().setText(row.sentence)
            announce(self, "Sentence copied")

    def menu(self) -> QMenu:
        """Return what can be done with the chosen measure."""
        menu = QMenu(self)
        menu.addAction(translated("&Open"), self._open)
        menu.addAction(
            translated("Show the c&hildren"), lambda: self.children_asked.emit(self.chosen())
        )
        menu.addAction(translated("&Copy sentence"), self.copy_sentence)
        return menu

    def _open(self) -> None:
        if self.chosen():
            self.measure_opened.emit(self.chosen())

    def _follow_theme(self) -> None:
        self._delegate.follow_theme()
        self._delegate.measure(
            [row for at in range(self.count()) if (row := self.item(at).data(ROW)) is not None]
        )
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    # Qt's own

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and copy by keyboard; all else as in any list."""
        if event.key() in _ENTER:
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_sentence()
        elif event.key() == Qt.Key.Key_Home:
            self.choose("")  # Qt would go to the heading, which cannot be chosen
            self.scrollToTop()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done: under the mouse, or beside the row for the menu key."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            rect = self.visualItemRect(self.currentItem()) if self.currentItem() else self.rect()
            place = self.viewport().mapToGlobal(rect.center())
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


def _heading(title: str, count: int) -> QListWidgetItem:
    item = QListWidgetItem(f"{translated(title)} · {count}")
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{translated(title)}, {count} measures")
    return item


def _item(row: MeasureRow) -> QListWidgetItem:
    item = QListWidgetItem(translated(row.title))
    item.setData(ROW, row)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken)
    return item
