"""A period's figures as files for others: what will leave is seen, then written and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.measures import Figures, Mode, Period, say_period
from iro_desktop.domain.measures.period import latest_window
from iro_desktop.domain.paper import Document, Picture
from iro_desktop.domain.period_notes import Notes, notes_of, say_hiding
from iro_desktop.domain.period_tables import PeriodTables, period_tables
from iro_desktop.domain.series import caseload_over_time, monitoring_by_month
from iro_desktop.domain.summary_pages import (
    BARE,
    CHART_WIDTH,
    FULLEST,
    caseload_series,
    monitoring_series,
    summary_pages,
)
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.reports.chart_svg import picture_of
from iro_desktop.reports.pdf import pdf_of, pictures_of
from iro_desktop.reports.tidy_csv import tidy_csv
from iro_desktop.reports.workbook import workbook_of
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.measures import (
    PeriodBackwardsError,
    counted_for,
    figures_of,
    method,
)
from iro_desktop.services.workspace import Workspace

_WHOLE_SERVICE: Final = "The whole service"
_ONE_IRO: Final = "One IRO"
_MOST_PAGES: Final = 2
_ROUGHLY: Final = 8  # pixels per inch: pages are only counted


@dataclass(frozen=True, slots=True)
class Contents:
    """What will leave, for its user to see before it does.

    ``lines`` are what the files hold, a sentence each.
    """

    tables: PeriodTables
    notes: Notes
    figures: Figures
    officer_id: str | None
    lines: tuple[str, ...]


def contents(
    workspace: Workspace,
    from_on: date | None = None,
    to_on: date | None = None,
    *,
    shared_beyond: bool = False,
) -> Contents:
    """What a file of a period will hold, of the IRO's own figures or of the whole service's.

    Without ``from_on`` it is the 12 months up to ``to_on``, without that the last 12 that are over.
    What lies after today is left out. ``shared_beyond``: for sharing outside the service, small
    counts hidden. Raises PeriodBackwardsError. It counts for seconds: not on the window's thread.
    """
    today = workspace.today()
    period = _period(from_on, to_on, today)
    officer_id = counted_for(workspace)
    figures = figures_of(workspace.snapshot, workspace.practice, today)
    with without_collecting():
        tables = period_tables(
            figures,
            officer_id,
            period,
            whose=_whose(workspace, officer_id, shared_beyond=shared_beyond),
            shared_beyond=shared_beyond,
        )
    said = method(workspace.practice.on(tables.period.to_on))
    notes = notes_of(tables, said, _coverage(tables, figures, officer_id))
    return Contents(tables, notes, figures, officer_id, _lines(tables))


def write_workbook(workspace: Workspace, found: Contents, path: Path, *, at: datetime) -> Contents:
    """Write what was seen as a workbook; ``at`` is the instant it says it was made at."""
    write_out(path, workbook_of(found.tables, found.notes, at))
    _note(workspace, found, "figures as a workbook")
    return found


def write_csv(workspace: Workspace, found: Contents, path: Path) -> Contents:
    """Write what was seen as a tidy CSV file."""
    write_out(path, tidy_csv(found.tables))
    _note(workspace, found, "figures as CSV")
    return found


def write_pages(workspace: Workspace, found: Contents, path: Path, *, at: datetime) -> Contents:
    """Write what was seen as a PDF of at most two pages."""
    write_out(path, pdf_of(pages(found), at))
    _note(workspace, found, "figures on two pages as a PDF")
    return found


def pages(found: Contents) -> Document:
    """The two pages of what was seen, as much of it as fits."""
    charts = _charts(found)
    document = summary_pages(found.tables, found.notes, charts)
    for left_out in range(FULLEST, BARE + 1):
        document = summary_pages(found.tables, found.notes, charts, left_out=left_out)
        if len(pictures_of(document, _ROUGHLY)) <= _MOST_PAGES:
            break
    return document


def _charts(found: Contents) -> tuple[tuple[str, Picture], ...]:
    """Return finding and picture of the charts that may be shown."""
    figures, officer_id = found.figures, found.officer_id
    series = (
        caseload_series(caseload_over_time(figures, officer_id), found.tables),
        monitoring_series(monitoring_by_month(figures, officer_id), found.tables),
    )
    return tuple((one.title, picture_of(one, CHART_WIDTH)) for one in series if one is not None)


def _note(workspace: Workspace, found: Contents, what: str) -> None:
    hidden = ", small counts hidden" if found.tables.shared_beyond else ""
    note(workspace, "export", note=f"{what}, {say_period(found.tables.period)}{hidden}")


def _period(from_on: date | None, to_on: date | None, today: date) -> Period:
    if from_on is not None and from_on > (to_on or today):
        raise PeriodBackwardsError(from_on, to_on or today)
    last = min(to_on or today, today)
    return Period(from_on, last) if from_on else latest_window(Mode.TWELVE_MONTHS, last)


def _whose(workspace: Workspace, officer_id: str | None, *, shared_beyond: bool) -> str:
    """Return whose figures they are; outside the service an IRO is not named."""
    if officer_id is None:
        return _WHOLE_SERVICE
    officer = workspace.officer
    named = officer.name.strip() if officer is not None and not shared_beyond else ""
    return named or _ONE_IRO


def _coverage(tables: PeriodTables, figures: Figures, officer_id: str | None) -> tuple[str, ...]:
    """Return what the figures rest on, and what is missing in it."""
    empty = sum(row.value is None for row in tables.measures)
    last = tables.period.to_on
    found = ["The records of one file, as its user has entered or imported them."]
    without = figures.without_fte(last, officer_id)
    if without:
        one = "an IRO who holds" if len(without) == 1 else f"{len(without)} IROs who hold"
        found.append(f"No FTE is entered for {one} children on {plain_date(last)}.")
    if empty:
        found.append(
            f"{counted(empty, 'measure')} of {len(tables.measures)} have no value: there was "
            "nothing to count, or something that they need is not entered."
        )
    return tuple(found)


def _lines(tables: PeriodTables) -> tuple[str, ...]:
    """Return what will leave: figures of whom and when, what they count, and what is hidden."""
    months = len(tables.caseload)
    holds = [
        counted(len(tables.measures), "measure"),
        counted(len(tables.parts), "part of them", "parts of them"),
        f"their figures of {counted(months, 'month')}",
    ]
    return (
        f"{tables.whose}, {say_period(tables.period)}.",
        f"{say_list(holds)}, and how each is counted.",
        "Numbers only: no child is named, by reference or otherwise.",
        say_hiding(tables),
    )
