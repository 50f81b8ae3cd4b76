"""The dialog of a summary: the months, what will leave, and writing it, by keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import AccessEvent
from iro_desktop.importers.summary_file import read_summary
from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.dialogs.leaving import LeavingDialog
from iro_desktop.ui.labels import TextLabel
from tests.caseloads import fill
from tests.hands import Hands, Key
from tests.stores import a_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 3)
    return workspace


def shown(hands: Hands) -> LeavingDialog:
    hands.window.menu_actions["export_summary"].trigger()
    dialog = hands.in_front(LeavingDialog)
    hands.wait(dialog.export.isEnabled)
    return dialog


def said(dialog: LeavingDialog) -> list[str]:
    labels = dialog.findChildren(TextLabel)
    return [one.text() for one in labels if one.isVisibleTo(dialog)]


def latest(dialog: LeavingDialog, title: str) -> str:
    return next(one for one in dialog.rows.rows() if one.what == title).cells[0]


def whole(dialog: LeavingDialog, title: str) -> str:
    return next(one for one in dialog.rows.rows() if one.what == title).cells[1]


def test_what_will_leave_is_shown_and_follows_the_months(hands: Hands) -> None:
    dialog = shown(hands)
    assert QApplication.focusWidget() is dialog.span
    hands.wait(lambda: "Months: April 2018 to March 2020 (24 months)" in said(dialog))
    assert latest(dialog, "Children looked after") == "2 children"
    reviews = whole(dialog, "Reviews of children looked after in time")
    hands.press(Key.Key_Down)
    hands.wait(lambda: "Months: April 2019 to March 2020 (12 months)" in said(dialog))
    assert latest(dialog, "Children looked after") == "2 children"
    assert whole(dialog, "Reviews of children looked after in time") != reviews
    assert any("not encrypted" in one for one in said(dialog))
    assert "As known on 31 March 2020." in said(dialog)


def test_it_is_written_by_keyboard_where_one_says_and_said(
    hands: Hands, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = shown(hands)
    hands.tab_to_button("Save…")
    hands.press(Key.Key_Return)
    (asking,) = dialog.findChildren(QFileDialog)
    assert asking.selectedFiles()[0].endswith(" to 2020-03.irosummary")
    with qtbot.waitSignal(dialog.said) as heard:
        asking.fileSelected.emit(str(tmp_path / "Kit.irosummary"))
    asking.close()
    assert len(read_summary(tmp_path / "Kit.irosummary").summary.caseload) == 24
    assert heard.args[0].startswith("The summary Kit.irosummary is written: 24 months up to March")
    hands.wait(lambda: not dialog.isVisible())
    assert hands.window.messages.text == heard.args[0]
    exports = [one for one in workspace.snapshot.of(AccessEvent) if one.what == "export"]
    assert [one.note for one in exports] == ["summary, 24 months up to March 2020"]


def test_a_file_that_cannot_be_written_is_said_and_the_dialog_stays(
    hands: Hands, workspace: Workspace, tmp_path: Path
) -> None:
    dialog = shown(hands)
    dialog.save_to(tmp_path / "no" / "Kit.irosummary")
    hands.wait(lambda: "could not be written" in dialog._error.text())
    hands.wait(dialog.export.isEnabled)
    assert dialog.isVisible()
    assert "export" not in [one.what for one in workspace.snapshot.of(AccessEvent)]


def test_in_a_file_of_nobody_it_says_what_to_do(hands: Hands, workspace: Workspace) -> None:
    officer = workspace.officer
    assert officer is not None
    with workspace.write("go") as write:
        write.delete("Officer", officer.id)
    hands.window.menu_actions["export_summary"].trigger()
    dialog = hands.in_front(LeavingDialog)
    hands.wait(lambda: "belongs to no IRO" in dialog._error.text())
    assert not dialog.export.isEnabled()
