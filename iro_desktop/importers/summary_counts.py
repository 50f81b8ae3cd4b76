"""The counts of one measure in a summary file, as the rows that figures are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
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
_Make = Callable[[], Iterable[SummedCount]]
"""Makes rows of what was looked at; the same each time."""


class Counts:
    """Reads the measures of one IRO; raises NonsenseError for what cannot be."""

    def __init__(self, officer_id: str, months: Sequence[date], districts: Sequence[str]) -> None:
        self._officer_id = officer_id
        self._months = months
        self._ends = [month_end(month) for month in months]
        self._districts = districts
        self._cases = 0
        self._readers: dict[str, Callable[[_Cell, _Scope], _Make]] = {
            EVENTS: self._events,
            MONTH_ENDS: self._standing,
            AMOUNTS: self._amounts,
            DAYS: self._days,
        }

    def rows(self, measure: Measure, entry: Mapping[str, Any]) -> Callable[[], list[SummedCount]]:
        """What makes the rows of a measure's entry, that of its beginning first.

        All is looked at here; the rows of a hundred thousand counts are made once they are asked
        for.
        """
        since = entry.get("since")
        beginning = [] if since is None else [self._beginning(measure, since)]
        found: list[_Make] = [beginning.copy]
        read = self._readers[way_of(measure)]
        seen: set[_Scope] = set()
        for cell in objects(entry.get("cells")):
            part = line(cell.get("part"), LONGEST_NAME)
            district = self._districts[index(cell.get("district"), len(self._districts))]
            scope = measure.id, part, district
            if scope in seen or part in NO_CASES:
                raise NonsenseError("it counts something twice")
            seen.add(scope)
            found.append(read(cell, scope))
        return partial(_all_of, found)

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

    def _events(self, cell: _Cell, scope: _Scope) -> _Make:
        met, total = self._met_of_all(cell)
        return partial(self._rows_of_months, scope, met, total, None)

    def _rows_of_months(
        self,
        scope: _Scope,
        numerators: Sequence[float],
        denominators: Sequence[float],
        cases: Sequence[int] | None,
    ) -> Iterator[SummedCount]:
        """Return a row for each month with cases, or with a denominator where none are given."""
        measure_id, part, district = map(repeat, scope)
        officer_ids, nothing = repeat(self._officer_id), repeat(None)
        columns = zip(
            measure_id, part, self._months, nothing, officer_ids, district,
            numerators, denominators, repeat(1) if cases is None else cases, strict=False,
        )  # fmt: skip
        rows = map(tuple.__new__, repeat(SummedCount), columns)
        return compress(rows, denominators if cases is None else cases)

    def _standing(self, cell: _Cell, scope: _Scope) -> _Make:
        return partial(self._rows_of_runs, scope, *self._met_of_all(cell))

    def _rows_of_runs(
        self, scope: _Scope, met: Sequence[int], total: Sequence[int]
    ) -> Iterator[SummedCount]:
        """Yield a row for months that follow one another with the same counts."""
        measure_id, part, district = scope
        officer_id, months, ends = self._officer_id, self._months, self._ends
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

    def _amounts(self, cell: _Cell, scope: _Scope) -> _Make:
        number = len(self._months)
        amounts, weights = numbers(cell.get("amount"), number), numbers(cell.get("over"), number)
        cases = children(cell.get("cases"), number)
        if not all(compress(cases, amounts)) or not all(compress(cases, weights)):
            raise NonsenseError("it holds amounts of no cases")
        return partial(self._rows_of_months, scope, amounts, weights, cases)

    def _days(self, cell: _Cell, scope: _Scope) -> _Make:
        return list(self._rows_of_days(cell, scope)).copy

    def _rows_of_days(self, cell: _Cell, scope: _Scope) -> Iterator[SummedCount]:
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


def _all_of(found: Iterable[_Make]) -> list[SummedCount]:
    return [row for make in found for row in make()]
