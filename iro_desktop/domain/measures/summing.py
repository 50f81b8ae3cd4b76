"""What one IRO's children count by month, as a summary of which the same figures come out again.

It is what would be kept of them if they were all erased, of that IRO and those months alone, with
what is kept of children that were. As there a theme that is on no list of the council's goes
under another one, since somebody typed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Final

from iro_desktop.domain.calendar import add_months, month_end, month_start, month_starts
from iro_desktop.domain.measures.caseload_months import caseload_months
from iro_desktop.domain.measures.definition import Kind, Measure
from iro_desktop.domain.measures.engine import CASELOAD, Figures
from iro_desktop.domain.measures.fingerprints import counting_standards, fingerprints
from iro_desktop.domain.measures.keeping import months_stood, on_lists, runs, shown_part
from iro_desktop.domain.measures.kept import FIRST, NO_CASES, AnyCount
from iro_desktop.domain.measures.monitoring import BY_CHILD
from iro_desktop.domain.measures.outcome import UNALLOCATED, Outcome
from iro_desktop.domain.measures.period import Period, last_complete_month
from iro_desktop.domain.measures.registry import MEASURES
from iro_desktop.domain.records import Officer
from iro_desktop.domain.summary import MOST_MONTHS, MonthOfCaseload, Summary, SummedCount
from iro_desktop.domain.words import counted, plain_date, say_month

EVERY_MEASURE: Final = (*MEASURES.values(), BY_CHILD)
"""All that a summary counts: monitoring by both of its definitions, under one id."""
OF_AMOUNTS: Final = frozenset({Kind.MEAN, Kind.MEDIAN})
"""Kinds whose rows hold amounts and weights instead of cases met and all cases."""
METHOD: Final = (
    "Counts by month, of every measure those that were met and those that there were. Months are "
    "added by their counts and percentages are never averaged. What happened is counted in the "
    "month of its day, under the IRO of that day. Children who stand in a measure are counted at "
    "the end of each month and never added over months. Of days every case is given, so that a "
    "median can be taken of all."
)

_Months = dict[date, tuple[int, int]]


def finished_months(as_of: date, months: int = MOST_MONTHS, last_on: date | None = None) -> Period:
    """The last so many months that are over at the end of ``as_of``, or up to ``last_on``."""
    over = last_complete_month(as_of)
    last = over if last_on is None else min(month_end(last_on), over)
    return Period(add_months(month_start(last), 1 - months), last)


def summary_of(
    figures: Figures,
    officer: Officer,
    *,
    months: int = MOST_MONTHS,
    last_on: date | None = None,
    made_at: datetime,
    program: str,
    coverage: Sequence[str] = (),
) -> Summary:
    """The summary of one IRO's last finished months, or of those up to ``last_on``.

    ``coverage`` is what the caller knows of what the figures rest on; it comes after what the
    figures themselves know.
    """
    sources = figures.sources
    period = finished_months(sources.as_of, months, last_on)
    caseload = caseload_months(figures, officer.id, period)
    return Summary(
        officer_id=officer.id,
        officer_name=officer.name,
        team=officer.team,
        role=officer.role,
        first_on=period.from_on or period.to_on,
        last_on=period.to_on,
        as_of=sources.as_of,
        made_at=made_at,
        program=program,
        method=METHOD,
        caseload=caseload,
        rows=tuple(counts_by_month(figures, officer.id, period)),
        standards=counting_standards(sources.practice, period),
        definitions=fingerprints(sources.practice, period),
        coverage=(*_coverage(figures, officer.id, caseload), *coverage),
    )


def counts_by_month(figures: Figures, officer_id: str, period: Period) -> Iterator[SummedCount]:
    """All that one IRO's children count in whole months, in the order of the measures.

    Of a measure of which nothing is counted there is nothing.
    """
    kept: dict[str, list[AnyCount]] = {}
    for row in figures.sources.kept:
        if row.officer_id == officer_id and row.part not in NO_CASES:
            kept.setdefault(row.measure, []).append(row)
    for measure in EVERY_MEASURE:
        rows = [
            row
            for row in kept.get(measure.id, ())
            if (row.until_on is None) == measure.kind.of_events
        ]
        counting = _Counting(figures, measure, officer_id, period)
        yield from counting.beginning()
        if measure.kind in OF_AMOUNTS:
            yield from counting.amounts(rows)
        elif measure.kind.of_events:
            yield from counting.events(rows)
        else:
            yield from counting.standing(rows)


class _Counting:
    """One measure of one IRO in whole months, with rows kept of erased children."""

    def __init__(self, figures: Figures, measure: Measure, officer_id: str, period: Period) -> None:
        self._figures = figures
        self._measure = measure
        self._officer_id = officer_id
        self._period = period
        self._first = period.from_on or period.to_on

    def beginning(self) -> Iterator[SummedCount]:
        """Yield a row of nobody for the first month in which something was on file.

        It may have been on file before: without the row a month of nothing would look as if it
        were not known.
        """
        measure, listing = self._measure, self._figures.listing
        tally = listing.events(measure) if measure.kind.of_events else listing.stock(measure)
        earliest = tally.earliest_on(self._officer_id)
        if earliest is not None and earliest <= self._period.to_on:
            month = max(month_start(earliest), self._first)
            if measure.kind.of_events:
                yield self._row(FIRST, month, None, "", (0, 0))
            else:
                yield self._row("", month, month_end(month), "", (0, 0))

    def events(self, kept: Iterable[AnyCount]) -> Iterator[SummedCount]:
        """Yield cases met over all cases, by part, district and month."""
        cells: dict[tuple[str, str], _Months] = {}
        for one in self._outcomes():
            cell = cells.setdefault((shown_part(self._measure, one.part), self._where(one)), {})
            _add(cell, month_start(one.on), int(bool(one.met)), 1)
        for row in kept:
            if row.month_on is not None and row.month_on in self._period:
                cell = cells.setdefault((row.part, row.district), {})
                _add(cell, month_start(row.month_on), *_whole(row))
        for part, district in sorted(cells):
            months = cells[part, district]
            for month in sorted(months):
                if counts := _sound(months[month]):
                    yield self._row(part, month, None, district, counts)

    def amounts(self, kept: Iterable[AnyCount]) -> Iterator[SummedCount]:
        """Yield the amounts and weights: of a median each case's, of a mean those of a month."""
        found = [
            self._row(
                shown_part(self._measure, one.part), month_start(one.on), None,
                self._where(one), (one.amount, one.weight),
            )
            for one in self._outcomes()
        ]  # fmt: skip
        for row in kept:
            if row.month_on is not None and row.month_on in self._period:
                amounts = row.numerator or 0.0, row.denominator or 0.0
                month = month_start(row.month_on)
                found.append(self._row(row.part, month, None, row.district, amounts))
        if self._measure.kind is Kind.MEDIAN:
            found = [row._replace(denominator=1.0) for row in found]
        found.sort(key=in_order)
        yield from found if self._measure.kind is Kind.MEDIAN else _together(found)

    def standing(self, kept: Iterable[AnyCount]) -> Iterator[SummedCount]:
        """Yield who stood at the ends of months, months that are alike in one row."""
        cells: dict[tuple[str, str], _Months] = {}
        district = self._figures.districts.on
        last_on = self._period.to_on
        for one in self._figures.listing.stock(self._measure).listed(self._officer_id):
            part = shown_part(self._measure, one.part)
            for month in months_stood(one._replace(from_on=max(one.from_on, self._first)), last_on):
                cell = cells.setdefault((part, district(one.child_id, month_end(month))), {})
                _add(cell, month, int(one.met), 1)
        for row in kept:
            if row.month_on is not None and row.until_on is not None:
                cell = cells.setdefault((row.part, row.district), {})
                first, last = max(row.month_on, self._first), min(row.until_on, last_on)
                for month in month_starts(first, last) if first <= last else ():
                    _add(cell, month, *_whole(row))
        for part, where in sorted(cells):
            sound = {month: _sound(counts) for month, counts in cells[part, where].items()}
            yield from self._rows(part, where, {m: c for m, c in sound.items() if c})

    def _rows(self, part: str, where: str, months: _Months) -> Iterator[SummedCount]:
        for first, last, counts in runs(months):
            yield self._row(part, first, month_end(last), where, counts)

    def _outcomes(self) -> Iterable[Outcome]:
        found = self._figures.listing.events(self._measure).counted(self._period, self._officer_id)
        return on_lists(self._measure, found, self._figures.sources.practice)

    def _where(self, one: Outcome) -> str:
        return self._figures.districts.on(one.child_id, one.on)

    def _row(
        self,
        part: str,
        month: date,
        until: date | None,
        district: str,
        counts: tuple[float, float],
    ) -> SummedCount:
        return SummedCount(
            self._measure.id, part, month, until, self._officer_id, district, *counts
        )


def in_order(row: SummedCount) -> tuple[object, ...]:
    """What the rows of one measure are sorted by."""
    return row.part, row.district, row.month_on, row.numerator, row.denominator


def _together(rows: Iterable[SummedCount]) -> Iterator[SummedCount]:
    """Yield the rows of each part, district and month as one."""
    for _, alike in groupby(rows, key=lambda row: (row.part, row.district, row.month_on)):
        ones = list(alike)
        yield ones[0]._replace(
            numerator=round(sum(one.numerator for one in ones), 9),
            denominator=round(sum(one.denominator for one in ones), 9),
            cases=len(ones),
        )


def _add(months: _Months, month: date, met: int, total: int) -> None:
    before = months.get(month, (0, 0))
    months[month] = before[0] + met, before[1] + total


def _whole(row: AnyCount) -> tuple[int, int]:
    return int(row.numerator or 0), int(row.denominator or 0)


def _sound(counts: tuple[int, int]) -> tuple[int, int] | None:
    """Return what there is, or None for nothing.

    What is kept of an erased child may be less than nothing where a sibling stands for it, and
    since the sibling's records were changed nobody does.
    """
    total = max(counts[1], 0)
    return (min(max(counts[0], 0), total), total) if total else None


def _coverage(
    figures: Figures, officer_id: str, caseload: Sequence[MonthOfCaseload]
) -> Iterator[str]:
    """Yield what these figures rest on, in words with numbers and without any child."""
    as_of, last_on = figures.sources.as_of, month_end(caseload[-1].month_on)
    yield f"As known on {plain_date(as_of)}."
    stock = figures.listing.stock(MEASURES[CASELOAD])
    earliest = stock.earliest_on(officer_id)
    if earliest is None:
        yield "No child is on file under this IRO."
    else:
        yield f"The first child on file under this IRO: {say_month(earliest)}."
    first_on = caseload[0].month_on
    children = {
        one.child_id
        for one in stock.within(officer_id)
        if one.from_on <= last_on and (one.until_on is None or one.until_on > first_on)
    }
    yield f"{counted(len(children), 'child', 'children')} on file counted in these months."
    nobodys = stock.counts(last_on, UNALLOCATED)[1]
    if nobodys:
        yield (
            f"{counted(nobodys, 'child', 'children')} in the file had no named IRO at the end of "
            f"{say_month(last_on)} and are in nobody’s summary."
        )
    missing = [one.month_on for one in caseload if one.fte is None]
    if missing:
        months = counted(len(missing), "month")
        yield f"No FTE is entered for {months}, the last of them {say_month(missing[-1])}."
    else:
        yield "FTE is entered for every month."
