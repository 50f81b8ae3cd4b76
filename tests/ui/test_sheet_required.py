"""A recovery sheet that the policy requires: asked for at each unlock until there is one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iro_desktop.services.passphrases import confirm_sheet, lacks_sheet
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.storage.encryption import Argon, with_new_recovery_code
from iro_desktop.ui.background import Background
from iro_desktop.ui.unlock import UnlockWindow
from tests.policies import Put
from tests.windows import press_button

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"
REQUIRED = "recovery_sheet = true"
WAIT = 20_000  # ms


@pytest.fixture
def made(tmp_path: Path) -> tuple[Workspace, str]:
    return create_workspace(
        tmp_path / "caseload.iro", PASSPHRASE, officer_name="IRO 1", argon=FLOOR
    )


@pytest.fixture
def window(made: tuple[Workspace, str], put: Put, qtbot: QtBot) -> Iterator[UnlockWindow]:
    made[0].close()
    put(REQUIRED)
    background = Background()
    window = UnlockWindow(made[0].folder, background)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    background.stop()


def unlocked(window: UnlockWindow, qtbot: QtBot, press: str) -> Workspace:
    with qtbot.waitSignal(window.unlocked, timeout=WAIT) as found:
        press_button(window, press)
    workspace = found.args[0]
    assert isinstance(workspace, Workspace)
    return workspace


def test_only_a_policy_asks_for_it_and_only_until_it_is_confirmed(
    made: tuple[Workspace, str], put: Put
) -> None:
    workspace, _ = made
    assert not lacks_sheet(workspace)
    put(REQUIRED)
    assert lacks_sheet(workspace)
    confirm_sheet(workspace)
    assert not lacks_sheet(workspace)
    opened = workspace.opened
    opened.keys, _ = with_new_recovery_code(opened.keys, opened.data_key, argon=FLOOR)
    assert lacks_sheet(workspace)
    workspace.is_sample = True
    assert not lacks_sheet(workspace)
    workspace.close()


def test_work_begins_once_a_sheet_is_made_and_confirmed(
    window: UnlockWindow, made: tuple[Workspace, str], qtbot: QtBot
) -> None:
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: window.page == 3, timeout=WAIT)
    assert QApplication.focusWidget() is window._after.make
    press_button(window, "Make the recovery sheet")
    qtbot.waitUntil(lambda: window.page == 2, timeout=WAIT)
    code = window.recovery.code
    before_it_is_confirmed = window.can_continue
    QTest.keyClick(window.recovery.tick, Qt.Key.Key_Space)
    assert (before_it_is_confirmed, window.can_continue) == (False, True)
    workspace = unlocked(window, qtbot, "Continue")
    assert not lacks_sheet(workspace)
    workspace.close()
    assert code not in ("", made[1])


def test_a_window_that_is_closed_meanwhile_asks_again_and_the_old_sheet_still_holds(
    window: UnlockWindow, made: tuple[Workspace, str], qtbot: QtBot
) -> None:
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: window.page == 3, timeout=WAIT)
    window.close()
    workspace = open_workspace(made[0].folder, made[1], with_recovery_code=True)  # nobody has it
    assert lacks_sheet(workspace)
    workspace.close()


def test_who_has_the_sheet_says_so_and_is_asked_no_more(
    window: UnlockWindow, made: tuple[Workspace, str], qtbot: QtBot
) -> None:
    window.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: window.page == 3, timeout=WAIT)
    unlocked(window, qtbot, "It is in the safe already").close()
    window.ask_again()
    with qtbot.waitSignal(window.unlocked, timeout=WAIT) as found:
        window.unlock(PASSPHRASE)
    found.args[0].close()
    open_workspace(made[0].folder, made[1], with_recovery_code=True).close()  # it still opens it
