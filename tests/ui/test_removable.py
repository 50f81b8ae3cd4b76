"""The window asks before it writes on a removable drive, wherever a place is chosen."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.services.workspace import Workspace
from iro_desktop.ui.background import Background
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.dialogs.leaving import LeavingDialog
from iro_desktop.ui.dialogs.start_sharing import StartSharingDialog
from iro_desktop.ui.first_run_join import JoinPages
from iro_desktop.ui.labels import TextLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.removable import RemovableDriveDialog
from tests.caseloads import fill
from tests.hands import Hands, Key
from tests.policies import Put
from tests.stores import TODAY, a_workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a stick as Linux tells of it")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = a_workspace(tmp_path / "s")
    fill(workspace, 2)
    return workspace


def choose(parent: QWidget, path: Path) -> None:
    """Choose a place in the system's dialog."""
    (asking,) = parent.findChildren(QFileDialog)
    asking.fileSelected.emit(str(path))
    asking.close()
    asking.deleteLater()
    QApplication.sendPostedEvents(asking, 52)  # QEvent.DeferredDelete


def said(dialog: RemovableDriveDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(TextLabel))


def standards(hands: Hands) -> LeavingDialog:
    hands.window.do("export_standards")
    dialog = hands.in_front(LeavingDialog)
    hands.wait(dialog.export.isEnabled)
    dialog.export.click()
    return dialog


def test_an_export_is_written_there_once_it_is_said_so_by_keyboard(
    hands: Hands, stick: Path, qtbot: QtBot
) -> None:
    dialog = standards(hands)
    choose(dialog, stick / "l.irostandards")
    question = hands.in_front(RemovableDriveDialog)
    assert str(stick) in said(question)
    assert "not encrypted" in said(question)
    assert QApplication.focusWidget() is question.another
    assert not list(stick.iterdir())
    hands.tab_to_button("Write it there")
    with qtbot.waitSignal(dialog.said):
        hands.press(Key.Key_Space)
    assert [one.name for one in stick.iterdir()] == ["l.irostandards"]


def test_another_place_is_asked_for_and_esc_writes_nothing(
    hands: Hands, stick: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = standards(hands)
    choose(dialog, stick / "l.irostandards")
    hands.in_front(RemovableDriveDialog)
    hands.press(Key.Key_Escape)
    assert not dialog.findChildren(QFileDialog)
    assert not list(stick.iterdir())
    dialog.export.click()
    choose(dialog, stick / "l.irostandards")
    hands.in_front(RemovableDriveDialog)
    hands.press(Key.Key_Return)  # on Choose another place
    with qtbot.waitSignal(dialog.said):
        choose(dialog, tmp_path / "l.irostandards")
    assert (tmp_path / "l.irostandards").exists()
    assert not list(stick.iterdir())


@pytest.mark.parametrize("is_allowed", [True, False])
def test_where_the_policy_settles_it_nobody_is_asked(
    is_allowed: bool, hands: Hands, put: Put, stick: Path
) -> None:
    put(f"removable_drives = {str(is_allowed).lower()}")
    dialog = standards(hands)
    choose(dialog, stick / "l.irostandards")
    hands.wait(lambda: not dialog.isVisible() if is_allowed else dialog.export.isEnabled())
    assert not hands.window.findChildren(RemovableDriveDialog)
    assert bool(list(stick.iterdir())) is is_allowed
    if not is_allowed:
        assert "policy does not allow files on removable drives" in dialog._error.text()


def test_charts_are_asked_about_by_their_folder_and_a_backup_says_that_it_is_encrypted(
    hands: Hands, stick: Path
) -> None:
    hands.window.do("export_charts")
    dialog = hands.in_front(LeavingDialog)
    hands.wait(dialog.export.isEnabled)
    dialog.export.click()
    choose(dialog, stick)
    assert "not encrypted" in said(hands.in_front(RemovableDriveDialog))
    hands.press(Key.Key_Escape)
    dialog.reject()
    hands.window.do("back_up")
    choose(hands.window, stick / "b.irobackup")
    assert "The backup is encrypted" in said(hands.in_front(RemovableDriveDialog))
    hands.press(Key.Key_Escape)
    assert not list(stick.iterdir())


def test_a_shared_copy_is_asked_about_once(
    operations: Operations, stick: Path, qtbot: QtBot
) -> None:
    dialog = StartSharingDialog(operations)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.place.choose(str(stick))
    dialog.submit()
    (question,) = dialog.findChildren(RemovableDriveDialog)
    assert "The shared copy is encrypted" in said(question)
    question.another.click()
    errors = [dialog.new.first.error]
    dialog.submit()
    question = next(one for one in dialog.findChildren(RemovableDriveDialog) if one.isVisible())
    question.write.click()
    errors.append(dialog.new.first.error)
    assert [bool(one) for one in errors] == [False, True]  # it goes on, to the passphrase
    dialog.submit()
    assert not [one for one in dialog.findChildren(RemovableDriveDialog) if one.isVisible()]
    dialog.place.choose(f"{stick}/other.irosync")
    dialog.submit()
    assert [one for one in dialog.findChildren(RemovableDriveDialog) if one.isVisible()]


def test_a_second_computer_asks_too_before_it_joins_a_stick(stick: Path, qtbot: QtBot) -> None:
    background = Background()
    pages = JoinPages(stick.parent / "n.iro", background, lambda: TODAY)
    for page in pages.pages:
        qtbot.addWidget(page)
    pages.place.choose(str(stick / "x.irosync"))
    pages._on_shared()
    (question,) = pages.place.findChildren(RemovableDriveDialog)
    question.write.click()
    assert pages.shared.error == "Type the passphrase of the shared copy."
    background.stop()


def test_a_window_that_nobody_else_keeps_is_asked_too(stick: Path, qtbot: QtBot) -> None:
    window, chosen = QWidget(), list[Path]()
    qtbot.addWidget(window)
    choose_where(window, "Export", "Tables (*.csv)", "t.csv", chosen.append)
    choose(window, stick / "t.csv")
    (question,) = window.findChildren(RemovableDriveDialog)
    question.another.click()
    choose(window, stick.parent / "t.csv")
    assert chosen == [stick.parent / "t.csv"]
