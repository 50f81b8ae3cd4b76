"""The mean and the limits of a stretch of points, as Shewhart and Wheeler count them.

W. A. Shewhart, Economic Control of Quality of Manufactured Product (1931); D. J. Wheeler,
Understanding Variation (1993): the natural process limits of an XmR chart are the mean and 2.66
times the mean moving range on either side, the 2.66 being 3 over 1.128.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Final

MOVING_RANGE_FACTOR: Final = 2.66
"""Three sigma in mean moving ranges of two points each."""
_SIGMAS: Final = 3.0
_WHOLE: Final = 100.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean of a stretch and the limits of one of its points, in the measure's unit.

    ``spread`` is three sigma: the limits lie so far from the mean, but for where they would pass
    ``floor`` and ``ceiling``, beyond which no figure of that unit can be.
    """

    mean: float
    spread: float
    floor: float | None = 0.0
    ceiling: float | None = None

    @property
    def lower(self) -> float:
        """The lower limit."""
        return self._held(self.mean - self.spread)

    @property
    def upper(self) -> float:
        """The upper limit."""
        return self._held(self.mean + self.spread)

    @property
    def warnings(self) -> tuple[float, float]:
        """Two sigma below and above the mean; uncapped, as no rule is to be met at a cap."""
        near = self.spread * 2 / _SIGMAS
        return self.mean - near, self.mean + near

    def _held(self, value: float) -> float:
        if self.floor is not None:
            value = max(self.floor, value)
        return value if self.ceiling is None else min(self.ceiling, value)


def xmr_limits(values: Sequence[float], *, is_percentage: bool) -> Limits:
    """The limits of single values in order of time, two or more of them; the same for each.

    No value and no moving range is left out as an outlier. ValueError for fewer than two values.
    """
    ranges = [abs(after - before) for before, after in pairwise(values)]
    if not ranges:
        raise ValueError(len(values))
    mean_range = sum(ranges) / len(ranges)
    return Limits(
        mean=sum(values) / len(values),
        spread=MOVING_RANGE_FACTOR * mean_range,
        ceiling=_WHOLE if is_percentage else None,
    )


def p_limits(counts: Sequence[tuple[int, int]]) -> tuple[Limits, ...]:
    """The limits of shares, each given as cases met and all cases (1 or more), in percent.

    The mean is all that were met over all cases, never a mean of percentages; each point has the
    limits of its own number of cases: three times the root of p (1 - p) / n.
    """
    met, total = sum(met for met, _ in counts), sum(of for _, of in counts)
    share = met / total
    return tuple(
        Limits(
            mean=_WHOLE * share,
            spread=_WHOLE * _SIGMAS * sqrt(share * (1 - share) / of),
            ceiling=_WHOLE,
        )
        for _, of in counts
    )
