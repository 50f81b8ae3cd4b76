"""What all random caseloads are made of: days near the edges that decide, IROs, allocations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.records import ChildRecord, Comparator, Meeting, Standards
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import an_allocation, care

FIRST: Final = date(2017, 1, 2)
LAST: Final = 800
OFFICERS: Final = ("A", "B")

OFFSETS: Final = st.integers(0, LAST)
OFFICER: Final = st.sampled_from(OFFICERS)
CHAIR: Final = st.sampled_from(["", "", *OFFICERS])
WORKING_DAYS_20: Final = st.integers(26, 32)
NEAR: Final = st.integers(-1, 1)
SELDOM: Final = st.sampled_from([None, None, None, True])
YES_NO: Final = st.sampled_from([None, True, False])


@dataclass(frozen=True)
class Drawn:
    """A caseload, the day on which to ask, and days before it that decide something."""

    cases: list[CaseFile]
    as_of: date
    edges: tuple[date, ...] = ()
    standards: tuple[Standards, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    comparators: tuple[Comparator, ...] = ()


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def a_day(offset: int | None) -> date | None:
    return None if offset is None else day(offset)


def months_after(offset: int, number: int) -> int:
    return (add_months(day(offset), number) - FIRST).days


def maybe(strategy: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.one_of(st.none(), strategy)


def close_to(offsets: Iterable[int]) -> list[int]:
    """The days before, of, and after each of these."""
    return [offset + near for offset in offsets for near in (-1, 0, 1)]


def days_close_to(offsets: Iterable[int], last: date) -> tuple[date, ...]:
    """The days before, of, and after each of these, up to the last."""
    return tuple(sorted({day(one) for one in close_to(offsets) if day(one) <= last}))


def around(offsets: Iterable[int]) -> st.SearchStrategy[int]:
    """The day before, of, or after one of these."""
    return st.sampled_from(close_to(offsets))


def perhaps(offsets: Iterable[int]) -> st.SearchStrategy[int | None]:
    """The day before, of, or after one of these; one time in three none."""
    found = close_to(offsets)
    return st.sampled_from([None] * (len(found) // 2) + found)


def asked_on(edges: Iterable[int], first: int = 100, last: int = LAST) -> st.SearchStrategy[date]:
    """A day on which to ask: any, or one at these edges."""
    inside = [edge for edge in edges if first <= edge <= last]
    anyone = st.integers(first, last)
    return st.one_of(anyone, around(inside)).map(day) if inside else anyone.map(day)


@st.composite
def allocated(draw: st.DrawFn, anchors: list[int]) -> list[ChildRecord]:
    """Allocations, named or covering, that may overlap and may leave gaps."""
    found: list[ChildRecord] = []
    edges = st.one_of(OFFSETS, st.sampled_from(anchors)) if anchors else OFFSETS
    for _ in range(draw(st.integers(0, 3))):
        start, end = draw(maybe(edges)), draw(maybe(edges))
        role = draw(st.sampled_from(["named", "named", "covering"]))
        if start is not None and end is not None:
            end = max(start, end)
        found.append(an_allocation(draw(OFFICER), a_day(start), a_day(end), role))
    return found


@st.composite
def in_care(
    draw: st.DrawFn, start: int, ends: Iterable[int], reasons: tuple[str, ...] = ("",)
) -> tuple[ChildRecord, int | None]:
    """A period of care that may end at one of these days, and the day it did."""
    end = draw(perhaps(ends))
    if end is not None:
        end = max(end, start + 1)
    state = draw(st.sampled_from(["known"] * 5 + ["unknown", "short"]))
    period = care(
        day(start),
        a_day(end),
        start_unknown=state == "unknown" or None,
        short_breaks=state == "short" or None,
        end_reason="" if end is None else draw(st.sampled_from(reasons)),
    )
    return period, end


@st.composite
def caseloads(
    draw: st.DrawFn,
    children: st.SearchStrategy[tuple[CaseFile, list[int]]],
    first: int = 100,
    last: int = LAST,
) -> Drawn:
    """A few of these children, drawn with the days that decide, and a day on which to ask."""
    found = draw(st.lists(children, min_size=1, max_size=3))
    edges = [edge for _, edges in found for edge in edges]
    as_of = draw(asked_on(edges, first, last))
    return Drawn([case for case, _ in found], as_of, days_close_to(edges, as_of))
