"""A case's words on the clipboard: kept out of its history where that can be, and not for long."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEARED_AFTER_SECONDS: Final = 60

_NO: Final = bytes(4)  # the number 0 as Windows reads it
_HINTS: Final = {
    # Windows: read by its clipboard history and by what watches the clipboard.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': _NO,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
    # KDE's Klipper and those who follow it.
    "x-kde-passwordManagerHint": b"secret",
    # macOS: a convention that clipboard managers follow.
    "org.nspasteboard.ConcealedType": b"",
}


class PrivateClipboard(QObject):
    """Puts text there that is taken away again, unless something else was copied meanwhile."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLEARED_AFTER_SECONDS * 1000)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        """Put a text on the clipboard for a minute."""
        content = QMimeData()
        content.setText(text)
        for kind, hint in _HINTS.items():
            content.setData(kind, hint)
        QGuiApplication.clipboard().setMimeData(content)
        self._text = text
        self._timer.start()

    def clear(self) -> None:
        """Take the text away if it is still there."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
