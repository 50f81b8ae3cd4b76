"""Moving children between IROs on paper: loads, warnings, and the plan as an allocations file."""

from datetime import date
from pathlib import Path
from typing import Any

from iro_desktop.domain.records import Officer, Record, WorkingTime
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.importers import allocations
from iro_desktop.services.what_if import plan, plan_file
from tests.builders import a_case, a_practice, an_allocation, care, local_standards, working_time
from tests.stores import TODAY

OFFICERS = (Officer(id="A", name="IRO A"), Officer(id="B", name="IRO B"))
TIMES = (working_time("A", 1.0), working_time("B", 0.5))


def snapshot(*cases: CaseFile) -> Snapshot:
    others: dict[type[Record], tuple[Record, ...]] = {Officer: OFFICERS, WorkingTime: TIMES}
    return Snapshot(1, {case.child.id: case for case in cases}, others)


def a_child_of(officer: str, since: str = "2020-01-06", **child: Any) -> CaseFile:
    return a_case(care("2019-09-02"), an_allocation(officer, since), **child)


def test_loads_stand_per_fte_before_and_after_the_moves() -> None:
    cases = [a_child_of("A", reference=f"A-{n}") for n in range(4)]
    found = plan(snapshot(*cases), a_practice(), TODAY, {cases[0].child.id: "B"})
    a, b = found.loads
    assert (a.name, a.now, a.then, a.per_fte_now, a.per_fte_then) == ("IRO A", 4, 3, 4.0, 3.0)
    assert (b.name, b.now, b.then, b.per_fte_now, b.per_fte_then) == ("IRO B", 0, 1, 0.0, 2.0)
    assert found.warnings == ()


def test_splitting_siblings_is_warned_of_and_moving_them_together_is_not() -> None:
    cases = [a_child_of("A", reference=f"LC-{n}", sibling_group_id="g") for n in (1, 2)]
    one, both = {cases[0].child.id: "B"}, {case.child.id: "B" for case in cases}
    assert plan(snapshot(*cases), a_practice(), TODAY, one).warnings == (
        "LC-1 and LC-2 are siblings with one IRO now and would have different ones.",
    )
    assert plan(snapshot(*cases), a_practice(), TODAY, both).warnings == ()


def test_losing_an_iro_of_a_year_or_more_is_warned_of() -> None:
    case = a_child_of("A", "2018-03-01", reference="LC-1")
    found = plan(snapshot(case), a_practice(), TODAY, {case.child.id: "B"})
    assert found.warnings == ("LC-1 has had the same IRO for 25 months and would get another.",)


def test_a_load_that_would_leave_the_range_is_warned_of() -> None:
    cases = [a_child_of("A", reference=f"A-{n}") for n in range(4)]
    practice = a_practice(local_standards(caseload_low=1, caseload_high=5))
    moves = {case.child.id: "B" for case in cases[:3]}
    found = plan(snapshot(*cases), practice, TODAY, moves)
    assert found.warnings == ("IRO B would carry more than 5 children per FTE.",)


def test_the_plan_is_a_file_that_the_import_of_allocations_reads(tmp_path: Path) -> None:
    case = a_child_of("A", reference="=LC-1")
    other = a_child_of("A", reference="LC-2")
    moves = {case.child.id: "B", other.child.id: "B", "gone": "B"}
    text = plan_file(snapshot(case, other), moves, date(2020, 5, 1))
    assert text == (
        "child,IRO,from,to,role\n'=LC-1,IRO B,2020-05-01,,named\nLC-2,IRO B,2020-05-01,,named\n"
    )
    path = tmp_path / "plan.csv"
    path.write_text(text)
    read = allocations.read([path], today=TODAY)
    assert read.problems == ()
