"""Working days by number, so that counting them takes no searching."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.calendar import WorkingCalendar

_YEARS_BACK: Final = 22
_YEARS_ON: Final = 2


class WorkDays:
    """The working days of the years around a day; further off the calendar itself is asked."""

    def __init__(self, calendar: WorkingCalendar, around: date) -> None:
        self._calendar = calendar
        first = date(around.year - _YEARS_BACK, 1, 1).toordinal()
        last = date(around.year + _YEARS_ON, 12, 31).toordinal()
        self._first = first
        self._days: list[date] = []
        self._place: list[int] = []
        for ordinal in range(first, last + 1):
            day = date.fromordinal(ordinal)
            if calendar.is_working_day(day):
                self._days.append(day)
            self._place.append(len(self._days) - 1)

    def after(self, day: date, number: int) -> date:
        """Return the day so many working days after ``day``, or before it if negative.

        As the calendar counts them: ``day`` is day 0 whether or not people work on it.
        """
        place = day.toordinal() - self._first
        if number and 0 < place < len(self._place):
            # Back from a day off, the last working day before it is the first one counted.
            rest = number < 0 and self._place[place] == self._place[place - 1]
            found = self._place[place] + number + rest
            if 0 <= found < len(self._days):
                return self._days[found]
        return self._calendar.add_working_days(day, number)
