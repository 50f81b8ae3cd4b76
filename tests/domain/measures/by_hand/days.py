"""Days, counted one at a time."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

DAY: Final = timedelta(days=1)
FAR: Final = date(9000, 1, 1)


def is_working(day: date, holidays: frozenset[date]) -> bool:
    return day.isoweekday() < 6 and day not in holidays


def working_days_later(day: date, number: int, holidays: frozenset[date]) -> date:
    while number:
        day += DAY
        if is_working(day, holidays):
            number -= 1
    return day


def working_days_between(day: date, end: date, holidays: frozenset[date]) -> int:
    number = 0
    while day < end:
        day += DAY
        number += is_working(day, holidays)
    return number


def months_later(day: date, number: int) -> date:
    month = day.month - 1 + number
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(born: date, age: int) -> date:
    if (born.month, born.day) == (2, 29) and monthrange(born.year + age, 2)[1] < 29:
        return date(born.year + age, 3, 1)
    return date(born.year + age, born.month, born.day)


def by(day: date | None, last: date) -> bool:
    """Whether something is dated, and no later than that."""
    return day is not None and day <= last
