"""The caseload view: filters, keyboard, what is kept, what an empty one says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Review
from iro_desktop.services.reviews import record_review
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.caseload import CaseloadView
from tests.caseloads import fill
from tests.stores import TODAY
from tests.windows import shown

Key = Qt.Key


@pytest.fixture
def view(operations: Operations, workspace: Workspace, qtbot: QtBot) -> CaseloadView:
    fill(workspace, 70)
    qtbot.waitUntil(lambda: len(operations.session.snapshot.cases) == 70)
    return shown(CaseloadView(operations), operations, qtbot)


@pytest.fixture
def empty(operations: Operations, qtbot: QtBot) -> CaseloadView:
    return shown(CaseloadView(operations), operations, qtbot)


def references(view: CaseloadView) -> list[str]:
    return [row.reference for row in view._model.rows()]


def test_the_model_behaves_as_qt_asks(view: CaseloadView) -> None:
    tester = QAbstractItemModelTester(
        view._model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    view.filters.line.setText("foster")
    view.filters.chips.choose("cla")
    view._model.sort(3)
    view.filters.line.clear()
    assert tester is not None
    assert view._model.shown


def test_it_opens_on_what_needs_the_iro_grouped_by_how_soon(view: CaseloadView) -> None:
    assert view.headline() == "Seven things need you today"
    sections = [view._model.section_at(line) for line in view._model.section_lines()]
    titles = [section.title for section in sections if section]
    assert titles == ["Overdue", "Next 7 days", "Next 28 days", "Later"]
    assert view.current_child() == view._model.rows()[0].child_id


def test_a_screen_reader_hears_status_words_and_not_only_colours(view: CaseloadView) -> None:
    row = next(row for row in view._model.rows() if row.reference == "LC-20417")
    spoken = [column.spoken(row) for column in view._model.columns]
    assert spoken[0] == "Child, LC-20417 A.B., 9 years · with sibling LC-20418"
    assert spoken[1] == "Status, looked after, Full care order, foster care"
    assert spoken[3] == "By, overdue, 7 days late, 24 Mar 2020"
    assert spoken[4] == "Between reviews, fine, Done 19 Dec"


def test_typing_filters_at_once_and_says_how_many_are_shown(
    view: CaseloadView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "iro_desktop.ui.views.caseload.announce", lambda _widget, text: said.append(text)
    )
    QTest.keyClick(view, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.filters.line.hasFocus()
    QTest.keyClicks(view.filters.line, "LC-2041")
    assert references(view) == ["LC-20417", "LC-20418"]
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert said == ["2 shown"]


def test_enter_in_the_filter_opens_the_only_child_left(view: CaseloadView, qtbot: QtBot) -> None:
    QTest.keyClicks(view.filters.line, "j.b.")
    assert references(view) == ["LC-20418"]
    with qtbot.waitSignal(view.child_opened) as opened:
        QTest.keyClick(view.filters.line, Key.Key_Return)
    assert opened.args == [view._model.rows()[0].child_id]


def test_down_goes_from_the_filter_to_the_rows_and_enter_opens_one(
    view: CaseloadView, qtbot: QtBot
) -> None:
    view.filters.line.setFocus()
    QTest.keyClick(view.filters.line, Key.Key_Down)
    assert view._table.hasFocus()
    with qtbot.waitSignal(view.child_opened) as opened:
        QTest.keyClick(view._table, Key.Key_Return)
    assert opened.args == [view.current_child()]


def test_a_chip_shows_as_many_rows_as_it_promises(view: CaseloadView) -> None:
    for key in ("due", "cla", "cp", "no_contact", "challenge", "closed", "all"):
        view.filters.chips.choose(key)
        chip = view.filters.chips._buttons[key]
        assert chip.text().endswith(f" {view._model.shown}")


def test_escape_empties_the_filter(view: CaseloadView) -> None:
    QTest.keyClicks(view.filters.line, "zzz")
    assert view._model.shown == 0
    QTest.keyClick(view.filters.line, Key.Key_Escape)
    assert view._model.shown == 67


def test_an_empty_result_says_why_and_clears(view: CaseloadView) -> None:
    view.filters.line.setText("zzz")
    assert not view._table.isVisible()
    assert view._empty.isVisible()
    assert view._empty._sentence.text() == "No children match “zzz”."
    view._empty._action.click()
    assert view._table.isVisible()
    assert view._model.shown == 67


def test_hits_in_closed_cases_are_said_and_shown(view: CaseloadView) -> None:
    view.filters.line.setText("21314")
    assert view._model.shown == 0
    assert view._elsewhere.text() == "1 closed case matches too: show it"
    view._elsewhere.click()
    assert references(view) == ["LC-21314"]
    assert not view._elsewhere.isVisible()


def test_an_empty_store_offers_the_first_child(empty: CaseloadView, qtbot: QtBot) -> None:
    assert empty.headline() == "No children yet"
    empty.take_keyboard()
    assert empty.focusWidget() is empty._empty._action
    assert "add one here, or import" in empty._empty._sentence.text()
    assert not empty._check.isEnabled()
    with qtbot.waitSignal(empty.action_asked) as asked:
        empty._empty._action.click()
    assert asked.args == ["add_child", ""]


def test_the_buttons_ask_for_the_chosen_child(view: CaseloadView, qtbot: QtBot) -> None:
    view._table.select_key(view._model.rows()[4].child_id)
    for button, action in ((view._check, "record_check"), (view._challenge, "new_challenge")):
        with qtbot.waitSignal(view.action_asked) as asked:
            button.click()
        assert asked.args == [action, view._model.rows()[4].child_id]


def test_sorting_goes_by_value_and_the_third_time_brings_the_groups_back(
    view: CaseloadView,
) -> None:
    view._table.setFocus()
    by = 3
    view._table.setCurrentIndex(view._model.index(1, by))
    ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view._table, Key.Key_Up, ctrl_shift)
    days = [row.due_on for row in view._model.rows() if row.due_on]
    assert days == sorted(days)
    assert not view._model.section_lines()
    QTest.keyClick(view._table, Key.Key_Up, ctrl_shift)
    assert view._model.section_lines()


def test_the_row_stays_chosen_when_its_review_is_recorded(
    view: CaseloadView, operations: Operations, qtbot: QtBot
) -> None:
    row = next(row for row in view._model.rows() if row.reference == "LC-20417")
    view._table.select_key(row.child_id)
    review = Review(id="", child_id=row.child_id, review_type="cla", held_on=TODAY)
    operations.run(lambda w: record_review(w, review, today=TODAY))
    qtbot.waitUntil(lambda: view.headline() == "Six things need you today")
    assert view.current_child() == row.child_id
    moved = view._table.current_row()
    assert moved.group == "Next 7 days"
    assert moved.due_title == "Reply to challenge"


def test_filter_text_and_row_come_back_with_the_place(
    view: CaseloadView, operations: Operations, qtbot: QtBot
) -> None:
    view.filters.chips.choose("cp")
    view.filters.line.setText("neglect")
    chosen = view._model.rows()[1].child_id
    view._table.select_key(chosen)
    place = view.place()
    assert view.filter_words() == "Caseload, child protection"
    other = shown(CaseloadView(operations), operations, qtbot)
    other.go_to(place)
    assert references(other) == references(view)
    assert other.current_child() == chosen


def test_a_large_caseload_is_counted_off_the_main_thread(
    operations: Operations, workspace: Workspace, qtbot: QtBot
) -> None:
    fill(workspace, 300)
    qtbot.waitUntil(lambda: len(operations.session.snapshot.cases) == 300)
    view = shown(CaseloadView(operations), operations, qtbot)
    assert view.headline() == ""
    qtbot.waitUntil(lambda: view._model.total == 300)
    assert view.headline().endswith("things need you today")


def test_the_kinds_name_all_that_a_row_is_made_of() -> None:
    assert {"Child", "Review", "MonitoringCheck", "Escalation", "Standards"} <= CaseloadView.kinds
    assert "Commentary" not in CaseloadView.kinds


def test_a_narrow_window_leaves_the_least_needed_columns_out(view: CaseloadView) -> None:
    view.resize(1400, 700)
    QApplication.processEvents()
    assert not view._table.isColumnHidden(6)
    view.resize(700, 700)
    QApplication.processEvents()
    assert view._table.isColumnHidden(6)
    assert view._table.horizontalScrollBar().maximum() == 0
    seen = [at for at in range(7) if not view._table.isColumnHidden(at)]
    assert {0, 2, 3} <= set(seen)  # the child, what is due, and by when
    assert min(view._table.columnWidth(at) for at in seen) > 60


def test_a_name_is_found_but_not_shown(
    view: CaseloadView, operations: Operations, workspace: Workspace, qtbot: QtBot
) -> None:
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    with workspace.write("edit") as write:
        write.put(replace(case.child, name="Ash Barrow"))
    qtbot.waitUntil(lambda: "Ash Barrow" in {row.name for row in view._model.all_rows()})
    view.filters.line.setText("barrow")
    assert references(view) == ["LC-20417"]
    row = view._model.rows()[0]
    assert not any("Barrow" in column.full(row) for column in view._model.columns)
