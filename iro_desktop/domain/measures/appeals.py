"""Appeals against child protection conferences, held against the conferences there were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.codes import is_known
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Appeal

_OPEN: Final = "open"


def _conferences_and_appeals(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each conference held (not met) and each appeal accepted (met), on its own day."""
    for held_on, review in facts.conferences:
        why = Why("conference", done_on=held_on)
        chair_id = facts.chair_on(review.id, held_on)
        family = facts.family_of(review.id)
        yield Outcome(held_on, facts.child_id, chair_id, met=False, why=why, group=family)
    for appeal in facts.case.of(Appeal):
        if appeal.accepted_on is not None:
            yield _accepted(facts, appeal, appeal.accepted_on)


def _accepted(facts: CaseFacts, appeal: Appeal, accepted_on: date) -> Outcome:
    review = facts.reviews.get(appeal.review_id)
    return Outcome(
        accepted_on,
        facts.child_id,
        facts.chair_on(appeal.review_id, accepted_on),
        met=True,
        why=Why(
            "appeal",
            appeal.appellant,
            started_on=review.held_on if review else None,
            done_on=accepted_on,
            note=appeal.outcome,
        ),
        part=appeal.outcome if is_known("appeal_outcome", appeal.outcome) else _OPEN,
        group=facts.family_of(appeal.review_id),
    )


def _by_family(children: list[Outcome]) -> list[Outcome]:
    """Return one conference per family and day, and one appeal of each appellant and day.

    Of the children of one family the first stands for it; of their appeals one that is decided.
    """
    families: dict[tuple[object, ...], Outcome] = {}
    for one in children:
        key = (one.group, one.on, one.met, one.why.about, one.why.started_on)
        first = families.get(key)
        if first is None or _place(one) < _place(first):
            families[key] = one
    return list(families.values())


def _place(one: Outcome) -> tuple[bool, str]:
    return one.part == _OPEN, one.child_id


APPEALS: Final = Measure(
    id="cp_appeals",
    title="Appeals against child protection conferences",
    kind=Kind.RATIO,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="How often do families appeal against a conference?",
    one_case="family conference",
    wording=Wording(
        subject="Appeals accepted",
        cases="conferences held",
        case="conference held",
        amounts="appeals",
    ),
    definition=(
        "Appeals accepted in the period ÷ initial, review and transfer-in conferences held in the "
        "period. The unit is the family conference: the children of one meeting, or where no "
        "meeting is recorded the siblings of one group on one day, are one; so are the appeals "
        "that one appellant makes for them. Each is filed on its own day, the appeal on the day it "
        "was accepted and the conference on the day it was held, so that an appeal may be counted "
        "in a later period than its conference. Appeals come from parents, others with parental "
        "responsibility and children; complaints of agencies are none. They are shown by their "
        "outcome too. The decision stands while an appeal is looked into. The owner is the chair "
        "or, where none is recorded, the IRO allocated that day. Low is usual; no appeal at all "
        "over a long time may mean that families do not know that they can."
    ),
    source="practice, under the safeguarding partnership’s procedure for complaints and appeals",
    examples=(Example("6 appeals accepted, 1,480 family conferences held", 6, 1480, "0.4%"),),
    outcomes=_conferences_and_appeals,
    finish=_by_family,
    parts={
        "upheld": "upheld",
        "part": "upheld in part",
        "no": "not upheld",
        _OPEN: "without an outcome yet",
    },
    parts_of_all=True,
    lower_is_better=True,
)
