"""The child's page and its dialogs: what they show, what keys do, what is recorded."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Decision,
    LegalStatus,
    Participation,
    Placement,
    ProtectionPlan,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.services.child_records import enter_record
from iro_desktop.services.child_timeline import Mark
from iro_desktop.services.children import edit_child
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui import theme
from iro_desktop.ui.dialogs.child import ChildDialog
from iro_desktop.ui.dialogs.history import HistoryDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.child import ChildView
from tests.builders import a_child, an_id
from tests.caseloads import fill
from tests.stores import TODAY, a_workspace

Key = Qt.Key


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 12)
    return workspace


def case_of(operations: Operations, reference: str = "LC-20417") -> CaseFile:
    case = operations.session.snapshot.case_by_reference(reference)
    assert case is not None
    return case


@pytest.fixture
def view(operations: Operations, qtbot: QtBot) -> ChildView:
    view = ChildView(operations)
    qtbot.addWidget(view)
    operations.session_changed.connect(view.show_workspace)
    view.resize(1100, 800)
    view.set_back("Caseload, overdue")
    view.show_child(case_of(operations).child.id)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def dialog_of(view: QWidget, kind: type[QDialog]) -> QDialog:
    found = [one for one in view.window().findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def type_into(form: RecordForm[Review], name: str, text: str) -> None:
    target = form.editor(name).target()
    if isinstance(target, QLineEdit):
        target.selectAll()
    QTest.keyClicks(target, text)


# The page


def test_the_page_says_who_it_is_and_leads_back(view: ChildView, qtbot: QtBot) -> None:
    assert view.headline() == "LC-20417 A.B., 9 years"
    back = view.head.header._back
    assert back.accessibleName() == "Back to Caseload, overdue"
    with qtbot.waitSignal(view.back_asked):
        back.click()


def test_the_tables_behave_as_qt_asks(view: ChildView) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    for table in (view._dues, view._decisions, view._asks):
        tester = QAbstractItemModelTester(table.rows, mode)
        table.rows.sort(0)
        table.rows.sort(-1)
        assert tester is not None


def test_enter_on_a_missing_iro_asks_for_the_allocation(
    view: ChildView, operations: Operations, workspace: Workspace, qtbot: QtBot
) -> None:
    child = a_child("ZZ99")
    with workspace.write("import a child") as write:
        write.put(child)
        write.put(CarePeriod(id=an_id(), child_id=child.id, started_on=TODAY))
    qtbot.waitUntil(lambda: child.id in operations.session.snapshot.cases)
    view.show_child(child.id)
    line = view._dues.rows.all_rows()[0]
    assert line.title == "Appointment of an IRO"
    view.take_keyboard()
    QTest.keyClick(view._dues, Key.Key_Return)
    dialog = dialog_of(view, RecordDialog)
    assert dialog.windowTitle() == "Allocation"


def test_the_keyboard_begins_at_what_is_due_and_enter_does_it(
    view: ChildView, qtbot: QtBot
) -> None:
    view.take_keyboard()
    assert view._dues.hasFocus()
    with qtbot.waitSignal(view.action_asked) as asked:
        QTest.keyClick(view._dues, Key.Key_Return)
    assert asked.args == ["record_review", view.current_child()]


def test_the_buttons_ask_for_this_child(view: ChildView, qtbot: QtBot) -> None:
    for button, action in (
        (view.head.review, "record_review"),
        (view.head.check, "record_check"),
        (view.head.challenge, "new_challenge"),
        (view.head.edit, "edit_child"),
    ):
        with qtbot.waitSignal(view.action_asked) as asked:
            button.click()
        assert asked.args == [action, view.current_child()]


def test_a_sibling_is_one_click_away(view: ChildView, operations: Operations, qtbot: QtBot) -> None:
    (link,) = view.head.siblings.links
    with qtbot.waitSignal(view.child_opened) as opened:
        link.click()
    assert opened.args == [case_of(operations, "LC-20418").child.id]


def test_another_child_replaces_all_of_the_first(view: ChildView, operations: Operations) -> None:
    view.show_child(case_of(operations, "LC-20418").child.id)
    assert view.headline() == "LC-20418 J.B., 7 years"
    assert view._decisions.isHidden()
    assert view._no_decisions.text() == "No decisions are on file."
    assert view._challenges.isHidden()


def test_a_decision_is_marked_done_by_keyboard_and_the_page_follows(
    view: ChildView, operations: Operations, qtbot: QtBot
) -> None:
    view._decisions.setFocus(Qt.FocusReason.TabFocusReason)
    assert view._decisions.current_row().state == "Not done, 122 days late"
    QTest.keyClick(view._decisions, Key.Key_Return)
    dialog = dialog_of(view, RecordDialog)
    assert isinstance(dialog, RecordDialog)
    done = dialog.form.editor("done_on").target()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(done, "today")
    QTest.keyClick(done, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: all(row.done_on for row in view._decisions.rows.rows()))
    assert all(one.done_on for one in case_of(operations).of(Decision))


def test_space_says_that_a_decision_was_done_today_and_space_again_that_it_was_not(
    view: ChildView, qtbot: QtBot
) -> None:
    heard: list[str] = []
    view.noticed.connect(lambda words, _action: heard.append(words))
    decisions = view._decisions
    decisions.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(decisions, Key.Key_Space)
    qtbot.waitUntil(lambda: decisions.current_row().state == "Done 31 Mar 2020")
    qtbot.waitUntil(lambda: heard == ["Done today: Life story work to begin with school support"])
    QTest.keyClick(decisions, Key.Key_Space)
    qtbot.waitUntil(lambda: decisions.current_row().state == "Not done, 122 days late")


def test_the_latest_acts_are_told_in_words(view: ChildView, qtbot: QtBot) -> None:
    def lines() -> list[str]:
        column = view._history.column
        shown = [one for one in view._history.findChildren(QWidget) if column.indexOf(one) >= 0]
        return [one.property("text") for one in sorted(shown, key=column.indexOf)]

    qtbot.waitUntil(lambda: len(lines()) == 2)
    assert lines()[0].endswith("Fill the store")
    child = case_of(view.operations).child
    view.operations.run(lambda w: edit_child(w, replace(child, initials="A.X."), today=TODAY))
    qtbot.waitUntil(lambda: len(lines()) == 3)
    assert lines()[0].endswith("Edit")
    assert view.headline() == "LC-20417 A.X., 9 years"


def test_the_whole_history_filters_field_by_field(view: ChildView, qtbot: QtBot) -> None:
    dialog = HistoryDialog(view.operations, view.current_child(), view)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.rows.total > 100)
    QTest.keyClicks(dialog.filter, "long-term fostering")
    (row,) = dialog.rows.rows()
    assert (row.record, row.field, row.after) == ("permanence plan", "Plan", "Long-term fostering")


def test_one_record_has_its_history_from_each_table_and_one_field_alone(
    view: ChildView, operations: Operations, qtbot: QtBot
) -> None:
    view._decisions.setFocus(Qt.FocusReason.TabFocusReason)
    decision = operations.session.snapshot.find(Decision, view._decisions.record_id())
    assert decision is not None
    later = replace(decision, due_on=date(2020, 4, 17))
    operations.run(lambda workspace: enter_record(workspace, later, today=TODAY))
    qtbot.waitUntil(lambda: view._decisions.current_row().due_on == date(2020, 4, 17))
    QTest.keyClick(view._decisions, Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = dialog_of(view, HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    qtbot.waitUntil(lambda: dialog.rows.shown > 0)
    assert {line.record_id for line in dialog.rows.rows()} == {decision.id}
    assert dialog.header._note.text() == "LC-20417 A.B., one decision"
    dialog.fields.setFocus()
    QTest.keyClicks(dialog.fields, "by")
    assert dialog.fields.currentText() == "By (decision)"
    assert [(line.before, line.after) for line in dialog.rows.rows()] == [
        ("30 Nov 2019", "17 Apr 2020"),
        ("", "30 Nov 2019"),
    ]
    dialog._whole.click()
    assert dialog.rows.shown > 100
    assert dialog._whole.isHidden()


def test_every_table_of_the_page_offers_the_history_of_its_rows(view: ChildView) -> None:
    for table in (view._dues, view._decisions, view._asks, view._file_table):
        table.setFocus(Qt.FocusReason.TabFocusReason)
        actions = {action.text(): action for action in table.menu().actions()}
        assert actions["&History\tCtrl+H"].isEnabled() is bool(table.record_id())


def test_something_new_is_put_on_file_from_the_menu(
    view: ChildView, operations: Operations, qtbot: QtBot
) -> None:
    menu = view.head.file.menu()
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Placement…").trigger()
    dialog = dialog_of(view, RecordDialog)
    assert isinstance(dialog, RecordDialog)
    combo = dialog.form.editor("placement_type").target()
    QTest.keyClicks(combo, "k2")
    QTest.keyClicks(dialog.form.editor("started_on").target(), "yesterday")
    dialog.save()
    qtbot.waitUntil(lambda: len(case_of(operations).of(Placement)) == 3)
    qtbot.waitUntil(lambda: "children’s home" in view.head.header._note.text())


def test_rows_out_of_sight_come_into_it_as_the_keyboard_reaches_them(
    view: ChildView, qtbot: QtBot
) -> None:
    view.resize(700, 400)
    QApplication.processEvents()
    bar = view._scroll.verticalScrollBar()
    assert bar.value() == 0
    view._decisions.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view._decisions, Key.Key_Down)
    qtbot.waitUntil(lambda: bar.value() > 0)
    row = view._decisions.visualRect(view._decisions.currentIndex())
    place = view._decisions.viewport().mapTo(view, row.bottomLeft())
    assert 0 < place.y() <= view.height()


def test_the_side_column_goes_below_where_it_is_narrow(view: ChildView) -> None:
    for width, side_by_side in ((1300, True), (700, False)):
        view.resize(width, 800)
        QApplication.processEvents()
        asks, dues = view._asks.mapTo(view, view.rect().topLeft()), view._dues
        beside = asks.x() > dues.mapTo(view, view.rect().topLeft()).x() + dues.width()
        assert beside is side_by_side


# The timeline


def test_left_and_right_go_through_the_timeline_in_order_of_time(view: ChildView) -> None:
    drawing = view._timeline.drawing
    drawing.setFocus(Qt.FocusReason.TabFocusReason)
    heard: list[str] = []
    drawing.current_changed.connect(heard.append)
    QTest.keyClick(drawing, Key.Key_Home)
    for _ in drawing.items()[1:]:
        QTest.keyClick(drawing, Key.Key_Right)
    assert heard == [item.words for item in drawing.items()]
    days = [item.on if isinstance(item, Mark) else item.from_on for item in drawing.items()]
    assert days == sorted(days)
    assert drawing.accessibleDescription() == heard[-1]


def test_tab_comes_to_the_last_thing_that_happened(view: ChildView) -> None:
    drawing = view._timeline.drawing
    drawing.setFocus(Qt.FocusReason.TabFocusReason)
    assert drawing.accessibleDescription() == "Review 4 due Tue 24 March 2020, 7 days late"
    assert view._timeline._sentence.text() == drawing.accessibleDescription()


def test_down_goes_to_the_nearest_of_the_next_lane(view: ChildView) -> None:
    drawing = view._timeline.drawing
    drawing.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(drawing, Key.Key_Home)
    assert drawing.accessibleDescription().startswith("First review")
    QTest.keyClick(drawing, Key.Key_Down)
    assert drawing.accessibleDescription() == "Check, Tue 23 April 2019: no concern"
    QTest.keyClick(drawing, Key.Key_Up)
    assert drawing.accessibleDescription().startswith("First review")


def test_enter_on_a_review_in_the_timeline_opens_it(view: ChildView) -> None:
    drawing = view._timeline.drawing
    drawing.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(drawing, Key.Key_Home)
    QTest.keyClick(drawing, Key.Key_Return)
    dialog = dialog_of(view, ReviewDialog)
    assert isinstance(dialog, ReviewDialog)
    assert dialog.meeting.record().held_on == date(2019, 3, 11)


def test_the_timeline_is_a_table_too(view: ChildView) -> None:
    timeline = view._timeline
    timeline._switch.click()
    assert timeline.drawing.isHidden()
    rows = timeline._table.rows.rows()
    assert len(rows) == len(timeline.drawing.items())
    assert timeline._table.rows.row_spoken(rows[0]) == (
        "Date, 2 Apr 2020. Lane, Challenges. "
        "What, due soon, Reply to challenge due Thu 2 April 2020, in 2 days"
    )
    timeline._switch.click()
    assert not timeline.drawing.isHidden()


def test_arrow_keys_on_the_chips_show_one_kind_alone_until_another_child(
    view: ChildView, operations: Operations
) -> None:
    chips, drawing = view._timeline.chips, view._timeline.drawing
    everything = len(drawing.items())
    chips.step(0)
    QTest.keyClick(chips.window().focusWidget(), Key.Key_Right)
    assert chips.chosen() == "reviews"
    assert {item.lane for item in drawing.items()} == {"reviews"}
    assert view._timeline._sentence.text() == "From Tue 12 February 2019 to today: 3 reviews"
    QTest.keyClick(chips.window().focusWidget(), Key.Key_Right)
    assert {item.kind for item in drawing.items()} == {"MonitoringCheck"}
    view.show_workspace(operations.session)
    assert chips.chosen() == "checks"
    view.show_child(case_of(operations, "LC-20418").child.id)
    view.show_child(case_of(operations).child.id)
    assert chips.chosen() == "all"
    assert len(drawing.items()) == everything


def test_marks_of_each_lane_have_another_shape_and_stand_where_their_day_is(
    view: ChildView,
) -> None:
    drawing = view._timeline.drawing
    places = drawing._places
    assert places is not None
    for placed in places.items:
        if isinstance(placed.item, Mark):
            assert abs(placed.box.center().x() - places.x(placed.item.on)) < 1
        assert placed.box.right() <= drawing.width() + 1
        assert placed.box.left() >= places.left - 12
    labels = [
        (placed.label_at, placed.box.top())
        for placed in places.items
        if placed.label_at is not None
    ]
    assert len(labels) == len(set(labels))


def test_what_is_under_the_mouse_is_said(view: ChildView) -> None:
    drawing = view._timeline.drawing
    places = drawing._places
    assert places is not None
    placed = places.items[0]
    assert drawing._words_at(placed.box.center()) == placed.item.words
    assert drawing._words_at(QPointF(1, 1)) == ""
    (gap,) = drawing._gaps()
    assert drawing._words_at(drawing._gap_box(gap).center()) == gap.words


def test_the_timeline_follows_the_theme(view: ChildView, qapp: QApplication) -> None:
    light = view._timeline.drawing.grab().toImage()
    theme.apply_theme(qapp, theme.Scheme.DARK)
    dark = view._timeline.drawing.grab().toImage()
    assert light != dark
    assert view.palette().color(QPalette.ColorRole.Window).lightness() < 60


# Adding and editing a child


def opened(dialog: FormDialog, qtbot: QtBot) -> FormDialog:
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_child_is_added_with_all_that_is_known_at_the_start(
    operations: Operations, qtbot: QtBot
) -> None:
    dialog = ChildDialog(operations)
    opened(dialog, qtbot)
    QTest.keyClicks(dialog.who.editor("reference").target(), "SA-1")
    QTest.keyClicks(dialog.who.editor("born_on").target(), "1 2 2015")
    sibling = dialog.who.editor("sibling_group_id").target()
    assert isinstance(sibling, QComboBox)
    QTest.keyClicks(sibling, "LC-20418")
    QTest.keyClicks(dialog.care.editor("started_on").target(), "2/3")
    QTest.keyClicks(dialog.status.editor("status").target(), "V2")
    QTest.keyClicks(dialog.placement.editor("placement_type").target(), "U6")
    with qtbot.waitSignal(dialog.recorded) as recorded:
        dialog.save()
    case = operations.session.snapshot.cases[recorded.args[0]]
    assert (case.child.reference, case.child.born_on) == ("SA-1", date(2015, 2, 1))
    assert case.child.sibling_group_id == case_of(operations, "LC-20418").child.sibling_group_id
    began = date(2020, 3, 2)
    assert case.of(CarePeriod)[0].started_on == began
    assert [(one.status, one.started_on) for one in case.of(LegalStatus)] == [("V2", began)]
    assert [(one.placement_type, one.started_on) for one in case.of(Placement)] == [("U6", began)]
    assert [(one.role, one.from_on) for one in case.of(Allocation)] == [("named", TODAY)]
    assert case.of(ProtectionPlan) == ()


def test_a_plan_alone_makes_no_care(operations: Operations, qtbot: QtBot) -> None:
    dialog = ChildDialog(operations)
    opened(dialog, qtbot)
    QTest.keyClicks(dialog.who.editor("reference").target(), "SA-2")
    QTest.keyClicks(dialog.plan.editor("started_on").target(), "mon")
    dialog.plan.editor("started_on").set_value(date(2020, 3, 2))
    QTest.keyClicks(dialog.plan.editor("initial_category").target(), "neg")
    with qtbot.waitSignal(dialog.recorded) as recorded:
        dialog.save()
    case = operations.session.snapshot.cases[recorded.args[0]]
    assert case.of(CarePeriod) == ()
    assert case.of(ProtectionPlan)[0].initial_category == "NEG"


def test_a_home_without_a_start_of_care_is_asked_for_it_in_place(
    operations: Operations, qtbot: QtBot
) -> None:
    dialog = ChildDialog(operations)
    opened(dialog, qtbot)
    QTest.keyClicks(dialog.who.editor("reference").target(), "LC-20417")
    QTest.keyClicks(dialog.placement.editor("placement_type").target(), "U6")
    dialog.save()
    qtbot.waitUntil(lambda: dialog.care.problem_of("started_on") != "")
    assert dialog.care.problem_of("started_on") == "Enter started to be looked after on."
    assert "already here" in dialog.who.problem_of("reference")
    assert len(dialog.summary.links()) == 2
    assert dialog.isVisible()


def test_a_child_is_edited_and_leaves_its_siblings(operations: Operations, qtbot: QtBot) -> None:
    child = case_of(operations).child
    dialog = ChildDialog(operations, child.id)
    opened(dialog, qtbot)
    assert dialog.who.record().reference == "LC-20417"
    sibling = dialog.who.editor("sibling_group_id")
    assert sibling.value() == case_of(operations, "LC-20418").child.id
    assert not dialog.is_changed()
    dialog.who.set_value("sibling_group_id", "")
    dialog.more.set_value("note", "Likes trains.")
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    after = case_of(operations).child
    assert (after.sibling_group_id, after.note) == ("", "Likes trains.")
    assert after.sex == child.sex


# Recording a review


def test_a_review_says_while_it_is_typed_whether_it_is_in_time(
    operations: Operations, qtbot: QtBot
) -> None:
    dialog = ReviewDialog(operations, case_of(operations).child.id)
    opened(dialog, qtbot)
    assert dialog.meeting.value("review_type") == "cla"
    assert dialog._outlook.text() == (
        "Review 4: 7 days late, due by Tue 24 March 2020. "
        "Review 5 then due by Wed 30 September 2020"
    )
    assert dialog.meeting.editor("late_reason").parentWidget().isVisible()  # type: ignore[union-attr]
    type_into(dialog.meeting, "held_on", "23/3")
    assert dialog._outlook.text().startswith("Review 4: in time")
    assert not dialog.meeting.editor("late_reason").isVisible()
    type_into(dialog.next, "next_booked_on", "24 9 2020")
    assert dialog._booked.isVisible()
    type_into(dialog.next, "next_booked_on", "23 9 2020")
    assert not dialog._booked.isVisible()


def test_only_a_conference_is_asked_what_a_conference_decides(
    operations: Operations, qtbot: QtBot
) -> None:
    dialog = ReviewDialog(operations, case_of(operations).child.id)
    opened(dialog, qtbot)
    assert not dialog.conference.isVisible()
    dialog.meeting.set_value("review_type", "icpc")
    assert dialog.conference.isVisible()
    assert dialog.meeting.editor("strategy_on").isVisible()
    dialog.conference.set_value("category", "NEG")
    dialog.meeting.set_value("review_type", "rcpc")
    assert not dialog.meeting.editor("strategy_on").isVisible()
    dialog.meeting.set_value("review_type", "cla")
    with qtbot.waitSignal(dialog.recorded) as recorded:
        dialog.save()
    review = operations.session.snapshot.find(Review, recorded.args[0])
    assert review is not None
    assert (review.review_type, review.category) == ("cla", "")


def test_a_child_under_four_is_suggested_pn0(
    operations: Operations, workspace: Workspace, qtbot: QtBot
) -> None:
    case = case_of(operations)
    young = replace(case.child, born_on=date(2016, 3, 30))
    with workspace.write("edit") as write:
        write.put(young)
    qtbot.waitUntil(lambda: case_of(operations).child.born_on == date(2016, 3, 30))
    dialog = ReviewDialog(operations, young.id)
    opened(dialog, qtbot)
    assert dialog.part.value("participation") == ""
    type_into(dialog.meeting, "held_on", "29/3/2020")
    assert dialog.part.value("participation") == "PN0"
    type_into(dialog.meeting, "held_on", "30/3/2020")
    assert dialog.part.value("participation") == ""


def test_a_review_is_edited_with_its_participation_and_decisions(
    operations: Operations, qtbot: QtBot
) -> None:
    case = case_of(operations)
    last = max(case.of(Review), key=lambda review: review.held_on or date.min)
    dialog = ReviewDialog(operations, case.child.id, review_id=last.id)
    opened(dialog, qtbot)
    assert not dialog.is_changed()
    assert dialog.part.record().participation == "PN1"
    assert len(dialog.decisions.records()) == 2
    assert len(dialog.asks.records()) == 2
    dialog.part.set_value("attendance_mode", "video")
    gone = dialog.decisions.records()[0]
    dialog.decisions._rows[0].remove.click()
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    after = case_of(operations)
    (part,) = [one for one in after.of(Participation) if one.review_id == last.id]
    assert part.attendance_mode == "video"
    assert gone.id not in {one.id for one in after.of(Decision)}
    assert len(after.of(Review)) == len(case.of(Review))


def test_an_empty_first_decision_is_not_recorded(operations: Operations, qtbot: QtBot) -> None:
    case = case_of(operations, "LC-20418")
    dialog = ReviewDialog(operations, case.child.id)
    opened(dialog, qtbot)
    assert len(dialog.decisions.forms) == 1
    with qtbot.waitSignal(dialog.recorded):
        dialog.save()
    assert len(case_of(operations, "LC-20418").of(Decision)) == len(case.of(Decision))
    assert len(case_of(operations, "LC-20418").of(Participation)) == len(case.of(Participation))
