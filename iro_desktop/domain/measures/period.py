"""The stretches of time that figures are added up over: periods, and the modes that cut them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from iro_desktop.domain.calendar import (
    add_months,
    financial_year_end,
    financial_year_start,
    month_end,
    month_start,
    month_starts,
)
from iro_desktop.domain.words import plain_date, say_month

LONGEST_SERIES: Final = 36
"""How many points a series has at most where no first day was asked for."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``from_on`` to ``to_on``, both included; no ``from_on`` means all before it too."""

    from_on: date | None
    to_on: date

    def __contains__(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and day <= self.to_on

    def year_before(self) -> Period:
        """The same days a year earlier; the end of a month stays the end of a month."""
        return Period(
            None if self.from_on is None else add_months(self.from_on, -12),
            add_months(self.to_on + timedelta(days=1), -12) - timedelta(days=1),
        )

    def month_ends(self) -> tuple[date, ...]:
        """The ends of the months that lie in the period; its last day where none does."""
        if self.from_on is None:
            return (self.to_on,)
        ends = (month_end(first) for first in month_starts(self.from_on, self.to_on))
        return tuple(end for end in ends if end <= self.to_on) or (self.to_on,)


class Mode(StrEnum):
    """How a span of time is cut into the points of a series."""

    MONTH = "month"
    SIX_MONTHS = "rolling_6"
    TWELVE_MONTHS = "rolling_12"
    FINANCIAL_YEAR = "financial_year"
    SNAPSHOT = "snapshot"

    @property
    def rolling_months(self) -> int:
        """The months of a rolling window: 6 or 12; 0 for the other modes."""
        return {Mode.SIX_MONTHS: 6, Mode.TWELVE_MONTHS: 12}.get(self, 0)


def latest_window(mode: Mode, to_on: date) -> Period:
    """The last period of this mode up to ``to_on``.

    Months, alone or rolling, are complete ones; a financial year runs up to ``to_on``; a snapshot
    is everything up to it.
    """
    if mode is Mode.SNAPSHOT:
        return Period(None, to_on)
    if mode is Mode.FINANCIAL_YEAR:
        return Period(financial_year_start(to_on), to_on)
    return _months_up_to(last_complete_month(to_on), mode.rolling_months or 1)


def windows(mode: Mode, period: Period, earliest_on: date | None = None) -> tuple[Period, ...]:
    """The periods of a series within ``period``, oldest first.

    Months and financial years are clipped to its days, so that they add up to it; rolling windows
    are those that end with a complete month in it, and may begin before it. Where it has no first
    day the series
    begins with the month of ``earliest_on`` and has at most ``LONGEST_SERIES`` points.
    """
    if mode is Mode.SNAPSHOT:
        return (period,)
    first = period.from_on or earliest_on or month_start(period.to_on)
    if first > period.to_on:
        return ()
    found = _windows(mode, first, period.to_on)
    if period.from_on is None:
        return found[-LONGEST_SERIES:]
    if mode.rolling_months:
        return found
    return (Period(period.from_on, found[0].to_on), *found[1:])


def _windows(mode: Mode, first: date, last: date) -> tuple[Period, ...]:
    if mode is Mode.FINANCIAL_YEAR:
        years = range(financial_year_start(first).year, financial_year_start(last).year + 1)
        starts = [date(year, 4, 1) for year in years]
        return tuple(Period(start, min(financial_year_end(start), last)) for start in starts)
    months = month_starts(first, last)
    if mode is Mode.MONTH:
        return tuple(Period(start, min(month_end(start), last)) for start in months)
    ends = [month_end(start) for start in months if month_end(start) <= last]
    return tuple(_months_up_to(end, mode.rolling_months) for end in ends)


def last_complete_month(day: date) -> date:
    """The last day of the last month that is over at the end of ``day``."""
    return day if day == month_end(day) else month_start(day) - timedelta(days=1)


def _months_up_to(end: date, months: int) -> Period:
    return Period(add_months(month_start(end), 1 - months), end)


def say_period(period: Period) -> str:
    """The period in words: "March 2020", "the 12 months to March 2020", "up to 31 March 2020"."""
    if period.from_on is None:
        return f"up to {plain_date(period.to_on)}"
    if period.from_on == period.to_on:
        return plain_date(period.to_on)
    whole = period.from_on == month_start(period.from_on) and period.to_on == month_end(
        period.to_on
    )
    if not whole:
        return f"{plain_date(period.from_on)} to {plain_date(period.to_on)}"
    months = len(month_starts(period.from_on, period.to_on))
    if months == 1:
        return say_month(period.to_on)
    return f"the {months} months to {say_month(period.to_on)}"
