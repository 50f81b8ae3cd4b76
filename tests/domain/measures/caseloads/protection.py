"""Child protection plans that last, end and come again; family conferences and appeals."""

from hypothesis import strategies as st

from iro_desktop.domain.records import Appeal, ChildRecord, Meeting, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_child, a_meeting, a_plan, a_review, an_id
from tests.domain.measures.caseloads.drawn import (
    CHAIR,
    SELDOM,
    Drawn,
    a_day,
    allocated,
    around,
    asked_on,
    caseloads,
    day,
    maybe,
    months_after,
    perhaps,
)
from tests.domain.measures.caseloads.reviews import BIRTHDAYS

EARLIEST = -900
MODE = st.sampled_from(["", "", "in_person", "video", "phone", "hybrid"])
KIND = st.sampled_from(["cla", "icpc", "rcpc", "rcpc", "transfer", "reconvened"])
APPELLANT = st.sampled_from(["parent", "parent", "parent", "child"])
OUTCOME = st.sampled_from(["", "upheld", "part", "no"])


@st.composite
def previous(draw: st.DrawFn, start: int) -> dict[str, object]:
    """What a plan may say of earlier ones that are not on file."""
    if draw(st.integers(0, 2)):
        return {}
    ended = [start, months_after(start, -12), months_after(start, -24), start - 1000]
    return {
        "previous_plans": draw(st.sampled_from([None, 0, 1, 2])),
        "previous_plan_la": draw(st.sampled_from(["", "", "Elsewhere"])),
        "previous_plan_ended_on": a_day(draw(perhaps(ended))),
    }


@st.composite
def plans(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """Up to three plans of one child, around two years long and one or two years apart."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    start = draw(st.integers(EARLIEST, 300))
    for _ in range(draw(st.integers(1, 3))):
        two_years = months_after(start, 24)
        end = draw(st.one_of(perhaps([two_years]), st.integers(start + 1, start + 400)))
        plan = a_plan(day(start), a_day(end), temporary=draw(SELDOM), **draw(previous(start)))
        records.append(plan)
        edges += [start, two_years]
        if draw(st.booleans()):
            last = draw(around([two_years, start + 90]))
            continues = draw(st.sampled_from([None, True, False, False]))
            kind = draw(st.sampled_from(["rcpc", "rcpc", "reconvened"]))
            records.append(a_review(day(last), kind, plan_continues=continues))
        if end is None and draw(st.integers(0, 3)):
            break
        over = end if end is not None else start + 200
        edges.append(over)
        apart = [months_after(over, 12), months_after(over, 24)]
        start = draw(st.one_of(around(apart), st.integers(over + 1, over + 300)))
    records += draw(allocated(edges))
    return a_case(*records, born=draw(st.sampled_from(BIRTHDAYS))), edges


@st.composite
def attended(draw: st.DrawFn, booked: list[tuple[int, Meeting]]) -> tuple[list[Review], list[int]]:
    """A child's reviews and conferences in these meetings, or on the same days without one."""
    found, days = [], []
    for at, meeting in booked:
        if draw(st.integers(0, 2)):
            review = a_review(
                day(at),
                draw(KIND),
                meeting_id=draw(st.sampled_from([meeting.id, meeting.id, ""])),
                mode=draw(MODE),
                chair_id=draw(CHAIR),
            )
            found.append(review)
            days.append(at)
    return found, days


@st.composite
def appealed(draw: st.DrawFn, reviews: list[Review], days: list[int]) -> list[ChildRecord]:
    """Appeals, each about one of the conferences or, seldom, about none on file."""
    found: list[ChildRecord] = []
    for review, at in zip(reviews, days, strict=True):
        if review.review_type != "cla":
            for _ in range(draw(st.integers(0, 2))):
                after = draw(maybe(st.sampled_from([0, 10, 10, 10, 40])))
                accepted = None if after is None else day(at + after)
                found.append(
                    Appeal(
                        id=an_id(),
                        review_id=review.id if draw(st.integers(0, 7)) else "not on file",
                        accepted_on=accepted,
                        appellant=draw(APPELLANT),
                        outcome=draw(OUTCOME),
                    )
                )
    return found


@st.composite
def meeting_caseloads(draw: st.DrawFn) -> Drawn:
    """Children, some of them siblings, whose reviews and conferences share meetings."""
    days = draw(st.lists(st.integers(0, 700), min_size=1, max_size=4, unique=True))
    booked = [(at, a_meeting(mode=draw(MODE), chair_id=draw(CHAIR))) for at in days]
    cases = []
    for _ in range(draw(st.integers(1, 3))):
        reviews, held = draw(attended(booked))
        records = [*reviews, *draw(appealed(reviews, held)), *draw(allocated(held))]
        group = draw(st.sampled_from(["", "siblings", "siblings"]))
        cases.append(a_case(*records, child=a_child(sibling_group_id=group)))
    as_of = draw(asked_on([*days, *(at + 10 for at in days)]))
    return Drawn(cases, as_of, meetings=tuple(meeting for _, meeting in booked))


PLANS = caseloads(plans(), 0)
MEETINGS = meeting_caseloads()
