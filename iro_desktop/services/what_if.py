"""Moving children between IROs on paper: loads before and after, and what to think of first.

Nothing here changes a record; a plan can be kept as an allocations file, which whoever decides
imports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.casefile import allocation_on
from iro_desktop.domain.measures import Figures, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Officer
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, say_list
from iro_desktop.reports.allocations_file import AllocationRow, allocations_file
from iro_desktop.services.access import note
from iro_desktop.services.child_words import groups_of_siblings
from iro_desktop.services.destinations import write_out
from iro_desktop.services.policy import require_child_exports
from iro_desktop.services.workspace import Workspace

UNALLOCATED: Final = ""
_CASELOAD: Final = "caseload_per_fte"
_LONG_KNOWN_MONTHS: Final = 12
_DAYS_OF_A_MONTH: Final = 30.4

Moves = Mapping[str, str]
"""Child id -> the id of the IRO to whom it would move."""


@dataclass(frozen=True, slots=True)
class Load:
    """One IRO's children and working FTE, now and with the moves."""

    officer_id: str
    name: str
    fte: float | None
    now: int
    then: int

    @property
    def per_fte_now(self) -> float | None:
        """Children per FTE as it is; None without an FTE."""
        return self.now / self.fte if self.fte else None

    @property
    def per_fte_then(self) -> float | None:
        """Children per FTE as it would be; None without an FTE."""
        return self.then / self.fte if self.fte else None


@dataclass(frozen=True, slots=True)
class ChildOf:
    """One child in the caseloads of today, with the id of their named IRO or ""."""

    child_id: str
    reference: str
    initials: str
    officer_id: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the moves would come to."""

    loads: tuple[Load, ...]
    warnings: tuple[str, ...]


def children(snapshot: Snapshot, practice: Practice, today: date) -> tuple[ChildOf, ...]:
    """Return the children who can be moved, those whom the caseload counts, by reference."""
    owners = _owners(Figures(Sources.of(snapshot, practice, today)), today)
    found = [
        ChildOf(child_id, child.reference, child.initials, officer_id)
        for child_id, officer_id in owners.items()
        for child in [snapshot.cases[child_id].child]
    ]
    return tuple(sorted(found, key=lambda one: one.reference))


def plan(snapshot: Snapshot, practice: Practice, today: date, moves: Moves) -> Plan:
    """Return loads before and after, by name, and a sentence for each thing to think of first."""
    figures = Figures(Sources.of(snapshot, practice, today))
    owners = _owners(figures, today)
    cases = {child_id: snapshot.cases[child_id] for child_id in owners}
    moved = {child_id: to for child_id, to in moves.items() if child_id in cases}
    then = {**owners, **moved}
    before, after = Counter(owners.values()), Counter(then.values())
    officers = {one.id: one for one in snapshot.of(Officer)}
    shown = {one.id for one in officers.values() if one.left_on is None or one.left_on >= today} | {
        officer_id for officer_id in (*before, *after) if officer_id
    }
    loads = [
        Load(
            officer_id,
            officers[officer_id].name if officer_id in officers else officer_id,
            figures.working_fte(today, officer_id),
            before[officer_id],
            after[officer_id],
        )
        for officer_id in shown
    ]
    loads.sort(key=lambda load: (load.name.casefold(), load.officer_id))
    standards = practice.on(today)
    warnings = [*_apart(snapshot, owners, then), *_known(cases, moved, owners, today)]
    warnings += _over(loads, standards.caseload_high)
    return Plan(tuple(loads), tuple(warnings))


def _owners(figures: Figures, today: date) -> dict[str, str]:
    """Return child id -> named IRO of the children whom the caseload counts today."""
    standing = figures.cases(_CASELOAD, Period(None, today))
    return {one.child_id: one.officer_id for one in (*standing.met, *standing.not_met)}


def _apart(snapshot: Snapshot, owners: Mapping[str, str], then: Mapping[str, str]) -> Iterator[str]:
    """Yield the sibling groups that the moves would split."""
    for siblings in groups_of_siblings(snapshot).values():
        ids = [child.id for child in siblings if child.id in then]
        if len({then[one] for one in ids}) > 1 and len({owners[one] for one in ids}) == 1:
            names = say_list([child.reference for child in siblings if child.id in then])
            yield f"{names} are siblings with one IRO now and would have different ones."


def _known(
    cases: Mapping[str, CaseFile],
    moved: Moves,
    owners: Mapping[str, str],
    today: date,
) -> Iterator[str]:
    """Yield the children who would lose an IRO they have had for a year or more."""
    for child_id, to in sorted(moved.items()):
        allocation = allocation_on(cases[child_id], today)
        if to == owners[child_id] or allocation is None or allocation.from_on is None:
            continue
        months = int((today - allocation.from_on).days / _DAYS_OF_A_MONTH)
        if months >= _LONG_KNOWN_MONTHS:
            reference = cases[child_id].child.reference
            since = counted(months, "month")
            yield f"{reference} has had the same IRO for {since} and would get another."


def _over(loads: list[Load], high: int | None) -> Iterator[str]:
    for load in loads:
        after, before = load.per_fte_then, load.per_fte_now
        if high and after is not None and after > high and (before is None or before <= high):
            yield f"{load.name or 'An IRO'} would carry more than {high} children per FTE."


def write_plan(workspace: Workspace, moves: Moves, from_on: date, path: Path) -> Path:
    """Write the moves as an allocations file and return its path. Raises FileNotWrittenError."""
    require_child_exports()
    write_out(path, plan_file(workspace.snapshot, moves, from_on).encode())
    note(workspace, "export", note=f"allocations, {counted(len(moves), 'child', 'children')}")
    return path


def plan_file(snapshot: Snapshot, moves: Moves, from_on: date) -> str:
    """Return the moves as an allocations file (CSV), in force from a day, by reference."""
    officers = {one.id: one.name for one in snapshot.of(Officer)}
    return allocations_file(
        AllocationRow(snapshot.cases[child_id].child.reference, officers[to], from_on)
        for child_id, to in moves.items()
        if child_id in snapshot.cases and officers.get(to)
    )
