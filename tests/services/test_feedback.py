"""Feedback on the service: recorded, changed, deleted, listed."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import Child, Feedback, SocialWorker
from iro_desktop.services.child_records import enter_record
from iro_desktop.services.children import add_child
from iro_desktop.services.feedback import (
    delete_feedback,
    feedback_given,
    record_feedback,
    teams,
)
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.stores import OFFICER_ID, TODAY

GOOD = Feedback(
    id="", given_on=TODAY, given_by="team", score=4, team="East 1", words="Sorted early."
)


def test_feedback_is_recorded_for_this_iro_and_listed_the_latest_first(
    workspace: Workspace,
) -> None:
    record_feedback(workspace, replace(GOOD, given_on=date(2020, 1, 6), team=""), today=TODAY)
    record_feedback(workspace, GOOD, today=TODAY)
    lines = feedback_given(workspace.snapshot)
    assert [(line.day, line.given_by, line.score, line.words) for line in lines] == [
        ("31 Mar 2020", "Team, East 1", "4 of 5", "Sorted early."),
        ("6 Jan 2020", "Team", "4 of 5", "Sorted early."),
    ]
    assert {one.officer_id for one in workspace.snapshot.of(Feedback)} == {OFFICER_ID}


def test_what_is_missing_or_off_the_scale_is_refused_by_field(workspace: Workspace) -> None:
    for feedback, fields in (
        (Feedback(id=""), ["given_on", "given_by", "score"]),
        (replace(GOOD, score=6), ["score"]),
        (replace(GOOD, score=0), ["score"]),
        (replace(GOOD, given_on=date(2020, 4, 1)), ["given_on"]),
    ):
        with pytest.raises(RefusedError) as refused:
            record_feedback(workspace, feedback, today=TODAY)
        assert [one.field for one in refused.value.problems] == fields
    assert feedback_given(workspace.snapshot) == ()


def test_feedback_is_changed_deleted_and_brought_back(workspace: Workspace) -> None:
    feedback_id = record_feedback(workspace, GOOD, today=TODAY)
    changed = replace(GOOD, id=feedback_id, score=5, officer_id=OFFICER_ID)
    assert record_feedback(workspace, changed, today=TODAY) == feedback_id
    assert workspace.snapshot.of(Feedback) == (changed,)
    delete_feedback(workspace, feedback_id)
    assert workspace.snapshot.of(Feedback) == ()
    undo_latest(workspace)
    assert workspace.snapshot.of(Feedback) == (changed,)


def test_teams_come_from_social_workers_and_earlier_feedback(workspace: Workspace) -> None:
    child_id = add_child(workspace, Child(id="", reference="LC-1"), today=TODAY)
    worker = SocialWorker(id="", child_id=child_id, worker="MO", team="Central 2")
    enter_record(workspace, worker, today=TODAY)
    record_feedback(workspace, GOOD, today=TODAY)
    assert [team for team, _ in teams(workspace.snapshot)] == ["Central 2", "East 1"]
