"""Filters under a name: what they show, what is asked of a name, and taking them back."""

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import SavedFilter
from iro_desktop.services.caseload import BY_KEY, caseload, haystack
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.saved_filters import (
    as_filter,
    delete_filter,
    pin_filter,
    save_filter,
    saved_filters,
    saved_rows,
    say,
)
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY

NEGLECT = SavedFilter(id="", name="Neglect", among="cp", words="Neglect", pinned=True)


def rows_of(workspace: Workspace) -> tuple[CaseRow, ...]:
    return caseload(workspace.snapshot, workspace.practice, OFFICER_ID, TODAY)


def test_it_shows_what_its_fixed_filter_and_its_words_let_through(workspace: Workspace) -> None:
    fill(workspace, 40)
    rows = rows_of(workspace)
    found = as_filter(NEGLECT, rows)
    wanted = [row for row in rows if BY_KEY["cp"].wanted(row) and "neglect" in haystack(row)]
    assert 0 < len(wanted) < len(rows)
    assert [row for row in rows if found.wanted(row)] == wanted
    assert found.words == "Child protection, with “Neglect”"


def test_a_fixed_filter_of_a_newer_version_is_shown_as_all(workspace: Workspace) -> None:
    fill(workspace, 3)
    rows = rows_of(workspace)
    unknown = SavedFilter(id="", name="Later", among="no such filter")
    assert sum(map(as_filter(unknown, rows).wanted, rows)) == 3
    assert say(unknown) == "All open cases"


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("  ", "Enter name"),
        ("NEGLECT", "Another filter has this name"),
        ("Closed", "Another filter has this name"),
        ("x" * 201, "Name must be 200 characters or fewer"),
    ],
)
def test_a_name_is_needed_and_is_nobody_elses(
    workspace: Workspace, name: str, sentence: str
) -> None:
    save_filter(workspace, NEGLECT)
    with pytest.raises(RefusedError, match=sentence):
        save_filter(workspace, SavedFilter(id="", name=name, among="all"))


def test_saved_renamed_unpinned_deleted_and_each_taken_back(workspace: Workspace) -> None:
    filter_id = save_filter(workspace, NEGLECT)
    (record,) = saved_filters(workspace.snapshot)
    pin_filter(workspace, record, pinned=False)
    (listed,) = saved_rows(workspace.snapshot, ())
    assert not listed.is_pinned
    assert undo_latest(workspace)[0].words == "unpin the saved filter Neglect"
    (record,) = saved_filters(workspace.snapshot)
    save_filter(workspace, SavedFilter(id=filter_id, name="Plans for neglect", among="cp"))
    assert undo_latest(workspace)[0].words == "change the saved filter Plans for neglect"
    assert saved_filters(workspace.snapshot) == (record,)
    delete_filter(workspace, record)
    assert saved_filters(workspace.snapshot) == ()
    undo_latest(workspace)
    assert saved_filters(workspace.snapshot) == (record,)
