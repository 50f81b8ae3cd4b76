"""The counts of one measure in a summary file, as the rows that figures are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress, repeat
from operator import gt
from typing import Any, Final

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.measures.definition import Measure
from iro_desktop.domain.measures.kept import FIRST, NO_CASES
from iro_desktop.domain.records.fields import Json
from iro_desktop.domain.summary import SummedCount
from iro_desktop.domain.summary_file import AMOUNTS, DAYS, EVENTS, MONTH_ENDS, way_of
from iro_desktop.importers.summary_values import (
    LONGEST_NAME,
    NonsenseError,
    children,
    index,
    is_number,
    line,
    numbers,
    objects,
)

_MOST_CASES: Final = 20_000
"""Cases of a median in one file; an IRO has a few hundred."""

_NO_HISTOGRAM: Final = "its days are not counted as they should be"

_Cell = Mapping[str, Any]
_Scope = tuple[str, str, str]
"""Measure, part, district."""


class Counts:
    """Reads the measures of one IRO; raises NonsenseError for what cannot be."""

    def __init__(self, officer_id: str, months: Sequence[date], districts: Sequence[str]) -> None:
        self._officer_id = officer_id
        self._months = months
        self._ends = [month_end(month) for month in months]
        self._districts = districts
        self._cases = 0
        self._readers: dict[str, Callable[[_Cell, _Scope], Iterable[SummedCount]]] = {
            EVENTS: self._events,
            MONTH_ENDS: self._standing,
            AMOUNTS: self._amounts,
            DAYS: self._days,
        }

    def rows(self, measure: Measure, entry: Mapping[str, Any]) -> list[SummedCount]:
        """The rows of a measure's entry, that of its beginning first."""
        since = entry.get("since")
        found = [] if since is None else [self._beginning(measure, since)]
        read = self._readers[way_of(measure)]
        seen: set[_Scope] = set()
        for cell in objects(entry.get("cells")):
            part = line(cell.get("part"), LONGEST_NAME)
            district = self._districts[index(cell.get("district"), len(self._districts))]
            scope = measure.id, part, district
            if scope in seen or part in NO_CASES:
                raise NonsenseError("it counts something twice")
            seen.add(scope)
            found += read(cell, scope)
        return found

    def _beginning(self, measure: Measure, since: Json) -> SummedCount:
        at = index(since, len(self._months))
        part, until = (FIRST, None) if measure.kind.of_events else ("", self._ends[at])
        return SummedCount(measure.id, part, self._months[at], until, self._officer_id, "", 0, 0)

    def _met_of_all(self, cell: _Cell) -> tuple[list[int], list[int]]:
        total = children(cell.get("all"), len(self._months))
        if "met" not in cell:
            return total, total
        met = children(cell["met"], len(self._months))
        if any(map(gt, met, total)):
            raise NonsenseError("more cases are met in it than there are")
        return met, total

    def _events(self, cell: _Cell, scope: _Scope) -> Iterable[SummedCount]:
        met, total = self._met_of_all(cell)
        return compress(self._rows_of_months(scope, met, total, repeat(1)), total)

    def _rows_of_months(
        self,
        scope: _Scope,
        numerators: Iterable[float],
        denominators: Iterable[float],
        cases: Iterable[int],
    ) -> Iterator[SummedCount]:
        """Return a row for each month: a hundred thousand of them have to be made at once."""
        measure_id, part, district = map(repeat, scope)
        officer_ids, nothing = repeat(self._officer_id), repeat(None)
        columns = zip(
            measure_id, part, self._months, nothing, officer_ids, district,
            numerators, denominators, cases, strict=False,
        )  # fmt: skip
        return map(tuple.__new__, repeat(SummedCount), columns)

    def _standing(self, cell: _Cell, scope: _Scope) -> Iterator[SummedCount]:
        """Yield a row for months that follow one another with the same counts."""
        measure_id, part, district = scope
        officer_id, months, ends = self._officer_id, self._months, self._ends
        met, total = self._met_of_all(cell)
        start = 0
        for after in range(1, len(months) + 1):
            same = after < len(months) and total[after] == total[start] and met[after] == met[start]
            if same:
                continue
            if total[start]:
                yield SummedCount(
                    measure_id, part, months[start], ends[after - 1], officer_id, district,
                    met[start], total[start],
                )  # fmt: skip
            start = after

    def _amounts(self, cell: _Cell, scope: _Scope) -> Iterable[SummedCount]:
        number = len(self._months)
        amounts, weights = numbers(cell.get("amount"), number), numbers(cell.get("over"), number)
        cases = children(cell.get("cases"), number)
        if not all(compress(cases, amounts)) or not all(compress(cases, weights)):
            raise NonsenseError("it holds amounts of no cases")
        return compress(self._rows_of_months(scope, amounts, weights, cases), cases)

    def _days(self, cell: _Cell, scope: _Scope) -> Iterator[SummedCount]:
        """Yield a row for each case: a median is taken of all of them."""
        measure_id, part, district = scope
        bars = cell.get("histogram")
        if type(bars) is not list or len(bars) > _MOST_CASES:
            raise NonsenseError(_NO_HISTOGRAM)
        for bar in bars:
            if type(bar) is not list or len(bar) != 3:  # noqa: PLR2004 - month, days, cases
                raise NonsenseError(_NO_HISTOGRAM)
            at, days, cases = index(bar[0], len(self._months)), bar[1], bar[2]
            if type(cases) is not int or not is_number(days) or not is_number(cases):
                raise NonsenseError(_NO_HISTOGRAM)
            self._cases += cases
            if self._cases > _MOST_CASES:
                raise NonsenseError("it holds more cases than an IRO can have")
            row = SummedCount(
                measure_id, part, self._months[at], None, self._officer_id, district, days, 1
            )
            yield from [row] * cases
