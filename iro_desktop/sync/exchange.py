"""Where copies are exchanged: a folder that other computers also write to.

An exchange lists, reads, writes and sets files aside, and knows nothing of what they hold. A
folder is its first form: one that a cloud service synchronises, a network share or a stick.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from iro_desktop.domain.errors import (
    DiskFullError,
    FileNotReadError,
    FileNotWrittenError,
    UserError,
)
from iro_desktop.storage.container import is_ours, read_sealed, write_sealed
from iro_desktop.storage.files import NOT_FETCHED, is_elsewhere

ENDING: Final = ".irosync"
OLD_KEY, DAMAGED = "old-key", "damaged"
"""Why a file is set aside."""

_ASIDE: Final = re.compile(rf".*\.(?:{OLD_KEY}|{DAMAGED})\Z|\..*\.tmp\Z", re.IGNORECASE)
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_OPENING_BYTES: Final = 32


class FolderGoneError(UserError):
    """The folder of the shared copy is not there: a stick that is out, a drive not connected."""

    sentence = (
        "The folder of the shared copy is not there: put the stick in, or connect the drive or "
        "cloud folder, and it is sent then; everything is saved on this computer."
    )


class SharedCopyNotReadError(FileNotReadError):
    """The system did not let the shared copy be read."""

    sentence = (
        "The shared copy could not be read: another program may hold it, or you may not open it. "
        "It is tried again soon; everything is saved on this computer."
    )


class SharedCopyNotWrittenError(FileNotWrittenError):
    """The system did not let the shared copy be written."""

    sentence = (
        "The shared copy could not be written: another program may hold it, or you may not write "
        "to its folder. It is tried again soon; everything is saved on this computer."
    )


class SharedPlaceFullError(DiskFullError):
    """There is no room where the shared copy is."""

    sentence = (
        "There is no room left where the shared copy is, so nothing was sent: make room there. "
        "It is tried again soon; everything is saved on this computer."
    )


class Exchange(Protocol):
    """Where the copies are; ``main`` names the shared copy itself."""

    main: str

    def names(self) -> list[str]:
        """Return the names of all files that may be copies, the main one first if it is there."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None where there is none."""

    def write(self, data: bytes) -> None:
        """Put ``data`` in the place of the main file, whole or not at all."""

    def remove(self, name: str, data: bytes) -> bool:
        """Remove a file if it still holds ``data``; return whether it is gone."""

    def set_aside(self, name: str, why: str, now: datetime) -> str:
        """Rename a file so that it is never read again; return its new name."""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


class Folder:
    """The folder that holds the shared copy at ``path``.

    Every file in it that begins as ours do is taken for a possible copy, whatever its name: cloud
    services, people and file managers all name copies in their own way.
    """

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self.main = path.name

    def names(self) -> list[str]:
        """Return the names of all files that may be copies; raises FolderGoneError."""
        try:
            with os.scandir(self._folder) as listed:
                entries = list(listed)
        except OSError as error:
            raise FolderGoneError from error
        self.main = self._as_the_folder_says(entry.name for entry in entries)
        found = sorted(entry.name for entry in entries if self._may_be_copy(entry))
        return sorted(found, key=lambda name: name != self.main)

    def _as_the_folder_says(self, names: Iterable[str]) -> str:
        """Return the name of the shared copy as the folder writes it.

        Where letters are the same in either case, or an accent in either spelling, the file that
        is called otherwise here is still that file, and not a copy beside it.
        """
        names = list(names)
        if self.main in names or not os.path.lexists(self._folder / self.main):
            return self.main
        same = [name for name in names if _folded(name) == _folded(self.main)]
        return same[0] if len(same) == 1 else self.main

    def _may_be_copy(self, entry: os.DirEntry[str]) -> bool:
        if entry.name == self.main:
            return True
        if _ASIDE.match(entry.name):
            return False
        try:
            facts = entry.stat(follow_symlinks=False)
            if not stat.S_ISREG(facts.st_mode):
                return False
            if is_elsewhere(
                facts
            ):  # reading it would fetch it, so only where its name says what it is
                return ENDING in entry.name.casefold()
            with Path(entry.path).open("rb") as file:
                return is_ours(file.read(_OPENING_BYTES))
        except OSError:
            return False

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file or None; SharedCopyNotReadError, FileTooLargeError."""
        path = self._folder / name
        if not os.path.lexists(path):
            return None
        try:
            return read_sealed(path)
        except FileNotReadError as error:
            if os.path.lexists(path):
                # What would help with a file that is not on this disk is another thing.
                said = NOT_FETCHED if str(error) == NOT_FETCHED else ""
                raise SharedCopyNotReadError(said) from error
            return None  # gone in this moment

    def write(self, data: bytes) -> None:
        """Put ``data`` in the place of the main file.

        Raises SharedPlaceFullError or SharedCopyNotWrittenError.
        """
        try:
            write_sealed(self._folder / self.main, data)
        except DiskFullError as error:
            raise SharedPlaceFullError from error
        except FileNotWrittenError as error:
            raise SharedCopyNotWrittenError from error

    def remove(self, name: str, data: bytes) -> bool:
        """Remove a file if it still holds ``data``; return whether it is gone."""
        try:
            now = self.read(name)
            if now is None:
                return True
            if hashlib.sha256(now).digest() != hashlib.sha256(data).digest():
                return False
            (self._folder / name).unlink()
        except (OSError, UserError):
            return False  # it is met again the next time
        return True

    def set_aside(self, name: str, why: str, now: datetime) -> str:
        """Rename a file so that it is never read again; raises FileNotWrittenError."""
        base = f"{name}.{now.strftime(_STAMP)}"
        for number in range(100):
            aside = f"{base}-{number}.{why}" if number else f"{base}.{why}"
            if not os.path.lexists(self._folder / aside):
                break
        try:
            (self._folder / name).rename(self._folder / aside)
        except OSError as error:
            raise SharedCopyNotWrittenError from error
        return aside
