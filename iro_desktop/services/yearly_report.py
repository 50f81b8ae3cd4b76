"""The yearly report of a store or of a team: put together, and written as Word file or PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.records import Feedback
from iro_desktop.domain.report_period import usual_period
from iro_desktop.domain.words import plain_date
from iro_desktop.domain.yearly_report import (
    Beside,
    ReportChart,
    YearlyReport,
    report_document,
    slides_document,
    yearly_report,
)
from iro_desktop.services.access import note
from iro_desktop.services.commentaries import commentary_for
from iro_desktop.services.destinations import write_out
from iro_desktop.services.measures import PeriodBackwardsError, counted_for, figures_of, method
from iro_desktop.services.priorities import last_years_priorities, priorities_for
from iro_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from iro_desktop.domain.paper import Document, Picture

_WORD, _PDF = ".docx", ".pdf"
_YEAR: Final = 12
_LONGEST_MONTHS: Final = 36
_SERVICE: Final = "The whole service"


class NoSuchReportError(UserError):
    """The report is to be of a form that is not written."""

    sentence = "A yearly report is a Word document or a PDF: name it .docx or .pdf."


class SlidesAsWordError(UserError):
    """Slides are to be a Word document."""

    sentence = "The slides of a report are a PDF: name the file .pdf."


class PeriodTooLongError(UserError):
    """A report is to cover more than three years."""

    sentence = "A report covers 36 months at most: choose a later first day."


def period_of(from_on: date | None, to_on: date | None, today: date) -> Period:
    """The period asked for; one end alone gives the twelve months from or up to it.

    Raises PeriodBackwardsError and PeriodTooLongError.
    """
    if from_on is None and to_on is None:
        return usual_period(today)
    if from_on is None:
        end = to_on or today
        from_on = add_months(end + timedelta(days=1), -_YEAR)
    last = to_on or min(add_months(from_on, _YEAR) - timedelta(days=1), today)
    if from_on > last:
        raise PeriodBackwardsError(from_on, last)
    if add_months(from_on, _LONGEST_MONTHS) <= last:
        raise PeriodTooLongError
    return Period(from_on, last)


def report_of(
    workspace: Workspace,
    period: Period | None = None,
    *,
    as_of: date | None = None,
    share: bool = False,
) -> YearlyReport:
    """The report of a store: of the whole service, or of the one IRO whose file it is.

    ``share`` is for whoever is not of the service: see ``yearly_report``'s ``hidden_below``. An IRO
    is not named then.
    """
    today = as_of or workspace.today()
    asked = period or usual_period(today)
    officer = workspace.officer
    named = officer.name if officer and not share else ""
    whose = _SERVICE if workspace.whole_service else named or "One IRO"
    figures = figures_of(workspace.snapshot, workspace.practice, today)
    return report_of_figures(
        workspace, figures, asked, whose, officer_id=counted_for(workspace), share=share
    )


def report_of_team(
    workspace: Workspace | None,
    figures: Figures,
    whose: str,
    period: Period,
    notes: tuple[str, ...] = (),
    *,
    share: bool = False,
) -> YearlyReport:
    """The report of a team from its summaries; ``notes`` say how far they cover it.

    Commentaries, priorities and feedback are those of the lead's own store; without one there are
    none.
    """
    return report_of_figures(workspace, figures, period, whose, notes=notes, share=share)


def report_of_figures(
    workspace: Workspace | None,
    figures: Figures,
    period: Period,
    whose: str,
    *,
    officer_id: str | None = None,
    notes: tuple[str, ...] = (),
    share: bool = False,
) -> YearlyReport:
    """The report of any figures, with what the store, if there is one, holds of words for it."""
    practice = workspace.practice if workspace else figures.sources.practice
    standards = practice.on(period.to_on)
    beside = Beside(notes=notes)
    if workspace is not None:
        beside = Beside(
            commentaries=commentary_for(workspace, period),
            last_year=last_years_priorities(workspace, period),
            next_year=priorities_for(workspace, period),
            feedback=workspace.snapshot.of(Feedback),
            notes=notes,
        )
    return yearly_report(
        figures,
        period,
        officer_id=officer_id,
        whose=whose,
        method=method(standards),
        beside=beside,
        hidden_below=max(standards.suppression_threshold or 0, 1) if share else 0,
    )


def document_of(
    report: YearlyReport, *, slides: bool = False, charts_in_rows: bool = True
) -> Document:
    """The report as a document with its charts, or four slides of it."""
    if slides:
        return slides_document(report, pictured)
    return report_document(report, pictured, in_rows=charts_in_rows)


def pictured(chart: ReportChart, width: float) -> Picture:
    """A chart as a picture whose caption says what it measures and what it shows."""
    from iro_desktop.reports.chart_svg import picture_of

    series = chart.series
    what = series.subtitle
    if not what.startswith(chart.title):
        what = f"{chart.title}: {what}"
    caption = f"{what}. {series.title}."
    found = picture_of(series, width, caption=caption)
    return replace(found, alt=f"Chart. {chart.title}. {series.title}. {found.alt}")


def write_report(
    workspace: Workspace,
    report: YearlyReport,
    path: Path,
    *,
    slides: bool = False,
    at: datetime | None = None,
) -> Path:
    """Write a report as a Word document or PDF by the ending of ``path``; it is noted as an export.

    Raises NoSuchReportError, SlidesAsWordError or FileNotWrittenError.
    """
    form = report_file(report, path, slides=slides, at=at)
    note(workspace, "export", "", f"yearly report up to {plain_date(report.period.to_on)}, {form}")
    return path


def report_file(
    report: YearlyReport, path: Path, *, slides: bool = False, at: datetime | None = None
) -> str:
    """Write a report to a file, and return of what form it is; no store is needed.

    Raises what ``write_report`` does.
    """
    ending = path.suffix.casefold()
    if ending not in (_WORD, _PDF):
        raise NoSuchReportError
    if slides and ending == _WORD:
        raise SlidesAsWordError
    document = document_of(report, slides=slides, charts_in_rows=ending == _PDF)
    made_at = (at or datetime.now(UTC)).replace(microsecond=0)
    if ending == _WORD:
        from iro_desktop.reports.word import word_of  # it takes 0.2 s

        data = word_of(document, made_at)
    else:
        from iro_desktop.reports.pdf import pdf_of

        data = pdf_of(document, made_at)
    write_out(path, data)
    return "Word document" if ending == _WORD else "slides" if slides else "PDF"
