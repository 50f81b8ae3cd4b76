"""Services of several IROs, each with a sample caseload of their own, and their summaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from iro_desktop.domain.calendar import add_months, month_end, month_starts
from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.measures.summing import summary_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.snapshot import Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.summary import MonthOfCaseload, Summary, SummedCount
from iro_desktop.domain.team import Roster, Team, combined
from iro_desktop.importers.sample import officer_id, sample
from tests.builders import the_calendar

AS_OF = date(2020, 3, 31)
MADE_AT = datetime(2020, 4, 2, 9, 30, tzinfo=UTC)
PRACTICE = Practice(the_calendar(), ())


@cache
def figures_of(number: int, scale: float = 0.3) -> Figures:
    """Return the figures of the IRO of a number, whose caseload is like no other's."""
    records = sample(
        AS_OF, seed=number, scale=scale, officer_name=name_of(number),
        calendar=the_calendar(), standards=DEFAULT_STANDARDS,
    )  # fmt: skip
    tables: dict[str, dict[str, Stored]] = {}
    for record in records:
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    snapshot = build(tables, 0)
    practice = Practice(the_calendar(), snapshot.of(Standards))
    return Figures(Sources.of(snapshot, practice, AS_OF))


def name_of(number: int) -> str:
    """Return what the IRO of a number is called."""
    return f"IRO {number}"


def id_of(number: int) -> str:
    """Return the id of the IRO of a number."""
    return officer_id(name_of(number))


@cache
def summary_of_iro(number: int, scale: float = 0.3, months: int = 24) -> Summary:
    """Return the summary of the IRO of a number."""
    figures = figures_of(number, scale)
    officer = next(one for one in figures.sources.officers if one.id == id_of(number))
    return summary_of(figures, officer, months=months, made_at=MADE_AT, program="1.0")


def a_summary(
    name: str = "IRO 1",
    *,
    first: date = date(2020, 1, 1),
    months: int = 3,
    rows: Sequence[SummedCount] = (),
    caseload: Iterable[MonthOfCaseload] | None = None,
    fte: float | None = 1.0,
    children: int = 60,
    made_at: datetime = MADE_AT,
    officer_id: str = "",
) -> Summary:
    """Return a small summary written by hand, of some months with the same caseload in each."""
    own = officer_id or f"id-of-{name.replace(' ', '-')}"
    last = month_end(add_months(first, months - 1))
    given = tuple(
        caseload or (a_month(one, children, fte=fte) for one in month_starts(first, last))
    )
    standing = [
        SummedCount(
            "caseload_per_fte", "cla", one.month_on, month_end(one.month_on), own, "",
            one.closing, one.closing,
        )
        for one in given
    ]  # fmt: skip
    return Summary(
        officer_id=own, officer_name=name, team="", role="iro", first_on=first, last_on=last,
        as_of=last, made_at=made_at, program="1.0", method="Counts by month.",
        caseload=given, rows=tuple(row._replace(officer_id=own) for row in (*standing, *rows)),
        standards=(replace(DEFAULT_STANDARDS, id="s", from_on=date(2000, 1, 1)),),
        definitions=(("cla_number", "0" * 16),), coverage=(),
    )  # fmt: skip


def a_month(
    month_on: date,
    closing: int = 60,
    *,
    new: int = 0,
    received: Iterable[tuple[str, int]] = (),
    passed: Iterable[tuple[str, int]] = (),
    ended: int = 0,
    fte: float | None = 1.0,
) -> MonthOfCaseload:
    """Return a month that ends with so many children, and begins with what that takes."""
    came, went = tuple(received), tuple(passed)
    opening = closing - new - sum(n for _, n in came) + sum(n for _, n in went) + ended
    return MonthOfCaseload(month_on, opening, new, came, went, ended, 0, closing, closing * 30, fte)


def a_team(*summaries: Summary, roster: Roster | None = None, as_of: date = AS_OF) -> Team:
    """Return the team of these summaries."""
    return combined(summaries, roster, PRACTICE, as_of)


def an_event(
    measure: str, month_on: date, met: float, total: float, *, part: str = "", district: str = ""
) -> SummedCount:
    """Return a count of events of a month; ``a_summary`` puts its IRO's id in."""
    return SummedCount(measure, part, month_on, None, "", district, met, total)
