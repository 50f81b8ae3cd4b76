"""Personal education plans around the ends of terms, and around the change of their format."""

from datetime import date

from hypothesis import strategies as st

from iro_desktop.domain.records import ChildRecord
from iro_desktop.domain.snapshot import CaseFile
from tests.builders import a_case, a_pep, local_standards
from tests.domain.measures.caseloads.drawn import (
    FIRST,
    WORKING_DAYS_20,
    Drawn,
    allocated,
    around,
    asked_on,
    day,
    days_close_to,
    in_care,
)

TERMS = (
    ("Autumn", "2019-09-02", "2019-12-20"),
    ("Spring", "2020-01-06", "2020-04-03"),
    ("Summer", "2020-04-20", "2020-07-17"),
    ("Autumn", "2020-09-01", "2020-12-18"),
    ("Spring", "2021-01-04", "2021-04-01"),
)
BIRTHDAYS = (None, date(2010, 6, 15), date(2017, 1, 20), date(2002, 8, 31), date(2002, 9, 1))
FORMAT = st.sampled_from(["", "", "old", "new"])
GRADE = st.sampled_from(["", "good", "good", "adequate", "poor"])


def offset(text: str) -> int:
    return (date.fromisoformat(text) - FIRST).days


def middle(first: str, last: str) -> int:
    return (offset(first) + offset(last)) // 2


BOUNDS = [
    bound
    for _, first, last in TERMS
    for bound in (offset(first), middle(first, last), offset(last))
]
BEGIN, FINISH = BOUNDS[0] - 30, BOUNDS[-1] + 60
ANY_DAY = st.one_of(st.integers(BEGIN, FINISH), around(BOUNDS))


@st.composite
def children(draw: st.DrawFn) -> tuple[CaseFile, list[int]]:
    """One or two periods of care, with plans completed, or only started."""
    records: list[ChildRecord] = []
    edges: list[int] = []
    start = draw(st.one_of(st.integers(BEGIN - 100, BEGIN), ANY_DAY))
    for _ in range(draw(st.integers(1, 2))):
        due = start + draw(WORKING_DAYS_20)
        period, end = draw(in_care(start, [due, *(b for b in BOUNDS if b > start)]))
        records.append(period)
        edges += [start, due]
        if end is None:
            break
        start = end + draw(st.integers(1, 60))
    for _ in range(draw(st.integers(1, 4))):
        completed = draw(st.one_of(ANY_DAY, around(edges)))
        only_started = draw(st.integers(0, 5)) == 5
        records.append(
            a_pep(
                None if only_started else day(completed),
                started_on=day(completed - 5),
                format_version=draw(FORMAT),
                grade=draw(GRADE),
            )
        )
    records += draw(allocated(edges))
    return a_case(*records, born=draw(st.sampled_from(BIRTHDAYS))), edges


@st.composite
def caseloads(draw: st.DrawFn) -> Drawn:
    """A caseload; terms are entered from the start, from some day on, or not at all."""
    found = draw(st.lists(children(), min_size=1, max_size=3))
    edges = [*BOUNDS, *(edge for _, edges in found for edge in edges)]
    terms = draw(st.sampled_from([TERMS, TERMS, TERMS[1:], TERMS[:3], ()]))
    standards = [local_standards("2000-01-01", terms=terms)]
    if not draw(st.integers(0, 3)):
        standards.append(local_standards(day(draw(ANY_DAY)), terms=TERMS[2:], pep_from_age=4))
    as_of = draw(asked_on(edges, BEGIN, FINISH))
    days = days_close_to(edges, as_of)
    return Drawn([case for case, _ in found], as_of, days, tuple(standards))


CASELOADS = caseloads()
