"""Where a figure lies to those of other areas, in words."""

from datetime import date

import pytest

from iro_desktop.domain.compared import compared
from iro_desktop.domain.measures import Figures, Mode, Period
from iro_desktop.domain.records import Comparator
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.statements import statement
from tests.builders import (
    a_case,
    a_comparator,
    a_plan,
    a_population,
    a_review,
    care,
    figures_for,
)

CP, CLA = "cp_rate_per_10000", "cla_rate_per_10000"
MARCH = Period(date(2020, 3, 1), date(2020, 3, 31))


def neighbours(year: int, measure: str, *values: float) -> list[Comparator]:
    return [
        a_comparator(year, f"Area {n}", "neighbour", measure, value)
        for n, value in enumerate(values)
    ]


def england(year: int, measure: str, value: float) -> Comparator:
    return a_comparator(year, "England", "country", measure, value)


def on_plan(children: int, *comparators: Comparator) -> Figures:
    """Children on a plan of a population of 10,000, so that the rate is their number."""
    cases = [a_case(a_plan("2018-01-08")) for _ in range(children)]
    return figures_for(*cases, comparators=[a_population(2019, 10_000), *comparators])


def clause(children: int, *comparators: Comparator) -> str:
    return compared(on_plan(children, *comparators).result(CP))


def test_a_rate_is_above_or_below_the_england_figure_of_a_year_that_is_said() -> None:
    figure = england(2019, CP, 43.7)
    assert clause(44, figure) == ", above the England figure of 43.7 (year to March 2019)"
    assert clause(43, figure) == ", below the England figure of 43.7 (year to March 2019)"


def test_what_reads_the_same_is_the_same() -> None:
    figure = england(2020, CP, 44.04)
    assert clause(44, figure) == ", the same as the England figure of 44.0 (year to March 2020)"


def test_the_average_says_of_how_many_neighbours_it_is() -> None:
    assert clause(44, *neighbours(2020, CP, *[44.1, 46.1] * 5)) == (
        ", below the average of 10 statistical neighbours, 45.1 (year to March 2020)"
    )
    assert clause(44, *neighbours(2020, CP, 45.1)) == (
        ", below the figure of 1 statistical neighbour, 45.1 (year to March 2020)"
    )


def test_neighbours_and_england_are_named_together_and_their_year_once() -> None:
    """The founding report: above statistical neighbours and national average."""
    assert clause(48, england(2020, CP, 42.8), *neighbours(2020, CP, 44.0, 46.2)) == (
        ", above the average of 2 statistical neighbours, 45.1, and the England figure of 42.8 "
        "(each for the year to March 2020)"
    )


def test_areas_on_both_sides_and_of_several_years_are_told_apart() -> None:
    region = a_comparator(2019, "North West", "region", CP, 51.0)
    assert clause(48, england(2020, CP, 42.8), region) == (
        ", below the North West figure of 51.0 (year to March 2019), "
        "above the England figure of 42.8 (year to March 2020)"
    )


def test_nothing_is_said_where_nothing_is_entered_or_only_for_later_years() -> None:
    assert clause(44) == ""
    assert clause(44, england(2021, CP, 41.4), england(2020, CLA, 67.0)) == ""
    assert clause(44, a_comparator(2020, "Our area", "own", CP, 48.2)) == ""


def conferences(in_time: int, late: int) -> list[CaseFile]:
    strategies = ["2020-03-06"] * in_time + ["2018-01-02"] * late
    return [a_case(a_review("2020-03-20", "icpc", strategy_on=one)) for one in strategies]


def test_a_percentage_is_compared_after_its_target() -> None:
    figures = figures_for(*conferences(5, 1), comparators=[england(2020, "icpc_in_time", 77.0)])
    assert statement(figures.result("icpc_in_time", mode=Mode.MONTH)) == (
        "83.3% of initial conferences were held in time in March 2020 (5 of 6), below the 90% "
        "target (could be chance), above the England figure of 77% (year to March 2020)."
    )


@pytest.mark.parametrize("late", [0, 1])
def test_too_few_for_a_percentage_and_n_a_are_compared_with_nothing(late: int) -> None:
    figures = figures_for(*conferences(0, late), comparators=[england(2020, "icpc_in_time", 77.0)])
    assert "England" not in statement(figures.result("icpc_in_time", MARCH))


def test_a_plain_number_is_not_compared_with_that_of_a_whole_country() -> None:
    figures = figures_for(
        a_case(care("2018-01-08")), comparators=[england(2020, "cla_number", 80_080)]
    )
    assert statement(figures.result("cla_number")).endswith("unchanged from 1 a year earlier.")
