"""The dialog about the shared copy by keyboard: start, join, move, computers, keys, stop."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import WeakPassphraseError
from iro_desktop.domain.records import Child, Device
from iro_desktop.services import sharing
from iro_desktop.services.children import add_child
from iro_desktop.services.sharing import InsideTheStoreError, utc_now
from iro_desktop.services.workspace import Workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.sync.vault import WrongSharedPassphraseError
from iro_desktop.ui.dialogs.shared_copy import SharedCopyDialog
from iro_desktop.ui.dialogs.sharing_asks import (
    ChangePassphraseDialog,
    RemoveComputerDialog,
    RenameComputerDialog,
    StopSharingDialog,
    WriteAnewDialog,
)
from iro_desktop.ui.dialogs.start_sharing import MoveSharedCopyDialog, StartSharingDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.sharing import Paces
from tests.hands import CTRL, SHIFT, Hands
from tests.stores import TODAY, a_workspace
from tests.windows import main_window

FLOOR: Final = Argon(64 * 1024, 1, 1)
SECRET, OTHER = "three plain words", "four other plain words"
HOUR: Final = 3_600_000
WAIT: Final = 20_000
Key = Qt.Key

AnyDialog = TypeVar("AnyDialog", bound=QDialog)


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    (tmp_path / "cloud").mkdir()
    return tmp_path / "cloud" / "IRO Desktop.irosync"


@pytest.fixture
def operations(workspace: Workspace, qapp: QApplication) -> Iterator[Operations]:
    """What the window works with, without rounds by themselves."""
    del qapp
    operations = Operations(workspace, paces=Paces(HOUR, HOUR, HOUR, HOUR))
    yield operations
    operations.close()


@pytest.fixture
def hands(operations: Operations, settings: Settings, qtbot: QtBot) -> Hands:
    return Hands(main_window(operations, settings, qtbot), qtbot)


@pytest.fixture
def shared(workspace: Workspace, cloud: Path, hands: Hands, qtbot: QtBot) -> SharedCopyDialog:
    """The dialog on a file that is shared, with another computer that took part once."""
    add_child(workspace, Child(id="", reference="AB12"), today=TODAY)
    hands.window.operations.sharing.run(
        lambda one: sharing.start(one, cloud, SECRET, now=utc_now(), name="Laptop", argon=FLOOR)
    )
    rest(hands, qtbot)
    with workspace.write("look at the shared copy", source="sharing") as write:
        write.put(Device(id="d" * 32, name="Old tablet"))
    hands.window.operations.sharing.share_now()
    rest(hands, qtbot)
    hands.press(Key.Key_H, CTRL | SHIFT)
    return hands.in_front(SharedCopyDialog)


def rest(hands: Hands, qtbot: QtBot) -> None:
    sharing_now = hands.window.operations.sharing
    qtbot.waitUntil(
        lambda: not sharing_now.is_running and hands.window.operations.is_settled, timeout=WAIT
    )


def write(hands: Hands, text: str) -> None:
    hands.press(Key.Key_A, CTRL)
    hands.write(text)


def header(dialog: SharedCopyDialog) -> tuple[str, str]:
    return dialog.header._title.text(), dialog.header._note.text()


def names(dialog: SharedCopyDialog) -> list[tuple[str, str]]:
    return [(row.name, row.seen) for row in dialog.rows.rows()]


def test_sharing_is_explained_and_started_by_keyboard(
    hands: Hands, workspace: Workspace, cloud: Path, qtbot: QtBot
) -> None:
    hands.press(Key.Key_H, CTRL | SHIFT)
    dialog = hands.in_front(SharedCopyDialog)
    assert header(dialog)[0] == "Nothing is shared yet"
    hands.press(Key.Key_Return)  # the keyboard is on Start sharing
    start = hands.in_front(StartSharingDialog)
    assert start.name.text == sharing.this_computer()
    start.submit()
    assert start.place.field.error == "Choose the place of the shared copy."
    hands.write(str(workspace.folder / "x.irosync"))
    hands.press(Key.Key_Return)
    assert start.new.first.line.hasFocus()
    hands.write("short")
    hands.press(Key.Key_Return)
    hands.write("short")
    hands.press(Key.Key_Return)
    assert start.name.line.hasFocus()
    write(hands, "Laptop")
    hands.press(Key.Key_Return)
    hands.wait(lambda: bool(start.place.field.error))
    assert start.place.field.error == InsideTheStoreError.sentence
    write(hands, str(cloud.parent / "nowhere" / "x.irosync"))
    start.submit()
    hands.wait(lambda: bool(start.new.first.error))
    assert start.new.first.error == WeakPassphraseError.sentence
    for field in (start.new.first, start.new.second):
        field.line.setFocus()
        write(hands, SECRET)
    start.submit()
    hands.wait(lambda: bool(start.place.field.error))
    assert not hands.window.operations.sharing.is_on
    write(hands, str(cloud.parent))  # the folder will do
    with qtbot.waitSignal(start.answered, timeout=WAIT):
        start.submit()
    assert cloud.is_file()
    dialog = hands.in_front(SharedCopyDialog)
    title, note = header(dialog)
    assert title.startswith("Safe in the shared copy up to ")
    assert note == f"No other computer has joined yet. It lies in {cloud}"
    assert names(dialog) == [("Laptop", "This computer")]
    assert hands.window.shared.label.isVisible()


def test_a_file_that_is_there_is_joined(
    hands: Hands, tmp_path: Path, cloud: Path, qtbot: QtBot
) -> None:
    other = a_workspace(tmp_path / "other")
    add_child(other, Child(id="", reference="CD34"), today=TODAY)
    sharing.start(other, cloud, SECRET, now=utc_now(), name="Desk", argon=FLOOR)
    other.close()
    hands.press(Key.Key_H, CTRL | SHIFT)
    hands.in_front(SharedCopyDialog)
    hands.press(Key.Key_Return)
    start = hands.in_front(StartSharingDialog)
    hands.tab_to_button("Choose…")
    hands.press(Key.Key_Return)
    (system,) = start.findChildren(QFileDialog)
    assert system.isVisible()
    system.fileSelected.emit(str(cloud))
    system.close()
    start.activateWindow()
    hands.wait(start.isActiveWindow)
    hands.wait(lambda: start.joins)
    start.place.field.line.setFocus()
    hands.press(Key.Key_Return)
    assert start.passphrase.line.hasFocus()
    hands.write("not the one")
    start.submit()
    hands.wait(lambda: bool(start.passphrase.error))
    assert start.passphrase.error == WrongSharedPassphraseError.sentence
    hands.write(SECRET)
    with qtbot.waitSignal(start.answered, timeout=WAIT):
        start.submit()
    session = hands.window.operations.session
    assert {case.child.reference for case in session.snapshot.cases.values()} == {"CD34"}
    dialog = hands.in_front(SharedCopyDialog)
    assert [name for name, _ in names(dialog)] == [sharing.this_computer(), "Desk"]


def test_a_computer_is_renamed_and_removed_with_a_new_passphrase(
    shared: SharedCopyDialog, hands: Hands, cloud: Path, qtbot: QtBot
) -> None:
    assert names(shared) == [("Laptop", "This computer"), ("Old tablet", "Never")]
    hands.press(Key.Key_F2)
    rename = hands.in_front(RenameComputerDialog)
    write(hands, "")
    hands.press(Key.Key_Delete)
    hands.press(Key.Key_Return)
    assert rename.name.error
    hands.write("Work laptop")
    with qtbot.waitSignal(rename.answered, timeout=WAIT):
        hands.press(Key.Key_Return)
    hands.in_front(SharedCopyDialog)
    assert names(shared)[0] == ("Work laptop", "This computer")
    hands.press(Key.Key_Delete)  # not this one
    assert not shared.findChildren(RemoveComputerDialog)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Delete)
    remove = hands.in_front(RemoveComputerDialog)
    assert remove.windowTitle() == "Remove a computer"
    hands.write(OTHER)
    hands.press(Key.Key_Return)
    hands.write(OTHER)
    before = cloud.read_bytes()
    with qtbot.waitSignal(remove.answered, timeout=WAIT):
        hands.press(Key.Key_Return)
    hands.in_front(SharedCopyDialog)
    assert names(shared)[1][1].startswith("Removed on ")
    assert cloud.read_bytes() != before
    assert not shared._remove.isEnabled()


def test_the_passphrase_is_changed_and_a_damaged_file_written_anew(
    shared: SharedCopyDialog, hands: Hands, cloud: Path, qtbot: QtBot
) -> None:
    hands.tab_to_button("Change passphrase…")
    hands.press(Key.Key_Return)
    change = hands.in_front(ChangePassphraseDialog)
    hands.write("short")
    hands.press(Key.Key_Return)
    hands.write("short")
    hands.press(Key.Key_Return)
    hands.wait(lambda: bool(change.new.first.error))
    assert change.new.first.error == WeakPassphraseError.sentence
    for field in (change.new.first, change.new.second):
        field.line.setFocus()
        write(hands, OTHER)
    with qtbot.waitSignal(change.answered, timeout=WAIT):
        hands.press(Key.Key_Return)
    hands.in_front(SharedCopyDialog)
    assert not shared._anew.isVisible()
    cloud.write_bytes(cloud.read_bytes()[:-50])
    hands.tab_to_button("Send and receive now")
    hands.press(Key.Key_Return)
    hands.wait(shared._anew.isVisible)
    assert "damaged or still downloading" in shared._error.text()
    hands.wait(lambda: not hands.window.operations.sharing.is_running)
    hands.tab_to_button("Write it anew…")
    hands.press(Key.Key_Return)
    anew = hands.in_front(WriteAnewDialog)
    hands.press(Key.Key_Return)  # the keyboard is on Cancel
    hands.in_front(SharedCopyDialog)
    hands.tab_to_button("Write it anew…")
    hands.press(Key.Key_Return)
    anew = hands.in_front(WriteAnewDialog)
    hands.press(Key.Key_Tab)
    with qtbot.waitSignal(anew.answered, timeout=WAIT):
        hands.press(Key.Key_Return)
    hands.in_front(SharedCopyDialog)
    assert shared._error.isHidden()
    assert "A file was set aside in the shared folder, because it is damaged" in (
        hands.window.messages.text
    )


def test_the_copy_moves_and_the_sharing_stops(
    shared: SharedCopyDialog, hands: Hands, tmp_path: Path, cloud: Path, qtbot: QtBot
) -> None:
    hands.tab_to_button("Another place…")
    hands.press(Key.Key_Return)
    move = hands.in_front(MoveSharedCopyDialog)
    assert move.place.field.text == str(cloud)
    write(hands, str(tmp_path / "nowhere" / "x.irosync"))
    hands.press(Key.Key_Return)
    hands.wait(lambda: bool(move.place.field.error))
    assert hands.window.operations.sharing.trouble is None  # the place before still stands
    (tmp_path / "stick").mkdir()
    write(hands, str(tmp_path / "stick" / "x.irosync"))
    with qtbot.waitSignal(move.answered, timeout=WAIT):
        hands.press(Key.Key_Return)
    hands.in_front(SharedCopyDialog)
    assert (tmp_path / "stick" / "x.irosync").is_file()
    assert header(shared)[1].endswith(str(tmp_path / "stick" / "x.irosync"))
    hands.tab_to_button("Stop sharing here…")
    hands.press(Key.Key_Return)
    stop = hands.in_front(StopSharingDialog)
    hands.press(Key.Key_Tab)
    with qtbot.waitSignal(stop.answered, timeout=WAIT):
        hands.press(Key.Key_Return)
    hands.in_front(SharedCopyDialog)
    assert header(shared)[0] == "Nothing is shared yet"
    assert cloud.is_file()
    assert not hands.window.shared.label.isVisible()
    assert not hands.window.operations.sharing.is_on


def test_f5_sends_and_says_so_or_explains_sharing(
    hands: Hands, workspace: Workspace, cloud: Path, qtbot: QtBot
) -> None:
    hands.press(Key.Key_F5)
    hands.in_front(SharedCopyDialog).close()
    sharing_now = hands.window.operations.sharing
    sharing_now.run(lambda one: sharing.start(one, cloud, SECRET, now=utc_now(), argon=FLOOR))
    rest(hands, qtbot)
    add_child(workspace, Child(id="", reference="EF56"), today=TODAY)
    hands.window.activateWindow()
    hands.wait(hands.window.isActiveWindow)
    hands.press(Key.Key_F5)
    hands.wait(lambda: bool(hands.window.messages.text))
    said = "Sent and received: everything here is in the shared copy."
    assert hands.window.messages.text == said


def test_every_control_of_the_dialogs_has_a_name(
    shared: SharedCopyDialog, operations: Operations
) -> None:
    row = shared.rows.rows()[1]
    dialogs = [
        shared,
        StartSharingDialog(operations, shared),
        MoveSharedCopyDialog(operations, Path("x"), shared),
        RemoveComputerDialog(operations, row, shared),
        RenameComputerDialog(operations, row, shared),
    ]
    for dialog in dialogs:
        dialog.show()
        for widget in dialog.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                name = widget.accessibleName() or getattr(widget, "text", str)()
                assert name, widget
    for dialog in dialogs[1:]:
        dialog.hide()


def test_mnemonics_are_told_apart_within_each_dialog(
    shared: SharedCopyDialog, operations: Operations
) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    row = shared.rows.rows()[1]
    for dialog in (
        shared,
        StartSharingDialog(operations, shared),
        MoveSharedCopyDialog(operations, Path("x"), shared),
        RemoveComputerDialog(operations, row, shared),
        ChangePassphraseDialog(operations, shared),
    ):
        dialog.show()
        texts = [one.text() for one in dialog.findChildren(QPushButton) if one.isVisible()]
        texts += [
            one.text()
            for one in dialog.findChildren(QLabel)
            if one.isVisible() and one.buddy() is not None
        ]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        # "Show" stands beside each of several passphrases: the key goes from one to the next.
        once = [one for one in letters if one != "w"]
        assert len(once) == len(set(once)), (type(dialog).__name__, texts)
        if dialog is not shared:
            dialog.hide()
