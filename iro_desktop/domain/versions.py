"""Two versions of one field: what each says, whose it is, and which of them shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iro_desktop.domain.changes import Change, Key, heads_of, order, read_heads
from iro_desktop.domain.records import Record
from iro_desktop.domain.records.fields import Value, field_of
from iro_desktop.domain.undoing import origin


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a field that has several.

    ``said`` are the changes that say it, in order; of one that an undo brought back, the change
    that said it first.
    """

    value: Value
    said: tuple[Change, ...]
    shown: bool


def versions(kind: type[Record], name: str, changes: Iterable[Change]) -> tuple[Version, ...]:
    """Return the values that stand beside each other in a field, the one that shows last.

    One alone where there are no two versions; none for a field that this program does not know.
    """
    about = field_of(kind, name)
    if about is None:
        return ()
    by_key = {change.key: change for change in changes}
    said, _ = read_heads(about, heads_of(name, by_key.values()), by_key)
    found: dict[str, list[tuple[Change, Value]]] = {}
    for change, value in sorted(said, key=lambda pair: order(pair[0])):
        same = found.pop(repr(value), [])
        found[repr(value)] = [*same, (change, value)]
    return tuple(
        Version(
            those[0][1],
            tuple(by_key.get(origin(name, one, by_key) or one.key, one) for one, _ in those),
            shown=at == len(found) - 1,
        )
        for at, those in enumerate(found.values())
    )


def heads_now(changes: Iterable[Change], name: str = "") -> frozenset[Key]:
    """Return which changes hold a field of a record now, or all of its fields."""
    changes = list(changes)
    names = {name} if name else {one for change in changes for one in change.fields}
    return frozenset(head.key for one in names for head in heads_of(one, changes))
