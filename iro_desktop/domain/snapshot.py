"""Everything in the store at one moment, as values: what views, measures and search read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar, cast

from iro_desktop.domain.records import Child, ChildRecord, Record

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True, eq=False)
class CaseFile:
    """One child with all its live records; the same object until one of them changes.

    ``brought_back`` says that the child was deleted while one of its records was edited elsewhere.
    ``kept`` is for ``domain.keeping`` alone: function -> what it was asked last, and its answer.
    """

    child: Child
    records: Mapping[type[Record], tuple[Record, ...]]
    brought_back: bool = False
    kept: dict[Callable[..., Any], tuple[tuple[Any, ...], Any]] = field(
        default_factory=dict, init=False, repr=False
    )

    def of(self, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return the child's records of one kind, in the order of their ids."""
        return self.records.get(kind, ())  # type: ignore[return-value]  # each under its own kind


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about a record that a person should look at.

    ``what`` is ``conflict``, ``unreadable`` or ``revived``; ``field`` is empty for ``revived``.
    """

    kind: str
    record_id: str
    field: str
    what: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as its table holds it: deleted ones keep their values, for the bin."""

    record: Record
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit touched; ``position`` counts the changes that the log ever took in."""

    position: int
    kinds: frozenset[str]
    child_ids: frozenset[str]
    words: str = ""

    @property
    def is_only_noted(self) -> bool:
        """Whether nothing was edited: that somebody looked at something was noted, no more."""
        return self.kinds == {"AccessEvent"}


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All live records at one position of the log.

    ``cases`` maps child id to case file; ``others`` maps kind to the records that are about no
    child; ``bin`` holds what was deleted; ``orphans`` are live records of a child that is not
    there.
    """

    position: int = 0
    cases: Mapping[str, CaseFile] = field(default_factory=dict)
    others: Mapping[type[Record], tuple[Record, ...]] = field(default_factory=dict)
    bin: tuple[Record, ...] = ()
    orphans: tuple[ChildRecord, ...] = ()
    flags: tuple[Flag, ...] = ()

    def of(self, kind: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return all live records of a kind, about children or not."""
        if issubclass(kind, Child):
            return cast("tuple[AnyRecord, ...]", tuple(case.child for case in self.cases.values()))
        if issubclass(kind, ChildRecord):
            return tuple(record for case in self.cases.values() for record in case.of(kind))
        return cast("tuple[AnyRecord, ...]", self.others.get(cast("Any", kind), ()))

    def find(self, kind: type[AnyRecord], record_id: str) -> AnyRecord | None:
        """Return one live record, or None."""
        if issubclass(kind, Child):
            case = self.cases.get(record_id)
            return cast("AnyRecord", case.child) if case else None
        return next((record for record in self.of(kind) if record.id == record_id), None)

    def case_by_reference(self, reference: str) -> CaseFile | None:
        """Return the case file of the child with this reference, ignoring case and spaces.

        A child's own reference comes before another that it had.
        """
        wanted = reference.strip().casefold()
        cases = self.cases.values()
        own = (c for c in cases if c.child.reference.strip().casefold() == wanted)
        had = (
            c
            for c in cases
            if any(one.strip().casefold() == wanted for one in c.child.other_references)
        )
        return next(own, None) or next(had, None)


Tables = Mapping[str, Mapping[str, Stored]]
"""Kind -> record id -> what the table holds."""

_NOTHING: Final[Mapping[type[Record], tuple[Record, ...]]] = {}


def build(tables: Tables, position: int, flags: Iterable[Flag] = ()) -> Snapshot:
    """Return the snapshot of all tables."""
    children = tables.get("Child", {})
    grouped: dict[str, dict[type[Record], list[Record]]] = {}
    others: dict[type[Record], tuple[Record, ...]] = {}
    for rows in tables.values():
        live = [stored.record for stored in rows.values() if not stored.deleted]
        if not live or isinstance(live[0], Child):
            continue
        live.sort(key=lambda record: record.id)
        if isinstance(live[0], ChildRecord):
            for record in cast("list[ChildRecord]", live):
                grouped.setdefault(record.child_id, {}).setdefault(type(record), []).append(record)
        else:
            others[type(live[0])] = tuple(live)
    cases = {
        child_id: case
        for child_id, stored in sorted(children.items())
        if (case := _case(stored, grouped.get(child_id))) is not None
    }
    orphans = tuple(
        cast("ChildRecord", record)
        for child_id, kinds in sorted(grouped.items())
        if child_id not in cases
        for records in kinds.values()
        for record in records
    )
    return Snapshot(position, cases, others, tuple(_deleted(tables, cases)), orphans, tuple(flags))


def rebuild(
    before: Snapshot,
    tables: Tables,
    position: int,
    kinds: frozenset[str],
    child_ids: frozenset[str],
    flags: Iterable[Flag],
    touched: Mapping[str, Iterable[Stored]],
) -> Snapshot:
    """Return the next snapshot, making anew only the case files of ``child_ids``.

    ``touched`` holds, per child id, everything in the tables that names that child.
    """
    children = tables.get("Child", {})
    cases = dict(before.cases)
    orphans = [record for record in before.orphans if record.child_id not in child_ids]
    for child_id in child_ids:
        grouped: dict[type[Record], list[Record]] = {}
        for stored in touched.get(child_id, ()):
            if not stored.deleted:
                grouped.setdefault(type(stored.record), []).append(stored.record)
        for records in grouped.values():
            records.sort(key=lambda record: record.id)
        stored_child = children.get(child_id)
        case = _case(stored_child, grouped) if stored_child else None
        if case is not None:
            cases[child_id] = case
        else:
            cases.pop(child_id, None)
            orphans.extend(cast("ChildRecord", r) for rs in grouped.values() for r in rs)
    if cases.keys() != before.cases.keys():
        cases = dict(sorted(cases.items()))
    others = dict(before.others)
    for kind in kinds:
        rows = [stored.record for stored in tables.get(kind, {}).values() if not stored.deleted]
        if rows and not isinstance(rows[0], Child | ChildRecord):
            others[type(rows[0])] = tuple(sorted(rows, key=lambda record: record.id))
        elif not rows:
            others = {k: v for k, v in others.items() if k.__name__ != kind}
    same = cases if child_ids else before.cases  # what is the same is the same object
    return Snapshot(
        position, same, others, tuple(_deleted(tables, same)), tuple(orphans), tuple(flags)
    )


def _case(child: Stored, grouped: Mapping[type[Record], list[Record]] | None) -> CaseFile | None:
    """Return the case file, or None for a deleted child; one live record brings it back."""
    if child.deleted and not grouped:
        return None
    records = {kind: tuple(found) for kind, found in grouped.items()} if grouped else _NOTHING
    return CaseFile(cast("Child", child.record), records, brought_back=child.deleted)


def _deleted(tables: Tables, cases: Mapping[str, CaseFile]) -> Iterator[Record]:
    for rows in tables.values():
        for stored in rows.values():
            if stored.deleted and stored.record.id not in cases:
                yield stored.record
