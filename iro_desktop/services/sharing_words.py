"""How the shared copy stands, in words and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from iro_desktop.domain.words import counted, plain_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iro_desktop.services.sharing_status import Status
    from iro_desktop.sync.devices import Computer
    from iro_desktop.sync.round import Outcome

WAS_COPY: Final = (
    "This file is a copy of one that is used elsewhere, or was put back as it was on an earlier "
    "day: from now on it counts as a computer of its own."
)
_A_MOMENT = timedelta(minutes=2)


def sentence(status: Status, now: datetime, zone: tzinfo | None = None) -> str:
    """Return how far all is safe and when another computer was last seen, in one line.

    "Safe in the shared copy up to 14:02; other computer last seen 3 days ago". ``zone`` is where
    the person is, this computer's own unless it is given.
    """
    if status.safe_at is None:
        safe = "Nothing is in the shared copy yet"
    else:
        safe = f"Safe in the shared copy up to {_time(status.safe_at, now, zone)}"
        if status.waiting:
            safe += f", {counted(status.waiting, 'change waits', 'changes wait')}"
    return f"{safe}; {others(status, now)}"


def others(status: Status, now: datetime) -> str:
    """Return when another computer was last seen."""
    found = status.others
    if not found:
        return "no other computer has joined yet"
    which = "other computer" if len(found) == 1 else found[0].name
    return f"{which} last seen {ago(found[0].last_at, now)}"


def ago(at: datetime | None, now: datetime) -> str:
    """Return how long ago a moment was: "just now", "40 minutes ago", "3 days ago"."""
    if at is None:
        return "never"
    past = now - at
    if past < -_A_MOMENT:
        return "at a time that is still to come, by its own clock"
    if past < _A_MOMENT:
        return "just now"
    minutes = int(past.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004 - in an hour
        return f"{counted(minutes, 'minute')} ago"
    hours = minutes // 60
    return f"{counted(hours, 'hour')} ago" if hours < 24 else f"{counted(hours // 24, 'day')} ago"  # noqa: PLR2004 - in a day


@dataclass(frozen=True, slots=True)
class ComputerRow:
    """One computer as the list shows it."""

    device_id: str
    name: str
    seen: str
    last_at: datetime | None
    is_this_one: bool
    is_removed: bool


def computer_rows(status: Status, now: datetime) -> tuple[ComputerRow, ...]:
    """Return the computers of the shared copy, this one first, those that were removed last."""
    rows = [
        ComputerRow(
            one.device_id,
            one.name,
            _seen(one, now),
            one.last_at,
            one.is_this_one,
            one.removed_on is not None,
        )
        for one in status.computers
    ]
    return tuple(sorted(rows, key=lambda row: row.is_removed))


def _seen(one: Computer, now: datetime) -> str:
    if one.removed_on is not None:
        return f"Removed on {plain_date(one.removed_on)}"
    if one.is_this_one:
        return "This computer"
    words = ago(one.last_at, now)
    return f"{words[:1].upper()}{words[1:]}"


def _time(at: datetime, now: datetime, zone: tzinfo | None) -> str:
    there, here = at.astimezone(zone), now.astimezone(zone)
    time = f"{there:%H:%M}"
    return time if there.date() == here.date() else f"{time} on {plain_date(there.date())}"


def lines_of(outcome: Outcome, status: Status | None, now: datetime) -> Iterator[str]:
    """Yield what a round did and how it stands, a line each."""
    yield f"Received {counted(outcome.received, 'change')}, sent {counted(outcome.sent, 'change')}."
    if outcome.taken_back:
        yield (
            f"{counted(outcome.taken_back, 'change')} made here and lost since came back from "
            "the shared copy."
        )
    if outcome.absorbed:
        yield f"Taken in and removed: {', '.join(outcome.absorbed)}."
    for name in outcome.set_aside:
        yield f"Set aside, not read any more: {name}."
    yield from outcome.problems
    if outcome.was_copy:
        yield WAS_COPY
    if status is not None:
        yield f"{sentence(status, now)}."


def as_json(outcome: Outcome, status: Status | None) -> dict[str, object]:
    """Return a round as `sync --json` prints it; instants are UTC, ISO."""
    return {
        "received": outcome.received,
        "sent": outcome.sent,
        "taken_back": outcome.taken_back,
        "absorbed": outcome.absorbed,
        "set_aside": outcome.set_aside,
        "problems": outcome.problems,
        "was_copy": outcome.was_copy,
        "safe_at": _iso(status.safe_at) if status else None,
        "computers": [_computer(one) for one in (status.computers if status else ())],
    }


def _computer(one: Computer) -> dict[str, object]:
    return {"name": one.name, "this_one": one.is_this_one, "last_at": _iso(one.last_at)}


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None
