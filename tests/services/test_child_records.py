"""Entering what is on file about a child, and siblings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    CarePeriod,
    Child,
    Contact,
    Decision,
    HealthAssessment,
    Placement,
    SiblingGroup,
    field_of,
)
from iro_desktop.services.child_history import child_history
from iro_desktop.services.child_records import (
    ENTERING,
    RecordGoneError,
    delete_record,
    enter_record,
)
from iro_desktop.services.children import add_child, edit_child
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.stores import OFFICER_ID, TODAY, a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = a_workspace(tmp_path / "s")
    yield workspace
    workspace.close()


def added(workspace: Workspace, reference: str = "LC-1", **more: str) -> str:
    return add_child(workspace, Child(id="", reference=reference), today=TODAY, **more)  # type: ignore[arg-type]


def test_every_field_that_is_asked_exists_and_is_asked_where_it_is_needed() -> None:
    for kind, how in ENTERING.items():
        for name in how.names:
            assert field_of(kind, name) is not None, (kind, name)
        assert set(how.needed) <= set(how.names)
        assert set(how.past) <= set(how.names)
        assert {name for pair in how.pairs for name in pair} <= set(how.names)


def test_a_record_is_entered_changed_and_deleted(workspace: Workspace) -> None:
    child_id = added(workspace)
    home = Placement(id="", child_id=child_id, placement_type="U4", started_on=date(2020, 1, 6))
    record_id = enter_record(workspace, home, today=TODAY)
    found = workspace.snapshot.find(Placement, record_id)
    assert found == replace(home, id=record_id)
    changed = replace(home, id=record_id, ended_on=TODAY)
    assert enter_record(workspace, changed, today=TODAY) == record_id
    assert workspace.snapshot.cases[child_id].of(Placement) == (changed,)
    delete_record(workspace, changed)
    assert workspace.snapshot.cases[child_id].of(Placement) == ()
    undo_latest(workspace)
    assert workspace.snapshot.cases[child_id].of(Placement) == (changed,)


def test_what_is_missing_lies_ahead_or_runs_backwards_is_refused_by_field(
    workspace: Workspace,
) -> None:
    child_id = added(workspace)
    period = CarePeriod(
        id="", child_id=child_id, started_on=date(2020, 2, 1), ended_on=date(2020, 1, 1)
    )
    for record, field in (
        (Placement(id="", child_id=child_id, started_on=TODAY), "placement_type"),
        (Decision(id="", child_id=child_id, decision="x", done_on=date(2020, 4, 1)), "done_on"),
        (period, "ended_on"),
    ):
        with pytest.raises(RefusedError) as refused:
            enter_record(workspace, record, today=TODAY)
        assert [(one.kind, one.field) for one in refused.value.problems] == [
            (type(record).__name__, field)
        ]


def test_a_contact_is_this_iros_own(workspace: Workspace) -> None:
    child_id = added(workspace)
    contact = Contact(id="", child_id=child_id, contact_on=TODAY, with_whom="child")
    record_id = enter_record(workspace, contact, today=TODAY)
    found = workspace.snapshot.find(Contact, record_id)
    assert found is not None
    assert found.officer_id == OFFICER_ID


def test_a_child_that_was_deleted_meanwhile_is_a_sentence(workspace: Workspace) -> None:
    record = HealthAssessment(id="", child_id="0" * 32, health_type="review", assessed_on=TODAY)
    with pytest.raises(RecordGoneError):
        enter_record(workspace, record, today=TODAY)


def test_a_sibling_brings_a_group_and_the_next_one_joins_it(workspace: Workspace) -> None:
    first = added(workspace, "LC-1")
    second = added(workspace, "LC-2", sibling_of=first)
    third = added(workspace, "LC-3", sibling_of=second)
    cases = workspace.snapshot.cases
    groups = {cases[one].child.sibling_group_id for one in (first, second, third)}
    assert groups == {group.id for group in workspace.snapshot.of(SiblingGroup)}
    assert len(groups) == 1


def test_editing_takes_a_child_out_of_its_group_and_into_another(workspace: Workspace) -> None:
    first = added(workspace, "LC-1")
    second = added(workspace, "LC-2", sibling_of=first)
    third = added(workspace, "LC-3")
    child = workspace.snapshot.cases[second].child
    edit_child(workspace, child, sibling_of="", today=TODAY)
    assert workspace.snapshot.cases[second].child.sibling_group_id == ""
    edit_child(workspace, child, sibling_of=third, today=TODAY)
    cases = workspace.snapshot.cases
    assert cases[second].child.sibling_group_id == cases[third].child.sibling_group_id != ""
    edit_child(workspace, replace(cases[second].child, initials="Q"), today=TODAY)
    assert workspace.snapshot.cases[second].child.sibling_group_id


def test_the_history_tells_each_act_and_each_field(workspace: Workspace) -> None:
    child_id = added(workspace)
    child = workspace.snapshot.cases[child_id].child
    edit_child(workspace, replace(child, initials="A.B."), today=TODAY)
    edit_child(workspace, replace(child, initials="A.C."), today=TODAY)
    found = child_history(workspace, child_id)
    assert [act.words for act in found.acts] == ["Edit", "Edit", "Add"]
    newest = found.changes[0]
    assert (newest.field, newest.before, newest.after) == ("Initials", "A.B.", "A.C.")
    assert (newest.record, newest.what, newest.who) == ("child", "edited", "IRO 1")


def test_the_history_shows_names_and_dates_and_no_ids(workspace: Workspace) -> None:
    child_id = added(workspace)
    said = {line.field: line.after for line in child_history(workspace, child_id).changes}
    assert said["IRO"] == "IRO 1"
    assert said["From"] == "31 Mar 2020"
    assert said["Child reference"] == "LC-1"
    assert "Child" not in said
    for line in child_history(workspace, child_id).changes:
        assert child_id not in (line.before, line.after)
