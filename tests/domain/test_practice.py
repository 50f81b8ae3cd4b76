from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.rules import Limit
from tests.builders import a_practice, local_standards, the_day

CALENDAR_MONTHS = a_practice()
DAYS_FOR_MONTHS = a_practice(local_standards(month_method="91_183"))
FIRST_DAY_COUNTS = a_practice(local_standards(count_trigger_day=True))


@pytest.mark.parametrize(
    "start,days,last",
    [
        ("2019-12-16", 5, "2019-12-23"),
        ("2019-12-16", 10, "2020-01-02"),
        ("2019-12-16", 20, "2020-01-16"),
        ("2020-03-28", 20, "2020-04-28"),
        ("2020-04-03", 20, "2020-05-05"),
        ("2019-12-18", 15, "2020-01-13"),
        ("2020-03-30", 15, "2020-04-22"),
    ],
)
def test_working_days_count_from_the_day_after(start: str, days: int, last: str) -> None:
    assert CALENDAR_MONTHS.working_days(the_day(start), days) == the_day(last)


@pytest.mark.parametrize(
    "start,months,by_months,by_days",
    [
        ("2019-08-31", 6, "2020-02-29", "2020-03-01"),
        ("2019-11-30", 3, "2020-02-29", "2020-02-29"),
        ("2019-11-29", 3, "2020-02-29", "2020-02-28"),
        ("2019-03-31", 6, "2019-09-30", "2019-09-30"),
    ],
)
def test_either_method_of_counting_months_can_be_the_stricter(
    start: str, months: int, by_months: str, by_days: str
) -> None:
    assert CALENDAR_MONTHS.months(the_day(start), months) == the_day(by_months)
    assert DAYS_FOR_MONTHS.months(the_day(start), months) == the_day(by_days)


def test_other_numbers_of_months_are_always_calendar_months() -> None:
    assert DAYS_FOR_MONTHS.months(date(2019, 8, 31), 12) == date(2020, 8, 31)


def test_where_the_first_day_counts_everything_is_due_a_working_day_earlier() -> None:
    assert FIRST_DAY_COUNTS.working_days(date(2019, 12, 16), 20) == date(2020, 1, 15)
    assert FIRST_DAY_COUNTS.working_days(date(2019, 12, 16), 1) == date(2019, 12, 16)


def test_the_standards_of_the_day_on_which_the_clock_starts_decide() -> None:
    practice = a_practice(local_standards("2020-01-01", month_method="91_183"))
    assert practice.months(date(2019, 11, 29), 3) == date(2020, 2, 29)
    assert practice.months(date(2020, 8, 31), 6) == date(2021, 3, 2)


def test_a_limit_may_count_back() -> None:
    before = Limit(3, "working days", before=True)
    assert CALENDAR_MONTHS.after(date(2020, 1, 2), before) == date(2019, 12, 27)
    assert CALENDAR_MONTHS.after(date(2020, 1, 2), Limit(1, "weeks", before=True)) == (
        date(2019, 12, 26)
    )
    assert FIRST_DAY_COUNTS.counted(date(2020, 1, 2), before) == before


def test_limits_stop_at_the_ends_of_the_calendar() -> None:
    assert CALENDAR_MONTHS.after(date.max, Limit(4, "weeks")) == date.max
    assert CALENDAR_MONTHS.after(date.min, Limit(4, "weeks", before=True)) == date.min


@pytest.mark.parametrize(
    "limit,words",
    [
        (Limit(20, "working days"), "20 working days after"),
        (Limit(1, "weeks"), "1 week after"),
        (Limit(91, "days"), "91 days after"),
        (Limit(2, "working days", before=True), "2 working days before"),
        (
            Limit(20, "working days", first_day_counts=True),
            "20 working days, the first day counted, from",
        ),
    ],
)
def test_a_limit_says_how_it_is_counted(limit: Limit, words: str) -> None:
    assert limit.say() == words
