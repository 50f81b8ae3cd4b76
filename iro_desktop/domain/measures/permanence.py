"""Whether an endorsed permanence plan stood by the second review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import ReviewDue
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import PermanencePlan, Review

_SECOND: Final = 2


def _second_reviews(facts: CaseFacts) -> Iterator[Outcome]:
    for due in facts.review_dues:
        if due.kind != "cla" or due.order != _SECOND or not due.start_known:
            continue
        if due.held_on is not None:
            met, why = _judged(facts, due, due.held_on)
            owner = facts.officer_on(due.held_on)
            yield Outcome(due.held_on, facts.child_id, owner, met, why)


def _judged(facts: CaseFacts, due: ReviewDue, held_on: date) -> tuple[bool, Why]:
    """Return whether a plan of this period of care stood, and was endorsed, by the review."""
    plans = sorted(_plans_by(facts, due, held_on), key=_by_day)
    last_sitting_on = _completed_on(facts, due.review_id, held_on)
    for plan in plans:
        if plan.endorsed_on is not None and plan.endorsed_on <= last_sitting_on:
            why = Why("permanence", plan.plan, due.rule_id, plan.planned_on, held_on)
            return True, why
    if not plans:
        return False, Why("no permanence", rule_id=due.rule_id, due_on=held_on)
    plan = plans[-1]
    why = Why("not endorsed", plan.plan, due.rule_id, plan.planned_on, held_on, plan.endorsed_on)
    return False, why


def _by_day(plan: PermanencePlan) -> tuple[date, str]:
    return plan.planned_on or date.min, plan.id


def _plans_by(facts: CaseFacts, due: ReviewDue, held_on: date) -> Iterator[PermanencePlan]:
    """Yield the plans made by the review and not yet replaced, since any earlier care ended."""
    earlier = [
        span.ended_on
        for span in facts.care_spans
        if span.period.id != due.span_id and span.ended_on is not None and span.ended_on <= held_on
    ]
    since = max(earlier, default=date.min)
    for plan in facts.case.of(PermanencePlan):
        made = plan.plan and plan.planned_on is not None and since <= plan.planned_on <= held_on
        if made and (plan.ended_on is None or plan.ended_on >= held_on):
            yield plan


def _completed_on(facts: CaseFacts, review_id: str, held_on: date) -> date:
    """Return the day of the last sitting: an adjourned review goes on until then."""
    for review in facts.case.of(Review):
        if review.id == review_id and review.completed_on is not None:
            return max(held_on, review.completed_on)
    return held_on


PERMANENCE: Final = Measure(
    id="permanence_by_second_review",
    title="Permanence plan by the second review",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Did children have a plan for permanence by their second review?",
    one_case="child",
    wording=Wording(
        subject="Permanence plans made by the second review",
        cases="children whose second review was held",
        met="had an endorsed permanence plan by then",
    ),
    definition=(
        "Children whose second review of the period of care was held in the period, filed on its "
        "day; met where a permanence plan of this period of care was made on or before that day, "
        "was not replaced before it, and was endorsed by the IRO by its last sitting. Parallel "
        "plans count once. A plan made later does not count, nor does the plan of now. Children "
        "who left before a second review are not in it, nor are those whose earlier reviews are "
        "not on file."
    ),
    source="Care Planning Regulations 2010, reg 5(a), and statutory guidance: by the second review",
    examples=(
        Example("25 children had their second review, 22 with an endorsed plan", 22, 25, "88%"),
        Example("months of 2 of 2 five times and 10 of 20 once, over 6 months", 20, 30, "66.7%"),
    ),
    outcomes=_second_reviews,
)
