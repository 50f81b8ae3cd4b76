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


_EXPORTERS = {
    "standards": _export_standards,
    "diary": _export_diary,
    "handover": handover.export_children,
    "subject-access": _export_subject_access,
    "report": yearly.export_report,
    "charts": _export_charts,
    "caseload-list": printing.export_document,
    "child-sheet": printing.export_document,
    "review-pack": printing.export_document,
    "letter": printing.export_document,
}
