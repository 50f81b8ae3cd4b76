"""Two records of one child become one, in one act that undo takes back whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from iro_desktop.domain.changes import EXISTS, Edit
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import (
    KINDS,
    About,
    Allocation,
    Child,
    ChildRecord,
    Erasure,
    Record,
    Review,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.importers.identity import canonical
from iro_desktop.services.child_words import name_of
from iro_desktop.services.import_allocations import AnyRecord, assumed_allocation
from iro_desktop.services.import_filing import natural_key
from iro_desktop.services.value_words import say_record, say_value
from iro_desktop.services.workspace import Workspace

_FEW_KINDS: Final = 4
_NAMED: Final = frozenset({"Review", "MonitoringCheck", "Contact", "Escalation"})
_NOT_COMPARED: Final = frozenset(
    {"reference", "other_references", "same_as_id", "child_id", "id", "review_id"}
)


class NotTwoChildrenError(UserError):
    """One of the two is not on file any more, or they are one already."""

    sentence = "Only two children who are both on file can be made one: choose another child."


class ErasureAskedError(UserError):
    """One of the two is to be erased."""

    sentence = (
        "One of the two is to be erased: cancel that request first, under Old cases in the "
        "File menu."
    )


@dataclass(frozen=True, slots=True)
class Differing:
    """A field in which the two say different things: the first's stays, the other's is kept too.

    ``what`` names the record. The other value stays in the history and in the bin.
    """

    what: str
    label: str
    stays: str
    other: str


@dataclass(slots=True)
class Merge:
    """What making one child of two would do.

    ``moved`` counts by kind what goes over to the first; ``joined`` by kind what both have, which
    becomes one record each. ``puts`` and ``drops`` are the records to keep and to delete.
    """

    first: Child
    second: Child
    moved: Counter[str] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    differing: list[Differing] = field(default_factory=list)
    puts: list[Record] = field(default_factory=list)
    drops: list[Record] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return what would happen, a sentence each."""
        first, second = (one.reference or name_of(one) for one in (self.first, self.second))
        found = [f"{first} stays, with everything on file."]
        if self.moved:
            found.append(f"{_counts(self.moved)} of {second} become records of {first}.")
        if self.joined:
            found.append(f"{_counts(self.joined)} that both have become one each.")
        if self.second.reference:
            found.append(f"Files that name {self.second.reference} are then about {first}.")
        found.append(f"{second} goes into the bin. Undo brings both back as they are now.")
        return found

    def warnings(self) -> list[str]:
        """Return what speaks against their being one child."""
        found = []
        for about in fields_of(Child):
            one, other = getattr(self.first, about.name), getattr(self.second, about.name)
            if about.name in ("born_on", "sex", "upn") and one and other and one != other:
                ones, others = (_plain(about, value) for value in (one, other))
                found.append(f"{about.label} differs: {ones} and {others}.")
        return found


def _plain(about: About, value: Any) -> str:  # noqa: ANN401 - whatever the field holds
    return plain_date(value) if about.type == "day" else str(value)


def _counts(counts: Mapping[str, int]) -> str:
    """Return how many records, by kind where they are of few kinds, else the work on the case."""
    kinds = [kind for kind in KINDS if counts.get(kind)]
    is_long = len(kinds) > _FEW_KINDS
    named = [
        counted(counts[kind], KINDS[kind].title, KINDS[kind].plural)
        for kind in kinds
        if not is_long or kind in _NAMED
    ]
    if not is_long:
        return say_list(named)
    records = counted(sum(counts.values()), "record")
    return f"{records}, among them {say_list(named)}," if named else records


def plan_merge(snapshot: Snapshot, first_id: str, second_id: str) -> Merge:
    """Return what making the second child one with the first would do; nothing is written.

    Raises NotTwoChildrenError, or ErasureAskedError where one of them is to be erased.
    """
    first, second = snapshot.cases.get(first_id), snapshot.cases.get(second_id)
    if first is None or second is None or first_id == second_id:
        raise NotTwoChildrenError
    for one in snapshot.of(Erasure):
        if one.about_child_id in (first_id, second_id) and not (one.cancelled_on or one.erased_on):
            raise ErasureAskedError
    return _Merging(snapshot, first, second).done()


def merge_children(workspace: Workspace, first_id: str, second_id: str) -> Merge:
    """Make the second child one with the first, as one act; return what that did.

    Raises what ``plan_merge`` raises.
    """
    merge = plan_merge(workspace.snapshot, first_id, second_id)
    names = f"{merge.first.reference} and {merge.second.reference}"
    with workspace.write(f"make one child of {names}") as write:
        for record in merge.puts:
            write.put(record)
        for record in merge.drops:
            write.delete(type(record).__name__, record.id)
        gone = Edit(Child.__name__, second_id, {"same_as_id": first_id, EXISTS: False})
        write.edit(gone)
    return merge


@dataclass(frozen=True, slots=True)
class _Whole:
    """A child as it will stand once the two are one."""

    references: Sequence[str]
    child_id: str
    records: Sequence[Record]

    def final(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """Return its records of a kind."""
        return [one for one in self.records if isinstance(one, kind)]


class _Merging:
    """Moves the records of one child to another, each thing once."""

    def __init__(self, snapshot: Snapshot, first: CaseFile, second: CaseFile) -> None:
        self._snapshot = snapshot
        self._first = first
        self._second = second
        self._merge = Merge(first.child, second.child)
        self._now: dict[str, str] = {second.child.id: first.child.id}  # id -> the id it becomes
        self._own: dict[Any, Record] = {}  # natural key -> what the first has
        for record in _records(first):
            key = _key(record)
            if key is not None:
                self._own.setdefault(key, record)

    def done(self) -> Merge:
        """Return the whole of it."""
        child = self._child()
        self._merge.puts.append(child)
        joined: dict[str, Record] = {}
        # Reviews first: what belongs to a review that both have belongs to the first's then.
        for record in sorted(_records(self._second), key=lambda one: not isinstance(one, Review)):
            moved = self._relinked(replace(record, child_id=self._first.child.id))
            twin = self._own.get(_key(moved)) if _key(moved) is not None else None
            kind = type(record).__name__
            if twin is None:
                self._merge.moved[kind] += 1
                self._merge.puts.append(moved)
                continue
            self._merge.joined[kind] += 1
            self._merge.drops.append(record)
            self._now[record.id] = twin.id
            joined[twin.id] = self._filled(joined.get(twin.id, twin), moved)
        self._merge.puts = [self._relinked(one) for one in self._merge.puts]
        self._merge.puts += joined.values()
        self._settle_assumed(child)
        self._merge.puts += self._elsewhere(joined)
        return self._merge

    def _settle_assumed(self, child: Child) -> None:
        """End what was assumed of one on the day before the other is known to have an IRO."""
        final = {one.id: one for one in _records(self._first)}
        final.update((one.id, one) for one in self._merge.puts if isinstance(one, ChildRecord))
        whole = _Whole((child.reference, *child.other_references), child.id, [*final.values()])
        wanted, gone = assumed_allocation(whole, "")
        changed = wanted or gone
        if changed is not None:
            self._merge.puts = [one for one in self._merge.puts if one.id != changed.id]
        if wanted is not None:
            self._merge.puts.append(wanted)
        if gone is not None:
            self._merge.drops.append(gone)

    def _child(self) -> Child:
        first, second = self._first.child, self._second.child
        child = cast("Child", self._filled(first, replace(second, id=first.id)))
        known = {canonical(one): one for one in (second.reference, *second.other_references) if one}
        for one in (child.reference, *first.other_references):
            known.pop(canonical(one), None)
        return replace(
            child,
            same_as_id=first.same_as_id,
            other_references=(*first.other_references, *known.values()),
        )

    def _filled(self, first: Record, other: Record) -> Record:
        """Return the first's record with what it leaves empty, and the notes of both."""
        values: dict[str, Any] = {}
        for about in fields_of(type(first)):
            mine, theirs = getattr(first, about.name), getattr(other, about.name)
            if theirs in (mine, about.empty) or about.name in _NOT_COMPARED:
                continue
            if mine == about.empty:
                values[about.name] = theirs
            elif about.name == "from_on" and isinstance(first, Allocation) and first.assumed:
                values[about.name] = min(mine, theirs)
            elif about.type == "note":
                values[about.name] = f"{mine}\n\n{theirs}"
            else:
                said = (say_value(about, value, self._snapshot) for value in (mine, theirs))
                self._merge.differing.append(Differing(say_record(first), about.label, *said))
        return replace(first, **values)

    def _relinked(self, record: Record) -> Record:
        """Return a record with its links to what became another record."""
        values: dict[str, Any] = {}
        for about in fields_of(type(record)):
            value = getattr(record, about.name)
            if not about.links_to or not value:
                continue
            if isinstance(value, tuple):
                now: Any = tuple(dict.fromkeys(self._now.get(one, one) for one in value))
            else:
                now = self._now.get(value, value)
            if now != value:
                values[about.name] = now
        return replace(record, **values) if values else record

    def _elsewhere(self, joined: Mapping[str, Record]) -> Iterator[Record]:
        """Yield what is on file elsewhere and names the second child, or what was joined."""
        others = [one for found in self._snapshot.others.values() for one in found]
        for case in self._snapshot.cases.values():
            if case is not self._second:
                others += [one for one in _records(case) if one.id not in joined]
        for record in others:
            now = self._relinked(record)
            if now is not record and not isinstance(record, Erasure):
                yield now


def _records(case: CaseFile) -> Iterator[ChildRecord]:
    for found in case.records.values():
        yield from cast("tuple[ChildRecord, ...]", found)


def _key(record: Record) -> Any:  # noqa: ANN401 - whatever tells records apart
    """Return what tells a record of a child from the others: one assumed allocation each."""
    if isinstance(record, Allocation) and record.assumed:
        return (Allocation, "assumed")
    return natural_key(record)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child who may be the same as another: ``alike`` says what speaks for it, or nothing."""

    child_id: str
    name: str
    born: str
    records: int
    alike: str


def candidates(snapshot: Snapshot, child_id: str) -> tuple[Candidate, ...]:
    """Return all other children on file, those who look the same first, then by name."""
    child = snapshot.cases[child_id].child
    found = [
        Candidate(
            case.child.id,
            name_of(case.child),
            plain_date(case.child.born_on) if case.child.born_on else "",
            sum(map(len, case.records.values())),
            _alike(child, case.child),
        )
        for case in snapshot.cases.values()
        if case.child.id != child_id
    ]
    return tuple(sorted(found, key=lambda one: (not one.alike, one.name)))


def _alike(one: Child, other: Child) -> str:
    same = []
    if one.upn and one.upn == other.upn:
        same.append("UPN")
    if one.born_on and one.born_on == other.born_on:
        same.append("date of birth")
    if same and one.initials and one.initials == other.initials:
        same.append("initials")
    return f"Same {say_list(same)}" if same else ""
