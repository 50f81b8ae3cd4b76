"""How much has two versions, from the values in memory alone: cheap enough for every commit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.records import Child
from iro_desktop.domain.snapshot import Flag, Snapshot
from iro_desktop.domain.words import counted, say_list

CHILD_BACK: Final = (Child.__name__, "revived")
"""Kind and what of the flag of a child that was deleted and came back."""

_OWN_AFFAIR: Final = frozenset(
    {("Device", "runs"), ("Device", "seen_at"), ("SharedCopy", "slots"), ("Erasure", "erased_ids")}
)
"""Fields in which computers note things for each other: nothing that a person could choose of."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much there is to settle: fields, and what was deleted here and changed there."""

    fields: int = 0
    brought_back: int = 0

    def __bool__(self) -> bool:
        return bool(self.fields or self.brought_back)

    @property
    def words(self) -> str:
        """It in one line: "2 fields have two versions"; or ""."""
        fields = f"{counted(self.fields, 'field has', 'fields have')} two versions"
        back = f"{counted(self.brought_back, 'deletion')} to look at"
        return say_list([fields] * bool(self.fields) + [back] * bool(self.brought_back))


def count(snapshot: Snapshot, child_id: str = "") -> Waiting:
    """Return how much there is to settle, of one child or of all; it reads no log."""
    among = None
    if child_id:
        case = snapshot.cases.get(child_id)
        records = case.records.values() if case is not None else ()
        among = {child_id} | {one.id for found in records for one in found}
    found = [
        flag.what for flag in flags_to_settle(snapshot) if among is None or flag.record_id in among
    ]
    return Waiting(found.count("conflict"), found.count("revived"))


def flags_to_settle(snapshot: Snapshot) -> Iterator[Flag]:
    """Yield what a person is to look at, once each.

    A child that came back stands for all of it that came back; what is in the bin shows nowhere.
    """
    back = {child_id for child_id, case in snapshot.cases.items() if case.brought_back}
    if not snapshot.flags:
        yield from (Flag(Child.__name__, child_id, "", "revived") for child_id in sorted(back))
        return
    back |= {one.record_id for one in snapshot.flags if (one.kind, one.what) == CHILD_BACK}
    within = {
        one.id
        for child_id in back & snapshot.cases.keys()
        for found in snapshot.cases[child_id].records.values()
        for one in found
    }
    binned = {one.id for one in snapshot.bin}
    yield from (Flag(Child.__name__, child_id, "", "revived") for child_id in sorted(back))
    for flag in sorted(snapshot.flags, key=lambda one: (one.kind, one.record_id, one.field)):
        if flag.what == "revived" and flag.record_id in within | back:
            continue
        if flag.record_id not in binned and (flag.kind, flag.field) not in _OWN_AFFAIR:
            yield flag
