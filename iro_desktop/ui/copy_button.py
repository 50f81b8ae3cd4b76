"""The link that copies a record's words for the council's system."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.operations import Operations

_WORDS = "Copy for the council’s &system"


class CopyButton(Button):
    """Copies what is on file, as plain text; the window then asks whether it was entered."""

    def __init__(
        self, operations: Operations, kind: str, record_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_WORDS, Kind.LINK, parent, tip="What is recorded, as plain text")
        self._operations = operations
        self._copied = kind, record_id
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self._operations.copy_asked.emit(*self._copied)
        self.setText("Copied: copy again")
        announce(self, "Copied")
