"""A morning by keyboard alone: unlock, look around, add, undo, lock, come back, import, cancel."""

import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import CancelledError, WrongPassphraseError
from iro_desktop.domain.records import Child
from iro_desktop.services.children import add_child
from iro_desktop.services.samples import create_sample
from iro_desktop.services.workspace import Workspace, create_workspace
from iro_desktop.ui.dialogs.child import ChildDialog
from iro_desktop.ui.dialogs.import_return import ImportDialog
from iro_desktop.ui.first_run import FirstRunWindow
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.pages import CASELOAD, MONITORING
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

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

AnyDialog = TypeVar("AnyDialog", bound=QDialog)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "caseload.iro"
    workspace, _ = create_workspace(
        folder, PASSPHRASE, officer_name="A. Example", fte=1.0, argon=FLOOR, today=lambda: TODAY
    )
    for reference in ("AB12", "CD34"):
        add_child(workspace, Child(id="", reference=reference), today=TODAY)
    workspace.close()
    return folder


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    with starting(qapp, tmp_path / "settings.ini") as start:
        yield start


def _dialog(qtbot: QtBot, main: MainWindow, kind: type[AnyDialog]) -> AnyDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in main.findChildren(kind)), timeout=WAIT)
    dialog = next(one for one in main.findChildren(kind) if one.isVisible())
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def _references(main: MainWindow) -> list[str]:
    cases = main.operations.session.snapshot.cases.values()
    return sorted(case.child.reference for case in cases)


def test_a_morning_by_keyboard_alone(folder: Path, start: Start, qtbot: QtBot) -> None:
    desktop = start(folder)
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    write("not the right one")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(unlock.asking.passphrase.error), timeout=WAIT)
    assert unlock.asking.passphrase.error == str(WrongPassphraseError())
    main = unlocked(qtbot, desktop)
    assert not unlock.isVisible()
    for key, view in ((Qt.Key.Key_2, MONITORING), (Qt.Key.Key_1, CASELOAD)):
        press(key, CTRL)
        assert main.pages.key == view

    press(Qt.Key.Key_N, CTRL)
    dialog = _dialog(qtbot, main, ChildDialog)
    write("EF56")
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT):
        press(Qt.Key.Key_Return, CTRL)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    assert _references(main) == ["AB12", "CD34", "EF56"]
    with qtbot.waitSignal(main.operations.committed, timeout=WAIT):
        press(Qt.Key.Key_Z, CTRL)
    assert _references(main) == ["AB12", "CD34"]
    with qtbot.waitSignal(main.operations.committed, timeout=WAIT):
        press(Qt.Key.Key_Y, CTRL)
    assert _references(main) == ["AB12", "CD34", "EF56"]

    # The commits may have moved the keyboard; the list is one key away.
    press(Qt.Key.Key_1, CTRL)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert main.pages.key == "child"
    child_id = main.pages.child_id
    press(Qt.Key.Key_L, CTRL)
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [unlock]
    assert unlock.asking.passphrase.text == ""
    # The store is closed, once what was being read has ended, and others may open it.
    qtbot.waitUntil(lambda: not (folder / "holder.json").exists(), timeout=WAIT)
    main = unlocked(qtbot, desktop)
    assert main.pages.child_id == child_id
    press(Qt.Key.Key_Escape)
    assert main.pages.key == CASELOAD
    assert main.operations.session.undo == "add EF56"  # survives the lock
    with qtbot.waitSignal(desktop.ended, timeout=WAIT):
        press(Qt.Key.Key_Q, CTRL)


HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,"
    "URN\n"
)
CHILDREN = 300


@pytest.fixture
def returned(tmp_path: Path) -> list[Path]:
    """Return the two files of a return with many children, who do not exist."""
    header, episodes = tmp_path / "header.csv", tmp_path / "episodes.csv"
    numbers = range(CHILDREN)
    header.write_text(HEADER + "".join(f"T{n},1,04/05/2008,WBRI,,,\n" for n in numbers))
    episodes.write_text(
        EPISODES + "".join(f"T{n},03/07/2019,S,C2,N1,U6,PR1,,,,,,\n" for n in numbers)
    )
    return [header, episodes]


def test_an_import_shows_what_it_would_do_and_cancel_leaves_everything_as_it_was(
    folder: Path, start: Start, qtbot: QtBot, returned: list[Path]
) -> None:
    main = unlocked(qtbot, start(folder))
    before = main.operations.session.snapshot.position
    press(Qt.Key.Key_I, CTRL)
    dialog = _dialog(qtbot, main, ImportDialog)
    dialog.choose([returned[0].with_name("nothing.csv")])
    qtbot.waitUntil(lambda: bool(dialog.error), timeout=WAIT)
    dialog.choose(returned)
    part = dialog.parts.children_part
    qtbot.waitUntil(lambda: part.rows.total >= CHILDREN and not dialog.is_running, timeout=WAIT)
    assert dialog.count_of("Children") == (0, 0)  # none is known to be this IRO's
    press(Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: dialog.count_of("Children") == (CHILDREN, 0))
    assert main.operations.session.snapshot.position == before  # only looked at
    assert dialog.error == ""

    dialog.primary.setFocus()
    press(Qt.Key.Key_Return)
    assert dialog.is_running
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.is_running, timeout=WAIT)
    assert dialog.error == str(CancelledError())
    assert _references(main) == ["AB12", "CD34"]
    assert main.operations.session.snapshot.position == before

    with qtbot.waitSignal(dialog.imported, timeout=WAIT):
        press(Qt.Key.Key_I, ALT)
    assert len(_references(main)) == CHILDREN + 2
    assert main.operations.session.undo.startswith("import of SSDA903")
    with qtbot.waitSignal(dialog.finished):
        press(Qt.Key.Key_C, ALT)


def test_a_lock_clears_the_screen_at_once_and_waits_for_what_is_running(
    folder: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(folder)
    main = unlocked(qtbot, desktop)
    gate = threading.Event()
    done: list[str] = []

    def work(workspace: Workspace) -> None:
        gate.wait(20)
        done.append(add_child(workspace, Child(id="", reference="GH78"), today=TODAY))

    main.operations.run(work)
    press(Qt.Key.Key_N, CTRL)
    _dialog(qtbot, main, ChildDialog)
    desktop.lock()
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [unlock]
    assert unlock.asking.is_busy  # nobody can unlock what is still being closed
    gate.set()
    qtbot.waitUntil(lambda: not unlock.asking.is_busy, timeout=WAIT)
    assert len(done) == 1
    main = unlocked(qtbot, desktop)
    assert _references(main) == ["AB12", "CD34", "GH78"]


@pytest.mark.usefixtures("freezing")
def test_after_a_lock_neither_the_file_nor_its_key_is_left_in_memory(
    folder: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(folder)
    left: list[weakref.ref[object]] = []

    def is_forgotten() -> bool:
        return not any(one() for one in left)

    for _ in range(2):
        store = unlocked(qtbot, desktop).operations._workspace.store
        left += [weakref.ref(store), weakref.ref(store.engine)]  # the engine has the key
        del store
        desktop.lock()
        wait_for(qtbot, desktop, UnlockWindow)
        qtbot.waitUntil(is_forgotten, timeout=WAIT)


def test_nobody_at_the_keyboard_locks_and_says_why(
    folder: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(folder)
    main = unlocked(qtbot, desktop)
    desktop.idle.idle.emit()
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    assert (
        unlock.asking.notice
        == "Locked after 5 minutes without a key or the mouse. Everything is saved."
    )
    assert desktop.main is None
    del main


def test_the_computers_own_lock_locks_and_the_chosen_minutes_are_said(
    folder: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(folder)
    main = unlocked(qtbot, desktop)
    main.menu_actions["lock_after_2"].trigger()
    desktop.system_lock.on_sleep(True)
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    assert unlock.asking.notice == "Locked as the computer went to sleep. Everything is saved."
    unlocked(qtbot, desktop)
    desktop.idle.idle.emit()
    unlock = wait_for(qtbot, desktop, UnlockWindow)
    assert (
        unlock.asking.notice
        == "Locked after 2 minutes without a key or the mouse. Everything is saved."
    )
    del main


def test_the_first_run_leads_into_the_main_window(
    tmp_path: Path, start: Start, qtbot: QtBot
) -> None:
    desktop = start(tmp_path / "caseload.iro")
    first = wait_for(qtbot, desktop, FirstRunWindow)
    write("A. Example")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    for _ in range(2):
        write(PASSPHRASE)
        press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.step == 3, timeout=WAIT)
    first.recovery.tick.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert first.step == 4
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)  # Add a child
    main = wait_for(qtbot, desktop, MainWindow) if desktop.main is None else desktop.main
    _dialog(qtbot, main, ChildDialog)
    assert main.side.owner[0] == "A. Example"


def test_the_sample_lies_in_a_file_of_its_own_and_says_so(
    tmp_path: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    desktop = start(tmp_path / "caseload.iro")
    first = wait_for(qtbot, desktop, FirstRunWindow)
    first.sample_asked.emit()
    main = wait_for(qtbot, desktop, MainWindow)
    assert main.banner.isVisible()
    assert len(_references(main)) > 60
    assert not (tmp_path / "caseload.iro").exists()


def test_a_second_window_raises_the_first(folder: Path, start: Start, qtbot: QtBot) -> None:
    desktop = start(folder)
    unlocked(qtbot, desktop)
    raised: list[bool] = []
    desktop.raised.connect(lambda: raised.append(True))
    code = (
        "import sys; from pathlib import Path; from iro_desktop.app import open_window; "
        "sys.exit(open_window(Path(sys.argv[1])))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as second:
        try:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=WAIT)
        finally:
            second.kill()
    assert second.returncode == 0
    qtbot.waitUntil(lambda: bool(raised), timeout=WAIT)


def test_the_sample_opens_with_the_passphrase_that_its_banner_says(
    tmp_path: Path, start: Start, qtbot: QtBot
) -> None:
    create_sample(tmp_path / "sample.iro", as_of=TODAY).close()
    desktop = start(tmp_path / "sample.iro")
    wait_for(qtbot, desktop, UnlockWindow)
    write("sample")
    press(Qt.Key.Key_Return)
    main = wait_for(qtbot, desktop, MainWindow)
    assert main.banner.isVisible()
    open_settings = (
        (tmp_path / "settings.ini").read_text() if (tmp_path / "settings.ini").exists() else ""
    )
    assert "SA-" not in open_settings


_TYPES_MADE = """
import sys
from PySide6 import QtWidgets
from iro_desktop.ui.preloading import Preloading

def asked():
    sys.exit("QWizard" not in vars(QtWidgets))

class Background:
    def run(self, work, done):
        asked()

assert "QWizard" not in vars(QtWidgets)
Preloading(Background()).load()
"""


def test_all_types_of_qt_are_made_before_a_thread_may_ask_for_them() -> None:
    """Two threads that ask for one at the same time can crash the program."""
    subprocess.run([sys.executable, "-c", _TYPES_MADE], check=True, env=os.environ)
