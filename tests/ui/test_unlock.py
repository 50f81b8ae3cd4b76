"""The unlock window: by keyboard, with each error in its place, and by the recovery code."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.domain.errors import (
    NotAStoreError,
    RecoveryCodeMistypedError,
    WeakPassphraseError,
    WrongPassphraseError,
)
from iro_desktop.services.workspace import Workspace, create_workspace, open_workspace
from iro_desktop.storage.encryption import Argon
from iro_desktop.ui.background import Background
from iro_desktop.ui.unlock import UnlockWindow
from tests.windows import press_button

FLOOR = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE = "three quiet herons"
WAIT = 20_000  # ms


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of a closed store and its recovery code."""
    folder = tmp_path_factory.mktemp("unlock") / "caseload.iro"
    workspace, code = create_workspace(folder, PASSPHRASE, officer_name="IRO 1", argon=FLOOR)
    workspace.close()
    return folder, code


@pytest.fixture
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.stop()


Show = Callable[[Path], UnlockWindow]


@pytest.fixture
def show(qtbot: QtBot, background: Background) -> Show:
    def make(folder: Path) -> UnlockWindow:
        window = UnlockWindow(folder, background)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return make


def _opened(qtbot: QtBot, window: UnlockWindow, act: Callable[[], None]) -> Workspace:
    with qtbot.waitSignal(window.unlocked, timeout=WAIT) as unlocked:
        act()
    workspace = unlocked.args[0]
    assert isinstance(workspace, Workspace)
    return workspace


def test_enter_unlocks_and_a_wrong_passphrase_says_so_under_the_field(
    made: tuple[Path, str], show: Show, qtbot: QtBot
) -> None:
    window = show(made[0])
    line = window.asking.passphrase.line
    assert line.hasFocus()
    QTest.keyClicks(line, "not the right one")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.asking.is_busy
    qtbot.waitUntil(lambda: not window.asking.is_busy, timeout=WAIT)
    assert window.asking.passphrase.error == str(WrongPassphraseError())
    assert line.accessibleDescription() == str(WrongPassphraseError())
    assert line.selectedText()  # what was typed is there to be typed over
    QTest.keyClicks(line, PASSPHRASE)
    assert window.asking.passphrase.error == ""
    workspace = _opened(qtbot, window, lambda: QTest.keyClick(line, Qt.Key.Key_Return))
    assert workspace.officer is not None
    assert workspace.officer.name == "IRO 1"
    workspace.close()


def test_nothing_typed_is_said_without_trying(made: tuple[Path, str], show: Show) -> None:
    window = show(made[0])
    QTest.keyClick(window.asking.passphrase.line, Qt.Key.Key_Return)
    assert not window.asking.is_busy
    assert window.asking.passphrase.error == "Type the passphrase of this file."


def test_a_passphrase_can_be_pasted(made: tuple[Path, str], show: Show) -> None:
    window = show(made[0])
    QGuiApplication.clipboard().setText(PASSPHRASE)
    QTest.keyClick(window.asking.passphrase.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.asking.passphrase.text == PASSPHRASE


def test_the_passphrase_is_hidden_until_it_is_shown(made: tuple[Path, str], show: Show) -> None:
    window = show(made[0])
    assert window.asking.passphrase.line.echoMode() is QLineEdit.EchoMode.Password
    press_button(window, "Show")
    assert window.asking.passphrase.line.echoMode() is QLineEdit.EchoMode.Normal
    press_button(window, "Hide")
    assert window.asking.passphrase.line.echoMode() is QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed_by_what_is_typed(
    made: tuple[Path, str], show: Show, qtbot: QtBot
) -> None:
    window = show(made[0])
    line = window.asking.passphrase.line
    with qtbot.waitSignal(line.caps_lock_seen) as seen:
        QTest.keyClicks(line, "A")  # a capital without Shift
    assert seen.args == [True]
    with qtbot.waitSignal(line.caps_lock_seen) as seen:
        QTest.keyClicks(line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert seen.args == [False]


def test_each_thing_that_is_wrong_has_its_own_sentence(
    made: tuple[Path, str], show: Show, qtbot: QtBot, tmp_path: Path
) -> None:
    nowhere = show(tmp_path / "nothing.iro")
    nowhere.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not nowhere.asking.is_busy, timeout=WAIT)
    assert nowhere.asking.passphrase.error == str(NotAStoreError())
    holder = open_workspace(made[0], PASSPHRASE)
    second = show(made[0])
    second.unlock(PASSPHRASE)
    qtbot.waitUntil(lambda: not second.asking.is_busy, timeout=WAIT)
    holder.close()
    assert "already open in an IRO Desktop window" in second.asking.passphrase.error


def test_the_recovery_code_leads_to_a_new_passphrase_and_a_new_code(
    tmp_path: Path, show: Show, qtbot: QtBot
) -> None:
    folder = tmp_path / "s.iro"
    workspace, code = create_workspace(folder, PASSPHRASE, officer_name="IRO 1", argon=FLOOR)
    workspace.close()
    window = show(folder)
    press_button(window, "Use the recovery code")
    line = window.asking.code.line
    assert line.hasFocus()
    QTest.keyClicks(line, code[:-1])
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.asking.is_busy, timeout=WAIT)
    assert window.asking.code.error == str(RecoveryCodeMistypedError())
    QTest.keyClicks(line, code.lower())
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == 1, timeout=WAIT)
    new = window.new_passphrase
    QTest.keyClicks(new.first.line, "short")
    QTest.keyClick(new.first.line, Qt.Key.Key_Return)
    assert new.second.line.hasFocus()
    QTest.keyClicks(new.second.line, "shore")
    QTest.keyClick(new.second.line, Qt.Key.Key_Return)
    assert new.second.error == "The two are not the same: type the passphrase again."
    QTest.keyClicks(new.second.line, "short")
    QTest.keyClick(new.second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(new.first.error), timeout=WAIT)
    assert new.first.error == WeakPassphraseError.sentence
    for field in (new.first, new.second):
        field.line.clear()
        QTest.keyClicks(field.line, "four quiet herons")
    QTest.keyClick(new.second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page == 2, timeout=WAIT)
    fresh = window.recovery.code
    assert fresh not in ("", code)
    continue_is_off = not window.can_continue
    assert continue_is_off
    QTest.keyClick(window.recovery.tick, Qt.Key.Key_Space)
    assert window.can_continue
    again = _opened(qtbot, window, lambda: press_button(window, "Continue"))
    again.close()
    assert window.recovery.code == ""
    with pytest.raises(WrongPassphraseError):
        open_workspace(folder, PASSPHRASE)
    open_workspace(folder, "four quiet herons").close()
    open_workspace(folder, fresh, with_recovery_code=True).close()


def test_every_control_of_the_window_has_a_name(made: tuple[Path, str], show: Show) -> None:
    window = show(made[0])
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            name = widget.accessibleName() or getattr(widget, "text", str)()
            assert name, widget
