"""Whether children took part in the conferences about them, and how far that differs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import CONFERENCES, age_on
from iro_desktop.domain.measures.definition import Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.looked_after import OF_AGE, TOOK_PART
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Participation

_UNDER_4: Final = "PN0"


def _took_part(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each conference of a child old enough: met if the child's views were part of it."""
    if not facts.conferences:
        return
    recorded = _recorded(facts)
    for held_on, review in facts.conferences:
        owner = facts.chair_on(review.id, held_on)
        answers = recorded.get((held_on, review.review_type))
        code = answers.participation if answers else ""
        why = Why(_key(facts, code, held_on), code, done_on=held_on, note="conference")
        met = code in TOOK_PART if why.key == "participation" else None
        yield Outcome(held_on, facts.child_id, owner, met, why, code)
        if answers is None or met is None:
            continue
        for part, answer in (
            ("advocate_offered", answers.advocate_offered),
            ("advocate_used", answers.advocate_used),
        ):
            yield Outcome(held_on, facts.child_id, owner, answer is True, why, part)


def _recorded(facts: CaseFacts) -> dict[tuple[date, str], Participation]:
    """Return the participation on file by day and type of conference; one with a code first."""
    found: dict[tuple[date, str], Participation] = {}
    for one in facts.case.of(Participation):
        review = facts.reviews.get(one.review_id)
        if review is None or review.held_on is None or review.review_type not in CONFERENCES:
            continue
        key = review.held_on, review.review_type
        if key not in found or not found[key].participation:
            found[key] = one
    return found


def _key(facts: CaseFacts, code: str, held_on: date) -> str:
    """Return which sentence fits: only of "participation" can it be told whether it is met."""
    if code == _UNDER_4 or _is_too_young(facts, held_on):
        return "too young"
    if code in OF_AGE:
        return "participation"
    return "unknown code" if code else "no code"


def _is_too_young(facts: CaseFacts, day: date) -> bool:
    """Return whether the child was under the age of the standards; not yet born is too."""
    born_on = facts.case.child.born_on or facts.case.child.expected_on
    if born_on is None:
        return False
    age = age_on(born_on, day)
    return age is None or age < (facts.practice.on(day).participation_age or 0)


PARTICIPATION: Final = Measure(
    id="cp_participation",
    title="Children taking part in child protection conferences",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="Were children’s views part of their conferences, and is that so for every IRO?",
    one_case="conference",
    wording=Wording(
        subject="Participation in conferences",
        cases="conferences with a participation code",
        met="had the child’s views",
    ),
    definition=(
        "Initial, review and transfer-in conferences with codes PN1, PN2, PN3, PN5 and PN6 ÷ those "
        "with PN1 to PN7, one per child, filed on the day they were held. Children count from the "
        "age of {participation_age} on the day (a local setting); a child whose birthday is not on "
        "file counts by the code alone. Left out and listed: younger and unborn children, PN0, and "
        "conferences without one of these codes. Reconvened conferences are not in it. Beside it, "
        "of the conferences that count, those for which an advocate was offered, and used; where "
        "that is not recorded it counts as no. Of the whole service the lowest, middle and highest "
        "IRO and district with five conferences or more are said too, as one figure can hide how "
        "far they differ. The owner is the chair or, where none is recorded, the IRO allocated "
        "that day."
    ),
    source="practice: there is no national return; the codes are those of SSDA903",
    outcomes=_took_part,
    beside={
        "advocate_offered": "an advocate was offered",
        "advocate_used": "an advocate was used",
    },
    spread=True,
)
