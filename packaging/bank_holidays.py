"""Write resources/bank-holidays.csv: the rule for England and Wales and the one-off days.

Run it when a proclamation adds or moves a day, or to make the table reach further:

    python packaging/bank_holidays.py > resources/bank-holidays.csv

Sources: Banking and Financial Dealings Act 1971, Schedule 1, and the proclamations under it.
"""

from __future__ import annotations

import csv
import sys
from datetime import date, timedelta
from io import StringIO

FIRST_YEAR, LAST_YEAR = 2005, 2035

# The days that a proclamation moved, as (the rule's day, the day it became, its name) ...
MOVED = (
    (date(2012, 5, 28), date(2012, 6, 4), "Spring bank holiday"),
    (date(2020, 5, 4), date(2020, 5, 8), "Early May bank holiday (VE Day)"),
    (date(2022, 5, 30), date(2022, 6, 2), "Spring bank holiday"),
)
# ... and those that it added.
ADDED = (
    (date(2011, 4, 29), "Royal wedding bank holiday"),
    (date(2012, 6, 5), "Diamond Jubilee bank holiday"),
    (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
    (date(2022, 9, 19), "Bank holiday for the State Funeral of Queen Elizabeth II"),
    (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
)
SATURDAY, SUNDAY = 5, 6


def easter(year: int) -> date:
    """Return Easter Sunday, by the anonymous Gregorian computus (Meeus)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    sun = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - sun + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def monday_on_or_after(day: date) -> date:
    """Return the first Monday from ``day`` on."""
    return day + timedelta(days=-day.weekday() % 7)


def by_rule(year: int) -> dict[date, str]:
    """Return the weekdays that are holidays by the rule alone, with their names.

    A holiday at the weekend gives way to the next weekday that is none yet.
    """
    days = {
        easter(year) - timedelta(days=2): "Good Friday",
        easter(year) + timedelta(days=1): "Easter Monday",
        monday_on_or_after(date(year, 5, 1)): "Early May bank holiday",
        monday_on_or_after(date(year, 5, 25)): "Spring bank holiday",
        monday_on_or_after(date(year, 8, 25)): "Summer bank holiday",
    }
    fixed = {
        date(year, 1, 1): "New Year's Day",
        date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Boxing Day",
    }
    days |= {day: name for day, name in fixed.items() if day.weekday() < SATURDAY}
    for day, name in fixed.items():
        if day.weekday() >= SATURDAY:
            substitute = monday_on_or_after(day)
            while substitute in days:
                substitute += timedelta(days=1)
            days[substitute] = f"{name} (substitute day)"
    return days


def bank_holidays() -> dict[date, str]:
    """Return every holiday from the first to the last year, by date."""
    days: dict[date, str] = {}
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        days |= by_rule(year)
    for before, after, name in MOVED:
        del days[before]
        days[after] = name
    days |= dict(ADDED)
    return dict(sorted(days.items()))


def table() -> str:
    """Return the text of resources/bank-holidays.csv."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("date", "name"))
    writer.writerows((day.isoformat(), name) for day, name in bank_holidays().items())
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(table())
