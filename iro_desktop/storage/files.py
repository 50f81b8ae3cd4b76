"""Reads files whole, and replaces them so that at every moment the old or the new one is whole."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from iro_desktop.domain.errors import (
    DiskFullError,
    FileNotReadError,
    FileNotWrittenError,
    FileTooLargeError,
    NotAStoreError,
    StoreNotWritableError,
)

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = 0o600
"""The mode of a file of a store: encrypted or not, nobody else on this computer needs it."""
_PRIVATE_FOLDER = 0o700
SET_ASIDE, DAMAGED = "set-aside", "damaged"
"""How the folder begins into which files are moved: whole ones, and damaged ones."""
_STAMP = "%Y-%m-%d-%H%M%S"
_FULL = {errno.ENOSPC, errno.EDQUOT}
_STEP = 1 << 20
_BINARY: int = getattr(os, "O_BINARY", 0)  # else Windows would change line ends
_A_DAY = 24 * 60 * 60
# On Windows a virus scanner or a cloud client may hold the target for a moment.
_REPLACE_DELAYS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
# FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS and OFFLINE, which Windows gives a cloud service's files.
_NOT_ON_THIS_DISK = 0x400000 | 0x1000
NOT_FETCHED = (
    "The cloud service holds this file and did not hand it over: connect to the internet and try "
    "again, or choose “Always keep on this device” for it."
)
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user may look into; one that is there stays as it is.

    Raises NotAStoreError where a file is in the way, DiskFullError or StoreNotWritableError.
    """
    try:
        folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise NotAStoreError(
            "A store is a folder, and what was named is a file: choose another place for it."
        ) from error
    except OSError as error:
        raise DiskFullError if error.errno in _FULL else StoreNotWritableError from error


def set_aside(
    folder: Path, beginnings: tuple[str, ...], now: datetime, name: str = SET_ASIDE
) -> Path | None:
    """Move the files in a folder whose names begin so into a folder of their own, and name it.

    None where there is none. Raises OSError.
    """
    found = [path for path in folder.iterdir() if path.name.startswith(beginnings)]
    if not found:
        return None
    aside = _new_folder(folder / f"{name}-{now.astimezone(UTC).strftime(_STAMP)}")
    for path in found:
        path.replace(aside / path.name)
    return aside


def _new_folder(path: Path) -> Path:
    """Make a folder of this name, or with a number after it where there is one."""
    for number in count(1):
        made = path if number == 1 else path.with_name(f"{path.name}-{number}")
        with suppress(FileExistsError):
            made.mkdir(_PRIVATE_FOLDER)
            return made
    raise AssertionError


def is_elsewhere(facts: os.stat_result) -> bool:
    """Return whether a cloud service would have to fetch the file before it can be read."""
    return bool(getattr(facts, "st_file_attributes", 0) & _NOT_ON_THIS_DISK)


def read_file(path: Path, *, most: int) -> bytes:
    """Return the bytes of a file of at most ``most`` bytes.

    Raises FileNotReadError (missing, a folder, not allowed) or FileTooLargeError.
    """
    sentence = ""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise FileNotReadError
        if facts.st_size > most:
            raise FileTooLargeError
        if is_elsewhere(facts):
            sentence = NOT_FETCHED
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise FileNotReadError(sentence) from error
    if len(data) > most:
        raise FileTooLargeError
    return data


def replace_file(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Put ``data`` in the place of ``path``: aside first, on disk, read back, then swapped in.

    ``mode`` is the new file's, less the umask. Raises DiskFullError or FileNotWrittenError, and
    then whatever was at ``path`` is untouched and nothing is left beside it.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        _remove_abandoned(path)
        _write_through(aside, data, mode)
        if not _holds(aside, data):
            raise FileNotWrittenError(
                "The disk did not keep what was written to it, and the earlier file is unchanged: "
                "save to another disk and have this one checked."
            )
        _swap(aside, path)
    except OSError as error:
        raise DiskFullError if error.errno in _FULL else FileNotWrittenError from error
    finally:
        with suppress(OSError):
            aside.unlink()
    _sync_folder(path.parent)


def _remove_abandoned(path: Path) -> None:
    """Remove what a killed process left behind more than a day ago.

    A younger one may belong to another computer that writes to the same shared folder right now.
    """
    for aside in path.parent.glob(f".{_literal(path.name)}.????????.tmp"):
        with suppress(OSError):
            if time.time() - aside.stat().st_mtime > _A_DAY:
                aside.unlink()


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _write_through(path: Path, data: bytes, mode: int) -> None:
    # By the system's own calls, one at a time, so that a test can fail or stop at each of them.
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest[:_STEP]) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _holds(path: Path, data: bytes) -> bool:
    """Return whether the file holds exactly ``data``, reading it in steps."""
    handle = os.open(path, os.O_RDONLY | _BINARY)
    try:
        rest = memoryview(data)
        while piece := os.read(handle, _STEP):
            if piece != rest[: len(piece)]:
                return False
            rest = rest[len(piece) :]
        return not rest
    finally:
        os.close(handle)


def _swap(aside: Path, path: Path) -> None:
    for delay in _REPLACE_DELAYS:
        try:
            aside.replace(path)
        except PermissionError:
            time.sleep(delay)
        else:
            return
    aside.replace(path)


def _sync_folder(folder: Path) -> None:
    """Make the swap itself last through a power cut, where the system can do that."""
    if sys.platform != "win32":
        try:
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise FileNotWrittenError(
                    "The file was written, but the disk could not confirm it: "
                    "check the disk, then save again."
                ) from error
