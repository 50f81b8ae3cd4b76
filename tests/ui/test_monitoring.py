"""The list of checks and the form of one: what is late, the keyboard, what counts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Ask, Decision, MonitoringCheck, Record
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.challenge import ChallengeDialog
from iro_desktop.ui.dialogs.check import CheckDialog, open_check
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Status
from iro_desktop.ui.views.monitoring import MonitoringView
from tests.builders import (
    a_check,
    a_child,
    a_review,
    an_allocation,
    an_id,
    care,
    local_standards,
    told,
)
from tests.stores import OFFICER_ID, TODAY, a_workspace
from tests.windows import activate, shown

Key = Qt.Key


def put(workspace: Workspace, *records: Record, child_id: str = "") -> None:
    with workspace.write("what was there before", source="import:test") as write:
        for record in records:
            write.put(replace(record, child_id=child_id) if child_id else record)  # type: ignore[call-arg]


def a_child_reviewed(workspace: Workspace, reference: str, reviewed: str) -> str:
    """Keep a child of this IRO in long care, last reviewed on a day; return the child's id."""
    child = a_child(reference)
    put(workspace, child)
    put(
        workspace,
        care("2018-01-02"),
        a_review("2018-01-20"),
        a_review("2018-04-10"),
        a_review(reviewed),
        an_allocation(OFFICER_ID, "2018-01-02"),
        child_id=child.id,
    )
    return child.id


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store on 31 March 2020, a Tuesday."""
    return a_workspace(tmp_path / "s")


@pytest.fixture
def children(workspace: Workspace) -> dict[str, str]:
    """Reference -> id of a child late, one due this week, one with its window open, one later."""
    reviewed = {
        "LATE1": "2019-12-20",
        "SOON1": "2020-01-03",
        "OPEN1": "2020-01-15",
        "NEXT1": "2020-02-20",
    }
    found = {name: a_child_reviewed(workspace, name, day) for name, day in reviewed.items()}
    done = a_child_reviewed(workspace, "DONE1", "2019-12-20")
    check = a_check("2020-03-10", "Safe, and hopeful about school.", outcome="watch")
    put(workspace, check, child_id=done)
    return found | {"DONE1": done}


@pytest.fixture
def operations(
    workspace: Workspace, children: dict[str, str], qapp: QApplication
) -> Iterator[Operations]:
    del qapp, children
    operations = Operations(workspace)
    yield operations
    operations.close()


@pytest.fixture
def view(operations: Operations, qtbot: QtBot) -> MonitoringView:
    return shown(MonitoringView(operations), operations, qtbot)


def references(view: MonitoringView) -> list[str]:
    return [row.reference for row in view._model.rows()]


def the_check(view: QWidget) -> CheckDialog:
    (dialog,) = (d for d in view.findChildren(CheckDialog) if d.isVisible())
    return dialog


def opened(view: MonitoringView, qtbot: QtBot) -> CheckDialog:
    dialog = the_check(view)
    activate(dialog, qtbot)
    return dialog


# The list


def test_the_model_behaves_as_qt_asks(view: MonitoringView) -> None:
    tester = QAbstractItemModelTester(
        view._model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    view._chips.choose("done")
    view._filter.setText("hopeful")
    view._model.sort(2)
    view._filter.clear()
    assert tester is not None
    assert view._model.shown


def test_it_opens_on_what_is_to_do_the_late_ones_first(view: MonitoringView) -> None:
    assert view.headline() == "One check is late, one more falls due by Friday"
    assert references(view) == ["LATE1", "SOON1", "OPEN1"]
    sections = [view._model.section_at(line) for line in view._model.section_lines()]
    assert [section.title for section in sections if section] == [
        "Overdue",
        "Next 7 days",
        "Window open",
    ]
    assert [button.text() for button in view._chips._buttons.values()] == [
        "To do 3",
        "Overdue 1",
        "Next 7 days 1",
        "Later 1",
        "Done in 12 months 1",
        "Late or missed 0",
    ]


def test_a_screen_reader_hears_how_each_midpoint_stands_and_why(view: MonitoringView) -> None:
    row = view._model.rows()[0]
    assert [column.spoken(row) for column in view._model.columns] == [
        "Child, LATE1 XY, 9 years",
        "Status, looked after",
        "Check, overdue, 11 days late, 20 Mar 2020",
        "What for, Counts until 3 Apr, halfway between the reviews of 20 Dec 2019 and 20 Jun 2020",
        "Last check, None on file",
    ]


def test_a_check_that_came_too_late_is_neither_to_do_nor_done(
    operations: Operations, workspace: Workspace, children: dict[str, str], qtbot: QtBot
) -> None:
    other = a_child_reviewed(workspace, "LATE2", "2019-11-20")
    put(workspace, a_check("2020-03-20", outcome="watch"), child_id=other)
    qtbot.waitUntil(lambda: len(operations.session.snapshot.of(MonitoringCheck)) == 2)
    view = shown(MonitoringView(operations), operations, qtbot)
    view._chips.choose("missed")
    (row,) = view._model.rows()
    assert (row.reference, row.words, row.window) == ("LATE2", "Late, 20 Mar", "Too late to count")
    assert children["LATE1"] != other


def test_what_is_done_shows_the_check_that_did_it_and_opens_it(
    view: MonitoringView, qtbot: QtBot
) -> None:
    view._chips.choose("done")
    (row,) = view._model.rows()
    assert (row.words, row.last_outcome) == ("Done 10 Mar", "watch")
    view.take_keyboard()
    QTest.keyClick(view._table, Key.Key_Return)
    dialog = opened(view, qtbot)
    assert dialog.form.check().id == row.check_id
    assert dialog.form.check().analysis == "Safe, and hopeful about school."


def test_the_filter_finds_words_of_the_last_check_and_esc_clears_it(
    view: MonitoringView, qtbot: QtBot
) -> None:
    view._chips.choose("done")
    QTest.keyClick(view, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view._filter.hasFocus)
    QTest.keyClicks(view._filter, "nothing like it")
    assert view._empty.isVisible()
    assert view._empty._sentence.text() == "No check matches “nothing like it”."
    view.take_keyboard()
    assert QApplication.focusWidget() is view._filter
    QTest.keyClick(view._filter, Key.Key_Escape)
    QTest.keyClicks(view._filter, "hopeful")
    assert references(view) == ["DONE1"]
    QTest.keyClick(view._filter, Key.Key_Down)
    assert view._table.hasFocus()
    assert view.current_child() == view._model.rows()[0].child_id


def test_nothing_to_do_says_what_comes_next_and_leads_there(
    operations: Operations, workspace: Workspace, children: dict[str, str], qtbot: QtBot
) -> None:
    for name in ("LATE1", "SOON1", "OPEN1"):
        put(workspace, a_check("2020-03-30", outcome="no_concern"), child_id=children[name])
    qtbot.waitUntil(lambda: len(operations.session.snapshot.of(MonitoringCheck)) == 4)
    view = shown(MonitoringView(operations), operations, qtbot)
    assert view.headline() == "No check falls due by Friday"
    assert view._empty._sentence.text() == (
        "No check is late and no window is open. Next: NEXT1 XY, from Thu 23 April 2020."
    )
    view._empty._action.click()
    assert view._chips.chosen() == "later"
    assert "NEXT1" in references(view)


def test_a_store_without_midpoints_says_where_they_come_from(
    tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    del qapp
    operations = Operations(a_workspace(tmp_path / "empty"))
    view = shown(MonitoringView(operations), operations, qtbot)
    assert "halfway between a review that was held" in view._empty._sentence.text()
    assert not view._check.isEnabled()
    operations.close()


def test_place_and_row_come_back_after_a_lock(
    view: MonitoringView, operations: Operations, qtbot: QtBot
) -> None:
    view._chips.choose("later")
    view.take_keyboard()
    place = view.place()
    other = shown(MonitoringView(operations), operations, qtbot)
    other.go_to(place)
    assert other.place() == place
    assert other.place_words() == "later"
    assert other.current_row() == view.current_row()


def test_the_menu_of_a_row_records_a_check_and_opens_the_childs_page(
    view: MonitoringView, children: dict[str, str], qtbot: QtBot
) -> None:
    view.take_keyboard()
    texts = [action.text() for action in view._table.menu().actions()]
    assert texts[:3] == ["Record &check", "Record what you were &told", "Child’s &page"]
    with qtbot.waitSignal(view.child_opened) as asked:
        view._table.menu().actions()[2].trigger()
    assert asked.args == [children["LATE1"]]


def test_what_the_iro_is_told_is_recorded_by_keyboard_and_makes_a_check_due(
    view: MonitoringView, children: dict[str, str], qtbot: QtBot
) -> None:
    view._chips.choose("later")
    view.take_keyboard()
    assert view.current_child() == children["NEXT1"]
    QTest.keyClick(view, Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool([d for d in view.findChildren(RecordDialog) if d.isVisible()]))
    (form,) = (d for d in view.findChildren(RecordDialog) if d.isVisible())
    activate(form, qtbot)
    assert form.form.value("told_on") == TODAY
    form.form.set_value("what", "placement_move")
    form.form.set_value("told_on", date(2020, 3, 26))
    (advice,) = form.frame.advice.sentences
    assert advice.startswith(
        "A check falls due by Thu 9 April 2020, 10 working days after 26 March 2020; answer “No”"
    )
    with qtbot.waitSignal(form.recorded):
        QTest.keyClick(form, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    view._chips.choose("todo")
    qtbot.waitUntil(lambda: "NEXT1" in references(view))
    row = next(one for one in view._model.rows() if one.reference == "NEXT1")
    assert [column.spoken(row) for column in view._model.columns][2:4] == [
        "Check, fine, in 9 days, 9 Apr 2020",
        "What for, Placement move, told 26 Mar, 10 working days after 26 Mar 2020",
    ]


def test_the_check_that_news_called_for_says_what_it_answers_and_leaves_the_list(
    view: MonitoringView,
    workspace: Workspace,
    children: dict[str, str],
    qtbot: QtBot,
) -> None:
    put(workspace, told("missing", "2020-03-12"), child_id=children["NEXT1"])
    qtbot.waitUntil(lambda: "NEXT1" in references(view))
    assert view.headline() == "Two checks are late, one more falls due by Friday"
    row = next(one for one in view._model.rows() if one.reference == "NEXT1")
    view._table.select_key(row.key)
    view._table.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(view._table, Key.Key_Return)
    dialog = opened(view, qtbot)
    assert dialog.form.check().trigger == "event"
    dialog.form.words.set_value("analysis", "Back with the carer, and safe.")
    assert dialog.form.meaning.text() == (
        "Answers what you were told on 12 Mar 2020: missing from care. Does not count for the "
        "midpoint of 21 May 2020: from 23 Apr 2020."
    )
    dialog.form.judgement.set_value("outcome", "no_concern")
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    qtbot.waitUntil(lambda: "NEXT1" not in references(view))


# A check


def spoke(dialog: CheckDialog) -> list[QCheckBox]:
    return list(dialog.form.spoke._boxes.values())


def test_a_check_is_ready_to_write_with_its_date_and_reason(
    view: MonitoringView, qtbot: QtBot
) -> None:
    view.take_keyboard()
    QTest.keyClick(view._table, Key.Key_Return)
    dialog = opened(view, qtbot)
    check = dialog.form.check()
    assert (check.checked_on, check.trigger, check.outcome) == (TODAY, "midpoint", "")
    assert not dialog.is_changed()
    assert dialog.form.meaning.text() == (
        "Without analysis this is kept as a file note and meets no midpoint."
    )


def test_what_a_check_counts_for_follows_its_words_and_its_day(
    operations: Operations, children: dict[str, str], view: MonitoringView, qtbot: QtBot
) -> None:
    dialog = open_check(operations, children["LATE1"], parent=view)
    activate(dialog, qtbot)
    form = dialog.form
    form.words.set_value("analysis", "The plan has not moved since the review.")
    assert (form.meaning.status, form.meaning.text()) == (
        Status.FINE,
        "Counts for the midpoint of 20 Mar 2020.",
    )
    form.when.set_value("checked_on", date(2020, 2, 1))
    assert (form.meaning.status, form.meaning.text()) == (
        Status.NOT_YET,
        "Does not count for the midpoint of 20 Mar 2020: from 21 Feb 2020.",
    )


def test_the_last_answers_stand_beside_the_prompts_and_are_not_answers_yet(
    operations: Operations,
    workspace: Workspace,
    children: dict[str, str],
    view: MonitoringView,
    qtbot: QtBot,
) -> None:
    prompts = ("Plan?", "Health?")
    put(workspace, local_standards(prompts=prompts))
    earlier = a_check("2019-11-12", prompts=prompts, answers=("Slipping", ""))
    put(workspace, earlier, child_id=children["LATE1"])
    qtbot.waitUntil(lambda: len(operations.session.snapshot.of(MonitoringCheck)) == 2)
    dialog = open_check(operations, children["LATE1"], parent=view)
    answer = dialog.form.prompts.answer("Plan?")
    assert answer.accessibleDescription() == "12 Nov 2019: Slipping"
    assert dialog.form.check().prompts == ()
    answer.setPlainText("Back on course")
    assert dialog.form.check().answers == ("Back on course", "")
    assert dialog.form.check().prompts == prompts


def test_decisions_and_asks_of_the_last_review_stand_beside(
    operations: Operations,
    workspace: Workspace,
    children: dict[str, str],
    view: MonitoringView,
    qtbot: QtBot,
) -> None:
    case = workspace.snapshot.cases[children["LATE1"]]
    review = max(case.records[type(a_review(None))], key=lambda r: r.held_on)  # type: ignore[attr-defined]
    put(
        workspace,
        Decision(
            id=an_id(), review_id=review.id, decision="Life story work", due_on=date(2020, 3, 1)
        ),
        Ask(id=an_id(), review_id=review.id, words="To see Jay every week"),
        child_id=children["LATE1"],
    )
    qtbot.waitUntil(lambda: bool(operations.session.snapshot.of(Ask)))
    dialog = open_check(operations, children["LATE1"], parent=view)
    said = dialog.form.findChildren(QWidget)
    texts = {getattr(widget, "text", str)() for widget in said if hasattr(widget, "text")}
    assert {"Life story work", "30 days late", "To see Jay every week"} <= texts


def test_a_check_without_an_outcome_is_put_right_and_nothing_is_lost(
    operations: Operations,
    workspace: Workspace,
    children: dict[str, str],
    view: MonitoringView,
    qtbot: QtBot,
) -> None:
    dialog = open_check(operations, children["LATE1"], parent=view)
    activate(dialog, qtbot)
    dialog.form.words.set_value("analysis", "Settled.")
    dialog.save()
    qtbot.waitUntil(dialog.summary.isVisible)
    (link,) = dialog.summary.links()
    assert link.text() == "Enter outcome."
    link.click()
    assert dialog.form.judgement.editor("outcome").target().hasFocus()
    QTest.keyClick(dialog.form.judgement.editor("outcome").target(), Key.Key_Space)
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    (check,) = workspace.snapshot.cases[children["LATE1"]].of(MonitoringCheck)
    assert (check.outcome, check.analysis) == ("no_concern", "Settled.")


def test_a_check_is_recorded_by_keyboard_alone_and_leaves_the_list(
    view: MonitoringView, workspace: Workspace, children: dict[str, str], qtbot: QtBot
) -> None:
    view.take_keyboard()
    QTest.keyClick(view._table, Key.Key_Return)
    dialog = opened(view, qtbot)

    def keyboard() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    seen: list[str] = []
    while keyboard().accessibleName() != "Analysis":
        if keyboard().accessibleName() == "Spoke with the child":
            QTest.keyClick(keyboard(), Key.Key_Space)
        seen.append(keyboard().accessibleName())
        QTest.keyClick(keyboard(), Key.Key_Tab)
        assert len(seen) < 30
    assert seen[:3] == ["Date of check", "Spoke with the social worker", "Spoke with the child"]
    QTest.keyClicks(keyboard(), "Settled, and asks about the trip.")
    QTest.keyClick(keyboard(), Key.Key_Tab)
    QTest.keyClick(keyboard(), Key.Key_Tab)
    assert keyboard().accessibleName() == "This check ends in: No concern"
    QTest.keyClick(keyboard(), Key.Key_Right)
    assert dialog.form.check().outcome == "watch"
    with qtbot.waitSignal(dialog.recorded):
        QTest.keyClick(keyboard(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (check,) = workspace.snapshot.cases[children["LATE1"]].of(MonitoringCheck)
    assert (check.child_contact, check.carer_contact, check.outcome) == (True, None, "watch")
    assert check.analysis == "Settled, and asks about the trip."
    qtbot.waitUntil(lambda: "LATE1" not in references(view))
    assert view.headline() == "One check falls due by Friday"


def test_a_check_that_ends_in_a_challenge_opens_it_filled(
    operations: Operations,
    workspace: Workspace,
    children: dict[str, str],
    view: MonitoringView,
    qtbot: QtBot,
) -> None:
    dialog = open_check(operations, children["LATE1"], parent=view)
    activate(dialog, qtbot)
    form = dialog.form
    form.words.set_value("analysis", "The move home has slipped twice.")
    form.words.set_value("experience", "She asks every week.")
    form.state.set_value("drift", True)
    form.judgement.set_value("outcome", "challenge")
    assert dialog.frame.primary.text() == "Record and raise challenge"
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    (challenge,) = (d for d in view.findChildren(ChallengeDialog) if d.isVisible())
    found = challenge.escalation()
    assert (found.evidence, found.impact, found.source) == (
        "The move home has slipped twice.",
        "She asks every week.",
        "monitoring",
    )
    assert found.theme == "Delay: drift in carrying out the plan"
    challenge.goal.set_value("right_outcome", "I know when I am going home.")
    challenge.goal.set_value("needed", "Hold the meeting.")
    with qtbot.waitSignal(challenge.recorded):
        challenge.save()
    (check,) = workspace.snapshot.cases[children["LATE1"]].of(MonitoringCheck)
    assert check.escalation_id


def test_a_recorded_check_keeps_the_prompts_that_it_answered(
    operations: Operations,
    workspace: Workspace,
    children: dict[str, str],
    view: MonitoringView,
    qtbot: QtBot,
) -> None:
    check = a_check("2020-03-10", prompts=("An old prompt?",), answers=("Yes, twice.",))
    check = replace(check, child_contact=True, outcome="watch")
    put(workspace, check, child_id=children["SOON1"])
    qtbot.waitUntil(lambda: len(operations.session.snapshot.of(MonitoringCheck)) == 2)
    dialog = open_check(operations, children["SOON1"], parent=view, check_id=check.id)
    activate(dialog, qtbot)
    answer = dialog.form.prompts.answer("An old prompt?")
    assert isinstance(answer, QPlainTextEdit)
    assert answer.toPlainText() == "Yes, twice."
    spoke(dialog)[1].click()
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    found = workspace.snapshot.find(MonitoringCheck, check.id)
    assert found is not None
    assert (found.child_contact, found.answers[0]) == (False, "Yes, twice.")


def test_the_form_puts_what_lies_beside_below_where_it_is_narrow(
    operations: Operations, children: dict[str, str], view: MonitoringView, qtbot: QtBot
) -> None:
    dialog = open_check(operations, children["LATE1"], parent=view)
    activate(dialog, qtbot)
    row = dialog.form._row
    dialog.resize(1300, 700)
    qtbot.waitUntil(lambda: row.direction() is row.Direction.LeftToRight)
    dialog.resize(700, 700)
    qtbot.waitUntil(lambda: row.direction() is row.Direction.TopToBottom)


def test_a_half_written_check_is_there_again_after_a_lock(
    tmp_path: Path, children: dict[str, str], workspace: Workspace, qtbot: QtBot
) -> None:
    del tmp_path
    operations = Operations(workspace)
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    dialog = open_check(operations, children["LATE1"], parent=page)
    activate(dialog, qtbot)
    qtbot.waitUntil(lambda: dialog._draft is not None and dialog._draft._timer.isActive())
    dialog.form.words.set_value("analysis", "Half a sentence")
    prompt = dialog.form.prompts._prompts[0]
    dialog.form.prompts.answer(prompt).setPlainText("Nothing yet")
    spoke(dialog)[2].click()
    assert dialog._draft is not None
    dialog._draft.keep()
    qtbot.waitUntil(lambda: not operations.is_busy)
    dialog.deleteLater()
    again = open_check(operations, children["LATE1"], parent=page)
    qtbot.waitUntil(again.frame.restored.isVisible)
    check = again.form.check()
    assert (check.analysis, check.answers[0], check.carer_contact) == (
        "Half a sentence",
        "Nothing yet",
        True,
    )
    assert again.form.meaning.text() == "Counts for the midpoint of 20 Mar 2020."
    operations.close()
