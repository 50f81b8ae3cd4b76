"""Changes, and the state that a set of them projects to.

Every edit is a change; a record is what its changes add up to. The projection is total: changes
come in any order, partial, twice, from newer programs or with values that do not fit, and the same
set always gives the same state. Local edits and merges both go through it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

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
    live, revived = life(by_key, heads)
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


def life(by_key: Mapping[Key, Change], heads: Mapping[str, tuple[Key, ...]]) -> tuple[bool, bool]:
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
