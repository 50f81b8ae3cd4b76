"""What an import would do, child by child and field by field, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from iro_desktop.domain.casefile import care_spans, plan_spans
from iro_desktop.domain.changes import Change
from iro_desktop.domain.clocks import moment
from iro_desktop.domain.records import (
    Allocation,
    Child,
    ChildRecord,
    Officer,
    Record,
    field_of,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import short_date
from iro_desktop.importers.identity import canonical
from iro_desktop.importers.results import ImportRead, Problem
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.child_words import name_of
from iro_desktop.services.import_settling import Plan, Settled
from iro_desktop.services.import_winners import field_label, winners
from iro_desktop.services.origins import TYPED, year_of
from iro_desktop.services.value_words import say_record, say_value
from iro_desktop.services.workspace import Workspace

ASK: Final = "ask"
NEW: Final = "new"
CHANGED: Final = "changed"
UNCHANGED: Final = "unchanged"
NOT_OURS: Final = "not_ours"
MISSING: Final = "missing"
LEFT_OUT: Final = "left_out"

GROUPS: Final[Mapping[str, str]] = {
    ASK: "The same child?",
    CHANGED: "Changed",
    NEW: "New",
    UNCHANGED: "Unchanged",
    NOT_OURS: "Not known to be yours",
    MISSING: "Not in the file",
    LEFT_OUT: "Left out",
}
"""The groups of children in a preview, in the order in which they stand -> their words."""

_OF_CARE_ALONE: Final = frozenset({"ssda903"})
"""The formats that name looked after children alone."""

_FORM_WORDS: Final = {
    "ssda903": "SSDA903",
    "annex-a": "Annex A",
    "cin-census": "CIN census",
    "ssd": "SSD",
    "allocations": "allocations",
    "table": "a table",
}
_LEFT_OUT_WORDS: Final = {
    "deleted": "Deleted here, and stays deleted: the bin can bring the child back",
    "erased": "Erased here, and stays out: add the child by hand first if the case has come back",
    "unknown": "Not on file: first import a file that has the child’s details",
}
_MISSING_WORDS: Final = "On file here and open, but not in the file: nothing is closed or changed"
_NOT_OURS_WORDS: Final = "Neither on file here nor allocated to you: tick the child to take it"


ImportProblem: TypeAlias = Problem
"""A row that a person should look at, as the window has it."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of one record: what is on file, who set it, and what the import makes of it.

    ``what`` is "new", "changed", "kept" (what was typed here stays, though the file says
    ``after``) or "gone". Of a new record ``after`` says all that it holds. ``field`` names the
    field as settings have it: "Child.born_on".
    """

    record: str
    label: str
    before: str
    after: str
    who: str
    what: str
    field: str


@dataclass(frozen=True, slots=True)
class ChildLine:
    """What an import would do with one child.

    ``references`` are those by which the files name it: none where it is missing from them.
    ``is_ours`` says that it is taken unless the person says otherwise, ``can_take`` that it can
    be. ``asks`` is a question that a person has to answer, about ``alike_id``, a child on file;
    ``read_id`` is what the answer goes under. The counts are by kind of record.
    """

    key: str
    references: tuple[str, ...]
    name: str
    group: str
    note: str = ""
    is_ours: bool = False
    can_take: bool = False
    new: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    unchanged: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[FieldLine, ...] = ()
    read_id: str = ""
    alike_id: str = ""
    asks: str = ""

    @property
    def kept(self) -> int:
        """In how many fields what was typed here stays."""
        return sum(line.what == "kept" for line in self.lines)


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """Everything that a person looks at before an import.

    ``others`` counts by kind the records about no child that are (new, changed, unchanged).
    ``deciding`` are the fields in which file and person differ, or in which the file wins already:
    name -> (words, whether the file wins).
    """

    children: tuple[ChildLine, ...]
    others: Mapping[str, tuple[int, int, int]]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    year: int
    whole_service: bool
    deciding: Mapping[str, tuple[str, bool]]

    def of(self, group: str) -> list[ChildLine]:
        """Return the children of a group."""
        return [one for one in self.children if one.group == group]


def preview_of(workspace: Workspace, fmt: str, read: ImportRead, plan: Plan) -> ImportPreview:
    """Return what a plan for all children of the files would do, in words."""
    looking = _Looking(workspace, read, plan)
    lines = list(looking.lines())
    lines += looking.missing(fmt)
    order = list(GROUPS)
    lines.sort(key=lambda one: (order.index(one.group), one.name))
    known = {name: (field_label(name), True) for name in sorted(winners(workspace))}
    differing = {part.field for one in lines for part in one.lines if part.what == "kept"}
    for name in sorted(differing - known.keys()):
        known[name] = (field_label(name), False)
    return ImportPreview(
        children=tuple(lines),
        others=_others(plan),
        problems=(*read.problems, *plan.problems),
        notes=read.notes,
        year=read.year,
        whole_service=workspace.whole_service,
        deciding=known,
    )


def _others(plan: Plan) -> dict[str, tuple[int, int, int]]:
    """Return the counts of what is about no child."""
    found: dict[str, list[int]] = {}
    for one in plan.settled:
        if not isinstance(one.record, Child | ChildRecord):
            counts = found.setdefault(type(one.record).__name__, [0, 0, 0])
            counts[0 if one.before is None else 1] += one.before != one.after
    for kind, number in plan.unchanged_of.get("", {}).items():
        found.setdefault(kind, [0, 0, 0])[2] += number
    return {kind: (new, changed, same) for kind, (new, changed, same) in found.items()}


class _Looking:
    """Puts a plan into words."""

    def __init__(self, workspace: Workspace, read: ImportRead, plan: Plan) -> None:
        self._workspace = workspace
        self._snapshot = workspace.snapshot
        self._read = read
        self._plan = plan
        self._people = {one.id: one.name for one in self._snapshot.of(Officer)}
        self._ours = _allocated(workspace, read)
        self._settled: dict[str, list[Settled]] = {}
        for one in plan.settled:
            self._settled.setdefault(one.reference, []).append(one)
        self._read_as: dict[str, list[str]] = {}  # on file, or read -> the ids it was read under
        for read_id in read.references:
            found = plan.matches.found.get(read_id, read_id)
            self._read_as.setdefault(found, []).append(read_id)

    def lines(self) -> Iterator[ChildLine]:
        """Yield a line for each child of the files."""
        for child_id, read_ids in self._read_as.items():
            yield self._line(child_id, read_ids)

    def _line(self, child_id: str, read_ids: list[str]) -> ChildLine:
        references = tuple(self._read.references[one] for one in read_ids)
        case = self._snapshot.cases.get(child_id)
        is_ours = (
            self._workspace.whole_service
            or case is not None
            or any(one in self._ours for one in read_ids)
        )
        settled = self._settled.get(references[0], [])
        group, note = self._group(references[0], child_id, case, settled, is_ours=is_ours)
        can_take = group != LEFT_OUT
        suggestion = self._plan.matches.suggested.get(read_ids[0]) if can_take else None
        alike = self._snapshot.cases[suggestion.child_id].child if suggestion else None
        group = ASK if alike else group
        is_shown = is_ours or alike is not None
        return ChildLine(
            key=canonical(references[0]),
            references=references,
            name=name_of(case.child) if case else references[0],
            group=group,
            note=note or self._found_by(case, read_ids),
            is_ours=is_ours and can_take,
            can_take=can_take,
            new=_counted(one for one in settled if one.before is None),
            changed=_counted(
                one for one in settled if one.before is not None and one.before != one.after
            ),
            unchanged=self._plan.unchanged_of.get(references[0], {}),
            lines=tuple(self._fields(settled)) if is_shown else (),
            read_id=read_ids[0],
            alike_id=alike.id if alike else "",
            asks=f"The same child as {name_of(alike)}? {suggestion.why}"
            if alike and suggestion
            else "",
        )

    def _group(
        self,
        reference: str,
        child_id: str,
        case: CaseFile | None,
        settled: list[Settled],
        *,
        is_ours: bool,
    ) -> tuple[str, str]:
        left_out = self._plan.left_out.get(reference, "")
        if not left_out and case is None and child_id in self._read.named_only:
            left_out = "unknown"
        if left_out and (is_ours or left_out != "unknown"):
            return LEFT_OUT, _LEFT_OUT_WORDS[left_out]
        if left_out:
            return LEFT_OUT, "Neither on file here nor allocated to you"
        if not is_ours:
            return NOT_OURS, _NOT_OURS_WORDS
        if case is None:
            return NEW, ""
        changes = any(one.before != one.after for one in settled)
        return (CHANGED if changes else UNCHANGED), ""

    def _found_by(self, case: CaseFile | None, read_ids: list[str]) -> str:
        """Return how a child was found who is on file under another reference, or nothing."""
        if case is None:
            return ""
        own = canonical(case.child.reference)
        others = [one for one in read_ids if canonical(self._read.references[one]) != own]
        if not others:
            return ""
        how = "found by the UPN" if others[0] in self._plan.matches.by_upn else "the same child"
        return f"{self._read.references[others[0]]} in the file: {how}"

    def missing(self, fmt: str) -> Iterator[ChildLine]:
        """Yield the open cases of this IRO that the files do not name."""
        today, officer_id = self._workspace.today(), self._workspace.officer_id
        until = min(date(self._read.year, 3, 31), today) if self._read.year else today
        if fmt == "comparators":
            return
        for child_id, case in self._snapshot.cases.items():
            if child_id in self._read_as or not _is_open(case, until, fmt):
                continue
            owner = owner_of(case, today)
            whole = self._workspace.whole_service
            if whole or owner is None or owner.officer_id == officer_id:
                yield ChildLine(
                    key=f"missing {child_id}",
                    references=(),
                    name=name_of(case.child),
                    group=MISSING,
                    note=_MISSING_WORDS,
                )

    # Field by field

    def _fields(self, settled: list[Settled]) -> Iterator[FieldLine]:
        for one in settled:
            heading = say_record(one.record)
            record = heading[:1].upper() + heading[1:]
            if one.before is None:
                yield FieldLine(record, "", "", self._all_of(one.record), "", "new", "")
            elif one.after is None:
                after = "Part of another from now on"
                yield FieldLine(record, "", self._all_of(one.before), after, "", "gone", "")
            else:
                yield from self._changes(record, one.before, one.after)
                for name, value in one.kept:
                    yield self._line_of(record, one.before, name, value, "kept")

    def _changes(self, record: str, before: Record, after: Record) -> Iterator[FieldLine]:
        for about in fields_of(type(after)):
            if getattr(before, about.name) != getattr(after, about.name):
                value = getattr(after, about.name)
                yield self._line_of(record, before, about.name, value, "changed")

    def _line_of(
        self,
        record: str,
        before: Record,
        name: str,
        value: Any,  # noqa: ANN401 - whatever the field holds
        what: str,
    ) -> FieldLine:
        about = field_of(type(before), name)
        assert about is not None  # noqa: S101 - it is one of the kind's own
        return FieldLine(
            record=record,
            label=about.label,
            before=say_value(about, getattr(before, name), self._snapshot),
            after=say_value(about, value, self._snapshot),
            who=self._who(self._plan.origins.change(before.id, name)),
            what=what,
            field=f"{type(before).__name__}.{name}",
        )

    def _all_of(self, record: Record) -> str:
        said = []
        for about in fields_of(type(record)):
            value = getattr(record, about.name)
            if value != about.empty and about.name not in ("child_id", "review_id"):
                words = say_value(about, value, self._snapshot).replace("\n", ", ")
                said.append(f"{about.label}: {words}")
        return "; ".join(said)

    def _who(self, change: Change | None) -> str:
        """Return who set a value and when: "Typed by A. Lovelace, 3 May 2020"."""
        if change is None:
            return ""
        day = short_date(moment(change).astimezone().date())
        who = self._people.get(change.actor, "")
        if change.source == TYPED:
            return f"Typed by {who or 'somebody'}, {day}"
        if change.source.startswith("import:"):
            form = change.source.split(":")[1]
            year = year_of(change.source)
            until = f", year to March {year}" if year else ""
            return f"From {_FORM_WORDS.get(form, form)}{until}, {day}"
        return f"{who}, {day}" if who else day


def _counted(settled: Iterator[Settled]) -> dict[str, int]:
    return dict(Counter(type(one.record).__name__ for one in settled))


def _allocated(workspace: Workspace, read: ImportRead) -> set[str]:
    """Return the ids of the children whom the files themselves allocate to this IRO."""
    officer = workspace.officer
    if officer is None:
        return set()
    name = " ".join(officer.name.split()).casefold()
    ours = {
        one.id
        for one in read.records
        if isinstance(one, Officer)
        and (one.id == officer.id or " ".join(one.name.split()).casefold() == name)
    }
    today = workspace.today()
    return {
        one.child_id
        for one in read.records
        if isinstance(one, Allocation)
        and one.officer_id in ours | {officer.id}
        and (one.to_on is None or one.to_on >= today)
    }


def _is_open(case: CaseFile, day: date, fmt: str) -> bool:
    if any(span.open_on(day) for span in care_spans(case, day)):
        return True
    if fmt in _OF_CARE_ALONE:
        return False
    return any(span.open_on(day) for span in plan_spans(case, day))
