"""Whether two percentages could differ by chance alone."""

from __future__ import annotations

from math import sqrt

from iro_desktop.domain.measures import Figure


def could_be_chance(before: Figure, after: Figure) -> bool | None:
    """Whether the 95% interval of the difference of two percentages holds no difference.

    R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10: made of the Wilson
    intervals of both, so it is honest about small numbers. None where either has no interval.
    """
    first, second = before.interval, after.interval
    if first is None or second is None or before.value is None or after.value is None:
        return None
    change = after.value - before.value
    down = sqrt((after.value - second[0]) ** 2 + (first[1] - before.value) ** 2)
    up = sqrt((second[1] - after.value) ** 2 + (before.value - first[0]) ** 2)
    return change - down <= 0 <= change + up


def differ_beyond_chance(one: Figure, other: Figure) -> bool:
    """Whether two percentages differ by more than chance explains."""
    return could_be_chance(one, other) is False
