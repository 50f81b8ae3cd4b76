"""Making and opening a store under its passphrase: keys, lock and database together."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import (
    DatabaseMissingError,
    NotAStoreError,
    RecoveryCodeMistypedError,
    StoreExistsError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from iro_desktop.paths import DATABASE, KEYS, holds_a_store
from iro_desktop.storage.attempts import note_attempt
from iro_desktop.storage.encryption import (
    ARGON,
    RECOVERY,
    Argon,
    KeyFile,
    change_passphrase,
    check_passphrase,
    new_keys,
    read_keys,
    unlock,
    unlock_with_recovery,
    with_new_recovery_code,
    with_passphrase,
    write_keys,
)
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.files import make_private_folder, set_aside
from iro_desktop.storage.lock import WINDOW, StoreLock
from iro_desktop.storage.places import refuse_shared_place
from iro_desktop.storage.projection import Progress
from iro_desktop.storage.store import Clock, Store, system_clock

_WRONG: Final = (WrongPassphraseError, WrongRecoveryCodeError, RecoveryCodeMistypedError)
SAMPLE_AS_OF: Final = "sample_as_of"
"""The local value that marks a store of invented children, and holds the day that it shows."""


@dataclass(slots=True)
class OpenStore:
    """A store that is open here, with its keys and its lock."""

    store: Store
    keys: KeyFile
    data_key: bytes
    lock: StoreLock

    @property
    def folder(self) -> Path:
        """The store's folder."""
        return self.store.folder

    @property
    def sample_as_of(self) -> date | None:
        """The day that a store of invented children shows; None for a real one."""
        found = self.store.local(SAMPLE_AS_OF)
        return date.fromisoformat(found) if found else None

    def close(self) -> None:
        """Close the database, forget the key and let others in."""
        self.store.close()
        self.data_key = b""
        self.lock.release()

    def back_up(self, reason: str) -> Path:
        """Write a verified backup into the store's own folder, thin the old ones, and name it."""
        return _back_up(self.store, self.keys, self.data_key, reason)

    def back_up_to(self, path: Path) -> Path:
        """Write a verified backup to ``path``."""
        from iro_desktop.storage.backup import write_backup

        return write_backup(self.store, self.keys, self.data_key, path)

    def change_passphrase(self, old: str, new: str) -> None:
        """Put the data key under another passphrase; the data itself is not rewritten."""
        check_passphrase(new)
        self.keys = change_passphrase(self.keys, old, new)
        write_keys(self.folder / KEYS, self.keys)

    def new_recovery_code(self, passphrase: str) -> str:
        """Put a fresh recovery code in the place of the one before, and return it.

        ``passphrase`` shows that it is the store's owner who asks. Raises WrongPassphraseError,
        or FileNotWrittenError, and then the earlier code still opens the store.
        """
        data_key = unlock(self.keys, passphrase)
        keys, code = with_new_recovery_code(self.keys, data_key)
        write_keys(self.folder / KEYS, keys)
        self.keys = keys
        return code

    @property
    def recovery_mark(self) -> str:
        """What tells the recovery code that counts from every other; it tells nothing about it."""
        return next((one.salt.hex() for one in self.keys.slots if one.kind == RECOVERY), "")

    def set_passphrase(self, new: str) -> str:
        """Set a passphrase after the recovery code was used; return a fresh recovery code."""
        check_passphrase(new)
        keys = with_passphrase(self.keys, self.data_key, new)
        keys, code = with_new_recovery_code(keys, self.data_key)
        write_keys(self.folder / KEYS, keys)
        self.keys = keys
        return code


def create_store(  # noqa: PLR0913 - what settles a store, and how dear its keys are
    folder: Path,
    passphrase: str,
    *,
    facts: StoreFacts | None = None,
    who: str = WINDOW,
    clock: Clock = system_clock,
    argon: Argon = ARGON,
    any_passphrase: bool = False,
    fill: Callable[[Store], None] | None = None,
) -> tuple[OpenStore, str]:
    """Make a store and return it open, with its recovery code.

    ``any_passphrase`` lets a weak one pass: for invented children alone. ``fill`` writes what a
    store must never be without; until it has, there is no store.
    Raises StoreExistsError, SharedPlaceError, WeakPassphraseError, StoreInUseError.
    """
    refuse_shared_place(folder)
    if holds_a_store(folder):
        raise StoreExistsError
    if not any_passphrase:
        check_passphrase(passphrase)
    facts = facts or StoreFacts("")
    facts = replace(facts, store_id=facts.store_id or secrets.token_hex(16))
    make_private_folder(folder)
    lock = StoreLock(folder)
    lock.acquire(who)
    try:
        keys, data_key, code = new_keys(facts.store_id, passphrase, argon=argon)
        _make(folder, keys, lambda fresh: _filled(fresh, data_key, facts, clock, fill), clock())
        store = Store.open(folder, data_key, clock=clock)
    except BaseException:
        lock.release()
        raise
    return OpenStore(store, keys, data_key, lock), code


def _make(folder: Path, keys: KeyFile, make: Callable[[Path], Store], now: datetime) -> None:
    """Make the files of a store aside and move them in whole, the database last.

    Killed in between, there is no store, and it can be made again.
    """
    fresh = folder / ".creating"
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        make(fresh).close()
        set_aside(folder, (DATABASE, KEYS), now)  # the key file of one that was cut short
        write_keys(folder / KEYS, keys)
        (fresh / DATABASE).replace(folder / DATABASE)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _filled(
    folder: Path,
    data_key: bytes,
    facts: StoreFacts,
    clock: Clock,
    fill: Callable[[Store], None] | None,
) -> Store:
    store = Store.create(folder, data_key, facts=facts, clock=clock)
    try:
        if fill:
            fill(store)
    except BaseException:
        store.close()
        raise
    return store


def _back_up(store: Store, keys: KeyFile, data_key: bytes, reason: str) -> Path:
    from iro_desktop.storage.backup import back_up  # few openings come to it

    return back_up(store, keys, data_key, reason)


def open_store(
    folder: Path,
    passphrase: str,
    *,
    with_recovery_code: bool = False,
    who: str = WINDOW,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> OpenStore:
    """Open a store with its passphrase, or with its recovery code.

    Raises NotAStoreError, WrongPassphraseError, WrongRecoveryCodeError, KeyFileDamagedError,
    KeyFileMissingError, StoreDamagedError, NewerVersionError, StoreInUseError, SharedPlaceError.
    """
    refuse_shared_place(folder)
    if not holds_a_store(folder):
        raise NotAStoreError
    if not (folder / DATABASE).exists():
        raise DatabaseMissingError
    keys = read_keys(folder / KEYS)
    lock = StoreLock(folder)
    lock.acquire(who)
    try:
        opener: Callable[[KeyFile, str], bytes] = (
            unlock_with_recovery if with_recovery_code else unlock
        )
        data_key = opener(keys, passphrase)
        store = Store.open(
            folder,
            data_key,
            clock=clock,
            progress=progress,
            before_projecting=lambda store: _back_up(store, keys, data_key, "upgrade"),
        )
    except BaseException as error:
        if isinstance(error, _WRONG):
            note_attempt(folder, clock())
        lock.release()
        raise
    return OpenStore(store, keys, data_key, lock)
