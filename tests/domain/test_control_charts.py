"""The numbers of control charts, each worked out by hand beside it."""

from collections.abc import Sequence
from math import sqrt

import pytest

from iro_desktop.domain.control_charts import (
    DEFAULT_RULES,
    ControlRules,
    Limits,
    Marked,
    Signal,
    p_limits,
    signals,
    xmr_limits,
)

MIDDLE = Limits(mean=50.0, spread=30.0, ceiling=100.0)
UP, DOWN = True, False


# Limits


def test_the_limits_of_an_xmr_chart_are_the_mean_and_266_mean_moving_ranges() -> None:
    # Mean: (70 + 80 + 75 + 85 + 80 + 90) / 6 = 480 / 6 = 80.
    # Moving ranges: 10, 5, 10, 5, 10; their mean: 40 / 5 = 8; 2.66 x 8 = 21.28.
    limits = xmr_limits([70, 80, 75, 85, 80, 90], is_percentage=True)
    assert limits.mean == pytest.approx(80)
    assert limits.lower == pytest.approx(58.72)
    assert limits.upper == 100  # 101.28 is no percentage


def test_limits_that_are_no_percentages_stop_at_0_only() -> None:
    # Mean 8; ranges 12, 12; 2.66 x 12 = 31.92: from -23.92 to 39.92.
    limits = xmr_limits([12, 0, 12], is_percentage=False)
    assert limits.mean == pytest.approx(8)
    assert limits.lower == 0
    assert limits.upper == pytest.approx(39.92)


def test_one_value_has_no_moving_range_and_no_limits() -> None:
    with pytest.raises(ValueError, match="1"):
        xmr_limits([80], is_percentage=True)


@pytest.mark.parametrize(
    "cases,lower,upper",
    [
        (10, 42, 100),  # 3 x sqrt(0.8 x 0.2 / 10) = 37.9 points: 42.1 to 117.9, capped
        (60, 64.5, 95.5),  # 3 x sqrt(0.8 x 0.2 / 60) = 15.5 points
        (200, 71.5, 88.5),  # 3 x sqrt(0.8 x 0.2 / 200) = 8.5 points
    ],
)
def test_each_point_of_a_p_chart_has_the_limits_of_its_own_cases(
    cases: int, lower: float, upper: float
) -> None:
    others = [(8, 10), (48, 60), (160, 200)]
    limits = p_limits([*others, (cases * 8 // 10, cases)])[-1]
    assert limits.mean == pytest.approx(80)
    assert limits.lower == pytest.approx(lower, abs=0.06)
    assert limits.upper == pytest.approx(upper, abs=0.06)


def test_the_mean_of_a_p_chart_is_all_that_were_met_over_all_cases() -> None:
    # 100% of 2 and 50% of 18 are 11 of 20, 55%: not 75%, their average.
    limits = p_limits([(2, 2), (9, 18)])
    assert [one.mean for one in limits] == pytest.approx([55, 55])
    assert limits[1].upper - 55 == pytest.approx(300 * sqrt(0.55 * 0.45 / 18))


@pytest.mark.parametrize("counts", [[(10, 10)] * 3, [(0, 10)] * 3])
def test_where_all_or_none_are_met_the_limits_lie_on_the_mean_and_no_point_is_a_signal(
    counts: list[tuple[int, int]],
) -> None:
    limits = p_limits(counts)
    assert limits[0].lower == limits[0].upper == limits[0].mean
    assert signals([limits[0].mean] * 3, limits) == (None, None, None)


# Signals


def marks(values: Sequence[float], rules: ControlRules = DEFAULT_RULES) -> str:
    """Return a letter a point, a capital one for up: o outside, r run, t trend, n near; or ."""
    letters = {Signal.OUTSIDE: "o", Signal.RUN: "r", Signal.TREND: "t", Signal.NEAR: "n"}
    found = signals(values, [MIDDLE] * len(values), rules)
    said = ["." if one is None else letters[one.signal] for one in found]
    return "".join(
        letter.upper() if one and one.is_up else letter
        for letter, one in zip(said, found, strict=True)
    )


@pytest.mark.parametrize(
    "values,expected",
    [
        ([50, 80, 20, 50], "...."),  # on a limit is not outside it
        ([50, 80.1, 50, 19.9], ".O.o"),
        ([60, 55] * 3, "......"),  # six on one side
        ([60, 55] * 3 + [51], "RRRRRRR"),  # seven
        ([40, 45] * 3 + [49, 60], "rrrrrrr."),
        ([60, 55, 60, 50, 55, 60, 55, 60], "........"),  # a point on the mean ends a run
        ([44, 46, 48, 51, 53, 55], "......"),  # five rises, six points
        ([44, 46, 48, 51, 53, 55, 57], "TTTTTTT"),  # six rises, seven points
        ([57, 55, 53, 51, 48, 46, 44, 52], "ttttttt."),
        ([44, 46, 48, 48, 51, 53, 55, 57], "........"),  # an equal point ends a trend
        ([71, 50, 72], "N.N"),  # two sigma are 20: beyond 70
        ([70, 50, 70], "..."),
        ([71, 50, 50, 72], "...."),
        ([71, 29, 50], "..."),  # not on the same side
        ([28, 50, 29, 50], "n.n."),
        ([90, 71, 50], "ON."),  # the strongest is told
        ([], ""),
        ([99], "O"),
    ],
)
def test_signals_are_found_by_the_rules(values: list[float], expected: str) -> None:
    assert marks(values) == expected


@pytest.mark.parametrize("length", [6, 7, 8])
def test_the_length_of_runs_and_trends_is_a_setting(length: int) -> None:
    rules = ControlRules(run=length, trend=length)
    assert marks([60, 55, 60, 55, 60, 55, 60, 55][: length - 1], rules) == "." * (length - 1)
    assert marks([60, 55, 60, 55, 60, 55, 60, 55][:length], rules) == "R" * length
    # Rises that cross the mean, so that no run hides them.
    rising = [42.0 + 3 * at for at in range(length)]
    assert marks(rising[:-1], rules) == "." * (length - 1)
    assert marks(rising, rules) == "T" * length


def test_two_of_three_can_be_turned_off() -> None:
    assert marks([71, 50, 72], ControlRules(two_of_three=False)) == "..."


@pytest.mark.parametrize("run,trend", [(5, 7), (7, 9)])
def test_no_other_length_is_taken(run: int, trend: int) -> None:
    with pytest.raises(ValueError, match=f"{run}, {trend}"):
        ControlRules(run=run, trend=trend)


def test_a_point_is_held_against_its_own_limits() -> None:
    narrow = Limits(mean=50.0, spread=5.0)
    assert signals([60, 60], [MIDDLE, narrow]) == (None, Marked(Signal.OUTSIDE, UP))
    assert signals([60, 40], [MIDDLE, narrow])[1] == Marked(Signal.OUTSIDE, DOWN)


def test_the_rules_say_what_they_are() -> None:
    words = DEFAULT_RULES.words()
    assert "seven or more in a row on one side of the mean" in words
    assert "two out of three" in words
    assert "No point is left out as an outlier" in words
    assert "Below 12 points the limits are trial limits; below 6 points none are drawn." in words
    assert "two out of three" not in ControlRules(two_of_three=False).words()
    assert "one of eight or more in a row on" in ControlRules(run=8).words()
