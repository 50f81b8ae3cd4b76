"""The command that puts the summaries of several IROs together; it opens no store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from iro_desktop.cli.common import print_json

if TYPE_CHECKING:
    from iro_desktop.services.team import OpenedTeam


def team(options: Namespace) -> int:
    """Print the figures of a team, or write them; what to know before reading them comes first.

    ``--json`` prints the totals with their parts and series, each IRO and each district, how many
    IROs of how many each rests on, how the caseloads moved, and the findings: see
    ``services.team_report.team_report``.
    """
    from iro_desktop.services.team import team_of, write_first_roster
    from iro_desktop.services.team_report import team_lines, team_report

    today = options.as_of or date.today()  # noqa: DTZ011 - the day where the user is
    opened = team_of(options.paths, options.roster, today)
    if options.first_roster:
        path = write_first_roster(opened, options.first_roster)
        print(f"A roster to begin with is in {path}: add who is missing, absences and vacancies.")
        return 0
    if options.out or options.report:
        for line in _written(opened, options):
            print(line)
        return 0
    _refuse_sharing(options)
    asked = {"from_on": options.from_on, "to_on": options.to_on}
    if options.json:
        print_json(team_report(opened, options.ids, mode=options.mode, **asked))
        return 0
    for line in team_lines(opened, options.ids, **asked):
        print(line)
    return 0


def _written(opened: OpenedTeam, options: Namespace) -> Iterator[str]:
    """Write the files that are asked for, and yield what is in each."""
    from iro_desktop.cli.yearly import report_line
    from iro_desktop.domain.period_notes import say_hiding
    from iro_desktop.services.team_files import WORKBOOK, write_team_report, write_team_workbook
    from iro_desktop.services.team_report import write_team

    asked = {"from_on": options.from_on, "to_on": options.to_on}
    covered = opened.team.coverage(opened.team.span).words
    if options.out and options.out.suffix.lower() == WORKBOOK:
        tables = write_team_workbook(opened, options.out, share=options.share, **asked)
        yield f"The figures of {covered} are in {options.out}. {say_hiding(tables)}"
    elif options.out:
        _refuse_sharing(options)
        path = write_team(opened, options.out, options.ids, mode=options.mode, **asked)
        yield f"The figures of {covered} are in {path}."
    if options.report:
        report = write_team_report(
            opened, options.report, share=options.share, slides=options.slides, **asked
        )
        yield report_line(report, options.report)


def _refuse_sharing(options: Namespace) -> None:
    from iro_desktop.services.team_files import ShareFormatError

    if options.share:
        raise ShareFormatError
