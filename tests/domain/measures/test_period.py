from datetime import date

import pytest

from iro_desktop.domain.measures import Mode, Period, say_period
from iro_desktop.domain.measures.period import last_complete_month, latest_window, windows

MARCH = date(2020, 3, 31)


@pytest.mark.parametrize(
    "mode,to_on,from_on,ends_on",
    [
        (Mode.MONTH, date(2020, 3, 31), date(2020, 3, 1), date(2020, 3, 31)),
        (Mode.MONTH, date(2020, 3, 30), date(2020, 2, 1), date(2020, 2, 29)),
        (Mode.SIX_MONTHS, date(2020, 3, 31), date(2019, 10, 1), date(2020, 3, 31)),
        (Mode.SIX_MONTHS, date(2020, 3, 30), date(2019, 9, 1), date(2020, 2, 29)),
        (Mode.TWELVE_MONTHS, date(2020, 1, 15), date(2019, 1, 1), date(2019, 12, 31)),
        (Mode.FINANCIAL_YEAR, date(2020, 3, 31), date(2019, 4, 1), date(2020, 3, 31)),
        (Mode.FINANCIAL_YEAR, date(2020, 4, 1), date(2020, 4, 1), date(2020, 4, 1)),
        (Mode.SNAPSHOT, date(2020, 1, 15), None, date(2020, 1, 15)),
    ],
)
def test_the_latest_window_has_complete_months_and_a_year_to_date(
    mode: Mode, to_on: date, from_on: date | None, ends_on: date
) -> None:
    assert latest_window(mode, to_on) == Period(from_on, ends_on)


def test_a_month_is_over_on_its_last_day() -> None:
    assert last_complete_month(date(2020, 2, 29)) == date(2020, 2, 29)
    assert last_complete_month(date(2020, 2, 28)) == date(2020, 1, 31)


def test_months_are_clipped_to_the_first_and_the_last_day() -> None:
    found = windows(Mode.MONTH, Period(date(2020, 1, 10), date(2020, 3, 5)))
    assert [(w.from_on, w.to_on) for w in found] == [
        (date(2020, 1, 10), date(2020, 1, 31)),
        (date(2020, 2, 1), date(2020, 2, 29)),
        (date(2020, 3, 1), date(2020, 3, 5)),
    ]


def test_rolling_windows_end_with_complete_months_and_may_begin_before_the_period() -> None:
    found = windows(Mode.SIX_MONTHS, Period(date(2020, 2, 1), date(2020, 3, 30)))
    assert found == (Period(date(2019, 9, 1), date(2020, 2, 29)),)


def test_financial_years_begin_in_april_and_are_clipped_to_the_period() -> None:
    found = windows(Mode.FINANCIAL_YEAR, Period(date(2018, 5, 1), date(2019, 6, 30)))
    assert [w.from_on for w in found] == [date(2018, 5, 1), date(2019, 4, 1)]
    assert found[-1].to_on == date(2019, 6, 30)


def test_a_series_without_a_first_day_begins_with_the_records_and_has_at_most_36_points() -> None:
    everything = Period(None, MARCH)
    few = windows(Mode.MONTH, everything, date(2020, 1, 20))
    assert [w.to_on.month for w in few] == [1, 2, 3]
    many = windows(Mode.MONTH, everything, date(2001, 1, 1))
    assert len(many) == 36
    assert many[0].from_on == date(2017, 4, 1)


def test_a_series_that_was_asked_for_is_as_long_as_asked() -> None:
    assert len(windows(Mode.MONTH, Period(date(2010, 4, 1), MARCH))) == 120


def test_a_period_after_its_end_has_no_windows() -> None:
    assert windows(Mode.MONTH, Period(date(2021, 1, 1), MARCH)) == ()


def test_the_year_before_ends_with_the_same_month_also_in_leap_years() -> None:
    february = Period(date(2020, 2, 1), date(2020, 2, 29))
    assert february.year_before() == Period(date(2019, 2, 1), date(2019, 2, 28))
    assert Period(None, date(2021, 2, 28)).year_before() == Period(None, date(2020, 2, 29))


def test_month_ends_of_a_period_within_a_month_are_its_last_day() -> None:
    assert Period(date(2020, 3, 2), date(2020, 3, 9)).month_ends() == (date(2020, 3, 9),)
    assert Period(date(2020, 1, 31), MARCH).month_ends() == (
        date(2020, 1, 31),
        date(2020, 2, 29),
        MARCH,
    )
    assert Period(None, MARCH).month_ends() == (MARCH,)


@pytest.mark.parametrize(
    "period,words",
    [
        (Period(None, MARCH), "up to 31 March 2020"),
        (Period(date(2020, 3, 1), MARCH), "March 2020"),
        (Period(date(2019, 4, 1), MARCH), "the 12 months to March 2020"),
        (Period(MARCH, MARCH), "31 March 2020"),
        (Period(date(2020, 3, 2), MARCH), "2 March 2020 to 31 March 2020"),
    ],
)
def test_a_period_is_said_in_words(period: Period, words: str) -> None:
    assert say_period(period) == words
