"""The mark on a child's page that something on file looks wrong, and the way to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.measures import Figures
from iro_desktop.services.quality import mark_words, number_found
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.theme import Status


class QualityMark(QWidget):
    """Shown only while the child has findings."""

    asked = Signal()
    """The findings of the child are to be shown."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._child_id = ""
        self.words = MarkedLabel(Status.DUE_SOON, "")
        self.words.setWordWrap(False)  # short, and the row wraps
        self.look = Button("See &what to mend", Kind.LINK)
        self.look.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(button_row(self.words, self.look))
        self.hide()

    def show_child(self, child_id: str) -> None:
        """Count the findings of a child, off the main thread."""
        if child_id != self._child_id:
            self.hide()
        self._child_id = child_id

        def work(figures: Figures, session: Session) -> int:
            return number_found(session.snapshot, figures, child_id)

        self._operations.read_figures(work, done=self._show, replaces=id(self), owner=self)

    def _show(self, number: int) -> None:
        self.words.set_status(Status.DUE_SOON, mark_words(number))
        self.setVisible(number > 0)
