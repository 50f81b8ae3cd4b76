"""What charts say."""

from __future__ import annotations

from datetime import date

import pytest

from iro_desktop.domain.charts import (
    BulletSeries,
    DotPoint,
    StepPoint,
    StepSeries,
    figure,
    percentage,
)

FROM, TO = date(2020, 3, 1), date(2020, 3, 31)


@pytest.mark.parametrize(
    "value, text", [(68.0, "68"), (67.5, "67.5"), (68.04, "68"), (0.0, "0"), (120, "120")]
)
def test_figures_have_a_decimal_only_where_they_need_one(value: float, text: str) -> None:
    assert figure(value) == text


@pytest.mark.parametrize(
    "fraction, text", [(0.8, "80%"), (0.785, "79%"), (0.125, "13%"), (0.0, "0%"), (1.0, "100%")]
)
def test_percentages_are_whole_and_rounded_half_up(fraction: float, text: str) -> None:
    assert percentage(fraction) == text


def dot(numerator: int, denominator: int) -> DotPoint:
    return DotPoint(FROM, TO, "March 2020", numerator, denominator, None, None)


def test_a_point_says_its_count_before_its_percentage() -> None:
    assert dot(8, 10).spoken() == "March 2020, 8 of 10, 80%"


def test_below_five_the_percentage_is_withheld() -> None:
    assert dot(3, 4).spoken() == "March 2020, 3 of 4, too few for a percentage"
    assert dot(3, 4).is_small
    assert not dot(4, 5).is_small


def test_a_month_without_cases_has_no_rate() -> None:
    assert dot(0, 0).rate is None
    assert dot(0, 0).spoken() == "March 2020, none"


def test_more_than_all_is_drawn_at_the_top_of_the_chart() -> None:
    assert dot(6, 5).rate == 1
    assert dot(6, 5).count == "6 of 5"


def test_a_months_end_says_value_range_and_who_came_and_went() -> None:
    point = StepPoint(TO, "March 2020", 68.0, 50, 70, joined=2, left=1)
    series = StepSeries("", "", "", "", (point,))
    said = series.spoken(point)
    assert said == "March 2020, 68 per FTE, range 50 to 70, 2 joined, 1 left"


def test_an_unknown_value_is_said_to_be_unknown() -> None:
    series = BulletSeries("", "", "", "", value=None, low=50, high=70)
    assert series.spoken() == "not known, range 50 to 70"
