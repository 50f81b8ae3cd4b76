"""What comes before work in a store that was just opened: a new passphrase, a code to be kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from iro_desktop.ui.background import Background
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.column_page import ColumnPage
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.passphrase import NewPassphraseForm
from iro_desktop.ui.recovery import RecoveryCodePanel, SheetFacts, note_printed

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_OLDER: Final = (
    "Backups that you have already open with the passphrase of the day when they were made, or "
    "with the code that you have just used."
)
_ASKED: Final = (
    "Your council’s policy asks for a recovery sheet before work goes on: a code on paper, in your "
    "manager’s safe, that opens this file if the passphrase is forgotten or you leave."
)
_REPLACES: Final = (
    "Nobody has said yet that there is one. If there is a sheet already, it stops opening this "
    "file as soon as a new one is made."
)


class AfterRecovery(QObject):
    """The pages and what they do; whoever shows them keeps the store and closes it.

    After the recovery code the first two of them; the last, then the second, where the council's
    policy asks for a recovery sheet that is not there.
    """

    code_made = Signal()
    """There is a new code: the second page is to be shown."""
    finished = Signal()
    """The new code is kept: the store may be used."""

    def __init__(self, folder: Path, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._workspace: Workspace | None = None
        self._passphrase = ""
        self.new = NewPassphraseForm()
        self.new.submitted.connect(self._on_new_passphrase)
        self._set = Button("&Set the passphrase", Kind.PRIMARY)
        self._set.clicked.connect(self._on_new_passphrase)
        self.panel = RecoveryCodePanel()
        self._continue = Button("C&ontinue", Kind.PRIMARY)
        self._continue.clicked.connect(self._on_continue)
        self._continue.setEnabled(False)
        self.panel.confirmed.connect(self._continue.setEnabled)
        self.panel.printed.connect(self._on_printed)
        self.make = Button("&Make the recovery sheet", Kind.PRIMARY)
        self.make.clicked.connect(self._on_make)
        self.have = Button("It is in the safe &already", Kind.LINK)
        self.have.clicked.connect(self._on_continue)
        self._refusal = ErrorLabel()
        self.pages = (
            ColumnPage(
                TitleLabel("Choose a new passphrase"),
                BodyLabel("The recovery code opened your file; nothing in it has changed."),
                SecondaryLabel(_OLDER),
                self.new,
                button_row(self._set),
            ),
            ColumnPage(
                TitleLabel("Keep your new recovery code"),
                BodyLabel("The old code opens only backups that were made before now."),
                self.panel,
                button_row(self._continue),
            ),
            ColumnPage(
                TitleLabel("First, a recovery sheet"),
                BodyLabel(_ASKED),
                SecondaryLabel(_REPLACES),
                self._refusal,
                button_row(self.make, self.have),
            ),
        )

    @property
    def can_continue(self) -> bool:
        """Whether the new code was confirmed."""
        return self._continue.isEnabled()

    def begin(self, workspace: Workspace) -> None:
        """Ask for the new passphrase of the store that the code opened."""
        self._workspace = workspace
        self.new.clear()
        self.new.first.line.setFocus()

    def begin_sheet(self, workspace: Workspace, passphrase: str) -> None:
        """Ask for the recovery sheet of the store that the passphrase opened."""
        self._workspace, self._passphrase = workspace, passphrase
        self._refusal.say("")

    def leave(self) -> None:
        """Know of no store any more."""
        self._workspace, self._passphrase = None, ""

    def _on_new_passphrase(self) -> None:
        passphrase = self.new.passphrase()
        workspace = self._workspace
        if passphrase is None or workspace is None or not self._set.isEnabled():
            return
        self._set.setEnabled(False)

        def work() -> str:
            from iro_desktop.services.passphrases import set_passphrase

            return set_passphrase(workspace, passphrase)

        self._background.run(
            work,
            self._on_code_made,
            lambda error: self.new.say(str(error)),
            lambda: self._set.setEnabled(True),
        )

    def _on_make(self) -> None:
        workspace, passphrase = self._workspace, self._passphrase
        if workspace is None:
            return
        self.make.setEnabled(False)

        def work() -> str:
            from iro_desktop.services.passphrases import new_recovery_code

            return new_recovery_code(workspace, passphrase)

        self._background.run(
            work,
            self._on_code_made,
            lambda error: self._refusal.say(str(error)),
            lambda: self.make.setEnabled(True),
        )

    def _on_code_made(self, code: str) -> None:
        self.new.clear()
        self._passphrase = ""
        workspace = self._workspace
        officer = workspace.officer if workspace is not None else None
        owner = officer.name if officer is not None else ""
        on = workspace.today() if workspace is not None else None
        self.panel.show_code(code, SheetFacts(owner, on, self._folder))
        self.code_made.emit()
        self.panel.first.setFocus()

    def _on_printed(self) -> None:
        if self._workspace is not None:
            note_printed(self._background, self._workspace)

    def _on_continue(self) -> None:
        if self._workspace is not None:
            from iro_desktop.services.passphrases import confirm_sheet

            confirm_sheet(self._workspace)
            self.leave()
            self.panel.show_code("")
            self.finished.emit()
