"""The two strips of a form dialog: what came back from a draft, and the question before leaving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iro_desktop.domain.words import say_list
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.theme import Status

RESTORED: Final = "What you had typed here is back. It is not recorded yet."
_SINCE: Final = (
    " Since you typed it, something else was put on file under {}: what you record now replaces "
    "that, and the history keeps it."
)


class RestoredStrip(QWidget):
    """Says that a draft came back, and offers to start afresh; hidden until there is one."""

    afresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = MarkedLabel(Status.NOT_YET, RESTORED)
        afresh = Button("Start afresh", Kind.LINK)
        afresh.clicked.connect(self.afresh_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.words, 1)
        row.addWidget(afresh)
        self.hide()

    def tell(self, since: Sequence[str]) -> None:
        """Say that it is back, and which fields were put on file ``since`` it was typed."""
        words = RESTORED + (_SINCE.format(say_list(since)) if since else "")
        self.words.set_status(Status.DUE_SOON if since else Status.NOT_YET, words)
        self.show()
        announce(self, words)


class LeavingQuestion(QWidget):
    """Asks in the place of the buttons whether what was entered is to be kept or discarded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keep = Button("Keep writing", Kind.PRIMARY)
        self.discard = Button("Discard")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(6), theme.space(3), theme.space(6), theme.space(3))
        row.setSpacing(theme.space(2))
        row.addWidget(BodyLabel("What you entered is not recorded yet."), 1)
        row.addWidget(self.discard)
        row.addWidget(self.keep)
        self.hide()

    def ask(self) -> None:
        """Ask, with the keyboard on the answer that loses nothing."""
        self.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
