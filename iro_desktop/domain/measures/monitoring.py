"""Whether each case was checked around the middle between two reviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.casefile import Midpoint
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import UNALLOCATED, Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts


def _midpoints(facts: CaseFacts) -> Iterator[Outcome]:
    for midpoint in facts.midpoints:
        if midpoint.on > facts.as_of:
            continue
        allocation = facts.allocation_on(midpoint.on)
        officer_id = allocation.officer_id if allocation else UNALLOCATED
        inherited = (
            allocation is not None
            and allocation.from_on is not None
            and allocation.from_on > midpoint.window_from
        )
        met = midpoint.state == "met" if midpoint.counted else None
        why = _why(midpoint, inherited=inherited)
        yield Outcome(midpoint.on, facts.child_id, officer_id, met, why, midpoint.part)


def _why(midpoint: Midpoint, *, inherited: bool) -> Why:
    """Return the window of a midpoint with the check in it, or its last day where there is none."""
    key = {"met": "checked", "missed": "not checked", "removed": "removed"}.get(
        midpoint.state, "open"
    )
    note = "inherited" if inherited else ""
    done_on = midpoint.checked_on or midpoint.window_to
    return Why(key, "", "monitoring_midpoint", midpoint.window_from, midpoint.on, done_on, note)


MONITORING: Final = Measure(
    id="monitoring_between_reviews",
    title="Cases checked between reviews",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="Was each case checked about half way between its reviews?",
    one_case="midpoint",
    wording=Wording(
        subject="Cases checked between reviews",
        cases="midpoints between reviews",
        met="had a check",
    ),
    definition=(
        "Midpoints that fell due with a check from {before_days} before to {after_days} after "
        "(local settings) ÷ midpoints that fell due, filed on the day of the midpoint under the "
        "IRO allocated that day; another IRO's check counts too. The midpoint lies half way from "
        "the last review or conference held to the date by which the next is due, never to a date "
        "that was booked. A midpoint that is met counts from its day, one that is not once its "
        "{after_days} have passed; until then it is open. It is removed where by then, without a "
        "check, the next review was held, care or the plan ended, or the child turned 18. No "
        "midpoint: from the start of care to the first review, in intervals shorter than "
        "{shortest_days}, in short breaks, and no second one where a review is overdue. A child "
        "both looked after and on a plan has one in each interval, and one check within both "
        "windows meets both. A file note without analysis is no check."
    ),
    source="practice; the target is local",
    examples=(Example("79 of 100 midpoints had a check", 79, 100, "79%"),),
    outcomes=_midpoints,
    parts={"cla": "{looked_after}", "cp": "child protection plan"},
)
