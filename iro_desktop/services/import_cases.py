"""Which record on file each record is that an import has read, child by child."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

from iro_desktop.domain.records import (
    CarePeriod,
    Child,
    ChildRecord,
    Comparator,
    LegalStatus,
    Officer,
    Participation,
    Placement,
    Record,
    Review,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.importers.care import CareRecord, Dated
from iro_desktop.importers.identity import canonical, record_id
from iro_desktop.importers.results import ImportRead, Problem, Step
from iro_desktop.services.import_allocations import assumed_id
from iro_desktop.services.import_care import care_on_file
from iro_desktop.services.import_filing import Filing, Index, index_of
from iro_desktop.services.import_matching import joined_records, matches, records_by_child
from iro_desktop.services.import_meetings import Bookings, Seats
from iro_desktop.services.import_settling import Pair, Plan
from iro_desktop.services.import_twins import named_as

AnyRecord = TypeVar("AnyRecord", bound=Record)
CARE: Final = (CarePeriod, LegalStatus, Placement)
"""The kinds that are worked out from episodes, and joined with what is on file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of what was read.

    ``officer_id`` is the IRO to whom children go as long as nothing else is known, or empty.
    ``replace_typed`` lets the files win over what people typed, in all fields; ``winners`` names
    the single fields ("Child.born_on") in which they do. ``only`` says which children, by
    reference, are wanted at all. ``erased`` holds the ids of what was erased, and stays out.
    ``same`` is what a person said of children who may be one: the id that a child was read under
    -> the id on file, or "" for another child.
    """

    officer_id: str = ""
    replace_typed: bool = False
    winners: frozenset[str] = frozenset()
    only: Callable[[str], bool] | None = None
    erased: Container[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)

    def file_wins(self, kind: type[Record], name: str) -> bool:
        """Return whether the files win in a field over what a person typed."""
        return self.replace_typed or f"{kind.__name__}.{name}" in self.winners


@dataclass(slots=True)
class Case:
    """What was read about one child, and its case file, if there is one.

    Files may name one child by several references: ``read_ids`` are the ids that it was read
    under. ``references`` are all that it is known by, the one on file first. ``care`` holds what
    is on file of its care where that and the return differ, so that both have to be joined; it is
    None where there is nothing to join. ``filed`` and ``gone`` are what the import puts and
    deletes.
    """

    reference: str
    read_ids: tuple[str, ...]
    child_id: str
    file: CaseFile | None
    index: Index
    references: tuple[str, ...] = ()
    pairs: list[Pair] = field(default_factory=list)
    care: list[CareRecord] | None = None
    filed: dict[str, Record] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def final(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """Return the child's records of a kind as they will stand after the import."""
        filed = [record for record in self.filed.values() if isinstance(record, kind)]
        stored = self.file.of(kind) if self.file else ()
        return [*filed, *(r for r in stored if r.id not in self.filed and r.id not in self.gone)]


class Matcher:
    """Finds out which record on file each record that was read is."""

    def __init__(self, filing: Filing, read: ImportRead, plan: Plan, wanted: Wanted) -> None:
        self.filing = filing
        self.wanted = wanted
        self.erased = wanted.erased
        self.read = read
        self.plan = plan
        self._officers: dict[str, str] = {}  # id that was read -> id on file
        self._bookings = Bookings(filing.snapshot, read.records)

    def officer(self, officer: Officer) -> Pair:
        """Return an IRO that was read with the one on file of that name."""
        stored = self.filing.officers.twin(officer)
        self._officers[officer.id] = stored.id if stored else officer.id
        if stored is not None:
            # It is the same name but for case and space, so the one on file stays.
            return Pair(replace(officer, id=stored.id, name=cast("Officer", stored).name), stored)
        return Pair(officer, None, self.filing.bin.twin(officer))

    def comparator(self, comparator: Comparator) -> Pair:
        """Return a comparator that was read with the one on file of its year, area and measure.

        One that was deleted is new again: nobody sends such a table by chance.
        """
        stored = self.filing.comparators.get(comparator.id)
        if stored is not None and stored.area_kind == comparator.area_kind:
            comparator = replace(comparator, area=stored.area)
        return Pair(comparator, stored)

    def cases(self, step: Step) -> Iterator[Case]:
        """Yield every child that was read and is wanted, with its records matched."""
        by_child = records_by_child(self.read)
        only, same = self.wanted.only, self.wanted.same
        self.plan.matches = matches(self.filing, self.read, by_child, same)
        on_file = self.plan.matches.found
        read_as: dict[str, list[str]] = {}  # the child on file, else the one that was read
        for child_id in self.read.references:
            read_as.setdefault(on_file.get(child_id, child_id), []).append(child_id)
        for child_id, read_ids in read_as.items():
            references = [self.read.references[one] for one in read_ids]
            for _ in read_ids:
                step()
            if only is None or any(map(only, references)):
                records = [record for one in read_ids for record in by_child.get(one, ())]
                case = self._case(child_id, tuple(read_ids), references, records)
                if case is not None:
                    yield case

    def _case(
        self,
        child_id: str,
        read_ids: tuple[str, ...],
        read_references: Sequence[str],
        records: Sequence[Record],
    ) -> Case | None:
        file = self.filing.cases.get(child_id)
        reference = read_references[0]
        if file is None and child_id in self.read.named_only:
            self._flag_unknown(reference, records)
            return None
        index = index_of(file) if file else self.filing.orphans
        known = (file.child.reference, *file.child.other_references) if file else ()
        references = tuple(dict.fromkeys(filter(None, (*known, *read_references))))
        case = Case(reference, read_ids, child_id, file, index, references)
        case.pairs = list(self._pairs(case, records))
        self.plan.count_read(pair.incoming for pair in case.pairs)
        dated = self.episodes(case)
        if file is not None and dated and _differs(case):
            case.care = care_on_file(file, references, dated)
        return case

    def episodes(self, case: Case) -> tuple[Dated, ...]:
        """Return what was read of a child's care, under whatever reference."""
        found = self.read.episodes
        return tuple(one for read_id in case.read_ids for one in found.get(read_id, ()))

    def _pairs(self, case: Case, records: Iterable[Record]) -> Iterator[Pair]:
        reviews: dict[str, str] = {}
        seats = Seats(self._bookings, case.file)
        if len(case.read_ids) > 1:
            records = joined_records(self._as_on_file(case, one, reviews) for one in records)
        for record in records:
            incoming = self._as_on_file(case, record, reviews)
            if seats.is_over(incoming):
                continue
            pair = seats.pair(incoming) or self.pair(case, incoming)
            if isinstance(incoming, Review):
                reviews[incoming.id] = pair.incoming.id
            yield pair

    def pair(self, case: Case, incoming: Record) -> Pair:
        """Return a record with what there is of it, under the id that it has on file."""
        is_current = incoming.id in self.read.current
        stored = case.index.twin(incoming, is_current=is_current)
        if stored is None and incoming.id in self.erased:
            # The child is on file again, but under the id of an erased record it would not be sent.
            incoming = replace(
                incoming, id=record_id(type(incoming).__name__, case.child_id, incoming.id)
            )
        if stored is None:
            binned = self.filing.bin.twin(incoming, is_current=is_current)
            return Pair(incoming, None, binned)
        if is_current or stored.id != incoming.id:
            incoming = named_as(incoming, stored)
        return Pair(incoming, stored)

    def _as_on_file(self, case: Case, record: Record, reviews: Mapping[str, str]) -> Record:
        """Return a record with the ids that the child, its review and its IRO have on file."""
        if isinstance(record, ChildRecord) and record.child_id != case.child_id:
            record = replace(record, child_id=case.child_id)
        if isinstance(record, Participation):
            on_file = reviews.get(record.review_id, record.review_id)
            return record if on_file == record.review_id else replace(record, review_id=on_file)
        if isinstance(record, Child) and case.file is not None:
            return _as_known(record, case.file.child)
        return self._with_officers(record)

    def _with_officers(self, record: AnyRecord) -> AnyRecord:
        """Return a record with the ids that the IROs it names have on file."""
        if not self._officers:
            return record
        found = {
            about.name: self._officers[getattr(record, about.name)]
            for about in fields_of(type(record))
            if about.links_to == "Officer" and getattr(record, about.name) in self._officers
        }
        return replace(record, **found) if found else record

    def _flag_unknown(self, reference: str, records: Iterable[Record]) -> None:
        for record in records:
            if record.id in self.read.places:
                sentence = (
                    "The child is not on file, so this was left out: "
                    "first import the return in which the child is."
                )
                file, row = self.read.places[record.id]
                self.plan.problems.append(Problem(file, row, reference, "unknown", sentence))

    def doubtful(self, case: Case) -> Iterator[str]:
        """Yield the ids of the records whose history decides what becomes of them."""
        for pair in case.pairs:
            yield from pair.doubtful()
        if case.care is not None:
            yield from (record.id for record in case.care)
            yield from self.filing.binned_care.get(case.child_id, ())
        for assumed in map(assumed_id, case.references):
            if case.care is not None or self._officers or self.filing.bin.holds(assumed):
                yield assumed


def _differs(case: Case) -> bool:
    """Return whether the files say anything else of a child's care than what is on file."""
    return any(
        isinstance(pair.incoming, CARE) and pair.stored != pair.incoming for pair in case.pairs
    )


def _as_known(read: Child, stored: Child) -> Child:
    """Return a child that was read under the id and reference that it has on file."""
    reference = stored.reference or read.reference
    known = {canonical(one): one for one in (*read.other_references, read.reference) if one}
    for one in (reference, *stored.other_references):
        known.pop(canonical(one), None)
    return replace(
        read,
        id=stored.id,
        reference=reference,
        other_references=(*stored.other_references, *known.values()),
    )
