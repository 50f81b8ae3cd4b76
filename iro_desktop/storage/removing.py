"""Taking a store away from this computer: its keys first, so that what is left opens nothing."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.paths import ATTEMPTS, BACKUPS, DATABASE, KEYS
from iro_desktop.storage.files import DAMAGED, SET_ASIDE

_BEGINNINGS: Final = (DATABASE, KEYS, ATTEMPTS, f".{DATABASE}", f".{KEYS}")
_FOLDERS: Final = (BACKUPS, SET_ASIDE, DAMAGED, ".creating")


class NotRemovedError(UserError):
    """A file of the store is held by another program, or may not be deleted."""

    sentence = (
        "Not every file could be removed: close whatever has the folder open, and delete what is "
        "left of it by hand."
    )


def remove_store(folder: Path) -> None:
    """Destroy the keys of a store that is closed, then its database, backups and old states.

    What else lies in the folder stays. Raises NotRemovedError; the keys may be gone then.
    """
    try:
        for path in sorted(folder.rglob(f"*{KEYS}*")):
            if path.relative_to(folder).parts[0].startswith((*_BEGINNINGS, *_FOLDERS)):
                _overwrite(path)
        for path in list(folder.iterdir()):
            if path.is_dir() and not path.is_symlink() and path.name.startswith(_FOLDERS):
                shutil.rmtree(path)
            elif path.name.startswith(_BEGINNINGS):
                path.unlink()
    except OSError as error:
        raise NotRemovedError from error
    with suppress(OSError):  # the lock, which its holder takes away, or somebody's own files
        folder.rmdir()


def _overwrite(path: Path) -> None:
    """Write other octets over a file, as far as a disk keeps them in one place."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
