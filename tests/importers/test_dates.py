"""Dates as councils write them."""

from datetime import date

import pytest

from iro_desktop.importers.dates import collection_year, day


@pytest.mark.parametrize(
    "text",
    ["31/03/2018", "2018-03-31", "2018-03-31 00:00:00", "2018-03-31T00:00", "2018-03-31T00:00:00Z"],
)
def test_british_and_iso_dates_are_read(text: str) -> None:
    assert day(text) == date(2018, 3, 31)


def test_a_day_and_a_month_may_have_one_digit() -> None:
    assert day("1/4/2018") == date(2018, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "03/31/2018",
        "29/02/2019",
        "31/03/18",
        "01/01/0201",
        "01/01/2201",
        "31/03/2018 extra",
        "43190",
        "\u0663\u0661/03/2018",
        "+1/02/2018",
        "2018-03-31T09:30",
        "31/03/2018\n",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert day(text) is None


def test_the_collection_year_is_the_one_that_the_latest_dates_fall_in() -> None:
    days = [date(2016, 5, 1), date(2018, 3, 31), date(2017, 4, 1)]
    assert collection_year(days, date(2026, 1, 1)) == 2018


def test_dates_after_today_do_not_move_the_collection_year() -> None:
    assert collection_year([date(2018, 3, 31), date(2030, 5, 1)], date(2020, 1, 1)) == 2018


def test_a_few_dates_just_beyond_the_end_do_not_move_it_either() -> None:
    days = [date(2018, 3, 1)] * 1000 + [date(2018, 4, 1)] * 9
    assert collection_year(days, date(2026, 1, 1)) == 2018


def test_without_a_date_there_is_no_collection_year() -> None:
    assert collection_year([], date(2026, 1, 1)) == 0
