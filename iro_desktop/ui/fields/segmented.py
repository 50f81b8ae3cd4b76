"""An editor for one of a few codes, all of them in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from iro_desktop.domain.codes import CODES, say
from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.fields.segments import Segment
from iro_desktop.ui.flow import FlowRow

SEGMENTED: Final = frozenset(
    {
        "check_outcome",
        "check_trigger",
        "decisions_state",
        "escalation_outcome",
        "escalation_response",
        "rag",
    }
)
"""The code tables whose few codes are shown beside each other rather than in a list."""


class SegmentsEditor(FieldEditor):
    """One code of a short table; none is chosen until somebody does, Delete takes it back."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        self._codes = list(CODES[about.codes])
        self._unknown = ""
        self._group = QButtonGroup(self)
        row = FlowRow(gap=0, line_gap=4)
        for at, code in enumerate(self._codes):
            last = at == len(self._codes) - 1
            segment = _CodeSegment(self, say(about.codes, code), first=at == 0, last=last)
            self._group.addButton(segment, at)
            row.add(segment)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row)
        self._group.idClicked.connect(self._on_clicked)
        self._lead_keyboard(0)

    def target(self) -> QWidget:
        """The segment that is chosen, or the first."""
        return self._group.checkedButton() or self._group.button(0)

    def value(self) -> Value:
        """Return the code, or ""; an unknown one is kept until another is chosen."""
        at = self._group.checkedId()
        return self._codes[at] if at >= 0 else self._unknown

    def set_value(self, value: Value) -> None:
        """Choose a code."""
        code = str(value or "")
        self._unknown = "" if code in self._codes else code
        self._uncheck()
        if code in self._codes:
            at = self._codes.index(code)
            self._group.button(at).setChecked(True)
            self._lead_keyboard(at)

    def clear(self) -> None:
        """Take the answer back, as the user does with Delete."""
        if self.value():
            self.set_value("")
            self.changed.emit()

    def step(self, by: int) -> None:
        """Choose the answer `by` places on, as an arrow key does; it stops at the ends."""
        at = max(0, self._group.checkedId())
        at = min(max(at + by, 0), len(self._codes) - 1)
        button = self._group.button(at)
        button.click()
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def name(self, label: str) -> None:
        """Name each answer with its question, as no screen reader asks the group."""
        self.setAccessibleName(label)
        for button in self._group.buttons():
            button.setAccessibleName(f"{label}: {button.text()}")

    def describe(self, words: str) -> None:
        """Describe each answer."""
        for button in self._group.buttons():
            button.setAccessibleDescription(words)

    def set_wrong(self, wrong: bool) -> None:
        """Mark all answers."""
        for button in self._group.buttons():
            button.setProperty("wrong", wrong)
            button.update()

    def _uncheck(self) -> None:
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._lead_keyboard(0)

    def _lead_keyboard(self, at: int) -> None:
        """Make one segment the only stop for Tab, as with any radio buttons."""
        for number, button in enumerate(self._group.buttons()):
            policy = Qt.FocusPolicy.StrongFocus if number == at else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)
        self.setFocusProxy(self._group.button(at))

    def _on_clicked(self, at: int) -> None:
        self._unknown = ""
        self._lead_keyboard(at)
        self.changed.emit()


class _CodeSegment(Segment):
    def __init__(self, editor: SegmentsEditor, text: str, *, first: bool, last: bool) -> None:
        super().__init__(text, first=first, last=last)
        self._editor = editor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._editor.clear()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            # Qt's own arrows choose only where an answer stands already.
            self._editor.step(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._editor.step(-1)
        else:
            super().keyPressEvent(event)
