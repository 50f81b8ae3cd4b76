"""Removing this file from this computer, asked for by whoever knows its passphrase."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import unlock
from iro_desktop.storage.lock import WINDOW, StoreLock
from iro_desktop.storage.removing import remove_store

_REMOVED: Final = (
    "The file is removed from this computer, with its keys and the backups beside it. Close this "
    "window: the program begins anew when it is started next."
)


@dataclass(frozen=True, slots=True)
class Removal:
    """A removal that was asked for: it runs once the store is closed."""

    doing: ClassVar[str] = "Removing…"

    folder: Path

    def run(self) -> str:
        """Remove the file and return what was done, in words.

        Raises StoreInUseError or NotRemovedError.
        """
        lock = StoreLock(self.folder)
        lock.acquire(WINDOW)
        try:
            remove_store(self.folder)
        finally:
            lock.release()
        return _REMOVED


def ask_to_remove(workspace: Workspace, passphrase: str) -> Removal:
    """Return the removal of an open store; nothing is removed before it runs.

    Raises WrongPassphraseError.
    """
    unlock(workspace.opened.keys, passphrase)
    return Removal(workspace.folder)
