"""Adding up: sorted days and running sums, so that any period and any IRO is two bisections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from operator import attrgetter
from typing import Final, TypeVar

from iro_desktop.domain.measures.kept import KeptCases, KeptEvents, KeptStock
from iro_desktop.domain.measures.outcome import Outcome, Stretch
from iro_desktop.domain.measures.period import Period

Counts = tuple[int, int]
"""Cases that are met, and all cases."""

Cases = tuple[Outcome, ...]

Beside = Callable[[str], bool]
"""Whether a part is counted for itself and not in the total."""

_NONE: Final[Counts] = (0, 0)

Case = TypeVar("Case", Outcome, Stretch)


def _by_part(cases: Iterable[Case], beside: Beside) -> dict[str | None, list[Case]]:
    """Return the cases of each part in their order and, under None, those of the total."""
    parts: dict[str | None, list[Case]] = {None: []}
    in_total: dict[str, bool] = {}
    for one in cases:
        if one.part not in in_total:
            in_total[one.part] = not beside(one.part)
            parts[one.part] = []
        parts[one.part].append(one)
        if in_total[one.part]:
            parts[None].append(one)
    return parts


class _Filed:
    """Outcomes of one scope and part, in the order of their days, with a running sum of the met."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.outcomes = outcomes
        self.days = [outcome.on for outcome in outcomes]
        self.met = list(accumulate((outcome.met is True for outcome in outcomes), initial=0))

    def bounds(self, period: Period) -> tuple[int, int]:
        first = 0 if period.from_on is None else bisect_left(self.days, period.from_on)
        return first, max(first, bisect_right(self.days, period.to_on))

    def counts(self, period: Period) -> Counts:
        first, last = self.bounds(period)
        return self.met[last] - self.met[first], last - first

    def within(self, period: Period) -> Sequence[Outcome]:
        first, last = self.bounds(period)
        return self.outcomes[first:last]


class EventTally:
    """The outcomes of one measure, ready to be added up, with what is kept of erased ones."""

    def __init__(
        self, outcomes: Iterable[Outcome], beside: Beside, kept: KeptEvents | None = None
    ) -> None:
        self._kept = kept
        ordered = sorted(outcomes, key=attrgetter("on"))
        self._counted = [one for one in ordered if one.met is not None]
        self._left_out = [one for one in ordered if one.met is None]
        self._parts = _by_part(self._counted, beside)
        self._filed: dict[tuple[str | None, str | None], _Filed] = {}

    def counts(self, period: Period, officer_id: str | None, part: str | None = None) -> Counts:
        """Cases met and all cases in a period, of one IRO or (None) of all; None: every part."""
        found = self._of(officer_id, part).counts(period)
        return found if self._kept is None else _added(found, self.erased(period, officer_id, part))

    def erased(self, period: Period, officer_id: str | None, part: str | None = None) -> Counts:
        """What ``counts`` counts of erased cases; either may be negative."""
        return self._kept.counts(period, officer_id, part) if self._kept else _NONE

    def within(
        self, period: Period, officer_id: str | None, part: str | None = None
    ) -> Sequence[Outcome]:
        """The cases that ``counts`` counts and that are on file, in the order of their days."""
        return self._of(officer_id, part).within(period)

    def erased_within(
        self, period: Period, officer_id: str | None, part: str | None = None
    ) -> Sequence[KeptCases]:
        """What is kept of those that are not, by month."""
        return self._kept.within(period, officer_id, part) if self._kept else ()

    def counted(self, period: Period, officer_id: str | None) -> Iterator[Outcome]:
        """The cases on file that count in a period, those of parts beside the total too."""
        return (
            one
            for one in self._counted
            if officer_id in (None, one.officer_id) and one.on in period
        )

    def parts(self, period: Period, officer_id: str | None) -> tuple[str, ...]:
        """The parts that have cases in a period, those beside the total too, the largest first."""
        counts = Counter(one.part for one in self.counted(period, officer_id))
        if self._kept is not None:
            counts.update(self._kept.parts(period, officer_id))
        return tuple(sorted(counts, key=lambda part: (-counts[part], part)))

    def cases(self, period: Period, officer_id: str | None) -> tuple[Cases, Cases]:
        """The cases on file behind ``counts``: met and not met, in the order of their days."""
        found = self.within(period, officer_id)
        return tuple(one for one in found if one.met), tuple(one for one in found if not one.met)

    def left_out(self, period: Period, officer_id: str | None) -> Cases:
        """The cases of the period that count on neither side, each with its reason."""
        return tuple(
            one
            for one in self._left_out
            if one.on in period and (officer_id is None or one.officer_id == officer_id)
        )

    def earliest_on(self, officer_id: str | None) -> date | None:
        """The day of the first case, or None where there is none; of an erased one the month's."""
        days = self._of(officer_id, None).days
        first = days[0] if days else None
        return first if self._kept is None else _earlier(first, self._kept.earliest_on(officer_id))

    def _of(self, officer_id: str | None, part: str | None) -> _Filed:
        key = officer_id, part
        if key not in self._filed:
            found = self._parts.get(part, [])
            if officer_id is not None:
                found = [one for one in found if one.officer_id == officer_id]
            self._filed[key] = _Filed(found)
        return self._filed[key]


class _Standing:
    """Stretches of one scope: how many stand at the end of a day, and how many child-days."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._starts = sorted(one.from_on.toordinal() for one in stretches)
        self._untils = sorted(one.until_on.toordinal() for one in stretches if one.until_on)
        self._sum_of_starts = list(accumulate(self._starts, initial=0))
        self._sum_of_untils = list(accumulate(self._untils, initial=0))

    def count(self, day: date) -> int:
        ordinal = day.toordinal()
        return bisect_right(self._starts, ordinal) - bisect_right(self._untils, ordinal)

    def child_days(self, period: Period) -> int:
        before = 0 if period.from_on is None else self._days_up_to(period.from_on.toordinal())
        return self._days_up_to(period.to_on.toordinal() + 1) - before

    def _days_up_to(self, ordinal: int) -> int:
        """Return how many child-days lie before the day ``ordinal``."""
        begun = bisect_left(self._starts, ordinal)
        over = bisect_left(self._untils, ordinal)
        return (begun * ordinal - self._sum_of_starts[begun]) - (
            over * ordinal - self._sum_of_untils[over]
        )


class StockTally:
    """The stretches of one measure, ready to be counted on any day, with those that were erased."""

    def __init__(
        self, stretches: Iterable[Stretch], beside: Beside, kept: KeptStock | None = None
    ) -> None:
        self._kept = kept
        self._stretches = sorted(stretches, key=lambda one: (one.from_on, one.child_id))
        self._parts = _by_part(self._stretches, beside)
        self._officers = frozenset(one.officer_id for one in self._stretches)
        if kept is not None:
            self._officers |= kept.officers
        self._standing: dict[tuple[str | None, str | None, bool], _Standing] = {}

    def counts(self, day: date, officer_id: str | None, part: str | None = None) -> Counts:
        """Children that are met and all children, at the end of ``day``; None: every part."""
        met = self._of(officer_id, part, met_only=True).count(day)
        found = met, self._of(officer_id, part, met_only=False).count(day)
        return found if self._kept is None else _added(found, self.erased(day, officer_id, part))

    def erased(self, day: date, officer_id: str | None, part: str | None = None) -> Counts:
        """What ``counts`` counts of erased children."""
        return self._kept.counts(day, officer_id, part) if self._kept else _NONE

    def average(self, period: Period, officer_id: str | None) -> float | None:
        """The mean number of children over the days of the period; it needs a first day."""
        if period.from_on is None or period.from_on > period.to_on:
            return None
        days = period.to_on.toordinal() - period.from_on.toordinal() + 1
        found: float = self._of(officer_id, None, met_only=False).child_days(period)
        if self._kept is not None:
            # One day is the end of it, on which the erased that stand are known.
            one_day = days == 1
            found += (
                self.erased(period.to_on, officer_id)[1]
                if one_day
                else self._kept.child_days(period, officer_id)
            )
        return found / days

    def standing(self, day: date, officer_id: str | None) -> tuple[Stretch, ...]:
        """The stretches on file behind ``counts``, longest standing first."""
        return tuple(one for one in self.within(officer_id) if one.holds(day))

    def erased_by_district(self, day: date, officer_id: str | None) -> dict[str, Counts]:
        """What ``erased`` says, by district."""
        return self._kept.by_district(day, officer_id) if self._kept else {}

    def listed(self, officer_id: str) -> list[Stretch]:
        """All stretches on file of one IRO, those of parts beside the total too."""
        return [one for one in self._stretches if one.officer_id == officer_id]

    def within(self, officer_id: str | None, part: str | None = None) -> list[Stretch]:
        """All stretches of one IRO or (None) of all that count in the total, or in one part."""
        found = self._parts.get(part, [])
        return found if officer_id is None else [o for o in found if o.officer_id == officer_id]

    def earliest_on(self, officer_id: str | None) -> date | None:
        """The first day of the first stretch, or None where there is none."""
        first = next((one.from_on for one in self.within(officer_id)), None)
        return first if self._kept is None else _earlier(first, self._kept.earliest_on(officer_id))

    def officers_on(self, day: date) -> frozenset[str]:
        """Who has children in the total at the end of ``day``; "" for unallocated ones."""
        return frozenset(one for one in self._officers if self.counts(day, one)[1])

    def _of(self, officer_id: str | None, part: str | None, *, met_only: bool) -> _Standing:
        key = officer_id, part, met_only
        if key not in self._standing:
            found = self.within(officer_id, part)
            self._standing[key] = _Standing([one for one in found if one.met or not met_only])
        return self._standing[key]


def _added(one: Counts, other: Counts) -> Counts:
    return one[0] + other[0], one[1] + other[1]


def _earlier(one: date | None, other: date | None) -> date | None:
    """Return the earlier of two first days, of which None is none."""
    if one is None or other is None:
        return one or other
    return min(one, other)
