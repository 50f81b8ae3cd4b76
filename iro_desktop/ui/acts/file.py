"""What is done with the file as a whole: bring in, back up, set up, take back and restore."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.undoing import Undone
from iro_desktop.services.undo import Act, redo_latest, undo_import, undo_latest, what_stayed

if TYPE_CHECKING:
    from iro_desktop.domain.records import ImportMapping
    from iro_desktop.ui.main_window import MainWindow

_BACKUPS: Final = "Backups of IRO Desktop (*.irobackup)"
_ENDING: Final = ".irobackup"
_CHANGED: Final = (
    "The passphrase is changed. Backups that you have already open with the one of their day."
)


class FileActs:
    """Opens the dialogs about the file, and says what was done with it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._operations = window.operations

    def bring_in(self) -> None:
        """Import a return, or another table."""
        from iro_desktop.ui.dialogs.import_return import ImportDialog

        ImportDialog(self._operations, self._window).open()

    def import_table(self) -> None:
        """Map the columns of any table, then show what importing it would do."""
        from iro_desktop.ui.dialogs.mapping import MappingDialog

        dialog = MappingDialog(self._operations, self._window)
        dialog.ready.connect(self._preview_table)
        dialog.mappings_asked.connect(lambda: self.mappings(dialog))
        dialog.open()

    def _preview_table(self, mapping: ImportMapping, sheet: str, path: Path) -> None:
        from iro_desktop.services.imports import TABLE, Through
        from iro_desktop.ui.dialogs.import_return import ImportDialog

        dialog = ImportDialog(
            self._operations, self._window, only=TABLE, through=Through(mapping, sheet)
        )
        dialog.open()
        dialog.choose([path])

    def mappings(self, over: QWidget | None = None) -> None:
        """List the mappings of tables that are remembered."""
        from iro_desktop.ui.dialogs.mappings import MappingsDialog

        MappingsDialog(self._operations, over or self._window).open()

    def comparators(self) -> None:
        """List the figures to compare with."""
        from iro_desktop.ui.dialogs.comparators import ComparatorsDialog

        ComparatorsDialog(self._operations, self._window).open()

    def details(self) -> None:
        """Change who one is, and the ways in."""
        from iro_desktop.ui.dialogs.details import DetailsDialog

        DetailsDialog(self._operations, self._window).open()

    def standards(self) -> None:
        """List the sets of local standards."""
        from iro_desktop.ui.dialogs.standards import StandardsDialog

        StandardsDialog(self._operations, self._window).open()

    def feedback(self) -> None:
        """Record feedback on the service."""
        from iro_desktop.ui.dialogs.feedback import FeedbackDialog

        FeedbackDialog(self._operations, parent=self._window).open()

    def view_log(self) -> None:
        """List who looked at what."""
        from iro_desktop.ui.dialogs.view_log import ViewLogDialog

        ViewLogDialog(self._operations, parent=self._window).open()

    def recovery_sheet(self) -> None:
        """Make a new recovery code and print its sheet."""
        from iro_desktop.ui.dialogs.recovery_sheet import RecoverySheetDialog

        RecoverySheetDialog(self._operations, self._window).open()

    def back_up(self) -> None:
        """Ask where a backup is to go, and write it there."""
        from iro_desktop.ui.choosing_files import choose_where

        choose_where(
            self._window,
            "Back up to",
            _BACKUPS,
            f"IRO Desktop {self._operations.session.today.isoformat()}{_ENDING}",
            self.back_up_to,
        )

    def back_up_to(self, path: Path) -> None:
        """Write a backup to a file and say where it is."""
        from iro_desktop.services.safekeeping import back_up

        def done(written: Path) -> None:
            self._window.messages.show_notice(
                f"The backup {written.name} is written and verified. It opens with today’s "
                "passphrase or the recovery code."
            )

        self._operations.run(lambda workspace: back_up(workspace, path), done=done)

    def restore(self) -> None:
        """List the backups, and restore from one."""
        from iro_desktop.ui.dialogs.restore import RestoreDialog

        dialog = RestoreDialog(self._operations, self._window)
        dialog.restored.connect(self._window.messages.show_notice)
        dialog.going_back_asked.connect(self._window.going_back_asked)
        dialog.open()

    def remove(self) -> None:
        """Remove the file from this computer, once it is closed."""
        from iro_desktop.ui.dialogs.remove import RemoveDialog

        dialog = RemoveDialog(self._operations, self._window)
        dialog.asked.connect(self._window.going_back_asked)
        dialog.open()

    def change_passphrase(self) -> None:
        """Put the file under another passphrase."""
        from iro_desktop.ui.dialogs.passphrase import PassphraseDialog

        dialog = PassphraseDialog(self._operations, self._window)
        dialog.changed.connect(lambda: self._window.messages.show_notice(_CHANGED))
        dialog.open()

    def bin(self) -> None:
        """Show what was deleted lately."""
        from iro_desktop.ui.dialogs.bin import BinDialog

        BinDialog(self._operations, self._window).open()

    def erase(self) -> None:
        """List the old cases, ask for their erasure, and erase."""
        from iro_desktop.ui.dialogs.erase import EraseDialog

        EraseDialog(self._operations, self._window).open()

    def two_versions(self, child_id: str = "") -> None:
        """List what two computers set differently, of one child or of all."""
        from iro_desktop.ui.dialogs.two_versions import TwoVersionsDialog

        TwoVersionsDialog(self._operations, self._window, child_id=child_id).open()

    # Taking back

    def undo(self) -> None:
        """Take back the latest act."""
        self._operations.run(undo_latest, done=lambda taken: self._say("Undone", *taken))

    def undo_import(self) -> None:
        """Take back the latest import, whatever was done since."""
        self._operations.run(undo_import, done=lambda taken: self._say("Taken back", *taken))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._operations.run(redo_latest, done=lambda taken: self._say("Done again", *taken))

    def _say(self, what: str, act: Act, undone: Undone) -> None:
        words = f"{what}: {act.words}."
        stayed = what_stayed(self._operations.session.snapshot, undone)
        words += f" {stayed}" if stayed else ""
        self._window.messages.show_notice(words)
