"""How an act is taken back: by a new act, so that nothing that was ever said leaves the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.changes import EXISTS, Change, Edit, Key, heads_of, life, order
from iro_desktop.domain.records.fields import Json

_TAKING_BACK: Final = ("undo", "redo")  # the sources of changes that bring values back


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
    return life(earlier, heads)[1]


def _latest(name: str, change: Change, by_key: Mapping[Key, Change]) -> Change | None:
    """Return the later of the changes whose values of a field a change replaced."""
    return next(reversed(_replaced(name, change, by_key)), None)


def _replaced(name: str, change: Change, by_key: Mapping[Key, Change]) -> list[Change]:
    """Return the changes whose values of a field a change replaced, the later last."""
    before = (by_key.get(key) for key in change.replaced.get(name, ()))
    return sorted((old for old in before if old and name in old.fields), key=order)
