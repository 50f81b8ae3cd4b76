"""A team's figures as files for others: the workbook and the yearly report; no store is needed.

Made for sharing outside the service, small counts are hidden and no IRO is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import Period
from iro_desktop.domain.period_notes import notes_of
from iro_desktop.domain.period_tables import PeriodTables, period_tables
from iro_desktop.domain.team import Team
from iro_desktop.domain.team.tables import team_tables
from iro_desktop.domain.words import counted, say_list, say_month
from iro_desktop.services.destinations import write_out
from iro_desktop.services.measures import method
from iro_desktop.services.team import OpenedTeam
from iro_desktop.services.team_report import period_of_team

if TYPE_CHECKING:
    from iro_desktop.domain.yearly_report import YearlyReport

WORKBOOK: Final = ".xlsx"
WHOSE: Final = "The team"


class ShareFormatError(UserError):
    """Small counts are to be hidden in a file in which that is not done."""

    sentence = "Small counts are hidden in a workbook or a report: name an .xlsx file, or --report."


def write_team_workbook(
    opened: OpenedTeam,
    path: Path,
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    share: bool = False,
    at: datetime | None = None,
) -> PeriodTables:
    """Write a team's figures as a workbook, and return the tables that are in it.

    Beside the sheets of any period it has each measure by IRO and how the caseloads moved;
    ``share``: for sharing outside the service, without these two. ``at`` is the instant it says it
    was made at. Raises PeriodBackwardsError or FileNotWrittenError.
    """
    from iro_desktop.reports.workbook import workbook_of

    team, period = opened.team, period_of_team(opened.team, from_on, to_on)
    with without_collecting():
        tables = period_tables(team.figures, None, period, whose=WHOSE, shared_beyond=share)
        beside = None if share else team_tables(team, tables.period)
    said = method(team.practice.on(tables.period.to_on))
    notes = notes_of(tables, said, team_notes(opened, tables.period, share=share))
    made_at = (at or datetime.now(UTC)).replace(microsecond=0)
    write_out(path, workbook_of(tables, notes, made_at, beside))
    return tables


def write_team_report(
    opened: OpenedTeam,
    path: Path,
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    share: bool = False,
    slides: bool = False,
    at: datetime | None = None,
) -> YearlyReport:
    """Write the yearly report of a team as a Word document, PDF or slides, and return it.

    Without days it is of the last financial year that is over by the last month of the summaries.
    It has no commentary and no priorities, which a store keeps. Raises PeriodBackwardsError,
    PeriodTooLongError, NoSuchReportError, SlidesAsWordError or FileNotWrittenError.
    """
    from iro_desktop.services.yearly_report import period_of, report_file, report_of_team

    team = opened.team
    period = period_of(from_on, to_on, team.span.to_on)
    notes = team_notes(opened, period, share=share)
    report = report_of_team(None, team.figures, WHOSE, period, notes, share=share)
    report_file(report, path, slides=slides, at=at)
    return report


def team_notes(opened: OpenedTeam, period: Period, *, share: bool = False) -> tuple[str, ...]:
    """What a team's figures rest on, a sentence each: of how many IROs, and what was found.

    For sharing outside the service nobody is named, and what was found is not told, as it has
    counts of single IROs in it.
    """
    return tuple(_notes(opened, period, share=share))


def _notes(opened: OpenedTeam, period: Period, *, share: bool) -> Iterator[str]:
    team = opened.team
    yield _say_coverage(team, period, names=not share)
    first_on, last_on = team.span.from_on, team.span.to_on
    if first_on and (period.from_on or first_on) < first_on:
        yield f"The summaries begin with {say_month(first_on)}: nothing before it is in a figure."
    if period.to_on > last_on:
        yield f"The summaries end with {say_month(last_on)}: nothing after it is in a figure."
    found = [*opened.unread, *(one.sentence for one in team.findings)]
    found += [f"Roster, row {one.row}: {one.sentence}" for one in opened.problems]
    if not share:
        yield from found
    elif found:
        yield f"{counted(len(found), 'note')} on the summaries stay within the service."


def _say_coverage(team: Team, period: Period, *, names: bool) -> str:
    """Return "These figures are of 37 of 40 IROs, …; of A and B not all months are there."."""
    covered = team.coverage(period)
    said = f"These figures are of {covered.words}, added up from their summaries"
    if covered.is_whole or not names:
        return f"{said}."
    missing = say_list([team.name_of(one) for one in covered.missing])
    return f"{said}; of {missing} not all months are there."
