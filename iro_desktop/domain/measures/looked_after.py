"""How many children are looked after, and how they took part in their reviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.wording import POPULATION_USED


def _in_care(facts: CaseFacts) -> Iterator[Stretch]:
    for start, until in facts.care:
        why = Why("looked after", started_on=start, done_on=until)
        for days, officer_id in facts.by_officer([(start, until)]):
            yield Stretch(*days, facts.child_id, officer_id, met=True, why=why)


NUMBER: Final = Measure(
    id="cla_number",
    title="Children {looked_after}",
    kind=Kind.NUMBER,
    unit=Unit.CHILDREN,
    section=Section.LOOKED_AFTER,
    asks="How many children are {looked_after}, and is that rising or falling?",
    one_case="child",
    wording=Wording(
        subject="The number of children {looked_after}",
        cases="children {looked_after}",
        case="child {looked_after}",
    ),
    definition=(
        "Children with a period of care that is open at the end of the last day: started on or "
        "before it, and not ended on or before it. Each child once, however many placements or "
        "legal statuses. Children {looked_after} only in a series of short breaks (V3, V4) are "
        "left out; children whose first day of care is not known count from the first day on file."
    ),
    source="Department for Education, SSDA903 guidance: open periods of care, short breaks apart",
    stretches=_in_care,
)

RATE: Final = Measure(
    id="cla_rate_per_10000",
    title="Children {looked_after} per 10,000",
    kind=Kind.PER_POPULATION,
    unit=Unit.PER_10000,
    section=Section.LOOKED_AFTER,
    asks="How many children are {looked_after} for the size of the area, beside other areas?",
    one_case="child",
    wording=Wording(
        subject="Children {looked_after}",
        cases="children {looked_after}",
        case="child {looked_after}",
    ),
    definition=(
        "Children with a period of care that is open at the end of the last day, each once, short "
        "breaks (V3, V4) left out ÷ the children aged 0 to 17 who live in the area, times 10,000. "
        f"{POPULATION_USED}"
    ),
    source="Office for National Statistics mid-year population; Department for Education rates",
    examples=(Example("2,100 children, 250,000 aged 0 to 17", 2100, 250_000, "84.0 per 10,000"),),
    stretches=_in_care,
)

TOOK_PART: Final = frozenset({"PN1", "PN2", "PN3", "PN5", "PN6"})
ATTENDED: Final = frozenset({"PN1", "PN2", "PN3", "PN4"})
OF_AGE: Final = TOOK_PART | ATTENDED | {"PN7"}
"""The codes of children old enough to take part."""
_KNOWN: Final = OF_AGE | {"PN0"}


def _participation(facts: CaseFacts, codes: frozenset[str]) -> Iterator[Outcome]:
    """Yield each review of a looked after child: met if its code is one of ``codes``."""
    for held_on, code in facts.coded_reviews:
        met = code in codes if code in OF_AGE else None
        key = "participation" if code in _KNOWN else "unknown code" if code else "no code"
        why = Why(key, code, done_on=held_on)
        yield Outcome(held_on, facts.child_id, facts.officer_on(held_on), met, why, code)


def _took_part(facts: CaseFacts) -> Iterator[Outcome]:
    yield from _participation(facts, TOOK_PART)


def _attended(facts: CaseFacts) -> Iterator[Outcome]:
    yield from _participation(facts, ATTENDED)


_CODES: Final = (
    "Reviews held while the child was {looked_after}, short breaks left out, filed on the day they "
    "were held. Not counted: PN0 (under 4 at the review) and reviews without one of these codes, "
    "which are listed apart. How the child attended, in person or by video, is recorded apart from "
    "the code."
)

PARTICIPATION: Final = Measure(
    id="cla_participation",
    title="Children {looked_after} taking part in their reviews",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Were children’s views part of their reviews?",
    one_case="review",
    wording=Wording(
        subject="Participation in reviews",
        cases="reviews with a participation code",
        met="had the child’s views",
    ),
    definition=f"Reviews with codes PN1, PN2, PN3, PN5 and PN6 ÷ those with PN1 to PN7. {_CODES}",
    source="Department for Education, SSDA903 codes PN0 to PN7",
    examples=(
        Example(
            "PN1 14, PN2 2, PN3 1, PN4 3, PN5 4, PN6 5, PN7 3; PN0 is not counted", 26, 32, "81.3%"
        ),
    ),
    outcomes=_took_part,
)

ATTENDANCE: Final = Measure(
    id="cla_attendance",
    title="Children {looked_after} attending their reviews",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="How many children came to their reviews?",
    one_case="review",
    wording=Wording(
        subject="Attendance at reviews",
        cases="reviews with a participation code",
        met="were attended by the child",
    ),
    definition=f"Reviews with codes PN1 to PN4 ÷ those with PN1 to PN7. {_CODES}",
    source="Department for Education, SSDA903 codes PN0 to PN7",
    examples=(Example("the same 32 reviews: PN1 to PN4 are 20", 20, 32, "62.5%"),),
    outcomes=_attended,
)
