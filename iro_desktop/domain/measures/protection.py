"""Child protection: how many plans, initial conferences in time, review conferences in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.casefile import ReviewDue
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.reviews import due_outcome, why_of
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import joined
from iro_desktop.domain.measures.wording import POPULATION_USED

_REVIEWS: Final = frozenset({"rcpc_first", "rcpc_later"})
_PARTS: Final = {"rcpc_first": "first review conferences", "rcpc_later": "later review conferences"}
FAMILIES: Final = "families"


def _on_plan(facts: CaseFacts) -> Iterator[Stretch]:
    spans = [(s.started_on, s.over_on) for s in facts.plan_spans if not s.plan.temporary]
    for start, until in joined(spans):
        why = Why("on plan", started_on=start, done_on=until)
        for days, officer_id in facts.by_officer([(start, until)]):
            yield Stretch(*days, facts.child_id, officer_id, met=True, why=why)


def _reviews_due(facts: CaseFacts) -> Iterator[Outcome]:
    for due in facts.review_dues:
        if due.part in _REVIEWS and due.counted and due.due_on is not None:
            on = due.held_on if due.in_time and due.held_on else due.due_on
            chair_id = facts.chair_on(due.review_id, on)
            yield due_outcome(facts, due, chair_id)


def _reviews_held(facts: CaseFacts) -> Iterator[Outcome]:
    for due in facts.review_dues:
        if due.part in _REVIEWS:
            yield from _held(facts, due)


def _held(facts: CaseFacts, due: ReviewDue) -> Iterator[Outcome]:
    """Yield a conference on the day it was held; left out where nothing can judge it."""
    if due.held_on is not None:
        met = due.in_time if due.counted and due.due_on is not None else None
        chair_id = facts.chair_on(due.review_id, due.held_on)
        yield Outcome(due.held_on, facts.child_id, chair_id, met, why_of(due), due.part)


def _initial_conferences(facts: CaseFacts) -> Iterator[Outcome]:
    for due in facts.review_dues:
        if due.part == "icpc":
            for one in _held(facts, due):
                yield Outcome(
                    one.on,
                    one.child_id,
                    one.officer_id,
                    one.met,
                    one.why,
                    group=facts.family_of(due.review_id),
                )


def _with_families(children: list[Outcome]) -> list[Outcome]:
    """Return the outcomes by child and, beside them, one per family: met if all its children are.

    One conference of a large sibling group moves the figure by child a long way.
    """
    families: dict[tuple[str, object], list[Outcome]] = {}
    for one in children:
        if one.met is not None:
            families.setdefault((one.group, one.on), []).append(one)
    return children + [
        Outcome(
            first.on,
            first.child_id,
            first.officer_id,
            all(one.met for one in ones),
            next((one.why for one in ones if not one.met), first.why),
            FAMILIES,
            first.group,
        )
        for ones in families.values()
        for first in [min(ones, key=lambda one: one.child_id)]
    ]


NUMBER: Final = Measure(
    id="cp_number",
    title="Children on a child protection plan",
    kind=Kind.NUMBER,
    unit=Unit.CHILDREN,
    section=Section.PROTECTION,
    asks="How many children are on a child protection plan, and is that rising or falling?",
    one_case="child",
    wording=Wording(
        subject="The number of children on a child protection plan",
        cases="children on a child protection plan",
        case="child on a child protection plan",
    ),
    definition=(
        "Children with a child protection plan that is open at the end of the last day: started on "
        "or before it, and not ended on or before it. Temporary plans, for which another authority "
        "stays responsible, are left out."
    ),
    source="Department for Education, children in need census: open plans",
    stretches=_on_plan,
)

RATE: Final = Measure(
    id="cp_rate_per_10000",
    title="Children on a child protection plan per 10,000",
    kind=Kind.PER_POPULATION,
    unit=Unit.PER_10000,
    section=Section.PROTECTION,
    asks="How many children are on a plan for the size of the area, beside other areas?",
    one_case="child",
    wording=Wording(
        subject="Children on a child protection plan",
        cases="children on a child protection plan",
        case="child on a child protection plan",
    ),
    definition=(
        "Children with a child protection plan that is open at the end of the last day, temporary "
        "plans left out ÷ the children aged 0 to 17 who live in the area, times 10,000. "
        f"{POPULATION_USED}"
    ),
    source="Office for National Statistics mid-year population; Department for Education rates",
    examples=(
        Example("1,194 children, 247,700 aged 0 to 17", 1194, 247_700, "48.2 per 10,000"),
        Example("2,106 children, 251,000 aged 0 to 17", 2106, 251_000, "83.9 per 10,000"),
    ),
    stretches=_on_plan,
)

_TIMES: Final = (
    "In time: the first review conference within 3 months of the initial or transfer-in "
    "conference, later ones within 6 months of the one before. {months} A reconvened conference "
    "does not start the clock again. The owner is the chair or, where none is recorded, the IRO "
    "allocated that day. Temporary plans are left out."
)

REVIEWS_DUE: Final = Measure(
    id="cp_reviews_in_time",
    title="Review conferences in time",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="Were the review conferences that fell due held in time?",
    one_case="conference",
    wording=Wording(
        subject="Review conferences held in time",
        cases="review conferences that fell due",
        met="were held in time",
    ),
    definition=(
        "Review conferences held by their due date ÷ those that were due, one per child. One held "
        "in time is filed on the day it was held; one held late or not at all is one failure, "
        "filed on the day it was due. Not counted: those due after the day of the figure, and "
        f"those due on or after the day on which the plan ended or the child turned 18. {_TIMES}"
    ),
    source="Working Together to Safeguard Children: within 3 months, then within 6",
    outcomes=_reviews_due,
    parts=_PARTS,
)

REVIEWS_HELD: Final = Measure(
    id="cp_reviews_in_time_held",
    title="Review conferences in time, of those held",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="Of the review conferences that were held, how many were in time?",
    one_case="conference",
    wording=Wording(
        subject="Review conferences in time of those held",
        cases="review conferences that were held",
        met="were in time",
    ),
    definition=(
        "Review conferences held by their due date ÷ review conferences held, one per child, filed "
        f"on the day they were held. Overdue ones are not seen by this figure. {_TIMES}"
    ),
    source="Working Together to Safeguard Children: within 3 months, then within 6",
    outcomes=_reviews_held,
    parts=_PARTS,
)

INITIAL: Final = Measure(
    id="icpc_in_time",
    title="Initial conferences in time",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="Were initial conferences held within 15 working days?",
    one_case="child at a conference",
    wording=Wording(
        subject="Initial conferences held in time",
        cases="initial conferences",
        met="were held in time",
    ),
    definition=(
        "Initial child protection conferences held within 15 working days of the strategy "
        "discussion that started the section 47 enquiry, the first where there were several ÷ "
        "those held, filed on the day they were held, whether or not a plan followed; one per "
        "child, twins are two. By family it is shown beside. Left out and listed: conferences "
        "without the date of a strategy discussion, or dated before it. Transfer-in conferences "
        "are not in it. The owner is the chair or, where none is recorded, the IRO allocated that "
        "day. {trigger}"
    ),
    source="Working Together to Safeguard Children: 15 working days of the strategy discussion",
    examples=(Example("25 of 30 initial conferences within 15 working days", 25, 30, "83.3%"),),
    outcomes=_initial_conferences,
    finish=_with_families,
    beside={FAMILIES: "families"},
)
