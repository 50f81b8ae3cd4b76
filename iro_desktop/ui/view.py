"""What every page of the main window is: it shows a session, and says where one is in it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session


class View(QWidget):
    """A page of the main window: it shows values of a Session and asks for changes.

    A child class sets ``kinds``, fills ``show_workspace`` and ``headline``. Dialogs are opened with
    ``open()``, never ``exec()``: the idle lock must be able to take them away.
    """

    kinds: ClassVar[frozenset[str]] = frozenset()
    """The kinds of record (class names) that it shows: a commit that meets them reloads it."""

    child_opened = Signal(str)
    """The id of a child whose page is to be shown."""
    action_asked = Signal(str, str)
    """What to do for which child: an action of the main window and a child's id, or ""."""
    noticed = Signal(str, str)
    """What was done, for the window to say, and what it offers to do about it ("Undo") or ""."""
    headline_changed = Signal()
    """The headline or the badge is another one now."""
    back_asked = Signal()
    """Back to the page that this one was opened over."""
    behind_asked = Signal(object)
    """The Behind of a figure whose children are to be shown."""
    measure_opened = Signal(str)
    """The id of a measure whose page is to be shown."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.operations = operations

    def show_workspace(self, session: Session) -> None:
        """Show everything anew from ``session``, keeping filter, sorting and the chosen row."""
        raise NotImplementedError

    def set_back(self, words: str) -> None:
        """Say where Back leads, on a page that is opened over another: "Caseload, overdue"."""

    def headline(self) -> str:
        """Return what this view found: "Four things need you today"."""
        raise NotImplementedError

    def place(self) -> dict[str, str]:
        """Return where one is in this view (filter, row), to come back to after a lock."""
        return {}

    def filter_words(self) -> str:
        """Return where one is, for the way back: "Caseload, overdue"; or nothing."""
        return ""

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on working: into the first list or table that is seen."""
        lists = (one for one in self.findChildren(QAbstractItemView) if one.isVisibleTo(self))
        target = self.focusProxy() or next(lists, None) or self
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def current_child(self) -> str:
        """Return the id of the child that is chosen here, for the menu's actions, or nothing."""
        return ""

    def current_due(self) -> str:
        """Return what the due that is chosen here is known by, or nothing."""
        return ""

    def chosen_children(self) -> tuple[str, ...]:
        """Return the ids of all children that are chosen here, for acts on several."""
        return (self.current_child(),) if self.current_child() else ()

    def go_to(self, place: dict[str, str]) -> None:
        """Go back to where ``place`` was."""
