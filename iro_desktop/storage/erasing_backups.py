"""Backups in a store's own folder are written anew without what was erased."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.errors import (
    FileDamagedError,
    FileNotReadError,
    FileTooLargeError,
    NewerVersionError,
    NotOurFileError,
    WrongFileKeyError,
)
from iro_desktop.paths import BACKUP_ENDING, BACKUPS
from iro_desktop.storage.container import (
    BACKUP,
    Header,
    open_sealed,
    peek,
    read_sealed,
    seal,
    write_sealed,
)
from iro_desktop.storage.erasing import erased_in, filter_lines, names_in, without_drafts
from iro_desktop.storage.files import PRIVATE

_UNREADABLE = (
    FileDamagedError,
    FileNotReadError,
    FileTooLargeError,
    NewerVersionError,
    NotOurFileError,
    WrongFileKeyError,
)


@dataclass(frozen=True, slots=True)
class Cleared:
    """Which backups were written anew, and which could not be opened and so stay as they are."""

    rewritten: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def erase_in_backups(folder: Path, data_key: bytes, erased: Erased) -> Cleared:
    """Take what is erased out of every backup in the folder of a store.

    Each one keeps its name and the ways in, and is replaced once the new one is proved. Raises
    DiskFullError or FileNotWrittenError, with every backup whole; done again, it goes on.
    """
    rewritten: list[str] = []
    left: list[str] = []
    for path in sorted((folder / BACKUPS).glob(f"*{BACKUP_ENDING}")):
        try:
            if _rewrite(path, data_key, erased):
                rewritten.append(path.name)
        except _UNREADABLE:
            left.append(path.name)
    return Cleared(tuple(rewritten), tuple(left))


def _rewrite(path: Path, data_key: bytes, erased: Erased) -> bool:
    """Write one backup anew; return whether there was anything to take out."""
    data = read_sealed(path)
    header = peek(data)
    if header.purpose != BACKUP:
        raise NotOurFileError
    found = [erased_in(line, erased) for line in _changes(data, data_key)]
    names = names_in(change for change in found if change is not None)
    first = _first(data, data_key)
    cleared = without_drafts(first, erased.ids, names)
    if cleared == first and not any(found):
        return False
    lines = filter_lines(_changes(data, data_key), erased, names)
    _replace(path, chain([cleared], lines), header, data_key)
    return True


def _replace(path: Path, lines: Iterable[bytes], header: Header, data_key: bytes) -> None:
    written = hashlib.sha256()
    sealed = seal(
        _tallied(lines, written),
        key=data_key,
        vault_id=header.vault_id,
        purpose=header.purpose,
        slots=header.slots,
    )
    found = hashlib.sha256()
    for _line in _tallied(open_sealed(sealed, data_key), found):
        pass
    if found.digest() != written.digest():
        raise FileDamagedError
    write_sealed(path, sealed, mode=PRIVATE)  # which reads the bytes back


def _first(data: bytes, data_key: bytes) -> bytes:
    first = next(open_sealed(data, data_key), None)
    if first is None:
        raise FileDamagedError
    return first


def _changes(data: bytes, data_key: bytes) -> Iterator[bytes]:
    lines = open_sealed(data, data_key)
    next(lines, None)
    return lines


def _tallied(lines: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for line in lines:
        digest.update(line + b"\n")
        yield line
