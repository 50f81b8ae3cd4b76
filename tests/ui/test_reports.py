"""The Reports page and the dialog that shows what will leave, by keyboard and by mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import AccessEvent
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.document import DocumentDialog
from iro_desktop.ui.dialogs.leaving import LeavingDialog
from iro_desktop.ui.dialogs.view_log import ViewLogDialog
from iro_desktop.ui.dialogs.yearly_report import YearlyReportDialog
from iro_desktop.ui.labels import TextLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.views.reports import ReportsView
from tests.caseloads import fill
from tests.hands import CTRL, Hands, Key
from tests.stores import a_workspace
from tests.windows import close_dialogs, press_button, shown

DUE = "The summary of March 2020 has not been made yet"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 8)
    return workspace


def page(hands: Hands) -> ReportsView:
    hands.press(Key.Key_7, CTRL)
    return hands.page(ReportsView)


def said(view: ReportsView | LeavingDialog) -> str:
    labels = view.findChildren(TextLabel)
    return " ".join(one.text() for one in labels if one.isVisibleTo(view))


def opened(hands: Hands, key: str) -> LeavingDialog:
    hands.window.do(key)
    dialog = hands.in_front(LeavingDialog)
    hands.wait(dialog.export.isEnabled)
    return dialog


def test_the_page_begins_with_what_is_due_and_says_it_is_made(hands: Hands, tmp_path: Path) -> None:
    view = page(hands)
    assert view.headline() == DUE
    assert QApplication.focusWidget() is view.first
    hands.press(Key.Key_Return)
    dialog = hands.in_front(LeavingDialog)
    hands.wait(dialog.export.isEnabled)
    dialog.save_to(tmp_path / "IRO.irosummary")
    hands.wait(lambda: view.headline().startswith("Nothing is due"))
    assert not view.first.isVisible()
    assert "Last made on 31 Mar." in said(view)


def test_what_is_noted_elsewhere_comes_into_the_page(hands: Hands) -> None:
    view = page(hands)
    hands.window.operations.note("export", note="diary, 3 entries")
    hands.wait(lambda: "Last made on 31 Mar." in said(view))


@pytest.mark.parametrize(
    "key, kind",
    [
        ("yearly_report", YearlyReportDialog),
        ("export_csv", LeavingDialog),
        ("print_caseload", DocumentDialog),
    ],
)
def test_each_row_opens_what_shows_it_first(
    hands: Hands, key: str, kind: type[LeavingDialog]
) -> None:
    view = page(hands)
    view.rows[key].button.setFocus()
    QTest.mouseClick(view.rows[key].button, Qt.MouseButton.LeftButton)
    hands.in_front(kind)
    hands.wait(lambda: hands.window.operations.is_settled)
    close_dialogs()


def test_the_page_leads_to_the_view_log(hands: Hands) -> None:
    press_button(page(hands), "View log")
    hands.in_front(ViewLogDialog)
    close_dialogs()


def test_with_no_child_on_file_it_says_what_comes_first(tmp_path: Path, qtbot: QtBot) -> None:
    operations = Operations(a_workspace(tmp_path / "empty"))
    view = shown(ReportsView(operations), operations, qtbot)
    assert view.headline() == "There is nothing to report yet"
    assert "add or import children first" in said(view)
    assert not view.first.isVisible()
    view.take_keyboard()
    assert QApplication.focusWidget() is next(iter(view.rows.values())).button
    operations.close()


def test_figures_are_seen_hidden_and_saved_by_keyboard(
    hands: Hands, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened(hands, "export_csv")
    assert QApplication.focusWidget() is dialog.span
    assert dialog.span.currentText() == "Last 12 months"
    assert not any("c" in row.cells[1].split() for row in dialog.rows.rows())
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    assert dialog.shared.isChecked()
    assert not dialog.export.isEnabled()
    hands.wait(dialog.export.isEnabled)
    assert any("c" in row.cells[1].split() for row in dialog.rows.rows())
    hands.tab_to_button("Save…")
    hands.press(Key.Key_Return)
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.selectedFiles()[0].endswith("Figures to 2020-03-31 for sharing.csv")
    with qtbot.waitSignal(dialog.said) as heard:
        asking.fileSelected.emit(str(tmp_path / "f.csv"))
    asking.close()
    assert heard.args == [
        "The CSV file f.csv is written, small counts hidden. It is not encrypted."
    ]
    assert hands.window.messages.text == heard.args[0]
    assert (tmp_path / "f.csv").read_bytes()
    noted = [one.note for one in workspace.snapshot.of(AccessEvent) if one.what == "export"]
    assert noted == ["figures as CSV, the 12 months to March 2020, small counts hidden"]


def test_pages_are_seen_as_pages(hands: Hands) -> None:
    dialog = opened(hands, "export_pages")
    assert dialog.sheets.isVisible()
    assert not dialog.table.isVisible()
    assert "pages of A4" in said(dialog) or "page of A4" in said(dialog)
    close_dialogs()


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_lost(
    hands: Hands, tmp_path: Path
) -> None:
    dialog = opened(hands, "export_diary")
    dialog.save_to(tmp_path / "no" / "diary.ics")
    hands.wait(lambda: "could not be written" in dialog._error.text())
    hands.wait(dialog.export.isEnabled)
    assert dialog.isVisible()


def test_the_last_choice_alone_is_shown(hands: Hands) -> None:
    dialog = opened(hands, "export_csv")
    dialog.shared.setChecked(True)
    dialog.shared.setChecked(False)
    hands.wait(dialog.export.isEnabled)
    assert not any("c" in row.cells[1].split() for row in dialog.rows.rows())
