"""Children with care, plans, reviews, checks, challenges, as random as they come.

Days are drawn close to the edges that decide: the last day in time, the ends of a window, the end
of care.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from iro_desktop.domain.records import ChildRecord, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import (
    a_case,
    a_challenge,
    a_check,
    a_permanence_plan,
    a_plan,
    a_population,
    a_review,
    a_step,
    care,
    local_standards,
    took_part,
)
from tests.domain.measures.caseloads.drawn import (
    CHAIR,
    LAST,
    NEAR,
    OFFICER,
    OFFSETS,
    SELDOM,
    WORKING_DAYS_20,
    Drawn,
    a_day,
    allocated,
    day,
    maybe,
    months_after,
)

BIRTHDAYS = (None, date(2010, 6, 15), date(2000, 2, 10), date(2001, 3, 5), date(1999, 12, 31))
MONTHS = st.sampled_from([89, 90, 91, 92, 93, 180, 181, 182, 183, 184, 185])
MIDDLES = st.sampled_from([44, 45, 46, 47, 90, 91, 92, 93])
WINDOW = st.sampled_from([-30, -29, -28, -27, -1, 0, 1, 13, 14, 15, 16])

Placed = tuple[list[ChildRecord], list[int]]
"""Records, and the offsets of the reviews or conferences that were held."""


@st.composite
def care_with_reviews(draw: st.DrawFn) -> Placed:
    """One to three periods of care, never overlapping; reviews in them and just beside them."""
    records: list[ChildRecord] = []
    anchors: list[int] = []
    at = draw(st.integers(0, 200))
    for _ in range(draw(st.integers(1, 3))):
        held = at + draw(st.one_of(WORKING_DAYS_20, st.integers(0, 60)))
        days: list[int] = []
        for gap in draw(st.lists(st.one_of(MONTHS, st.integers(1, 260)), max_size=4)):
            days.append(held)
            held += gap
        edges = [at + draw(WORKING_DAYS_20), held, *(one + draw(NEAR) for one in days)]
        edges += [one + draw(MIDDLES) + draw(WINDOW) for one in days]
        edges += [months_after(one, number) for one in days[-2:] for number in (3, 6)]
        end = draw(maybe(st.one_of(st.sampled_from(edges), st.integers(at + 1, at + 500))))
        end = None if end is None else max(end, at + 1)
        state = draw(st.sampled_from(["known"] * 5 + ["unknown", "missing", "short"]))
        period = care(
            day(at),
            a_day(end),
            start_unknown=state == "unknown" or None,
            earlier_reviews_missing=state == "missing" or None,
            short_breaks=state == "short" or None,
        )
        records += [period, *draw(reviewed(days)), *draw(planned(at, days))]
        anchors += days
        if end is None:
            break
        at = end + draw(st.integers(1, 100))
    return records, anchors


@st.composite
def reviewed(draw: st.DrawFn, days: list[int]) -> list[ChildRecord]:
    """Reviews on these days, with how the child took part."""
    records: list[ChildRecord] = []
    for offset in days:
        review = a_review(day(offset))
        records.append(review)
        code = draw(st.sampled_from(["", *(f"PN{n}" for n in range(8))]))
        if code:
            records.append(took_part(review, code))
    return records


@st.composite
def planned(draw: st.DrawFn, start: int, days: list[int]) -> list[ChildRecord]:
    """Perhaps a permanence plan, made and endorsed around one of the reviews."""
    if not draw(st.booleans()):
        return []
    anchor = draw(st.sampled_from([start, *days]))
    endorsed = draw(maybe(st.sampled_from([anchor - 1, anchor, anchor + 1, anchor + 40])))
    plan = a_permanence_plan(day(anchor + draw(NEAR)), endorsed_on=a_day(endorsed))
    return [plan]


@st.composite
def protected(draw: st.DrawFn) -> Placed:
    """A child protection plan with its conferences."""
    start = draw(OFFSETS)
    days = [start]
    for gap in draw(st.lists(st.one_of(MONTHS, st.integers(1, 230)), max_size=4)):
        days.append(days[-1] + gap)
    edges = [start + draw(MONTHS), *(one + draw(MIDDLES) + draw(WINDOW) for one in days)]
    end = draw(maybe(st.one_of(st.sampled_from(edges), st.sampled_from(days))))
    strategy = draw(maybe(st.sampled_from([-1, 0, 18, 19, 20, 21, 22, 23, 24, 25])))
    plan = a_plan(
        day(start),
        None if end is None else day(max(end, start + 1)),
        temporary=draw(SELDOM),
    )
    initial = a_review(
        day(start),
        "icpc",
        strategy_on=None if strategy is None else day(start - strategy),
        chair_id=draw(CHAIR),
    )
    reviews = [a_review(day(held), "rcpc", chair_id=draw(CHAIR)) for held in days[1:]]
    return [plan, initial, *reviews], days


@st.composite
def challenged(draw: st.DrawFn) -> list[ChildRecord]:
    """One issue that is raised, may move through stages, and may be closed."""
    opened = draw(OFFSETS)
    closed = draw(maybe(st.integers(0, 200)))
    challenge = a_challenge(
        day(opened),
        officer_id=draw(OFFICER),
        closed_on=None if closed is None else day(opened + closed),
        good_practice=draw(SELDOM),
    )
    records: list[ChildRecord] = [challenge]
    began = opened
    stages = [(), ("informal",), ("informal", "stage1", "stage2"), ("stage2", "stage4")]
    for stage in draw(st.sampled_from(stages)):
        records.append(a_step(challenge, stage, day(began)))
        began += draw(st.integers(1, 40))
    return records


@st.composite
def checked(draw: st.DrawFn, anchors: list[int]) -> list[ChildRecord]:
    """Checks around the midpoints after the reviews held, and some others."""
    found: list[ChildRecord] = []
    for anchor in anchors:
        if draw(st.booleans()):
            at = anchor + draw(MIDDLES) + draw(WINDOW)
            found.append(a_check(day(at), analysis=draw(st.sampled_from(["Settled"] * 4 + [" "]))))
    found += [a_check(day(at)) for at in draw(st.lists(OFFSETS, max_size=2))]
    return found


@st.composite
def children(draw: st.DrawFn) -> CaseFile:
    """One child with whatever may happen to it."""
    records: list[ChildRecord] = []
    anchors: list[int] = []
    for happened in (
        care_with_reviews() if draw(st.integers(0, 4)) else None,
        protected() if draw(st.booleans()) else None,
    ):
        if happened is not None:
            found, days = draw(happened)
            records += found
            anchors += days
    for _ in range(draw(st.integers(0, 2))):
        records += draw(challenged())
    records += draw(checked(anchors))
    records += draw(allocated(anchors))
    return a_case(*records, born=draw(st.sampled_from(BIRTHDAYS)))


@st.composite
def caseloads(draw: st.DrawFn) -> Drawn:
    """A caseload and a day on which to ask, often one that decides something."""
    cases = draw(st.lists(children(), min_size=1, max_size=3))
    held = [
        review.held_on
        for case in cases
        for review in case.of(Review)
        if review.held_on and day(200) <= review.held_on <= day(LAST - 200)
    ]
    as_of = day(draw(st.integers(300, LAST)))
    near_one = draw(st.booleans())
    if held and near_one:
        after = draw(st.one_of(NEAR, MONTHS)), draw(MIDDLES) + draw(WINDOW)
        as_of = draw(st.sampled_from(held)) + timedelta(days=draw(st.sampled_from(after)))
    return Drawn(cases, as_of)


BY_CHILD = local_standards(monitoring_method="children")
POPULATIONS = st.lists(
    st.builds(a_population, st.integers(2016, 2019), st.sampled_from([0, 800, 1000, 1250])),
    max_size=3,
    unique_by=lambda one: one.year_ending_on,
)
CASELOADS = caseloads()
CHECKED_BY_CHILD = CASELOADS.map(lambda drawn: replace(drawn, standards=(BY_CHILD,)))
WITH_POPULATIONS = st.builds(
    lambda drawn, populations: replace(drawn, comparators=tuple(populations)),
    CASELOADS,
    POPULATIONS,
)
