"""Which points of a control chart are signals, and how that is said when somebody asks.

The rules are those of the NHS programme Making Data Count, whose own tools differ in the length
of a run (6 or 7 points), in the two of three and in how outliers are screened: here each of these
is a setting with a documented default, and no point is ever screened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from iro_desktop.domain.control_charts.limits import Limits
from iro_desktop.domain.words import counted, number_word

RUN_LENGTHS: Final = (6, 7, 8)
"""The lengths of a run and of a trend that can be chosen."""
_PAIR: Final = 2
_ROUNDING: Final = 1e-9


class Signal(StrEnum):
    """By which rule a point is a signal, the strongest first."""

    OUTSIDE = "outside the limits"
    RUN = "run"
    TREND = "trend"
    NEAR = "two of three near a limit"


@dataclass(frozen=True, slots=True)
class Marked:
    """That a point is a signal: by which rule, and whether it lies or goes up or down."""

    signal: Signal
    is_up: bool


@dataclass(frozen=True, slots=True)
class ControlRules:
    """How signals are found.

    ``run`` points in a row on one side of the mean, and ``trend`` points in a row of which each is
    higher (or lower) than the one before, are signals: 6, 7 or 8. ``two_of_three``: two of three
    points beyond two sigma on one side are too. Below ``fewest`` points no limits are drawn, below
    ``settled`` they are trial limits. ValueError for other lengths.
    """

    run: int = 7
    trend: int = 7
    two_of_three: bool = True
    fewest: int = 6
    settled: int = 12

    def __post_init__(self) -> None:
        if self.run not in RUN_LENGTHS or self.trend not in RUN_LENGTHS:
            raise ValueError((self.run, self.trend))

    def words(self) -> str:
        """The rules as the answer to "how is this counted?"."""
        rules = [
            "outside the limits",
            f"one of {number_word(self.run)} or more in a row on one side of the mean",
            f"one of {number_word(self.trend)} or more in a row that rise or fall each time",
        ]
        if self.two_of_three:
            rules.append("one of two out of three in a row beyond two sigma on the same side")
        return (
            f"A point is a signal when it is {', or '.join(rules)}. A point on the mean ends a "
            "run, an equal point ends a trend. Periods without cases are passed over. No point is "
            f"left out as an outlier. Below {counted(self.settled, 'point')} the limits are trial "
            f"limits; below {counted(self.fewest, 'point')} none are drawn."
        )


DEFAULT_RULES: Final = ControlRules()


def signals(
    values: Sequence[float], limits: Sequence[Limits], rules: ControlRules = DEFAULT_RULES
) -> tuple[Marked | None, ...]:
    """The signal at each of the values of one stretch, each with its own limits; None for none.

    A point that several rules mark has the strongest: outside, run, trend, two of three. Values
    and limits are in the measure's unit, in order of time, and without gaps.
    """
    found: list[Marked | None] = [None] * len(values)
    marks = [_outside(values, limits), _runs(values, limits, rules.run)]
    marks.append(_trends(values, rules.trend))
    if rules.two_of_three:
        marks.append(_near(values, limits))
    for mark in marks:
        for at, one in mark.items():
            found[at] = found[at] or one
    return tuple(found)


_Marks = dict[int, Marked]


def _outside(values: Sequence[float], limits: Sequence[Limits]) -> _Marks:
    return {
        at: Marked(Signal.OUTSIDE, value > limit.mean)
        for at, (value, limit) in enumerate(zip(values, limits, strict=True))
        if _sign(value - limit.upper) > 0 or _sign(value - limit.lower) < 0
    }


def _runs(values: Sequence[float], limits: Sequence[Limits], length: int) -> _Marks:
    sides = [_sign(value - limit.mean) for value, limit in zip(values, limits, strict=True)]
    return _stretches(sides, Signal.RUN, length)


def _trends(values: Sequence[float], length: int) -> _Marks:
    """Return the points of each trend, the one that it starts from among them."""
    steps = [_sign(after - before) for before, after in pairwise(values)]
    marks = _stretches(steps, Signal.TREND, length - 1)
    return {at + more: mark for at, mark in marks.items() for more in (0, 1)}


def _stretches(signs: Sequence[int], signal: Signal, length: int) -> _Marks:
    """Return the places of each stretch of one sign that is long enough; 0 ends one."""
    marks: _Marks = {}
    start = 0
    for at, sign in enumerate(signs):
        if sign == 0 or sign != signs[start]:
            start = at
        if sign and at - start + 1 >= length:
            marks |= {one: Marked(signal, sign > 0) for one in range(start, at + 1)}
    return marks


def _near(values: Sequence[float], limits: Sequence[Limits]) -> _Marks:
    sides = []
    for value, limit in zip(values, limits, strict=True):
        low, high = limit.warnings
        sides.append((value > high) - (value < low))
    marks: _Marks = {}
    for start in range(len(sides) - 2):
        for side in (1, -1):
            near = [at for at in range(start, start + 3) if sides[at] == side]
            if len(near) >= _PAIR:
                marks |= {at: Marked(Signal.NEAR, side > 0) for at in near}
    return marks


def _sign(number: float) -> int:
    """Return -1, 0 or 1; what differs by rounding alone is equal."""
    return 0 if abs(number) < _ROUNDING else (number > 0) - (number < 0)
