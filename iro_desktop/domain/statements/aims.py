"""Where a figure lies to its target or range, and whether it could be chance."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.measures import Result, rounded
from iro_desktop.domain.measures.targets import Aim, Band
from iro_desktop.domain.statements.change import Change
from iro_desktop.domain.statements.phrases import per_cent

JUST: Final = 3.0
"""A percentage this many points under its target, or fewer, is just below it."""
_TOP_QUARTER: Final = 0.75


def to_target(result: Result, change: Change | None) -> str:
    """Return ", still just below the 80% target (could be chance)"; "" without a target."""
    target, value = result.target, result.figure.value
    if target is None or value is None:
        return to_range(result.aim, value)
    still = ""
    if change is not None:
        was_below = (change.before.figure.value or 0.0) < target
        still = "still " if was_below == (value < target) else "now "
    if result.measure.lower_is_better:
        return _to_most(result, change)
    if value >= target:
        return f", {still}at or above the {per_cent(target)} target"
    just = "just " if target - value <= JUST else ""
    return f", {still}{just}below the {per_cent(target)} target ({chance(result)})"


def _to_most(result: Result, change: Change | None) -> str:
    """Return ", still within the target of at most 4%" of what should be low."""
    target, value = result.target or 0.0, result.figure.value or 0.0
    still = ""
    if change is not None:
        was_above = (change.before.figure.value or 0.0) > target
        still = "still " if was_above == (value > target) else "now "
    if value <= target:
        return f", {still}within the target of at most {per_cent(target)}"
    return f", {still}above the target of at most {per_cent(target)} ({chance(result)})"


def to_range(aim: Aim, value: float | None) -> str:
    """Return where a value lies to a range that is good on both sides; "" without one."""
    band = aim.band(value)
    if band is None or aim.low is None or aim.high is None:
        return ""
    where = {Band.BELOW: "below", Band.WITHIN: "within", Band.ABOVE: "above"}[band]
    return f", {where} the range of {rounded(aim.low)} to {rounded(aim.high)}%"


def chance(result: Result) -> str:
    """Whether a percentage that misses its target could do so by chance: its Wilson 95% interval.

    Below the target or, where lower is better, above it.
    """
    interval, target = result.figure.interval, result.target
    if interval is None or target is None:
        return ""
    low, high = interval
    beyond = low > target if result.measure.lower_is_better else high < target
    return "beyond chance" if beyond else "could be chance"


def in_range(aim: Aim, value: float) -> str:
    """Where a caseload lies to its range: "at the top end of the 50–70 range"."""
    if aim.low is None or aim.high is None:
        return ""
    named = f"the {rounded(aim.low)}–{rounded(aim.high)} range"
    band = aim.band(value)
    if band is Band.BELOW:
        return f"below {named}"
    if band is Band.ABOVE:
        return f"above {named}"
    return f"at the top end of {named}" if at_the_top(aim, value) else f"in {named}"


def at_the_top(aim: Aim, value: float) -> bool:
    """Whether a value lies in the top quarter of its range."""
    low, high = aim.low or 0.0, aim.high or 0.0
    return low + _TOP_QUARTER * (high - low) <= value <= high
