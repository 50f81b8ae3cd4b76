"""Working days of England and Wales, and the months and years that figures are reported by.

Bank holidays are passed in, so every answer depends on nothing but its arguments. Answers that
would fall outside the years 1 to 9999 stop at the first or last day of that range.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FRIDAY = 4
_APRIL = 4
_WEEKDAYS_A_WEEK = 5
_IN_EVERY_MONTH = 28
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are working days: not Saturday or Sunday, nor one of ``holidays``.

    Good Friday and Christmas Day are among ``holidays``: in law they are no bank holidays, but no
    working days either (Care Planning Regulations 2010, reg 2). ``last_year`` is the last year
    whose holidays are known.
    """

    holidays: frozenset[date]
    last_year: int
    # The holidays that take a working day away, as day numbers, and how many working days there
    # are up to each: what lets every question be answered by one bisection, without walking.
    _ordinals: list[int] = field(init=False, repr=False, compare=False)
    _working_before: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordinals = sorted(d.toordinal() for d in self.holidays if d.weekday() <= _FRIDAY)
        object.__setattr__(self, "_ordinals", ordinals)
        before = [_weekdays_up_to(day) - taken for taken, day in enumerate(ordinals, start=1)]
        object.__setattr__(self, "_working_before", before)

    def is_working_day(self, day: date) -> bool:
        """Return whether people are at work on ``day``."""
        return day.weekday() <= _FRIDAY and day not in self.holidays

    def add_working_days(self, start: date, days: int) -> date:
        """Return the ``days``-th working day after ``start``, which itself is day 0.

        A negative number counts working days before ``start``; 0 is ``start`` itself, whether or
        not it is a working day.
        """
        if days == 0:
            return start
        ordinal = start.toordinal()
        if days > 0:
            return _from_ordinal(self._nth(self._up_to(ordinal) + days))
        return _from_ordinal(self._nth(self._up_to(ordinal - 1) + 1 + days))

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days come after ``start``, up to and including ``end``.

        Negative when ``end`` is the earlier: the days after ``end``, up to ``start``.
        """
        return self._up_to(end.toordinal()) - self._up_to(start.toordinal())

    def beyond(self, day: date) -> bool:
        """Return whether ``day`` lies past the last year whose bank holidays are known."""
        return day.year > self.last_year

    def with_days(self, days: Iterable[date]) -> WorkingCalendar:
        """Return this calendar with more days on which nobody works.

        The years that are known stay the same: a day of one's own says nothing about the rest of
        its year.
        """
        return WorkingCalendar(self.holidays.union(days), self.last_year)

    def _up_to(self, ordinal: int) -> int:
        """Return how many working days there are from day 1 up to and including ``ordinal``."""
        return _weekdays_up_to(ordinal) - bisect_right(self._ordinals, ordinal)

    def _nth(self, number: int) -> int:
        """Return the day number of the ``number``-th working day, counted from day 1."""
        # Each holiday that has fewer than `number` working days before it pushes the answer on by
        # one weekday.
        weeks, day = divmod(
            number + bisect_left(self._working_before, number) - 1, _WEEKDAYS_A_WEEK
        )
        return weeks * 7 + day + 1


@dataclass(frozen=True, slots=True)
class HolidayProblem:
    """A row of a bank-holiday file that could not be used; ``row`` counts from 1."""

    row: int
    sentence: str


def parse_bank_holidays(text: str) -> tuple[dict[date, str], list[HolidayProblem]]:
    """Return the bank holidays in a CSV of ISO date and name, and the rows that are none.

    The first row is a heading if its first cell is ``date``. A day given twice keeps its first
    name.
    """
    holidays: dict[date, str] = {}
    problems: list[HolidayProblem] = []
    try:
        rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
    except csv.Error as error:
        return {}, [HolidayProblem(1, f"The bank holidays are not a CSV file: {error}.")]
    for number, cells in enumerate(rows, start=1):
        row = [cell.strip() for cell in cells]
        if not any(row) or (number == 1 and row[0].casefold() == "date"):
            continue
        day = _iso_date(row[0])
        if day is None:
            sentence = f"“{row[0][:40]}” is not a date: write it as 2026-12-25."
            problems.append(HolidayProblem(number, sentence))
        elif len(row) != _COLUMNS or not row[1]:
            sentence = f"Row {row[0]} needs a date and a name, and nothing else."
            problems.append(HolidayProblem(number, sentence))
        else:
            holidays.setdefault(day, row[1])
    return holidays, problems


def add_months(start: date, months: int) -> date:
    """Return the corresponding day ``months`` later, or the month's last where there is none.

    Negative numbers go back. The corresponding-date rule of Dodds v Walker [1981] 1 WLR 1027.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    if start.day <= _IN_EVERY_MONTH:
        return date(year, month + 1, start.day)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Return the whole months from ``start`` to ``end``; negative when ``end`` is the earlier.

    It is the largest number for which ``add_months(start, number)`` is not after ``end``.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)


def friday_of(day: date) -> date:
    """Return the Friday that ends the working week of ``day``; at a weekend that of the next."""
    ordinal = day.toordinal()
    return _from_ordinal(ordinal + (_FRIDAY - day.weekday()) % 7)


def month_start(day: date) -> date:
    """Return the first day of the month of ``day``."""
    return day if day.day == 1 else day.replace(day=1)


@lru_cache(maxsize=10_000)
def month_end(day: date) -> date:
    """Return the last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def month_starts(first: date, last: date) -> list[date]:
    """Return the first day of every month from that of ``first`` to that of ``last``."""
    start = month_start(first)
    return [add_months(start, n) for n in range(months_between(start, month_start(last)) + 1)]


def financial_year_start(day: date) -> date:
    """Return the 1 April that begins the financial year of ``day``."""
    year = day.year - (day.month < _APRIL)
    return date(year, _APRIL, 1) if year >= date.min.year else date.min


def financial_year_end(day: date) -> date:
    """Return the 31 March that ends the financial year of ``day``."""
    year = day.year + (day.month >= _APRIL)
    return date(year, _APRIL - 1, 31) if year <= date.max.year else date.max


def _weekdays_up_to(ordinal: int) -> int:
    """Return the Mondays to Fridays from day 1, a Monday, up to and including ``ordinal``."""
    weeks, days = divmod(ordinal, 7)
    return weeks * _WEEKDAYS_A_WEEK + min(days, _WEEKDAYS_A_WEEK)


def _from_ordinal(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def _iso_date(text: str) -> date | None:
    """Return the day that ``text`` names in full ISO form; Python also reads 2026-W01-1."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
