"""Which of a few ways one and the same list is shown in: joined segments, one chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from iro_desktop.ui.fields.segments import Segment
from iro_desktop.ui.words import translated


class WaySwitch(QWidget):
    """Two or three words beside each other; arrow keys choose, Tab comes to the chosen one."""

    way_chosen = Signal(str)

    def __init__(
        self, ways: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(translated(name))
        self._keys = [key for key, _ in ways]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (_, words) in enumerate(ways):
            segment = Segment(words, first=at == 0, last=at == len(ways) - 1)
            segment.setAccessibleName(f"{translated(name)}: {translated(words)}")
            self._group.addButton(segment, at)
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._check(0)
        self._group.idClicked.connect(self._on_clicked)

    def chosen(self) -> str:
        """Return the key of the way that is chosen."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Choose a way as a user would; an unknown key changes nothing."""
        if key in self._keys and key != self.chosen():
            self._check(self._keys.index(key))
            self.way_chosen.emit(key)

    def _check(self, at: int) -> None:
        self._group.button(at).setChecked(True)
        for number, button in enumerate(self._group.buttons()):
            policy = Qt.FocusPolicy.StrongFocus if number == at else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_clicked(self, at: int) -> None:
        self._check(at)
        self.way_chosen.emit(self._keys[at])
