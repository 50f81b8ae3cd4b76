"""Backups: the whole log as one sealed file, verified, thinned, and restored with care.

A backup opens with the passphrase of the day when it was made, or the recovery code.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import FileDamagedError, NotOurFileError, StoreNotWritableError
from iro_desktop.paths import BACKUPS, DATABASE, KEYS
from iro_desktop.storage.container import (
    BACKUP,
    open_sealed,
    peek,
    read_sealed,
    seal,
    write_sealed,
)
from iro_desktop.storage.encryption import ID, KeyFile, unlock, unlock_with_recovery, write_keys
from iro_desktop.storage.files import PRIVATE, make_private_folder
from iro_desktop.storage.lock import StoreLock
from iro_desktop.storage.places import refuse_shared_place
from iro_desktop.storage.store import Clock, Store, StoreFacts, system_clock

ENDING: Final = ".irobackup"
_DRAFT: Final = "draft:"
_NAME: Final = re.compile(r"(\d{8}T\d{12}Z)(?:-[a-z-]+)?" + re.escape(ENDING) + r"\Z")
_STAMP: Final = "%Y%m%dT%H%M%S%fZ"

_NOT_A_BACKUP: Final = (
    StopIteration, ValueError, LookupError, TypeError, AttributeError, RecursionError,
)  # fmt: skip

_ALL_DAYS, _DAILY, _WEEKLY, _MONTHLY = 2, 12, 10, 9


def back_up(
    store: Store, keys: KeyFile, data_key: bytes, reason: str, *, now: datetime | None = None
) -> Path:
    """Write a verified backup into the store's folder, thin the older ones and return its path.

    ``reason`` is one word such as ``import``; it becomes part of the file's name.
    """
    now = now or datetime.now(UTC)
    folder = store.folder / BACKUPS
    make_private_folder(folder)
    path = folder / f"{now.strftime(_STAMP)}-{reason}{ENDING}"
    write_backup(store, keys, data_key, path)
    for old in superfluous((found.name for found in folder.iterdir()), now):
        (folder / old).unlink(missing_ok=True)
    return path


def write_backup(store: Store, keys: KeyFile, data_key: bytes, path: Path) -> Path:
    """Write a verified backup to ``path``; what was there before stays if anything fails."""
    written = hashlib.sha256()
    lines = _tallied(_lines(store), written)
    data = seal(lines, key=data_key, vault_id=keys.store_id, purpose=BACKUP, slots=keys.slots)
    write_sealed(
        path, data, mode=PRIVATE
    )  # which reads the bytes back; what they unpack to is checked here
    found = hashlib.sha256()
    for _line in _tallied(open_sealed(read_sealed(path), data_key), found):
        pass
    if found.digest() != written.digest():
        raise FileDamagedError
    return path


def _tallied(lines: Iterable[bytes], digest: hashlib._Hash) -> Iterator[bytes]:
    for line in lines:
        digest.update(line + b"\n")
        yield line


def superfluous(names: Iterable[str], now: datetime) -> list[str]:
    """Return which backups to remove: all of 2 days stay, 12 daily, 10 weekly and 9 monthly.

    Of a day, week or month the latest stays. A name that is not ours is never returned.
    """
    ours = sorted(
        ((stamp, name) for name in names if (stamp := _stamp(name)) is not None), reverse=True
    )
    keep = {name for stamp, name in ours if now - stamp <= timedelta(days=_ALL_DAYS)}
    keep |= _latest_of_each(ours, lambda stamp: stamp.date(), _DAILY)
    keep |= _latest_of_each(ours, lambda stamp: stamp.date() - timedelta(stamp.weekday()), _WEEKLY)
    keep |= _latest_of_each(ours, lambda stamp: stamp.date().replace(day=1), _MONTHLY)
    return [name for _, name in ours if name not in keep]


def _latest_of_each(
    newest_first: list[tuple[datetime, str]], span: Callable[[datetime], date], count: int
) -> set[str]:
    latest: dict[date, str] = {}
    for stamp, name in newest_first:
        latest.setdefault(span(stamp), name)
    return set(list(latest.values())[:count])


def _stamp(name: str) -> datetime | None:
    match = _NAME.match(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def restore(
    path: Path,
    folder: Path,
    secret: str,
    *,
    with_recovery_code: bool = False,
    clock: Clock = system_clock,
) -> tuple[int, Path | None]:
    """Make the store in ``folder`` from a backup; return (changes restored, what was set aside).

    ``secret`` is the passphrase of the day when the backup was made, or the recovery code. A
    store that is already there is moved into a folder beside it, never overwritten.
    Raises FileDamagedError, NotOurFileError, WrongPassphraseError and what opening raises.
    """
    refuse_shared_place(folder)
    data = read_sealed(path)
    header = peek(data)
    if header.purpose != BACKUP:
        raise NotOurFileError(
            "This file is not a backup: choose a file whose name ends with " + ENDING + "."
        )
    data_key = (unlock_with_recovery if with_recovery_code else unlock)(header.keys, secret)
    facts, lines, drafts = _read(data, data_key)
    make_private_folder(folder)
    lock = StoreLock(folder)
    lock.acquire("restore")
    fresh = folder / ".restoring"
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        count = _fill(fresh, data_key, facts, lines, drafts, clock)
        write_keys(fresh / KEYS, header.keys)
        aside = _move_in(fresh, folder, clock())
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        lock.release()
    return count, aside


def _move_in(fresh: Path, folder: Path, now: datetime) -> Path | None:
    """Put a whole new store in the place of what is there; return where that went."""
    try:
        aside = set_aside(folder, now)
        for name in (KEYS, DATABASE):  # the database last: without it there is no store
            (fresh / name).replace(folder / name)
    except OSError as error:
        raise StoreNotWritableError from error
    return aside


def _fill(
    folder: Path,
    data_key: bytes,
    facts: StoreFacts,
    lines: Iterable[bytes],
    drafts: dict[str, str],
    clock: Clock,
) -> int:
    store = Store.create(folder, data_key, facts=facts, clock=clock)
    try:
        store.take_in(store.incoming([lines]), "restore")
        for key, value in drafts.items():
            store.set_local(key, value)
        return store.snapshot.position
    finally:
        store.close()


def set_aside(folder: Path, now: datetime) -> Path | None:
    """Move the files of a store that is in the way into a folder of their own, and name it."""
    found = [path for path in folder.iterdir() if path.name.startswith((DATABASE, KEYS))]
    if not found:
        return None
    aside = folder / f"set-aside-{now.strftime(_STAMP)}"
    aside.mkdir()
    for path in found:
        path.replace(aside / path.name)
    return aside


def _lines(store: Store) -> Iterator[bytes]:
    """Yield what a backup holds: what the store is, its drafts, and the whole log."""
    first = {"store": asdict(store.facts), "drafts": store.locals(_DRAFT)}
    yield json.dumps(first, separators=(",", ":"), sort_keys=True).encode()
    yield from store.lines()


def _read(data: bytes, data_key: bytes) -> tuple[StoreFacts, Iterator[bytes], dict[str, str]]:
    """Return what a backup holds: what the store is, its changes as lines, its drafts."""
    lines = open_sealed(data, data_key)
    try:
        first = json.loads(next(lines))
        facts = StoreFacts(**first["store"])
        drafts: dict[str, str] = first["drafts"]
        texts = (facts.store_id, facts.officer_id, *drafts, *drafts.values())
        if not ID.fullmatch(facts.store_id) or type(facts.whole_service) is not bool:
            raise FileDamagedError
        for text in texts:
            str.encode(text)  # TypeError if it is none, ValueError if no table could hold it
        if not all(key.startswith(_DRAFT) for key in drafts):
            raise FileDamagedError
    except _NOT_A_BACKUP as error:
        raise FileDamagedError from error
    return facts, lines, drafts
