"""Changing the passphrase of the file: the one now, and the new one twice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError, WrongPassphraseError
from iro_desktop.services.passphrases import change_passphrase
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.passphrase import NewPassphraseForm, SecretField
from iro_desktop.ui.small_dialog import SmallDialog

_NOTE: Final = (
    "Your recovery code stays the same. Backups that you have already open with the passphrase of "
    "the day when they were made."
)
_NO_OLD: Final = "Type the passphrase that opens this file now."
_CHANGING: Final = "Changing…"


class PassphraseDialog(SmallDialog):
    """Asks for the old passphrase and twice for the new one; nothing is changed before."""

    changed = Signal()

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__("Change the passphrase", parent)
        self._operations = operations
        self.old = SecretField("Passphrase &now")
        self.new = NewPassphraseForm()
        self.go = Button("&Change", Kind.PRIMARY)
        cancel = Button("Cancel")
        self.add(BodyLabel(_NOTE, quiet=True), self.old, self.new)
        self.add_foot(cancel, self.go)
        self.old.submitted.connect(self.new.first.line.setFocus)
        self.new.submitted.connect(self.change)
        self.go.clicked.connect(self.change)
        cancel.clicked.connect(self.reject)

    def begin(self) -> None:
        """Begin in the old passphrase."""
        self.old.line.setFocus()

    def change(self) -> None:
        """Change the passphrase, unless something is missing."""
        if not self.go.isEnabled():
            return
        self.old.say("" if self.old.text else _NO_OLD)
        new = self.new.passphrase() if self.old.text else None
        if new is None:
            self.fit()
            return
        old = self.old.text
        self._set_running(running=True)
        self._operations.run(
            lambda workspace: change_passphrase(workspace, old, new),
            done=lambda _: self._on_changed(),
            failed=self._on_failed,
            settled=lambda: self._set_running(running=False),
            owner=self,
        )

    def reject(self) -> None:
        """Close, unless the passphrase is being changed."""
        if self.go.isEnabled():
            super().reject()

    def _on_changed(self) -> None:
        self.old.clear()
        self.new.clear()
        self.accept()
        self.changed.emit()

    def _on_failed(self, error: UserError) -> None:
        self._set_running(running=False)
        if isinstance(error, WrongPassphraseError):
            self.old.say(str(error))
        else:
            self.new.say(str(error))
        self.fit()

    def _set_running(self, *, running: bool) -> None:
        self.go.setEnabled(not running)
        self.go.setText(_CHANGING if running else "&Change")
        self.go.updateGeometry()
