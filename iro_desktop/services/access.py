"""Who saw what: openings, pages, prints, copies, exports and imports, noted and read again.

An entry is no edit: an undo passes it over, nobody is told that something was saved, and it is no
news on another computer. It holds no name and no reference but the link to its child.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.changes import Change, order
from iro_desktop.domain.codes import say
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import AccessEvent, Child, Officer
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import short_date
from iro_desktop.services.child_words import name_of
from iro_desktop.services.workspace import Workspace, new_id
from iro_desktop.storage.attempts import attempts, forget_attempts
from iro_desktop.storage.lock import WINDOW

KEPT_MONTHS: Final = 12
"""How long an entry of the view log is kept."""

SOURCE: Final = "access"
_PAGES: Final = "access:pages"
_FAILED: Final = "failed_unlock"


@dataclass(frozen=True, slots=True)
class Viewed:
    """One entry of the view log: when (UTC), what (a code of "access"), of which child, by whom.

    ``child`` is reference and initials, or "". ``who`` is "" where that is not known, as of an
    unlock that failed.
    """

    event_id: str
    at: datetime
    what: str
    child_id: str
    reference: str
    child: str
    who: str
    note: str

    @property
    def words(self) -> str:
        """What was done: "Exported"."""
        return say("access", self.what)

    @property
    def detail(self) -> str:
        """How it was done: the format, or by what the file was opened."""
        if self.what != "unlock":
            return self.note[:1].upper() + self.note[1:]
        by, _, how = self.note.partition(", ")
        named = "In the window" if by in ("", WINDOW) else f"By the command “{by}”"
        return f"{named}, {how}" if how else named

    def sentence(self) -> str:
        """The entry in one line: when, who, what."""
        of_child = f": {self.child}" if self.child else ""
        who = f" by {self.who}" if self.who else ""
        note = f" ({self.note})" if self.note else ""
        return f"{self.at:%Y-%m-%d %H:%M} UTC{who} {self.words}{of_child}{note}"

    def as_json(self) -> dict[str, str]:
        """The entry as `history --views --json` prints it."""
        return {
            "at": f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
            "what": self.what,
            "child": self.reference,
            "by": self.who,
            "note": self.note,
        }


# Noting


def note(workspace: Workspace, what: str, child_id: str = "", note: str = "") -> None:
    """Note that something was done (a code of "access"); ``note`` names a format or a number.

    A store that cannot be written to, or only read, is left as it is: what was done stays done.
    """
    event = AccessEvent(
        id=new_id(), what=what, on=workspace.today(), about_child_id=child_id, note=note
    )
    _write(workspace, [event])


def note_page(workspace: Workspace, child_id: str) -> None:
    """Note that a child's page was opened, once a day for each child on this computer."""
    store, today = workspace.store, workspace.today().isoformat()
    if _is_read_only(workspace):
        return
    with suppress(UserError):
        kept = json.loads(store.local(_PAGES) or "{}")
        seen = kept.get("seen", []) if kept.get("day") == today else []
        if child_id not in seen:
            note(workspace, "child_page", child_id)
            seen = [*seen, child_id]
            store.set_local(_PAGES, json.dumps({"day": today, "seen": seen}))


def note_opening(workspace: Workspace, how: str) -> None:
    """Note that the store was opened just now, and before it every attempt that had failed.

    ``how`` is "window", or the name of the command.
    """
    failed = attempts(workspace.folder)
    events = [
        AccessEvent(id=new_id(), what=_FAILED, on=at.astimezone().date(), note=_stamp(at))
        for at in failed
    ]
    opened = AccessEvent(id=new_id(), what="unlock", on=workspace.today(), note=how)
    if _write(workspace, [*events, opened]):
        forget_attempts(workspace.folder)


def _write(workspace: Workspace, events: Sequence[AccessEvent]) -> bool:
    """Write entries in one act and return whether they are in the log."""
    if _is_read_only(workspace):
        return False
    try:
        with workspace.write("view log", source=SOURCE) as write:
            for event in events:
                write.put(event)
    except UserError:
        return False
    return True


def _is_read_only(workspace: Workspace) -> bool:
    return bool(getattr(workspace.store, "read_only", False))


# Reading


def view_log(workspace: Workspace, child_id: str = "") -> tuple[Viewed, ...]:
    """Return the entries of the view log, of one child alone where it is named, the newest first.

    It reads the log, so not on the window's thread.
    """
    events = [
        one for one in workspace.snapshot.of(AccessEvent) if child_id in ("", one.about_child_id)
    ]
    history = workspace.history([one.id for one in events])
    people = {one.id: one.name or "IRO" for one in workspace.snapshot.of(Officer)}
    found = [_viewed(workspace, one, history.get(one.id, ()), people) for one in events]
    return tuple(sorted(found, key=lambda one: (one.at, one.event_id), reverse=True))


def _viewed(
    workspace: Workspace, event: AccessEvent, changes: Iterable[Change], people: dict[str, str]
) -> Viewed:
    first = min(changes, key=order, default=None)
    at = datetime.fromisoformat(first.at) if first is not None else _midnight(event.on)
    who = people.get(first.actor, "") if first is not None else ""
    words = event.note
    if event.what == _FAILED:  # noted by whoever came in later: it was not necessarily they
        who = ""
        with suppress(ValueError):
            at, words = datetime.fromisoformat(words).astimezone(UTC), ""
    stored = workspace.store.stored(Child.__name__, event.about_child_id)
    child = stored.record if stored is not None else None
    reference, named = "", ""
    if isinstance(child, Child):
        reference, named = child.reference, name_of(child)
    return Viewed(event.id, at, event.what, event.about_child_id, reference, named, who, words)


def _midnight(on: date | None) -> datetime:
    day = on or date.min
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# Keeping


def older_entries(snapshot: Snapshot, today: date) -> tuple[int, date]:
    """Return how many entries are kept no longer, and the day before which an entry is one."""
    before_on = add_months(today, -KEPT_MONTHS)
    number = sum(one.on is not None and one.on < before_on for one in snapshot.of(AccessEvent))
    return number, before_on


def kept_words(snapshot: Snapshot, today: date) -> str:
    """Return how long entries are kept, in words, and how many are older."""
    number, before_on = older_entries(snapshot, today)
    words = f"Entries are kept {KEPT_MONTHS} months."
    if number:
        are = "1 entry is" if number == 1 else f"{number:,} entries are"
        words += f" {are} from before {short_date(before_on)} and can be erased."
    return words
