"""Reviews of looked after children: were they held in time, of those due and of those held."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import CareSpan, ReviewDue
from iro_desktop.domain.casefile.review_due import part_of_order
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, joined, shared, without
from iro_desktop.domain.rules import RULES

_KINDS: Final = frozenset({"cla", "adoption"})
PARTS: Final = {"first": "first reviews", "second": "second reviews", "later": "later reviews"}
_WORKING_DAYS_IN_CARE: Final = 20
_MONTHS: Final = 12


def due_outcome(facts: CaseFacts, due: ReviewDue, officer_id: str | None = None) -> Outcome:
    """A review or conference that was due, as due-based measures file it.

    Held by its due date it is filed on the day it was held; otherwise it is one failure on the
    due date, whether it was held late or never.
    """
    assert due.due_on is not None  # noqa: S101 - what counts as due has a date
    on = due.held_on if due.in_time and due.held_on else due.due_on
    owner = facts.officer_on(on) if officer_id is None else officer_id
    # First, second and later are those of the period of care, of an adoption review too.
    part = part_of_order(due.order) if due.kind == "adoption" else due.part
    return Outcome(on, due.child_id, owner, due.in_time, why_of(due), part)


def why_of(due: ReviewDue) -> Why:
    """The rule and the dates behind a review or conference."""
    if due.due_on is None or due.started_on is None:
        return Why("no due date", due.title, due.rule_id, done_on=due.held_on, note=due.why_not)
    key = "in time" if due.in_time else "late" if due.held_on else "overdue"
    return Why(key, due.title, due.rule_id, due.started_on, due.due_on, due.held_on)


def _reviews_due(facts: CaseFacts) -> Iterator[Outcome]:
    for due in facts.review_dues:
        if due.kind not in _KINDS:
            continue
        if due.counted:
            yield due_outcome(facts, due)
        elif due.kind == "cla" and (due.held_on is not None or due.open) and due.due_on is None:
            on = due.held_on or facts.as_of
            yield Outcome(on, due.child_id, facts.officer_on(on), None, why_of(due), due.part)


def _reviews_held(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each review that was held, judged by regulation 33 whatever else applied to it."""
    for due in facts.review_dues:
        if due.kind != "cla" or due.held_on is None:
            continue
        judged = due.start_known and due.due_on is not None and RULES[due.rule_id].mandatory
        why = why_of(due) if judged else Why("left out", done_on=due.held_on, note=due.why_not)
        owner = facts.officer_on(due.held_on)
        met = due.in_time if judged else None
        yield Outcome(due.held_on, due.child_id, owner, met, why, due.part)


def _children(facts: CaseFacts) -> Iterator[Stretch]:
    """Yield, for every day, whether all the child's reviews of the last 12 months were in time."""
    left = joined([span for care in facts.care_spans for span in _counted_days(facts, care)])
    for span, why in _failing(facts) if left else ():
        for days, officer_id in facts.by_officer(shared(left, [span])):
            yield Stretch(*days, facts.child_id, officer_id, met=False, why=why)
        left = without(left, [span])
    for days, officer_id in facts.by_officer(left):
        yield Stretch(*days, facts.child_id, officer_id, met=True, why=Why("all in time"))


def _counted_days(facts: CaseFacts, care: CareSpan) -> list[Span]:
    """Return the days from 20 working days of care on; later where the history is not on file."""
    if care.short_breaks or not care.start_known:
        return []
    start = facts.practice.calendar.add_working_days(care.started_on, _WORKING_DAYS_IN_CARE)
    if not care.history_known:
        held = [
            due.held_on
            for due in facts.review_dues
            if due.span_id == care.period.id and due.kind == "cla" and due.held_on is not None
        ]
        if not held:
            return []
        start = max(start, add_months(min(held), _MONTHS))
    return [(start, care.over_on)]


def _failing(facts: CaseFacts) -> list[tuple[Span, Why]]:
    """Return the days that each late review spoils: 12 months from its due date, or until held.

    One that was never held spoils them until that care is over.
    """
    over = {care.period.id: care.over_on for care in facts.care_spans}
    found: list[tuple[Span, Why]] = []
    for due in facts.review_dues:
        if due.kind not in _KINDS or not due.counted or due.in_time or due.due_on is None:
            continue
        year_on, ended_on = add_months(due.due_on, _MONTHS), due.held_on or over[due.span_id]
        until = None if ended_on is None else max(year_on, ended_on)
        found.append(((due.due_on, until), why_of(due)))
    return found


_NOT_COUNTED: Final = (
    "Not counted: periods of care whose start is not known, short breaks, reviews whose due date "
    "lies after the day of the figure, and reviews that fell due on or after the day on which care "
    "ended or the child turned 18. Cancelling or rebooking a review does not move its due date; "
    "parts of a series of meetings are one review. Reviews due from 24 April to 25 September 2020, "
    "which SI 2020/445 made voluntary, are left out."
)
_ADOPTION: Final = (
    "While a child is authorised or placed for adoption, the dates of the adoption reviews stand "
    "in for the others (Adoption Agencies Regulations 2005, reg 36)."
)
_TIMES: Final = (
    "In time: the first review within 20 working days of becoming {looked_after}, the second "
    "within 3 months of the first, later ones within 6 months of the one before, each counted from "
    "the day on which the review before was held (Care Planning Regulations 2010, reg 33). "
    "{months} {trigger}"
)

REVIEWS_DUE: Final = Measure(
    id="cla_reviews_in_time",
    title="Reviews of children {looked_after} in time",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Were the reviews that fell due held when the law says?",
    one_case="review",
    wording=Wording(
        subject="Reviews of children {looked_after} held in time",
        cases="reviews of children {looked_after} that fell due",
        met="were held in time",
    ),
    definition=(
        "Reviews held by their due date ÷ reviews that were due. A review held in time is filed on "
        "the day it was held, also when it was brought forward; one held late or not at all is one "
        f"failure, filed on the day it was due. {_TIMES} {_ADOPTION} {_NOT_COUNTED}"
    ),
    source="Care Planning Regulations 2010, reg 33; Adoption Agencies Regulations 2005, reg 36",
    examples=(Example("18 of 20 reviews that fell due were held in time", 18, 20, "90%"),),
    outcomes=_reviews_due,
    parts=PARTS,
)

REVIEWS_HELD: Final = Measure(
    id="cla_reviews_in_time_held",
    title="Reviews of children {looked_after} in time, of those held",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Of the reviews that were held, how many were in time?",
    one_case="review",
    wording=Wording(
        subject="Reviews in time of those held for children {looked_after}",
        cases="reviews of children {looked_after} that were held",
        met="were in time",
    ),
    definition=(
        "Reviews held by their due date ÷ reviews held, filed on the day they were held. Reviews "
        "that are overdue and not held are not seen by this figure: read it beside the one of "
        f"those due. {_TIMES} These times judge the reviews of children who are to be adopted too. "
        f"First, second and later come from the order within the period of care. {_NOT_COUNTED}"
    ),
    source="Care Planning Regulations 2010, reg 33",
    outcomes=_reviews_held,
    parts=PARTS,
)

CHILDREN: Final = Measure(
    id="cla_children_reviews_in_time",
    title="Children {looked_after} with all reviews in time",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="How many children had every review of the year in time?",
    one_case="child",
    wording=Wording(
        subject="Children {looked_after} with every review of 12 months in time",
        cases="children {looked_after} for 20 working days or more",
        met="had every review of the last 12 months in time",
    ),
    definition=(
        "Children {looked_after} on the last day, for 20 working days or more, whose reviews that "
        "fell due in the 12 months up to that day were all held in time ÷ all such children. A "
        "review that is still overdue spoils the figure until it is held, however long ago it was "
        "due. A child whose earlier reviews are not on file counts once 12 months of them are. "
        f"{_TIMES} {_ADOPTION} {_NOT_COUNTED}"
    ),
    source="practice, after the former national indicator 66",
    examples=(Example("10 children with 2 reviews each, 2 of them late once", 8, 10, "80%"),),
    stretches=_children,
)
