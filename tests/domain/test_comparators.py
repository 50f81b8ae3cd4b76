"""Figures to compare with, by year and area: what is missing is never guessed."""

import dataclasses
from datetime import date

import pytest

from iro_desktop.domain.comparators import Average, Comparators, key_of, with_shipped
from iro_desktop.domain.records import Comparator
from tests.builders import a_comparator, a_population

RATE = "cp_rate_per_10000"
DAY = date(2020, 10, 31)


def test_the_population_of_a_day_is_that_of_its_financial_year() -> None:
    found = Comparators([a_population(2020, 247_700), a_population(2021, 251_000)])
    for day, value in (("2020-03-31", 247_700), ("2020-04-01", 251_000), ("2021-03-31", 251_000)):
        population = found.population(date.fromisoformat(day))
        assert population is not None
        assert population.value == value


def test_without_one_of_its_year_it_is_the_latest_before_and_says_its_year() -> None:
    population = Comparators([a_population(2018, 1), a_population(2019, 2)]).population(DAY)
    assert population is not None
    assert (population.value, population.year_ending_on) == (2, date(2019, 3, 31))


@pytest.mark.parametrize(
    "record",
    [
        a_population(2022, 251_000),
        a_population(2020, 0),
        a_comparator(2020, "Next door", "neighbour", "population_0_17", 251_000),
        a_comparator(2020, "Our area", "", "population_0_17", 251_000),
        dataclasses.replace(a_population(2020, 1), year_ending_on=None),
        dataclasses.replace(a_population(2020, 1), value=None),
    ],
    ids=["a later year", "0", "another area's", "no kind of area", "no year", "no value"],
)
def test_what_is_no_population_of_our_own_is_none(record: Comparator) -> None:
    assert Comparators([record]).population(DAY) is None


def test_each_area_is_compared_by_its_own_latest_year_that_is_not_after_the_day() -> None:
    found = Comparators(
        [
            a_comparator(2019, "England", "country", RATE, 43.7),
            a_comparator(2020, "England", "country", RATE, 42.8),
            a_comparator(2022, "England", "country", RATE, 42.1),
            a_comparator(2018, "North West", "region", RATE, 51.0),
            a_comparator(2020, "Southshire", "neighbour", RATE, 45.0),
            a_comparator(2020, "Eastshire", "neighbour", RATE, 46.0),
            a_comparator(2020, "Our area", "own", RATE, 48.2),
            a_comparator(2020, "England", "country", "cla_rate_per_10000", 67.0),
        ]
    )
    assert [
        (one.area, one.kind, one.year_ending_on.year, one.value)
        for one in found.published(RATE, DAY)
    ] == [
        ("England", "country", 2020, 42.8),
        ("North West", "region", 2018, 51.0),
        ("Eastshire", "neighbour", 2020, 46.0),
        ("Southshire", "neighbour", 2020, 45.0),
    ]
    assert found.published("icpc_in_time", DAY) == ()


def test_the_neighbours_average_is_the_plain_mean_of_those_of_one_year() -> None:
    rates = (40.0, 41.0, 54.3)
    found = Comparators(
        [
            *(a_comparator(2020, f"Area {n}", "neighbour", RATE, n) for n in rates),
            a_comparator(2019, "Area 9", "neighbour", RATE, 99.0),
            a_comparator(2020, "England", "country", RATE, 42.8),
        ]
    )
    average = found.neighbour_average(RATE, DAY)
    assert average is not None
    assert average.value == pytest.approx(45.1)
    assert (average.areas, average.year_ending_on) == (3, date(2020, 3, 31))
    assert found.neighbour_average(RATE, date(2019, 3, 31)) == Average(99.0, 1, date(2019, 3, 31))
    assert found.neighbour_average(RATE, date(2018, 3, 31)) is None


def test_a_figure_of_the_users_own_takes_the_place_of_the_one_that_is_shipped() -> None:
    shipped = [
        a_comparator(2020, "England", "country", RATE, 42.8),
        a_comparator(2019, "England", "country", RATE, 43.7),
    ]
    own = [a_comparator(2020, " england ", "country", RATE, 42.9)]
    assert [one.value for one in with_shipped(own, shipped)] == [42.9, 43.7]


def test_our_own_area_is_one_whatever_it_is_called() -> None:
    one, other = a_population(2020, 1), dataclasses.replace(a_population(2020, 2), area="Us")
    assert key_of(one) == key_of(other)
    neighbour = a_comparator(2020, "Us", "neighbour", "population_0_17", 1)
    assert key_of(neighbour) != key_of(other)
