"""What goes from this window to the clipboard, whichever part copies it: noted, and taken back.

It is noted in the view log, and leaves the clipboard when the file is locked or closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from iro_desktop.ui.operations import Operations

_TEXT: Final = "text"
_TOGETHER_MS: Final = 200
"""Some systems tell of one copy twice."""


class CopyWatch(QObject):
    """Notes each copy with the child whose page is open, or as ``about`` has said of the next one.

    It looks at the clipboard itself and not at the buttons, for most of what is copied is text
    that somebody has marked in a form.
    """

    def __init__(
        self, operations: Operations, here: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._here = here
        self._next: tuple[str, str] | None = None
        self._copied = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER_MS)
        self._timer.timeout.connect(self._note)
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)
        operations.closing.connect(self._on_closing)

    def about(self, child_id: str, note: str) -> None:
        """Say what the next copy is: of which child, and as what."""
        self._next = child_id, note

    def _on_changed(self) -> None:
        clipboard = QGuiApplication.clipboard()
        # A screen that is none has no other programs, and cannot say whose the clipboard is.
        ours = clipboard.ownsClipboard() or QGuiApplication.platformName() == "offscreen"
        if not ours or not clipboard.text():
            return
        self._copied = clipboard.text()
        if not self._timer.isActive():
            self._timer.start()

    def _on_closing(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._note()
        self._take_back()

    def _take_back(self) -> None:
        """Clear the clipboard unless something else was copied meanwhile; X11 has a second one."""
        clipboard = QGuiApplication.clipboard()
        if self._copied and clipboard.text() == self._copied:
            clipboard.clear()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        self._copied = ""

    def _note(self) -> None:
        child_id, note = self._next or (self._here(), _TEXT)
        self._next = None
        self._operations.note("copy", child_id, note)
