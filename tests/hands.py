"""Somebody at the keyboard of the main window, for journeys without a mouse."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.main_window import MainWindow
from iro_desktop.ui.view import View

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

AnyView = TypeVar("AnyView", bound=View)
AnyDialog = TypeVar("AnyDialog", bound=QDialog)


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

    def tab_to_button(self, text: str) -> None:
        """Press Tab until the button of this text, without its mnemonic, has the keyboard."""
        for _ in range(80):
            focus = self.focus()
            if isinstance(focus, QAbstractButton) and focus.text().replace("&", "") == text:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never came to the button {text}")

    def choose_in_menu(self, words: str) -> None:
        """Press Down in the menu that is open until this entry is chosen, then Enter."""
        menu = self.focus()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            self.press(Key.Key_Down)
            if menu.activeAction().text().replace("&", "") == words:
                self.press(Key.Key_Return)
                return
        raise AssertionError(f"The menu has no {words}")

    def down_to(self, found: Callable[[], bool]) -> None:
        """Press Down until something is so."""
        for _ in range(200):
            if found():
                return
            self.press(Key.Key_Down)
        raise AssertionError(f"Down never came to it in {self.focus().accessibleName()}")

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(ready, timeout=10_000)

    def commit(self, key: Qt.Key = Key.Key_Return, modifiers: Qt.KeyboardModifier = CTRL) -> None:
        """Press a key, Ctrl+Enter unless another is named, and wait until all it does is done."""
        with self._qtbot.waitSignal(self.window.operations.committed, raising=False) as heard:
            self.press(key, modifiers)
        assert heard.signal_triggered, f"Nothing was recorded: {self._refusals()}"
        self.wait(lambda: self.window.operations.is_settled)

    def _refusals(self) -> list[str]:
        """Return what the forms that are open say is wrong."""
        forms = [one for one in self.window.findChildren(FormDialog) if one.isVisible()]
        return [link.text() for form in forms for link in form.summary.links()]

    def in_front(self, kind: type[AnyDialog]) -> AnyDialog:
        """Wait until a dialog of this kind is in front, and return it."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
        found = QApplication.activeModalWidget()
        assert isinstance(found, kind)
        found.activateWindow()
        self.wait(found.isActiveWindow)
        return found

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
