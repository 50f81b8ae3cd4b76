"""Making a store from a backup, elsewhere or in the place of the one that is there.

What is in the way is moved into a folder beside it, never deleted; what was erased for good in it
never comes back.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Final

from iro_desktop.domain.change_lines import to_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.erasures import Erased
from iro_desktop.domain.errors import (
    KeyFileDamagedError,
    KeyFileMissingError,
    NotAStoreError,
    NotOurFileError,
    NotThisStoreError,
    StoreDamagedError,
    StoreNotWritableError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.domain.records import Record
from iro_desktop.paths import BACKUP_ENDING, DATABASE, KEYS
from iro_desktop.storage.backup import NOT_CARRIED, SYNC, Contents, contents
from iro_desktop.storage.container import BACKUP, peek, read_sealed
from iro_desktop.storage.encryption import (
    KeyFile,
    read_keys,
    unlock,
    unlock_with_recovery,
    write_keys,
)
from iro_desktop.storage.files import SET_ASIDE, make_private_folder, set_aside
from iro_desktop.storage.keeping import changes_kept, records_kept
from iro_desktop.storage.lines import covers
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.opening import SAMPLE_AS_OF
from iro_desktop.storage.places import refuse_shared_place
from iro_desktop.storage.store import Clock, Store, system_clock

ERASURE: Final = "erasure:"
"""What the keys begin with of what this computer has seen and done about erasures: which of them
it has begun, so that it ends them, and since when it has waited."""

_FRESH: Final = ".restoring"
_WRONG: Final = (WrongPassphraseError, WrongRecoveryCodeError)

KeyOf = Callable[[KeyFile], bytes]
"""Returns the data key that the slots of a file wrap, or raises that what was typed is wrong."""


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """The bytes of a backup whose key is known, and the keys that open what is made of it."""

    path: Path
    data: bytes = field(repr=False)
    data_key: bytes = field(repr=False)
    keys: KeyFile = field(repr=False)

    def contents(self) -> Contents:
        """Return what it holds, unpacked anew; raises FileDamagedError and WrongFileKeyError."""
        return contents(self.data, self.data_key)


@dataclass(frozen=True, slots=True)
class Kept:
    """What goes on from the store that was there: what was erased in it, its view log and values.

    ``records`` stand for ``changes`` where the log can no longer say how they came to be.
    ``local`` says whether it shares and where, in the place of what the backup says; None where
    that is not known.
    """

    erased: Erased = field(default_factory=Erased)
    changes: tuple[Change, ...] = ()
    records: tuple[Record, ...] = ()
    local: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: how many changes the store holds now, and where the earlier one went."""

    changes: int
    set_aside: Path | None


def key_of(secret: str, *, with_recovery_code: bool) -> KeyOf:
    """Return how a key is had from what a person typed."""
    opener = unlock_with_recovery if with_recovery_code else unlock
    return lambda keys: opener(keys, secret)


def open_backup(path: Path, find_key: KeyOf) -> OpenBackup:
    """Read a backup whole and find its key.

    Raises FileNotReadError, FileTooLargeError, FileDamagedError, NotOurFileError, NewerVersionError
    and what ``find_key`` raises.
    """
    data = read_sealed(path)
    header = peek(data)
    if header.purpose != BACKUP:
        raise NotOurFileError(
            "This file is not a backup: choose a file whose name ends with " + BACKUP_ENDING + "."
        )
    return OpenBackup(path, data, find_key(header.keys), header.keys)


def kept_of(store: Store, *, same: bool) -> Kept:
    """Return what goes on from an open store; ``same``: the backup is of this very store."""
    erased = store.erased
    try:
        local = store.locals(SYNC)
        if same:
            local |= store.locals(ERASURE)
        sample = store.local(SAMPLE_AS_OF)
        if same and sample is not None:
            local[SAMPLE_AS_OF] = sample
        return Kept(erased, changes_kept(store), (), local)
    except StoreDamagedError:  # its tables are read already
        return Kept(erased, (), tuple(records_kept(store.snapshot)), None)


def restore(
    path: Path,
    folder: Path,
    secret: str,
    *,
    with_recovery_code: bool = False,
    clock: Clock = system_clock,
) -> Restored:
    """Make the store in ``folder`` from a backup.

    ``secret`` is the passphrase of the day when the backup was made, or the recovery code; for a
    backup of the store that is there today's does too. That store is moved into a folder beside
    it. Raises FileDamagedError, NotOurFileError, WrongPassphraseError, WrongRecoveryCodeError,
    NotThisStoreError, and what opening raises.
    """
    refuse_shared_place(folder)
    typed = key_of(secret, with_recovery_code=with_recovery_code)
    backup = _opened(path, folder, typed)
    backup.contents()  # one that is no backup is refused before there is a folder
    make_private_folder(folder)
    lock = StoreLock(folder)
    lock.acquire("restore")
    try:
        return make_store(folder, backup, _kept_there(folder, backup, typed), clock=clock)
    finally:
        lock.release()


def _opened(path: Path, folder: Path, typed: KeyOf) -> OpenBackup:
    """Open a backup with what was typed, by its own slots or those of the store that is there."""
    used: list[KeyFile] = []

    def find_key(keys: KeyFile) -> bytes:
        try:
            return typed(keys)
        except _WRONG:
            there = _keys_there(folder)
            if there is None or there.store_id != keys.store_id:
                raise
            used.append(there)
            return typed(there)

    backup = open_backup(path, find_key)
    keys = used[0] if used else backup.keys
    return OpenBackup(backup.path, backup.data, backup.data_key, keys)


def _keys_there(folder: Path) -> KeyFile | None:
    try:
        return read_keys(folder / KEYS)
    except (KeyFileDamagedError, KeyFileMissingError):
        return None


def _kept_there(folder: Path, backup: OpenBackup, typed: KeyOf) -> Kept:
    """Return what goes on from the store in ``folder``; nothing from one that is damaged.

    Raises NotThisStoreError where it is another one that cannot be looked into: what was erased in
    it would not be known.
    """
    if not (folder / DATABASE).exists():
        return Kept()
    try:
        return _kept_under(folder, backup.data_key, same=True)
    except NotAStoreError:
        return Kept()
    except StoreDamagedError:
        keys = _keys_there(folder)
        if keys is None or keys.store_id == backup.keys.store_id:
            return Kept()
    try:
        return _kept_under(folder, typed(keys), same=False)
    except _WRONG as error:
        raise NotThisStoreError from error
    except StoreDamagedError:
        return Kept()


def _kept_under(folder: Path, data_key: bytes, *, same: bool) -> Kept:
    with closing(Store.open(folder, data_key)) as store:
        return kept_of(store, same=same)


def make_store(
    folder: Path,
    backup: OpenBackup,
    kept: Kept,
    *,
    aside: str = SET_ASIDE,
    clock: Clock = system_clock,
) -> Restored:
    """Put a store made from a backup in the place of what is there; the caller holds the lock.

    Killed at any moment, the folder holds one of them whole, or its backups and what was moved.
    """
    fresh = folder / _FRESH
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        count = _fill(fresh, backup, kept, clock)
        write_keys(fresh / KEYS, backup.keys)
        where = _move_in(fresh, folder, aside, clock())
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Restored(count, where)


def _fill(folder: Path, backup: OpenBackup, kept: Kept, clock: Clock) -> int:
    held = backup.contents()
    store = Store.create(folder, backup.data_key, facts=held.facts, clock=clock)
    with closing(store):
        lines = chain(map(to_line, kept.changes), held.lines)
        incoming = store.incoming([lines])
        incoming.rows = [row for row in incoming.rows if not covers(kept.erased, row)]
        store.take_in(incoming, "restore")
        if kept.records:
            with store.write("keep what was erased", source="restore") as write:
                for record in kept.records:
                    write.put(record)
        for key, value in _local(held, kept).items():
            store.set_local(key, value)
        return store.snapshot.position


def _local(held: Contents, kept: Kept) -> dict[str, str]:
    """Return the values of its own that a store begins with.

    Who stopped sharing since the backup must not share again by going back to it.
    """
    local = dict(held.local)
    if kept.local is not None:
        drafts = {key: value for key, value in local.items() if not key.startswith(SYNC)}
        local = drafts | dict(kept.local)
    return {key: value for key, value in local.items() if key not in NOT_CARRIED}


def _move_in(fresh: Path, folder: Path, aside: str, now: datetime) -> Path | None:
    """Put a whole new store in the place of what is there; return where that went."""
    try:
        where = set_aside(folder, (DATABASE, KEYS), now, aside)
        for name in (KEYS, DATABASE):  # the database last: without it there is no store
            (fresh / name).replace(folder / name)
    except OSError as error:
        raise StoreNotWritableError from error
    return where
