"""Siblings: seen together, and who belongs to the group."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Allocation, Child, SiblingGroup
from iro_desktop.services.children import add_child
from iro_desktop.services.siblings import (
    edit_siblings,
    possible_siblings,
    siblings_of,
)
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY


def added(workspace: Workspace, reference: str, sibling_of: str = "") -> str:
    child = Child(id="", reference=reference)
    return add_child(workspace, child, sibling_of=sibling_of, today=TODAY)


def groups(workspace: Workspace) -> list[list[str]]:
    """Return the references of each sibling group, in order."""
    found: dict[str, list[str]] = {}
    for case in workspace.snapshot.cases.values():
        if case.child.sibling_group_id:
            found.setdefault(case.child.sibling_group_id, []).append(case.child.reference)
    return sorted(sorted(references) for references in found.values())


# Seen together


def test_each_sibling_stands_with_its_iro_and_what_is_next(workspace: Workspace) -> None:
    snapshot = fill(workspace, 2)
    case = snapshot.case_by_reference("LC-20417")
    assert case is not None
    (brother,) = siblings_of(case, snapshot, workspace.practice, TODAY)
    assert (brother.title, brother.age, brother.officer) == ("LC-20418 J.B.", "7 years", "IRO 1")
    assert brother.other_officer == ""
    assert brother.due is not None
    assert (brother.due.title, brother.due.on) == ("Review 4", date(2020, 6, 5))
    assert (brother.due.words, brother.due.status) == ("in 66 days", Status.LATER)


def test_a_sibling_without_an_iro_or_anything_due_says_so(workspace: Workspace) -> None:
    first = added(workspace, "LC-1")
    second = added(workspace, "LC-2", first)
    with workspace.write("take the IRO away") as write:
        for allocation in workspace.snapshot.cases[second].of(Allocation):
            write.delete(Allocation.__name__, allocation.id)
    snapshot = workspace.snapshot
    (sibling,) = siblings_of(snapshot.cases[first], snapshot, workspace.practice, TODAY)
    assert (sibling.officer, sibling.other_officer, sibling.due) == ("no IRO on file", "", None)


def test_whoever_this_iro_has_can_be_a_sibling_and_nobody_elses(workspace: Workspace) -> None:
    ours, asked = added(workspace, "LC-2"), added(workspace, "LC-1")
    theirs = added(workspace, "LC-3")
    with workspace.write("allocate") as write:
        for allocation in workspace.snapshot.cases[theirs].of(Allocation):
            write.put(replace(allocation, officer_id="f" * 32))
    child = workspace.snapshot.cases[asked].child

    def references(officer_id: str) -> list[str]:
        found = possible_siblings(workspace.snapshot, child, officer_id, TODAY)
        return [one.reference for one in found]

    assert references(OFFICER_ID) == ["LC-2"]
    assert references("") == ["LC-2", "LC-3"]
    edit_siblings(workspace, asked, SiblingGroup(id=""), [ours, theirs])
    child = workspace.snapshot.cases[asked].child
    assert references(OFFICER_ID) == ["LC-2", "LC-3"]


# The group


def test_siblings_are_added_and_taken_out_in_one_act(workspace: Workspace) -> None:
    one, two, three = (added(workspace, f"LC-{number}") for number in (1, 2, 3))
    edit_siblings(workspace, one, SiblingGroup(id="", name="Harbour"), [two, three])
    assert groups(workspace) == [["LC-1", "LC-2", "LC-3"]]
    (group,) = workspace.snapshot.of(SiblingGroup)
    assert group.name == "Harbour"
    edit_siblings(workspace, one, group, [three])
    assert groups(workspace) == [["LC-1", "LC-3"]]
    assert undo_latest(workspace)[0].words == "edit siblings of LC-1"
    assert groups(workspace) == [["LC-1", "LC-2", "LC-3"]]


def test_a_child_without_siblings_leaves_the_others_together(workspace: Workspace) -> None:
    one, two, three = (added(workspace, f"LC-{number}") for number in (1, 2, 3))
    edit_siblings(workspace, one, SiblingGroup(id=""), [two, three])
    edit_siblings(workspace, one, SiblingGroup(id=""), [])
    assert groups(workspace) == [["LC-2", "LC-3"]]


def test_a_group_of_one_is_no_more(workspace: Workspace) -> None:
    one, two, three, four = (added(workspace, f"LC-{number}") for number in (1, 2, 3, 4))
    edit_siblings(workspace, one, SiblingGroup(id=""), [two])
    edit_siblings(workspace, three, SiblingGroup(id=""), [four])
    edit_siblings(workspace, one, SiblingGroup(id=""), [two, three])
    assert groups(workspace) == [["LC-1", "LC-2", "LC-3"]]
    assert len(workspace.snapshot.of(SiblingGroup)) == 1
    edit_siblings(workspace, two, SiblingGroup(id=""), [])
    edit_siblings(workspace, one, SiblingGroup(id=""), [])
    assert groups(workspace) == []
    assert workspace.snapshot.of(SiblingGroup) == ()


def test_a_name_that_is_too_long_is_refused(workspace: Workspace) -> None:
    one, two = added(workspace, "LC-1"), added(workspace, "LC-2")
    with pytest.raises(RefusedError):
        edit_siblings(workspace, one, SiblingGroup(id="", name="x" * 5000), [two])
    assert groups(workspace) == []
