"""The question for what opens a backup of another file."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.passphrase import SecretField
from iro_desktop.ui.small_dialog import SmallDialog

_NOTHING: Final = "Type the passphrase of the day when the backup was made, or its recovery code."


class BackupSecretDialog(SmallDialog):
    """Takes the passphrase or the recovery code; ``given`` tells it, and whether it is a code."""

    given = Signal(str, bool)

    def __init__(self, name: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__("Open the backup", parent)
        self.passphrase = SecretField("&Passphrase of its day")
        self.code = SecretField("Or its recovery &code", hidden=False)
        self.go = Button("&Open", Kind.PRIMARY)
        cancel = Button("Cancel")
        self.add(BodyLabel(name), BodyLabel(sentence, quiet=True), self.passphrase, self.code)
        self.add_foot(cancel, self.go)
        self.go.clicked.connect(self._on_open)
        cancel.clicked.connect(self.reject)
        for field in (self.passphrase, self.code):
            field.submitted.connect(self._on_open)

    def begin(self) -> None:
        """Begin in the passphrase."""
        self.passphrase.line.setFocus()

    def _on_open(self) -> None:
        with_code = not self.passphrase.text
        secret = self.code.text if with_code else self.passphrase.text
        if not secret:
            self.passphrase.say(_NOTHING)
            self.fit()
            return
        self.accept()
        self.given.emit(secret, with_code)
