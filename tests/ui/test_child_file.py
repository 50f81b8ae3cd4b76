"""What is on file, on the child's page: seen, opened, deleted, and brought back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Ask, HealthAssessment, LifeStory, Participation, Review
from iro_desktop.services.child_file import GROUPS, FileLine
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.check import CheckDialog
from iro_desktop.ui.dialogs.escalation import EscalationDialog
from iro_desktop.ui.dialogs.record import RecordDialog
from iro_desktop.ui.dialogs.review import ReviewDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CHILD
from iro_desktop.ui.views.child import ChildView
from iro_desktop.ui.views.child_file import FileTable
from tests.caseloads import fill
from tests.hands import Hands
from tests.stores import a_workspace

Key = Qt.Key


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    return workspace


@pytest.fixture
def window(hands: Hands, operations: Operations) -> MainWindow:
    """The main window on the page of the child of whom most is on file."""
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    hands.window.pages.show_child(case.child.id)
    return hands.window


@pytest.fixture
def view(operations: Operations, qtbot: QtBot) -> ChildView:
    """That child's page alone."""
    view = ChildView(operations)
    qtbot.addWidget(view)
    operations.session_changed.connect(view.show_workspace)
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    view.resize(1100, 800)
    view.show_child(case.child.id)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def table(view: ChildView) -> FileTable:
    return view._file_table


def line_of(table: FileTable, kind: str) -> FileLine:
    """Choose the first line of a kind, with the keyboard in the table."""
    line = next(one for one in table.rows.rows() if one.kind == kind)
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    assert table.select_key((line.kind, line.record_id))
    return line


def opened_by_enter(table: FileTable, kind: str) -> QDialog:
    line_of(table, kind)
    QTest.keyClick(table, Key.Key_Return)
    (dialog,) = [one for one in table.window().findChildren(QDialog) if one.isVisible()]
    return dialog


def test_every_record_is_there_in_its_group(table: FileTable, operations: Operations) -> None:
    case = operations.session.snapshot.case_by_reference("LC-20417")
    assert case is not None
    kinds = {kind for kinds in GROUPS.values() for kind in kinds}
    on_file = {record.id for kind in kinds for record in case.of(kind)}
    assert {line.record_id for line in table.rows.rows()} == on_file
    shown = [
        section.title
        for at in table.rows.section_lines()
        if (section := table.rows.section_at(at)) is not None
    ]
    assert shown == [group for group in GROUPS if group in shown]
    assert "Appeals" not in shown
    assert table.rows.row_spoken(table.rows.rows()[0]) == (
        "What, Review 3, video. Dates, Held 24 Sep 2019, record distributed 18 Oct 2019"
    )


def test_the_table_behaves_as_qt_asks(table: FileTable) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(table.rows, mode)
    table.rows.sort(1)
    table.rows.sort(-1)
    assert tester is not None


def test_enter_opens_a_line_in_the_dialog_of_its_kind(table: FileTable) -> None:
    for kind, dialog in (
        ("HealthAssessment", RecordDialog),
        ("Allocation", RecordDialog),
        ("Review", ReviewDialog),
        ("Participation", ReviewDialog),
        ("MonitoringCheck", CheckDialog),
        ("Escalation", EscalationDialog),
    ):
        found = opened_by_enter(table, kind)
        assert isinstance(found, dialog)
        found.hide()
        found.deleteLater()


def test_an_ask_is_told_done_from_the_page(
    table: FileTable, operations: Operations, qtbot: QtBot
) -> None:
    before = [line for line in table.rows.rows() if line.kind == "Ask"]
    open_ask = next(line for line in before if "photo book" in line.words)
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.select_key(("Ask", open_ask.record_id))
    QTest.keyClick(table, Key.Key_Return)
    (dialog,) = [one for one in table.window().findChildren(RecordDialog) if one.isVisible()]
    QTest.keyClicks(dialog.form.editor("done_on").target(), "6/1")
    dialog.save()
    qtbot.waitUntil(
        lambda: any(line.days.startswith("Done 6 Jan 2020") for line in table.rows.rows())
    )
    ask = operations.session.snapshot.find(Ask, open_ask.record_id)
    assert ask is not None
    assert ask.answer == "agreed"


def test_delete_deletes_says_so_and_undo_brings_it_back(
    window: MainWindow, operations: Operations, qtbot: QtBot
) -> None:
    page = window.pages.page(CHILD)
    assert isinstance(page, ChildView)
    table = page._file_table
    line = line_of(table, "HealthAssessment")
    QTest.keyClick(table, Key.Key_Delete)
    qtbot.waitUntil(
        lambda: (
            not operations.session.snapshot.of(HealthAssessment)[:1] or bool(window.messages.text)
        )
    )
    assert window.messages.text == "Deleted health assessment of 11 May 2019. Undo: Ctrl+Z"
    kept = {one.record_id for one in table.rows.rows()}
    assert line.record_id not in kept
    assert "Health" not in {one.group for one in table.rows.rows()}
    # The keyboard goes on from the line that took its place.
    assert table.current_row().kind == "EducationPlan"
    QTest.keyClick(table, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: line.record_id in {one.record_id for one in table.rows.rows()})
    assert window.messages.text.startswith("Undone: delete health assessment")


def test_the_last_line_deleted_leaves_the_keyboard_on_the_one_before(
    table: FileTable, qtbot: QtBot
) -> None:
    *_, before, last = table.rows.rows()
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.select_key((last.kind, last.record_id))
    QTest.keyClick(table, Key.Key_Delete)
    qtbot.waitUntil(lambda: last not in table.rows.rows())
    assert table.current_row() == before


def test_a_review_is_deleted_with_what_hangs_on_it(
    table: FileTable, operations: Operations, qtbot: QtBot
) -> None:
    line = line_of(table, "Review")
    action = next(one for one in table.menu().actions() if one.text() == "&Delete")
    action.trigger()
    qtbot.waitUntil(lambda: line not in table.rows.rows())
    snapshot = operations.session.snapshot
    assert snapshot.find(Review, line.record_id) is None
    assert line.record_id not in {one.review_id for one in snapshot.of(Participation)}


def test_what_is_entered_from_the_menu_appears_in_its_group(
    view: ChildView, table: FileTable, qtbot: QtBot
) -> None:
    menu = view.head.file.menu()
    assert menu is not None
    offered = [action.text() for action in menu.actions()]
    assert {"Appeal…", "Section 47 enquiry…", "Consultation…", "Social worker…"} <= set(offered)
    next(one for one in menu.actions() if one.text() == "Life story work…").trigger()
    (dialog,) = [one for one in table.window().findChildren(RecordDialog) if one.isVisible()]
    QTest.keyClicks(dialog.form.editor("stage").target(), "started")
    QTest.keyClicks(dialog.form.editor("started_on").target(), "6/1")
    dialog.save()
    qtbot.waitUntil(
        lambda: (
            ("Life story work: started", "Started 6 Jan 2020")
            in [
                (line.words, line.days)
                for line in table.rows.rows()
                if line.kind == LifeStory.__name__
            ]
        )
    )


def test_the_whole_file_is_one_key_away(view: ChildView, table: FileTable, qtbot: QtBot) -> None:
    view.take_keyboard()
    focus = view.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(table.hasFocus)
    place = view._file_head.mapTo(view, view._file_head.rect().topLeft())
    assert 0 <= place.y() < view.height() // 3
    assert table.current_row() == table.rows.rows()[0]
