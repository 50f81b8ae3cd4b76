"""Editors for one of a few answers, all of them in sight: codes, and points on a scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.codes import CODES, say
from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.ui.fields.answers import AnswersEditor
from iro_desktop.ui.fields.segments import Segment
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.words import translated

SEGMENTED: Final = frozenset(
    {
        "check_outcome",
        "check_trigger",
        "decisions_state",
        "escalation_outcome",
        "escalation_response",
        "priority_state",
        "rag",
    }
)
"""The code tables whose few codes are shown beside each other rather than in a list."""

_LONGEST_SCALE: Final = 5


def is_scale(about: About) -> bool:
    """Return whether a field holds a few points from nothing to the best."""
    low, high = about.minimum, about.maximum
    return about.type == "whole" and None not in (low, high) and (high or 0) <= _LONGEST_SCALE


class SegmentsEditor(AnswersEditor):
    """One code of a short table, or one of ``answers``, which are (value, words).

    None is chosen until somebody does; Delete takes it back, and a digit chooses a point.
    """

    def __init__(
        self,
        about: About,
        answers: Sequence[tuple[Value, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(about, parent)
        if answers is None:
            answers = [(code, say(about.codes, code)) for code in CODES[about.codes]]
        self._answers = [value for value, _ in answers]
        self._unknown = about.empty
        row = FlowRow(gap=0, line_gap=4)
        for at, (_, words) in enumerate(answers):
            last = at == len(answers) - 1
            segment = _AnswerSegment(self, words, first=at == 0, last=last)
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
        """Return the answer, or the empty value; an unknown one is kept until another is chosen."""
        at = self._group.checkedId()
        return self._answers[at] if at >= 0 else self._unknown

    def set_value(self, value: Value) -> None:
        """Choose an answer."""
        known = value in self._answers
        self._unknown = self.about.empty if known else value
        self._uncheck()
        if known:
            at = self._answers.index(value)
            self._group.button(at).setChecked(True)
            self._lead_keyboard(at)

    def clear(self) -> None:
        """Take the answer back, as the user does with Delete."""
        if self.value() != self.about.empty:
            self.set_value(self.about.empty)
            self.changed.emit()

    def choose(self, words: str) -> bool:
        """Choose the answer of these words, as typing a digit does; return whether there is one."""
        button = next(
            (one for one in self._group.buttons() if one.text() == translated(words)), None
        )
        if button is not None:
            button.click()
            button.setFocus(Qt.FocusReason.TabFocusReason)
        return button is not None

    def step(self, by: int) -> None:
        """Choose the answer `by` places on, as an arrow key does; it stops at the ends."""
        at = max(0, self._group.checkedId())
        at = min(max(at + by, 0), len(self._answers) - 1)
        button = self._group.button(at)
        button.click()
        button.setFocus(Qt.FocusReason.TabFocusReason)

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
        self._unknown = self.about.empty
        self._lead_keyboard(at)
        self.changed.emit()


def scale_editor(about: About) -> SegmentsEditor:
    """Return an editor for a scale: its points beside each other, from the lowest."""
    low, high = int(about.minimum or 0), int(about.maximum or 0)
    return SegmentsEditor(about, [(point, str(point)) for point in range(low, high + 1)])


class _AnswerSegment(Segment):
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
        elif not (event.text().isdigit() and self._editor.choose(event.text())):
            super().keyPressEvent(event)
