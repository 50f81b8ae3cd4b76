"""A diary as an iCalendar file (RFC 5545) that calendars import, and update when imported again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icalendar import Event as Component

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)
_MINUTE: Final = timedelta(minutes=1)
_DOMAIN: Final = "iro-desktop"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: ``uid`` stays the same for ever, ``words`` hold no names.

    One with an hour lasts one; the others are whole days and leave the day free.
    """

    uid: str
    on: date
    words: str
    note: str = ""
    starts_at: datetime | None = None
    is_off: bool = False


def calendar_file(events: Iterable[Event], at: datetime) -> bytes:
    """The file as bytes. ``at`` is now, in UTC.

    Each event carries a SEQUENCE that grows from file to file, so that a calendar takes the newer
    one for the same event; what is off is there as cancelled.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//IRO Desktop//Diary//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    for event in events:
        calendar.add_component(_component(event, at))
    return bytes(calendar.to_ical())


def sequence(at: datetime) -> int:
    """The number of a file made at a moment: the minutes since 2020, so that it only grows."""
    return max(0, (at - _EPOCH) // _MINUTE)


def _component(event: Event, at: datetime) -> Component:
    import icalendar

    found = icalendar.Event()
    found.add("uid", f"{event.uid}@{_DOMAIN}")
    found.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    found.add("sequence", sequence(at))
    found.add("summary", event.words)
    if event.note:
        found.add("description", event.note)
    if event.starts_at is None:
        found.add("dtstart", event.on)
        found.add("dtend", event.on + _DAY)
        found.add("transp", "TRANSPARENT")
    else:
        start = event.starts_at.astimezone(UTC).replace(microsecond=0)
        found.add("dtstart", start)
        found.add("dtend", start + _HOUR)
    found.add("class", "PRIVATE")
    found.add("status", "CANCELLED" if event.is_off else "CONFIRMED")
    return found
