"""What the unlock window offers where a file does not open any more: to make it again."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.labels import BodyLabel

_WHAT: Final = (
    "Your file can be made again from the newest of its own backups that is whole. What is damaged "
    "is kept in a folder of its own, and what can still be read of it is used."
)


class RebuildOffer(QWidget):
    """A sentence and a button, hidden until there is something to rebuild."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = Button("Re&build from the latest backup")
        self.button.clicked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(BodyLabel(_WHAT))
        column.addWidget(button_row(self.button))
