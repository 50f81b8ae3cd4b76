"""Removing the file from this computer: what goes, what does not, and the passphrase once more."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.services.removing import Removal, ask_to_remove
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.passphrase import SecretField
from iro_desktop.ui.small_dialog import SmallDialog

_GOES: Final = (
    "The keys of this file are destroyed, then the file and the backups beside it. Nobody can "
    "bring them back, and there is no undo."
)
_STAYS: Final = (
    "What lies elsewhere stays: the shared copy, backups and documents that you saved in other "
    "folders, and your file on another computer. Nothing can be removed from afar: if a computer "
    "is lost, only its passphrase and the encryption of its disk protect it."
)
_NONE: Final = "Type the passphrase that opens this file now."


class RemoveDialog(SmallDialog):
    """Asks for the passphrase; the removal runs once the file is closed."""

    asked = Signal(object)
    """A Removal."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__("Remove your file from this computer", parent)
        self._operations = operations
        self.passphrase = SecretField("&Passphrase")
        self.go = Button("&Remove it")
        keep = Button("&Keep it", Kind.PRIMARY)
        self.add(BodyLabel(_GOES), BodyLabel(_STAYS, quiet=True), self.passphrase)
        self.add_foot(self.go, keep)
        self.passphrase.submitted.connect(self.remove)
        self.go.clicked.connect(self.remove)
        keep.clicked.connect(self.reject)

    def begin(self) -> None:
        """Begin in the passphrase."""
        self.passphrase.line.setFocus()

    def remove(self) -> None:
        """Ask for the removal, if the passphrase is the file's."""
        if not self.go.isEnabled():
            return
        secret = self.passphrase.text
        self.passphrase.say("" if secret else _NONE)
        if secret:
            self.go.setEnabled(False)
            self._operations.run(
                lambda workspace: ask_to_remove(workspace, secret),
                done=self._on_asked,
                failed=self._on_failed,
                owner=self,
            )
        self.fit()

    def _on_asked(self, removal: Removal) -> None:
        self.passphrase.clear()
        self.accept()
        self.asked.emit(removal)

    def _on_failed(self, error: UserError) -> None:
        self.go.setEnabled(True)
        self.passphrase.say(str(error))
        self.fit()
