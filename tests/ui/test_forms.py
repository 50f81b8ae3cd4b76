"""Forms: values in and out, dates as typed, problems in place, and the dialog around them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import FieldProblem, RefusedError
from iro_desktop.domain.records import (
    Child,
    Decision,
    Meeting,
    MonitoringCheck,
    Participation,
    Review,
    WorkingTime,
)
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from tests.stores import TODAY


def a_form(qtbot: QtBot, *names: str) -> RecordForm[Review]:
    form = RecordForm(Review, names, TODAY, summary=True)
    qtbot.addWidget(form)
    form.set_record(Review(id="1", child_id="2"))
    form.show()
    activate(qtbot, form)
    return form


def activate(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def line(form: RecordForm[Review], name: str) -> QLineEdit:
    target = form.editor(name).target()
    assert isinstance(target, QLineEdit)
    return target


def test_a_record_comes_out_of_its_form_as_it_went_in(qtbot: QtBot) -> None:
    names = (
        "review_type", "held_on", "mode", "late_reason", "quorate", "category", "dissent",
        "plan_continues", "summary",
    )  # fmt: skip
    review = Review(
        id="1", child_id="2", review_type="cla", held_on=date(2020, 2, 29), mode="video",
        late_reason="Snow & ice", quorate=False, dissent="One line.\nAnother.", plan_continues=True,
        strategy_on=date(2020, 1, 1),
    )  # fmt: skip
    form = a_form(qtbot, *names)
    form.set_record(review)
    assert form.record() == review
    assert not form.is_changed()


def test_lists_numbers_and_several_codes_come_out_as_they_went_in(qtbot: QtBot) -> None:
    check = MonitoringCheck(id="1", prompts=("One?", "Two?"), answers=("Yes.",))
    lines = RecordForm(MonitoringCheck, ("prompts", "answers"), TODAY)
    time = WorkingTime(id="1", fte=0.6)
    numbers = RecordForm(WorkingTime, ("fte",), TODAY)
    took_part = Participation(id="1", methods=("art", "telepathy"), prepared=3)
    several = RecordForm(Participation, ("methods", "prepared"), TODAY)
    for form in (lines, numbers, several):
        qtbot.addWidget(form)
    lines.set_record(check)
    numbers.set_record(time)
    several.set_record(took_part)
    assert lines.record() == check
    assert numbers.record() == time
    assert several.record() == took_part


def test_a_form_that_cannot_edit_a_type_says_so_at_once() -> None:
    with pytest.raises(KeyError):
        RecordForm(Meeting, ("starts_at",), TODAY)
    with pytest.raises(ValueError, match="has no field colour"):
        RecordForm(Review, ("colour",), TODAY)


@pytest.mark.parametrize(
    "typed, meant, echoed",
    [
        ("12/5", date(2020, 5, 12), "Tue 12 May 2020"),
        ("12 5 26", date(2026, 5, 12), "Tue 12 May 2026"),
        ("+7", date(2020, 4, 7), "Tue 7 Apr 2020"),
        ("fri", date(2020, 4, 3), "Fri 3 Apr 2020"),
    ],
)
def test_a_date_is_taken_as_people_type_it_and_echoed_in_full(
    qtbot: QtBot, typed: str, meant: date, echoed: str
) -> None:
    form = a_form(qtbot, "held_on", "late_reason")
    QTest.keyClicks(line(form, "held_on"), typed)
    assert form.editor("held_on").echo() == echoed
    assert echoed in line(form, "held_on").accessibleDescription()
    assert form.record().held_on == meant


def test_leaving_a_date_writes_it_out_and_it_stays_the_same_day(qtbot: QtBot) -> None:
    form = a_form(qtbot, "held_on", "late_reason")
    form.focus_field("held_on")
    QTest.keyClicks(line(form, "held_on"), "12/5")
    QTest.keyClick(line(form, "held_on"), Qt.Key.Key_Tab)
    assert line(form, "held_on").text() == "12 May 2020"
    assert form.record().held_on == date(2020, 5, 12)


def test_up_and_down_move_a_date_by_a_day_from_today(qtbot: QtBot) -> None:
    form = a_form(qtbot, "held_on")
    QTest.keyClick(line(form, "held_on"), Qt.Key.Key_Up)
    assert form.record().held_on == TODAY
    QTest.keyClick(line(form, "held_on"), Qt.Key.Key_Down)
    assert form.record().held_on == date(2020, 3, 30)


def test_a_date_that_is_none_is_said_in_place_and_the_text_stays(qtbot: QtBot) -> None:
    form = a_form(qtbot, "held_on")
    QTest.keyClicks(line(form, "held_on"), "31/2")
    problems = form.own_problems()
    form.show_problems(problems)
    assert [problem.field for problem in problems] == ["held_on"]
    assert "day first" in form.problem_of("held_on")
    assert "day first" in line(form, "held_on").accessibleDescription()
    assert line(form, "held_on").text() == "31/2"
    assert form.is_changed()


def test_a_message_goes_as_soon_as_its_field_is_being_put_right(qtbot: QtBot) -> None:
    form = a_form(qtbot, "held_on", "late_reason")
    form.show_problems([FieldProblem("held_on", "Enter held on.")])
    assert form.problem_of("held_on") == "Enter held on."
    QTest.keyClicks(line(form, "held_on"), "f")
    assert form.problem_of("held_on") == ""


def test_the_summary_leads_to_the_field_by_enter(qtbot: QtBot) -> None:
    form = a_form(qtbot, "late_reason", "held_on")
    form.show_problems([FieldProblem("held_on", "Enter held on.")])
    summary = form._summary
    assert summary is not None
    link = summary.links()[0]
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert line(form, "held_on").hasFocus()


def test_an_unknown_code_is_kept_and_shown_as_itself(qtbot: QtBot) -> None:
    form = a_form(qtbot, "mode")
    form.set_record(Review(id="1", mode="by owl"))
    combo = form.editor("mode").target()
    assert isinstance(combo, QComboBox)
    assert combo.currentText() == "by owl"
    assert form.record().mode == "by owl"
    assert not form.is_changed()


def test_typing_a_published_code_chooses_it(qtbot: QtBot) -> None:
    form = RecordForm(Participation, ("participation",), TODAY)
    qtbot.addWidget(form)
    combo = form.editor("participation").target()
    assert isinstance(combo, QComboBox)
    QTest.keyClicks(combo, "pn3")
    assert form.record().participation == "PN3"


def test_yes_no_is_moved_by_arrow_keys_and_can_go_back_to_no_answer(qtbot: QtBot) -> None:
    form = a_form(qtbot, "quorate")
    form.focus_field("quorate")
    assert form.record().quorate is None

    def focused() -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert form.record().quorate is False
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    assert form.record().quorate is True
    assert focused().accessibleName() == "Quorate: Yes"
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert form.record().quorate is None


def test_tab_leaves_a_note(qtbot: QtBot) -> None:
    form = a_form(qtbot, "summary", "late_reason")
    form.focus_field("summary")
    note = form.editor("summary").target()
    assert isinstance(note, QPlainTextEdit)
    QTest.keyClicks(note, "Words")
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert line(form, "late_reason").hasFocus()
    assert form.record().summary == "Words"


def test_every_field_has_its_label_as_name_and_its_hint_as_description(qtbot: QtBot) -> None:
    form = a_form(qtbot, "held_on", "summary", "mode")
    assert line(form, "held_on").accessibleName() == "Held on"
    assert line(form, "held_on").accessibleDescription() == "The day of the first sitting"
    assert form.editor("summary").target().accessibleName() == "Summary"
    assert form.editor("mode").target().accessibleName() == "How it was held"


def test_a_hidden_field_keeps_what_the_record_held(qtbot: QtBot) -> None:
    form = a_form(qtbot, "mode", "category")
    form.set_record(Review(id="1", category="NEG"))
    form.editor("category").set_value("PHY")
    form.show_fields(["category"], shown=False)
    assert form.record().category == "NEG"
    assert form.names == ("mode",)


def test_a_text_with_suggestions_takes_any_other_text(qtbot: QtBot) -> None:
    form = RecordForm(
        Decision, ("owner",), TODAY, choices={"owner": [("Social worker", "Social worker")]}
    )
    qtbot.addWidget(form)
    combo = form.editor("owner").target()
    assert isinstance(combo, QComboBox)
    combo.setFocus()
    QTest.keyClicks(combo, "The school")
    assert form.record().owner == "The school"


def test_rows_left_empty_are_left_out_and_their_problems_find_the_right_row(qtbot: QtBot) -> None:
    rows = RecordRows(
        lambda: RecordForm(Decision, ("decision", "due_on"), TODAY), noun="a decision"
    )
    qtbot.addWidget(rows)
    rows.set_records([Decision(id=""), Decision(id="", decision="Begin life story work")])
    assert not rows.is_changed()
    assert [decision.decision for decision in rows.records()] == ["Begin life story work"]
    due = rows.forms[1].editor("due_on").target()
    assert isinstance(due, QLineEdit)
    QTest.keyClicks(due, "soon")
    (problem,) = rows.own_problems()
    found = rows.place(problem)
    assert found is not None
    assert found.editor is rows.forms[1].editor("due_on")
    assert rows.is_changed()


def test_a_row_can_be_added_and_removed_by_keyboard(qtbot: QtBot) -> None:
    rows = RecordRows(lambda: RecordForm(Decision, ("decision", "owner"), TODAY), noun="a decision")
    qtbot.addWidget(rows)
    rows.set_records([])
    rows.show()
    activate(qtbot, rows)
    rows._add.setFocus()
    QTest.keyClick(rows._add, Qt.Key.Key_Return)
    note = QApplication.focusWidget()
    assert isinstance(note, QPlainTextEdit)
    QTest.keyClicks(note, "Meet the school")
    assert [decision.decision for decision in rows.records()] == ["Meet the school"]
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is rows.forms[0].editor("owner").target()
    remove = rows._rows[0].remove
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    assert rows.records() == ()
    assert rows._add.hasFocus()


# The dialog


class Opened:
    """A dialog that records a child, over a real store."""

    def __init__(self, qtbot: QtBot, operations: Operations) -> None:
        self.page = QWidget()
        self.page.resize(900, 700)
        qtbot.addWidget(self.page)
        self.page.show()
        self.form = RecordForm(Child, ("reference", "initials", "born_on"), TODAY)
        self.form.set_record(Child(id="c" * 32))
        self.dialog = FormDialog(operations, "Add child", "Add child", self._work, parent=self.page)
        self.dialog.add_form(self.form)
        self.recorded: list[object] = []
        self.dialog.recorded.connect(self.recorded.append)
        self.dialog.open()
        activate(qtbot, self.dialog)

    def _work(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a service call
        child = self.form.record()

        def work(workspace: Workspace) -> str:
            if not child.reference:
                raise RefusedError(FieldProblem("reference", "Enter child reference.", "Child"))
            if child.reference == "LOCKED":
                raise UserError("The store is locked: unlock it first.")
            with workspace.write("add") as write:
                write.put(child)
            return child.id

        return work

    def type(self, name: str, text: str) -> None:
        QTest.keyClicks(self.form.editor(name).target(), text)


def test_a_dialog_begins_in_its_first_field_and_ctrl_enter_records(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    first = opened.form.editor("reference").target()
    assert first.hasFocus()
    QTest.keyClicks(first, "LC-1")
    QTest.keyClick(first, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(opened.recorded))
    assert operations.session.snapshot.cases["c" * 32].child.reference == "LC-1"


def test_what_the_service_refuses_is_shown_in_place_with_all_answers_kept(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    opened.type("initials", "A.B.")
    opened.dialog.save()
    qtbot.waitUntil(lambda: opened.form.problem_of("reference") != "")
    assert opened.dialog.isVisible()
    assert opened.form.record().initials == "A.B."
    link = opened.dialog.summary.links()[0]
    assert link.hasFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    assert opened.form.editor("reference").target().hasFocus()


def test_an_error_of_no_field_is_a_sentence_at_the_top(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    opened.type("reference", "LOCKED")
    opened.dialog.save()
    qtbot.waitUntil(opened.dialog.summary.isVisible)
    assert opened.dialog.isVisible()
    assert opened.form.record().reference == "LOCKED"


def test_a_date_that_cannot_be_read_is_not_sent_to_the_service(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    opened.type("reference", "LC-2")
    opened.type("born_on", "never")
    opened.dialog.save()
    assert not operations.is_busy
    assert opened.form.problem_of("born_on")
    assert not operations.session.snapshot.cases


def test_escape_closes_an_untouched_form_without_a_question(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    with qtbot.waitSignal(opened.dialog.rejected):
        QTest.keyClick(opened.dialog, Qt.Key.Key_Escape)


def test_escape_on_a_changed_form_asks_once_and_escape_again_keeps_writing(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    opened.type("initials", "A.B.")
    opened.form.focus_field("initials")
    QTest.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert opened.dialog.isVisible()
    assert opened.dialog.frame.asking.keep.hasFocus()
    QTest.keyClick(opened.dialog, Qt.Key.Key_Escape)
    assert opened.dialog.isVisible()
    assert opened.form.editor("initials").target().hasFocus()
    assert opened.form.record().initials == "A.B."


def test_the_close_button_of_a_changed_form_asks_too_and_discard_closes(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    opened.type("initials", "A.B.")
    opened.dialog.close()
    assert opened.dialog.isVisible()
    assert opened.dialog.frame.asking.keep.isVisible()
    with qtbot.waitSignal(opened.dialog.rejected):
        QTest.keyClick(opened.dialog.frame.asking.discard, Qt.Key.Key_Return)
    assert not operations.session.snapshot.cases


def test_tab_goes_through_the_fields_to_the_buttons(qtbot: QtBot, operations: Operations) -> None:
    opened = Opened(qtbot, operations)
    for name in ("reference", "initials", "born_on"):
        assert QApplication.focusWidget() is opened.form.editor(name).target()
        QTest.keyClick(opened.form.editor(name).target(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is opened.dialog.frame.cancel
    QTest.keyClick(opened.dialog.frame.cancel, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is opened.dialog.frame.primary


def test_the_dialog_fits_a_small_screen_at_large_scale(
    qtbot: QtBot, operations: Operations
) -> None:
    opened = Opened(qtbot, operations)
    assert opened.dialog.minimumSizeHint().height() < 512
    assert opened.dialog.minimumSizeHint().width() < 910
    opened.dialog.resize(620, 420)
    assert opened.dialog.size().width() == 620
    assert opened.dialog.size().height() == 420


# A scale


def test_a_point_on_a_scale_is_chosen_by_digit_arrow_and_taken_back_with_delete(
    qtbot: QtBot,
) -> None:
    form = RecordForm(Participation, ("prepared", "chose"), TODAY)
    qtbot.addWidget(form)
    form.set_record(Participation(id="1", chose=3))
    form.show()
    activate(qtbot, form)
    assert (form.value("prepared"), form.value("chose")) == (None, 3)
    form.focus_field("prepared")

    def press(key: Qt.Key) -> None:
        QTest.keyClick(form.editor("prepared").target(), key)

    press(Qt.Key.Key_0)
    assert form.value("prepared") == 0
    press(Qt.Key.Key_Right)
    assert form.value("prepared") == 1
    press(Qt.Key.Key_7)
    assert form.value("prepared") == 1
    press(Qt.Key.Key_3)
    press(Qt.Key.Key_Right)
    assert form.value("prepared") == 3
    press(Qt.Key.Key_Delete)
    assert form.value("prepared") is None
    assert form.value("chose") == 3


def test_a_point_off_the_scale_is_kept_and_said(qtbot: QtBot) -> None:
    form = RecordForm(Participation, ("prepared",), TODAY)
    qtbot.addWidget(form)
    form.set_record(Participation(id="1", prepared=9))
    assert form.record().prepared == 9
    assert [one.sentence for one in form.own_problems()] == ["Prepared must be between 0 and 3."]
