"""One figure: a numerator, a denominator, and what they say; never rounded here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from math import sqrt
from typing import Final

_Z: Final = 1.959963984540054  # the 97.5th percentile of the normal distribution


class Unit(StrEnum):
    """What a figure's value counts in."""

    PERCENT = "%"
    PER_FTE = "per FTE"
    PER_100 = "per 100 children"
    CHILDREN = "children"
    WORKING_DAYS = "working days"
    PER_INTERVAL = "per interval between reviews"
    OF_THREE = "of 3"
    PER_10000 = "per 10,000"


_SCALES: Final = {Unit.PERCENT: 100, Unit.PER_100: 100, Unit.PER_10000: 10_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """Cases that count over all cases; a plain count has no denominator.

    ``denominator`` may be 0: the value is then not applicable, never 0% or 100%. Of a median
    ``numerator`` is the median itself and ``denominator`` the number of cases.
    """

    numerator: float
    denominator: float | None
    unit: Unit = Unit.PERCENT

    @property
    def value(self) -> float | None:
        """The value in its unit, unrounded; None where the denominator is 0 or unknown."""
        if self.unit is Unit.CHILDREN:
            return self.numerator
        if not self.denominator:
            return None
        if self.unit is Unit.WORKING_DAYS:
            return self.numerator
        scale = _SCALES.get(self.unit, 1)
        return scale * self.numerator / self.denominator

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson 95% interval of a percentage, in percent; None for any other unit or n/a.

        None too where the numerator is no part of the denominator, as it is the larger.
        """
        if self.unit is not Unit.PERCENT or not self.denominator:
            return None
        if self.numerator > self.denominator:
            return None
        low, high = wilson(int(self.numerator), int(self.denominator))
        return 100 * low, 100 * high

    def __add__(self, other: Figure) -> Figure:
        """Numerators and denominators are added; values never are, nor averaged.

        Medians cannot be added: TypeError.
        """
        if Unit.WORKING_DAYS in (self.unit, other.unit):
            raise TypeError
        if self.denominator is None or other.denominator is None:
            return Figure(self.numerator + other.numerator, None, self.unit)
        return Figure(
            self.numerator + other.numerator, self.denominator + other.denominator, self.unit
        )


def wilson(met: int, of: int) -> tuple[float, float]:
    """The Wilson score interval of a proportion at 95%, as two fractions; ``of`` is at least 1.

    E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212: it stays
    within 0 and 1 and is honest about small numbers, as the plain normal interval is not.
    """
    share = met / of
    spread = _Z * sqrt(share * (1 - share) / of + (_Z / (2 * of)) ** 2)
    centre = share + _Z * _Z / (2 * of)
    scale = 1 + _Z * _Z / of
    low = 0.0 if met == 0 else (centre - spread) / scale
    high = 1.0 if met == of else (centre + spread) / scale
    return low, high


def rounded(value: float, places: int = 1) -> str:
    """The value for people, halves rounded up: 66.65 is "66.7"; a trailing ".0" falls away."""
    step = Decimal(1).scaleb(-places)
    # Ten decimals first, so that 2.675 as a sum of fractions is still a half.
    exact = Decimal(repr(round(value, 10))).quantize(step, ROUND_HALF_UP)
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
