"""What two computers have set differently: listed with who and when, for a person to settle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from iro_desktop.domain.changes import EXISTS, Change, Key, heads_of, order
from iro_desktop.domain.clocks import doubts, moment
from iro_desktop.domain.records import KINDS, Child, ChildRecord, Officer, Record, field_of
from iro_desktop.domain.records.fields import About, Value
from iro_desktop.domain.snapshot import Flag
from iro_desktop.domain.versions import heads_now, versions
from iro_desktop.domain.words import counted
from iro_desktop.services.child_words import name_of
from iro_desktop.services.computers import Computers
from iro_desktop.services.value_words import say_moment, say_record, say_value
from iro_desktop.services.versions_waiting import CHILD_BACK, flags_to_settle
from iro_desktop.services.word_differences import Parts, differences
from iro_desktop.services.workspace import Workspace

What = Literal["differ", "brought_back", "unreadable"]

DELETED: Final = 0
KEPT: Final = 1
"""Which version of something brought back is which."""

_NOT_SHOWN: Final = "A value from a newer version of the program, which this one cannot show"
_LIVES_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Which:
    """Which field of which record has two versions, and the changes that hold them.

    ``field`` is ``exists`` for something that was deleted and brought back. With the changes it
    names exactly what was shown: after any further edit it is another one.
    """

    kind: str
    record_id: str
    field: str
    heads: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Told:
    """Who set a version, when (UTC), and on which computer; "" for what is not known.

    ``clock_doubt`` says why the time cannot be right, or is "".
    """

    who: str
    at: datetime
    computer: str
    clock_doubt: str = ""

    @property
    def words(self) -> str:
        """It in one line: "IRO 1, 12 May 2026, 14:02, on this computer"."""
        on = f"on {self.computer}" if self.computer else ""
        doubt = f"({self.clock_doubt})" if self.clock_doubt else ""
        at = f"{say_moment(self.at)} {doubt}".strip()
        return ", ".join(part for part in (self.who, at, on) if part)


@dataclass(frozen=True, slots=True)
class OneVersion:
    """One of the versions: its value, in words too, and who set it, the latest last.

    ``shown`` says that it is the one that shows everywhere until they are settled. ``parts`` are
    its words, each with whether they differ from the others'.
    """

    value: Value
    words: str
    told: tuple[Told, ...]
    shown: bool
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class TwoVersions:
    """A field that has two versions or more, the one that shows last.

    Of something that was deleted on one computer and changed on another, the versions are DELETED
    and KEPT. What is ``unreadable`` is only told. ``child`` is reference and initials, ``record``
    names the record within a sentence, ``both`` is what keeping both would give, or None.
    """

    which: Which
    what: What
    child_id: str
    child: str
    record: str
    label: str
    versions: tuple[OneVersion, ...]
    both: Value = None

    @property
    def title(self) -> str:
        """The field with its record: "Summary of review of 3 March 2020"."""
        if self.what == "brought_back":
            return f"{self.record[:1].upper()}{self.record[1:]}"
        return f"{self.label} of {self.record}"

    @property
    def about(self) -> About | None:
        """What the field says of itself; None where it is about something as a whole."""
        return field_of(KINDS[self.which.kind], self.which.field)

    @property
    def latest_at(self) -> datetime:
        """When the last of the versions was set."""
        return max(told.at for version in self.versions for told in version.told)


def two_versions(workspace: Workspace, child_id: str = "") -> tuple[TwoVersions, ...]:
    """Return all that has two versions, by child; of one child alone, if it is named.

    It reads the log, so not on the window's thread.
    """
    flags = list(flags_to_settle(workspace.snapshot))
    found = list(_Reader(workspace, flags).entries(flags)) if flags else []
    mine = [one for one in found if child_id in ("", one.child_id)]
    return tuple(sorted(mine, key=lambda one: (one.what == "unreadable", one.child, one.title)))


def find(workspace: Workspace, which: Which) -> TwoVersions | None:
    """Return what has two versions, exactly as it was shown; None if anything about it changed."""
    for flag in flags_to_settle(workspace.snapshot):
        same_field = (flag.field or EXISTS) == which.field
        if (flag.kind, flag.record_id) == (which.kind, which.record_id) and same_field:
            entries = _Reader(workspace, [flag]).entries([flag])
            found = next((one for one in entries if one.which == which), None)
            if found is not None:
                return found
    return None


class _Reader:
    """Reads what the log says of flagged records, and puts it into words."""

    def __init__(self, workspace: Workspace, flags: Iterable[Flag]) -> None:
        self._workspace = workspace
        self._snapshot = workspace.snapshot
        self._people = {one.id: one.name for one in self._snapshot.of(Officer)}
        self._computers = Computers(workspace)
        ids = {flag.record_id for flag in flags}
        for flag in flags:
            if (flag.kind, flag.what) == CHILD_BACK:
                ids |= {one for _, one in workspace.store.records_of(flag.record_id)}
        self._logs = workspace.history(ids)

    def entries(self, flags: Iterable[Flag]) -> Iterator[TwoVersions]:
        for flag in flags:
            stored = self._workspace.store.stored(flag.kind, flag.record_id)
            if stored is None:
                continue
            log = [one for one in self._logs[flag.record_id] if one.kind == flag.kind]
            if flag.what == "revived":
                yield self._brought_back(flag, stored.record, log)
            else:
                yield self._field(flag, stored.record, log)

    def _field(self, flag: Flag, record: Record, log: Sequence[Change]) -> TwoVersions:
        about = field_of(type(record), flag.field)
        assert about is not None  # noqa: S101 - the projection flags no field that it does not know
        told = self._told_of(log)
        standing = versions(type(record), flag.field, log)
        words = [say_value(about, one.value, self._snapshot) for one in standing]
        parts = differences(words, len(words) - 1) if words else ()
        found = tuple(
            OneVersion(
                one.value, words[at], tuple(told[change.key] for change in one.said), one.shown,
                parts[at],
            )
            for at, one in enumerate(standing)
        )  # fmt: skip
        what: What = "differ"
        if flag.what == "unreadable":
            what = "unreadable"
            said = {change.key for one in standing for change in one.said}
            heads = [one for one in heads_of(flag.field, log) if one.key not in said]
            found += (OneVersion(None, _NOT_SHOWN, tuple(told[one.key] for one in heads), False),)
        both = both_of(type(record), about, found) if what == "differ" else None
        return self._entry(flag, what, record, about.label, found, heads_now(log, flag.field), both)

    def _brought_back(self, flag: Flag, record: Record, log: Sequence[Change]) -> TwoVersions:
        is_child = isinstance(record, Child)
        logs = [log]
        if is_child:
            ids = self._workspace.store.records_of(record.id)
            logs = [self._logs.get(one, []) for kind, one in ids if kind != Child.__name__]
            logs.append(log)
        deletions = [one for one in heads_of(EXISTS, log) if one.fields[EXISTS] is not True]
        edits = sorted((one for found in logs for one in _beside(found)), key=order)
        told = self._told_of([one for found in logs for one in found])
        words = "\n".join(
            dict.fromkeys(line for one in edits if (line := self._edited(one, is_child=is_child)))
        )
        kept = (
            OneVersion(False, "Deleted", tuple(told[one.key] for one in deletions), False),
            OneVersion(True, words or "Kept", tuple(told[one.key] for one in edits[-1:]), True),
        )
        heads = frozenset(key for found in logs for key in heads_now(found))
        return self._entry(flag, "brought_back", record, "", kept, heads)

    def _edited(self, change: Change, *, is_child: bool) -> str:
        """Return what a change beside a deletion did: "Summary: A visit"."""
        kind = KINDS.get(change.kind)
        stored = self._workspace.store.stored(change.kind, change.record_id) if kind else None
        if kind is None or stored is None:
            return ""
        if is_child and kind is not Child:
            named = say_record(stored.record)
            return f"{named[:1].upper()}{named[1:]}"
        said = [
            f"{about.label}: {say_value(about, value, self._snapshot) or 'emptied'}"
            for name in change.fields
            if (about := field_of(kind, name)) is not None and not about.links_to
            for value in (getattr(stored.record, name),)
        ]
        more = [f"and {counted(len(said) - _LIVES_SHOWN, 'more field')}"]
        return "\n".join(said[:_LIVES_SHOWN] + more * (len(said) > _LIVES_SHOWN))

    def _told_of(self, log: Sequence[Change]) -> Mapping[Key, Told]:
        doubtful = doubts(log, self._workspace.today())
        return {
            one.key: Told(
                self._people.get(one.actor, ""),
                moment(one),
                self._computers.of(one.run),
                doubtful[one.key].value if one.key in doubtful else "",
            )
            for one in log
        }

    def _entry(
        self,
        flag: Flag,
        what: What,
        record: Record,
        label: str,
        found: tuple[OneVersion, ...],
        heads: frozenset[Key],
        both: Value = None,
    ) -> TwoVersions:
        child: Record = record
        if isinstance(record, ChildRecord):
            stored = self._workspace.store.stored(Child.__name__, record.child_id)
            child = stored.record if stored else record
        named = name_of(child) if isinstance(child, Child) else ""
        return TwoVersions(
            Which(flag.kind, flag.record_id, flag.field or EXISTS, heads),
            what,
            child.id if isinstance(child, Child) else "",
            named,
            say_record(record),
            label,
            found,
            both,
        )


def _beside(log: Sequence[Change]) -> list[Change]:
    """Return the changes of a live record that its deletion did not know, or that outlived it."""
    marks = heads_of(EXISTS, log)
    deletions = [one for one in marks if one.fields[EXISTS] is not True]
    if marks and len(deletions) == len(marks):
        known = {key for one in deletions for keys in one.replaced.values() for key in keys}
        known |= {one.key for one in deletions}
        heads = {one.key: one for name in _names(log) for one in heads_of(name, log)}
        return [one for key, one in heads.items() if key not in known]
    edits = [one for one in log if one.fields.keys() - {EXISTS}]
    last = max((one for one in edits if one not in deletions), key=order, default=None)
    return ([] if last is None else [last]) + [one for one in marks if one not in deletions]


def _names(log: Iterable[Change]) -> set[str]:
    return {name for one in log for name in one.fields}


# Both


def both_of(kind: type[Record], about: About, found: Sequence[OneVersion]) -> Value:
    """Return all versions in one: texts one after the other, each with who and when.

    None where that makes no sense, or would be too long. The same on every computer, so that two
    that keep both agree.
    """
    filled = [one for one in found if one.value not in ("", (), None)]
    if len(filled) < 2:  # noqa: PLR2004 - both
        return None
    if about.type in ("list", "codes", "links"):
        lines = [tuple(one.value) for one in filled if isinstance(one.value, tuple)]
        joined = tuple(dict.fromkeys(line for one in lines for line in one))
        return None if joined in lines else joined
    if about.type == "note":
        text = "\n\n".join(f"{_by(one)}:\n{one.value}" for one in filled)
    elif about.type == "text" and kind not in (Child, Officer):
        text = "; ".join(f"{one.value} ({_by(one)})" for one in filled)
    else:
        return None
    return text if len(text) <= about.longest else None


def _by(version: OneVersion) -> str:
    told = version.told[-1]
    return f"{told.who}, {say_moment(told.at)}" if told.who else say_moment(told.at)
