"""Children, reviews, checks and contacts as a person records them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    Allocation,
    Ask,
    CarePeriod,
    Child,
    Contact,
    Decision,
    LegalStatus,
    MonitoringCheck,
    Participation,
    ProtectionPlan,
    Review,
)
from iro_desktop.services.children import add_child, delete_child, edit_child
from iro_desktop.services.history import history_of_child, whole_history
from iro_desktop.services.monitoring import challenge_from, record_check, record_contact
from iro_desktop.services.reviews import record_review
from iro_desktop.services.undo import stacks, undo_latest
from iro_desktop.services.workspace import Workspace
from tests.stores import OFFICER_ID, TODAY, a_workspace

CHILD = Child(id="", reference="AB12", initials="AB", born_on=date(2012, 6, 1))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path)


def refused(error: pytest.ExceptionInfo[RefusedError]) -> set[str]:
    assert str(error.value)
    return {problem.field for problem in error.value.problems}


def test_a_child_is_added_with_what_is_known_and_allocated_to_this_iro(
    workspace: Workspace,
) -> None:
    child_id = add_child(
        workspace,
        CHILD,
        care=CarePeriod(id="", started_on=date(2020, 3, 16)),
        status=LegalStatus(id="", status="V2", started_on=date(2020, 3, 16)),
        plan=ProtectionPlan(id="", started_on=date(2020, 3, 2), latest_category="NEG"),
        allocated_on=date(2020, 3, 18),
        today=TODAY,
    )
    case = workspace.snapshot.cases[child_id]
    assert case.child.reference == "AB12"
    assert case.of(CarePeriod)[0].started_on == date(2020, 3, 16)
    assert case.of(ProtectionPlan)[0].latest_category == "NEG"
    allocation = case.of(Allocation)[0]
    assert (allocation.officer_id, allocation.role) == (OFFICER_ID, "named")
    assert [act.words for act in stacks(workspace).done] == ["add AB12"]


@pytest.mark.parametrize(
    "child,fields",
    [
        (replace(CHILD, reference=""), {"reference"}),
        (replace(CHILD, born_on=date(2020, 4, 1)), {"born_on"}),
        (replace(CHILD, reference="x" * 41), {"reference"}),
        (replace(CHILD, born_on=date(1066, 1, 1)), {"born_on"}),
        (replace(CHILD, died_on=date(2010, 1, 1)), {"died_on"}),
    ],
)
def test_a_child_that_cannot_be_is_refused_with_a_sentence_per_field(
    workspace: Workspace, child: Child, fields: set[str]
) -> None:
    before = workspace.snapshot.position
    with pytest.raises(RefusedError) as error:
        add_child(workspace, child, today=TODAY)
    assert refused(error) == fields
    assert workspace.snapshot.position == before


def test_a_reference_belongs_to_one_child(workspace: Workspace) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    with pytest.raises(RefusedError) as error:
        add_child(workspace, replace(CHILD, reference=" ab12 "), today=TODAY)
    assert refused(error) == {"reference"}
    edit_child(workspace, replace(CHILD, id=child_id, initials="CD"), today=TODAY)
    assert workspace.snapshot.cases[child_id].child.initials == "CD"


def test_a_child_is_deleted_whole_and_comes_back_with_undo(workspace: Workspace) -> None:
    care = CarePeriod(id="", started_on=date(2020, 3, 16))
    child_id = add_child(workspace, CHILD, care=care, today=TODAY)
    before = workspace.snapshot.cases[child_id].records
    assert delete_child(workspace, child_id) == 3
    assert workspace.snapshot.cases == {}
    undo_latest(workspace)
    assert workspace.snapshot.cases[child_id].records == before


def test_a_review_is_recorded_with_participation_decisions_and_asks_as_one_act(
    workspace: Workspace,
) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=TODAY)
    review_id = record_review(
        workspace,
        review,
        Participation(id="", participation="PN1", attendance_mode="video"),
        [Decision(id="", decision="Contact with brother fortnightly", owner="Social worker")],
        [Ask(id="", words="To see Jay every week")],
        today=TODAY,
    )
    case = workspace.snapshot.cases[child_id]
    for kind in (Participation, Decision, Ask):
        (found,) = case.of(kind)
        assert found.review_id == review_id  # type: ignore[attr-defined]
        assert found.child_id == child_id
    assert stacks(workspace).done[-1].words == "record child looked after review of AB12"
    undo_latest(workspace)
    assert workspace.snapshot.cases[child_id].of(Review) == ()
    assert workspace.snapshot.cases[child_id].of(Decision) == ()


@pytest.mark.parametrize(
    "held_on,code,is_refused",
    [
        (date(2016, 5, 31), "PN0", False),
        (date(2016, 5, 31), "PN1", True),
        (date(2016, 6, 1), "PN0", False),
        (date(2016, 6, 1), "PN7", False),
        (date(2016, 6, 2), "PN0", True),
        (date(2016, 6, 2), "PN4", False),
    ],
)
def test_pn0_is_for_children_under_four_and_on_the_birthday_both_pass(
    workspace: Workspace, held_on: date, code: str, *, is_refused: bool
) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=held_on)
    participation = Participation(id="", participation=code)
    if is_refused:
        with pytest.raises(RefusedError) as error:
            record_review(workspace, review, participation, today=TODAY)
        assert refused(error) == {"participation"}
    else:
        record_review(workspace, review, participation, today=TODAY)


@pytest.mark.parametrize(
    "change,field",
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": date(2020, 4, 1)}, "held_on"),
        ({"held_on": date(2012, 5, 31)}, "held_on"),
        ({"review_type": ""}, "review_type"),
        ({"completed_on": date(2020, 3, 1)}, "completed_on"),
        ({"written_on": date(2020, 3, 1)}, "written_on"),
        ({"distributed_on": date(2021, 1, 1)}, "distributed_on"),
    ],
)
def test_a_review_with_impossible_dates_is_refused(
    workspace: Workspace, change: dict[str, object], field: str
) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    review = Review(id="", child_id=child_id, review_type="cla", held_on=date(2020, 3, 20))
    with pytest.raises(RefusedError) as error:
        record_review(workspace, replace(review, **change), today=TODAY)  # type: ignore[arg-type]
    assert field in refused(error)


def test_a_check_is_recorded_and_can_become_a_challenge(workspace: Workspace) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    check = MonitoringCheck(
        id="",
        child_id=child_id,
        checked_on=TODAY,
        outcome="challenge",
        analysis="The move home has slipped twice.",
        experience="She asks every week.",
        drift=True,
    )
    record_check(workspace, check, today=TODAY)
    (found,) = workspace.snapshot.cases[child_id].of(MonitoringCheck)
    assert found.officer_id == OFFICER_ID
    challenge = challenge_from(found, today=TODAY)
    assert challenge.evidence == "The move home has slipped twice."
    assert challenge.impact == "She asks every week."
    with pytest.raises(RefusedError) as error:
        record_check(workspace, replace(check, checked_on=date(2020, 4, 1)), today=TODAY)
    assert refused(error) == {"checked_on"}


def test_a_contact_needs_a_day_and_somebody(workspace: Workspace) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    with pytest.raises(RefusedError) as error:
        record_contact(workspace, Contact(id="", child_id=child_id), today=TODAY)
    assert refused(error) == {"contact_on", "with_whom"}


def test_history_says_who_changed_what_from_what_to_what(workspace: Workspace) -> None:
    child_id = add_child(workspace, CHILD, today=TODAY)
    edit_child(workspace, replace(CHILD, id=child_id, sex="F", initials="CD"), today=TODAY)
    delete_child(workspace, child_id)
    undo_latest(workspace)
    entries = [entry for entry in history_of_child(workspace, child_id) if entry.kind == "Child"]
    assert [entry.what for entry in entries] == ["restored", "deleted", "edited", "made"]
    edited = entries[2]
    assert (edited.actor, edited.child, edited.words) == ("IRO 1", "AB12", "edit AB12")
    changed = {one.label: (one.before, one.after) for one in edited.fields}
    assert changed == {"Sex": ("", "Female"), "Initials": ("AB", "CD")}
    assert "Initials: AB → CD" in edited.sentence()
    assert entries[0].as_json()["child"] == "AB12"
    assert len(whole_history(workspace)) == len(list(workspace.store.every_change()))
