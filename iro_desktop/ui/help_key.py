"""F1 opens the page of the guide that fits, in a window and in every dialog over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from iro_desktop.ui.help_window import HelpWindow

_HAS_KEY: Final = "has_help_key"


class HelpKey(QObject):
    """Belongs to a window, whose help window it makes when it is first asked for.

    ``part`` says where one is in a window that has F1 among its own actions; without it the key
    is given to the window. A dialog gets it when it first has the keyboard: keys of the window
    under a dialog do nothing.
    """

    def __init__(self, window: QWidget, part: Callable[[], QObject] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._part = part
        self._help: HelpWindow | None = None
        if part is None:
            self._give_key(window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @property
    def help_window(self) -> HelpWindow | None:
        """The help window, once it was asked for."""
        return self._help

    def show_here(self) -> None:
        """Show the page that fits where the keyboard is."""
        from iro_desktop.ui.help_topics import topic_of

        active = QApplication.activeWindow()
        if isinstance(active, QDialog):
            self.show_page(topic_of(active))
        else:
            self.show_page(topic_of(self._part() if self._part is not None else self._window))

    def show_page(self, page: str) -> None:
        """Show a page: "guide/keys.md"."""
        from iro_desktop.ui.help_window import HelpWindow

        if self._help is None:
            self._help = HelpWindow()
            self._window.destroyed.connect(self._help.deleteLater)
        self._help.show_page(page)

    def close_help(self) -> None:
        """Put the help window away, as when its window is closed: it is not to stay alone."""
        if self._help is not None:
            self._help.close()

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and self._is_over(dialog):
            self._give_key(dialog)

    def _is_over(self, dialog: QWidget) -> bool:
        over = dialog.parentWidget()
        while over is not None and over is not self._window:
            over = over.parentWidget()
        return over is not None

    def _give_key(self, window: QWidget) -> None:
        if not window.property(_HAS_KEY):
            window.setProperty(_HAS_KEY, True)
            QShortcut(QKeySequence("F1"), window).activated.connect(self.show_here)
