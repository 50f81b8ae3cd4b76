"""Backups: the whole log as one sealed file, verified and thinned.

A backup opens with the passphrase of the day when it was made, or the recovery code.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.domain.change_lines import NotAChangeError, from_line
from iro_desktop.domain.changes import Change
from iro_desktop.domain.errors import FileDamagedError, FileNotReadError, NewerVersionError
from iro_desktop.paths import BACKUP_ENDING, BACKUPS
from iro_desktop.storage.container import (
    BACKUP,
    open_sealed,
    read_sealed,
    seal,
    write_sealed,
)
from iro_desktop.storage.encryption import ID, KeyFile
from iro_desktop.storage.facts import StoreFacts
from iro_desktop.storage.files import PRIVATE, make_private_folder
from iro_desktop.storage.store import LOG_FORM, Store

# Of the store's own values these alone, and never what is one computer's ("device:"): a backup
# must bring back by itself what is typed, and where the shared copy lies.
DRAFT, SYNC = CARRIED = ("draft:", "sync:")
NOT_CARRIED: Final = ("sync:status", "sync:retired")
"""How the last exchange went, and of which file all is here, holds only for the log as it was."""

_NAME: Final = re.compile(r"(\d{8}T\d{12}Z)(?:-[a-z-]+)?" + re.escape(BACKUP_ENDING) + r"\Z")
_STAMP: Final = "%Y%m%dT%H%M%S%fZ"

_NOT_A_BACKUP: Final = (
    StopIteration, ValueError, LookupError, TypeError, AttributeError, RecursionError,
    OverflowError,
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
    path = folder / f"{now.strftime(_STAMP)}-{reason}{BACKUP_ENDING}"
    write_backup(store, keys, data_key, path)
    for old in superfluous((found.name for found in folder.iterdir()), now):
        (folder / old).unlink(missing_ok=True)
    return path


def write_backup(store: Store, keys: KeyFile, data_key: bytes, path: Path) -> Path:
    """Write a verified backup to ``path``; what was there before stays if anything fails.

    What is erased meanwhile is taken out of the backups that are there: one that lands later is
    written again, without it.
    """
    while True:
        erasings = store.erasings
        _write_once(store, keys, data_key, path)
        if store.erasings == erasings:
            return path


def _write_once(store: Store, keys: KeyFile, data_key: bytes, path: Path) -> None:
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


@dataclass(frozen=True, slots=True)
class OwnBackup:
    """A backup in a store's own folder: when it was made and for what ("import"), its bytes."""

    path: Path
    made_at: datetime
    reason: str
    size: int


def own_backups(folder: Path) -> list[OwnBackup]:
    """Return the backups in the folder of a store, the newest first; whether whole, it cannot say.

    Raises FileNotReadError.
    """
    found: list[OwnBackup] = []
    try:
        for path in (folder / BACKUPS).glob(f"*{BACKUP_ENDING}"):
            if (made_at := _stamp(path.name)) is not None:
                reason = path.name.removesuffix(BACKUP_ENDING).partition("-")[2]
                found.append(OwnBackup(path, made_at, reason, path.stat().st_size))
    except OSError as error:
        raise FileNotReadError from error
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def _stamp(name: str) -> datetime | None:
    match = _NAME.match(name)
    if match is None:
        return None
    try:
        return datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _lines(store: Store) -> Iterator[bytes]:
    """Yield what a backup holds: what the store is, what it carries, and the whole log."""
    first = {
        "store": asdict(store.facts),
        "drafts": store.locals(DRAFT),
        "sync": {k: v for k, v in store.locals(SYNC).items() if k not in NOT_CARRIED},
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "log_form": store.log_form,
    }
    yield json.dumps(first, separators=(",", ":"), sort_keys=True).encode()
    yield from store.lines()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds; ``lines``, one a change, can be gone through once, as they are unpacked.

    ``local`` is what it carries of the store's own values: its drafts and the shared copy's place
    and key. ``made_at`` is None in one that does not say when it was made.
    """

    facts: StoreFacts
    lines: Iterator[bytes]
    local: Mapping[str, str]
    made_at: datetime | None

    def changes(self) -> Iterator[Change]:
        """Yield the changes themselves. Raises FileDamagedError for a line that is none."""
        for line in self.lines:
            try:
                yield from_line(line)
            except NotAChangeError as error:
                raise FileDamagedError from error


def contents(data: bytes, data_key: bytes) -> Contents:
    """Return what the bytes of a backup hold.

    Raises FileDamagedError, WrongFileKeyError, and NewerVersionError where the log that it copies
    has a newer form.
    """
    lines = open_sealed(data, data_key)
    try:
        first = json.loads(next(lines))
        facts = StoreFacts(**first["store"])
        made_at = first.get("made_at")
        if int(first.get("log_form", 0)) > LOG_FORM:
            raise NewerVersionError
        _refuse_unlike_ours(facts)
        return Contents(
            facts,
            lines,
            _carried(first["drafts"], DRAFT) | _carried(first.get("sync", {}), SYNC),
            datetime.fromisoformat(made_at).astimezone(UTC) if made_at else None,
        )
    except _NOT_A_BACKUP as error:
        raise FileDamagedError from error


def _refuse_unlike_ours(facts: StoreFacts) -> None:
    """Raise FileDamagedError, TypeError or ValueError for what no program of ours wrote."""
    if not ID.fullmatch(facts.store_id) or type(facts.whole_service) is not bool:
        raise FileDamagedError
    str.encode(facts.officer_id)


def _carried(local: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the values that a backup carries under keys that begin so, and nothing else.

    Raises FileDamagedError, TypeError or ValueError where one is no text that a table could hold.
    """
    for text in (*local, *local.values()):
        str.encode(text)
    if not all(key.startswith(prefix) for key in local):
        raise FileDamagedError
    return dict(local)
