"""Entering what is on file by the real dialogs: choices, suggestions, advice, what is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import (
    Appeal,
    ChildRecord,
    Contact,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    PermanencePlan,
    ProtectionPlan,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.child_records import ENTERING
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.fields import CodeEditor, DayEditor
from iro_desktop.ui.operations import Operations
from tests.builders import a_child, a_plan, a_review, care
from tests.stores import TODAY, a_workspace

CTRL = Qt.KeyboardModifier.ControlModifier
CHILD = a_child("AB12")
REVIEW = a_review("2019-12-02")
CONFERENCE = a_review("2020-01-13", "icpc", plan_continues=True, category="NEG")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store on 31 March 2020 with one child who had a review, a conference and an old plan."""
    workspace = a_workspace(tmp_path / "s")
    with workspace.write("what was there before") as write:
        write.put(CHILD)
        for record in (care("2019-11-04"), REVIEW, CONFERENCE, a_plan("2017-01-09", "2018-01-08")):
            write.put(replace(record, child_id=CHILD.id))
    return workspace


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs open over, and go with."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def case_of(operations: Operations) -> CaseFile:
    return operations.session.snapshot.cases[CHILD.id]


def opened(
    window: QWidget, operations: Operations, record: ChildRecord, qtbot: QtBot
) -> RecordDialog:
    dialog = RecordDialog(operations, replace(record, child_id=CHILD.id), window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def write(dialog: RecordDialog, name: str, text: str) -> None:
    target = dialog.form.editor(name).target()
    if isinstance(target, QLineEdit):
        target.selectAll()
    QTest.keyClicks(target, text)


def refused_by(dialog: RecordDialog, qtbot: QtBot) -> None:
    dialog.save()
    qtbot.waitUntil(lambda: bool(dialog.summary.links()))


def away(dialog: RecordDialog) -> None:
    dialog.hide()
    dialog.deleteLater()


def recorded(dialog: RecordDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.recorded):
        focus = dialog.focusWidget() or dialog
        QTest.keyClick(focus, Qt.Key.Key_Return, CTRL)


def test_every_form_says_what_is_missing_in_place_and_at_the_top(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    for kind, how in ENTERING.items():
        dialog = opened(window, operations, kind(id=""), qtbot)
        for name in how.needed:
            editor = dialog.form.editor(name)
            editor.set_value(editor.about.empty)
        refused_by(dialog, qtbot)
        said = [dialog.form.problem_of(name) for name in how.needed or ("started_on",)]
        assert all(said), kind
        assert {link.text() for link in dialog.summary.links()} >= set(said)
        assert dialog.isVisible()
        away(dialog)


def test_a_day_that_cannot_be_read_is_kept_and_said_in_every_form(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    for kind, how in ENTERING.items():
        dialog = opened(window, operations, kind(id=""), qtbot)
        day = next(n for n in how.names if isinstance(dialog.form.editor(n), DayEditor))
        write(dialog, day, "32/13")
        dialog.save()
        assert dialog.form.problem_of(day), kind
        target = dialog.form.editor(day).target()
        assert isinstance(target, QLineEdit)
        assert target.text() == "32/13"
        (link,) = dialog.summary.links()
        QTest.keyClick(link, Qt.Key.Key_Return)
        assert dialog.focusWidget() is target
        away(dialog)


def test_an_appeal_is_entered_by_keyboard_against_the_latest_conference(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, Appeal(id=""), qtbot)
    assert not dialog.is_changed()
    editor = dialog.form.editor("review_id")
    assert isinstance(editor, CodeEditor)
    offered = [editor.target().itemText(at) for at in range(editor.target().count())]
    assert offered == ["", "Initial child protection conference, Mon 13 January 2020"]
    assert editor.value() == CONFERENCE.id
    write(dialog, "accepted_on", "20 1 2020")
    for name, text in (
        ("appellant", "person"), ("stage", "panel"), ("ground", "outcome"), ("outcome", "upheld"),
    ):  # fmt: skip
        write(dialog, name, text)
    write(dialog, "reconvened_on", "3/2")
    recorded(dialog, qtbot)
    (appeal,) = case_of(operations).of(Appeal)
    assert appeal == Appeal(
        id=appeal.id, child_id=CHILD.id, review_id=CONFERENCE.id, accepted_on=date(2020, 1, 20),
        appellant="holder", stage="panel", ground="outcome", outcome="upheld",
        reconvened_on=date(2020, 2, 3),
    )  # fmt: skip


def test_an_appeal_before_its_conference_is_refused_with_the_answers_kept(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, Appeal(id=""), qtbot)
    write(dialog, "accepted_on", "12/1/2020")
    dialog.save()
    qtbot.waitUntil(lambda: dialog.form.problem_of("accepted_on") != "")
    assert dialog.form.problem_of("accepted_on") == (
        "Accepted on must not be before the conference, held on 13 January 2020."
    )
    assert dialog.form.value("accepted_on") == date(2020, 1, 12)


def test_a_plan_is_advised_upon_and_yet_entered(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, ProtectionPlan(id=""), qtbot)
    assert not dialog.frame.advice.isVisible()
    write(dialog, "started_on", "14/1/2020")
    (sentence,) = dialog.frame.advice.sentences
    assert sentence.endswith(
        "held on Mon 13 January 2020: a plan starts on the day of its conference."
    )
    assert dialog.frame.advice.isVisible()
    assert dialog.form.value("previous_plans") == 1
    write(dialog, "initial_category", "neg")
    assert dialog.form.value("latest_category") == "NEG"
    write(dialog, "latest_category", "emo")
    dialog.form.set_value("initial_category", "PHY")
    assert dialog.form.value("latest_category") == "EMO"  # what the user said stands
    write(dialog, "previous_plan_la", "Another council")
    write(dialog, "previous_plan_ended_on", "8/1/2018")
    recorded(dialog, qtbot)
    plan = max(case_of(operations).of(ProtectionPlan), key=lambda one: one.started_on or TODAY)
    assert (plan.started_on, plan.initial_category, plan.latest_category) == (
        date(2020, 1, 14), "PHY", "EMO",
    )  # fmt: skip
    assert (plan.previous_plans, plan.previous_plan_la) == (1, "Another council")


def test_the_format_of_a_pep_follows_the_day_until_another_is_chosen(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, EducationPlan(id=""), qtbot)
    write(dialog, "started_on", "20/1")
    assert dialog.form.value("format_version") == "old"
    write(dialog, "completed_on", "1/9/2020")
    assert dialog.form.value("format_version") == "new"
    write(dialog, "format_version", "old")
    write(dialog, "completed_on", "2/9/2020")
    assert dialog.form.value("format_version") == "old"
    assert "new format" in dialog.frame.advice.sentences[0]
    write(dialog, "completed_on", "5/2/2020")
    write(dialog, "written_up_on", "12 feb")
    write(dialog, "grade", "good")
    recorded(dialog, qtbot)
    (plan,) = case_of(operations).of(EducationPlan)
    assert (plan.format_version, plan.grade) == ("old", "good")
    assert plan.written_up_on == date(2020, 2, 12)


def test_a_refused_health_assessment_has_its_day_and_its_reason(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, HealthAssessment(id=""), qtbot)
    assert dialog.form.value("health_type") == "initial"
    write(dialog, "refused_on", "yesterday")
    assert dialog.frame.advice.sentences[0].startswith("Refusals are counted with their reasons")
    write(dialog, "refused_reason", "Did not want to be weighed")
    assert dialog.frame.advice.sentences == ()
    recorded(dialog, qtbot)
    (found,) = case_of(operations).of(HealthAssessment)
    assert (found.refused_on, found.assessed_on) == (date(2020, 3, 30), None)
    assert found.refused_reason == "Did not want to be weighed"


def test_the_review_that_agreed_a_discharge_is_chosen_and_gives_its_day(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, DischargePlan(id=""), qtbot)
    write(dialog, "considered_on", "25/11/2019")
    write(dialog, "decision", "pursue")
    write(dialog, "review_id", "child")
    assert dialog.form.value("agreed_on") == date(2019, 12, 2)
    write(dialog, "application_on", "6/1/2020")
    write(dialog, "refused_on", "2/3/2020")
    assert dialog.frame.advice.sentences == (
        "To apply again before 2 September 2020 the court’s leave is needed.",
    )
    recorded(dialog, qtbot)
    (plan,) = case_of(operations).of(DischargePlan)
    assert (plan.review_id, plan.agreed_on) == (REVIEW.id, date(2019, 12, 2))


def test_a_suggestion_does_not_touch_what_is_on_file_already(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    plan = a_plan("2020-01-13", initial_category="NEG", latest_category="NEG", previous_plans=3)
    dialog = opened(window, operations, plan, qtbot)
    assert not dialog.is_changed()
    write(dialog, "initial_category", "emo")
    assert dialog.form.value("latest_category") == "NEG"
    write(dialog, "started_on", "14/1/2020")
    assert dialog.form.value("previous_plans") == 3


def test_a_contact_with_a_team_before_a_review_is_entered(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, Contact(id=""), qtbot)
    assert dialog.form.value("contact_on") == TODAY
    write(dialog, "with_whom", "team")
    write(dialog, "method", "meeting")
    dialog.form.set_value("pre_meeting", value=True)
    recorded(dialog, qtbot)
    (contact,) = case_of(operations).of(Contact)
    assert (contact.with_whom, contact.pre_meeting) == ("team", True)


def test_a_social_worker_is_entered_with_team_and_district(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, SocialWorker(id=""), qtbot)
    for name, text in (("worker", "MO"), ("team", "East 2"), ("district", "East")):
        write(dialog, name, text)
    write(dialog, "from_on", "2/3")
    recorded(dialog, qtbot)
    (worker,) = case_of(operations).of(SocialWorker)
    assert (worker.worker, worker.team, worker.district) == ("MO", "East 2", "East")


def test_a_parallel_permanence_plan_is_entered_beside_the_first(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    for plan, parallel in (("long", False), ("adoption", True)):
        dialog = opened(window, operations, PermanencePlan(id=""), qtbot)
        write(dialog, "plan", plan)
        write(dialog, "planned_on", "6/1")
        write(dialog, "endorsed_on", "13/1")
        assert bool(dialog.frame.advice.sentences) is parallel
        if parallel:
            dialog.form.set_value("parallel", value=True)
            assert dialog.frame.advice.sentences == ()
        recorded(dialog, qtbot)
    found = {one.plan: one.parallel for one in case_of(operations).of(PermanencePlan)}
    assert found == {"relatives": None, "adoption": True}
