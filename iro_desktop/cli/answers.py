"""The commands that answer: what is due, the figures, what looks wrong, and what was done."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from iro_desktop.cli.common import day_of, opened, print_json

if TYPE_CHECKING:
    from iro_desktop.services.access import Viewed
    from iro_desktop.services.history import Entry

MODES: Final = ("month", "rolling_6", "rolling_12", "financial_year", "snapshot")


def due(options: Namespace) -> int:
    """Print what is due, by when and why."""
    from iro_desktop.services.dues import due_lines

    with opened(options, "due") as workspace:
        lines = due_lines(
            workspace.snapshot, workspace.practice, as_of=day_of(options, workspace),
            days=options.days,
        )  # fmt: skip
    if options.json:
        print_json([line.as_json() for line in lines])
        return 0
    for line in lines:
        print(line.words())
    if not lines:
        print("Nothing is due.")
    return 0


def measures(options: Namespace) -> int:
    """Print the figures of a store."""
    from iro_desktop.services.measures import measures_report, report_lines

    with opened(options, "measures") as workspace:
        report = measures_report(
            workspace,
            options.ids,
            as_of=day_of(options, workspace),
            from_on=options.from_on,
            to_on=options.to_on,
            mode=options.mode,
            children=options.children,
        )
    if options.json:
        print_json(report)
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

    with opened(options, "quality") as workspace:
        day, practice = day_of(options, workspace), workspace.practice
        snapshot = workspace.snapshot
        figures = figures_of(snapshot, practice, day)
        found = findings(snapshot, figures, workspace.officer_id)
    if options.json:
        print_json({"findings": as_json(snapshot, found, practice, day)})
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
        print_json({"findings": [one.to_json() for one in found]})
        return 0
    for line in file_lines(found):
        print(line)
    return 0


def history(options: Namespace) -> int:
    """Print what was changed, or looked at, when and by whom, the newest first."""
    from iro_desktop.services.access import view_log
    from iro_desktop.services.history import child_id_of, history_of_child, whole_history

    entries: Sequence[Entry | Viewed]
    with opened(options, "history") as workspace:
        if options.views:
            child_id = child_id_of(workspace, options.child) if options.child else ""
            entries = view_log(workspace, child_id)
        elif options.child:
            entries = history_of_child(workspace, child_id_of(workspace, options.child))
        else:
            entries = whole_history(workspace)
    if options.json:
        print_json([entry.as_json() for entry in entries])
        return 0
    for entry in entries:
        print(entry.sentence())
    if not entries:
        print("Nothing was noted." if options.views else "Nothing was changed yet.")
    return 0
