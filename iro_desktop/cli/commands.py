"""What each command does: it opens the store, calls services, and prints."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from iro_desktop.cli import handover
from iro_desktop.cli.passphrase import given, new_passphrase, passphrase, shared_passphrase
from iro_desktop.domain.errors import UserError
from iro_desktop.paths import holds_a_store

if TYPE_CHECKING:
    from iro_desktop.domain.records import WorkingTime
    from iro_desktop.services.access import Viewed
    from iro_desktop.services.history import Entry
    from iro_desktop.services.imports import ImportResult
    from iro_desktop.services.workspace import Workspace

MODES: Final = ("month", "rolling_6", "rolling_12", "financial_year", "snapshot")
_SHOWN: Final = 20  # problems of an import that are printed in full


@contextmanager
def _opened(options: Namespace, who: str) -> Iterator[Workspace]:
    """Open the store that was named, and close it whatever happens."""
    from iro_desktop.services.workspace import open_workspace

    workspace = open_workspace(options.store, passphrase(options), who=who)
    try:
        yield workspace
    finally:
        workspace.close()


def _print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    print(json.dumps(value, indent=2, ensure_ascii=False))


def _day(options: Namespace, workspace: Workspace) -> date:
    found: date | None = options.as_of
    return found or workspace.today()


# The window


def open_window(options: Namespace) -> int:
    """Open the window on a store; the first run makes one."""
    from iro_desktop import app

    return app.open_window(options.store)


def pictures(options: Namespace) -> int:
    """Write a PNG of every view of a store."""
    # Qt reads these once, before it is imported; pictures need no screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from iro_desktop import app

    with _opened(options, "pictures") as workspace:
        made = app.take_pictures(workspace, options.out, theme=options.theme)
    print(f"{len(made)} pictures are in {options.out}.")
    return 0


# Making stores


def demo(options: Namespace) -> int:
    """Make the sample caseload, and open it unless it is to be headless."""
    from iro_desktop.services.samples import SAMPLE_PASSPHRASE, create_sample, sample_folder

    folder = options.store or sample_folder()
    secret = given(options) or SAMPLE_PASSPHRASE
    if options.headless or not holds_a_store(folder):
        workspace = create_sample(
            folder,
            secret,
            as_of=options.as_of or date.today(),  # noqa: DTZ011 - the day where the user is
            seed=options.seed,
            scale=options.scale,
            officer_name=options.officer,
        )
        children = len(workspace.snapshot.cases)
        workspace.close()
        if options.headless:
            said = "its passphrase is “sample”" if secret == SAMPLE_PASSPHRASE else "sealed"
            print(f"A sample caseload of {children} invented children is in {folder}; {said}.")
            return 0
    from iro_desktop import app

    return app.open_window(folder, passphrase=secret)


def create(options: Namespace) -> int:
    """Make a new store that holds the whole service, or one from a shared copy."""
    secret = new_passphrase(options)
    workspace, code = _joined(options, secret) if options.join else _created(options, secret)
    fte_is_known = bool(workspace.snapshot.of(_working_time()))
    children = len(workspace.snapshot.cases)
    workspace.close()
    print(f"The store is in {options.store}.")
    if options.join:
        print(f"It holds the {children:,} children of the shared copy and goes on sharing it.")
    print(f"Recovery code: {code}")
    print("Print it and lock it away: without it or the passphrase nobody can open this store.")
    if not fte_is_known:
        print("No FTE was given, so figures per FTE are n/a until one is entered.")
    return 0


def _created(options: Namespace, secret: str) -> tuple[Workspace, str]:
    from iro_desktop.services.workspace import create_workspace

    return create_workspace(
        options.store,
        secret,
        officer_name=options.officer,
        fte=options.fte,
        whole_service=True,
        who="create",
    )


def _joined(options: Namespace, secret: str) -> tuple[Workspace, str]:
    from iro_desktop.services.joining import join
    from iro_desktop.services.sharing import utc_now

    return join(
        options.store,
        secret,
        options.join,
        shared_passphrase(options, secret),
        now=utc_now(),
        officer_name=options.officer,
        fte=options.fte,
        who="create",
    )


def _working_time() -> type[WorkingTime]:
    from iro_desktop.domain.records import WorkingTime

    return WorkingTime


# Reading files


class OneFileError(UserError):
    """More than one file was named where one is read."""

    sentence = "Local standards are imported from one settings file: name that one alone."


def import_files(options: Namespace) -> int:
    """Read files that councils export, a settings file, or the file of a handover."""
    from iro_desktop.domain.records import KINDS

    with _opened(options, "import") as workspace:
        result = _imported(options, workspace)
    if options.json:
        _print_json(result.to_json())
        return 0
    if options.dry_run:
        print("Nothing was changed; this is what an import would do.")
    for note in result.notes:
        print(note)
    print(f"{'':<28}{'read':>9}{'new':>9}{'changed':>9}{'unchanged':>11}")
    for kind, number in result.read.items():
        name = KINDS[kind].plural if kind in KINDS else f"{kind} (nothing here rests on it)"
        counts = [found.get(kind, 0) for found in (result.new, result.changed, result.unchanged)]
        print(f"{name:<28}{number:>9,}{counts[0]:>9,}{counts[1]:>9,}{counts[2]:>11,}")
    if result.problems:
        print(f"{len(result.problems):,} rows to look at:")
    for problem in result.problems[:_SHOWN]:
        print(f"  {problem.where}: {problem.sentence}")
    if len(result.problems) > _SHOWN:
        print(f"  and {len(result.problems) - _SHOWN:,} more: --json lists them all.")
    return 0


def _imported(options: Namespace, workspace: Workspace) -> ImportResult:
    from iro_desktop.services.imports import run_import
    from iro_desktop.services.standards_file import as_result, import_standards

    if options.format == "handover":
        return handover.import_children(options, workspace)
    if options.format == "standards":
        if len(options.paths) > 1:
            raise OneFileError
        plan = import_standards(workspace, options.paths[0], dry_run=options.dry_run)
        return as_result(plan, dry_run=options.dry_run)
    return run_import(
        workspace,
        options.format,
        options.paths,
        year=options.year,
        dry_run=options.dry_run,
    )


# Answers


def due(options: Namespace) -> int:
    """Print what is due, by when and why."""
    from iro_desktop.services.dues import due_lines

    with _opened(options, "due") as workspace:
        lines = due_lines(
            workspace.snapshot, workspace.practice, as_of=_day(options, workspace),
            days=options.days,
        )  # fmt: skip
    if options.json:
        _print_json([line.as_json() for line in lines])
        return 0
    for line in lines:
        print(line.words())
    if not lines:
        print("Nothing is due.")
    return 0


def measures(options: Namespace) -> int:
    """Print the figures of a store."""
    from iro_desktop.services.measures import measures_report, report_lines

    with _opened(options, "measures") as workspace:
        report = measures_report(
            workspace,
            options.ids,
            as_of=_day(options, workspace),
            from_on=options.from_on,
            to_on=options.to_on,
            mode=options.mode,
            children=options.children,
        )
    if options.json:
        _print_json(report)
        return 0
    for line in report_lines(report):
        print(line)
    return 0


def quality(options: Namespace) -> int:
    """Print what looks wrong in files, or in a store."""
    if options.format:
        return _quality_of_files(options)
    from iro_desktop.domain.quality import findings
    from iro_desktop.services.measures import figures_of
    from iro_desktop.services.quality import as_json, lines_of

    with _opened(options, "quality") as workspace:
        day, practice = _day(options, workspace), workspace.practice
        snapshot = workspace.snapshot
        figures = figures_of(snapshot, practice, day)
        found = findings(snapshot, figures, workspace.officer_id)
    if options.json:
        _print_json({"findings": as_json(snapshot, found, practice, day)})
        return 0
    for line in lines_of(snapshot, found, practice, day):
        print(line)
    return 0


def _quality_of_files(options: Namespace) -> int:
    from iro_desktop.services.file_quality import file_findings, file_lines

    if not options.paths:
        options.refuse("name the files of the return after its format")
    today = options.as_of or date.today()  # noqa: DTZ011 - the day where the user is
    found = file_findings(options.format, options.paths, today=today, year=options.year)
    if options.json:
        _print_json({"findings": [one.to_json() for one in found]})
        return 0
    for line in file_lines(found):
        print(line)
    return 0


def history(options: Namespace) -> int:
    """Print what was changed, or looked at, when and by whom, the newest first."""
    from iro_desktop.services.access import view_log
    from iro_desktop.services.history import child_id_of, history_of_child, whole_history

    entries: Sequence[Entry | Viewed]
    with _opened(options, "history") as workspace:
        if options.views:
            child_id = child_id_of(workspace, options.child) if options.child else ""
            entries = view_log(workspace, child_id)
        elif options.child:
            entries = history_of_child(workspace, child_id_of(workspace, options.child))
        else:
            entries = whole_history(workspace)
    if options.json:
        _print_json([entry.as_json() for entry in entries])
        return 0
    for entry in entries:
        print(entry.sentence())
    if not entries:
        print("Nothing was noted." if options.views else "Nothing was changed yet.")
    return 0


# Writing files


def export(options: Namespace) -> int:
    """Write a file for others; what it holds is said before it goes and in the file itself."""
    with _opened(options, "export") as workspace:
        said = _EXPORTERS[options.kind](workspace, options)
    print(said)
    return 0


def _export_standards(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.domain.words import counted
    from iro_desktop.services.standards_file import export_standards

    sets = export_standards(workspace, options.out)
    return f"{counted(sets, 'set')} of standards in {options.out}; no case data is in it."


def _export_diary(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.domain.words import counted
    from iro_desktop.services.diary_export import export_diary, utc_now

    from_on = options.from_on or workspace.today()
    written = export_diary(
        workspace, options.out, at=utc_now(), from_on=from_on, to_on=options.to_on
    )
    said = f"{counted(written.entries, 'entry', 'entries')} in {options.out}"
    if written.cancelled:
        said += f", and {written.cancelled} of an earlier file cancelled"
    return f"{said}: children are named by reference only."


class NoChildNamedError(UserError):
    """A file about one child was asked for without saying of which, or of several."""

    sentence = "Say whose file it is to be: add --child once, with the child's reference."


def _export_subject_access(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.domain.words import counted
    from iro_desktop.services.history import child_id_of
    from iro_desktop.services.subject_access import contents, everything_about, write_everything

    if len(options.children) != 1:
        raise NoChildNamedError
    everything = everything_about(workspace, child_id_of(workspace, options.children[0]))
    write_everything(workspace, everything, options.out)
    number = sum(one.number for one in contents(everything))
    said = f"{counted(number, 'entry', 'entries')} in {options.out}, which is not encrypted."
    if everything.mentions:
        places = counted(len(everything.mentions), "place")
        said += f" Check the {places} marked in it before it is sent."
    return said


_EXPORTERS = {
    "standards": _export_standards,
    "diary": _export_diary,
    "handover": handover.export_children,
    "subject-access": _export_subject_access,
}


# Safekeeping


class CheckFailedError(UserError):
    """The check found something."""


def check(options: Namespace) -> int:
    """Check the file, the log, and that the tables equal the log."""
    from iro_desktop.services.safekeeping import changes_in, findings

    with _opened(options, "check") as workspace:
        found = findings(workspace)
        read_only = workspace.read_only
        number = changes_in(workspace)
    for sentence in found:
        print(sentence)
    if found:
        raise CheckFailedError(
            f"The check found {len(found)} {'fault' if len(found) == 1 else 'faults'}: "
            "keep this store as it is and restore your latest backup into another folder."
        )
    if read_only:  # its tables are the newer program's own
        print(f"All is well: the file is whole, and holds its {number:,} changes.")
    else:
        print(f"All is well: the file is whole and its tables say what its {number:,} changes say.")
    return 0


def backup(options: Namespace) -> int:
    """Write a verified backup."""
    from iro_desktop.services.safekeeping import back_up

    with _opened(options, "backup") as workspace:
        path = back_up(workspace, options.out)
    print(f"The backup is {path}; it opens with today's passphrase or the recovery code.")
    return 0


def sync(options: Namespace) -> int:
    """Exchange everything with the shared copy once."""
    from iro_desktop.services import sharing
    from iro_desktop.services.sharing_words import as_json, lines_of

    with _opened(options, "sync") as workspace:
        now = sharing.utc_now()
        if options.shared is None:
            outcome = sharing.share(workspace, now=now)
        else:
            secret = "" if sharing.is_shared(workspace) else _shared_secret(options)
            outcome = sharing.start(workspace, options.shared, secret, now=now)
        standing = sharing.status(workspace)
    if options.json:
        _print_json(as_json(outcome, standing))
        return 0
    for line in lines_of(outcome, standing, now):
        print(line)
    return 0


def _shared_secret(options: Namespace) -> str:
    return shared_passphrase(options, given(options) or "")


def self_test(_options: Namespace) -> int:
    """Go through the whole program once, in a scratch folder."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from iro_desktop.services.self_test import steps

    for step in steps():
        print(f"ok: {step}", flush=True)
    from iro_desktop import app

    print(f"ok: {app.draw_every_view()}", flush=True)
    print("The installed program works.", file=sys.stdout)
    return 0
