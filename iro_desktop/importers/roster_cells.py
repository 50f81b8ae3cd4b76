"""The cells of a roster: an FTE, a month, a number of children, the reason of an absence."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import month_start
from iro_desktop.domain.codes import CODES
from iro_desktop.importers.dates import day, day_of_parts

_MOST_FTE: Final = 2
_MOST_CHILDREN: Final = 5000
_CENTURY: Final = 2000
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?", re.ASCII)
_WHOLE: Final = re.compile(r"[0-9]{1,4}(?:\.0+)?", re.ASCII)
_NAMED_MONTH: Final = re.compile(r"([A-Za-z]{3,9})\.?[ -]([0-9]{4}|[0-9]{2})", re.ASCII)
_ISO_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})", re.ASCII)
_MONTH_YEAR: Final = re.compile(r"([0-9]{1,2})/([0-9]{4})", re.ASCII)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_REASONS: Final = {
    **{code: code for code in CODES["absence"]},
    **{words.casefold(): code for code, words in CODES["absence"].items()},
    "leave": "annual_leave", "holiday": "annual_leave",
    "sick": "sickness", "sick leave": "sickness", "illness": "sickness",
    "maternity leave": "maternity", "paternity": "maternity", "paternity leave": "maternity",
    "adoption leave": "maternity", "parental leave": "maternity",
    "suspended": "suspension", "vacant": "vacancy",
}  # fmt: skip


def fte_of(text: str) -> float | None:
    """Return the FTE that a cell says, from 0 to 2; None for anything else."""
    if not _NUMBER.fullmatch(text):
        return None
    found = float(text.replace(",", "."))
    return found if found <= _MOST_FTE else None


def children_of(text: str) -> int | None:
    """Return the number of children that a cell says; None for what is no whole number."""
    if not _WHOLE.fullmatch(text):
        return None
    found = int(float(text))
    return found if found <= _MOST_CHILDREN else None


def month_of(text: str) -> date | None:
    """Return the first day of the month that a cell says, or None.

    2020-03, 03/2020, March 2020, Mar-20 (which Excel makes of it) or any day of the month.
    """
    whole = day(text)
    if whole is not None:
        return month_start(whole)
    if found := _ISO_MONTH.fullmatch(text):
        return day_of_parts(int(found[1]), int(found[2]), 1)
    if found := _MONTH_YEAR.fullmatch(text):
        return day_of_parts(int(found[2]), int(found[1]), 1)
    if found := _NAMED_MONTH.fullmatch(text):
        name, year = found[1].casefold(), int(found[2])
        number = next((at for at, one in enumerate(_MONTHS, 1) if one.startswith(name)), 0)
        return day_of_parts(year if year >= _CENTURY else _CENTURY + year, number, 1)
    return None


def reason_of(text: str) -> str | None:
    """Return the code of an absence's reason; None for words that say none."""
    return _REASONS.get(" ".join(text.casefold().split()))
