from __future__ import annotations

from datetime import date

from iro_desktop.services.holidays import shipped_calendar


def test_the_shipped_calendar_knows_its_holidays_and_where_they_end() -> None:
    calendar = shipped_calendar()
    assert calendar.last_year == 2035
    assert calendar.add_working_days(date(2019, 12, 16), 20) == date(2020, 1, 16)
