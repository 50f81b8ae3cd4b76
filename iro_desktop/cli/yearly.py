"""The command that writes a yearly report."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from iro_desktop.domain.yearly_report import YearlyReport
    from iro_desktop.services.workspace import Workspace


def export_report(workspace: Workspace, options: Namespace) -> str:
    """Write the report of a period as Word document, PDF or slides, and say what is in it."""
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
