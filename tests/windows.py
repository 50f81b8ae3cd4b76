"""The main window as tests begin with it, and taking away what they leave open."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.view import View

AnyView = TypeVar("AnyView", bound=View)

WAIT = 10_000
"""How many milliseconds a window may take to be filled on a busy machine."""


def main_window(operations: Operations, settings: Settings, qtbot: QtBot) -> MainWindow:
    """Show the main window, filled and with the keyboard."""
    window = MainWindow(operations, settings)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.filled, timeout=WAIT):
        window.show()
    activate(window, qtbot)
    qtbot.waitUntil(lambda: operations.is_settled, timeout=WAIT)
    return window


def shown(view: AnyView, operations: Operations, qtbot: QtBot) -> AnyView:
    """Show a view alone, with the keyboard, that follows what is recorded."""
    qtbot.addWidget(view)
    operations.session_changed.connect(view.show_workspace)
    view.resize(1000, 700)
    view.show_workspace(operations.session)
    view.show()
    activate(view, qtbot)
    return view


def activate(window: QWidget, qtbot: QtBot) -> None:
    """Give a window the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def press_button(window: QWidget, text: str) -> None:
    """Press the button of these words by keyboard."""
    button = next(
        one
        for one in window.findChildren(QPushButton)
        if one.text().replace("&", "") == text and one.isVisible()
    )
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def close_dialogs() -> None:
    """Take away what is still open: a modal dialog would keep every key from the next test."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.hide()
        dialog.deleteLater()
