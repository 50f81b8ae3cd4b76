"""Children per 10,000 of those who live in the area."""

from datetime import date

import pytest

from iro_desktop.domain.comparable import say_value
from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Sources, Unit
from iro_desktop.domain.measures.wording import definition_of
from iro_desktop.domain.records import Comparator
from iro_desktop.domain.statements import statement
from tests.builders import (
    a_case,
    a_comparator,
    a_plan,
    a_population,
    a_practice,
    an_allocation,
    care,
    figures_for,
)

CP, CLA = "cp_rate_per_10000", "cla_rate_per_10000"


def looked_after(children: int, *comparators: Comparator, as_of: str = "2020-10-31") -> Figures:
    cases = [a_case(care("2018-01-08"), an_allocation("A")) for _ in range(children)]
    return figures_for(*cases, as_of=as_of, comparators=comparators)


@pytest.mark.parametrize(
    "children,population,rate",
    [(2100, 250_000, "84.0"), (1194, 247_700, "48.2"), (2106, 251_000, "83.9")],
)
def test_a_rate_is_children_over_the_population_times_10_000(
    children: int, population: float, rate: str
) -> None:
    figure = looked_after(children, a_population(2021, population)).result(CLA).figure
    assert (figure.numerator, figure.denominator) == (children, population)
    assert say_value(figure.value or 0.0, figure.unit) == f"{rate} per 10,000"


def test_the_rates_count_the_children_that_the_numbers_count() -> None:
    cases = [
        a_case(care("2018-01-08"), a_plan("2019-01-07")),
        a_case(care("2018-01-08", "2020-03-31"), a_plan("2019-01-07", "2020-03-31")),
        a_case(care("2019-01-07", short_breaks=True), a_plan("2019-01-07", temporary=True)),
    ]
    figures = figures_for(*cases, comparators=[a_population(2019, 10_000)])
    for number, rate in (("cla_number", CLA), ("cp_number", CP)):
        assert figures.result(rate).figure.numerator == figures.result(number).figure.numerator
        assert figures.result(rate).cases() == figures.result(number).cases()
    assert list(MEASURES)[:2] == ["cla_number", CLA]
    assert list(MEASURES)[list(MEASURES).index("cp_number") + 1] == CP


def test_each_point_of_a_series_rests_on_the_population_of_its_own_year() -> None:
    figures = looked_after(10, a_population(2020, 10_000), a_population(2021, 20_000))
    result = figures.result(CLA, Period(date(2020, 3, 1), date(2020, 4, 30)), Mode.MONTH)
    assert [point.figure.value for point in result.series] == [10.0, 5.0]


def test_the_statement_says_children_population_and_source() -> None:
    figures = looked_after(2130, a_population(2021, 251_000, "ONS mid-2019 estimate"))
    assert statement(figures.result(CLA)) == (
        "Children looked after: 84.9 per 10,000 children aged 0 to 17 on 31 October 2020 "
        "(2,130 children; population 251,000, ONS mid-2019 estimate)."
    )


def test_a_population_of_an_earlier_year_is_said_and_a_change_is_in_percent_of_the_rate() -> None:
    figures = looked_after(21, a_population(2020, 2500))
    assert statement(figures.result(CLA)) == (
        "Children looked after: 84.0 per 10,000 children aged 0 to 17 on 31 October 2020 "
        "(21 children; population 2,500 of the year to March 2020), unchanged on the year."
    )
    grown = looked_after(21, a_population(2020, 2000), a_population(2021, 2500))
    assert "2,500), down 20% on the year." in statement(grown.result(CLA))


def test_without_a_population_the_rate_is_not_applicable_and_says_why() -> None:
    result = looked_after(3, a_population(2022, 2500)).result(CLA)
    assert result.figure.value is None
    assert statement(result) == (
        "3 children looked after on 31 October 2020; no population is entered for the year to "
        "March 2021 or before it, so the rate per 10,000 is n/a."
    )


def test_one_iro_has_no_rate_for_the_caseload_is_not_the_area() -> None:
    result = looked_after(1, a_population(2021, 2500)).result(CLA, officer_id="A")
    assert (result.figure.numerator, result.figure.value) == (1, None)
    assert statement(result) == (
        "1 child looked after on 31 October 2020; a rate per 10,000 is the whole service’s, so it "
        "is n/a for one IRO."
    )


def test_the_definition_says_what_the_population_is() -> None:
    for measure_id in (CLA, CP):
        said = definition_of(MEASURES[measure_id], a_practice(), date(2020, 3, 31))
        assert "÷ the children aged 0 to 17 who live in the area, times 10,000" in said
        assert "Only the whole service has a rate" in said
        assert MEASURES[measure_id].unit is Unit.PER_10000


def test_other_comparators_are_other_rules_and_the_same_ones_are_not() -> None:
    def sources(*comparators: Comparator) -> Sources:
        return Sources({}, practice, date(2020, 3, 31), comparators=comparators)

    practice, one = a_practice(), a_comparator(2020, "England", "country", CP, 42.8)
    other = a_comparator(2020, "England", "country", CP, 42.9)
    assert sources(one).same_rules_as(sources(one))
    assert not sources(one).same_rules_as(sources(other))
    assert not sources(one).same_rules_as(sources())
