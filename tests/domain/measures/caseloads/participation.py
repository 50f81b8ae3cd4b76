"""Children who took part in reviews and conferences, and what they asked for."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from iro_desktop.domain.records import (
    Ask,
    ChildRecord,
    FamilySafeguardingChecklist,
    Participation,
    Review,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_plan, a_review, an_id, local_standards
from tests.domain.measures.caseloads.drawn import (
    CHAIR,
    OFFSETS,
    WORKING_DAYS_20,
    YES_NO,
    Drawn,
    a_day,
    allocated,
    around,
    asked_on,
    day,
    in_care,
    months_after,
    perhaps,
)

TICKS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {},
        {"prepared": 3},
        {"prepared": 0, "chose": 0},
        {"chose": 2, "chaired": 2, "seen_alone": 1},
        {"chose": 3, "chaired": 3, "own_words": 0},
        {"prepared": 2, "chose": 2, "chaired": 2, "seen_alone": 2, "own_words": 2},
        {"seen_alone": 1, "own_words": 3, "written_to_child": 2},
        {"written_to_child": 4},
        {"written_to_child": 4, "prepared": 1, "own_words": -1},
    ]
)
CODE = st.sampled_from(["", *(f"PN{n}" for n in range(8))])
ANSWER = st.sampled_from(["", "agreed", "agreed", "part", "no"])
GAP = st.one_of(st.sampled_from([89, 91, 92, 181, 183, 184]), st.integers(1, 260))
QUESTIONS = ("adult_specialist", "workbook", "family_words", "outcomes", "next_step")
NO_ANSWER = (None, None, None, None, None)
ANSWERS: st.SearchStrategy[tuple[bool | None, ...]] = st.sampled_from(
    [
        NO_ANSWER,
        (True, True, True, True, True),
        (True, False, True, True, True),
        (None, True, True, True, True),
        (True, True, None, True, False),
        (False, False, True, True, True),
        (None, None, None, None, True),
        (None, False, None, None, None),
    ]
)


@st.composite
def took_part(draw: st.DrawFn, review: Review) -> list[ChildRecord]:
    """How a child took part, or no word of it."""
    if not draw(st.integers(0, 4)):
        return []
    found = Participation(
        id=an_id(),
        review_id=review.id,
        participation=draw(CODE),
        advocate_offered=draw(YES_NO),
        advocate_used=draw(YES_NO),
    )
    return [replace(found, **draw(TICKS))]


@st.composite
def asks(draw: st.DrawFn, review: Review, edges: list[int]) -> list[ChildRecord]:
    """What a child asked for, done around one of these days or not at all."""
    return [
        Ask(
            id=an_id(),
            review_id=review.id if draw(st.integers(0, 7)) else "unknown",
            answer=draw(ANSWER),
            reason_told_on=a_day(draw(perhaps(edges[:1]))),
            done_on=a_day(draw(perhaps(edges))),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]


@st.composite
def reviewed(draw: st.DrawFn) -> tuple[list[ChildRecord], list[int]]:
    """A period of care with reviews in it and just beside it, and the days that decide."""
    start = draw(st.integers(0, 300))
    days = [start + draw(WORKING_DAYS_20)]
    for gap in draw(st.lists(GAP, max_size=2)):
        days.append(days[-1] + gap)
    due = [months_after(days[-1], number) for number in (3, 6)]
    period, _ = draw(in_care(start, [*days, *due]))
    records: list[ChildRecord] = [period]
    for number, held in enumerate(days):
        review = a_review(day(held))
        following = days[number + 1 : number + 2] or due
        records += [review, *draw(took_part(review)), *draw(asks(review, [held, *following]))]
    return records, [start, *days, *due]


@st.composite
def conferred(draw: st.DrawFn) -> tuple[list[ChildRecord], list[int]]:
    """Conferences of a plan, with checklists."""
    days = [draw(OFFSETS)]
    for gap in draw(st.lists(GAP, max_size=2)):
        days.append(days[-1] + gap)
    records: list[ChildRecord] = [a_plan(day(days[0]))]
    for number, held in enumerate(days):
        later = st.sampled_from(["rcpc", "rcpc", "reconvened"])
        kind = draw(later if number else st.sampled_from(["icpc", "icpc", "transfer"]))
        review = a_review(day(held), kind, chair_id=draw(CHAIR))
        records += [review, *draw(took_part(review))]
        answers: dict[str, Any] = dict(zip(QUESTIONS, draw(ANSWERS), strict=True))
        checklist = FamilySafeguardingChecklist(id=an_id(), review_id=review.id)
        records.append(replace(checklist, **answers))
    return records, days


@st.composite
def children(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """A child whose 4th, 10th or 18th birthday may be near a meeting."""
    records, edges = draw(st.one_of(reviewed(), conferred()))
    born = None
    if draw(st.booleans()):
        at = day(draw(around(edges)))
        born = date(at.year - draw(st.sampled_from([4, 10, 18])), at.month, min(at.day, 28))
    return a_case(*records, *draw(allocated(edges)), born=born), edges


@st.composite
def caseloads(draw: st.DrawFn) -> Drawn:
    """A caseload, with the age from which children take part perhaps raised on some day."""
    found = draw(st.lists(children(), min_size=1, max_size=2))
    edges = [edge for _, edges in found for edge in edges]
    standards: tuple[Standards, ...] = ()
    if draw(st.booleans()):
        standards = (local_standards(day(draw(around(edges))), participation_age=10),)
    return Drawn([case for case, _ in found], draw(asked_on(edges)), standards=standards)


CASELOADS = caseloads()
