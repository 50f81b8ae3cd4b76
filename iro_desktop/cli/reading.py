"""The command that imports: files of councils, local standards, or a handover."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iro_desktop.cli import handover
from iro_desktop.cli.common import opened, print_json
from iro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from iro_desktop.services.imports import ImportResult, Through
    from iro_desktop.services.workspace import Workspace

_SHOWN: Final = 20  # problems of an import that are printed in full


class OneFileError(UserError):
    """More than one file was named where one is read."""

    sentence = "Local standards are imported from one settings file: name that one alone."


def import_files(options: Namespace) -> int:
    """Read files that councils export, a settings file, or the file of a handover."""
    from iro_desktop.domain.records import KINDS

    with opened(options, "import") as workspace:
        result = _imported(options, workspace)
    if options.json:
        print_json(result.to_json())
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
        through=_through(options, workspace) if options.format == "table" else None,
    )


def _through(options: Namespace, workspace: Workspace) -> Through:
    """Return the mapping of a table: the one of a file or a name, else the one of its columns."""
    from iro_desktop.domain.mapping_file import ENDING
    from iro_desktop.services.imports import Through
    from iro_desktop.services.mapping_files import mapping_in
    from iro_desktop.services.mappings import mapping_named, remembered_for_files

    name = options.mapping
    if not name:
        return Through(remembered_for_files(workspace.snapshot, options.paths), options.sheet)
    is_file = name.casefold().endswith(ENDING)
    mapping = mapping_in(Path(name)) if is_file else mapping_named(workspace.snapshot, name)
    return Through(mapping, options.sheet)
