"""The command that puts the summaries of several IROs together; it opens no store."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from iro_desktop.cli.common import print_json


def team(options: Namespace) -> int:
    """Print the figures of a team, or write them; what to know before reading them comes first.

    ``--json`` prints the totals with their parts and series, each IRO and each district, how many
    IROs of how many each rests on, how the caseloads moved, and the findings: see
    ``services.team_report.team_report``.
    """
    from iro_desktop.services.team import team_of, write_first_roster
    from iro_desktop.services.team_report import team_lines, team_report, write_team

    today = options.as_of or date.today()  # noqa: DTZ011 - the day where the user is
    opened = team_of(options.paths, options.roster, today)
    if options.first_roster:
        path = write_first_roster(opened, options.first_roster)
        print(f"A roster to begin with is in {path}: add who is missing, absences and vacancies.")
        return 0
    asked = {"from_on": options.from_on, "to_on": options.to_on}
    if options.out:
        path = write_team(opened, options.out, options.ids, mode=options.mode, **asked)
        covered = opened.team.coverage(opened.team.span).words
        print(f"The figures of {covered} are in {path}.")
        return 0
    if options.json:
        print_json(team_report(opened, options.ids, mode=options.mode, **asked))
        return 0
    for line in team_lines(opened, options.ids, **asked):
        print(line)
    return 0
