"""What a screen reader calls the widgets for which Qt has no word of its own."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QScrollArea, QWidget

_DRAWN: Final = frozenset({"DrawnChart", "TimelineWidget"})
"""Classes that draw what they show: their name and description say it in words."""
_HEADINGS: Final = frozenset({"TitleLabel", "HeadingLabel"})
_kept: Final[dict[int, QAccessibleInterface]] = {}
"""By the id of its widget; Python would drop what Qt still holds, so they stay as long as it."""


class _Heading(QAccessibleWidget):
    """A label that is a heading, so that a screen reader can go from one to the next."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label, QAccessible.Role.Heading)
        self._label = label

    def text(self, what: QAccessible.Text, /) -> str:
        """Return the words of the label as its name."""
        if what is QAccessible.Text.Name:
            return self._label.accessibleName() or self._label.text()
        return super().text(what)


def teach_roles() -> None:
    """Have Qt call charts pictures, titles headings, and pages to be read panes; again is free."""
    QAccessible.installFactory(_described)


def _described(name: str, about: QObject) -> QAccessibleInterface | None:
    """Return what describes a widget of a class to a screen reader; None leaves it to Qt."""
    found: QAccessibleInterface | None = None
    if name in _DRAWN and isinstance(about, QWidget):
        found = QAccessibleWidget(about, QAccessible.Role.Graphic)
    elif name in _HEADINGS and isinstance(about, QLabel):
        found = _Heading(about)
    elif name == "PageScroll" and _is_read_by_keyboard(about):
        found = QAccessibleWidget(cast("QScrollArea", about), QAccessible.Role.Pane)
    if found is not None:
        _kept[id(about)] = found
        about.destroyed.connect(partial(_kept.pop, id(about), None))
    return found


def _is_read_by_keyboard(page: QObject) -> bool:
    return isinstance(page, QScrollArea) and bool(page.focusPolicy() & Qt.FocusPolicy.TabFocus)
