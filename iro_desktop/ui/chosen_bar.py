"""What can be done with several chosen rows, seen as soon as there are several."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.words import counted
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.labels import BodyLabel

_ACTS: Final = (
    ("contact_several", "Record one c&ontact"),
    ("enter_several", "&Mark as entered"),
    ("allocate_several", "A&llocate"),
    ("hand_over", "Han&d over"),
)


class ChosenBar(FlowRow):
    """How many children are chosen and the acts for all of them; hidden while it is one or none."""

    action_asked = Signal(str)
    """The key of an action of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=theme.space(3))
        self._number = 0
        self._words = BodyLabel()
        self._words.setWordWrap(False)
        buttons = []
        for key, words in _ACTS:
            button = Button(words, Kind.LINK)
            button.clicked.connect(lambda _=False, key=key: self.action_asked.emit(key))
            buttons.append(button)
        self.add(self._words, *buttons)
        self.hide()

    def show_number(self, number: int) -> None:
        """Say how many children are chosen."""
        if number == self._number:
            return
        self._number = number
        self._words.setText(f"{counted(number, 'child', 'children')} chosen:")
        self._words.updateGeometry()
        self.setVisible(number > 1)
        if number > 1:
            announce(self, self._words.text())
