"""Local standards as their user sees them: kept, deleted, compared, exported and imported."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from iro_desktop.domain.documents import checksum
from iro_desktop.domain.errors import FileDamagedError, UserError
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.measures import MEASURES
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.standards_file import document
from iro_desktop.services.standards import (
    StandardsGoneError,
    all_sets,
    as_kept,
    delete_standards,
    keep_standards,
    new_set,
    without,
)
from iro_desktop.services.standards_effect import Effect, EffectRow, effect_of
from iro_desktop.services.standards_file import (
    SettingsRefusedError,
    as_result,
    export_standards,
    import_standards,
    standards_plan,
)
from iro_desktop.services.undo import stacks, undo_latest
from iro_desktop.services.workspace import Workspace
from tests.builders import local_standards
from tests.caseloads import fill
from tests.stores import OFFICER_ID, TODAY, a_workspace

APRIL = date(2019, 4, 1)


def kept(workspace: Workspace, from_on: date, **changed: object) -> str:
    standards = replace(new_set(workspace.practice, from_on, TODAY), **changed)  # type: ignore[arg-type]
    return keep_standards(workspace, standards, today=TODAY)


def in_force(workspace: Workspace) -> Standards:
    return workspace.practice.on(TODAY)


# Which there are


def test_without_local_standards_what_the_program_comes_with_is_in_force(
    workspace: Workspace,
) -> None:
    (only,) = all_sets(workspace.practice, TODAY)
    assert only.is_default
    assert (only.standing, only.until_on, only.words) == (
        "in force",
        None,
        "as the program comes",
    )


def test_sets_are_listed_by_their_first_day_with_which_is_in_force(workspace: Workspace) -> None:
    kept(workspace, date(2021, 4, 1), caseload_high=60)
    kept(workspace, APRIL, caseload_high=65, monitoring_target=85.0)
    sets = all_sets(workspace.practice, TODAY)
    assert [(one.words, one.standing) for one in sets] == [
        ("as the program comes", "earlier"),
        ("from 1 April 2019", "in force"),
        ("from 1 April 2021", "later"),
    ]
    assert [one.until_on for one in sets] == [date(2019, 3, 31), date(2021, 3, 31), None]
    assert sets[1].differs == ("Caseload range, to", "Monitoring target, %")
    # Copied from what was in force on its day, before the set of 2019 was kept.
    assert sets[2].differs == ("Caseload range, to", "Monitoring target, %")


def test_of_two_sets_that_came_together_from_one_day_one_is_replaced(workspace: Workspace) -> None:
    with workspace.write("both machines") as write:
        write.put(local_standards(APRIL, caseload_high=60))
        write.put(local_standards(APRIL, caseload_high=65))
    sets = all_sets(workspace.practice, TODAY)
    assert [one.standing for one in sets] == ["earlier", "replaced", "in force"]
    assert in_force(workspace) == sets[-1].standards


def test_a_new_set_starts_as_a_copy_of_the_one_in_force_on_its_day(workspace: Workspace) -> None:
    kept(workspace, APRIL, caseload_high=65)
    before = new_set(workspace.practice, date(2019, 3, 31), TODAY)
    after = new_set(workspace.practice, APRIL, TODAY)
    undated = new_set(workspace.practice, None, TODAY)
    assert (before.caseload_high, after.caseload_high, undated.caseload_high) == (70, 65, 65)
    assert (after.id, after.from_on, undated.from_on) == ("", APRIL, None)


# Keeping and deleting


def test_a_set_is_kept_changed_deleted_and_each_act_is_undone_in_words(
    workspace: Workspace,
) -> None:
    record_id = kept(workspace, APRIL, caseload_high=65)
    keep_standards(workspace, replace(in_force(workspace), caseload_high=60), today=TODAY)
    assert in_force(workspace).caseload_high == 60
    delete_standards(workspace, record_id)
    assert in_force(workspace) == DEFAULT_STANDARDS
    assert [act.words for act in stacks(workspace).done] == [
        "add the standards from 1 April 2019",
        "change the standards from 1 April 2019",
        "delete the standards from 1 April 2019",
    ]
    undo_latest(workspace)
    assert in_force(workspace).caseload_high == 60
    undo_latest(workspace)
    assert in_force(workspace).caseload_high == 65


def test_the_default_is_never_changed_keeping_it_makes_another_set(workspace: Workspace) -> None:
    record_id = keep_standards(
        workspace, replace(DEFAULT_STANDARDS, from_on=APRIL, caseload_low=40), today=TODAY
    )
    assert record_id != DEFAULT_STANDARDS.id
    assert workspace.practice.on(date(2019, 3, 31)) == DEFAULT_STANDARDS


def test_nothing_is_inherited_a_change_of_an_earlier_set_leaves_the_later_one(
    workspace: Workspace,
) -> None:
    kept(workspace, APRIL, caseload_high=65)
    kept(workspace, date(2020, 1, 1), monitoring_target=85.0)
    earlier = workspace.practice.on(date(2019, 12, 31))
    keep_standards(workspace, replace(earlier, caseload_high=55), today=TODAY)
    assert in_force(workspace).caseload_high == 65


def test_what_cannot_stand_is_refused_field_by_field_and_nothing_is_kept(
    workspace: Workspace,
) -> None:
    kept(workspace, APRIL)
    position = workspace.snapshot.position
    wrong = replace(new_set(workspace.practice, APRIL, TODAY), caseload_low=90)
    with pytest.raises(RefusedError) as refused:
        keep_standards(workspace, wrong, today=TODAY)
    assert [problem.field for problem in refused.value.problems] == ["from_on", "caseload_high"]
    assert {problem.kind for problem in refused.value.problems} == {"Standards"}
    assert workspace.snapshot.position == position


def test_a_set_that_is_gone_cannot_be_deleted(workspace: Workspace) -> None:
    with pytest.raises(StandardsGoneError):
        delete_standards(workspace, "f" * 32)


# What a change would do


def effect(workspace: Workspace, sets: tuple[Standards, ...], as_of: date = TODAY) -> Effect:
    return effect_of(
        workspace.snapshot, workspace.practice, sets, officer_id=OFFICER_ID, as_of=as_of
    )


def row(found: Effect, measure_id: str) -> EffectRow:
    return next(one for one in found.rows if one.measure_id == measure_id)


def changed_to(workspace: Workspace, from_on: date, **changed: object) -> tuple[Standards, ...]:
    standards = replace(new_set(workspace.practice, from_on, TODAY), **changed)  # type: ignore[arg-type]
    return as_kept(workspace.practice.standards, standards, TODAY)[0]


def test_every_measure_is_compared_and_only_what_changes_is_marked(workspace: Workspace) -> None:
    fill(workspace, 24)
    found = effect(workspace, changed_to(workspace, APRIL, caseload_high=10, caseload_low=5))
    assert [one.measure_id for one in found.rows] == list(MEASURES)
    assert [one.measure_id for one in found.rows if one.changed] == ["caseload_per_fte"]
    caseload = row(found, "caseload_per_fte")
    assert caseload.now == caseload.then
    assert caseload.now.endswith("÷ 1.0 FTE")
    assert (caseload.aim_now, caseload.aim_then) == (
        "50 to 70: below 50",
        "5 to 10: above 10",
    )
    assert found.headline == f"1 of {len(MEASURES)} measures would change"
    assert found.note == (
        "Figures of the 12 months to March 2020; numbers of children are those of its last day."
    )


def test_a_wider_window_and_the_other_definition_change_the_figure_itself(
    workspace: Workspace,
) -> None:
    fill(workspace, 60)
    measure = "monitoring_between_reviews"
    narrow = {"monitoring_before_days": 1, "monitoring_after_days": 1}
    before_all = date(2017, 1, 1)
    found = row(effect(workspace, changed_to(workspace, before_all, **narrow)), measure)
    assert found.changed
    assert found.now != found.then
    by_child = changed_to(workspace, APRIL, monitoring_method="children")
    other = row(effect(workspace, by_child), measure)
    assert other.changed
    assert other.title == (
        "Cases checked between reviews → Children looked after checked in six months"
    )
    assert other.aim_then.startswith("At least 80%")


def test_the_same_standards_change_nothing(workspace: Workspace) -> None:
    fill(workspace, 10)
    found = effect(workspace, changed_to(workspace, APRIL))
    assert found.changed == 0
    assert found.headline == f"None of {len(MEASURES)} measures would change"


def test_standards_that_begin_later_are_shown_as_if_they_held(workspace: Workspace) -> None:
    fill(workspace, 10)
    later = date(2021, 4, 1)
    found = effect(workspace, changed_to(workspace, later, monitoring_target=70.0))
    assert found.note.startswith("Nothing changes before 1 April 2021; this is as if")
    assert row(found, "monitoring_between_reviews").aim_then.startswith("At least 70%")
    kept(workspace, APRIL, caseload_high=65)
    found = effect(workspace, changed_to(workspace, later, caseload_high=60))
    caseload = row(found, "caseload_per_fte")
    assert (caseload.aim_now, caseload.aim_then) == (
        "50 to 65: below 50",
        "50 to 60: below 50",
    )


def test_deleting_a_set_has_its_effect_too(workspace: Workspace) -> None:
    record_id = kept(workspace, APRIL, monitoring_target=85.0)
    found = effect(workspace, without(workspace.practice.standards, record_id))
    assert row(found, "monitoring_between_reviews").aim_now == "At least 85%"
    assert row(found, "monitoring_between_reviews").aim_then == "At least 80%"
    moved = replace(in_force(workspace), from_on=date(2021, 4, 1))
    found = effect(workspace, (moved,))
    assert row(found, "monitoring_between_reviews").aim_then == "At least 80%"
    assert not found.note.startswith("Nothing changes")


# Settings files


def test_standards_travel_from_one_store_to_another_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    kept(workspace, APRIL, caseload_high=65)
    kept(workspace, date(2021, 4, 1), caseload_high=60)
    path = tmp_path / "council.irostandards"
    assert export_standards(workspace, path) == 2
    other = a_workspace(tmp_path / "other.iro")
    try:
        planned = import_standards(other, path, dry_run=True)
        assert [one.state for one in planned.planned] == ["new", "new"]
        assert other.snapshot.of(Standards) == ()
        assert import_standards(other, path) == planned
        assert {one.id for one in other.snapshot.of(Standards)} == {
            one.id for one in workspace.snapshot.of(Standards)
        }
        assert other.practice.on(TODAY) == in_force(workspace)
        position = other.snapshot.position
        again = import_standards(other, path)
        assert [one.state for one in again.planned] == ["unchanged", "unchanged"]
        assert again.headline == "These standards are in your file already"
        assert other.snapshot.position == position
        assert [act.words for act in stacks(other).done] == ["import standards"]
        undo_latest(other)
        assert other.practice.on(TODAY) == DEFAULT_STANDARDS
    finally:
        other.close()


def test_a_change_is_previewed_by_the_names_of_its_fields(
    workspace: Workspace, tmp_path: Path
) -> None:
    kept(workspace, APRIL)
    path = tmp_path / "council.irostandards"
    export_standards(workspace, path)
    keep_standards(workspace, replace(in_force(workspace), caseload_high=60), today=TODAY)
    plan = standards_plan(workspace.practice, path, TODAY)
    assert plan.headline == "1 set of standards would change"
    assert [one.words for one in plan.planned] == [
        "From 1 April 2019: changed, Caseload range, to."
    ]
    import_standards(workspace, path)
    assert stacks(workspace).done[-1].words == "import the standards from 1 April 2019"
    assert in_force(workspace).caseload_high == 70


def test_what_was_set_here_from_the_same_day_is_changed_and_not_doubled(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "council.irostandards"
    path.write_text(json.dumps(document([local_standards(APRIL, caseload_high=61)])))
    record_id = kept(workspace, APRIL)
    plan = import_standards(workspace, path)
    assert [one.state for one in plan.planned] == ["changed"]
    assert [one.id for one in workspace.snapshot.of(Standards)] == [record_id]
    assert in_force(workspace).caseload_high == 61
    assert import_standards(workspace, path).puts == ()


def test_without_local_standards_the_file_holds_the_default_which_others_have_already(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "council.irostandards"
    assert export_standards(workspace, path) == 1
    assert import_standards(workspace, path).puts == ()
    assert workspace.snapshot.of(Standards) == ()


def test_a_file_with_case_data_there_is_none(workspace: Workspace, tmp_path: Path) -> None:
    fill(workspace, 5)
    kept(workspace, APRIL)
    path = tmp_path / "council.irostandards"
    export_standards(workspace, path)
    text = path.read_text(encoding="utf-8")
    for case in workspace.snapshot.cases.values():
        assert case.child.reference not in text
        assert case.child.id not in text
    assert "IRO 1" not in text


def test_a_bad_file_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "council.irostandards"
    export_standards(workspace, path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    position = workspace.snapshot.position
    with pytest.raises(FileDamagedError):
        import_standards(workspace, path)
    found = document([local_standards(APRIL, caseload_high=10)])
    path.write_text(json.dumps(found))
    with pytest.raises(SettingsRefusedError) as refused:
        import_standards(workspace, path)
    assert str(refused.value) == (
        "council.irostandards was not imported, because its standards from 1 April 2019 cannot "
        "stand: caseload range, to must be 50 or more, as “Caseload range, from” says 50."
    )
    assert workspace.snapshot.position == position


def test_the_result_is_that_of_every_import(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "council.irostandards"
    found = document([local_standards(APRIL)])
    found["sets"][0]["lunch"] = "soup"
    found["sha256"] = checksum(found)
    path.write_text(json.dumps(found))
    plan = import_standards(workspace, path, dry_run=True)
    result = as_result(plan, dry_run=True)
    assert result.to_json() == {
        "read": {"Standards": 1},
        "new": {"Standards": 1},
        "changed": {},
        "unchanged": {},
        "problems": [],
    }
    assert "“lunch”" in result.notes[0]


def test_targets_of_measures_that_a_newer_version_has_are_said_and_left_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "council.irostandards"
    rows = (("icpc_in_time", "91", "", ""), ("moon_phases", "50", "", ""))
    path.write_text(json.dumps(document([local_standards(APRIL, targets=rows)])))
    plan = import_standards(workspace, path)
    assert plan.notes == (
        "Targets of measures that are not known here were left out: “moon_phases”.",
    )
    assert in_force(workspace).targets == (("icpc_in_time", "91", "", ""),)
    assert import_standards(workspace, path).puts == ()


def test_a_file_that_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_standards(workspace, tmp_path / "no such folder" / "x.irostandards")
