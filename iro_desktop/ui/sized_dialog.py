"""What the dialogs of this program have in common: over their window, at a size of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated


class SizedDialog(ReadInOrder, QDialog):
    """Opens over its window at its ``sizeHint``, and is gone once it is closed."""

    def __init__(self, window_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated(window_title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def fit(self) -> None:
        """Grow to what is shown now."""
        self.resize(self.size().expandedTo(self.sizeHint()))

    def open(self) -> None:
        """Show the dialog in its own size: Qt itself would make it smaller."""
        self.resize(self.sizeHint())
        super().open()
        self.begin()

    def begin(self) -> None:
        """Put the keyboard where one begins; Qt's own choice, unless a dialog says another."""
