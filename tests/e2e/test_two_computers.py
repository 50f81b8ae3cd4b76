"""Two computers and a shared folder: lock and exit send, a second one begins from the copy."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.domain.records import Child
from iro_desktop.services import sharing
from iro_desktop.services.children import add_child
from iro_desktop.services.sharing import utc_now
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.storage.container import open_sealed
from iro_desktop.sync import exchange
from iro_desktop.sync.round import SharedCopyDamagedError
from iro_desktop.sync.vault import Vault, WrongSharedPassphraseError, read_vault
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.sending import SendingWindow
from iro_desktop.ui.sharing import Paces
from iro_desktop.ui.unlock import UnlockWindow
from tests.desktops import (
    FLOOR,
    PASSPHRASE,
    TODAY,
    WAIT,
    Start,
    press,
    starting,
    unlocked,
    wait_for,
    write,
)
from tests.windows import press_button

SECRET: Final = "four shared words here"
HOUR: Final = 3_600_000
PACES: Final = Paces(HOUR, HOUR, HOUR, HOUR)
CTRL: Final = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Vault]:
    """Return the file of the first computer, the shared copy, and its key; made once."""
    root = tmp_path_factory.mktemp("two")
    (root / "OneDrive").mkdir()
    cloud = root / "OneDrive" / "IRO Desktop.irosync"
    workspace, _ = create_workspace(
        root / "caseload.iro", PASSPHRASE, officer_name="A. Example", fte=1.0, argon=FLOOR,
        today=lambda: TODAY,
    )  # fmt: skip
    add_child(workspace, Child(id="", reference="AB12"), today=TODAY)
    sharing.start(workspace, cloud, SECRET, now=utc_now(), name="Laptop", argon=FLOOR)
    vault = read_vault(workspace.store)
    assert vault is not None
    workspace.close()
    return root / "caseload.iro", cloud, vault


@pytest.fixture
def cloud(made: tuple[Path, Path, Vault]) -> Iterator[Path]:
    """The shared copy, put back as it was afterwards."""
    before = made[1].read_bytes()
    yield made[1]
    made[1].write_bytes(before)


@pytest.fixture
def folder(made: tuple[Path, Path, Vault], tmp_path: Path) -> Path:
    """The first computer's file, for this test alone."""
    return Path(shutil.copytree(made[0], tmp_path / "caseload.iro"))


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    with starting(qapp, tmp_path / "settings.ini", PACES) as start:
        yield start


def held(made: tuple[Path, Path, Vault]) -> str:
    return b"\n".join(open_sealed(made[1].read_bytes(), made[2].key)).decode()


def _record(main: MainWindow, reference: str, qtbot: QtBot) -> None:
    def add(workspace: Workspace) -> str:
        return add_child(workspace, Child(id="", reference=reference), today=TODAY)

    with qtbot.waitSignal(main.operations.committed, timeout=WAIT):
        main.operations.run(add)


class Stall:
    """A network drive that does not answer until it is let."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.reached, self.let = threading.Event(), threading.Event()
        names = exchange.Folder.names

        def slow(folder: exchange.Folder) -> list[str]:
            self.reached.set()
            self.let.wait(30)
            return names(folder)

        patch.setattr(exchange.Folder, "names", slow)


@pytest.fixture
def stall(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stall]:
    stall = Stall(monkeypatch)
    yield stall
    stall.let.set()


def test_a_lock_clears_the_screen_then_sends_and_an_exit_sends_too(
    made: tuple[Path, Path, Vault], folder: Path, cloud: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(folder)
    main = unlocked(qtbot, desktop)
    assert main.shared.label.text().startswith("Safe in the shared copy up to")
    _record(main, "CD34", qtbot)
    assert "CD34" not in held(made)
    press(Qt.Key.Key_L, CTRL)
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [unlock]
    qtbot.waitUntil(lambda: not unlock.asking.is_busy, timeout=WAIT)
    assert "CD34" in held(made)
    assert not (folder / "holder.json").exists()

    main = unlocked(qtbot, desktop)
    _record(main, "EF56", qtbot)
    with qtbot.waitSignal(desktop.ended, timeout=WAIT):
        press(Qt.Key.Key_Q, CTRL)
        assert not main.isVisible()
    assert "EF56" in held(made)
    assert cloud.is_file()


def test_a_stalled_drive_holds_neither_a_lock_nor_an_exit_for_ever(
    made: tuple[Path, Path, Vault], folder: Path, start: Start, qtbot: QtBot, stall: Stall
) -> None:
    desktop = start(folder, replace(PACES, patience=200))
    main = unlocked(qtbot, desktop)
    _record(main, "GH78", qtbot)
    press(Qt.Key.Key_L, CTRL)
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    qtbot.waitUntil(stall.reached.is_set, timeout=WAIT)
    held_up = unlock.asking.is_busy
    assert held_up
    qtbot.waitUntil(unlock.asking.skip.isVisible, timeout=WAIT)
    assert unlock.asking.skip.hasFocus()
    press(Qt.Key.Key_Return)  # Close without sending
    assert not unlock.asking.is_busy
    assert not unlock.asking.skip.isVisible()

    stall.reached.clear()
    main = unlocked(qtbot, desktop)  # all is saved
    references = {one.child.reference for one in main.operations.session.snapshot.cases.values()}
    assert references == {"AB12", "GH78"}
    with qtbot.waitSignal(desktop.ended, timeout=WAIT):
        press(Qt.Key.Key_Q, CTRL)
        sending = wait_for(qtbot, desktop, SendingWindow)
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [sending]
        press_button(sending, "Close without sending")
    assert "GH78" not in held(made)
    open_workspace(folder, PASSPHRASE).close()


def test_a_lock_with_nobody_there_gives_a_stalled_drive_up_by_itself(
    folder: Path, start: Start, qtbot: QtBot, stall: Stall
) -> None:
    desktop = start(folder, replace(PACES, longest=300))
    unlocked(qtbot, desktop)
    desktop.idle.idle.emit()
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    qtbot.waitUntil(lambda: not unlock.asking.is_busy, timeout=WAIT)
    assert stall.reached.is_set()
    assert not stall.let.is_set()
    open_workspace(folder, PASSPHRASE).close()  # the key is forgotten, and others may open it


_LEFT_BEHIND = """
import sys, time
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QTimer
from iro_desktop import app as program
from iro_desktop.sync import exchange
from iro_desktop.ui.sharing import Paces

app = program.make_application()
reached = []

def stall(folder):
    reached.append(1)
    time.sleep(120)

exchange.Folder.names = stall
hour = 3_600_000
desktop = program.Desktop(
    app, Path(sys.argv[1]), program.Settings(), paces=Paces(hour, hour, hour, hour, 100)
)
desktop.main_shown.connect(lambda main: main.filled.connect(main.close))

def leave():
    if desktop._sending is not None and desktop._sending.isVisible() and reached:
        print("waited")
        desktop._sending.skip.click()

timer = QTimer(interval=50)
timer.timeout.connect(leave)
timer.start()
desktop.start(sys.argv[2])
sys.exit(app.exec())
"""


def test_the_process_ends_while_a_drive_still_stalls(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", _LEFT_BEHIND, str(folder), PASSPHRASE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    chatter = "This plugin does not support propagateSizeHints()"
    said = [line for line in done.stderr.splitlines() if line != chatter]
    assert (done.returncode, done.stdout, said) == (0, "waited\n", [])


def test_closing_the_unlock_window_a_second_time_ends_it(
    folder: Path, start: Start, qtbot: QtBot, stall: Stall
) -> None:
    desktop = start(folder)
    unlocked(qtbot, desktop)
    press(Qt.Key.Key_L, CTRL)
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    qtbot.waitUntil(stall.reached.is_set, timeout=WAIT)
    with qtbot.waitSignal(desktop.ended, timeout=WAIT):
        unlock.close()


def test_a_second_computer_begins_from_the_shared_copy(
    made: tuple[Path, Path, Vault], cloud: Path, tmp_path: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(tmp_path / "second.iro")
    first = wait_for(qtbot, desktop, FirstRunWindow)
    press_button(first, "I already use IRO Desktop on another computer")
    join = first.joining
    assert join is not None
    assert join.place.field.line.hasFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert join.place.field.error == "Choose the place of the shared copy."
    whole = cloud.read_bytes()
    cloud.write_bytes(whole[:-30])
    write(str(cloud))
    press(Qt.Key.Key_Return)
    write("not the right one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(join.place.field.error), timeout=WAIT)
    assert "damaged or still downloading" in join.place.field.error
    cloud.write_bytes(whole)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(join.shared.error), timeout=WAIT)
    assert join.shared.error == WrongSharedPassphraseError.sentence
    write(SECRET)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(join.new.isVisible, timeout=WAIT)
    assert join._whose.text() == "This is the caseload of A. Example."
    write(SECRET)  # it may be the same
    press(Qt.Key.Key_Return)
    write(SECRET)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.step == 3, timeout=WAIT)
    assert first.recovery.code
    first.recovery.tick.setFocus()
    press(Qt.Key.Key_Space)
    press_button(first, "Continue")
    main = wait_for(qtbot, desktop, MainWindow)
    qtbot.waitUntil(lambda: main.operations.is_settled, timeout=WAIT)
    assert main.side.owner[0] == "A. Example"
    references = [one.child.reference for one in main.operations.session.snapshot.cases.values()]
    assert references == ["AB12"]
    assert "other computer last seen" in main.shared.label.text()
    desktop.end()
    open_workspace(tmp_path / "second.iro", SECRET).close()
    del made


def test_the_second_computer_s_own_file_may_not_lie_in_the_synchronised_folder(
    cloud: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(cloud.parent / "second.iro")
    first = wait_for(qtbot, desktop, FirstRunWindow)
    first.join_another()
    join = first.joining
    assert join is not None
    join.place.choose(str(cloud))
    join.shared.line.setText(SECRET)
    press_button(first, "Continue")
    qtbot.waitUntil(join.new.isVisible, timeout=WAIT)
    for field in (join.new.first, join.new.second):
        field.line.setText(PASSPHRASE)
    press_button(first, "Make the file")
    qtbot.waitUntil(lambda: bool(join.refusal), timeout=WAIT)
    assert "in a folder that OneDrive synchronises" in join.refusal
    assert not (cloud.parent / "second.iro").exists()


def test_a_second_window_on_a_file_that_is_shared_raises_the_first(
    folder: Path, start: Start, qtbot: QtBot
) -> None:
    from iro_desktop.ui.single_window import raise_other_window

    desktop = start(folder)
    unlocked(qtbot, desktop)
    raised: list[bool] = []
    desktop.raised.connect(lambda: raised.append(True))
    found: list[bool] = []
    asking = threading.Thread(target=lambda: found.append(raise_other_window(folder)))
    asking.start()
    qtbot.waitUntil(lambda: bool(raised), timeout=WAIT)
    asking.join(20)
    assert found == [True]


def test_a_damaged_copy_is_a_banner_after_unlocking_and_the_children_are_there(
    folder: Path, cloud: Path, start: Start, qtbot: QtBot
) -> None:
    cloud.write_bytes(cloud.read_bytes()[:-30])
    main = unlocked(qtbot, start(folder, replace(PACES, after_unlock=50)))
    qtbot.waitUntil(lambda: bool(main.shared.banner.text), timeout=WAIT)
    assert main.shared.banner.text == SharedCopyDamagedError.sentence
    assert len(main.operations.session.snapshot.cases) == 1
