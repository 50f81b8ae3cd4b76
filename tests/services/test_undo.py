"""Undo and redo: in words, many steps, across a restart, never taking a later edit with them."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.changes import Change
from iro_desktop.domain.records import Child, Review
from iro_desktop.services.undo import (
    ChangedSinceError,
    NothingToRedoError,
    NothingToUndoError,
    redo_latest,
    stacks,
    undo_latest,
)
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.check import findings
from tests.stores import a_workspace, reopened


def edit(workspace: Workspace, words: str, **fields: str) -> None:
    with workspace.write(words) as write:
        write.put(Child(id="c", reference="AB12", **fields))  # type: ignore[arg-type]


def initials(workspace: Workspace) -> str:
    return workspace.snapshot.cases["c"].child.initials


def test_acts_are_undone_and_redone_in_order_and_in_words(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    edit(workspace, "add AB12")
    edit(workspace, "first", initials="A")
    edit(workspace, "second", initials="B")
    assert undo_latest(workspace)[0].words == "second"
    assert initials(workspace) == "A"
    assert undo_latest(workspace)[0].words == "first"
    assert initials(workspace) == ""
    assert redo_latest(workspace)[0].words == "first"
    assert initials(workspace) == "A"
    assert redo_latest(workspace)[0].words == "second"
    assert initials(workspace) == "B"
    assert undo_latest(workspace)[0].words == "second"  # and what was redone can be undone
    assert initials(workspace) == "A"
    assert list(findings(workspace.store)) == []


def test_a_new_act_ends_what_could_be_redone(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    edit(workspace, "add AB12")
    edit(workspace, "first", initials="A")
    undo_latest(workspace)
    edit(workspace, "other", initials="Z")
    with pytest.raises(NothingToRedoError):
        redo_latest(workspace)
    assert [act.words for act in stacks(workspace).done] == ["add AB12", "other"]


def test_undoing_the_addition_of_a_child_takes_it_away_and_redo_brings_it_back(
    tmp_path: Path,
) -> None:
    workspace = a_workspace(tmp_path)
    with workspace.write("add AB12") as write:
        write.put(Child(id="c", reference="AB12"))
        write.put(Review(id="r", child_id="c"))
    undo_latest(workspace)
    assert workspace.snapshot.cases == {}
    with pytest.raises(NothingToUndoError):
        undo_latest(workspace)
    redo_latest(workspace)
    assert workspace.snapshot.cases["c"].of(Review)[0].id == "r"


def test_undo_survives_a_restart(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    edit(workspace, "add AB12")
    edit(workspace, "first", initials="A")
    workspace.opened.store = reopened(workspace.store)
    assert undo_latest(workspace)[0].words == "first"
    assert initials(workspace) == ""
    workspace.opened.store = reopened(workspace.store)
    assert redo_latest(workspace)[0].words == "first"
    assert initials(workspace) == "A"


def test_what_another_device_edited_since_is_left_and_named(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    edit(workspace, "add AB12")
    edit(workspace, "both", initials="A", name="Somebody")
    with workspace.store.write("elsewhere", actor="another officer") as write:
        write.put(Child(id="c", reference="AB12", initials="Q", name="Somebody"))
    _, undone = undo_latest(workspace)
    assert undone.left == (("Child", "c", "initials"),)
    child = workspace.snapshot.cases["c"].child
    assert (child.initials, child.name) == ("Q", "")


def test_an_act_of_which_nothing_can_be_taken_back_says_so(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    edit(workspace, "add AB12")
    edit(workspace, "mine", initials="A")
    with workspace.store.write("elsewhere", actor="another officer") as write:
        write.put(Child(id="c", reference="AB12", initials="Q"))
    with pytest.raises(ChangedSinceError):
        undo_latest(workspace)
    assert initials(workspace) == "Q"


def test_setting_the_store_up_is_not_something_to_undo(tmp_path: Path) -> None:
    with pytest.raises(NothingToUndoError):
        undo_latest(a_workspace(tmp_path))


names = st.sampled_from(["", "A", "B"])
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["a", "b"]), names, names),
        st.sampled_from(["delete a", "delete b"]),
    ),
    min_size=1,
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(steps)
def test_undoing_everything_returns_to_the_start_and_redoing_everything_to_the_end(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str, str] | str]
) -> None:
    workspace = a_workspace(tmp_path_factory.mktemp("store"))

    def state() -> dict[str, Child]:
        return {child_id: case.child for child_id, case in workspace.snapshot.cases.items()}

    states = [state()]
    for act in acts:
        before = workspace.snapshot.position
        with workspace.write("act") as write:
            if isinstance(act, tuple):
                child_id, reference, initials = act
                write.put(Child(id=child_id, reference=reference, initials=initials))
            elif act[-1] in workspace.snapshot.cases:
                write.delete("Child", act[-1])
        if workspace.snapshot.position > before:
            states.append(state())
    for earlier in reversed(states[:-1]):
        undo_latest(workspace)
        assert state() == earlier
    for later in states[1:]:
        redo_latest(workspace)
        assert state() == later
    workspace.close()


def test_a_record_that_was_made_again_and_then_edited_elsewhere_is_not_taken_back(
    tmp_path: Path,
) -> None:
    workspace = a_workspace(tmp_path)
    edit(workspace, "add AB12")
    undo_latest(workspace)
    redo_latest(workspace)
    at = "2020-01-01T00:00:00.000Z"
    elsewhere = Change(
        77, 1, 1, 1, "elsewhere", "typed", 1 << 60, "", at, "Child", "c", {"initials": "Z"}
    )
    with workspace.write("merge") as write:
        write.receive([elsewhere])
    with pytest.raises(ChangedSinceError):
        undo_latest(workspace)
    assert initials(workspace) == "Z"
    workspace.close()
