"""The caseload per full-time IRO in post and working, held against the range of 50 to 70."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iro_desktop.domain.casefile import age_on
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import UNALLOCATED, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts, days_of
from iro_desktop.domain.measures.spans import Span, joined, shared, without
from iro_desktop.domain.records import Allocation, Review

PARTS: Final = {
    "cla": "{looked_after} only",
    "cp": "child protection plan only",
    "both": "{looked_after} and on a plan",
}
BESIDE: Final = {
    "covering": "children of others who are covered",
    "short_breaks": "short breaks only",
    "icpc_booked": "initial conference booked, no plan",
    "care_leavers": "care leavers",
    "other_authority": "another authority’s children",
    "temporary": "temporary plans of another authority",
}
_CARE_LEAVER_FROM: Final = 16


def _caseload(facts: CaseFacts) -> Iterator[Stretch]:
    cla, cp = facts.care, _on_plan(facts, temporary=False)
    counted = joined([*cla, *cp])
    if facts.case.child.responsible_authority.strip():
        yield from _named(facts, counted, "other_authority")
        return
    yield from _named(facts, without(cla, cp), "cla")
    yield from _named(facts, without(cp, cla), "cp")
    yield from _named(facts, shared(cla, cp), "both")
    yield from _covered(facts, counted)
    yield from _apart(facts, counted)


def _on_plan(facts: CaseFacts, *, temporary: bool) -> list[Span]:
    return joined(
        [(s.started_on, s.over_on) for s in facts.plan_spans if bool(s.plan.temporary) == temporary]
    )


def _named(facts: CaseFacts, spans: Sequence[Span], part: str) -> Iterator[Stretch]:
    """Yield the spans by named IRO; days on which the child is only covered are unallocated."""
    if not spans:
        return
    for days, allocation in facts.allocated:
        is_named = allocation is not None and allocation.role != "covering"
        officer_id = allocation.officer_id if allocation and is_named else UNALLOCATED
        since = allocation.from_on if allocation and is_named else None
        for start, until in shared(spans, [days]):
            why = Why("caseload", part, started_on=start, done_on=since)
            yield Stretch(start, until, facts.child_id, officer_id, met=True, why=why, part=part)


def _covered(facts: CaseFacts, counted: Sequence[Span]) -> Iterator[Stretch]:
    """Yield the days on which an IRO covers a child without being its named one."""
    covering: dict[str, list[Span]] = {}
    for one in facts.case.of(Allocation):
        if one.role == "covering" and one.officer_id:
            covering.setdefault(one.officer_id, []).append(days_of(one))
    for officer_id, spans in covering.items():
        own = [
            days
            for days, named in facts.allocated
            if named and named.role != "covering" and named.officer_id == officer_id
        ]
        for start, until in without(shared(joined(spans), counted), own):
            why = Why("caseload", "covering", started_on=start)
            yield Stretch(start, until, facts.child_id, officer_id, True, why, "covering")


def _apart(facts: CaseFacts, counted: Sequence[Span]) -> Iterator[Stretch]:
    """Yield what is shown beside the total; a day that counts in it is never here too."""
    taken = list(counted)
    for part, spans in (
        ("temporary", _on_plan(facts, temporary=True)),
        ("short_breaks", _short_breaks(facts)),
        ("icpc_booked", _conferences_booked(facts)),
        ("care_leavers", _after_care(facts)),
    ):
        if not spans:
            continue
        left = without(joined(spans), taken)
        yield from _named(facts, left, part)
        taken = joined([*taken, *left])


def _short_breaks(facts: CaseFacts) -> list[Span]:
    return [(s.started_on, s.over_on) for s in facts.care_spans if s.short_breaks]


def _conferences_booked(facts: CaseFacts) -> list[Span]:
    """Return the days from a strategy discussion to the initial conference, held or awaited."""
    found: list[Span] = []
    for review in facts.case.of(Review):
        meeting = facts.meetings.get(review.meeting_id)
        booked_on = meeting.booked_on if meeting else None
        start = review.strategy_on or booked_on
        if review.review_type == "icpc" and start is not None:
            cancelled_on = meeting.cancelled_on if meeting else None
            found.append((start, review.held_on or cancelled_on))
    return found


def _after_care(facts: CaseFacts) -> list[Span]:
    """Return the days since care ended at 16 or over, for as long as the child stays allocated."""
    ends = [
        span.over_on
        for span in facts.care_spans
        if span.over_on is not None and not span.short_breaks
    ]
    if not ends or (age_on(facts.case.child.born_on, max(ends)) or 0) < _CARE_LEAVER_FROM:
        return []
    allocated = [days for days, named in facts.allocated if named is not None]
    return shared([(max(ends), facts.case.child.died_on)], allocated)


CASELOAD: Final = Measure(
    id="caseload_per_fte",
    title="Caseload per full-time IRO",
    kind=Kind.PER_FTE,
    unit=Unit.PER_FTE,
    section=Section.OVERSIGHT,
    asks="How full are caseloads, against {caseload_low} to {caseload_high} per full-time IRO?",
    one_case="child",
    wording=Wording(subject="Caseload", cases="children", case="child"),
    definition=(
        "Children at the end of the last day with an open period of care or child protection plan "
        "÷ the full-time equivalent (FTE) in post and working. Each child counts once, never the "
        "sibling group: {looked_after} only, on a plan only, or both; unborn children and those "
        "placed out of area are in it. For one IRO it is the children whose named IRO they are; "
        "for the whole service also those whom nobody is named for. Shown apart and not in the "
        "total: children covered for others, short breaks, initial conferences booked without a "
        "plan, care leavers, other authorities’ children and temporary plans. FTE is the contract "
        "less other duties of the service; annual leave changes nothing, sickness counts 0 from "
        "working day {sickness_day} (a local setting), maternity leave, suspension and vacancy "
        "from the first day. Without an FTE, or with an FTE of 0, there is no figure. The highest "
        "caseload of any one IRO stands beside that of the service. Over several months it is the "
        "children of all month-ends ÷ the FTE of all month-ends. The IRO Handbook’s range of 50 to "
        "70 was meant for children {looked_after}; conferences come on top of it."
    ),
    source="IRO Handbook: 50 to 70 children {looked_after} for a full-time IRO",
    examples=(Example("1,372 children, 19.6 FTE", 1372, 19.6, "70 per FTE"),),
    stretches=_caseload,
    parts=PARTS,
    beside=BESIDE,
    # A child who is covered has a named IRO, or nobody: the whole service counts it already.
    one_officer_only=frozenset({"covering"}),
    sums={
        "looked_after": ("cla", "both"),
        "on_plan": ("cp", "both"),
        "with_cover": ("cla", "cp", "both", "covering"),
    },
)
