"""The program's log: when which event came, by its code and an id, and never a word of a case.

One line an event: the instant in UTC, the version, the code, and an id or nothing. There are two
files, a younger and an older, so that it never grows beyond twice ``LARGEST``.
"""

from __future__ import annotations

import re
from contextlib import suppress
from enum import Enum
from pathlib import Path
from time import gmtime, strftime
from typing import Final

from iro_desktop import __version__
from iro_desktop.paths import log_folder

LARGEST: Final = 64 * 1024
"""How many octets a file of the log may have before the next one is begun."""
_NAME, _OLDER = "events.log", "events.log.1"
_ID: Final = re.compile(r"[0-9a-f]{1,64}")


class Event(Enum):
    """What the log can tell; nothing else is ever written to it."""

    STARTED = "P01"
    ENDED = "P02"
    POLICY_DAMAGED = "P03"
    OPENED = "S01"
    LOCKED = "S02"
    FAULT = "F01"
    """A fault of the program; the id is that of its report."""
    BROKE_OFF = "F02"
    """The program before this one ended in the middle of something."""


def note(event: Event, event_id: str = "", folder: Path | None = None) -> None:
    """Write one event; ``event_id`` is hexadecimal, and anything else is left out.

    A log that cannot be written holds nobody up.
    """
    place = folder or log_folder()
    told = event_id if _ID.fullmatch(event_id) else "-"
    line = f"{strftime('%Y-%m-%dT%H:%M:%SZ', gmtime())} {__version__} {event.value} {told}\n"
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        log = place / _NAME
        if log.exists() and log.stat().st_size + len(line) > LARGEST:
            log.replace(place / _OLDER)
        with log.open("a", encoding="ascii") as file:
            file.write(line)
