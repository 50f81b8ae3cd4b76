"""The line above a list that narrows it as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from iro_desktop.ui.words import translated


class FilterLine(QLineEdit):
    """Esc empties it, Down goes to the rows, Ctrl+F on its page comes to it."""

    go_down = Signal()

    def __init__(self, hint: str, name: str, page: QWidget) -> None:
        super().__init__(page)
        self.setPlaceholderText(translated(hint))
        self.setAccessibleName(translated(name))
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
        find.activated.connect(self._on_find)

    def words(self) -> str:
        """Return what is looked for, without spaces around it."""
        return self.text().strip()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something to empty."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line on Esc, leave it on Down; all else as in any line."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.go_down.emit()
        else:
            super().keyPressEvent(event)

    def _on_find(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
