"""How far conferences followed the Family Safeguarding model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from iro_desktop.domain.measures.definition import Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import FamilySafeguardingChecklist

FEWEST_TICKS: Final = 4
"""How many of the five a conference needs: one may be out of the chair's hands, as where no adult
specialist has been appointed yet, but no more."""

TICKS: Final = {
    "adult_specialist": "an adult specialist contributed",
    "workbook": "workbook or group supervision in evidence",
    "family_words": "strengths and what must change in the family’s words",
    "outcomes": "plan written as outcomes",
    "next_step": "the family agrees the next step",
}


def _conferences(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each conference with a checklist, and beside it each of the ticks that is answered."""
    checklists: dict[str, list[FamilySafeguardingChecklist]] = {}
    for one in facts.case.of(FamilySafeguardingChecklist):
        checklists.setdefault(one.review_id, []).append(one)
    for review_id, found in checklists.items():
        review = facts.reviews.get(review_id)
        ticks = _ticks(found)
        if review is None or review.review_type == "cla" or review.held_on is None or not ticks:
            continue
        on, owner = review.held_on, facts.chair_on(review_id, review.held_on)
        number = sum(ticks.values())
        why = Why("family safeguarding", str(number), done_on=on)
        yield Outcome(on, facts.child_id, owner, number >= FEWEST_TICKS, why)
        for tick, is_there in ticks.items():
            yield Outcome(on, facts.child_id, owner, is_there, why, tick)


def _ticks(checklists: Sequence[FamilySafeguardingChecklist]) -> dict[str, bool]:
    """Return the ticks that are answered; of several checklists of one conference, any yes."""
    found = {}
    for tick in TICKS:
        answers = [getattr(one, tick) for one in checklists]
        if any(answer is not None for answer in answers):
            found[tick] = any(answers)
    return found


FAMILY_SAFEGUARDING: Final = Measure(
    id="family_safeguarding",
    title="Conferences that followed the Family Safeguarding model",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PRIORITIES,
    asks="Is the Family Safeguarding model part of how conferences are held?",
    one_case="conference",
    wording=Wording(
        subject="Conferences that followed the Family Safeguarding model",
        cases="conferences with a checklist",
        met=f"followed the Family Safeguarding model in {FEWEST_TICKS} or all 5 of its parts",
    ),
    definition=(
        f"Conferences with at least {FEWEST_TICKS} of the 5 parts of the model ticked ÷ "
        f"conferences with a checklist on which at least one part is answered, one per child, "
        f"filed on the day of the conference. The parts: an adult specialist (domestic abuse, "
        f"mental health, substance use) contributed; workbook or group supervision in evidence; "
        f"strengths and what must change in the family’s words; the plan written as outcomes; the "
        f"family agrees the next step. What is not answered counts as no. Each part is shown "
        f"beside, of the conferences on which it is answered. Conferences without a checklist are "
        f"not in it. The owner is the chair or, where none is recorded, the IRO allocated that day."
    ),
    source="practice, after the Family Safeguarding model",
    outcomes=_conferences,
    beside=TICKS,
)
