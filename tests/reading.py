"""Reads everything that a window says: labels, buttons, menus, tips, names, cells, messages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from iro_desktop.ui.messages import ErrorLabel, MessageBar, TroubleBanner
from iro_desktop.ui.pictures.camera import Camera

_ROWS: Final = 25
_SAID: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def texts_of(window: QWidget) -> Iterator[str]:
    """Yield what a window and all in it say, but for what stands in fields that people fill in."""
    yield window.windowTitle()
    for widget in (window, *window.findChildren(QWidget)):
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QGroupBox):
            yield widget.title()
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(at) for at in range(widget.count()))
        elif isinstance(widget, QMenu):
            yield from (action.text() for action in widget.actions())
        elif isinstance(widget, QAbstractItemView) and widget.isVisible():
            yield from _cells(widget.model())
        if isinstance(widget, QTextEdit) and widget.isReadOnly():
            yield from widget.toPlainText().split("\n")


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), _ROWS)):
            index = model.index(row, column)
            yield from (str(index.data(role) or "") for role in _SAID)


def messages_of(window: QWidget) -> Iterator[str]:
    """Yield the messages that stand in a window now."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, ErrorLabel) and not widget.isHidden():
            yield widget.text()
        elif isinstance(widget, MessageBar | TroubleBanner):
            yield widget.text


class Reader(Camera):
    """Takes pictures, and keeps what is said in them."""

    def __init__(self, app: QApplication, out: Path) -> None:
        super().__init__(app, out)
        self.said: dict[str, str] = {}
        """Text -> the picture in which it was seen first."""
        self.messages: dict[str, str] = {}

    def take(self, name: str, widget: QWidget) -> None:
        """Take the picture of a widget, and read it."""
        super().take(name, widget)
        for text in texts_of(widget):
            self.said.setdefault(text, name)
        for text in messages_of(widget):
            self.messages.setdefault(text, name)
