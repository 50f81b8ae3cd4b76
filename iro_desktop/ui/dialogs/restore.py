"""The backups of this file: which there are, and what restoring from one would change."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.services.restoring import (
    Listed,
    Preview,
    SecretNeededError,
    backups_of,
    moment,
    open_backup,
    preview,
)
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.choosing_files import choose_file
from iro_desktop.ui.dialogs.backup_secret import BackupSecretDialog
from iro_desktop.ui.dialogs.restore_preview import RestorePreviewDialog
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.tasks import Progress, Task

_COLUMNS: Final[tuple[Column[Listed], ...]] = (
    Column("Made", text=lambda row: moment(row.made_at), sort_key=lambda row: row.made_at,
           stretch=2),
    Column("Why", text=lambda row: row.reason, stretch=2),
    Column("Size", text=lambda row: row.size, align_right=True, stretch=1),
)  # fmt: skip
_NOTE: Final = (
    "One is made every day, and before anything is taken in. Enter shows what it would change."
)
_NOTHING: Final = (
    "There is no backup beside this file yet: one is made every day that you use it. Choose "
    "“Another file” for one that you keep elsewhere."
)
_COMPARING: Final = "Comparing with the backup"
_BACKUPS: Final = "Backups of IRO Desktop (*.irobackup)"


class RestoreDialog(ListDialog[Listed]):
    """One row a backup. Enter shows what restoring from it would change."""

    letters = (104, 60)
    going_back_asked = Signal(object)
    """A GoingBack: the window is to close the file and run it."""
    restored = Signal(str)
    """What was brought back, as a sentence."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, "Restore", _COLUMNS, lambda row: str(row.path), parent)
        self.header.set_text("Reading the backups")
        self._empty = EmptyState(_NOTHING)
        self._empty.hide()
        self._error = ErrorLabel()
        self._said = SecondaryLabel()
        self._task: Task | None = None
        self.other = Button("&Another file…")
        self.look = Button("&See what would change…", Kind.PRIMARY)
        self.add(self.table, 1)
        self.add(self._empty, 1)
        self.add(self._error)
        self.add_foot(self._said, self.other, self.look)
        self.table.opened.connect(lambda _: self.look_at_chosen())
        self.table.current_row_changed.connect(lambda row: self.look.setEnabled(row is not None))
        self.look.clicked.connect(self.look_at_chosen)
        self.other.clicked.connect(self._on_other)
        operations.run(backups_of, done=self.show_backups, owner=self)

    @property
    def error(self) -> str:
        """What is wrong, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def show_backups(self, found: list[Listed]) -> None:
        """Show these backups, the newest first."""
        title = f"Last backup: {moment(found[0].made_at)}" if found else "No backup yet"
        self.header.set_text(title, _NOTE if found else "")
        self.rows.set_rows(found)
        for widget in (self.table, self.look):
            widget.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found:
            self.table.select_first()
            self.take_keyboard()
        else:
            self.other.setFocus()

    def look_at_chosen(self) -> None:
        """Compare the file with the backup that is chosen."""
        row = self.table.current_row()
        if row is not None:
            self.look_at(row.path)

    def look_at(self, path: Path, secret: str = "", *, with_recovery_code: bool = False) -> None:
        """Compare the file with a backup, and show what restoring from it would change."""
        if self._task is not None:
            return

        def work(workspace: Workspace, task: Task) -> Preview:
            backup = open_backup(workspace, path, secret, with_recovery_code=with_recovery_code)
            return preview(workspace, backup, task.progress)

        def on_failed(error: UserError) -> None:
            if isinstance(error, SecretNeededError):
                self._ask_for_secret(path, str(error))
            else:
                self._error.say(str(error))

        self._error.say("")
        self._task = self._operations.run_long(
            _COMPARING,
            work,
            done=self._on_compared,
            failed=on_failed,
            settled=self._on_settled,
            progressed=self._on_progressed,
            owner=self,
        )

    def reject(self) -> None:
        """Stop comparing, or close."""
        if self._task is not None:
            self._task.cancel()
        super().reject()

    def _on_progressed(self, progress: Progress) -> None:
        per_cent = progress.done * 100 // progress.total if progress.total else 0
        self._said.setText(f"{progress.words}, {per_cent}%" if per_cent else f"{progress.words}…")

    def _on_settled(self) -> None:
        self._task = None
        self._said.setText("")

    def _on_compared(self, found: Preview) -> None:
        dialog = RestorePreviewDialog(self._operations, found, self)
        dialog.going_back_asked.connect(self.going_back_asked)
        dialog.brought_back.connect(self._on_brought_back)
        dialog.open()

    def _on_brought_back(self, words: str) -> None:
        self.accept()
        self.restored.emit(words)

    def _ask_for_secret(self, path: Path, sentence: str) -> None:
        dialog = BackupSecretDialog(path.name, sentence, self)
        dialog.given.connect(
            lambda secret, with_code: self.look_at(path, secret, with_recovery_code=with_code)
        )
        dialog.open()

    def _on_other(self) -> None:
        choose_file(self, "Restore from", _BACKUPS, self.look_at)
