"""Hours of the day as people type them: 10, 10:30, 1030, 2pm."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

_HOUR: Final = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))? ?(am|pm|a\.m\.|p\.m\.)?\Z")
_NOON: Final = 12
HOUR_NOT_READ: Final = "type an hour such as 10, 10:30 or 2pm."


def parse_hour(text: str) -> time | None:
    """Return the hour that was typed, or None where it is none.

    ``2`` is two in the night as it stands: no meeting is guessed into the afternoon.
    """
    match = _HOUR.match(text.casefold().strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "")[:1]
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def say_hour(hour: time) -> str:
    """Return an hour as it is shown: "09:30"."""
    return f"{hour:%H:%M}"
