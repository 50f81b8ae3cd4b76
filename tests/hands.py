"""Somebody at the keyboard of the main window, for journeys without a mouse."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.operations import View

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

AnyView = TypeVar("AnyView", bound=View)


class Hands:
    """Somebody at the keyboard: every key goes to whatever has the focus."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, modifiers)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        """What a key goes to: a list that has opened, before what has the focus."""
        found = (
            QApplication.activePopupWidget()
            or QApplication.focusWidget()
            or QApplication.activeWindow()
        )
        assert found is not None
        return found

    def tab_to(self, name: str) -> None:
        """Press Tab until the field of this name has the keyboard."""
        for _ in range(60):
            if self.focus().accessibleName() == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never came to {name}")

    def dialog(self, title: str) -> FormDialog:
        """Wait until the dialog of this title is open, and return it."""

        def shown() -> list[FormDialog]:
            found = self.window.findChildren(FormDialog)
            return [one for one in found if one.isVisible() and one.windowTitle() == title]

        self._qtbot.waitUntil(lambda: len(shown()) == 1)
        (found,) = shown()
        found.activateWindow()
        self._qtbot.waitUntil(found.isActiveWindow)
        return found

    def page(self, kind: type[AnyView]) -> AnyView:
        """Wait until a page of this kind is shown with no dialog over it, and return it.

        The page already shows what a dialog has recorded while that dialog closes: until it has
        gone, it swallows every key.
        """
        self._qtbot.waitUntil(lambda: isinstance(self.window.pages.currentWidget(), kind))
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)
        page = self.window.pages.currentWidget()
        assert isinstance(page, kind)
        return page
