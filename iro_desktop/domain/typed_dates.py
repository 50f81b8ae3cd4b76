"""Dates as people in England type them: day first, never month first."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.errors import UserError

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_NAME: Final = 3
_CENTURY_AHEAD: Final = 20  # '26' typed in 2020 is 2026; '90' is 1990
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_OFFSET: Final = re.compile(r"([+-]) ?(\d{1,4})\Z")
_PARTS: Final = re.compile(r"[\s/.,-]+")


class DateNotReadError(UserError):
    """What was typed is no date."""

    sentence = "Type a date such as 12/5/2026, 12 May, fri, today or +7."


def parse_day(text: str, today: date) -> date:
    """Return the date that was typed; raises DateNotReadError with what to type instead.

    ``12/5`` is the 12 May that lies nearest to today; ``fri`` the next Friday, today included;
    ``+7`` and ``-2`` count days from today.
    """
    typed = " ".join(text.casefold().split())
    relative = _relative(typed, today)
    if relative is not None:
        return relative
    try:
        if match := _ISO.match(typed):
            return date(int(match[1]), int(match[2]), int(match[3]))
        return _from_parts([part for part in _PARTS.split(typed) if part], today)
    except (ValueError, IndexError, OverflowError) as error:
        raise DateNotReadError(_why(typed)) from error


def _relative(typed: str, today: date) -> date | None:
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if typed in named:
        return today + timedelta(named[typed])
    if match := _OFFSET.match(typed):
        return today + timedelta(int(match[1] + match[2]))
    if len(typed) >= _SHORTEST_NAME and typed.isalpha():
        for number, name in enumerate(_DAYS):
            if name.startswith(typed):
                return today + timedelta((number - today.weekday()) % 7)
    return None


def _from_parts(parts: list[str], today: date) -> date:
    if len(parts) not in (2, 3):
        raise ValueError
    day = int(re.sub(r"(?<=\d)(st|nd|rd|th)\Z", "", parts[0]))
    month = _month(parts[1])
    if len(parts) == 3:  # noqa: PLR2004 - day, month and year
        return date(_year(parts[2], today), month, day)
    found = [
        date(year, month, day)
        for year in (today.year - 1, today.year, today.year + 1)
        if (month, day) != (2, 29) or year % 4 == 0
    ]
    return min(found, key=lambda one: abs(one - today))


def _month(part: str) -> int:
    if part.isdigit():
        return int(part)
    if len(part) < _SHORTEST_NAME:
        raise ValueError
    return [name.startswith(part) for name in _MONTHS].index(True) + 1


def _year(part: str, today: date) -> int:
    year = int(part)
    if len(part) == 4:  # noqa: PLR2004 - digits of a whole year
        return year
    if len(part) != 2:  # noqa: PLR2004 - digits of a short one
        raise ValueError
    year += today.year - today.year % 100
    return year - 100 if year > today.year + _CENTURY_AHEAD else year


def _why(typed: str) -> str:
    if re.fullmatch(r"\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{1,2}[/. -]\d{1,2}", typed):
        return "There is no such day: type the day first, then the month, such as 12/5/2026."
    return DateNotReadError.sentence
