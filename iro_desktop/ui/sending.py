"""The window of a program that is done but for a shared copy that is slow to take what is new."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.labels import BodyLabel, HeadingLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.tab_order import ReadInOrder


class SendingWindow(ReadInOrder, QWidget):
    """Says what is being waited for; closing it, or its button, ends the program at once."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("IRO Desktop")
        heading = HeadingLabel("Sending to the shared copy…")
        words = BodyLabel(
            "Its folder or drive is slow to answer. Everything is saved on this computer, and "
            "what is not sent now is sent the next time.",
            quiet=True,
        )
        self.bar = QProgressBar()
        be_busy(self.bar)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(heading.text())
        self.skip = Button("&Close without sending")
        self.skip.clicked.connect(self.close)
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space(3))
        for widget in (heading, words, self.bar, self.skip):
            column.addWidget(widget)
        width = self.fontMetrics().averageCharWidth() * 62
        self.resize(width, column.totalHeightForWidth(width))
        self.skip.setFocus()
        announce(self, f"{heading.text()} {words.text()}")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that nobody waits any more."""
        super().closeEvent(event)
        self.closed.emit()
