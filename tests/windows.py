"""The main window as tests begin with it, and taking away what they leave open."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings

WAIT = 10_000
"""How many milliseconds a window may take to be filled on a busy machine."""


def main_window(operations: Operations, folder: Path, qtbot: QtBot) -> MainWindow:
    """Show the main window, filled and with the keyboard; its settings are kept in a folder."""
    window = MainWindow(operations, Settings(folder / "settings.ini"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.show()
    activate(window, qtbot)
    qtbot.waitUntil(lambda: operations.is_settled, timeout=WAIT)
    return window


def activate(window: QWidget, qtbot: QtBot) -> None:
    """Give a window the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def close_dialogs() -> None:
    """Take away what is still open: a modal dialog would keep every key from the next test."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.hide()
        dialog.deleteLater()
