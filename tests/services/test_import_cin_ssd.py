"""Censuses and SSD extracts in a store: figures by hand, other sources, any order, never half."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.errors import CancelledError, FileTooLargeError, NotTextError
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    Contact,
    Officer,
    Participation,
    ProtectionPlan,
    Record,
    Review,
    Section47,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.imports import ImportResult, run_import
from iro_desktop.services.measures import measures_report
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.builders import an_id
from tests.censuses import a_census, census, child, details, enquiry, extract, plan
from tests.returns import a_file, a_return, episode
from tests.stores import a_workspace

TODAY = date(2020, 3, 31)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "store.iro", today=TODAY, whole_service=True)
    yield workspace
    assert list(findings(workspace.store)) == []
    workspace.close()


def case_of(workspace: Workspace, reference: str = "AB12") -> CaseFile:
    case = workspace.snapshot.case_by_reference(reference)
    assert case is not None
    return case


def figure(workspace: Workspace, measure: str) -> tuple[int, int]:
    (found,) = measures_report(workspace, [measure], as_of=TODAY)["measures"]
    return found["numerator"], found["denominator"]


def again(workspace: Workspace, fmt: str, paths: list[Path]) -> ImportResult:
    """Import the same files again, which must change nothing."""
    before = len(list(workspace.store.every_change()))
    result = run_import(workspace, fmt, paths)
    assert (result.new, result.changed) == ({}, {})
    assert len(list(workspace.store.every_change())) == before
    return result


TWO = (
    # The conference within 15 working days (28 January); reviews due on 28 April and 15 October.
    child(
        "AB12",
        details(
            enquiry("2019-01-07", "2019-01-28"),
            plan("2019-01-28", "2019-04-15", "2019-10-14"),
        ),
    ),
    # Due on 25 February and held on 1 March; the first review due on 1 June and held on the 10th,
    # the second due on 10 December and not held.
    child("CD34", details(enquiry("2019-02-04", "2019-03-01"), plan("2019-03-01", "2019-06-10"))),
)


def test_a_census_gives_the_figures_that_a_hand_works_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = [a_census(tmp_path, *TWO)]
    result = run_import(workspace, "cin-census", paths)
    assert result.new == {
        "Child": 2, "Allocation": 2, "Section47": 2, "ProtectionPlan": 2, "Review": 5,
    }  # fmt: skip
    assert (result.problems, result.year) == ((), 2020)
    assert figure(workspace, "cp_reviews_in_time") == (2, 4)
    assert figure(workspace, "cp_reviews_in_time_held") == (2, 3)
    assert figure(workspace, "icpc_in_time") == (1, 2)
    assert figure(workspace, "cp_number")[0] == 2
    again(workspace, "cin-census", paths)


def test_an_extract_of_the_same_cases_gives_the_same_figures_and_adds_little(
    workspace: Workspace, tmp_path: Path
) -> None:
    tables = extract(
        tmp_path,
        enquiries=["E1,AB12,2019-01-07,,", "E2,CD34,2019-02-04,,"],
        initial=["1,E1,AB12,N,,2019-01-28,Y", "2,E2,CD34,N,,2019-03-01,Y"],
        plans=["P1,AB12,2019-01-28,,,Neglect,Neglect", "P2,CD34,2019-03-01,,,Neglect,Neglect"],
        cp_reviews=[
            "1,AB12,P1,,2019-04-15,Y,Y,",
            "2,AB12,P1,,2019-10-14,Y,Y,",
            "3,CD34,P2,,2019-06-10,Y,N,",
        ],
    )
    run_import(workspace, "ssd", tables)
    alone = [figure(workspace, one) for one in ("cp_reviews_in_time", "icpc_in_time")]
    assert alone == [(2, 4), (1, 2)]
    again(workspace, "ssd", tables)
    both = run_import(workspace, "cin-census", [a_census(tmp_path, *TWO)])
    assert both.new == {}
    assert set(both.changed) <= {"Child", "ProtectionPlan", "Section47"}
    assert [figure(workspace, one) for one in ("cp_reviews_in_time", "icpc_in_time")] == alone
    assert len(case_of(workspace).of(Review)) == 3


def test_care_from_an_extract_joins_that_of_a_return(workspace: Workspace, tmp_path: Path) -> None:
    returned = a_return(
        tmp_path / "r",
        Header=["AB12,1,15/06/2010,WBRI,A1,,"],
        Episodes=[episode("AB12", "06/05/2019")],
        Reviews=["AB12,15/06/2010,30/05/2019,PN1"],
    )
    run_import(workspace, "ssda903", returned, year=2019)
    tables = extract(
        tmp_path / "e",
        person=["AB12,Ann,Other,M,WBRI,2010-06-15"],
        episodes=[
            "1,AB12,2019-05-06,S,N1,2019-09-02,X1,CP1,,2019-05-06,",
            "2,AB12,2019-09-02,L,N1,,,CP1,,2019-05-06,2020-02-09",
        ],
        legal=["1,AB12,C1,2019-05-06,2019-09-02", "2,AB12,C2,2019-09-02,"],
        reviews=["1,CP1,,2019-05-30,N,PN1", "2,CP1,,2019-08-21,N,PN1"],
        involvements=["1,W1,IRO,,2019-05-07,,,AB12"],
        professionals=["W1,S1,Jo Other"],
    )
    result = run_import(workspace, "ssd", tables)
    assert result.problems == ()
    case = case_of(workspace)
    (period,) = case.of(CarePeriod)
    assert (period.started_on, period.ended_on) == (date(2019, 5, 6), None)
    assert sorted(one.held_on for one in case.of(Review) if one.held_on) == [
        date(2019, 5, 30), date(2019, 8, 21),
    ]  # fmt: skip
    assert len(case.of(Participation)) == 2
    assert len(case.of(Contact)) == 1
    (named,) = [one for one in case.of(Allocation) if not one.assumed]
    assert {one.id: one.name for one in workspace.snapshot.of(Officer)}[named.officer_id] == (
        "Jo Other"
    )
    # The first review within 20 working days (3 June), the second within 3 months of it; the
    # third was due on 21 February 2020 and not held.
    assert figure(workspace, "cla_reviews_in_time") == (2, 3)
    again(workspace, "ssd", tables)


def test_what_was_typed_is_the_same_record_and_stays(workspace: Workspace, tmp_path: Path) -> None:
    child_id = an_id()
    with workspace.write("type a case") as write:
        write.put(Child(id=child_id, reference="ab12"))
        write.put(
            Review(
                id=an_id(), child_id=child_id, review_type="rcpc", held_on=date(2019, 4, 15),
                summary="What the child said",
            )
        )  # fmt: skip
        write.put(
            ProtectionPlan(
                id=an_id(), child_id=child_id, started_on=date(2019, 1, 28), latest_category="EMO"
            )
        )
        write.put(Section47(id=an_id(), child_id=child_id, strategy_on=date(2019, 1, 7)))
    result = run_import(workspace, "cin-census", [a_census(tmp_path, TWO[0])])
    case = case_of(workspace)
    assert [len(case.of(kind)) for kind in (Review, ProtectionPlan, Section47)] == [3, 1, 1]
    assert case.of(ProtectionPlan)[0].latest_category == "EMO"
    assert [one.rule for one in result.problems] == ["typed"]


def test_a_child_in_need_is_not_added_but_brought_up_to_date(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = [a_census(tmp_path, child("AB12", details(), more="<UPN>A123456789123</UPN>"))]
    result = run_import(workspace, "cin-census", paths)
    assert (result.new, result.problems) == ({}, ())
    assert workspace.snapshot.of(Child) == ()
    with workspace.write("type a child") as write:
        write.put(Child(id=an_id(), reference="AB12"))
    run_import(workspace, "cin-census", paths)
    assert case_of(workspace).child.upn == "A123456789123"


def test_one_undo_takes_a_census_back(workspace: Workspace, tmp_path: Path) -> None:
    run_import(workspace, "cin-census", [a_census(tmp_path, *TWO)])
    while workspace.snapshot.of(Child):
        undone = undo_latest(workspace)
        assert undone is not None
    assert workspace.snapshot.of(Review) == ()


def test_nothing_is_done_by_half(workspace: Workspace, tmp_path: Path) -> None:
    before = len(list(workspace.store.every_change()))
    broken = a_file(tmp_path, census(*TWO).replace("</Message>", ""), "broken.xml")
    with pytest.raises(NotTextError):
        run_import(workspace, "cin-census", [a_census(tmp_path, *TWO), broken])
    many = [child(f"C{n}", details(plan("2019-02-04"))) for n in range(600)]
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 8

    with pytest.raises(CancelledError):
        run_import(
            workspace, "cin-census", [a_census(tmp_path, *many, name="m.xml")], cancelled=cancelled
        )
    assert len(list(workspace.store.every_change())) == before


def test_a_store_of_one_iro_takes_smaller_files(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    padded = a_file(tmp_path, census(*TWO) + " " * (21 * 2**20), "large.xml")
    assert run_import(workspace, "cin-census", [padded], dry_run=True).new["Child"] == 2
    facts = type(workspace.store.facts)(workspace.store.facts.store_id, "0" * 32, False)
    monkeypatch.setattr(workspace.store, "facts", facts)
    with pytest.raises(FileTooLargeError, match="more than 20 MB"):
        run_import(workspace, "cin-census", [padded], dry_run=True)


# Years in any order


YEARS = (2018, 2019, 2020)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, list[date]]:
    """Draw the enquiries, conferences, plan and reviews of one child from 2017 to 2020."""
    start = date(2017, 4, 3) + timedelta(days=draw(st.integers(0, 700)))
    days = [start]
    for _ in range(draw(st.integers(3, 6))):
        days.append(days[-1] + timedelta(days=draw(st.integers(5, 170))))
    return {"days": days, "ends": [days[-1]] if draw(st.booleans()) else []}


def _in_census(reference: str, case: dict[str, list[date]], year: int) -> str:
    """Return what the census of a year says of a child: all that is known on 31 March."""
    last = date(year, 3, 31)
    strategy, held, *reviews = case["days"]
    if strategy > last:
        return child(reference, details())
    done = held <= last
    parts = [enquiry(f"{strategy}", f"{held}" if done else "")]
    if done:
        ended = [one for one in case["ends"] if one <= last]
        latest = "NEG" if year < 2020 else "EMO"
        known = [f"{one}" for one in reviews if one <= last]
        parts.append(plan(f"{held}", *known, end=f"{ended[0]}" if ended else "", latest=latest))
    return child(reference, details(*parts))


def _stored(folder: Path, imports: list[list[Path]]) -> dict[str, Record]:
    workspace = a_workspace(folder, today=date(2020, 6, 1), whole_service=True)
    for paths in imports:
        run_import(workspace, "cin-census", paths)
    again(workspace, "cin-census", list(chain(*imports)))
    assert list(findings(workspace.store)) == []
    found = workspace.snapshot.cases.values()
    records = [r for case in found for kind in case.records.values() for r in kind]
    records += [case.child for case in found]
    workspace.close()
    return {record.id: record for record in records}


@settings(max_examples=settings().max_examples // 12, phases=[Phase.explicit, Phase.generate])
@given(st.lists(cases(), min_size=1, max_size=3), st.permutations(YEARS))
def test_years_in_any_order_give_what_they_give_together(
    children: list[dict[str, list[date]]], order: list[int]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {
            year: a_census(
                folder,
                *(_in_census(f"C{n}", case, year) for n, case in enumerate(children)),
                year=year,
            )
            for year in YEARS
        }
        together = _stored(folder / "together.iro", [list(files.values())])
        assert _stored(folder / "apart.iro", [[files[year]] for year in order]) == together
