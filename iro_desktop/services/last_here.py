"""What came in since this device last had the store open: from imports, others, other devices."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.changes import EXISTS, Change, order
from iro_desktop.domain.clocks import moment
from iro_desktop.domain.codes import say
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import (
    KINDS,
    AccessEvent,
    Allocation,
    Child,
    ChildRecord,
    Device,
    Erasure,
    EscalationStep,
    FrozenCount,
    ImportMapping,
    Notification,
    Officer,
    Record,
    SavedFilter,
    SharedCopy,
    Snooze,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import counted, plain_date, say_list, short_date
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.origins import is_import
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.store import Store

ALLOCATIONS: Final = "New allocations"
REPLIES: Final = "Replies to challenges"
TOLD: Final = "Notifications"
OTHERS: Final = "Other changes"
GROUPS: Final = (ALLOCATIONS, REPLIES, TOLD, OTHERS)
"""What is new, in the order in which it is listed."""

_COUNTED: Final = {
    ALLOCATIONS: ("new allocation", "new allocations"),
    REPLIES: ("reply to a challenge", "replies to challenges"),
    TOLD: ("notification", "notifications"),
    OTHERS: ("other change", "other changes"),
}
_ONES_OWN: Final[frozenset[type[Record]]] = frozenset(
    {
        AccessEvent,
        Device,
        Erasure,
        FrozenCount,
        ImportMapping,
        SavedFilter,
        SharedCopy,
        Snooze,
    }
)
"""What the program remembers for its user, and is no news from wherever it comes."""

_LOCAL: Final = "here:seen"
_RUNS: Final = "here:runs"
_WEEK: Final = 7
_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip

Heads = Mapping[int, int]
"""Run -> the number of its last change."""


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One thing that is new: about which child, what, from whom, and of which day."""

    key: int
    child_id: str
    reference: str
    initials: str
    group: str
    words: str
    who: str
    on: date | None


@dataclass(frozen=True, slots=True)
class News:
    """All that is new since ``since``, the last day on which this device was here before.

    Without such a day there is nothing to compare with, and nothing is new.
    """

    since: date | None = None
    rows: tuple[NewsRow, ...] = ()

    def words(self, today: date) -> str:
        """Return it in one line: "Since Friday: 1 new allocation"; or ""."""
        if self.since is None or not self.rows:
            return ""
        numbers = Counter(row.group for row in self.rows)
        said = [counted(numbers[one], *_COUNTED[one]) for one in GROUPS if numbers[one]]
        line = ", ".join(said)
        if numbers[OTHERS]:
            whose = Counter(row.who for row in self.rows if row.group == OTHERS)
            several = [f"{number:,} {who}" for who, number in whose.most_common()]
            line += f" ({say_list(several) if len(several) > 1 else next(iter(whose))})"
        return f"Since {_on(self.since, today)}: {line}"


def _on(day: date, today: date) -> str:
    days = (today - day).days
    if days == 0:
        return "earlier today"
    if days == 1:
        return "yesterday"
    return _WEEKDAYS[day.weekday()] if 0 < days < _WEEK else plain_date(day)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What this device remembers: the day of its last visit, and what the log held then.

    ``before`` and ``since`` are those of the visit before that day: they hold all day long, so
    that a lock over lunch does not take the morning's news away.
    """

    day: date | None = None
    now: Heads | None = None
    since: date | None = None
    before: Heads | None = None


class Visit:
    """One opening of the store in a window; it begins when it is first asked, and ends.

    Once begun it may be told of commits on any thread.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen: _Seen | None = None
        self._own_runs: frozenset[int] = frozenset()
        self._noted = 0
        self._news = News()
        self._counted: tuple[int, date] | None = None

    def begin(self) -> None:
        """Take up what was remembered when the store was last left."""
        self._begin()

    def note_own_run(self) -> None:
        """Remember after a commit that its changes were made here, whatever happens next.

        What was committed is told all the same where the disk is full: the next commit tries again.
        """
        run, _ = self._workspace.store.own_run
        if run != self._noted:
            self._begin()
            self._own_runs |= {run}
            with suppress(UserError):
                self._workspace.store.set_local(_RUNS, json.dumps(sorted(self._own_runs)))
                self._noted = run

    def news(self) -> News:
        """Return what is new; it reads the log, so not on the window's thread."""
        seen = self._begin()
        store, today = self._workspace.store, self._workspace.today()
        _, own = store.own_run
        counted_now = (store.snapshot.position - own, today)
        if counted_now != self._counted:
            self._counted = counted_now
            changes: list[Change] = []
            if seen.before is not None:
                found = store.since(seen.before)
                changes = [one for one in found if one.run not in self._own_runs]
            self._news = News(seen.since, tuple(_rows(self._workspace, changes)))
        return self._news

    def end(self) -> None:
        """Remember what was on file when the store was left."""
        seen = replace(self._begin(), now=self._workspace.store.heads())
        remember(self._workspace.store, seen.day, seen.now, seen.since, seen.before)

    def _begin(self) -> _Seen:
        store = self._workspace.store
        if self._seen is None:
            self._own_runs = frozenset(json.loads(store.local(_RUNS) or "[]"))
            self._seen = _today(_remembered(store), self._workspace.today())
        return self._seen


def _today(seen: _Seen, today: date) -> _Seen:
    """Return what holds today: on a new day the last visit is what is compared with."""
    if seen.day == today and seen.before is not None:
        return seen
    return _Seen(today, seen.now, seen.day, seen.now)


def _remembered(store: Store) -> _Seen:
    text = store.local(_LOCAL)
    if text is None:
        return _Seen()
    found = json.loads(text)
    return _Seen(
        date.fromisoformat(found["day"]),
        _heads(found["now"]),
        date.fromisoformat(found["since"]) if found["since"] else None,
        _heads(found["before"]) if found["before"] is not None else None,
    )


def _heads(found: Mapping[str, int]) -> Heads:
    return {int(run): last for run, last in found.items()}


def remember(
    store: Store,
    day: date | None,
    now: Heads | None,
    since: date | None = None,
    before: Heads | None = None,
) -> None:
    """Keep on this device what the log held at the end of ``day``, and before that day."""
    seen = {
        "day": day.isoformat() if day else None,
        "now": {str(run): last for run, last in (now or {}).items()},
        "since": since.isoformat() if since else None,
        "before": None if before is None else {str(run): last for run, last in before.items()},
    }
    store.set_local(_LOCAL, json.dumps(seen))


# What the changes come to


def _rows(workspace: Workspace, changes: Sequence[Change]) -> Iterator[NewsRow]:
    by_record: dict[tuple[str, str], list[Change]] = {}
    for change in sorted(changes, key=order):
        by_record.setdefault((change.kind, change.record_id), []).append(change)
    found = [
        row
        for (kind, record_id), those in by_record.items()
        if (row := _row(workspace, kind, record_id, those)) is not None
    ]
    found.sort(key=lambda row: (GROUPS.index(row.group), row.reference, row.words))
    yield from (replace(row, key=at) for at, row in enumerate(found))


def _row(
    workspace: Workspace, kind: str, record_id: str, changes: Sequence[Change]
) -> NewsRow | None:
    known = kind in KINDS and KINDS[kind] not in _ONES_OWN
    stored = workspace.store.stored(kind, record_id) if known else None
    if stored is None:
        return None
    record, last = stored.record, changes[-1]
    case = _case_of(workspace, record)
    group = _group(workspace, record, changes, deleted=stored.deleted)
    if group != ALLOCATIONS and not _concerns(workspace, record, case):
        return None
    if group == OTHERS and last.source == "set-up":
        return None
    child = case.child if case is not None else Child(id="")
    verb = _verb(changes, deleted=stored.deleted)
    return NewsRow(
        0,
        child.id,
        child.reference,
        child.initials,
        group,
        _words(record, group, verb),
        _who(workspace, last),
        (arrived_on(record) if group != OTHERS else None) or moment(last).astimezone().date(),
    )


def _case_of(workspace: Workspace, record: Record) -> CaseFile | None:
    child_id = record.child_id if isinstance(record, ChildRecord) else record.id
    return workspace.snapshot.cases.get(child_id)


def _concerns(workspace: Workspace, record: Record, case: CaseFile | None) -> bool:
    """Return whether a change is this IRO's business: of their child, or of no child at all."""
    if workspace.whole_service:
        return True
    if isinstance(record, Allocation) and record.officer_id == workspace.officer_id:
        return True
    if case is None:
        return not isinstance(record, ChildRecord | Child)
    owner = owner_of(case, workspace.today())
    return owner is None or owner.officer_id == workspace.officer_id


def _group(
    workspace: Workspace, record: Record, changes: Sequence[Change], *, deleted: bool
) -> str:
    if deleted:
        return OTHERS
    made = any(change.fields.get(EXISTS) is True for change in changes)
    ours = workspace.whole_service
    match record:
        case Allocation(assumed=assumed, officer_id=officer_id) if made and not assumed:
            ours = ours or officer_id == workspace.officer_id
            over = record.to_on is not None and record.to_on < workspace.today()
            return ALLOCATIONS if ours and not over else OTHERS
        case EscalationStep(responded_on=replied_on) if replied_on is not None:
            return REPLIES if any("responded_on" in one.fields for one in changes) else OTHERS
        case Notification() if made:
            return TOLD
        case _:
            return OTHERS


def _verb(changes: Sequence[Change], *, deleted: bool) -> str:
    if deleted:
        return "deleted"
    return "new" if any(one.fields.get(EXISTS) is True for one in changes) else "changed"


def _words(record: Record, group: str, verb: str) -> str:
    match record:
        case Allocation() if group == ALLOCATIONS:
            since = f" from {short_date(record.from_on)}" if record.from_on else ""
            return f"{say('allocation', record.role) or 'Allocated'}{since}"
        case EscalationStep() if group == REPLIES:
            said = say("escalation_response", record.response) or "Reply received"
            return " · ".join(part for part in (said, record.response_note) if part)
        case Notification() if group == TOLD:
            said = say("notification", record.what) or "Notification"
            return " · ".join(part for part in (said, record.note) if part)
        case _:
            title = record.title[:1].upper() + record.title[1:]
            return f"{title}, {verb}"


def arrived_on(record: Record) -> date | None:
    """Return the day of an allocation, a reply or a notification; None for any other record."""
    match record:
        case Allocation(assumed=assumed) if not assumed:
            return record.from_on
        case EscalationStep():
            return record.responded_on
        case Notification():
            return record.told_on or record.happened_on
        case _:
            return None


def _who(workspace: Workspace, change: Change) -> str:
    """Return from where a change came: "imported", "by IRO 2", "on another device"."""
    if change.source == "set-up":
        return ""
    if is_import(change.source):
        return "imported"
    if change.actor and change.actor != workspace.officer_id:
        officer = workspace.snapshot.find(Officer, change.actor)
        return f"by {officer.name}" if officer is not None and officer.name else "by another IRO"
    return "on another device"
