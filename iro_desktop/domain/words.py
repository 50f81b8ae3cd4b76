"""Dates, numbers and lists in English words, the same on every computer whatever its locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def shown_alone(word: str) -> str:
    """Return a word as it stands: in small letters it is shown by itself, so it is translated."""
    return word


def folded(words: str) -> str:
    """Return words as they are searched: small letters, and one apostrophe for both."""
    return words.casefold().replace("’", "'")


def say_date(day: date) -> str:
    """Return ``day`` with its weekday: "Thu 16 January 2020"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def plain_date(day: date) -> str:
    """Return ``day`` within a sentence: "16 January 2020"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return ``day`` for a table's cell: "12 May 2026", "4 Sep 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def weekday_date(day: date) -> str:
    """Return ``day`` with its weekday, short: "Tue 12 May 2026", "Fri 4 Sep 2026"."""
    return f"{_DAYS[day.weekday()]} {short_date(day)}"


def near_date(day: date, today: date) -> str:
    """Return ``day`` without its year while no other month could be meant: "8 Jan"."""
    said = short_date(day)
    return said.rsplit(" ", 1)[0] if abs((day - today).days) <= _WITHOUT_YEAR_DAYS else said


def say_month(day: date) -> str:
    """Return the month of ``day``: "January 2020"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Return the month of ``day`` for an axis: "Jan 2020"."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def say_number(number: int) -> str:
    """Return ``number`` with commas between its thousands: "1,372"."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return the number and its noun: "1 review", "1,372 reviews", "0 children".

    ``many`` is needed only where an s does not make the plural.
    """
    return f"{say_number(number)} {one if abs(number) == 1 else many or one + 's'}"


def say_days(number: int) -> str:
    """Return a number of days: "1 day", "20 days"."""
    return counted(number, "day")


def say_list(words: Sequence[str]) -> str:
    """Return the words as one phrase: "a", "a and b", "a, b and c"; nothing for none."""
    if not words:
        return ""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


_WITHOUT_YEAR_DAYS = 190  # half a year and a little
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_word(number: int) -> str:
    """Return a number as it begins a sentence: "two", and from 10 on "1,372"; 0 is "no"."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else say_number(number)


def are(number: int) -> str:
    """Return the verb of so many: "is" of 1, "are" of any other number."""
    return "is" if abs(number) == 1 else "are"
