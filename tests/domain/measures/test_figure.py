import pytest

from iro_desktop.domain.measures import Figure, Unit, rounded, wilson


@pytest.mark.parametrize(
    "met,of,low,high",
    [(8, 10, "49", "94.3"), (48, 60, "68.2", "88.2"), (780, 1000, "75.3", "80.5")],
)
def test_the_wilson_interval_is_wide_for_small_numbers(
    met: int, of: int, low: str, high: str
) -> None:
    interval = Figure(met, of).interval
    assert interval is not None
    assert (rounded(interval[0]), rounded(interval[1])) == (low, high)


def test_the_wilson_interval_touches_0_and_100_only_where_all_or_none_are_met() -> None:
    assert wilson(0, 3)[0] == 0
    assert wilson(3, 3)[1] == 1
    low, high = wilson(1, 3)
    assert 0 < low < 1 / 3 < high < 1


@pytest.mark.parametrize(
    "numerator,denominator,unit,shown",
    [
        (79, 100, Unit.PERCENT, "79"),
        (26, 32, Unit.PERCENT, "81.3"),
        (20, 32, Unit.PERCENT, "62.5"),
        (20, 30, Unit.PERCENT, "66.7"),
        (25, 30, Unit.PERCENT, "83.3"),
        (22, 25, Unit.PERCENT, "88"),
        (195, 614, Unit.PERCENT, "31.8"),
        (1372, 19.6, Unit.PER_FTE, "70"),
        (24, 1400, Unit.PER_100, "1.7"),
        (96, 1400, Unit.PER_100, "6.9"),
        (12, 90, Unit.PERCENT, "13.3"),
        (2100, 250_000, Unit.PER_10000, "84"),
        (1194, 247_700, Unit.PER_10000, "48.2"),
        (2106, 251_000, Unit.PER_10000, "83.9"),
    ],
)
def test_a_value_is_the_numerator_over_the_denominator_in_its_unit(
    numerator: float, denominator: float, unit: Unit, shown: str
) -> None:
    value = Figure(numerator, denominator, unit).value
    assert value is not None
    assert rounded(value) == shown


@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.PER_FTE, Unit.PER_100, Unit.PER_10000])
def test_nothing_in_the_denominator_is_not_applicable_rather_than_0_or_100(unit: Unit) -> None:
    assert Figure(0, 0, unit).value is None
    assert Figure(7, None, unit).value is None
    assert Figure(0, 0, unit).interval is None


def test_a_count_is_its_own_value_and_has_no_interval() -> None:
    assert Figure(0, None, Unit.CHILDREN).value == 0
    assert Figure(682, None, Unit.CHILDREN).interval is None


def test_figures_add_their_numerators_and_denominators_and_never_their_values() -> None:
    months = [Figure(2, 2)] * 5 + [Figure(10, 20)]
    total = sum(months[1:], months[0])
    assert (total.numerator, total.denominator) == (20, 30)
    mean = sum(month.value or 0 for month in months) / 6
    assert (rounded(total.value or 0), rounded(mean)) == ("66.7", "91.7")


@pytest.mark.parametrize(
    "value,shown",
    [(66.65, "66.7"), (0.05, "0.1"), (2.5, "2.5"), (70.0, "70"), (1372, "1,372"), (12.25, "12.3")],
)
def test_halves_are_rounded_up_and_only_when_shown(value: float, shown: str) -> None:
    assert rounded(value) == shown


def test_whole_numbers_keep_their_zeros() -> None:
    assert rounded(80.0, 0) == "80"
    assert rounded(100.4, 0) == "100"
    assert rounded(1399.5, 0) == "1,400"
