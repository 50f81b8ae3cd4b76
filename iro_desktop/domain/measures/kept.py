"""What erased records had counted, as it adds to what those count that are still there.

A kept count belongs to a whole month. One of events is filed on the last day of its month; one of
stock, which has an ``until_on``, is what stood at the end of each month up to that one, and stands
for the other days of that month too. Some rows are no cases: they have a part of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import attrgetter
from typing import Final, Generic, NamedTuple, TypeVar

from iro_desktop.domain.calendar import month_end, month_start, month_starts
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.records import Erasure, FrozenCount
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.summary import CountsByMeasure, SummedCount

BY_DAY: Final = "child-days"
"""Of the caseload: child-days, spread evenly from ``month_on`` to ``until_on``."""
FIRST: Final = "first case"
"""The day of the first case: of all challenges, from which the average caseload is counted. Of a
summary the first day of the month from which on there were any, so that 0 is told from n/a."""
JOINED: Final = "joined"
LEFT: Final = "left"
LEFT_AT_18: Final = "left at 18"
OF_ALL: Final = " (all)"
"""What the name of a move ends with that is one of the service: from IRO to IRO is none."""
_MOVES: Final = (JOINED, LEFT, LEFT_AT_18)
NO_CASES: Final = frozenset({BY_DAY, FIRST, *_MOVES, *(f"{move}{OF_ALL}" for move in _MOVES)})
"""The parts of rows that are no cases."""

AnyCount = FrozenCount | SummedCount
"""What adds to figures: counts kept of erased records, and those of summaries."""

Counts = tuple[int, int]
Beside = Callable[[str], bool]
_Scope = tuple[str | None, str | None]


def kept_counts(snapshot: Snapshot) -> tuple[FrozenCount, ...]:
    """The kept counts that add to what a snapshot counts.

    Those are not in it whose erasure is cancelled, was not carried out, or not yet here: while the
    child's records are still on file, or again, they count for themselves. They name the request,
    of which each computer that carries it out makes a record.
    """
    rows = snapshot.of(FrozenCount)
    if not rows:
        return ()
    erased = {
        one.request_id or one.id
        for one in snapshot.of(Erasure)
        if one.erased_on is not None
        and one.cancelled_on is None
        and one.about_child_id not in snapshot.cases
    }
    return tuple(row for row in rows if row.erasure_id in erased and row.month_on is not None)


@dataclass(frozen=True, slots=True)
class KeptMoves:
    """How many erased children joined and left a caseload, those apart who left at 18."""

    joined: int = 0
    left: int = 0
    left_at_18: int = 0

    @property
    def left_in_all(self) -> int:
        """All that left, for whatever reason."""
        return self.left + self.left_at_18


class Kept:
    """The kept counts of a caseload, by measure."""

    def __init__(self, rows: Iterable[AnyCount] | CountsByMeasure) -> None:
        self._rows: dict[str, Sequence[AnyCount]] = {}
        self._fetch: CountsByMeasure | None = None
        if isinstance(rows, CountsByMeasure):
            self._fetch = rows
            return
        found: dict[str, list[AnyCount]] = {}
        for row in rows:
            found.setdefault(row.measure, []).append(row)
        self._rows.update(found)

    def _of(self, measure_id: str) -> Sequence[AnyCount]:
        if self._fetch is not None and measure_id not in self._rows:
            self._rows[measure_id] = self._fetch.of(measure_id)
        return self._rows.get(measure_id, ())

    def events(self, measure_id: str, beside: Beside, *, single: bool) -> KeptEvents | None:
        """What is kept of a measure of events; ``single``: a row has amounts and weights."""
        rows = [row for row in self._of(measure_id) if row.until_on is None]
        return KeptEvents(rows, beside, single=single) if rows else None

    def stock(self, measure_id: str, beside: Beside) -> KeptStock | None:
        """What is kept of a measure of stock."""
        rows = [row for row in self._of(measure_id) if row.until_on is not None]
        return KeptStock(rows, beside) if rows else None

    def moves(self, measure_id: str, period: Period, officer_id: str | None) -> KeptMoves:
        """Who joined and left in a period, of one IRO or (None) of all."""
        found: Counter[str] = Counter()
        ending = OF_ALL if officer_id is None else ""
        for row in self._of(measure_id):
            is_meant = officer_id in (None, row.officer_id) and row.part in NO_CASES
            if is_meant and _last_of_month(row) in period:
                found[row.part] += int(row.numerator or 0)
        return KeptMoves(*(found[f"{move}{ending}"] for move in _MOVES))


class KeptCases(NamedTuple):
    """Erased cases of one month: filed on its last day."""

    on: date
    officer_id: str
    part: str
    district: str
    met: int
    total: int
    amount: float
    weight: float


AnyRow = TypeVar("AnyRow", bound=KeptCases | AnyCount)


class _Scopes(Generic[AnyRow]):
    """Rows by IRO and part, each scope put together once and in the order of all."""

    def __init__(self, rows: Sequence[AnyRow], beside: Beside) -> None:
        self._rows = rows
        self._beside = beside
        self._found: dict[_Scope, Sequence[AnyRow]] = {}
        self._by_officer: dict[str, list[AnyRow]] | None = None

    def of(self, officer_id: str | None, part: str | None) -> Sequence[AnyRow]:
        """The rows of one IRO or (None) all, of a part or (None) of those in the total."""
        scope = officer_id, part
        if scope not in self._found:
            rows = self.whose(officer_id)
            asked = {one for one in {row.part for row in rows} if _is_in(one, part, self._beside)}
            self._found[scope] = [row for row in rows if row.part in asked]
        return self._found[scope]

    def whose(self, officer_id: str | None) -> Sequence[AnyRow]:
        """The rows of one IRO or (None) all, of every part."""
        if officer_id is None:
            return self._rows
        if self._by_officer is None:
            self._by_officer = {}
            for row in self._rows:
                self._by_officer.setdefault(row.officer_id, []).append(row)
        return self._by_officer.get(officer_id, ())


class KeptEvents:
    """The erased cases of one measure of events."""

    def __init__(self, rows: Sequence[AnyCount], beside: Beside, *, single: bool) -> None:
        found = [_cases(row, single=single) for row in rows if row.part not in NO_CASES]
        self._cases = _Scopes(sorted(found, key=_when), beside)
        self._firsts = [row for row in rows if row.part == FIRST]
        self._sums: dict[_Scope, _Sums] = {}

    def counts(self, period: Period, officer_id: str | None, part: str | None = None) -> Counts:
        """Cases met and all cases in a period; either may be negative.

        A family whose other children stand for it now may count elsewhere than it did.
        """
        scope = officer_id, part
        if scope not in self._sums:
            found = self._cases.of(officer_id, part)
            self._sums[scope] = _Sums((one.on.toordinal(), one.met, one.total) for one in found)
        sums = self._sums[scope]
        met, total = sums.up_to(period.to_on.toordinal())
        if period.from_on is not None:
            met_before, before = sums.up_to(period.from_on.toordinal() - 1)
            met, total = met - met_before, total - before
        return met, total

    def within(
        self, period: Period, officer_id: str | None, part: str | None = None
    ) -> Sequence[KeptCases]:
        """The rows that ``counts`` adds up, in the order of their months."""
        found = self._cases.of(officer_id, part)
        first = 0 if period.from_on is None else bisect_left(found, period.from_on, key=_when)
        return found[first : bisect_right(found, period.to_on, key=_when)]

    def parts(self, period: Period, officer_id: str | None) -> Counter[str]:
        """How many cases each part has in a period, those beside the total too."""
        found: Counter[str] = Counter()
        for one in self._cases.whose(officer_id):
            if one.on in period:
                found[one.part] += one.total
        return found

    def earliest_on(self, officer_id: str | None) -> date | None:
        """The first day of the month of the first case, or its own day where that is kept."""
        cases = self._cases.of(officer_id, None)
        month = month_start(cases[0].on) if cases else None
        firsts = (
            row.month_on
            for row in self._firsts
            if row.month_on is not None and officer_id in (None, row.officer_id)
        )
        first = min(firsts, default=None)
        if month is None or (first is not None and month_start(first) <= month):
            return first
        return month


class KeptStock:
    """The erased children that stood in one measure of stock at the ends of months."""

    def __init__(self, rows: Sequence[AnyCount], beside: Beside) -> None:
        self._rows = _Scopes([row for row in rows if row.part not in NO_CASES], beside)
        self._by_day = [row for row in rows if row.part == BY_DAY]
        self.officers = frozenset(row.officer_id for row in self._rows.whose(None))
        self._sums: dict[_Scope, _Sums] = {}
        self._days: dict[str | None, _ChildDays] = {}

    def counts(self, day: date, officer_id: str | None, part: str | None = None) -> Counts:
        """Children that were met and all that stood at the end of the month of ``day``."""
        scope = officer_id, part
        if scope not in self._sums:
            self._sums[scope] = _Sums(_steps(self._rows.of(officer_id, part)))
        return self._sums[scope].up_to(day.toordinal())

    def by_district(self, day: date, officer_id: str | None) -> dict[str, Counts]:
        """What ``counts`` counts, by district; "" for those whose district is not known."""
        found: dict[str, Counts] = {}
        for row in self._rows.of(officer_id, None):
            if _stands(row, day):
                met, total = found.get(row.district, (0, 0))
                met, total = met + int(row.numerator or 0), total + int(row.denominator or 0)
                found[row.district] = met, total
        return found

    def earliest_on(self, officer_id: str | None) -> date | None:
        """The first day of the month in which the first child began to stand."""
        days = (row.month_on for row in self._rows.of(officer_id, None) if row.month_on is not None)
        return min(days, default=None)

    def child_days(self, period: Period, officer_id: str | None) -> float:
        """The child-days of a period that has a first day; whole for whole months."""
        if officer_id not in self._days:
            rows = (row for row in self._by_day if officer_id in (None, row.officer_id))
            self._days[officer_id] = _ChildDays(rows)
        days, first = self._days[officer_id], period.from_on or date.min
        return days.before(period.to_on.toordinal() + 1) - days.before(first.toordinal())


_when: Final = attrgetter("on")


class _Sums:
    """Pairs of whole numbers, each at a day, as running sums."""

    def __init__(self, rows: Iterable[tuple[int, int, int]]) -> None:
        ordered = sorted(rows)
        self._days = [day for day, _, _ in ordered]
        self._met = list(accumulate((met for _, met, _ in ordered), initial=0))
        self._total = list(accumulate((total for _, _, total in ordered), initial=0))

    def up_to(self, ordinal: int) -> Counts:
        at = bisect_right(self._days, ordinal)
        return self._met[at], self._total[at]


class _ChildDays:
    """Child-days in pieces that each lie within a month, as a running sum by month."""

    def __init__(self, rows: Iterable[AnyCount]) -> None:
        months: dict[int, list[tuple[int, int, float]]] = {}
        for row in rows:
            for piece in _by_month(row):
                first = date.fromordinal(piece[0])
                months.setdefault(month_start(first).toordinal(), []).append(piece)
        self._months = sorted(months)
        self._pieces = [months[month] for month in self._months]
        sums = (sum(days for _, _, days in pieces) for pieces in self._pieces)
        self._sums = list(accumulate(sums, initial=0.0))

    def before(self, ordinal: int) -> float:
        """Return the child-days before a day, those of its own month spread over their pieces."""
        at = bisect_left(self._months, ordinal)
        if not at:
            return 0.0
        found = self._sums[at - 1]
        for first, until, days in self._pieces[at - 1]:
            over = min(until, ordinal) - first
            if over > 0:
                found += days * over / (until - first)
        return found


def _by_month(row: AnyCount) -> Iterable[tuple[int, int, float]]:
    """Yield a row of child-days cut by month: first day, day after the last, child-days."""
    first, last = row.month_on, row.until_on
    if first is None or last is None or last < first:
        return
    whole = (last - first).days + 1
    for month in month_starts(first, last):
        start, until = max(month, first), min(month_end(month), last) + timedelta(days=1)
        days = (row.numerator or 0.0) * (until - start).days / whole
        yield start.toordinal(), until.toordinal(), days


def _cases(row: AnyCount, *, single: bool) -> KeptCases:
    amount, weight = _number(row.numerator), _number(row.denominator)
    met, total = int(amount), int(weight)
    if single:
        met = total = row.cases if isinstance(row, SummedCount) else 1
    return KeptCases(
        _last_of_month(row), row.officer_id, row.part, row.district, met, total, amount, weight
    )


def _number(value: float | None) -> float:
    """Return a whole number as one: what is counted is printed without decimals."""
    found = value or 0
    return int(found) if found == int(found) else found


def _steps(rows: Iterable[AnyCount]) -> Iterable[tuple[int, int, int]]:
    """Yield what comes to a standing count on the first of its months and goes after the last."""
    for row in rows:
        if row.month_on is not None and row.until_on is not None:
            met, total = int(row.numerator or 0), int(row.denominator or 0)
            yield month_start(row.month_on).toordinal(), met, total
            yield month_end(row.until_on).toordinal() + 1, -met, -total


def _stands(row: AnyCount, day: date) -> bool:
    """Return whether a row of standing counts is one of the month of ``day``."""
    if row.month_on is None or row.until_on is None:
        return False
    return month_start(row.month_on) <= day <= month_end(row.until_on)


def _last_of_month(row: AnyCount) -> date:
    return month_end(row.month_on or date.min)


def _is_in(part: str, asked: str | None, beside: Beside) -> bool:
    """Return whether a row's part is the one asked for or, with None, counts in the total."""
    return not beside(part) if asked is None else part == asked
