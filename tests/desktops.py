"""The whole program in a test: its windows one after the other, and the keys that go to them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.storage.encryption import Argon
from iro_desktop.ui.desktop import Desktop
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.sharing import Paces
from iro_desktop.ui.unlock import UnlockWindow

FLOOR: Final = Argon(memory_kib=64 * 1024, passes=1, lanes=4)
PASSPHRASE: Final = "three quiet herons"
TODAY: Final = date(2020, 3, 31)
WAIT: Final = 30_000
"""How many milliseconds a window may take to come on a busy machine."""

Start = Callable[..., Desktop]
"""Starts the program on a file; its paces may be given."""
AnyWindow = TypeVar("AnyWindow", bound=QWidget)


@contextmanager
def starting(qapp: QApplication, settings: Path, usual: Paces | None = None) -> Iterator[Start]:
    """Have programs started, and end all of them afterwards."""
    started: list[Desktop] = []

    def make(folder: Path, paces: Paces | None = usual) -> Desktop:
        desktop = Desktop(qapp, folder, Settings(settings), today=lambda: TODAY, paces=paces)
        started.append(desktop)
        desktop.start()
        return desktop

    yield make
    for desktop in started:
        desktop.end()


def wait_for(qtbot: QtBot, desktop: Desktop, kind: type[AnyWindow]) -> AnyWindow:
    """Wait until a window of this kind is shown, and give it the keyboard."""
    qtbot.waitUntil(lambda: isinstance(desktop.window, kind), timeout=WAIT)
    window = desktop.window
    assert isinstance(window, kind)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in whatever has the keyboard."""
    focus = QApplication.focusWidget() or QApplication.activeWindow()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def write(text: str) -> None:
    """Type into the line that has the keyboard."""
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClicks(focus, text)


def unlocked(qtbot: QtBot, desktop: Desktop) -> MainWindow:
    """Type the passphrase, and wait until the main window shows all that is on file."""
    wait_for(qtbot, desktop, UnlockWindow)
    write(PASSPHRASE)
    press(Qt.Key.Key_Return)
    main = wait_for(qtbot, desktop, MainWindow)
    qtbot.waitUntil(lambda: bool(main.charts.cards) and main.operations.is_settled, timeout=WAIT)
    return main
