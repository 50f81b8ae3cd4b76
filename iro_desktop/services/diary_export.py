"""The diary as a file for a calendar elsewhere: references alone, and updated by the next one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from iro_desktop.domain.words import counted
from iro_desktop.reports.calendar_file import Event, calendar_file
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.diary import Entry, entries
from iro_desktop.services.measures import PeriodBackwardsError
from iro_desktop.services.policy import require_child_exports
from iro_desktop.services.workspace import Workspace

_KNOWN: Final = "diary:exported"
_KEPT_DAYS: Final = 60
_AHEAD_DAYS: Final = 183


@dataclass(frozen=True, slots=True)
class Written:
    """What a diary file holds: its entries, and those of an earlier file that are off now."""

    path: Path
    entries: int
    cancelled: int


def utc_now() -> datetime:
    """Return this moment, which numbers a calendar file."""
    return datetime.now(UTC)


def to_write(workspace: Workspace, from_on: date, to_on: date | None = None) -> tuple[Entry, ...]:
    """Return the entries that a file would hold: of half a year where no last day is given.

    Raises PeriodBackwardsError.
    """
    if to_on is not None and to_on < from_on:
        raise PeriodBackwardsError(from_on, to_on)
    last = to_on or from_on + timedelta(days=_AHEAD_DAYS)
    found = entries(
        workspace.snapshot,
        workspace.practice,
        workspace.officer_id,
        workspace.today(),
        everybody=workspace.whole_service,
    )
    return tuple(one for one in found if from_on <= one.on <= last)


def export_diary(
    workspace: Workspace,
    path: Path,
    *,
    at: datetime,
    from_on: date,
    to_on: date | None = None,
) -> Written:
    """Write the diary as an iCalendar file. Raises FileNotWrittenError or PeriodBackwardsError.

    It names children by reference only and no place. What an earlier file held and is off now,
    held or cancelled, is in it as cancelled. This device remembers what it wrote, by the keys of
    the entries and their days alone.
    """
    require_child_exports()
    found = to_write(workspace, from_on, to_on)
    earlier = _earlier(workspace)
    keys = {one.key for one in found}
    gone = [
        (key, on)
        for key, on in earlier.items()
        if key not in keys and on >= from_on and (to_on is None or on <= to_on)
    ]
    events = [_event(one) for one in found]
    events += [Event(key, on, "No longer due", is_off=True) for key, on in gone]
    write_out(path, calendar_file(events, at))
    _remember(workspace, earlier, found, dict(gone), workspace.today())
    note(workspace, "export", note=f"diary, {counted(len(found), 'entry', 'entries')}")
    return Written(path, len(found), len(gone))


def _event(one: Entry) -> Event:
    return Event(one.key, one.on, one.title, one.why, one.starts_at)


def _earlier(workspace: Workspace) -> dict[str, date]:
    found = workspace.store.local(_KNOWN)
    known: dict[str, str] = json.loads(found) if found else {}
    return {key: date.fromisoformat(on) for key, on in known.items()}


def _remember(
    workspace: Workspace,
    earlier: dict[str, date],
    found: tuple[Entry, ...],
    gone: dict[str, date],
    today: date,
) -> None:
    """Keep what calendars elsewhere may hold; what is long past needs no cancelling."""
    oldest = today - timedelta(days=_KEPT_DAYS)
    known = {**earlier, **{one.key: one.on for one in found}}
    kept = {key: on.isoformat() for key, on in known.items() if key not in gone and on >= oldest}
    workspace.store.set_local(_KNOWN, json.dumps(kept, sort_keys=True))
