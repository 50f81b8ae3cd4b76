"""What an import is going to do: every record that was read, against what is on file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from iro_desktop.domain.changes import Change
from iro_desktop.domain.records import (
    Child,
    Comparator,
    Officer,
    Participation,
    Placement,
    Record,
    Review,
    fields_of,
)
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.importers.care import CareRecord
from iro_desktop.importers.results import ImportRead, Step
from iro_desktop.services.import_allocations import assumed_allocation
from iro_desktop.services.import_care import joined_care
from iro_desktop.services.import_cases import CARE, Case, Matcher, Wanted
from iro_desktop.services.import_filing import Filing
from iro_desktop.services.import_settling import Pair, Plan, Settler
from iro_desktop.services.origins import Origins

History = Callable[[Iterable[str]], Mapping[str, Sequence[Change]]]


def import_plan(
    snapshot: Snapshot, history: History, read: ImportRead, step: Step, wanted: Wanted
) -> Plan:
    """Return what importing ``read`` into what ``snapshot`` shows will do.

    ``history`` returns all changes of some records; it is asked once, and only about records that
    differ. ``step`` is called twice for each child, and may end it all.
    """
    plan = Plan()
    matcher = Matcher(Filing(snapshot), read, plan, wanted)
    others = [matcher.officer(r) for r in read.records if isinstance(r, Officer)]
    others += [matcher.comparator(r) for r in read.records if isinstance(r, Comparator)]
    cases = list(matcher.cases(step))
    if wanted.only is not None:
        others = _named_by(cases, others)
    doubtful = {one for case in cases for one in matcher.doubtful(case)}
    doubtful.update(one for pair in others for one in pair.doubtful())
    origins = plan.origins = Origins(history(sorted(doubtful)) if doubtful else {})
    settler = Settler(plan, read, origins, wanted.file_wins)
    filer = _Filer(matcher, settler, wanted.officer_id)
    plan.count_read(pair.incoming for pair in others)
    for pair in others:
        settler.settle(pair, "")
    for case in cases:
        step()
        filer.file(case)
    return plan


def _named_by(cases: Iterable[Case], others: Iterable[Pair]) -> list[Pair]:
    """Return what is about no child without the IROs whom none of the wanted children names."""
    named = {
        getattr(pair.incoming, about.name)
        for case in cases
        for pair in case.pairs
        for about in fields_of(type(pair.incoming))
        if about.links_to == "Officer"
    }
    return [
        pair
        for pair in others
        if not isinstance(pair.incoming, Officer) or pair.incoming.id in named
    ]


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

    def __init__(self, matcher: Matcher, settler: Settler, officer_id: str) -> None:
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
            if case.care is not None and isinstance(incoming, CARE):
                continue
            if isinstance(incoming, Participation) and incoming.review_id in left_out:
                continue
            if isinstance(incoming, Review) and incoming.meeting_id in left_out:
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
            case.references,
            case.child_id,
            self._matcher.episodes(case),
            self._settler.origins,
            file_wins=self._settler.file_wins,
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
        for pair in case.pairs:
            if isinstance(pair.incoming, CARE):
                self._settler.note_kept(pair, case.filed.get(pair.incoming.id), case.reference)

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
        self._matcher.plan.remove(record, case.reference)
