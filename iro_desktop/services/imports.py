"""Imports: files into the store, in one commit, after a backup, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.errors import UnknownFormatError
from iro_desktop.domain.records import KINDS, ImportMapping
from iro_desktop.domain.words import counted
from iro_desktop.importers import (
    allocations,
    annex_a,
    cin_census,
    comparators,
    mapped,
    ssd,
    ssda903,
)
from iro_desktop.importers.identity import canonical
from iro_desktop.importers.results import ImportRead, Problem, no_step
from iro_desktop.importers.sources import LARGEST
from iro_desktop.importers.ssda903_tables import WITHOUT_RECORDS
from iro_desktop.importers.workbooks_limits import OF_WHOLE_SERVICE
from iro_desktop.services.access import note
from iro_desktop.services.import_cases import Wanted
from iro_desktop.services.import_plan import import_plan
from iro_desktop.services.import_preview import ImportPreview, preview_of
from iro_desktop.services.import_settling import Plan
from iro_desktop.services.import_steps import Progress, Steps
from iro_desktop.services.import_winners import winners
from iro_desktop.services.origins import import_source
from iro_desktop.services.workspace import Workspace

TABLE: Final = "table"
"""The format of any table, which is read through a mapping."""

FORMATS: Final[Mapping[str, str]] = {
    "ssda903": "SSDA903",
    "annex-a": "Annex A",
    "cin-census": "CIN census",
    "ssd": "Standard Safeguarding Dataset",
    "allocations": "allocations",
    "comparators": "comparators",
    TABLE: "a table",
}
"""Name of a format, as the command line has it -> its name in a sentence."""

_READERS: Final[Mapping[str, Callable[..., ImportRead]]] = {
    "ssda903": ssda903.read,
    "annex-a": annex_a.read,
    "cin-census": cin_census.read,
    "ssd": ssd.read,
    "allocations": allocations.read,
    "comparators": comparators.read,
}
_OF_WHOLE_SERVICE: Final[Mapping[str, Callable[..., ImportRead]]] = {
    "cin-census": partial(cin_census.read, largest=LARGEST),
    "annex-a": partial(annex_a.read, limits=OF_WHOLE_SERVICE),
}
"""The readers that take larger files where the store holds the whole service."""


_OF_CHILDREN: Final = frozenset({"ssda903", "annex-a", "cin-census", "ssd", "allocations", TABLE})
"""The formats whose files are about children: that they were brought in is noted."""

_STEPS_AFTER_FILES: Final = 5  # that a reader takes once the files are read


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do.

    ``read`` counts what was read by kind of record (tables on which no record rests by their
    name), ``rows`` the rows by table. ``year`` is 0 where the format knows no collection year.
    """

    read: Mapping[str, int]
    new: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: Mapping[str, int]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    rows: Mapping[str, int] | None = None
    year: int = 0
    dry_run: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the result as the command line prints it."""
        return {
            "read": dict(self.read),
            "new": dict(self.new),
            "changed": dict(self.changed),
            "unchanged": dict(self.unchanged),
            "problems": [asdict(problem) for problem in self.problems],
        }


@dataclass(frozen=True, slots=True)
class Through:
    """How a table is read: its mapping, and which sheet of workbooks is meant ("" for any)."""

    mapping: ImportMapping
    sheet: str = ""


def run_import(  # noqa: PLR0913 - what to import, how, and who is told
    workspace: Workspace,
    fmt: str,
    paths: Iterable[Path],
    *,
    year: int | None = None,
    dry_run: bool = False,
    replace_typed: bool = False,
    only: Callable[[str], bool] | None = None,
    through: Through | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportResult:
    """Import files of one format and return what that did.

    ``year`` is the one whose 31 March ends the collection. ``dry_run`` changes nothing.
    ``replace_typed`` lets the import win over what people typed; ``only`` chooses children by
    reference; ``through`` is the mapping of a table. Raises a UserError where nothing can be read,
    UnknownFormatError, and CancelledError once ``cancelled`` says so: then too the store is as it
    was.
    """
    steps = Steps(progress, cancelled)
    read = _read(workspace, fmt, paths, year, steps, through, whole=20)
    steps.phase(20, 30, 2 * len(read.references))
    wanted = _wanted(workspace, replace_typed=replace_typed, only=only)
    plan = import_plan(workspace.snapshot, workspace.history, read, steps, wanted)
    return _carry_out(workspace, fmt, read, plan, steps, dry_run=dry_run)


@dataclass(frozen=True, slots=True, eq=False)
class FilesRead:
    """What files hold, kept while a person looks at what importing them would do."""

    fmt: str
    read: ImportRead


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose in the preview.

    ``references`` are the children who are taken, as the files name them; None takes all. ``same``
    is what was said of children who may be one: id that a child was read under -> id on file, or
    "" for another child.
    """

    references: frozenset[str] | None = None
    same: Mapping[str, str] = field(default_factory=dict)

    def only(self) -> Callable[[str], bool] | None:
        """Return what says of a reference whether its child is taken; None where all are."""
        if self.references is None:
            return None
        taken = frozenset(map(canonical, self.references))
        return lambda reference: canonical(reference) in taken


def read_files(
    workspace: Workspace,
    fmt: str,
    paths: Iterable[Path],
    *,
    year: int | None = None,
    through: Through | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FilesRead:
    """Read files of one format; nothing is written. Raises as ``run_import`` does."""
    steps = Steps(progress, cancelled)
    return FilesRead(fmt, _read(workspace, fmt, paths, year, steps, through, whole=60))


def preview_import(
    workspace: Workspace,
    files: FilesRead,
    choice: Choice,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPreview:
    """Return what importing each child of the files would do, taken or not; nothing is written."""
    steps = Steps(progress, cancelled)
    steps.phase(60, 95, 2 * len(files.read.references))
    wanted = _wanted(workspace, same=choice.same, winning=winners(workspace))
    plan = import_plan(workspace.snapshot, workspace.history, files.read, steps, wanted)
    preview = preview_of(workspace, files.fmt, files.read, plan)
    steps.end()
    return preview


def import_chosen(
    workspace: Workspace,
    files: FilesRead,
    choice: Choice,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportResult:
    """Import what was chosen of files that were read, in one commit after a backup.

    Nothing of the other children is stored or said. Raises CancelledError once ``cancelled`` says
    so: then the store is as it was.
    """
    steps = Steps(progress, cancelled)
    steps.phase(0, 30, 2 * len(files.read.references))
    only = choice.only()
    wanted = _wanted(workspace, only=only, same=choice.same, winning=winners(workspace))
    plan = import_plan(workspace.snapshot, workspace.history, files.read, steps, wanted)
    result = _carry_out(workspace, files.fmt, files.read, plan, steps, dry_run=False)
    told = [one for one in result.problems if not (one.child and only) or only(one.child)]
    return replace(result, problems=tuple(told))


def _read(
    workspace: Workspace,
    fmt: str,
    paths: Iterable[Path],
    year: int | None,
    steps: Steps,
    through: Through | None,
    *,
    whole: int,
) -> ImportRead:
    """Read files, up to so many per cent of the whole work."""
    reader = _READERS.get(fmt)
    if workspace.store.facts.whole_service:
        reader = _OF_WHOLE_SERVICE.get(fmt, reader)
    if fmt == TABLE and through is not None:
        reader = partial(mapped.read, mapping=through.mapping, sheet=through.sheet)
    if reader is None:
        raise UnknownFormatError
    paths = list(paths)
    steps.phase(0, whole, len(paths) + _STEPS_AFTER_FILES)
    return reader(paths, today=workspace.today(), year=year, step=steps)


def _wanted(
    workspace: Workspace,
    *,
    replace_typed: bool = False,
    only: Callable[[str], bool] | None = None,
    same: Mapping[str, str] | None = None,
    winning: frozenset[str] = frozenset(),
) -> Wanted:
    return Wanted(
        officer_id=workspace.officer_id,
        replace_typed=replace_typed,
        winners=winning,
        only=only,
        erased=workspace.store.erased.ids,
        same=same or {},
    )


def _carry_out(
    workspace: Workspace, fmt: str, read: ImportRead, plan: Plan, steps: Steps, *, dry_run: bool
) -> ImportResult:
    if not dry_run and (plan.puts or plan.removals):
        _write(workspace, fmt, read, plan, steps)
        if fmt in _OF_CHILDREN:
            records = counted(sum(plan.read.values()), "record")
            note(workspace, "import", note=f"{FORMATS[fmt]}, {records}")
    steps.end()
    return _result(read, plan, dry_run=dry_run)


def problems_of(
    fmt: str, paths: Iterable[Path], *, today: date, year: int | None = None
) -> tuple[Problem, ...]:
    """Return what an import of files would flag, without a store; raises as ``run_import``."""
    if fmt not in _READERS:
        raise UnknownFormatError
    read = _OF_WHOLE_SERVICE.get(fmt) or _READERS[fmt]
    return tuple(read(list(paths), today=today, year=year, step=no_step).problems)


def _write(workspace: Workspace, fmt: str, read: ImportRead, plan: Plan, steps: Steps) -> None:
    words = f"import of {FORMATS[fmt]}"
    if read.year:
        words += f", year to 31 March {read.year}"
    workspace.back_up("import")
    steps.phase(40, 60, len(plan.puts))
    with workspace.write(words, source=import_source(fmt, read.year)) as write:
        for record in plan.puts:
            steps()
            write.put(record)
        for record in plan.removals:
            write.delete(type(record).__name__, record.id)
        steps.check()


def _result(read: ImportRead, plan: Plan, *, dry_run: bool) -> ImportResult:
    rest = {name: count for name, count in read.read.items() if name in WITHOUT_RECORDS}
    return ImportResult(
        read=_by_kind(plan.read) | rest,
        new=_by_kind(plan.new),
        changed=_by_kind(plan.changed),
        unchanged=_by_kind(plan.unchanged),
        problems=(*read.problems, *plan.problems),
        notes=read.notes,
        rows=read.read,
        year=read.year,
        dry_run=dry_run,
    )


def _by_kind(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts in the order in which kinds are always listed."""
    return {kind: counts[kind] for kind in KINDS if counts.get(kind)}
