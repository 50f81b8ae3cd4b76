"""Children under care orders, at home or not, and how the order or their care ended."""

from hypothesis import strategies as st

from iro_desktop.domain.records import ChildRecord, DischargePlan
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, an_id, legal_status, placement
from tests.domain.measures.caseloads.drawn import (
    a_day,
    allocated,
    caseloads,
    day,
    in_care,
    months_after,
    perhaps,
)
from tests.domain.measures.caseloads.reviews import BIRTHDAYS

REASONS = ("", "E4A", "E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48")
OTHER_REASONS = ("E11", "E12", "E2", "E3", "E5", "E8", "E9", "E15", "E17")
STATUSES = st.sampled_from(
    [["C2"], ["C2"], ["C2"], ["C1", "C2"], ["C2", "C2"], ["C2", "C1", "C2"], ["V2"]]
)
PLACED = st.sampled_from(
    [["P1"], ["P1"], ["P1"], ["P1", "P1"], ["U4", "P1"], ["P1", "T4", "P1"], ["U4"]]
)
DECISION = st.sampled_from(["", "", "", "pursue", "not_now", "no"])
SOMETIMES = st.sampled_from([False, False, True])
Code = tuple[str, int, int | None]


@st.composite
def one_after_another(
    draw: st.DrawFn, start: int, codes: st.SearchStrategy[list[str]]
) -> list[Code]:
    """One to three codes: each with the day it began and the one it ended, if it did.

    Most follow one another without a day between; one may be left open when the next begins.
    """
    found: list[Code] = []
    *before, last = draw(codes)
    for code in before:
        length = draw(st.sampled_from([2, 30, 100, 200]))
        end = draw(st.sampled_from([length, length, length - 1, None]))
        found.append((code, start, None if end is None else start + end))
        start += length
    end = draw(st.sampled_from([None, None, None, None, 365, 366, 500]))
    return [*found, (last, start, None if end is None else start + end)]


@st.composite
def planned(draw: st.DrawFn, begun: list[int], later: list[int]) -> list[ChildRecord]:
    """One or two plans to discharge the order: considered early or late, with its steps later."""
    step = perhaps(later)
    return [
        DischargePlan(
            id=an_id(),
            considered_on=a_day(draw(perhaps([*begun, *later]))),
            decision=draw(DECISION),
            agreed_on=a_day(draw(step)),
            application_on=a_day(draw(step)) if draw(SOMETIMES) else None,
            granted_on=a_day(draw(step)) if draw(SOMETIMES) else None,
            refused_on=a_day(draw(step)) if draw(SOMETIMES) else None,
        )
        for _ in range(draw(st.sampled_from([1, 1, 2])))
    ]


@st.composite
def at_home(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """One or two periods of care, with legal statuses and placements through them."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    begun: list[int] = []
    start = draw(st.integers(0, 100))
    for _ in range(draw(st.sampled_from([1, 1, 2]))):
        statuses = draw(one_after_another(start, STATUSES))
        placements = draw(one_after_another(start + draw(st.integers(0, 20)), PLACED))
        records += [legal_status(code, day(on), a_day(to)) for code, on, to in statuses]
        records += [placement(code, day(on), a_day(to)) for code, on, to in placements]
        begun += [on for _, on, _ in (*statuses, *placements)]
        years = [months_after(on, 12) for on in begun]
        period, end = draw(in_care(start, [years[-1], years[-1] + 200, years[-1] + 300]))
        records.append(period)
        edges += years
        if end is None:
            break
        start = end + draw(st.integers(1, 100))
    later = [edge + 100 for edge in edges]
    records += draw(planned(begun, [*edges, *later]))
    records += draw(allocated(edges))
    return a_case(*records, born=draw(st.sampled_from(BIRTHDAYS))), [*edges, *later]


@st.composite
def left_care(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """One or two periods of care that ended, and discharges granted around the end."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    start = draw(st.integers(0, 300))
    for _ in range(draw(st.sampled_from([1, 1, 2]))):
        last = draw(st.sampled_from(["C2", "C2", "C2", "C1", "V2"]))
        end = start + draw(st.integers(10, 300))
        records += [
            legal_status("C2", day(start), day(start + 5)),
            legal_status(last, day(start + 5), a_day(draw(st.sampled_from([None, end])))),
        ]
        reasons = draw(st.sampled_from([REASONS, REASONS, OTHER_REASONS]))
        period, over = draw(in_care(start, [end], reasons))
        records.append(period)
        edges += [end, end - 31, end + 31]
        if over is None:
            break
        start = over + draw(st.integers(1, 40))
    for _ in range(draw(st.sampled_from([0, 1, 2]))):
        granted = draw(perhaps(edges))
        records.append(DischargePlan(id=an_id(), granted_on=a_day(granted)))
    records += draw(allocated(edges))
    return a_case(*records, born=draw(st.sampled_from(BIRTHDAYS))), edges


AT_HOME = caseloads(at_home(), 600, 1100)
LEFT_CARE = caseloads(left_care())
