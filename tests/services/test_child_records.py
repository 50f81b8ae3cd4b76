"""Entering what is on file about a child, and siblings."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import (
    Appeal,
    Ask,
    CarePeriod,
    Child,
    ChildRecord,
    Contact,
    Decision,
    DischargePlan,
    EducationPlan,
    Escalation,
    EscalationStep,
    FamilySafeguardingChecklist,
    HealthAssessment,
    Participation,
    Placement,
    ProtectionPlan,
    Review,
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
from iro_desktop.services.reviews import record_review
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import a_challenge, a_step
from tests.stores import OFFICER_ID, TODAY


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


def refused_fields(workspace: Workspace, record: ChildRecord) -> list[str]:
    with pytest.raises(RefusedError) as refused:
        enter_record(workspace, record, today=TODAY)
    return [problem.field for problem in refused.value.problems]


def test_what_only_one_kind_can_get_wrong_is_refused_by_field(workspace: Workspace) -> None:
    child_id = added(workspace)
    day, later = date(2020, 2, 3), date(2020, 2, 4)
    for record, fields in (
        (HealthAssessment(id="", child_id=child_id, health_type="review"), ["assessed_on"]),
        (EducationPlan(id="", child_id=child_id, grade="good"), ["started_on"]),
        (
            ProtectionPlan(id="", child_id=child_id, started_on=day, previous_plan_ended_on=later),
            ["previous_plan_ended_on"],
        ),
        (
            DischargePlan(
                id="", child_id=child_id, considered_on=day, granted_on=later, refused_on=later
            ),
            ["refused_on"],
        ),
        (
            DischargePlan(
                id="", child_id=child_id, considered_on=day, application_on=later, granted_on=day
            ),
            ["granted_on"],
        ),
    ):
        assert refused_fields(workspace, record) == fields


def test_an_appeal_is_against_one_of_the_childs_conferences_and_comes_after_it(
    workspace: Workspace,
) -> None:
    child_id, other_id = added(workspace), added(workspace, "LC-2")
    held_on = date(2020, 2, 3)

    def recorded(of_child: str, review_type: str) -> str:
        review = Review(id="", child_id=of_child, review_type=review_type, held_on=held_on)
        return record_review(workspace, review, today=TODAY)

    ours = recorded(child_id, "icpc")
    appeal = Appeal(id="", child_id=child_id, review_id=ours, accepted_on=date(2020, 2, 10))
    for wrong, field in (
        (replace(appeal, review_id=""), "review_id"),
        (replace(appeal, review_id=recorded(other_id, "icpc")), "review_id"),
        (replace(appeal, review_id=recorded(child_id, "cla")), "review_id"),
        (replace(appeal, accepted_on=None), "accepted_on"),
        (replace(appeal, accepted_on=date(2020, 2, 2)), "accepted_on"),
        (replace(appeal, reconvened_on=date(2020, 2, 9)), "reconvened_on"),
    ):
        assert refused_fields(workspace, wrong) == [field]
    assert enter_record(workspace, appeal, today=TODAY)


def test_a_review_is_deleted_with_what_hangs_on_it_and_comes_back_whole(
    workspace: Workspace,
) -> None:
    child_id = added(workspace)
    review_id = record_review(
        workspace,
        Review(id="", child_id=child_id, review_type="rcpc", held_on=TODAY),
        Participation(id="", participation="PN1"),
        [Decision(id="", decision="One")],
        [Ask(id="", words="A dog")],
        checklist=FamilySafeguardingChecklist(id="", workbook=True),
        today=TODAY,
    )
    kept = record_review(
        workspace,
        Review(id="", child_id=child_id, review_type="cla", held_on=TODAY),
        decisions=[Decision(id="", decision="Two")],
        today=TODAY,
    )
    before = workspace.snapshot.cases[child_id].records
    review = workspace.snapshot.find(Review, review_id)
    assert review is not None
    delete_record(workspace, review)
    after = workspace.snapshot.cases[child_id]
    assert [one.id for one in after.of(Review)] == [kept]
    assert [one.decision for one in after.of(Decision)] == ["Two"]
    for kind in (Participation, Ask, FamilySafeguardingChecklist):
        assert after.of(kind) == ()
    undo_latest(workspace)
    assert workspace.snapshot.cases[child_id].records == before


def test_a_challenge_is_deleted_with_its_stages(workspace: Workspace) -> None:
    child_id = added(workspace)
    challenge = replace(a_challenge(TODAY), child_id=child_id)
    with workspace.write("raise challenge") as write:
        write.put(challenge)
        write.put(replace(a_step(challenge, "informal", TODAY), child_id=child_id))
    assert len(workspace.snapshot.cases[child_id].of(EscalationStep)) == 1
    delete_record(workspace, challenge)
    case = workspace.snapshot.cases[child_id]
    assert (case.of(Escalation), case.of(EscalationStep)) == ((), ())


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
