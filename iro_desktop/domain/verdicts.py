"""How a figure stands to its target or range, and whether chance alone could explain it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from iro_desktop.domain.figure_words import is_few
from iro_desktop.domain.measures import Aim, Band, Measure, Result, Unit, rounded

_ALL_OF_THEM: Final = 100.0


class Verdict(Enum):
    """What a figure says of what is aimed at.

    A figure off its target is MISSED only where its 95% interval lies beyond it altogether, or
    where it has no interval; otherwise it is UNSURE: it could be chance. NONE: nothing is aimed at,
    there is no figure, or there are too few cases to judge by.
    """

    MET = auto()
    UNSURE = auto()
    MISSED = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict in words ("below 80%, could be chance"), on which side, and what is aimed at.

    ``aim`` is the target or range in words: "at least 80%", "at most 4%", "10 to 15%"; "" for none.
    ``beyond_chance``: its interval lies beyond it, which a caseload, for one, does not have.
    """

    verdict: Verdict
    words: str
    side: Band | None = None
    aim: str = ""
    beyond_chance: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which values a figure is good, both good themselves; None where it has no end."""

    low: float | None = None
    high: float | None = None


def bounds_of(measure: Measure, aim: Aim) -> Bounds:
    """The bounds of a measure's aim, without those that no figure of its unit can pass.

    A target is the bound itself where more is better; of a range with both ends, and where less is
    better, the range decides.
    """
    low = aim.low if aim.low is not None and aim.low > 0 else None
    high = aim.high
    if measure.unit is Unit.PERCENT and high is not None and high >= _ALL_OF_THEM:
        high = None
    if high is None and aim.target is not None:
        if measure.lower_is_better:
            return Bounds(None, aim.target)
        low = aim.target
    return Bounds(low, high)


def judged(result: Result) -> Judgement:
    """How the figure of a result stands to the aim in force on the last day of its period."""
    bounds = bounds_of(result.measure, result.aim)
    aim = say_bounds(bounds, result.measure.unit)
    value = result.figure.value
    if not aim:
        return Judgement(Verdict.NONE, "no target set")
    if value is None:
        return Judgement(Verdict.NONE, "n/a", None, aim)
    if is_few(result.measure, result.figure):
        return Judgement(Verdict.NONE, "too few to judge", None, aim)
    if bounds.low is not None and value < bounds.low:
        return _off(result, Band.BELOW, bounds.low, aim)
    if bounds.high is not None and value > bounds.high:
        return _off(result, Band.ABOVE, bounds.high, aim)
    return Judgement(Verdict.MET, _met(bounds, aim, result.measure.unit), Band.WITHIN, aim)


def _off(result: Result, side: Band, bound: float, aim: str) -> Judgement:
    said = f"{side} {_amount(bound, result.measure.unit)}"
    interval = result.figure.interval
    if interval is None:
        return Judgement(Verdict.MISSED, said, side, aim)
    beyond = interval[1] < bound if side is Band.BELOW else interval[0] > bound
    if beyond:
        return Judgement(Verdict.MISSED, f"{said}, beyond chance", side, aim, beyond_chance=True)
    return Judgement(Verdict.UNSURE, f"{said}, could be chance", side, aim)


def _met(bounds: Bounds, aim: str, unit: Unit) -> str:
    if bounds.high is None:
        return f"at or above {_amount(bounds.low or 0.0, unit)}"
    return f"at or below {_amount(bounds.high, unit)}" if bounds.low is None else f"within {aim}"


def say_bounds(bounds: Bounds, unit: Unit) -> str:
    """What is aimed at: "at least 80%", "at most 4%", "50 to 70"; "" for nothing."""
    if bounds.low is not None and bounds.high is not None:
        return f"{rounded(bounds.low)} to {_amount(bounds.high, unit)}"
    if bounds.low is not None:
        return f"at least {_amount(bounds.low, unit)}"
    return f"at most {_amount(bounds.high, unit)}" if bounds.high is not None else ""


def _amount(value: float, unit: Unit) -> str:
    return f"{rounded(value)}%" if unit is Unit.PERCENT else rounded(value)
