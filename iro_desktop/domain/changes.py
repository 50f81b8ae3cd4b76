"""Changes, and the state that a set of them projects to.

Every edit is a change; a record is what its changes add up to. The projection is total: changes
come in any order, partial, twice, from newer programs or with values that do not fit, and the same
set always gives the same state. Local edits and merges both go through it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from iro_desktop.domain.records.fields import (
    About,
    Json,
    Record,
    Value,
    WrongTypeError,
    field_of,
    from_json,
)

Key = tuple[int, int]
"""(run, seq): which change it is, everywhere and for ever."""

EXISTS: Final = "exists"
"""The field by which a record is made (true), deleted (false) and restored (true)."""

LARGEST: Final = 2**63 - 1
"""The largest number that a change may carry: what the log can hold."""

_TAKING_BACK: Final = ("undo", "redo")  # the sources of changes that bring values back


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of one record, as the log keeps it.

    ``run`` is the random number of one opening of a store, ``seq`` counts from 1 within it.
    ``act`` is the ``seq`` of the first change of the same commit, which alone carries ``words``.
    ``clock`` is a hybrid logical clock (milliseconds << 16, plus a count); ``at`` the wall clock
    in UTC, ISO. In ``fields``, null empties a field and an absent name leaves it alone.
    ``replaced`` names, per field, the changes whose values this one replaced.
    """

    run: int
    seq: int
    schema: int
    act: int
    words: str
    source: str
    clock: int
    actor: str
    at: str
    kind: str
    record_id: str
    fields: Mapping[str, Json]
    replaced: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Which change it is."""
        return (self.run, self.seq)


@dataclass(frozen=True, slots=True)
class Projected:
    """What the changes of one record add up to.

    ``values`` holds the fields that are not empty; ``heads`` the changes, per field, that no other
    one has replaced; ``conflicts`` the fields on which two heads differ; ``unreadable`` the fields
    with a value of the wrong type; ``revived`` says that an edit beat a deletion.
    """

    values: Mapping[str, Value]
    heads: Mapping[str, tuple[Key, ...]]
    live: bool
    conflicts: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    revived: bool = False


def order(change: Change) -> tuple[int, int, int]:
    """Return the sort key by which the later of two changes is shown."""
    return (change.clock, change.run, change.seq)


def project(kind: type[Record], changes: Iterable[Change]) -> Projected:
    """Return the state of one record of ``kind`` from all its changes, in whatever order."""
    changes = list(changes)
    if len(changes) == 1 and not changes[0].replaced:  # nearly all of an import
        return _project_one(kind, changes[0])
    by_key = {change.key: change for change in changes}
    setters: dict[str, list[Change]] = {}
    for change in by_key.values():
        for name in change.fields:
            setters.setdefault(name, []).append(change)
    found = {name: heads_of(name, setters[name]) for name in sorted(setters)}
    heads = {name: tuple(sorted(head.key for head in those)) for name, those in found.items()}
    read = {
        about.name: _read(about, those, by_key)
        for name, those in found.items()
        # ``exists``, and the fields of a newer program, stay in the log alone
        if (about := field_of(kind, name)) is not None
    }
    values = {
        name: field.value for name, field in read.items() if field.value not in (None, "", ())
    }
    conflicts = tuple(name for name, field in read.items() if field.differ)
    unreadable = tuple(name for name, field in read.items() if field.unreadable)
    live, revived = _life(by_key, heads)
    return Projected(values, heads, live, conflicts, unreadable, revived)


def _project_one(kind: type[Record], change: Change) -> Projected:
    values: dict[str, Value] = {}
    unreadable: list[str] = []
    for name, said in change.fields.items():
        about = field_of(kind, name)
        if about is None:
            continue
        try:
            value = from_json(about, said)
        except WrongTypeError:
            unreadable.append(name)
            continue
        if value not in (None, "", ()):
            values[name] = value
    live = change.fields.get(EXISTS, True) is True
    key = (change.key,)
    heads = dict.fromkeys(change.fields, key)
    return Projected(values, heads, live, (), tuple(sorted(unreadable)) if unreadable else ())


def heads_of(name: str, changes: Iterable[Change]) -> list[Change]:
    """Return the changes of a field that no other change of that field has replaced."""
    setters = [change for change in changes if name in change.fields]
    replaced: set[Key] = set()
    for change in setters:
        replaced.update(key for key in change.replaced.get(name, ()) if key != change.key)
    found = [change for change in setters if change.key not in replaced]
    # Only changes that name each other in a ring leave no head; no program of ours writes that,
    # but the state must still be the same everywhere.
    return found or setters


@dataclass(frozen=True, slots=True)
class _Read:
    """What the heads of one field say."""

    value: Value
    differ: bool
    unreadable: bool


def read_heads(
    about: About, heads: Iterable[Change], by_key: Mapping[Key, Change]
) -> tuple[list[tuple[Change, Value]], bool]:
    """Return what a field's heads say, and whether one of them cannot be read.

    Behind an unreadable head stands what it replaced.
    """
    readable: dict[Key, tuple[Change, Value]] = {}
    unreadable = False
    waiting = [(head, True) for head in heads]
    seen: set[Key] = set()
    while waiting:
        change, is_head = waiting.pop()
        if change.key in seen:
            continue
        seen.add(change.key)
        try:
            readable[change.key] = (change, from_json(about, change.fields[about.name]))
        except WrongTypeError:
            unreadable |= is_head
            before = (by_key.get(key) for key in change.replaced.get(about.name, ()))
            waiting += [(old, False) for old in before if old and about.name in old.fields]
    return list(readable.values()), unreadable


def _read(about: About, heads: Iterable[Change], by_key: Mapping[Key, Change]) -> _Read:
    """Return the later value of a field's heads."""
    readable, unreadable = read_heads(about, heads, by_key)
    _, value = max(readable, key=lambda pair: order(pair[0]), default=(None, about.empty))
    return _Read(value, len({value for _, value in readable}) > 1, unreadable)


def _life(by_key: Mapping[Key, Change], heads: Mapping[str, tuple[Key, ...]]) -> tuple[bool, bool]:
    """Return whether the record is live, and whether an edit brought it back to life.

    A deletion names, in ``replaced``, every head that it knew. A head that it did not know was
    made beside it, and beats it; but not one that names the deletion, as what was edited in the
    bin does.
    """
    marks = [by_key[key] for key in heads.get(EXISTS, ())]
    deletions = [change for change in marks if change.fields[EXISTS] is not True]
    if not deletions:
        return True, False
    if len(deletions) < len(marks):
        return True, True
    known = {key for change in deletions for keys in change.replaced.values() for key in keys}
    gone = {change.key for change in deletions}
    beside = {key for name, keys in heads.items() if name != EXISTS for key in keys} - known - gone
    revived = any(not gone.issubset(by_key[key].replaced.get(EXISTS, ())) for key in beside)
    return revived, revived


def replaced_by(
    kind: type[Record], fields: Mapping[str, Json], earlier: Sequence[Change]
) -> dict[str, tuple[Key, ...]]:
    """Return what a new change of these fields replaces in the record of the changes ``earlier``.

    A deletion names everything that it knew, so that an edit beside it is seen; an edit of what is
    deleted names the deletion, so that it is not taken for one made beside it.
    """
    if not earlier:
        return {}
    state = project(kind, earlier)
    names: Iterable[str] = fields if state.live else {*fields, EXISTS}
    if fields.get(EXISTS, True) is not True:
        names = state.heads
    return {name: state.heads[name] for name in names if name in state.heads}


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of one record, as ``Change.fields`` carries them."""

    kind: str
    record_id: str
    fields: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an act would do: the edits to make, and the fields left as they are.

    ``beside`` are further values of fields that had two versions before: made beside those of
    ``edits``, so that there are two versions again.
    """

    edits: tuple[Edit, ...]
    left: tuple[tuple[str, str, str], ...]  # (kind, record id, field)
    beside: tuple[Edit, ...] = ()


def undo(act: Iterable[Change], logs: Mapping[str, Sequence[Change]]) -> Undone:
    """Return how to take an act back.

    ``logs`` holds, per record id, all changes of that record. A field returns to what it replaced
    where the undone change, or an undo that brought its value back, is still the sole head; others
    have been edited since and are left. Where it had settled two versions, both come back. A record
    that the act made is deleted, unless something about it has been edited since.
    """
    act = list(act)
    keys = frozenset(change.key for change in act)
    edits: list[Edit] = []
    beside: list[Edit] = []
    left: list[tuple[str, str, str]] = []
    for change in act:
        by_key = {other.key: other for other in logs.get(change.record_id, ())}
        standing = [name for name in change.fields if _stands(name, change, by_key, keys)]
        before = {name: _values_before(name, change, by_key) for name in standing}
        fields = {name: values[0] for name, values in before.items()}
        if EXISTS in fields and _made(change, fields[EXISTS], by_key):
            if _edited_since(change, by_key):
                standing, fields, before = [], {}, {}
            else:
                standing, fields, before = list(change.fields), {EXISTS: False}, {}
        left += [(change.kind, change.record_id, n) for n in change.fields if n not in standing]
        if fields:
            edits.append(Edit(change.kind, change.record_id, fields))
        beside += [
            Edit(change.kind, change.record_id, {name: value})
            for name, values in before.items()
            for value in values[1:]
        ]
    return Undone(tuple(edits), tuple(left), tuple(beside))


def _stands(name: str, change: Change, by_key: Mapping[Key, Change], act: frozenset[Key]) -> bool:
    """Return whether what a change said of a field is what the field says now, and nothing else.

    An act that brought two versions back says both.
    """
    heads = heads_of(name, by_key.values())
    if len(heads) != 1:
        return bool(heads) and all(head.key in act for head in heads)
    return origin(name, heads[0], by_key) == origin(name, change, by_key)


def _made(change: Change, before: Json, by_key: Mapping[Key, Change]) -> bool:
    """Return whether a change made its record, or is a redo that made it again."""
    if before is None or change.source.partition(":")[0] != "redo":
        return before is None
    maker = by_key.get(origin(EXISTS, change, by_key) or change.key)
    return before is not True and maker is not None and _latest(EXISTS, maker, by_key) is None


def _edited_since(made: Change, by_key: Mapping[Key, Change]) -> bool:
    """Return whether any field of a record says something that the act which made it did not."""
    maker = origin(EXISTS, made, by_key)
    for name in {name for other in by_key.values() for name in other.fields}:
        heads = heads_of(name, by_key.values())
        if len(heads) != 1 or origin(name, heads[0], by_key) not in (maker, None):
            return True
    return False


def origin(name: str, change: Change, by_key: Mapping[Key, Change]) -> Key | None:
    """Return the change whose value a field holds: an undo brings back that of an earlier one.

    None where an undo brought back that nothing had been said.
    """
    seen: set[Key] = set()
    while change.key not in seen and (undone := _taken_back(name, change, by_key)):
        seen.add(change.key)
        before = _replaced(name, undone, by_key)
        if not before:
            return None
        # Of two versions that it brought back, the one that says what it says.
        same = [one for one in before if one.fields[name] == change.fields[name]]
        change = (same or before)[-1]
    return change.key


def _taken_back(name: str, change: Change, by_key: Mapping[Key, Change]) -> Change | None:
    """Return the change that an undo or a redo took back, by the act that its source names."""
    how, _, target = change.source.partition(":")
    if how not in _TAKING_BACK:
        return None
    acts = (other for other in by_key.values() if f"{other.run}-{other.act}" == target)
    return next((other for other in acts if name in other.fields), None)


def _values_before(name: str, change: Change, by_key: Mapping[Key, Change]) -> list[Json]:
    """Return what a field said before a change; several where there were versions, the shown last.

    A record that an edit had brought back to life was both deleted and there.
    """
    if name == EXISTS and _was_revived(change, by_key):
        return [False, True]
    found: list[Json] = []
    for old in _replaced(name, change, by_key):
        value = old.fields[name]
        found = [one for one in found if one != value] + [value]
    return found or [None]


def _was_revived(change: Change, by_key: Mapping[Key, Change]) -> bool:
    """Return whether an edit stood against a deletion of the record before a change."""
    earlier = {
        other.key: other
        for other in by_key.values()
        if other.clock < change.clock and (other.run, other.act) != (change.run, change.act)
    }
    names = {name for other in earlier.values() for name in other.fields}
    heads = {name: tuple(one.key for one in heads_of(name, earlier.values())) for name in names}
    return _life(earlier, heads)[1]


def _latest(name: str, change: Change, by_key: Mapping[Key, Change]) -> Change | None:
    """Return the later of the changes whose values of a field a change replaced."""
    return next(reversed(_replaced(name, change, by_key)), None)


def _replaced(name: str, change: Change, by_key: Mapping[Key, Change]) -> list[Change]:
    """Return the changes whose values of a field a change replaced, the later last."""
    before = (by_key.get(key) for key in change.replaced.get(name, ()))
    return sorted((old for old in before if old and name in old.fields), key=order)


class NotAChangeError(ValueError):
    """A line is not a change: some part of it is missing or of the wrong type."""


_DEEPEST: Final = 32
_MOST_FIELDS: Final = 10_000
_MOST_PARTS: Final = 1_000_000
_ISO_YEARS: Final = range(2, 9999)  # whatever the time zone, it can be shown
_TEXTS: Final = ("words", "source", "actor", "at", "kind", "record_id")
_NUMBERS: Final = ("run", "seq", "schema", "act", "clock")


def to_line(change: Change) -> bytes:
    """Return a change as one line of JSON, without its line end."""
    parts: dict[str, Json] = {name: getattr(change, name) for name in _NUMBERS + _TEXTS}
    parts["fields"] = dict(change.fields)
    if change.replaced:
        parts["replaced"] = {name: list(keys) for name, keys in change.replaced.items()}
    return json.dumps(parts, separators=(",", ":"), sort_keys=True).encode()


def from_line(line: bytes) -> Change:
    """Return the change that a line holds.

    Unknown parts are not kept, unknown kinds and fields are. Raises NotAChangeError.
    """
    try:
        parts = _parts(line)
        fields = _mapping(parts["fields"])
        envelope: dict[str, Any] = {name: _number(parts[name]) for name in _NUMBERS}
        envelope |= {name: _text(parts[name]) for name in _TEXTS}
        _check_instant(envelope["at"])
        _check_named(envelope["kind"], envelope["record_id"])
        return Change(fields=fields, replaced=read_replaced(parts.get("replaced", {})), **envelope)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        message = "the line is not a change"
        raise NotAChangeError(message) from error


def _parts(line: bytes) -> dict[str, Json]:
    """Return what a line holds, if it is neither broader nor deeper than a change can be."""
    brackets = line.count(b"[") + line.count(b"{")
    if brackets > _MOST_PARTS:  # each list takes thirty times the room of its brackets
        raise ValueError
    parts = _mapping(json.loads(line))
    if brackets > _DEEPEST:
        _refuse_deep(parts)
    if len(_mapping(parts["fields"])) > _MOST_FIELDS:
        raise ValueError
    return parts


def _refuse_deep(value: Json) -> None:
    """Raise ValueError for what could be read here, and no more where the stack is higher."""
    level = [value]
    for _ in range(_DEEPEST):
        inner = [one.values() if isinstance(one, dict) else one for one in level]
        level = [part for parts in inner for part in parts if isinstance(part, dict | list)]
    if level:
        raise ValueError


def _check_instant(text: str) -> None:
    """Raise ValueError for a time that history could not show."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or at.year not in _ISO_YEARS:
        raise ValueError


def _check_named(kind: str, record_id: str) -> None:
    """Raise ValueError for a record without an id: by an empty link others would belong to it."""
    if not kind or not record_id:
        raise ValueError


def read_replaced(parts: Json) -> dict[str, tuple[Key, ...]]:
    """Return ``replaced`` as a Change holds it, from JSON. Raises TypeError or ValueError."""
    return {
        name: tuple((_number(run), _number(seq)) for run, seq in keys)
        for name, keys in _mapping(parts).items()
    }


def _mapping(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _number(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise TypeError
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()  # no lone surrogate, which no table could hold
    return value
