"""Local standards in a settings file: written for others, and taken over from them after a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS, complete
from iro_desktop.domain.standards_limits import BANDED, KNOWN, standards_problems, tidied
from iro_desktop.domain.words import counted, say_list
from iro_desktop.importers.standards import read_standards
from iro_desktop.reports.standards import standards_file
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.imports import ImportResult
from iro_desktop.services.origins import import_source
from iro_desktop.services.standards import all_sets, differing, named
from iro_desktop.services.workspace import Workspace

State = Literal["new", "changed", "unchanged"]
_KIND: Final = "Standards"
_SHOWN: Final = 5  # names of measures


class SettingsRefusedError(UserError):
    """The standards in a file cannot stand."""


@dataclass(frozen=True, slots=True)
class PlannedSet:
    """One set of a settings file, and what taking it over would do.

    ``differs`` are the labels of the fields that change.
    """

    standards: Standards
    state: State
    differs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The line of a preview: "From 1 April 2020: changed, Themes and Stages"."""
        what = f", {say_list(self.differs)}" if self.differs else ""
        name = named(self.standards)
        return f"{name[:1].upper()}{name[1:]}: {self.state}{what}."


@dataclass(frozen=True, slots=True)
class StandardsPlan:
    """What importing a settings file would do; ``sets`` are all that there would be then."""

    planned: tuple[PlannedSet, ...]
    sets: tuple[Standards, ...]
    notes: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """Return how many sets stand so."""
        return sum(one.state == state for one in self.planned)

    @property
    def puts(self) -> tuple[Standards, ...]:
        """The sets that are to be kept."""
        return tuple(one.standards for one in self.planned if one.state != "unchanged")

    @property
    def headline(self) -> str:
        """The finding: "1 new set of standards, 2 changed"."""
        if not self.puts:
            return "These standards are in your file already"
        new, changed = self.count("new"), self.count("changed")
        if not new:
            return f"{counted(changed, 'set')} of standards would change"
        also = f", {changed} changed" if changed else ""
        return f"{counted(new, 'new set')} of standards{also}"


def export_standards(workspace: Workspace, path: Path) -> int:
    """Write a settings file and return how many sets it holds; no case data is in it.

    Where nothing is set locally, it holds what the program comes with.
    """
    sets = exported_sets(workspace.practice, workspace.today())
    write_out(path, standards_file(sets))
    note(workspace, "export", note=f"standards, {counted(len(sets), 'set')}")
    return len(sets)


def exported_sets(practice: Practice, today: date) -> tuple[Standards, ...]:
    """Return the sets that a settings file holds, by their first day."""
    sets = all_sets(practice, today)
    local = tuple(one.standards for one in sets if not one.is_default)
    return local or tuple(one.standards for one in sets)


def standards_plan(practice: Practice, path: Path, today: date) -> StandardsPlan:
    """Return what importing a settings file would do; nothing is changed.

    A set is told by its id, else by its first day: the same file does nothing twice, and what was
    set in two places from one day is one set.
    Raises a UserError for a file that cannot be read and for standards that cannot stand.
    """
    read = read_standards(path)
    there = {one.id: complete(one) for one in practice.standards}
    in_file = {one.id for one in read.sets}
    by_day = {one.from_on: one.id for one in there.values() if one.id not in in_file}
    planned = []
    for found in read.sets:
        one = complete(tidied(_without_unknown(found), today))
        record_id = one.id if one.id in there else by_day.get(one.from_on, one.id)
        planned.append(_planned(replace(one, id=record_id), there))
    sets = _merged(there, planned)
    _refuse(path.name, planned, sets)
    return StandardsPlan(tuple(planned), sets, (*read.notes, *_unknown_targets(read.sets)))


def _without_unknown(standards: Standards) -> Standards:
    """Return the standards without targets of measures that a newer version may have."""
    known = tuple(row for row in standards.targets if row and row[0].strip() in KNOWN)
    bands = tuple(row for row in standards.bands if row and row[0].strip() in BANDED)
    return replace(standards, targets=known, bands=bands)


def _unknown_targets(sets: Sequence[Standards]) -> Iterator[str]:
    rows = [(row, KNOWN) for one in sets for row in one.targets if row]
    rows += [(row, BANDED) for one in sets for row in one.bands if row]
    unknown = sorted({row[0].strip() for row, known in rows if row[0].strip() not in known} - {""})
    if unknown:
        shown = say_list([f"“{name[:40]}”" for name in unknown[:_SHOWN]])
        yield f"Targets of measures that are not known here were left out: {shown}."


def _planned(one: Standards, there: dict[str, Standards]) -> PlannedSet:
    before = there.get(one.id)
    if before is None and one == DEFAULT_STANDARDS:
        return PlannedSet(one, "unchanged")
    if before is None:
        return PlannedSet(one, "new")
    if before == one:
        return PlannedSet(one, "unchanged")
    moved = () if before.from_on == one.from_on else ("In force from",)
    return PlannedSet(one, "changed", (*moved, *differing(before, one)))


def _merged(there: dict[str, Standards], planned: Sequence[PlannedSet]) -> tuple[Standards, ...]:
    kept = {one.standards.id: one.standards for one in planned if one.state != "unchanged"}
    return tuple((there | kept).values())


def _refuse(name: str, planned: Sequence[PlannedSet], sets: Sequence[Standards]) -> None:
    """Raise SettingsRefusedError for the first set that could not be kept in the window either."""
    for one in planned:
        if one.state == "unchanged":
            continue
        others = [other for other in sets if other.id != one.standards.id]
        problems = standards_problems(one.standards, others)
        if problems:
            why = problems[0].sentence.rstrip(".")
            raise SettingsRefusedError(
                f"{name} was not imported, because its standards {named(one.standards)} cannot "
                f"stand: {why[:1].lower()}{why[1:]}."
            )


def import_standards(workspace: Workspace, path: Path, *, dry_run: bool = False) -> StandardsPlan:
    """Take over the standards of a settings file, in one act; return what that did.

    ``dry_run`` changes nothing. Raises what ``standards_plan`` raises.
    """
    plan = standards_plan(workspace.practice, path, workspace.today())
    if plan.puts and not dry_run:
        workspace.back_up("import")
        with workspace.write(_act(plan), source=import_source("standards", 0)) as write:
            for one in plan.puts:
                write.put(one)
    return plan


def _act(plan: StandardsPlan) -> str:
    first, *others = plan.puts
    return f"import the standards {named(first)}" if not others else "import standards"


def as_result(plan: StandardsPlan, *, dry_run: bool) -> ImportResult:
    """Return what an import did as the command line prints every import."""
    return ImportResult(
        read={_KIND: len(plan.planned)},
        new=_counts(plan.count("new")),
        changed=_counts(plan.count("changed")),
        unchanged=_counts(plan.count("unchanged")),
        problems=(),
        notes=plan.notes,
        dry_run=dry_run,
    )


def _counts(number: int) -> dict[str, int]:
    return {_KIND: number} if number else {}
