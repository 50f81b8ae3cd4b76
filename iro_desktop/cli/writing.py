"""The command that writes files for others, and says what is in each."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from iro_desktop.cli import handover, printing, yearly
from iro_desktop.cli.common import opened

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


def export(options: Namespace) -> int:
    """Write a file for others; what it holds is said before it goes and in the file itself."""
    with opened(options, "export") as workspace:
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


def _export_subject_access(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.domain.words import counted
    from iro_desktop.services.subject_access import contents, everything_about, write_everything

    everything = everything_about(workspace, printing.the_one_child(workspace, options))
    write_everything(workspace, everything, options.out)
    number = sum(one.number for one in contents(everything))
    said = f"{counted(number, 'entry', 'entries')} in {options.out}, which is not encrypted."
    if everything.mentions:
        places = counted(len(everything.mentions), "place")
        said += f" Check the {places} marked in it before it is sent."
    return said


def _export_charts(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.domain.words import counted
    from iro_desktop.services.chart_export import charts_of, export_charts

    charts = charts_of(workspace, options.to_on or workspace.today())
    number = export_charts(workspace, options.out, charts)
    return f"{counted(number, 'chart')} in {options.out}, each as SVG and CSV; no child is named."


def _export_summary(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.services.summary import export_summary, now, said_of, summary_contents

    contents = summary_contents(workspace, at=now(), from_on=options.from_on, to_on=options.to_on)
    return said_of(contents, export_summary(workspace, options.out, contents))


def _export_tables(workspace: Workspace, options: Namespace) -> str:
    """Write the figures of a period as the kind that was asked for."""
    from iro_desktop.services.diary_export import utc_now
    from iro_desktop.services.tables_export import contents, write_csv, write_pages, write_workbook

    found = contents(workspace, options.from_on, options.to_on, shared_beyond=options.share)
    if options.kind == "csv":
        write_csv(workspace, found, options.out)
    else:
        write = write_workbook if options.kind == "workbook" else write_pages
        write(workspace, found, options.out, at=utc_now())
    return "\n".join((f"{options.out} holds:", *found.lines))


_EXPORTERS = {
    "standards": _export_standards,
    "diary": _export_diary,
    "handover": handover.export_children,
    "subject-access": _export_subject_access,
    "charts": _export_charts,
    "summary": _export_summary,
    "workbook": _export_tables,
    "csv": _export_tables,
    "summary-pdf": _export_tables,
    "report": yearly.export_report,
    "caseload-list": printing.export_document,
    "child-sheet": printing.export_document,
    "review-pack": printing.export_document,
    "letter": printing.export_document,
}
