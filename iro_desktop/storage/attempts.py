"""Failed attempts at opening a store, kept in its folder until somebody opens it: instants alone.

The store itself is locked then, so the moments lie beside it in a small file, and go into its view
log with the next opening. A full disk or a folder that cannot be written to stops nothing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.paths import ATTEMPTS
from iro_desktop.storage.files import PRIVATE, read_file, replace_file

MOST_KEPT: Final = 100
"""How many failed attempts are kept: the last ones."""

_MOST_BYTES: Final = 1 << 14
_LENGTH: Final = len("2026-05-12T14:02:05.123Z")


def note_attempt(folder: Path, at: datetime) -> None:
    """Keep the moment of a failed attempt with those before it; only the last 100 stay."""
    kept = [*attempts(folder), at][-MOST_KEPT:]
    lines = [_written(one) for one in kept]
    with suppress(UserError, OSError):
        replace_file(folder / ATTEMPTS, json.dumps(lines).encode(), mode=PRIVATE)


def attempts(folder: Path) -> tuple[datetime, ...]:
    """Return the moments that are kept, in UTC, in their order; what is no moment is left out."""
    try:
        found = json.loads(read_file(folder / ATTEMPTS, most=_MOST_BYTES))
    except (UserError, OSError, ValueError, RecursionError):
        return ()
    listed = found[-MOST_KEPT:] if isinstance(found, list) else []
    return tuple(at for one in listed if (at := _moment(one)) is not None)


def forget_attempts(folder: Path) -> None:
    """Remove the file, once its moments are in the view log."""
    with suppress(OSError):
        (folder / ATTEMPTS).unlink(missing_ok=True)


def _written(at: datetime) -> str:
    # To the millisecond, as the log has it, or an attempt would stand before what it came after.
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str) or len(text) != _LENGTH:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else None
