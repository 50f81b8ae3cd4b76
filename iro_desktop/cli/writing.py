"""The command that writes files for others, and says what is in each."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from iro_desktop.cli import handover
from iro_desktop.cli.common import opened
from iro_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from iro_desktop.domain.yearly_report import YearlyReport
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


def _export_report(workspace: Workspace, options: Namespace) -> str:
    from iro_desktop.services.yearly_report import period_of, report_of, write_report

    period = period_of(options.from_on, options.to_on, workspace.today())
    report = report_of(workspace, period, share=options.share)
    write_report(workspace, report, options.out, slides=options.slides)
    return report_line(report, options.out)


def report_line(report: YearlyReport, path: Path) -> str:
    """What is in a report that was written, and what is not."""
    from iro_desktop.domain.words import counted

    written = sum(len(section.bullets) for section in report.sections)
    said = f"{report.title}: {counted(written, 'sentence')} in {path}"
    if report.not_written:
        said += f", {len(report.not_written)} not written or not compared, which it says"
    proposed = [one for one in report.sections if one.commentary and one.commentary.proposed]
    if proposed:
        said += f"; last year’s commentary on {counted(len(proposed), 'section')} is left out"
    return f"{said}."


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
    "report": _export_report,
    "charts": _export_charts,
}
