"""Dates as councils write them, and the collection year that a date falls in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from iro_desktop.domain.calendar import financial_year_end

_BRITISH: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
# Some exports write a date as the start of its day.
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2099


def day_of_parts(year: int, month: int, day_of_month: int) -> date | None:
    """Return the day of these numbers, None where there is none.

    Days before 1900 or after 2099 are slips of the pen and no dates.
    """
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


@lru_cache(maxsize=50_000)
def day(text: str) -> date | None:
    """Return the day that ``31/03/2018`` or ``2018-03-31`` names; None for anything else.

    Days before 1900 or after 2099 are slips of the pen and no dates.
    """
    if found := _BRITISH.fullmatch(text):
        days, months, years = map(int, found.groups())
    elif found := _ISO.fullmatch(text):
        years, months, days = map(int, found.groups())
    else:
        return None
    return day_of_parts(years, months, days)


def collection_year(days: Iterable[date], today: date) -> int:
    """Return the year whose 31 March ends the latest collection that ``days`` reach into.

    Days after ``today`` say nothing. Nor does a year that fewer than one date in a hundred falls
    in: returns hold a few dates just beyond their end. 0 if there is no day to go by.
    """
    years = Counter(financial_year_end(one).year for one in days if one <= today)
    total = years.total()
    return max((year for year, count in years.items() if count * 100 >= total), default=0)
