"""What an import is going to do: every record that was read, against what is on file."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar, cast

from iro_desktop.domain.changes import Change
from iro_desktop.domain.records import (
    Allocation,
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
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.importers.care import CareRecord
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import ImportRead, Problem, Step
from iro_desktop.services.import_allocations import assumed_allocation, assumed_id
from iro_desktop.services.import_care import care_on_file, joined_care
from iro_desktop.services.import_filing import Filing, Index, index_of
from iro_desktop.services.import_settling import Pair, Plan, Settler
from iro_desktop.services.import_twins import named_as
from iro_desktop.services.origins import Origins

History = Callable[[Iterable[str]], Mapping[str, Sequence[Change]]]
AnyRecord = TypeVar("AnyRecord", bound=Record)
_CARE: Final = (CarePeriod, LegalStatus, Placement)


@dataclass(slots=True)
class Case:
    """What was read about one child, and its case file, if there is one.

    ``care`` holds what is on file of its care where that and the return differ, so that both have
    to be joined; it is None where there is nothing to join. ``filed`` and ``gone`` are what the
    import puts and deletes.
    """

    reference: str
    read_id: str
    child_id: str
    file: CaseFile | None
    index: Index
    pairs: list[Pair] = field(default_factory=list)
    care: list[CareRecord] | None = None
    filed: dict[str, Record] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def final(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """Return the child's records of a kind as they will stand after the import."""
        filed = [record for record in self.filed.values() if isinstance(record, kind)]
        stored = self.file.of(kind) if self.file else ()
        return [*filed, *(r for r in stored if r.id not in self.filed and r.id not in self.gone)]


def import_plan(  # noqa: PLR0913 - what is on file, what was read, and what is wanted of it
    snapshot: Snapshot,
    history: History,
    read: ImportRead,
    step: Step,
    *,
    officer_id: str = "",
    replace_typed: bool = False,
    only: Callable[[str], bool] | None = None,
    erased: Container[str] = frozenset(),
) -> Plan:
    """Return what importing ``read`` into what ``snapshot`` shows will do.

    ``history`` returns all changes of some records; it is asked once, and only about records that
    differ. ``officer_id`` is the IRO to whom children go as long as nothing else is known, or
    empty. ``only`` says which children, by reference, are wanted at all. ``erased`` holds the ids
    of what was erased, and stays out. ``step`` is called twice for each child, and may end it all.
    """
    plan = Plan()
    matcher = _Matcher(Filing(snapshot), read, plan, erased)
    others = [matcher.officer(r) for r in read.records if isinstance(r, Officer)]
    others += [matcher.comparator(r) for r in read.records if isinstance(r, Comparator)]
    cases = list(matcher.cases(only, step))
    doubtful = {one for case in cases for one in matcher.doubtful(case)}
    doubtful.update(one for pair in others for one in pair.doubtful())
    origins = Origins(history(sorted(doubtful)) if doubtful else {})
    settler = Settler(plan, read, origins, replace_typed=replace_typed)
    filer = _Filer(matcher, settler, officer_id)
    plan.count_read(pair.incoming for pair in others)
    for pair in others:
        settler.settle(pair, "")
    for case in cases:
        step()
        filer.file(case)
    return plan


class _Matcher:
    """Finds out which record on file each record that was read is."""

    def __init__(
        self, filing: Filing, read: ImportRead, plan: Plan, erased: Container[str]
    ) -> None:
        self.filing = filing
        self.erased = erased
        self.read = read
        self.plan = plan
        self._officers: dict[str, str] = {}  # id that was read -> id on file

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

    def cases(self, only: Callable[[str], bool] | None, step: Step) -> Iterator[Case]:
        """Yield every child that was read and is wanted, with its records matched."""
        by_child: dict[str, list[Record]] = {}
        for record in self.read.records:
            if isinstance(record, ChildRecord):
                by_child.setdefault(record.child_id, []).append(record)
            elif isinstance(record, Child):
                by_child.setdefault(record.id, []).append(record)
        for child_id, reference in self.read.references.items():
            step()
            if only is None or only(reference):
                case = self._case(child_id, reference, by_child.get(child_id, []))
                if case is not None:
                    yield case

    def _case(self, child_id: str, reference: str, records: Sequence[Record]) -> Case | None:
        file = self.filing.case(reference)
        if file is None and child_id in self.read.named_only:
            self._flag_unknown(reference, records)
            return None
        index = index_of(file) if file else self.filing.orphans
        case = Case(reference, child_id, file.child.id if file else child_id, file, index)
        case.pairs = list(self._pairs(case, records))
        self.plan.count_read(pair.incoming for pair in case.pairs)
        if file is not None and any(
            isinstance(pair.incoming, _CARE) and pair.stored != pair.incoming for pair in case.pairs
        ):
            case.care = care_on_file(file, reference, self.read.episodes[child_id])
        return case

    def _pairs(self, case: Case, records: Iterable[Record]) -> Iterator[Pair]:
        reviews: dict[str, str] = {}
        for record in records:
            incoming = self._as_on_file(case, record, reviews)
            pair = self.pair(case, incoming)
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
        if isinstance(record, Allocation):
            return replace(record, officer_id=self._officers[record.officer_id])
        if isinstance(record, Child) and case.file is not None:
            return replace(record, reference=case.file.child.reference)
        return record

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
        assumed = assumed_id(case.reference)
        if case.care is not None or self._officers or self.filing.bin.holds(assumed):
            yield assumed


def _with_read_beside(pairs: Iterable[Pair], wanted: Iterable[CareRecord]) -> list[CareRecord]:
    """Return records of care with what the files say of them beside the episodes."""
    out_of_area = {
        pair.incoming.started_on: pair.incoming.out_of_area
        for pair in pairs
        if isinstance(pair.incoming, Placement) and pair.incoming.out_of_area is not None
    }
    if not out_of_area:
        return list(wanted)
    return [
        replace(record, out_of_area=out_of_area.get(record.started_on, record.out_of_area))
        if isinstance(record, Placement)
        else record
        for record in wanted
    ]


class _Filer:
    """Settles all that was read about one child after the other."""

    def __init__(self, matcher: _Matcher, settler: Settler, officer_id: str) -> None:
        self._matcher = matcher
        self._settler = settler
        self._officer_id = officer_id

    def file(self, case: Case) -> None:
        """Plan what becomes of a child's records; of one erased or deleted by hand, of none."""
        if case.file is None and case.child_id in self._matcher.erased:
            self._settler.flag_erased(case.reference, case.child_id)
            return
        child = next((pair for pair in case.pairs if isinstance(pair.incoming, Child)), None)
        if child is not None and self._settler.stays_deleted(child):
            self._settler.flag_deleted(case.reference, child.incoming)
            return
        left_out: set[str] = set()
        for pair in case.pairs:
            incoming = pair.incoming
            if case.care is not None and isinstance(incoming, _CARE):
                continue
            if isinstance(incoming, Participation) and incoming.review_id in left_out:
                continue
            filed = self._settler.settle(pair, case.reference)
            if filed is None:
                left_out.add(incoming.id)
            else:
                case.filed[filed.id] = filed
        if case.care is not None:
            self._file_care(case, case.care)
        self._file_assumed(case)

    def _file_care(self, case: Case, on_file: list[CareRecord]) -> None:
        """Join the care that was read with that on file, and file what they add up to."""
        wanted, gone = joined_care(
            on_file,
            case.reference,
            case.child_id,
            self._matcher.read.episodes[case.read_id],
            self._settler.origins,
            replace_typed=self._settler.replace_typed,
            partial=self._matcher.read.partial,
        )
        wanted = _with_read_beside(case.pairs, wanted)
        read = {pair.incoming.id for pair in case.pairs}
        for record in wanted:
            pair = self._matcher.pair(case, record)
            quiet = pair.incoming.id not in read
            filed = self._settler.settle(pair, case.reference, joined=True, quiet=quiet)
            if filed is not None:
                case.filed[filed.id] = filed
        for record in gone:
            self._remove(case, record)

    def _file_assumed(self, case: Case) -> None:
        wanted, gone = assumed_allocation(case, self._officer_id)
        if wanted is not None:
            pair = self._matcher.pair(case, wanted)
            if not self._settler.stays_deleted(pair):
                self._settler.settle(pair, case.reference, joined=True, quiet=True)
        if gone is not None:
            self._remove(case, gone)

    def _remove(self, case: Case, record: Record) -> None:
        case.gone.add(record.id)
        self._matcher.plan.remove(record)
