"""A sentence with the mark of a status before it; unlike a status it may be long, and wraps."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from iro_desktop.ui import marks
from iro_desktop.ui.labels import TextLabel
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated


class MarkedLabel(TextLabel):
    """Words in the colour of text, after a shape that says how the matter stands."""

    def __init__(self, status: Status, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._status = status
        self.set_status(status, text)

    @property
    def status(self) -> Status:
        """The status whose mark is shown."""
        return self._status

    def set_status(self, status: Status, text: str) -> None:
        """Show another status and sentence."""
        self._status = status
        self.setText(text)
        self.setAccessibleName(f"{translated(status.word)}, {self.text()}")
        marks.leave_room(self)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Leave room for the mark at another text size too."""
        done = super().event(event)
        if event.type() is QEvent.Type.ApplicationFontChange:
            marks.leave_room(self)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark before the first line."""
        super().paintEvent(event)
        marks.draw_before(self, self._status)
