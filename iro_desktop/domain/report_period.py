"""The period of a yearly report where nobody chose another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months, financial_year_start
from iro_desktop.domain.measures import Period

_YEAR: Final = 12


def usual_period(today: date) -> Period:
    """The last financial year that is over at the end of a day."""
    start = financial_year_start(today)
    if today != add_months(start, _YEAR) - timedelta(days=1):
        start = add_months(start, -_YEAR)
    return Period(start, add_months(start, _YEAR) - timedelta(days=1))
