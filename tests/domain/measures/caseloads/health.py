"""Health assessments, refusals, and life story work of children in care."""

from datetime import date

from hypothesis import strategies as st

from iro_desktop.domain.records import ChildRecord, LifeStory
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_health_assessment, a_permanence_plan, an_id
from tests.domain.measures.caseloads.drawn import (
    SELDOM,
    WORKING_DAYS_20,
    a_day,
    allocated,
    around,
    caseloads,
    day,
    in_care,
    months_after,
)

BIRTHDAYS = (None, date(2010, 6, 15), date(2012, 8, 31), date(2013, 1, 5), date(2000, 2, 10))
PLAN = st.sampled_from(
    ["relatives", "long_term_foster", "residential", "supported", "adoption"] * 2
    + ["return_1_month", "other"]
)


@st.composite
def assessed(draw: st.DrawFn, start: int) -> tuple[list[ChildRecord], list[int]]:
    """Assessments and refusals from before the start on, and the days that decide of them."""
    records: list[ChildRecord] = []
    due = start + draw(WORKING_DAYS_20)
    edges = [start, due, months_after(start, 12)]
    at = draw(around([months_after(start, -3), start, due, months_after(start, 6)]))
    for _ in range(draw(st.integers(0, 3))):
        refused = draw(st.sampled_from([False, False, True]))
        both = draw(st.integers(0, 5)) == 0
        records.append(
            a_health_assessment(
                None if refused else day(at), refused_on=day(at) if refused or both else None
            )
        )
        due_again = [months_after(at, 6), months_after(at, 12)]
        edges += due_again
        at = max(draw(st.one_of(around(due_again), st.integers(at + 1, at + 300))), at + 1)
    return records, edges


@st.composite
def life_stories(draw: st.DrawFn, start: int) -> tuple[list[ChildRecord], list[int]]:
    """Permanence plans that follow one another, and life story work."""
    records: list[ChildRecord] = []
    edges = [start]
    at = start + draw(st.integers(-20, 60))
    for _ in range(draw(st.sampled_from([1, 1, 2]))):
        end = draw(st.sampled_from([None, None, at + 100, at + 300]))
        parallel = draw(SELDOM)
        records.append(
            a_permanence_plan(day(at), draw(PLAN), ended_on=a_day(end), parallel=parallel)
        )
        edges.append(at)
        at += draw(st.sampled_from([0, 100, 200]))
    for _ in range(draw(st.sampled_from([1, 1, 0, 2]))):
        given_on = draw(st.sampled_from([None, start, start + 50, start + 150]))
        again = start if given_on is None else given_on
        reviewed = draw(st.sampled_from([None, None, again - 1, again + 1, again + 200]))
        edges += [months_after(one, 12) for one in (given_on, reviewed) if one is not None]
        records.append(
            LifeStory(
                id=an_id(),
                stage=draw(st.sampled_from(["", "none", "started", "given", "reviewed"])),
                started_on=a_day(draw(st.sampled_from([None, None, start, start + 10]))),
                book_given_on=a_day(given_on),
                reviewed_on=a_day(reviewed),
            )
        )
    return records, edges


@st.composite
def with_life_stories(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """One period of care with life story work."""
    start = draw(st.integers(60, 300))
    records, edges = draw(life_stories(start))
    period, _ = draw(in_care(start, edges))
    return a_case(period, *records, *draw(allocated(edges))), edges


@st.composite
def children(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """One or two periods of care."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    start = draw(st.integers(60, 300))
    for _ in range(draw(st.integers(1, 2))):
        found, days = draw(assessed(start))
        records += found
        edges += days
        period, end = draw(in_care(start, [start + draw(WORKING_DAYS_20), *edges]))
        records.append(period)
        if end is None:
            break
        edges.append(end)
        start = end + draw(st.integers(1, 120))
    records += draw(allocated(edges))
    return a_case(*records, born=draw(st.sampled_from(BIRTHDAYS))), edges


HEALTH = caseloads(children(), 60)
LIFE_STORIES = caseloads(with_life_stories(), 100)
