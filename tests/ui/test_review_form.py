"""The review form: what each type is asked, what is folded away, one act for all of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import (
    Ask,
    Decision,
    FamilySafeguardingChecklist,
    Participation,
    ProtectionPlan,
    Record,
    Review,
)
from iro_desktop.domain.records.fields import AnyRecord
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.undo import undo_latest
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.fold import Fold
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from tests.builders import a_child, a_review, an_enquiry, care
from tests.stores import a_workspace

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CHILD = a_child("AB12")
ENQUIRY = an_enquiry("2020-03-10")
REVIEW = a_review("2019-12-02")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A store on 31 March 2020 with a looked after child and an open enquiry."""
    workspace = a_workspace(tmp_path / "s")
    with workspace.write("what was there before") as write:
        write.put(CHILD)
        for record in (care("2019-11-04"), REVIEW, ENQUIRY):
            write.put(replace(record, child_id=CHILD.id))
        write.put(Ask(id="a" * 32, child_id=CHILD.id, review_id=REVIEW.id, words="A dog"))
    return workspace


def put(operations: Operations, record: Record, qtbot: QtBot) -> None:
    def work(workspace: Workspace) -> None:
        with workspace.write("put") as write:
            write.put(record)

    with qtbot.waitSignal(operations.session_changed):
        operations.run(work)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What the dialogs open over, and go with."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


def case_of(operations: Operations) -> CaseFile:
    return operations.session.snapshot.cases[CHILD.id]


def opened(
    window: QWidget, operations: Operations, qtbot: QtBot, review_id: str = ""
) -> ReviewDialog:
    dialog = ReviewDialog(operations, CHILD.id, window, review_id=review_id)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def write(form: RecordForm[AnyRecord], name: str, text: str) -> None:
    target = form.editor(name).target()
    if isinstance(target, QLineEdit):
        target.selectAll()
    QTest.keyClicks(target, text)


def recorded(dialog: ReviewDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.recorded):
        QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Return, CTRL)


def fold_of(dialog: ReviewDialog, heading: str) -> Fold:
    (found,) = [one for one in dialog.findChildren(Fold) if one.head.text() == heading]
    return found


def tabs_to(dialog: ReviewDialog, text: str) -> int:
    """Press Tab until the button of this text has the keyboard; return how often that took."""
    for number in range(1, 80):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Key.Key_Tab)
        now = dialog.focusWidget()
        if isinstance(now, QPushButton) and now.text() == text:
            return number
    raise AssertionError(f"Tab never came to {text}")


# A plain review


def test_a_plain_review_takes_no_more_keys_than_its_fields(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "cla")
    assert not fold_of(dialog, "Family Safeguarding").isVisible()
    assert not fold_of(dialog, "How well that was done").is_open
    assert not dialog.quality.isVisible()
    assert tabs_to(dialog, "Record review") <= 30


def test_what_is_folded_away_and_left_alone_is_not_recorded(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "cla")
    recorded(dialog, qtbot)
    assert len(case_of(operations).of(Review)) == 2
    assert case_of(operations).of(Participation) == ()
    assert case_of(operations).of(FamilySafeguardingChecklist) == ()


def test_a_review_of_care_is_asked_nothing_about_conferences(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "cla")
    assert not {"strategy_on", "notified_on"} & set(dialog.meeting.names)
    for name in ("social_worker_contact_on", "papers_received_on", "child_seen_on"):
        assert dialog.before.editor(name).isVisible()


# Quality


def test_quality_is_told_with_digits_once_it_is_unfolded(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "cla")
    write(dialog.part, "participation", "pn1")
    tabs_to(dialog, "How well that was done")
    QTest.keyClick(dialog.focusWidget(), Key.Key_Space)
    assert dialog.quality.isVisible()
    for digit in "3210":
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, digit)
    dialog.quality.set_value("methods", ("visit", "art"))
    recorded(dialog, qtbot)
    (part,) = case_of(operations).of(Participation)
    assert (part.participation, part.methods) == ("PN1", ("visit", "art"))
    assert (part.prepared, part.chose, part.chaired, part.seen_alone) == (3, 2, 1, 0)
    assert (part.own_words, part.written_to_child) == (None, None)


def test_a_review_with_quality_on_file_opens_unfolded_and_unchanged(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    part = Participation(id="b" * 32, child_id=CHILD.id, review_id=REVIEW.id, prepared=0)
    put(operations, part, qtbot)
    dialog = opened(window, operations, qtbot, REVIEW.id)
    assert fold_of(dialog, "How well that was done").is_open
    assert dialog.quality.value("prepared") == 0
    assert not dialog.is_changed()


# Conferences


def test_a_conference_is_recorded_with_all_that_is_said_of_it_in_one_act(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "icpc")
    write(dialog.meeting, "held_on", "30/3")
    assert dialog.meeting.value("strategy_on") == date(2020, 3, 10)
    dialog.conference.set_value("plan_continues", value=True)
    write(dialog.conference, "category", "neg")
    dialog.conference.set_value("quorate", value=False)
    fold = fold_of(dialog, "Family Safeguarding")
    fold.head.setFocus()
    QTest.keyClick(fold.head, Key.Key_Return)
    assert dialog.checklist.isVisible()
    dialog.checklist.set_value("workbook", value=True)
    dialog.checklist.set_value("next_step", value=False)
    dialog.quality.set_value("own_words", 2)
    write(dialog.before, "social_worker_contact_on", "9/3")
    write(dialog.before, "papers_received_on", "25/3")
    recorded(dialog, qtbot)
    case = case_of(operations)
    review = max(case.of(Review), key=lambda one: one.held_on or date.min)
    assert (review.strategy_on, review.quorate) == (date(2020, 3, 10), False)
    assert review.social_worker_contact_on == date(2020, 3, 9)
    assert review.papers_received_on == date(2020, 3, 25)
    (ticks,) = case.of(FamilySafeguardingChecklist)
    assert (ticks.review_id, ticks.workbook, ticks.next_step) == (review.id, True, False)
    assert case.of(Participation)[0].own_words == 2
    assert case.of(ProtectionPlan)[0].started_on == date(2020, 3, 30)
    operations.run(undo_latest)
    qtbot.waitUntil(lambda: case_of(operations).of(Review) == (replace(REVIEW, child_id=CHILD.id),))
    for kind in (FamilySafeguardingChecklist, Participation, ProtectionPlan):
        assert case_of(operations).of(kind) == ()


def test_another_strategy_discussion_stands_once_it_is_typed(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "icpc")
    assert dialog.meeting.value("strategy_on") == date(2020, 3, 10)
    write(dialog.meeting, "strategy_on", "12/3")
    write(dialog.meeting, "held_on", "30/3")
    assert dialog.meeting.value("strategy_on") == date(2020, 3, 12)
    dialog.meeting.set_value("review_type", "rcpc")
    recorded(dialog, qtbot)
    assert all(one.strategy_on is None for one in case_of(operations).of(Review))


def test_only_a_transfer_in_is_asked_for_its_written_notification(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    for review_type, asked in (
        ("icpc", False),
        ("rcpc", False),
        ("cla", False),
        ("transfer", True),
    ):
        dialog.meeting.set_value("review_type", review_type)
        assert dialog.meeting.editor("notified_on").isVisible() is asked
    assert any("written notification" in one for one in dialog.frame.advice.sentences)
    write(dialog.meeting, "notified_on", "10/3")
    assert not dialog.frame.advice.isVisible()
    recorded(dialog, qtbot)
    review = max(case_of(operations).of(Review), key=lambda one: one.held_on or date.min)
    assert (review.review_type, review.notified_on) == ("transfer", date(2020, 3, 10))


def test_a_conference_on_a_weekend_is_said_and_yet_recorded(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "rcpc")
    write(dialog.meeting, "held_on", "28/3")
    assert dialog.frame.advice.sentences[0].startswith(
        "Not a working day: held on Sat 28 March 2020"
    )
    recorded(dialog, qtbot)
    assert len(case_of(operations).of(Review)) == 2


def test_a_conference_put_right_to_a_review_takes_its_checklist_away(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    conference = replace(a_review("2020-03-02", "rcpc", category="NEG"), child_id=CHILD.id)
    ticks = FamilySafeguardingChecklist(
        id="c" * 32, child_id=CHILD.id, review_id=conference.id, outcomes=True
    )
    put(operations, conference, qtbot)
    put(operations, ticks, qtbot)
    dialog = opened(window, operations, qtbot, conference.id)
    assert fold_of(dialog, "Family Safeguarding").is_open
    dialog.meeting.set_value("review_type", "cla")
    recorded(dialog, qtbot)
    assert case_of(operations).of(FamilySafeguardingChecklist) == ()
    review = operations.session.snapshot.find(Review, conference.id)
    assert review is not None
    assert (review.review_type, review.category) == ("cla", "")


# Asks, problems, drafts


def test_an_ask_of_an_earlier_review_can_be_told_done_there(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot, REVIEW.id)
    (form,) = dialog.asks.forms
    assert form.names == ("words", "answer", "reason_told_on", "done_on")
    form.set_value("answer", "part")
    form.set_value("done_on", date(2020, 1, 6))
    recorded(dialog, qtbot)
    (ask,) = case_of(operations).of(Ask)
    assert (ask.words, ask.answer, ask.done_on) == ("A dog", "part", date(2020, 1, 6))


def test_what_is_wrong_before_the_meeting_is_said_in_place(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    write(dialog.meeting, "held_on", "30/3")
    write(dialog.before, "social_worker_contact_on", "31/3")
    dialog.save()
    qtbot.waitUntil(lambda: dialog.before.problem_of("social_worker_contact_on") != "")
    assert dialog.before.problem_of("social_worker_contact_on") == (
        "The contact with the social worker before must not be after the day on which it was held."
    )
    assert dialog.before.value("social_worker_contact_on") == date(2020, 3, 31)


def test_a_problem_in_a_fold_opens_it(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    fold = fold_of(dialog, "How well that was done")
    dialog.quality.editor("prepared").set_value(7)  # as a file of another program may have it
    assert not dialog.quality.isVisible()
    dialog.save()
    assert fold.is_open
    assert dialog.quality.problem_of("prepared") == "Prepared must be between 0 and 3."
    (link,) = dialog.summary.links()
    fold.set_open(False)
    QTest.keyClick(link, Key.Key_Return)
    focus = dialog.focusWidget()
    assert focus is not None
    assert dialog.quality.isAncestorOf(focus)


def test_a_draft_comes_back_unfolded_and_as_it_was_typed(
    operations: Operations, window: QWidget, qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "icpc")
    write(dialog.meeting, "strategy_on", "12/3")
    dialog.quality.set_value("chaired", 3)
    assert dialog._draft is not None
    qtbot.waitUntil(dialog._draft._timer.isActive)
    dialog._draft.keep()
    dialog.hide()
    dialog.deleteLater()
    again = opened(window, operations, qtbot)
    qtbot.waitUntil(lambda: again.quality.value("chaired") == 3)
    assert fold_of(again, "How well that was done").is_open
    assert again.meeting.value("strategy_on") == date(2020, 3, 12)


# What the review before decided


@pytest.fixture
def decided(operations: Operations, qtbot: QtBot) -> tuple[Decision, Decision]:
    """Two decisions of the review of 2 December, one late and one with days left."""
    late = Decision(
        id="b" * 32, child_id=CHILD.id, review_id=REVIEW.id, decision="Contact plan",
        owner="Social worker", due_on=date(2020, 1, 6),
    )  # fmt: skip
    ahead = replace(late, id="c" * 32, decision="School visit", due_on=date(2020, 4, 20))
    for decision in (late, ahead):
        put(operations, decision, qtbot)
    return late, ahead


def test_what_is_not_done_is_carried_over_and_what_is_done_gets_its_day(
    operations: Operations, window: QWidget, decided: tuple[Decision, Decision], qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog._last_head._title.text() == "Decisions of the review held on 2 December 2019"
    first, second = dialog.last.rows
    assert (first.form.value("due_on"), second.form.value("due_on")) == (None, date(2020, 4, 20))
    assert not dialog.is_changed()
    QTest.keyClicks(first.form.editor("done_on").target(), "30/3")
    assert first.form.names == ("done_on",)
    assert first.tick.isHidden()
    QTest.keyClick(first.form.editor("done_on").target(), Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(case_of(operations).of(Decision)) == 3)
    late, ahead = decided
    found = {one.id: one for one in case_of(operations).of(Decision)}
    assert found[late.id].done_on == date(2020, 3, 30)
    assert found[ahead.id] == ahead
    (carried,) = [one for one in found.values() if one.carried_from_id]
    assert (carried.carried_from_id, carried.decision, carried.due_on) == (
        ahead.id,
        "School visit",
        date(2020, 4, 20),
    )
    assert carried.review_id != REVIEW.id


def test_a_decision_whose_tick_is_taken_away_is_not_carried_over(
    operations: Operations, window: QWidget, decided: tuple[Decision, Decision], qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    for row in dialog.last.rows:
        QTest.keyClick(row.tick.target(), Key.Key_Space)
        assert row.form.names == ("done_on",)
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    assert set(case_of(operations).of(Decision)) == set(decided)


def test_a_day_that_is_wrong_is_said_at_its_decision(
    operations: Operations, window: QWidget, decided: tuple[Decision, Decision], qtbot: QtBot
) -> None:
    dialog = opened(window, operations, qtbot)
    assert len(dialog.last.rows) == len(decided)
    second = dialog.last.rows[1]
    done = second.form.editor("done_on").target()
    QTest.keyClicks(done, "tomorow")
    dialog.save()
    assert second.form.problem_of("done_on").startswith("Done on: ")
    assert isinstance(done, QLineEdit)
    done.selectAll()
    QTest.keyClicks(done, "1/4/2020")
    dialog.save()
    sentence = "Done on must be today or in the past."
    qtbot.waitUntil(lambda: second.form.problem_of("done_on") == sentence)
    assert len(case_of(operations).of(Decision)) == 2


def test_a_conference_asks_for_the_decisions_of_conferences_alone(
    operations: Operations, window: QWidget, decided: tuple[Decision, Decision], qtbot: QtBot
) -> None:
    del decided
    dialog = opened(window, operations, qtbot)
    dialog.meeting.set_value("review_type", "icpc")
    assert dialog.last.rows == []
    assert dialog._last_head.isHidden()
    dialog.meeting.set_value("review_type", "cla")
    assert len(dialog.last.rows) == 2
    assert dialog._last_head.isVisible()


def test_a_review_that_is_edited_does_not_ask_again(
    operations: Operations, window: QWidget, decided: tuple[Decision, Decision], qtbot: QtBot
) -> None:
    del decided
    later = replace(a_review("2020-03-02"), child_id=CHILD.id)
    put(operations, later, qtbot)
    dialog = opened(window, operations, qtbot, later.id)
    assert dialog.last.rows == []


def test_what_was_said_of_the_last_decisions_is_back_in_a_draft(
    operations: Operations, window: QWidget, decided: tuple[Decision, Decision], qtbot: QtBot
) -> None:
    del decided
    dialog = opened(window, operations, qtbot)
    first, second = dialog.last.rows
    QTest.keyClicks(first.form.editor("done_on").target(), "30/3")
    QTest.keyClick(second.tick.target(), Key.Key_Space)
    draft = dialog._draft
    assert draft is not None
    qtbot.waitUntil(draft._timer.isActive)
    draft.keep()
    qtbot.waitUntil(lambda: operations.is_settled)
    dialog.hide()
    again = opened(window, operations, qtbot)
    qtbot.waitUntil(lambda: again.last.rows[0].is_done)
    assert again.last.rows[0].form.value("done_on") == date(2020, 3, 30)
    assert again.last.rows[1].tick.value() is False
