"""A store that does not open any more, made again from its own backups.

What is damaged is moved into a folder beside it; what is whole stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import (
    FileDamagedError,
    FileNotReadError,
    FileTooLargeError,
    KeyFileDamagedError,
    KeyFileMissingError,
    NewerVersionError,
    NoBackupError,
    NotAStoreError,
    NothingDamagedError,
    NotOurFileError,
    StoreDamagedError,
    StoreNotWritableError,
    UserError,
    WrongFileKeyError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.paths import KEYS
from iro_desktop.storage.backup import OwnBackup, own_backups
from iro_desktop.storage.encryption import KeyFile, Slot, read_keys, write_keys
from iro_desktop.storage.engine import cipher_integrity
from iro_desktop.storage.files import DAMAGED, set_aside
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.places import refuse_shared_place
from iro_desktop.storage.restoring import Kept, KeyOf, OpenBackup, key_of, make_store, open_backup
from iro_desktop.storage.salvage import salvage
from iro_desktop.storage.store import Clock, Store, system_clock

_NOT_WHOLE: Final = (
    FileDamagedError, FileNotReadError, FileTooLargeError, NotOurFileError, NewerVersionError,
    WrongFileKeyError,
)  # fmt: skip
_WRONG: Final = (WrongPassphraseError, WrongRecoveryCodeError)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made again from which backup, and where the damaged files are now.

    ``changes`` counts what the new database holds; None where only the key file was made again.
    ``skipped`` counts the newer backups that were damaged too, or under another passphrase.
    ``saved`` counts the changes that were still readable in the damaged database and not in the
    backup; ``whole`` says that nothing that was ever committed is missing.
    """

    made_at: datetime
    changes: int | None
    set_aside: Path | None
    skipped: int
    saved: int = 0
    whole: bool = False


def rebuild(
    folder: Path,
    secret: str,
    *,
    with_recovery_code: bool = False,
    clock: Clock = system_clock,
) -> Rebuilt:
    """Make again what is damaged or missing of the store in ``folder``, from its newest backup.

    What can still be read of a damaged database is added to what the backup holds.
    Older backups are tried where newer ones are damaged or do not open with ``secret``. A database
    that opens is never replaced. Raises NothingDamagedError, NoBackupError, WrongPassphraseError,
    WrongRecoveryCodeError, StoreInUseError and StoreNotWritableError; all is as it was then.
    """
    refuse_shared_place(folder)
    lock = StoreLock(folder)
    lock.acquire("restore")
    try:
        typed = key_of(secret, with_recovery_code=with_recovery_code)
        keys = _whole_keys(folder)
        if keys is None:
            return _with_new_keys(folder, _once(typed), clock)
        data_key = typed(keys)
        if _is_whole(folder, data_key):
            raise NothingDamagedError
        return _from_newest(folder, lambda _: data_key, keys, clock)
    finally:
        lock.release()


def _whole_keys(folder: Path) -> KeyFile | None:
    try:
        return read_keys(folder / KEYS)
    except (KeyFileDamagedError, KeyFileMissingError):
        return None


def _once(typed: KeyOf) -> KeyOf:
    """Return the same, deriving only once for slots that several backups share."""
    known: dict[tuple[str, tuple[Slot, ...]], bytes | UserError] = {}

    def find(keys: KeyFile) -> bytes:
        which = (keys.store_id, keys.slots)
        if which not in known:
            try:
                known[which] = typed(keys)
            except _WRONG as error:
                known[which] = error
        found = known[which]
        if isinstance(found, UserError):
            raise found
        return found

    return find


def _is_whole(folder: Path, data_key: bytes) -> bool:
    """Return whether the database opens and every page of it is whole; a newer program's is."""
    try:
        with closing(Store.open(folder, data_key)) as store:
            return not cipher_integrity(store.engine)
    except (StoreDamagedError, NotAStoreError):
        return False
    except NewerVersionError:
        return True


def _with_new_keys(folder: Path, find_key: KeyOf, clock: Clock) -> Rebuilt:
    """Make the key file again from a backup's slots, and the database only if it is damaged."""

    def make(own: OwnBackup, backup: OpenBackup, skipped: int) -> Rebuilt:
        if not _is_whole(folder, backup.data_key):
            return _made(folder, own, backup, skipped, clock)
        try:
            aside = set_aside(folder, (KEYS,), clock(), DAMAGED)
        except OSError as error:
            raise StoreNotWritableError from error
        write_keys(folder / KEYS, backup.keys)
        return Rebuilt(own.made_at, None, aside, skipped)

    return _each(folder, find_key, make)


def _from_newest(folder: Path, find_key: KeyOf, keys: KeyFile, clock: Clock) -> Rebuilt:
    """Make the database again; the key file stays as it is, and with it today's passphrase."""

    def make(own: OwnBackup, backup: OpenBackup, skipped: int) -> Rebuilt:
        if backup.keys.store_id != keys.store_id:
            raise WrongFileKeyError
        under = OpenBackup(backup.path, backup.data, backup.data_key, keys)
        return _made(folder, own, under, skipped, clock)

    return _each(folder, find_key, make)


def _made(folder: Path, own: OwnBackup, backup: OpenBackup, skipped: int, clock: Clock) -> Rebuilt:
    """Make the database from a backup and whatever can still be read of the damaged one."""
    read = salvage(folder, backup.data_key)
    kept = Kept(changes=read.changes, local=read.local or None)
    in_backup = {change.key for change in backup.contents().changes()}
    saved = sum(change.key not in in_backup for change in read.changes)
    restored = make_store(folder, backup, kept, aside=DAMAGED, clock=clock)
    return Rebuilt(
        own.made_at, restored.changes, restored.set_aside, skipped, saved, whole=read.whole
    )


def _each(
    folder: Path, find_key: KeyOf, make: Callable[[OwnBackup, OpenBackup, int], Rebuilt]
) -> Rebuilt:
    """Return what ``make`` makes of the newest backup that is whole and opens."""
    wrong: UserError | None = None
    for skipped, own in enumerate(own_backups(folder)):
        try:
            return make(own, open_backup(own.path, find_key), skipped)
        except _WRONG as error:
            wrong = wrong or error
        except _NOT_WHOLE:
            continue
    raise wrong or NoBackupError
