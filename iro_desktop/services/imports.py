"""Imports: files into the store, in one commit, after a backup, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from iro_desktop.domain.errors import CancelledError, UnknownFormatError
from iro_desktop.domain.records import KINDS
from iro_desktop.domain.words import counted
from iro_desktop.importers import allocations, annex_a, cin_census, comparators, ssd, ssda903
from iro_desktop.importers.results import ImportRead, Problem, no_step
from iro_desktop.importers.sources import LARGEST
from iro_desktop.importers.ssda903_tables import WITHOUT_RECORDS
from iro_desktop.importers.workbooks_limits import OF_WHOLE_SERVICE
from iro_desktop.services.access import note
from iro_desktop.services.import_plan import import_plan
from iro_desktop.services.import_settling import Plan
from iro_desktop.services.origins import import_source
from iro_desktop.services.workspace import Workspace

Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""

FORMATS: Final[Mapping[str, str]] = {
    "ssda903": "SSDA903",
    "annex-a": "Annex A",
    "cin-census": "CIN census",
    "ssd": "Standard Safeguarding Dataset",
    "allocations": "allocations",
    "comparators": "comparators",
}
"""Name of a format, as the command line has it -> its name in a sentence."""

_READERS: Final = {
    "ssda903": ssda903.read,
    "annex-a": annex_a.read,
    "cin-census": cin_census.read,
    "ssd": ssd.read,
    "allocations": allocations.read,
    "comparators": comparators.read,
}
_OF_WHOLE_SERVICE: Final = {
    "cin-census": partial(cin_census.read, largest=LARGEST),
    "annex-a": partial(annex_a.read, limits=OF_WHOLE_SERVICE),
}
"""The readers that take larger files where the store holds the whole service."""


_OF_CHILDREN: Final = frozenset({"ssda903", "annex-a", "cin-census", "ssd", "allocations"})
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


def run_import(  # noqa: PLR0913 - what to import, how, and who is told
    workspace: Workspace,
    fmt: str,
    paths: Iterable[Path],
    *,
    year: int | None = None,
    dry_run: bool = False,
    replace_typed: bool = False,
    only: Callable[[str], bool] | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportResult:
    """Import files of one format and return what that did.

    ``year`` is the one whose 31 March ends the collection. ``dry_run`` changes nothing.
    ``replace_typed`` lets the import win over what people typed; ``only`` chooses children by
    reference. Raises a UserError where nothing can be read, UnknownFormatError, and CancelledError
    once ``cancelled`` says so: then too the store is as it was.
    """
    if fmt not in _READERS:
        raise UnknownFormatError
    steps = _Steps(progress, cancelled)
    paths = list(paths)
    steps.phase(0, 20, len(paths) + _STEPS_AFTER_FILES)
    reader = _READERS[fmt]
    if workspace.store.facts.whole_service:
        reader = _OF_WHOLE_SERVICE.get(fmt, reader)
    read = reader(paths, today=workspace.today(), year=year, step=steps)
    steps.phase(20, 30, 2 * len(read.references))
    plan = import_plan(
        workspace.snapshot,
        workspace.history,
        read,
        steps,
        officer_id=workspace.officer_id,
        replace_typed=replace_typed,
        only=only,
        erased=workspace.store.erased.ids,
    )
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


def _write(workspace: Workspace, fmt: str, read: ImportRead, plan: Plan, steps: _Steps) -> None:
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


class _Steps:
    """Tells how far an import is, in per cent, and ends it when it was cancelled."""

    def __init__(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._from, self._to, self._count, self._done = 0, 0, 1, 0
        self._said = -1

    def phase(self, start: int, end: int, count: int) -> None:
        """Begin a part of the work: from and to which per cent, in how many steps."""
        self._from, self._to, self._count, self._done = start, end, max(count, 1), 0
        self.check()
        self._say(start)

    def __call__(self) -> None:
        """Go one step on."""
        self._done += 1
        part = min(self._done / self._count, 1)
        self.check()
        self._say(self._from + int((self._to - self._from) * part))

    def check(self) -> None:
        """Raise CancelledError if the person has cancelled."""
        if self._cancelled is not None and self._cancelled():
            raise CancelledError

    def end(self) -> None:
        """Say that all is done."""
        self._say(100)

    def _say(self, now: int) -> None:
        if self._progress is not None and now != self._said:
            self._progress(now, 100)
        self._said = now
