"""Challenges with their themes and outcomes, and contacts between reviews."""

from hypothesis import strategies as st

from iro_desktop.domain.records import ChildRecord, Contact
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_challenge, a_plan, a_review, a_step, an_id
from tests.domain.measures.caseloads.drawn import (
    CHAIR,
    OFFICER,
    OFFSETS,
    SELDOM,
    WORKING_DAYS_20,
    a_day,
    allocated,
    around,
    caseloads,
    day,
    in_care,
    maybe,
    perhaps,
)

THEME = st.sampled_from(
    ["", "Delay: permanence", "Delay: assessment or report", "Practice: visits or contact", "Other"]
)
STAGES = st.sampled_from(
    [(), ("informal",), ("informal", "stage1", "stage2"), ("stage2", "stage4")]
)
OUTCOME = st.sampled_from(["", "achieved", "achieved", "part", "no", "overtaken"])
WITH_WHOM = st.sampled_from(["social_worker", "social_worker", "team", "child", "carer"])


@st.composite
def challenged(draw: st.DrawFn) -> tuple[list[ChildRecord], list[int]]:
    """One issue with its themes, its stages and its end."""
    opened = draw(OFFSETS)
    first = opened + draw(st.sampled_from([0, 0, 1, 3]))
    closed = draw(maybe(st.integers(opened, opened + 150)))
    reached = draw(maybe(st.integers(opened, opened + 150)))
    stated = draw(perhaps([opened + 1, first + 1]))
    challenge = a_challenge(
        day(opened),
        officer_id=draw(OFFICER),
        theme=draw(THEME),
        other_themes=tuple(draw(st.lists(THEME, max_size=2))),
        right_outcome=draw(st.sampled_from(["", " ", "Lives with her aunt"])),
        outcome_stated_on=a_day(stated),
        closed_on=a_day(closed),
        outcome=draw(OUTCOME),
        outcome_on=a_day(reached),
        good_practice=draw(SELDOM),
    )
    records: list[ChildRecord] = [challenge]
    for stage in draw(STAGES):
        records.append(a_step(challenge, stage, day(first)))
        first += draw(st.integers(1, 40))
    return records, [one for one in (opened, closed, reached) if one is not None]


@st.composite
def challenges(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """A child with a few issues."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    for _ in range(draw(st.integers(1, 3))):
        found, days = draw(challenged())
        records += found
        edges += days
    return a_case(*records, *draw(allocated(edges))), edges


@st.composite
def met_between(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """A child with reviews, conferences or both, and contacts around and between them."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    for kind in draw(st.sampled_from([("cla",), ("rcpc",), ("cla", "rcpc")])):
        start = draw(st.integers(0, 300))
        days = [start + draw(WORKING_DAYS_20)]
        for gap in draw(st.lists(st.integers(1, 200), max_size=3)):
            days.append(days[-1] + gap)
        if kind == "cla":
            period, _ = draw(in_care(start, days))
            records.append(period)
        else:
            end = draw(perhaps(days))
            until = None if end is None else day(max(end, start + 1))
            records.append(a_plan(day(start), until, temporary=draw(SELDOM)))
            records.append(a_review(day(start), "icpc", strategy_on=day(start - 20)))
        before = start
        for held in days:
            spoken = draw(perhaps([before, held - 15, held]))
            records.append(
                a_review(
                    day(held), kind, chair_id=draw(CHAIR), social_worker_contact_on=a_day(spoken)
                )
            )
            before = held
        edges += [start, *days, *(held - 15 for held in days)]
    records += [
        Contact(
            id=an_id(),
            contact_on=day(draw(around(edges))),
            with_whom=draw(WITH_WHOM),
            pre_meeting=draw(SELDOM),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    return a_case(*records, *draw(allocated(edges))), edges


CHALLENGES = caseloads(challenges())
CONTACTS = caseloads(met_between())
