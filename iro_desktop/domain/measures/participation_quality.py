"""How well children took part in their reviews, and what became of what they asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import CareSpan, ReviewDue, why_not_counted
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Ask, Participation

TICKS: Final = {
    "prepared": "prepared",
    "chose": "chose how, where and who",
    "chaired": "chaired or co-chaired",
    "seen_alone": "seen alone by the IRO",
    "own_words": "views in the child’s words",
    "written_to_child": "record written to the child",
}
_MOST: Final = 3
_WELL: Final = 2
_ANSWERED: Final = frozenset({"agreed", "part", "no"})
_REFUSED: Final = frozenset({"part", "no"})
_AGREED: Final = frozenset({"agreed", "part"})
REASON_TOLD: Final = "reason_told"
DONE: Final = "done"


def _quality(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each review that was scored and, beside it, each of its scores."""
    for held_on, scores in _scored(facts):
        points, number = sum(scores.values()), len(scores)
        officer_id = facts.officer_on(held_on)
        why = Why("participation scored", note=f"{points} of {number * _MOST}", done_on=held_on)
        yield Outcome(
            held_on, facts.child_id, officer_id, points >= _WELL * number, why,
            amount=points, weight=number,
        )  # fmt: skip
        for tick, score in scores.items():
            yield Outcome(
                held_on, facts.child_id, officer_id, score >= _WELL, why, tick, amount=score
            )


def _scored(facts: CaseFacts) -> Iterator[tuple[date, dict[str, int]]]:
    """Yield the day of each review in care that was scored, and its scores; one a day."""
    seen: set[date] = set()
    for one in facts.case.of(Participation):
        held_on = facts.reviews_in_care.get(one.review_id)
        if held_on is not None and held_on not in seen:
            scores = _scores(one)
            if scores:
                seen.add(held_on)
                yield held_on, scores


def _scores(one: Participation) -> dict[str, int]:
    """Return the scores that were given; what is not from 0 to 3 is none."""
    found: dict[str, int | None] = {tick: getattr(one, tick) for tick in TICKS}
    return {
        tick: score for tick, score in found.items() if score is not None and 0 <= score <= _MOST
    }


def _impact(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield what children asked for at their reviews and, beside it, what became of it."""
    for ask in facts.case.of(Ask):
        held_on = facts.reviews_in_care.get(ask.review_id)
        if held_on is not None:
            yield from _asked(facts, ask, held_on)


def _asked(facts: CaseFacts, ask: Ask, held_on: date) -> Iterator[Outcome]:
    officer_id = facts.officer_on(held_on)
    why = Why("ask", ask.answer, started_on=held_on)
    yield Outcome(held_on, facts.child_id, officer_id, ask.answer in _ANSWERED, why)
    if ask.answer in _REFUSED:
        told = ask.reason_told_on is not None and ask.reason_told_on <= facts.as_of
        yield Outcome(held_on, facts.child_id, officer_id, told, why, REASON_TOLD)
    if ask.answer in _AGREED:
        next_on = _next_review_on(facts, held_on)
        if next_on is not None:
            done = ask.done_on is not None and ask.done_on <= next_on
            yield Outcome(held_on, facts.child_id, officer_id, done, why, DONE)


def _next_review_on(facts: CaseFacts, held_on: date) -> date | None:
    """Return the day of the next review of the same period of care, or that on which it was due.

    None where it is still to come, and where care ended without it.
    """
    span = next(
        (one for one in facts.care_spans if one.holds(held_on) and not one.short_breaks), None
    )
    if span is None:
        return None
    days = sorted(set(facts.reviews_in_care.values()))
    number = bisect_right(days, held_on)
    if number < len(days) and span.holds(days[number]):
        return days[number]
    overdue = (
        _overdue_on(due, span, facts.as_of)
        for due in facts.review_dues
        if due.span_id == span.period.id
    )
    return min((day for day in overdue if day is not None), default=None)


def _overdue_on(due: ReviewDue, span: CareSpan, as_of: date) -> date | None:
    """Return the day by which a review that was not held was due, None while it is not overdue.

    After a review has been held, the next is due whether or not the start of care is known.
    """
    if due.held_on is not None or due.due_on is None or (due.start_known and not due.counted):
        return None
    return None if why_not_counted(due.due_on, None, span.over_on, as_of) else due.due_on


QUALITY: Final = Measure(
    id="cla_participation_quality",
    title="How well children {looked_after} take part in their reviews",
    kind=Kind.MEAN,
    unit=Unit.OF_THREE,
    section=Section.LOOKED_AFTER,
    asks="Beyond taking part at all, how well were children heard in their reviews?",
    one_case="review",
    wording=Wording(
        subject="How well children took part in their reviews",
        cases="scores given at reviews",
        met="were 2 or 3 of 3 on average",
        case="score given at a review",
        amounts="points",
    ),
    definition=(
        "The mean of all scores from 0 to 3 that reviews were given for how the child took part: "
        "prepared; chose how, where and who; chaired or co-chaired; seen alone by the IRO; views "
        "in the child’s words; record written to the child. All points ÷ all scores given, never a "
        "mean of means; a score left empty, or not from 0 to 3, is not counted at all. "
        "Reviews held while the child was {looked_after}, short breaks left out, one a day, filed "
        "on the day they were held under the IRO then allocated; those of children under 4 too, if "
        "scored. Behind the figure a review is met where its own scores average 2 or more. Beside "
        "it stands the mean of each of the six. Whether a child took part at all is the "
        "participation rate; the two are never mixed."
    ),
    source="practice: six questions about how a child took part",
    examples=(Example("101 scores given at reviews, 212 points", 212, 101, "2.1 of 3"),),
    outcomes=_quality,
    beside=TICKS,
)

IMPACT: Final = Measure(
    id="cla_participation_impact",
    title="What children {looked_after} asked for, with a recorded outcome",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Does what children ask for at their reviews get an answer?",
    one_case="ask",
    wording=Wording(
        subject="Recorded outcomes of what children asked for",
        cases="asks of children at their reviews",
        met="had a recorded outcome",
    ),
    definition=(
        "What children asked for at their reviews with a recorded outcome, agreed, agreed in part "
        "or not agreed ÷ all that they asked for. Reviews held while the child was {looked_after}, "
        "short breaks left out; each ask counts, filed on the day of its review under the IRO then "
        "allocated. Beside it: of those not agreed, or in part, how many children were told why; "
        "and of those agreed, or in part, how many were done by the next review of the same period "
        "of care, or by the day it was due where it is overdue. Asks whose next review is still to "
        "come are not in that part."
    ),
    source="practice: what changed for the child",
    examples=(Example("20 asks at reviews, 17 with a recorded outcome", 17, 20, "85%"),),
    outcomes=_impact,
    beside={
        REASON_TOLD: "told why, of those not agreed or in part",
        DONE: "done by the next review, of those agreed or in part",
    },
)
