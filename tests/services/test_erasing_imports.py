"""A return that still holds an erased child does not bring it back, unless a person does."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.records import CarePeriod, Child
from iro_desktop.services.children import add_child
from iro_desktop.services.erasing import Asking, ask_to_erase, erase
from iro_desktop.services.imports import ImportResult, run_import
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.returns import a_return, episode
from tests.stores import a_workspace

TODAY = date(2021, 6, 1)
AFTER = TODAY + timedelta(days=14)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A store from which AB12 was erased after an import that held it."""
    workspace = a_workspace(tmp_path / "s", today=TODAY)
    imported(workspace, tmp_path)
    case = workspace.snapshot.case_by_reference("AB12")
    assert case is not None
    requests = ask_to_erase(workspace, [case.child.id], Asking(council_copy=True), TODAY)
    workspace.today = lambda: AFTER
    erase(workspace, requests, AFTER, confirmed_many=True)
    yield workspace
    assert list(findings(workspace.store)) == []
    workspace.close()


def imported(workspace: Workspace, folder: Path) -> ImportResult:
    tables = {
        "Header": ["AB12,1,15/06/2010,WBRI,A1,,", "CD34,1,15/06/2011,WBRI,A2,,"],
        "Episodes": [
            episode("AB12", "06/05/2019", dec="01/02/2020", rec="E4A"),
            episode("CD34", "06/05/2019"),
        ],
        "Reviews": ["AB12,15/06/2010,03/06/2019,PN1"],
    }
    return run_import(workspace, "ssda903", a_return(folder / "r", **tables), year=2020)


def references(workspace: Workspace) -> list[str]:
    return sorted(one.reference for one in workspace.snapshot.of(Child))


def test_an_erased_child_stays_out_and_is_said(workspace: Workspace, tmp_path: Path) -> None:
    assert references(workspace) == ["CD34"]
    result = imported(workspace, tmp_path)
    assert references(workspace) == ["CD34"]
    (problem,) = result.problems
    assert (problem.child, problem.rule) == ("AB12", "erased")
    assert problem.sentence.startswith("This child was erased here and stays out")
    assert workspace.snapshot.orphans == ()


def test_a_child_who_came_back_is_added_by_hand_and_filled_by_the_import(
    workspace: Workspace, tmp_path: Path
) -> None:
    child_id = add_child(workspace, Child(id="", reference="AB12"), today=AFTER)
    assert imported(workspace, tmp_path).problems == ()
    (period,) = workspace.snapshot.cases[child_id].of(CarePeriod)
    assert period.started_on == date(2019, 5, 6)
    ids = {one.id for those in workspace.snapshot.cases[child_id].records.values() for one in those}
    assert not ids & workspace.store.erased.ids
    lines = b"\n".join(workspace.store.lines(without_erased=True))
    assert all(one.encode() in lines for one in ids)
    again = imported(workspace, tmp_path)
    assert (sum(again.new.values()), sum(again.changed.values())) == (0, 0)
