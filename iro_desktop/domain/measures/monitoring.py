"""Whether each case was checked: between two reviews, or in the last six months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from iro_desktop.domain.casefile import Midpoint, qualifying_checks
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import UNALLOCATED, Outcome, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, shared

_MONTHS: Final = 6


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
        "IRO allocated that day; another IRO’s check counts too. The midpoint lies half way from "
        "the last review or conference held to the date by which the next is due, never to a date "
        "that was booked. A midpoint that is met counts from its day, one that is not once its "
        "{after_days} have passed; until then it is open. It is removed where by then, without a "
        "check, the next review was held, care or the plan ended, or the child turned 18. No "
        "midpoint: from the start of care to the first review, in intervals shorter than "
        "{shortest_days}, in short breaks, and no second one where a review is overdue. A child "
        "both {looked_after} and on a plan has one in each interval, and one check within both "
        "windows meets both. A file note without analysis is no check."
    ),
    source="practice; the target is local",
    examples=(Example("79 of 100 midpoints had a check", 79, 100, "79%"),),
    outcomes=_midpoints,
    parts={"cla": "{looked_after}", "cp": "child protection plan"},
)


def _children(facts: CaseFacts) -> Iterator[Stretch]:
    """Yield the days on which the child had been looked after for six months, checked or not."""
    for start, until in facts.care:
        settled: Span = (facts.practice.months(start, _MONTHS), until)
        for span, met, check in _by_check(facts):
            why = check._replace(started_on=start)
            for days, officer_id in facts.by_officer(shared([settled], [span])):
                yield Stretch(*days, facts.child_id, officer_id, met=met, why=why)


def _by_check(facts: CaseFacts) -> Iterator[tuple[Span, bool, Why]]:
    """Yield all days, cut where a check begins to count and where it ends to, with the check."""
    checks = sorted({day for day, _ in qualifying_checks(facts.case, facts.as_of)})
    if not checks:
        yield (date.min, None), False, Why("not in six months")
        return
    yield (date.min, checks[0]), False, Why("not in six months")
    for day, following in pairwise([*checks, None]):
        assert day is not None  # noqa: S101 - only the last of a pair is
        over_on = facts.practice.months(day, _MONTHS)
        if following is not None and following <= over_on:
            yield (day, following), True, Why("in six months", done_on=day)
            continue
        yield (day, over_on), True, Why("in six months", done_on=day)
        yield (over_on, following), False, Why("not in six months", done_on=day)


BY_CHILD: Final = Measure(
    id="monitoring_between_reviews",
    title="Children {looked_after} checked in six months",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="Was each child {looked_after} checked on in the last six months?",
    one_case="child",
    wording=Wording(
        subject="Children {looked_after} checked in six months",
        cases="children {looked_after} for six months or more",
        met="had a check in the last six months",
    ),
    definition=(
        "A local definition, by child: those with a check in the six months up to the last day, "
        "whoever made it ÷ children {looked_after} for six months or more at the end of that day, "
        "under the IRO allocated that day. Children {looked_after} only in a series of short "
        "breaks are left out; those whose first day of care is not known count from the first day "
        "on file. Children on a plan who are not {looked_after} are not in it. It is counted on a "
        "day, so that figures of several months are never added up. {months} A file note without "
        "analysis is no check."
    ),
    source="practice; a local setting",
    stretches=_children,
)
