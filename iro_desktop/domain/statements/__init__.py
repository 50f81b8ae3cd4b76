"""Each figure as the sentence that the yearly report needs, in the manner of the founding report.

What happened, from what to what, against which target or range, and whether it could be chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from iro_desktop.domain.compared import compared
from iro_desktop.domain.measures import Kind, Point, Result
from iro_desktop.domain.measures.wording import say_value, worded
from iro_desktop.domain.statements import numbers, shares
from iro_desktop.domain.statements.aims import JUST, at_the_top, chance
from iro_desktop.domain.statements.change import SMALL, Change, change_of, is_fair, year_on_year
from iro_desktop.domain.statements.phrases import during, say_fte
from iro_desktop.domain.words import say_list, say_month, say_number

__all__ = [
    "JUST",
    "SMALL",
    "Change",
    "at_the_top",
    "chance",
    "change_of",
    "during",
    "left_out",
    "say_fte",
    "statement",
    "year_on_year",
]

_SAYERS: Final[Mapping[Kind, Callable[[Result], str]]] = {**shares.SAYERS, **numbers.SAYERS}


def statement(result: Result) -> str:
    """One sentence about a figure, ending with a full stop."""
    said = _SAYERS[result.measure.kind](result)
    said += _across(result) + _renewed(result)
    standards = result.figures.sources.practice.on(result.period.to_on)
    said = worded(said, standards)
    if is_fair(Point(result.period, result.figure)):
        said += compared(result)
    return f"{said}." if said.startswith("n/a") else f"{said[:1].upper()}{said[1:]}."


def _across(result: Result) -> str:
    """Return ", from 40% to 90% across 4 districts" of a measure whose spread is asked for."""
    ranges = [
        f"from {say_value(one.lowest, 0)} to {say_value(one.highest, 0)} "
        f"across {one.among} {one.by}s"
        for one in result.spread
    ]
    return f", {say_list(ranges)}" if ranges else ""


def _renewed(result: Result) -> str:
    """Return "; a new format since September 2020, so not compared" with the year before."""
    before, now = result.before, Point(result.period, result.figure)
    if before is None or not is_fair(before) or not is_fair(now):
        return ""
    broken_on = result.measure.break_between(before.period, now.period)
    if broken_on is None or change_of(result) is not None:
        return ""
    return f"; {result.measure.wording.renewed} since {say_month(broken_on)}, so not compared"


def left_out(result: Result) -> str:
    """What the figure leaves out, counted by reason, in one sentence; "" for nothing."""
    counts = Counter(_LEFT_OUT.get(one.why.key, one.why.key) for one in result.cases().left_out)
    if not counts:
        return ""
    reasons = "; ".join(f"{say_number(number)} {what}" for what, number in counts.most_common())
    return f"Left out: {reasons}."


_LEFT_OUT: Final = {
    "open": "still open",
    "removed": "where the next review was held or care or the plan ended first",
    "participation": "under 4 at the review",
    "no code": "without a participation code",
    "unknown code": "with a participation code that is not known",
    "no due date": "whose due date cannot be told",
    "left out": "that cannot be judged",
    "plan left out": "without an end that can be judged",
    "too young": "where the child was too young",
    "not raised": "without the day on which they were raised",
    "no mode": "of which it is not recorded how they were held",
    "unknown mode": "held in a way that is not known",
}
