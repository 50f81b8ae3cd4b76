"""Two records of one child become one, and undo brings both back as they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iro_desktop.domain.changes import EXISTS
from iro_desktop.domain.records import (
    AccessEvent,
    Allocation,
    CarePeriod,
    Child,
    Contact,
    Decision,
    Escalation,
    Participation,
    Record,
    Review,
)
from iro_desktop.services.access import note
from iro_desktop.services.children import add_child, delete_child
from iro_desktop.services.erasing import Asking, ask_to_erase, erase
from iro_desktop.services.imports import run_import
from iro_desktop.services.merging import (
    ErasureAskedError,
    NotTwoChildrenError,
    candidates,
    merge_children,
    plan_merge,
)
from iro_desktop.services.undo import redo_latest, undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.returns import a_return, episode
from tests.stores import a_workspace

TODAY = date(2021, 6, 1)
BORN = date(2010, 6, 15)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s", today=TODAY)
    yield workspace
    assert list(findings(workspace.store)) == []
    workspace.close()


@pytest.fixture
def first(workspace: Workspace) -> str:
    """A child typed by hand, with a review and what belongs to it."""
    child = Child(id="", reference="AB12", born_on=BORN, note="From me")
    child_id = add_child(
        workspace, child, care=CarePeriod(id="", started_on=date(2019, 5, 6)), today=TODAY
    )
    with workspace.write("typed") as write:
        write.put(Review(id="r1", child_id=child_id, review_type="cla", held_on=date(2019, 6, 3)))
        write.put(Contact(id="k1", child_id=child_id, contact_on=date(2020, 1, 1)))
    return child_id


@pytest.fixture
def second(workspace: Workspace, tmp_path: Path) -> str:
    """The same child, imported under another reference."""
    imported(workspace, tmp_path)
    case = workspace.snapshot.case_by_reference("ZZ99")
    assert case is not None
    theirs = next(one for one in case.of(Review) if one.held_on == date(2019, 6, 3))
    child_id = case.child.id
    with workspace.write("typed") as write:
        write.put(replace(case.child, note="From them", initials="A.B."))
        write.put(Decision(id="d2", child_id=child_id, review_id=theirs.id, decision="A plan"))
        write.put(Contact(id="k2", child_id=child_id, contact_on=date(2020, 2, 2)))
        write.put(Escalation(id="e2", child_id=child_id, opened_on=date(2020, 2, 3)))
    return child_id


def imported(workspace: Workspace, folder: Path) -> None:
    tables = {
        "Header": ["ZZ99,2,15/06/2010,WBRI,,,"],
        "Episodes": [episode("ZZ99", "06/05/2019")],
        "Reviews": ["ZZ99,15/06/2010,03/06/2019,PN1", "ZZ99,15/06/2010,03/09/2019,PN1"],
    }
    run_import(workspace, "ssda903", a_return(folder / "r", **tables), year=2020)


def everything(workspace: Workspace) -> dict[str, Record]:
    cases = workspace.snapshot.cases.values()
    records = [r for case in cases for kind in case.records.values() for r in kind]
    return {one.id: one for one in [*(case.child for case in cases), *records]}


def test_every_record_goes_to_the_first_and_what_both_have_becomes_one(
    workspace: Workspace, first: str, second: str
) -> None:
    merge = merge_children(workspace, first, second)
    (case,) = workspace.snapshot.cases.values()
    assert (case.child.id, case.child.reference, case.child.initials) == (first, "AB12", "A.B.")
    assert case.child.other_references == ("ZZ99",)
    assert case.child.note == "From me\n\nFrom them"
    assert sorted(one.held_on or TODAY for one in case.of(Review)) == [
        date(2019, 6, 3), date(2019, 9, 3),
    ]  # fmt: skip
    assert [one.review_id for one in case.of(Decision)] == ["r1"]
    assert "r1" in {one.review_id for one in case.of(Participation)}
    assert len(case.of(CarePeriod)) == 1
    assert {one.id for one in case.of(Contact)} == {"k1", "k2"}
    assert merge.joined == {"Review": 1, "CarePeriod": 1}
    assert (merge.moved["Contact"], merge.moved["Escalation"]) == (1, 1)
    assert workspace.snapshot.orphans == ()
    binned = {one.id for one in workspace.snapshot.bin}
    assert second in binned
    assert workspace.snapshot.case_by_reference("zz99") is case


def test_one_undo_brings_both_back_as_they_were(
    workspace: Workspace, first: str, second: str
) -> None:
    note(workspace, "print", second)
    before = everything(workspace)
    events = workspace.snapshot.of(AccessEvent)
    merge_children(workspace, first, second)
    assert {one.about_child_id for one in workspace.snapshot.of(AccessEvent)} <= {first, ""}
    undo_latest(workspace)
    assert everything(workspace) == before
    assert workspace.snapshot.of(AccessEvent) == events
    redo_latest(workspace)
    assert list(workspace.snapshot.cases) == [first]
    undo_latest(workspace)
    assert everything(workspace) == before


def test_files_under_either_reference_are_about_the_one_child(
    workspace: Workspace, tmp_path: Path, first: str, second: str
) -> None:
    merge_children(workspace, first, second)
    before = everything(workspace)
    imported(workspace, tmp_path)
    assert everything(workspace) == before
    tables = {
        "Header": ["AB12,2,15/06/2010,WBRI,,,"],
        "Episodes": [episode("AB12", "06/05/2019")],
        "Reviews": ["AB12,15/06/2010,03/09/2019,PN1", "AB12,15/06/2010,04/12/2019,PN1"],
    }
    run_import(workspace, "ssda903", a_return(tmp_path / "r2", **tables), year=2020)
    (case,) = workspace.snapshot.cases.values()
    assert len(case.of(Review)) == 3
    assert len(case.of(CarePeriod)) == 1
    assert sum(bool(one.assumed) for one in case.of(Allocation)) <= 1


def test_what_differs_is_said_and_both_values_are_kept(
    workspace: Workspace, first: str, second: str
) -> None:
    with workspace.write("typed") as write:
        write.put(replace(workspace.snapshot.cases[first].child, sex="M"))
    merge = plan_merge(workspace.snapshot, first, second)
    assert "Sex" in {one.label for one in merge.differing}
    assert merge.warnings() == ["Sex differs: M and F."]
    assert list(workspace.snapshot.cases) == sorted([first, second])
    merge_children(workspace, first, second)
    assert workspace.snapshot.cases[first].child.sex == "M"
    values = {
        change.fields.get("sex")
        for changes in workspace.history([second]).values()
        for change in changes
    }
    assert "F" in values


def test_links_from_elsewhere_follow(workspace: Workspace, first: str, second: str) -> None:
    third = add_child(workspace, Child(id="", reference="EF56"), today=TODAY)
    with workspace.write("typed") as write:
        write.put(Escalation(id="e3", child_id=third, other_child_ids=(second,), opened_on=TODAY))
    merge_children(workspace, first, second)
    (found,) = workspace.snapshot.cases[third].of(Escalation)
    assert found.other_child_ids == (first,)


def test_two_who_are_not_both_there_or_to_be_erased_are_refused(
    workspace: Workspace, first: str, second: str
) -> None:
    with pytest.raises(NotTwoChildrenError):
        merge_children(workspace, first, first)
    with workspace.write("ended") as write:
        for case in workspace.snapshot.cases.values():
            for period in case.of(CarePeriod):
                write.put(replace(period, ended_on=date(2020, 1, 1)))
            for one in case.of(Allocation):
                write.delete("Allocation", one.id)
    ask_to_erase(workspace, [second], Asking(council_copy=True), TODAY)
    with pytest.raises(ErasureAskedError):
        merge_children(workspace, first, second)
    delete_child(workspace, second)
    with pytest.raises(NotTwoChildrenError):
        merge_children(workspace, first, second)


def test_erasing_the_one_child_erases_what_the_other_was(
    workspace: Workspace, first: str, second: str
) -> None:
    with workspace.write("ended") as write:
        for case in workspace.snapshot.cases.values():
            for period in case.of(CarePeriod):
                write.put(replace(period, ended_on=date(2020, 1, 1)))
            for one in case.of(Allocation):
                write.delete("Allocation", one.id)
    merge_children(workspace, first, second)
    requests = ask_to_erase(workspace, [first], Asking(council_copy=True), TODAY)
    after = TODAY + timedelta(days=14)
    workspace.today = lambda: after
    erase(workspace, requests, after, confirmed_many=True)
    left = b"\n".join(workspace.store.lines())
    assert b"ZZ99" not in left
    assert b"AB12" not in left
    assert not any(
        change.fields.get(EXISTS) for change in workspace.history([second]).get(second, ())
    )


def test_those_who_look_the_same_come_first(workspace: Workspace, first: str, second: str) -> None:
    add_child(workspace, Child(id="", reference="AA00"), today=TODAY)
    found = candidates(workspace.snapshot, first)
    assert [one.name for one in found] == ["ZZ99 A.B.", "AA00"]
    assert found[0].alike == "Same date of birth"
    assert found[0].child_id == second
