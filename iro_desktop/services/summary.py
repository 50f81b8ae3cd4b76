"""One IRO's summary for the team lead: what will leave, before it leaves, and the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from iro_desktop import __version__
from iro_desktop.domain.calendar import (
    add_months,
    financial_year_end,
    financial_year_start,
    month_end,
    month_start,
    month_starts,
)
from iro_desktop.domain.errors import UserError
from iro_desktop.domain.figure_words import counts_of
from iro_desktop.domain.measures import MEASURES, Figure, Figures, Kind, Measure, Mode, Period
from iro_desktop.domain.measures.period import last_complete_month
from iro_desktop.domain.measures.registry import measure_in_force
from iro_desktop.domain.measures.summed import sources_of
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.measures.wording import title_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.quality import findings
from iro_desktop.domain.records import AccessEvent, Allocation
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.summary import MOST_MONTHS, Summary
from iro_desktop.domain.summary_file import ENDING
from iro_desktop.domain.words import counted, plain_date, say_list, say_month
from iro_desktop.reports.summary_file import summary_file
from iro_desktop.services.access import note
from iro_desktop.services.destinations import write_out
from iro_desktop.services.measures import PeriodBackwardsError, figures_of
from iro_desktop.services.workspace import Workspace

LONGEST: Final = 120
"""How many months a summary covers at most."""

HELD: Final = (
    "No child is in it: no name, no reference, no date of a child’s life. Small counts are, so it "
    "is for supervision in your service and not for publication. It is not encrypted. Its checksum "
    "shows damage on the way and no more: it does not prove who made it."
)
"""What a summary is and is not, as it is said before one is written."""

_STANDING: Final = frozenset({Kind.NUMBER, Kind.SHARE, Kind.PER_FTE, Kind.PER_POPULATION})
_FEWEST: Final = 3
_NOT_ADDED: Final = "at each month’s end"


class NoFinishedMonthError(UserError):
    """A period holds a month that is still running, or none that is over."""

    def __init__(self, last_over_on: date) -> None:
        super().__init__(
            "A summary covers months that are over, and the last of them is "
            f"{say_month(last_over_on)}: choose months up to that one."
        )


class NotWholeMonthsError(UserError):
    """A period begins or ends within a month."""

    def __init__(self, from_on: date, to_on: date) -> None:
        begins, ends = from_on != month_start(from_on), to_on != month_end(to_on)
        where = f"begins on {plain_date(from_on)}" if begins else ""
        where += " and " if begins and ends else ""
        where += f"ends on {plain_date(to_on)}" if ends else ""
        super().__init__(
            f"A summary covers whole months, and this period {where}: choose "
            f"{plain_date(month_start(from_on))} to {plain_date(month_end(to_on))}."
        )


class TooManyMonthsError(UserError):
    """A period is longer than a summary can be."""

    sentence = f"A summary covers {LONGEST} months at most: choose fewer."


class NobodysStoreError(UserError):
    """A summary is of one IRO, and this file belongs to none."""

    sentence = (
        "A summary is of one IRO’s children, and this file belongs to no IRO: enter your name "
        "under “Your details” first."
    )


@dataclass(frozen=True, slots=True)
class SummarySpan:
    """A period that is offered: "Last 24 months", and its whole months."""

    words: str
    period: Period


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One measure of a summary: what it counts in the last month, and in all months."""

    measure_id: str
    title: str
    latest: str
    whole: str


@dataclass(frozen=True, slots=True)
class SummaryContents:
    """What a summary will hold, before it is written; ``summary`` is the very one.

    ``facts`` are a heading and words each: the IRO, the months, FTE. ``coverage`` says in
    sentences what its figures rest on.
    """

    summary: Summary
    last_month: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[ContentLine, ...]
    coverage: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """The name that is offered: "Summary of Kit Moor to 2020-03.irosummary"."""
        name = "".join(sign for sign in self.summary.officer_name if sign.isalnum() or sign in " -")
        of = f" of {name.strip()}" if name.strip() else ""
        sample = "Sample s" if self.summary.is_sample else "S"
        return f"{sample}ummary{of} to {self.summary.last_on:%Y-%m}{ENDING}"


def now() -> datetime:
    """This moment, at which a summary is made."""
    return datetime.now(UTC)


def summary_spans(today: date) -> tuple[SummarySpan, ...]:
    """The periods that are offered on a day, the usual one first; all are of finished months."""
    last = last_complete_month(today)
    found = [
        SummarySpan(f"Last {months} months", _months_to(last, months))
        for months in (MOST_MONTHS, 12, 36, 6)
    ]
    year = financial_year_start(last)
    for start in (year, add_months(year, -12)):
        to_on = min(financial_year_end(start), last)
        words = f"Financial year {start.year}–{(start.year + 1) % 100:02d}"
        so_far = "" if to_on == financial_year_end(start) else f" to {say_month(to_on)}"
        found.append(SummarySpan(f"{words}{so_far}", Period(start, to_on)))
    found.append(SummarySpan(say_month(last), _months_to(last, 1)))
    return tuple(found)


def _months_to(last: date, months: int) -> Period:
    return Period(add_months(month_start(last), 1 - months), last)


def summary_contents(
    workspace: Workspace,
    *,
    at: datetime,
    from_on: date | None = None,
    to_on: date | None = None,
) -> SummaryContents:
    """What the summary of a period will hold: by default the last 24 months that are over.

    Raises NoFinishedMonthError, NotWholeMonthsError, TooManyMonthsError, PeriodBackwardsError or
    NobodysStoreError.
    """
    officer = workspace.officer
    if officer is None:
        raise NobodysStoreError
    snapshot, practice, today = workspace.snapshot, workspace.practice, workspace.today()
    period = _asked(from_on, to_on, today)
    figures = figures_of(snapshot, practice, today)
    first = period.from_on or period.to_on
    made = summary_of(
        figures,
        officer,
        months=len(month_starts(first, period.to_on)),
        last_on=period.to_on,
        made_at=at.astimezone(UTC).replace(microsecond=0),
        program=f"IRO Desktop {__version__}",
        coverage=tuple(_coverage(snapshot, figures, officer.id, period)),
    )
    made = replace(made, is_sample=workspace.is_sample)
    return SummaryContents(
        made,
        say_month(period.to_on),
        tuple(_facts(made)),
        tuple(_lines(made, practice)),
        made.coverage,
    )


def _asked(from_on: date | None, to_on: date | None, today: date) -> Period:
    last_over = last_complete_month(today)
    last = to_on or last_over
    first = from_on or add_months(month_start(last), 1 - MOST_MONTHS)
    if first > last:
        raise PeriodBackwardsError(first, last)
    if first != month_start(first) or last != month_end(last):
        raise NotWholeMonthsError(first, last)
    if last > last_over:
        raise NoFinishedMonthError(last_over)
    if len(month_starts(first, last)) > LONGEST:
        raise TooManyMonthsError
    return Period(first, last)


def _coverage(
    snapshot: Snapshot, figures: Figures, officer_id: str, period: Period
) -> Iterator[str]:
    """Yield what the records themselves do not tell the figures."""
    assumed = sum(
        any(_is_assumed(one, officer_id, period) for one in case.of(Allocation))
        for case in snapshot.cases.values()
    )
    if assumed:
        children = counted(assumed, "child", "children")
        yield f"For {children} it is assumed, and not read from a list, whose child it is."
    imports = [one.on for one in snapshot.of(AccessEvent) if one.what == "import" and one.on]
    if imports:
        yield f"The last import was on {plain_date(max(imports))}."
    else:
        yield "No import is noted in the last 12 months."
    found = len(findings(snapshot, figures, officer_id))
    if found:
        yield f"{counted(found, 'finding')} in the data to look at."
    else:
        yield "No findings in the data."


def _is_assumed(one: Allocation, officer_id: str, period: Period) -> bool:
    """Return whether an allocation to the IRO is assumed and lies in a period."""
    if not one.assumed or one.officer_id != officer_id:
        return False
    begun = one.from_on is None or one.from_on <= period.to_on
    return begun and (one.to_on is None or one.to_on >= (period.from_on or one.to_on))


# In words


def _facts(summary: Summary) -> Iterator[tuple[str, str]]:
    team = f", {summary.team}" if summary.team else ""
    yield "IRO", f"{summary.officer_name or 'No name'}{team}"
    months = counted(len(summary.caseload), "month")
    first, last = say_month(summary.first_on), say_month(summary.last_on)
    yield "Months", last if first == last else f"{first} to {last} ({months})"
    entered = [month.fte for month in summary.caseload if month.fte is not None]
    latest = summary.caseload[-1].fte
    said = "not entered" if latest is None else f"{latest:g}"
    without = len(summary.caseload) - len(entered)
    missing = f", none entered for {counted(without, 'month')}" if without and entered else ""
    yield "FTE", f"{said} at the end of {last}{missing}"
    month = summary.caseload[-1]
    yield "Caseload", f"{counted(month.closing, 'child', 'children')} at the end of {last}"
    names = sorted({name for one in summary.caseload for name, _ in (*one.received, *one.passed)})
    named = [name for name in names if name]
    if named:
        shown = named[:_FEWEST]
        more = [f"{len(named) - _FEWEST} more"] if len(named) > _FEWEST else []
        yield "Names", f"Children came from or went to {say_list([*shown, *more])}"
    districts = sorted({row.district for row in summary.rows} - {""})
    yield "Districts", say_list(districts) if districts else "None on file"
    yield "With it", "How each measure is counted, and the local standards of these months"


def _lines(summary: Summary, practice: Practice) -> Iterator[ContentLine]:
    """Yield each measure as it comes out of the summary itself, in counts."""
    figures = Figures(sources_of([summary], practice, summary.as_of))
    latest = Period(month_start(summary.last_on), summary.last_on)
    whole = Period(summary.first_on, summary.last_on)
    for measure_id in MEASURES:
        measure = measure_in_force(measure_id, practice.on(summary.as_of))
        last, over = (
            _figure(figures, measure_id, period, summary.officer_id) for period in (latest, whole)
        )
        yield ContentLine(
            measure_id,
            title_of(measure, practice, summary.last_on),
            _counts(measure, last),
            _NOT_ADDED if measure.kind in _STANDING else _counts(measure, over),
        )


def _figure(figures: Figures, measure_id: str, period: Period, officer_id: str) -> Figure:
    return figures.result(measure_id, period, Mode.MONTH, officer_id).figure


def _counts(measure: Measure, figure: Figure) -> str:
    return counts_of(measure, figure) or counted(int(figure.numerator), "child", "children")


# Writing


def export_summary(workspace: Workspace, path: Path, contents: SummaryContents) -> Path:
    """Write the summary that was shown, and note that it was; return where it is.

    Raises FileNotWrittenError: what was there before is then as it was.
    """
    write_out(path, summary_file(contents.summary))
    months = counted(len(contents.summary.caseload), "month")
    note(workspace, "export", note=f"summary, {months} up to {contents.last_month}")
    return path


def said_of(contents: SummaryContents, path: Path) -> str:
    """What is said once a summary is written: what is in it, and what is not."""
    months = counted(len(contents.summary.caseload), "month")
    return (
        f"The summary {path.name} is written: {months} up to {contents.last_month}, counts alone "
        "and no child. It is not encrypted, and small counts are in it: it is for supervision in "
        "your service."
    )
