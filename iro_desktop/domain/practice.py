"""How limits become dates: the working calendar, and the local standards of the day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from iro_desktop.domain.calendar import WorkingCalendar, add_months
from iro_desktop.domain.records import Standards
from iro_desktop.domain.rules import Limit
from iro_desktop.domain.school_terms import TermClock
from iro_desktop.domain.standards import DEFAULT_STANDARDS, complete, terms_of

_DAYS_OF_MONTHS = {3: 91, 6: 183}
"""What some councils' systems count instead of 3 and of 6 months."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The calendar and every set of standards there has been, in whatever order.

    ``term_clocks`` are those of the sets of standards that hold school terms, in order.
    """

    calendar: WorkingCalendar
    standards: tuple[Standards, ...] = ()
    term_clocks: tuple[TermClock, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _sets: tuple[Standards, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        dated = [(s.from_on, s.id, s) for s in self.standards if s.from_on is not None]
        dated.sort(key=lambda row: row[:2])
        object.__setattr__(self, "_starts", tuple(row[0] for row in dated))
        object.__setattr__(self, "_sets", (DEFAULT_STANDARDS, *(complete(row[2]) for row in dated)))
        clocks = (TermClock.of(terms_of(found), *days) for days, found in self.in_force())
        object.__setattr__(self, "term_clocks", tuple(clock for clock in clocks if clock))

    def in_force(self) -> Iterator[tuple[tuple[date, date | None], Standards]]:
        """Yield each complete set of standards with its first day and the day after its last."""
        starts = (date.min, *self._starts)
        for from_on, until_on, found in zip(starts, (*self._starts, None), self._sets, strict=True):
            if from_on != until_on:
                yield (from_on, until_on), found

    def on(self, day: date) -> Standards:
        """Return the complete standards in force on ``day``."""
        return self._sets[bisect_right(self._starts, day)]

    def months(self, day: date, number: int) -> date:
        """Return the day ``number`` months after ``day`` by the method in force on ``day``.

        91 and 183 days stand for 3 and 6 months where the standards say so; other numbers are
        always calendar months.
        """
        return self.after(day, self.counted(day, Limit(number, "months")))

    def working_days(self, day: date, number: int) -> date:
        """Return the last in-time day of "within ``number`` working days of ``day``".

        ``day`` is day 0; it is day 1 where the standards in force on ``day`` count it.
        """
        return self.after(day, self.counted(day, Limit(number, "working days")))

    def counted(self, day: date, limit: Limit) -> Limit:
        """Return the limit as the standards in force on ``day`` count it."""
        standards = self.on(day)
        if limit.unit == "months":
            if standards.month_method == "91_183" and limit.number in _DAYS_OF_MONTHS:
                return Limit(_DAYS_OF_MONTHS[limit.number], "days")
        elif limit.unit == "working days" and standards.count_trigger_day and not limit.before:
            return replace(limit, first_day_counts=True)
        return limit

    def after(self, day: date, limit: Limit) -> date:
        """Return the day on which a limit that starts on ``day`` ends, taken as it is written."""
        if limit.unit == "working days":
            number = limit.number - limit.first_day_counts
            return self.calendar.add_working_days(day, -number if limit.before else number)
        number = -limit.number if limit.before else limit.number
        if limit.unit == "months":
            return add_months(day, number)
        return _add_days(day, number * 7 if limit.unit == "weeks" else number)


def _add_days(day: date, number: int) -> date:
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min
