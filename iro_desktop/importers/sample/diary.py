"""When an IRO can chair: working days without leave, and not more meetings than a day holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import WorkingCalendar

DAY: Final = timedelta(days=1)
_MEETINGS_A_DAY: Final = 3
_QUIET: Final = frozenset(
    {(12, 22), (12, 23), (12, 24), (12, 27), (12, 28), (12, 29), (12, 30), (12, 31), (1, 2)}
)
"""Days around Christmas on which nobody calls a family to a meeting."""


class Diary:
    """The days of one IRO."""

    def __init__(self, calendar: WorkingCalendar, leave: Iterable[tuple[date, date]]) -> None:
        self._calendar = calendar
        self._away = {
            first + timedelta(days=n)
            for first, last in leave
            for n in range((last - first).days + 1)
        }
        self._meetings: dict[date, int] = {}
        self._known: dict[date, bool] = {}

    def is_free(self, day: date) -> bool:
        """Return whether a meeting can be held on ``day``."""
        return self.is_at_work(day) and self._meetings.get(day, 0) < _MEETINGS_A_DAY

    def is_at_work(self, day: date) -> bool:
        """Return whether the IRO works on ``day``, and families can be met."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = (
                self._calendar.is_working_day(day)
                and day not in self._away
                and (day.month, day.day) not in _QUIET
            )
        return known

    def clear(self) -> None:
        """Take every meeting out."""
        self._meetings.clear()

    def hold(self, day: date) -> None:
        """Enter a meeting on ``day``."""
        self._meetings[day] = self._meetings.get(day, 0) + 1

    def after(self, day: date) -> date:
        """Return the first day from ``day`` on, itself included, that is free for a meeting."""
        while not self.is_free(day):
            day += DAY
        return day

    def before(self, day: date) -> date:
        """Return the last day up to ``day``, itself included, that is free for a meeting."""
        while not self.is_free(day):
            day -= DAY
        return day

    def at_work(self, day: date) -> date:
        """Return the last day up to ``day``, itself included, on which the IRO is at work."""
        while not self.is_at_work(day):
            day -= DAY
        return day
