"""The counts of all summaries as those of one caseload, fetched by measure when they are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.measures.engine import CASELOAD
from iro_desktop.domain.measures.summed import moves_of
from iro_desktop.domain.summary import CountsByMeasure, MonthOfCaseload, Summary, SummedCount
from iro_desktop.domain.team.people import Share, TeamIro

_Stretch = tuple[date, date]


class Pool:
    """What the figures of a team are made of: of each IRO the months that count.

    ``unallocated`` is how many children nobody was named for at the end of a month (its first
    day). They are in the caseload of the team and in none of its parts.
    """

    def __init__(self, iros: Iterable[TeamIro], unallocated: Mapping[date, int]) -> None:
        self._iros = tuple(iros)
        self._unallocated = unallocated
        self._rows: dict[int, dict[str, list[SummedCount]]] = {}

    def of(self, measure_id: str) -> Sequence[SummedCount]:
        """The counts of one measure."""
        found: list[SummedCount] = []
        for iro in self._iros:
            for share in iro.shares:
                rows = self._of_summary(share.summary, measure_id)
                found += _of_share(share, rows, iro.officer_id)
        if measure_id == CASELOAD:
            found += self._moves()
            found += self._nobodys()
        return found

    def _of_summary(self, summary: Summary, measure_id: str) -> Sequence[SummedCount]:
        """Return the counts of one measure in a summary, which is gone through once."""
        if isinstance(summary.rows, CountsByMeasure):
            return summary.rows.of(measure_id)
        by_measure = self._rows.get(id(summary))
        if by_measure is None:
            by_measure = self._rows[id(summary)] = {}
            for row in summary.rows:
                by_measure.setdefault(row.measure, []).append(row)
        return by_measure.get(measure_id, ())

    def _moves(self) -> Iterator[SummedCount]:
        for iro in self._iros:
            for month in caseload_of(iro):
                yield from moves_of(iro.officer_id, month)

    def _nobodys(self) -> Iterator[SummedCount]:
        for month, number in self._unallocated.items():
            yield SummedCount(CASELOAD, "", month, month_end(month), "", "", number, number)


def _of_share(share: Share, rows: Iterable[SummedCount], officer_id: str) -> Iterable[SummedCount]:
    if not share.is_whole:
        stretches = share.stretches
        rows = [part for row in rows for part in clipped(row, stretches)]
    if share.summary.officer_id != officer_id:
        rows = [row._replace(officer_id=officer_id) for row in rows]
    return rows


def caseload_of(iro: TeamIro) -> list[MonthOfCaseload]:
    """How an IRO's caseload moved in each month that counts, in order."""
    found = [
        month
        for share in iro.shares
        for month in share.summary.caseload
        if month.month_on in share.months
    ]
    return sorted(found, key=lambda month: month.month_on)


def clipped(row: SummedCount, stretches: Iterable[_Stretch]) -> Iterator[SummedCount]:
    """Yield what of a count lies in these months, first and last ones; what stood is cut."""
    for first, last in stretches:
        end = month_end(last)
        if row.until_on is None:
            if first <= row.month_on <= end:
                yield row
            continue
        start, until = max(first, row.month_on), min(end, row.until_on)
        if start <= until:
            yield row._replace(month_on=start, until_on=until)
