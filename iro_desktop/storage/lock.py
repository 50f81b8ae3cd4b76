"""One process at a time has a store open, and the others are told which one."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from iro_desktop.domain.errors import (
    FileNotReadError,
    FileTooLargeError,
    NotAStoreError,
    StoreInUseError,
    StoreNotWritableError,
    UserError,
)
from iro_desktop.domain.words import short_date
from iro_desktop.paths import HOLDER
from iro_desktop.storage import canonical
from iro_desktop.storage.canonical import Fields
from iro_desktop.storage.files import read_file, replace_file

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = "window"

_LOCK = "store.lock"
_MOST_BYTES = 1 << 12
_WHAT = re.compile(r"[a-z][a-z0-9 -]{0,40}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


@dataclass(frozen=True, slots=True)
class Holder:
    """Which process of this computer has a store open: the window, or a command by its name."""

    pid: int
    what: str
    since_at: datetime

    @property
    def sentence(self) -> str:
        """Who has the store and what to do about it."""
        since = self.since_at.astimezone()
        when = f"since {since:%H:%M} on {short_date(since)}, process {self.pid}"
        if self.what == WINDOW:
            return (
                f"This store is already open in an IRO Desktop window on this computer ({when}): "
                "use that window, or close it first."
            )
        return (
            f"This store is in use by the command “{self.what}” on this computer ({when}): "
            "wait until it has finished, then try again."
        )


class StoreLock:
    """The hold on the store in a folder, from ``acquire`` to ``release`` or the process's end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Only the system's own lock will do: a marker file would outlive a killed process.
        self._lock = FileLock(
            folder / _LOCK,
            timeout=0,
            thread_local=False,
            fallback_to_soft=False,
            preserve_lock_file=True,
        )

    def acquire(self, what: str) -> None:
        """Take hold of the store, or raise StoreInUseError with who has it.

        ``what`` is WINDOW or the name of a command. The system itself frees the hold of a process
        that was killed. Raises NotAStoreError without such a folder, and StoreNotWritableError.
        """
        if not self._folder.is_dir():
            raise NotAStoreError
        try:
            self._lock.acquire()
        except Timeout as error:
            holder = holder_of(self._folder)
            raise StoreInUseError(holder.sentence if holder else "") from error
        except (OSError, NotImplementedError) as error:
            raise StoreNotWritableError from error
        _write_holder(self._folder / HOLDER, what)

    def release(self) -> None:
        """Let others open the store; does nothing where it is not held."""
        if self._lock.is_locked:
            with suppress(OSError):
                (self._folder / HOLDER).unlink()
            self._lock.release()


def holder_of(folder: Path) -> Holder | None:
    """Return who has, or last had, the store in ``folder``, where that can be read."""
    try:
        content = canonical.load(read_file(folder / HOLDER, most=_MOST_BYTES))
        fields = Fields(content, {"pid", "since", "what"})
        return Holder(
            pid=fields.number("pid", 1, 1 << 32),
            what=fields.text("what", _WHAT),
            since_at=datetime.fromisoformat(fields.text("since", _INSTANT)),
        )
    except (ValueError, FileNotReadError, FileTooLargeError):
        return None


def _write_holder(path: Path, what: str) -> None:
    """Say who holds the store; a full disk must not keep anybody from reading theirs."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    with suppress(OSError):
        path.unlink(missing_ok=True)
    with suppress(UserError):
        replace_file(path, canonical.dump({"pid": os.getpid(), "since": since, "what": what}))
