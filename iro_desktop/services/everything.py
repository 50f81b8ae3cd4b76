"""Everything on one child, gathered from the whole file, and what in it may be about another."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from iro_desktop.domain.mentions import Named, OtherChildren
from iro_desktop.domain.records import (
    KINDS,
    AccessEvent,
    Child,
    ChildRecord,
    Officer,
    Record,
    field_of,
    fields_of,
)
from iro_desktop.domain.records.fields import WrongTypeError, from_json, to_json
from iro_desktop.reports.subject_access import (
    Entry,
    Everything,
    Look,
    Mention,
    Part,
    Step,
    Value,
)
from iro_desktop.services.access import view_log
from iro_desktop.services.drafts import DRAFTS
from iro_desktop.services.history import Entry as Change
from iro_desktop.services.history import NoSuchChildError, history_of_child
from iro_desktop.services.record_words import field_words, first_day, record_heading
from iro_desktop.services.workspace import Workspace

OF_ANOTHER: Final = "it stands in a record of another child"
_AROUND: Final = 40  # letters
_HOW: Final = {
    "typed": "Typed", "import": "Imported", "undo": "Taken back", "redo": "Done again",
    "set-up": "When the file was made",
}  # fmt: skip
_UNSAID: Final = frozenset({"child_id", "due_key"})
_TEXTS: Final = frozenset({"text", "note", "list", "table"})
_DOCUMENT, _JSON = ".docx", ".json"


# Gathering


def everything_about(workspace: Workspace, child_id: str) -> Everything:
    """Return all that is on file about a child, with what to check before it is sent.

    It reads the log, so not on the window's thread. Raises NoSuchChildError.
    """
    case = workspace.snapshot.cases.get(child_id)
    if case is None:
        raise NoSuchChildError
    gathering = _Gathering(workspace, case.child)
    officer = workspace.officer
    found = Everything(
        reference=case.child.reference,
        initials=case.child.initials,
        name=case.child.name,
        made_on=workspace.today(),
        officer=officer.name if officer is not None else "",
        parts=gathering.parts(deleted=False),
        deleted=gathering.parts(deleted=True),
        drafts=gathering.drafts(),
        elsewhere=gathering.elsewhere(),
        steps=gathering.steps(),
        looks=gathering.looks(),
    )
    return replace(found, mentions=tuple(_mentions(workspace, case.child, found, gathering)))


class _Gathering:
    """Collects what is about one child, and remembers whose records it found elsewhere."""

    def __init__(self, workspace: Workspace, child: Child) -> None:
        self._workspace = workspace
        self._child = child
        self._own = self._own_records()
        self._ids = {record.id for record, _ in self._own}
        # Without what it shares with others: a meeting, a sibling group.
        self._mine = {one.id for one, _ in self._own if isinstance(one, ChildRecord | Child)}
        self.of_others: set[str] = set()
        """The ids of records of other children that name this one."""

    def _own_records(self) -> list[tuple[Record, bool]]:
        """Return the child's records and what they belong to, each with whether it is deleted."""
        store = self._workspace.store
        found = [
            (stored.record, stored.deleted)
            for kind, record_id in store.records_of(self._child.id)
            if (stored := store.stored(kind, record_id)) is not None
        ]
        linked: dict[tuple[str, str], None] = {}
        for record, _ in found:
            for about in fields_of(type(record)):
                if about.links_to and not _is_of_people(about.links_to):
                    value = getattr(record, about.name)
                    ids = value if isinstance(value, tuple) else (value,)
                    linked.update(((about.links_to, one), None) for one in ids if one)
        for kind, record_id in linked:
            stored = store.stored(kind, record_id)
            if stored is not None and not isinstance(stored.record, ChildRecord | Child):
                found.append((stored.record, stored.deleted))
        return found

    def parts(self, *, deleted: bool) -> tuple[Part, ...]:
        """Return the records by kind, in the order in which kinds are always shown."""
        kinds: dict[str, list[Record]] = {}
        for record, is_deleted in self._own:
            if is_deleted == deleted:
                kinds.setdefault(type(record).__name__, []).append(record)
        first = [Child.__name__, *(kind for kind in KINDS if kind != Child.__name__)]
        return tuple(
            Part(_heading(kind), tuple(self._entry(one) for one in _in_order(kinds[kind])))
            for kind in first
            if kind in kinds
        )

    def _entry(self, record: Record, only: Callable[[str], bool] | None = None) -> Entry:
        kind = type(record)
        values = []
        for about in fields_of(kind):
            text = field_words(self._workspace, about, getattr(record, about.name))
            if text and about.name not in _UNSAID and (only is None or only(about.name)):
                place = f"{kind.__name__}:{record.id}:{about.name}"
                raw = to_json(getattr(record, about.name))
                values.append(Value(place, about.name, about.label, text, raw))
        return Entry(kind.__name__, record.id, record_heading(record), tuple(values))

    # What is not yet recorded

    def drafts(self) -> tuple[Entry, ...]:
        """Return what was typed about the child on this computer and not recorded."""
        named = Named(self._child)
        found = []
        for key, text in self._workspace.store.locals(DRAFTS).items():
            parts = key.removeprefix(DRAFTS).split(":")
            if self._ids & set(parts) or self._child.id in text or named.is_in(text):
                called = " ".join(one for one in parts if one and one not in self._ids)
                values = tuple(
                    Value(f"{key}:{number}", name, _label(name), words, words)
                    for number, (name, words) in enumerate(_typed(text))
                    if words not in self._ids
                )
                found.append(Entry("draft", key, f"Draft: {called.removeprefix('form ')}", values))
        return tuple(found)

    # Elsewhere

    def elsewhere(self) -> tuple[Entry, ...]:
        """Return the texts of other records that name the child, and records that lead to it."""
        named, found = Named(self._child), []
        for record in self._others():
            names = {
                about.name
                for about in fields_of(type(record))
                if (about.type in _TEXTS and named.is_in(_text(getattr(record, about.name))))
                or (about.links_to and self._leads_here(getattr(record, about.name)))
            }
            if names:
                entry = self._entry(record, names.__contains__)
                if isinstance(record, ChildRecord | Child):
                    self.of_others.add(record.id)
                    entry = replace(entry, heading=f"{entry.heading}, of another child")
                found.append(entry)
        return tuple(found)

    def _leads_here(self, value: Any) -> bool:  # noqa: ANN401 - an id, or several
        return bool(self._mine & set(value if isinstance(value, tuple) else (value,)))

    def _others(self) -> Iterator[Record]:
        snapshot = self._workspace.snapshot
        for case in snapshot.cases.values():
            if case.child.id != self._child.id:
                yield case.child
                for records in case.records.values():
                    yield from records
        for records in (*snapshot.others.values(), snapshot.bin, snapshot.orphans):
            for record in records:
                if record.id not in self._ids and not isinstance(record, AccessEvent):
                    yield record

    # What happened to it

    def steps(self) -> tuple[Step, ...]:
        """Return every change of every field of the child's records, the newest first."""
        found: list[Step] = []
        for number, entry in enumerate(history_of_child(self._workspace, self._child.id)):
            found.extend(self._steps_of(entry, number))
        return tuple(found)

    def _steps_of(self, entry: Change, number: int) -> Iterator[Step]:
        kind = KINDS.get(entry.kind)
        title = kind.title if kind else entry.kind
        whole = Step(
            entry.at, entry.actor, entry.source, _how(entry.source), entry.what, entry.kind, title,
            entry.record_id, None, None, "",
        )  # fmt: skip
        said = [one for one in entry.fields if one.field not in _UNSAID]
        if not said:
            yield whole
        for one in said:
            sides = [
                Value(f"history:{number}:{one.field}:{side}", one.field, one.label, words, raw)
                if (words := self._said(kind, one.field, raw))
                else None
                for side, raw in (("before", one.before), ("after", one.after))
            ]
            if any(sides):
                yield replace(whole, before=sides[0], after=sides[1], label=one.label)

    def _said(self, kind: type[Record] | None, field: str, raw: str) -> str:
        """Return a value of the history in words: its dates, and what its links lead to."""
        about = field_of(kind, field) if kind else None
        if about is None or not raw or about.type not in ("day", "instant", "link", "links"):
            return raw
        try:
            value = from_json(about, raw.split("; ") if about.type == "links" else raw)
        except WrongTypeError:
            return raw
        return field_words(self._workspace, about, value)

    def looks(self) -> tuple[Look, ...]:
        """Return who looked at the child."""
        return tuple(
            Look(f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.words, one.who, one.detail)
            for one in view_log(self._workspace, self._child.id)
        )


def _is_of_people(kind: str) -> bool:
    return kind in (Officer.__name__, Child.__name__)


def _heading(kind: str) -> str:
    words = KINDS[kind].title if kind == Child.__name__ else KINDS[kind].plural
    return words[:1].upper() + words[1:]


def _in_order(records: Iterable[Record]) -> list[Record]:
    def key(record: Record) -> tuple[str, str]:
        day = first_day(record)
        return (day.isoformat() if day else "", record.id)

    return sorted(records, key=key)


def _text(value: Any) -> str:  # noqa: ANN401 - a text, a list of texts or a table of them
    return "\n".join(map(_text, value)) if isinstance(value, tuple) else str(value)


def _typed(text: str) -> Iterator[tuple[str, str]]:
    """Yield (field or "", words) of all that a draft holds; what is no JSON is its own words."""
    try:
        draft = json.loads(text)
    except ValueError:
        draft = text
    yield from _leaves("", draft)


def _leaves(name: str, value: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any JSON
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _leaves(key, part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(name, part)
    elif isinstance(value, str) and value.strip():
        yield name, value


def _label(name: str) -> str:
    """Return what a field is called in any kind of record; "Words" for one of no record."""
    for kind in KINDS.values():
        about = field_of(kind, name)
        if about is not None:
            return about.label
    return "Words"


# Checking


def _mentions(
    workspace: Workspace, child: Child, everything: Everything, gathering: _Gathering
) -> Iterator[Mention]:
    """Yield each stretch of a text that may be about another child, in the document's order."""
    others = OtherChildren(child, _every_child(workspace))
    for where, entry, value in _values(everything):
        if entry.record in gathering.of_others:
            yield _mention(where, entry.kind, entry.record, value, 0, len(value.text), OF_ANOTHER)
            continue
        about = field_of(KINDS[entry.kind], value.field) if entry.kind in KINDS else None
        if entry.record == child.id and value.field in ("reference", "initials", "name"):
            continue
        if about is not None and about.type in ("day", "instant", "whole", "number", "yes_no"):
            continue
        for spot in others.spots(value.text):
            yield _mention(where, entry.kind, entry.record, value, spot.start, spot.end, spot.why)


def _mention(
    where: str, kind: str, record: str, value: Value, start: int, end: int, why: str
) -> Mention:
    text = value.text
    named = f"{where}, {value.label}"
    return Mention(
        value.place,
        kind,
        record,
        value.field,
        named,
        text[start:end],
        _around(text, start, end),
        start,
        end,
        why,
    )


def _around(text: str, start: int, end: int) -> str:
    """Return a stretch of a text with a few words before and after it, in one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while first > 0 and not text[first - 1].isspace() and start - first < 2 * _AROUND:
        first -= 1
    while last < len(text) and not text[last].isspace() and last - end < 2 * _AROUND:
        last += 1
    words = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"


def _how(source: str) -> str:
    """Return where a change came from, in words."""
    what, _, _ = source.partition(":")
    return _HOW.get(what, what[:1].upper() + what[1:])


def _values(everything: Everything) -> Iterator[tuple[str, Entry, Value]]:
    """Yield every text with the entry that it stands in and where that is, in words."""
    groups: Sequence[tuple[str, Iterable[Entry]]] = (
        *(("", part.entries) for part in everything.parts),
        *(("Deleted: ", part.entries) for part in everything.deleted),
        ("", everything.drafts),
        ("In other records: ", everything.elsewhere),
    )
    for before, entries in groups:
        for entry in entries:
            for value in entry.values:
                yield f"{before}{entry.heading}", entry, value
    for step in everything.steps:
        entry = Entry(step.kind, step.record, step.title, ())
        for side in (step.before, step.after):
            if side is not None:
                yield f"History: {step.title}", entry, side


def _every_child(workspace: Workspace) -> list[Child]:
    live = [case.child for case in workspace.snapshot.cases.values()]
    return [*live, *(one for one in workspace.snapshot.bin if isinstance(one, Child))]
