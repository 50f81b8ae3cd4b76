"""Single values of a summary file: what they are known to be, or why they cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.records.fields import Json

LONGEST_NAME: Final = 240
LONGEST_LINE: Final = 5000
MOST: Final = 10_000_000
"""The largest number that is believed."""
MOST_MONTHS: Final = 240
_MOST_ENTRIES: Final = 2000
_CODE: Final = re.compile(r"[0-9A-Za-z_-]{1,64}\Z")
_MONTH: Final = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])\Z")
_NO_NUMBERS: Final = "a number in it cannot be"
_NOT_A_SUMMARY: Final = "it holds what no summary does"

Whole = TypeVar("Whole", dict[str, Any], bool)


class NonsenseError(ValueError):
    """What a summary holds cannot be; its text goes on after "as"."""


def part_of(found: Mapping[str, Any], name: str, kind: type[Whole]) -> Whole:
    """The part of a name, known to be of a kind."""
    value = found.get(name)
    if type(value) is not kind:
        raise NonsenseError(_NOT_A_SUMMARY)
    return value


def line(found: Json, longest: int = LONGEST_LINE) -> str:
    """A text of one line."""
    if not isinstance(found, str) or len(found) > longest or not found.isprintable():
        raise NonsenseError(_NOT_A_SUMMARY)
    return found


def code(found: Json) -> str:
    """An id."""
    if not isinstance(found, str) or not _CODE.match(found):
        raise NonsenseError("the IRO in it has no id")
    return found


def texts(found: Json, most: int, longest: int = LONGEST_LINE) -> tuple[str, ...]:
    """Several texts of one line, at most so many."""
    if not isinstance(found, list) or len(found) > most:
        raise NonsenseError(_NOT_A_SUMMARY)
    return tuple(line(one, longest) for one in found)


def objects(found: Json, most: int = _MOST_ENTRIES) -> list[dict[str, Any]]:
    """Several entries with names in them."""
    if not isinstance(found, list) or len(found) > most:
        raise NonsenseError(_NOT_A_SUMMARY)
    if any(type(one) is not dict for one in found):
        raise NonsenseError(_NOT_A_SUMMARY)
    return found


def months_in(found: Json) -> list[date]:
    """The first days of months that follow one another."""
    named = texts(found, MOST_MONTHS, LONGEST_NAME)
    if not named or not all(_MONTH.match(one) for one in named):
        raise NonsenseError("a month in it is none")
    months = [date.fromisoformat(f"{one}-01") for one in named]
    if any(month != add_months(months[0], number) for number, month in enumerate(months)):
        raise NonsenseError("its months do not follow one another")
    return months


def children(found: Json, number: int) -> list[int]:
    """A column of counts: one whole number for each of so many months, none below 0."""
    if type(found) is not list or len(found) != number:
        raise NonsenseError("a column in it is not as long as its months")
    if set(map(type, found)) != {int} or min(found) < 0 or max(found) > MOST:
        raise NonsenseError(_NO_NUMBERS)
    return found


def numbers(found: Json, number: int, *, none: bool = False) -> list[Any]:
    """A column of numbers that need not be whole; with ``none`` they may be missing."""
    if type(found) is not list or len(found) != number:
        raise NonsenseError("a column in it is not as long as its months")
    for one in found:
        if not ((none and one is None) or is_number(one)):
            raise NonsenseError(_NO_NUMBERS)
    return found


def is_number(value: object) -> bool:
    """Whether something is a number from 0 to the largest that is believed."""
    # What is no number at all, or without end, is in no range.
    return type(value) in (int, float) and 0 <= value <= MOST  # type: ignore[operator]


def index(found: Json, number: int) -> int:
    """The place of something in a list of so many."""
    if type(found) is not int or not 0 <= found < number:
        raise NonsenseError(_NOT_A_SUMMARY)
    return found
