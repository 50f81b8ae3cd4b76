from __future__ import annotations

import runpy
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.calendar import (
    HolidayProblem,
    WorkingCalendar,
    add_months,
    financial_year_end,
    financial_year_start,
    friday_of,
    month_end,
    month_start,
    month_starts,
    months_between,
    parse_bank_holidays,
)

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "resources" / "bank-holidays.csv"
SHIPPED, PROBLEMS = parse_bank_holidays(TABLE.read_text("utf-8"))
CALENDAR = WorkingCalendar(frozenset(SHIPPED), last_year=2035)

days = st.dates(date(2004, 6, 1), date(2036, 6, 30))
few = st.integers(-300, 300)
some_holidays = st.frozensets(st.dates(date(2019, 1, 1), date(2019, 12, 31)), max_size=60)
days_of_2019 = st.dates(date(2018, 12, 1), date(2020, 2, 1))


@pytest.mark.parametrize(
    "start,working_days,due",
    [
        (date(2019, 12, 16), 5, date(2019, 12, 23)),
        (date(2019, 12, 16), 10, date(2020, 1, 2)),
        (date(2019, 12, 16), 20, date(2020, 1, 16)),
        (date(2020, 3, 28), 20, date(2020, 4, 28)),
        (date(2020, 4, 3), 20, date(2020, 5, 5)),
        (date(2019, 12, 18), 15, date(2020, 1, 13)),
        (date(2020, 3, 30), 15, date(2020, 4, 22)),
    ],
)
def test_working_days_are_counted_with_the_start_as_day_0(
    start: date, working_days: int, due: date
) -> None:
    assert CALENDAR.add_working_days(start, working_days) == due


@pytest.mark.parametrize(
    "start,months,corresponding,days_instead,counted",
    [
        (date(2019, 8, 31), 6, date(2020, 2, 29), 183, date(2020, 3, 1)),
        (date(2019, 11, 30), 3, date(2020, 2, 29), 91, date(2020, 2, 29)),
        (date(2019, 11, 29), 3, date(2020, 2, 29), 91, date(2020, 2, 28)),
        (date(2019, 3, 31), 6, date(2019, 9, 30), 183, date(2019, 9, 30)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(
    start: date, months: int, corresponding: date, days_instead: int, counted: date
) -> None:
    assert add_months(start, months) == corresponding
    assert start + timedelta(days=days_instead) == counted


def test_a_bank_holiday_moves_the_deadline_on() -> None:
    without = WorkingCalendar(frozenset(), last_year=2035)
    assert without.add_working_days(date(2020, 5, 4), 5) == date(2020, 5, 11)
    assert CALENDAR.add_working_days(date(2020, 5, 4), 5) == date(2020, 5, 12)


def test_a_day_of_ones_own_moves_the_deadline_on_and_makes_no_year_known() -> None:
    with_one = CALENDAR.with_days([date(2036, 1, 2)])
    assert with_one.add_working_days(date(2036, 1, 1), 1) == date(2036, 1, 3)
    assert with_one.beyond(date(2036, 1, 2))
    assert CALENDAR.add_working_days(date(2036, 1, 1), 1) == date(2036, 1, 2)


def test_a_holiday_on_a_saturday_changes_nothing() -> None:
    saturday = date(2019, 6, 1)
    with_saturday = WorkingCalendar(frozenset({saturday}), last_year=2019)
    assert not with_saturday.is_working_day(saturday)
    assert with_saturday.working_days_between(date(2019, 5, 31), date(2019, 6, 7)) == 5


def test_a_deadline_past_the_last_known_year_is_known_to_be() -> None:
    assert not CALENDAR.beyond(date(2035, 12, 31))
    assert CALENDAR.beyond(date(2036, 1, 1))


def test_calendars_of_the_same_days_are_equal_and_can_be_keys() -> None:
    assert {CALENDAR: 1}[WorkingCalendar(frozenset(SHIPPED), last_year=2035)] == 1
    assert CALENDAR.with_days([date(2030, 6, 3)]) != CALENDAR


@given(some_holidays, days_of_2019, st.integers(-60, 60))
def test_adding_working_days_agrees_with_walking_day_by_day(
    taken: frozenset[date], start: date, number: int
) -> None:
    calendar = WorkingCalendar(taken, last_year=2019)
    step = timedelta(days=1 if number > 0 else -1)
    day, left = start, abs(number)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in taken
    assert calendar.add_working_days(start, number) == day


@given(some_holidays, days_of_2019, days_of_2019)
def test_working_days_between_agrees_with_counting_them(
    taken: frozenset[date], one: date, other: date
) -> None:
    start, end = sorted((one, other))
    calendar = WorkingCalendar(taken, last_year=2019)
    after = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    expected = sum(calendar.is_working_day(day) for day in after)
    assert calendar.working_days_between(start, end) == expected
    assert calendar.working_days_between(end, start) == -expected


@given(days, st.integers(0, 300))
def test_working_days_between_undoes_adding_them(start: date, number: int) -> None:
    end = CALENDAR.add_working_days(start, number)
    assert CALENDAR.working_days_between(start, end) == number
    assert number == 0 or CALENDAR.is_working_day(end)


@given(days, st.integers(0, 300))
def test_going_back_returns_to_a_start_that_was_a_working_day(start: date, number: int) -> None:
    start = CALENDAR.add_working_days(start, 1)
    end = CALENDAR.add_working_days(start, number)
    assert CALENDAR.add_working_days(end, -number) == start


@given(days, days, few, few)
def test_a_later_start_or_more_days_never_end_earlier(
    one: date, other: date, fewer: int, more: int
) -> None:
    earlier, later = sorted((one, other))
    fewer, more = sorted((fewer, more))
    assert CALENDAR.add_working_days(earlier, more) <= CALENDAR.add_working_days(later, more)
    assert CALENDAR.add_working_days(one, fewer) <= CALENDAR.add_working_days(one, more)


@given(days, days, days)
def test_spans_of_working_days_add_up(one: date, two: date, three: date) -> None:
    between = CALENDAR.working_days_between
    assert between(one, two) + between(two, three) == between(one, three)


@given(st.dates(), st.integers(-200_000, 200_000))
def test_no_date_in_a_record_can_make_the_calendar_raise(start: date, number: int) -> None:
    assert date.min <= CALENDAR.add_working_days(start, number) <= date.max
    assert date.min <= add_months(start, number) <= date.max
    assert financial_year_start(start) <= start <= financial_year_end(start)
    assert month_start(start) <= start <= month_end(start)


@given(days, st.integers(-600, 600))
def test_whole_months_between_are_the_most_that_fit(start: date, number: int) -> None:
    end = add_months(start, number)
    assert months_between(start, end) >= number
    fitting = months_between(start, end + timedelta(days=9))
    assert add_months(start, fitting) <= end + timedelta(days=9) < add_months(start, fitting + 1)


@pytest.mark.parametrize(
    "start,end,months",
    [
        (date(2019, 1, 15), date(2019, 7, 14), 5),
        (date(2019, 1, 15), date(2019, 7, 15), 6),
        (date(2019, 8, 31), date(2020, 2, 29), 6),
        (date(2019, 7, 15), date(2019, 1, 15), -6),
        (date(2019, 7, 15), date(2019, 7, 14), -1),
    ],
)
def test_only_whole_months_count(start: date, end: date, months: int) -> None:
    assert months_between(start, end) == months


def test_months_and_financial_years_have_their_first_and_last_days() -> None:
    assert month_start(date(2020, 2, 29)) == date(2020, 2, 1)
    assert month_end(date(2020, 2, 1)) == date(2020, 2, 29)
    assert financial_year_start(date(2020, 3, 31)) == date(2019, 4, 1)
    assert financial_year_start(date(2020, 4, 1)) == date(2020, 4, 1)
    assert financial_year_end(date(2020, 3, 31)) == date(2020, 3, 31)
    assert financial_year_end(date(2020, 4, 1)) == date(2021, 3, 31)


def test_the_months_of_a_period_are_named_by_their_first_days() -> None:
    assert month_starts(date(2019, 11, 30), date(2020, 2, 1)) == [
        date(2019, 11, 1),
        date(2019, 12, 1),
        date(2020, 1, 1),
        date(2020, 2, 1),
    ]
    assert month_starts(date(2020, 2, 1), date(2020, 1, 31)) == []


def test_the_shipped_table_is_whole_and_has_weekdays_only() -> None:
    assert not PROBLEMS
    assert list(SHIPPED) == sorted(SHIPPED)
    assert all(day.weekday() < 5 for day in SHIPPED)
    counts = Counter(day.year for day in SHIPPED)
    assert counts == dict.fromkeys(range(2005, 2036), 8) | {2011: 9, 2012: 9, 2022: 10, 2023: 9}


def test_the_shipped_table_is_what_its_rule_makes() -> None:
    make = runpy.run_path(str(ROOT / "packaging" / "bank_holidays.py"))
    assert make["table"]() == TABLE.read_text("utf-8")


def test_the_shipped_table_agrees_with_the_holidays_package() -> None:
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=range(2005, 2036))
    assert set(SHIPPED) == {day for day in theirs if day.weekday() < 5}


def test_the_shipped_table_agrees_with_gov_uk() -> None:
    theirs = {
        each["date"]
        for each in BankHolidays(use_cached_holidays=True).get_holidays(
            division=BankHolidays.ENGLAND_AND_WALES
        )
    }
    assert len({day.year for day in theirs}) > 10
    ours = {day for day in SHIPPED if min(theirs) <= day <= max(theirs)}
    assert ours == theirs


@pytest.mark.parametrize(
    "day,holiday",
    [
        (date(2011, 4, 29), True),
        (date(2012, 5, 28), False),
        (date(2012, 6, 4), True),
        (date(2012, 6, 5), True),
        (date(2020, 5, 4), False),
        (date(2020, 5, 8), True),
        (date(2022, 5, 30), False),
        (date(2022, 6, 2), True),
        (date(2022, 6, 3), True),
        (date(2022, 9, 19), True),
        (date(2023, 5, 8), True),
        (date(2010, 12, 27), True),
        (date(2010, 12, 28), True),
    ],
)
def test_one_off_and_moved_days_are_in_the_shipped_table(day: date, *, holiday: bool) -> None:
    assert (day in SHIPPED) is holiday


def test_rows_that_are_no_holidays_are_results_with_a_sentence() -> None:
    text = (
        "\ufeffdate,name\n2036-12-25,Christmas Day\n\n25/12/2036,Christmas\n2036-02-30,None\n"
        "2036-01-01\n2036-W01-1,Week\n2036-12-25,Again\n"
    )
    found, problems = parse_bank_holidays(text)
    assert found == {date(2036, 12, 25): "Christmas Day"}
    assert [problem.row for problem in problems] == [4, 5, 6, 7]
    assert problems[0] == HolidayProblem(4, "“25/12/2036” is not a date: write it as 2026-12-25.")


@given(st.text())
def test_no_text_can_make_the_parser_raise(text: str) -> None:
    found, problems = parse_bank_holidays(text)
    assert isinstance(found, dict)
    assert all(problem.sentence for problem in problems)


def test_a_cell_too_long_for_the_csv_reader_is_a_problem() -> None:
    found, problems = parse_bank_holidays('date,name\n2036-01-01,"' + "x" * 200_000)
    assert not found
    assert len(problems) == 1


@pytest.mark.parametrize(
    "day,friday",
    [
        (date(2020, 3, 30), date(2020, 4, 3)),
        (date(2020, 4, 3), date(2020, 4, 3)),
        (date(2020, 4, 4), date(2020, 4, 10)),
        (date(2020, 4, 5), date(2020, 4, 10)),
        (date.max, date.max),
    ],
)
def test_a_week_ends_on_friday_and_the_next_begins_on_saturday(day: date, friday: date) -> None:
    assert friday_of(day) == friday
