"""The working calendar that the program ships with."""

from __future__ import annotations

from functools import cache

from iro_desktop.domain.calendar import WorkingCalendar, parse_bank_holidays
from iro_desktop.paths import resource


@cache
def shipped_calendar() -> WorkingCalendar:
    """Return the working days of England and Wales, from ``resources/bank-holidays.csv``.

    Raises ValueError if the shipped table is not whole: a fault of the build, not of the user.
    """
    holidays, problems = parse_bank_holidays(resource("bank-holidays.csv").read_text("utf-8"))
    if problems or not holidays:
        raise ValueError(f"the shipped bank holidays cannot be read: {problems[:1]}")
    return WorkingCalendar(frozenset(holidays), last_year=max(day.year for day in holidays))
