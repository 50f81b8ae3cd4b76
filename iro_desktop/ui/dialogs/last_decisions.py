"""What the review before decided, in the form of the next one: done, or carried over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.limits import FieldProblem
from iro_desktop.domain.records import About, Decision
from iro_desktop.services.decisions import SETTLED, LastDecisions, carried, done_words
from iro_desktop.ui import theme
from iro_desktop.ui.cards import Separator
from iro_desktop.ui.fields.tick import TickEditor
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.standing import MARKS

_CARRY: Final = About("carry", "Carry over to this review", "yes_no")


class LastDecisionsForm(QWidget):
    """A part of the review form: each decision of the review before, and what became of it.

    What is not done by then is carried over unless its tick is taken away.
    """

    changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._last: LastDecisions | None = None
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(3))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_last(self, last: LastDecisions | None) -> bool:
        """Show the decisions of another review; return whether it is another one."""
        if last == self._last:
            return False
        self._last = last
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.rows = []
        for at, decision in enumerate(last.decisions if last else ()):
            if at:
                self._column.addWidget(Separator())
            if decision.done_on is None:
                row = _Row(decision, self._today)
                row.changed.connect(self.changed)
                self.rows.append(row)
                self._column.addWidget(row)
            else:
                self._column.addWidget(_said(decision, self._today))
        return True

    def settled(self) -> tuple[Decision, ...]:
        """Return the decisions that are said to be done now."""
        return tuple(row.decision() for row in self.rows if row.is_done)

    def carried(self) -> tuple[Decision, ...]:
        """Return what the new review takes over, as decisions of its own."""
        return tuple(row.carried() for row in self.rows if row.is_carried)

    # What a dialog asks of a part

    def is_changed(self) -> bool:
        """Return whether anything was said of a decision."""
        return any(row.is_changed() for row in self.rows)

    def own_problems(self) -> list[FieldProblem]:
        """Return what cannot be read."""
        return [
            replace(problem, kind=SETTLED, at=at)
            for at, row in enumerate(self._said())
            for problem in row.form.own_problems()
        ]

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field that a problem is about; decisions not said to be done do not count."""
        said = self._said()
        if problem.kind != SETTLED or problem.at >= len(said):
            return None
        return said[problem.at].form.place(replace(problem, kind=""))

    def clear_problems(self) -> None:
        """Take all messages away."""
        for row in self.rows:
            row.form.clear_problems()

    def _said(self) -> list[_Row]:
        done = [row for row in self.rows if row.is_done]
        return [*done, *(row for row in self.rows if not row.is_done)]


class _Row(QWidget):
    """One decision that is not done: the day on which it was, or the day by which it goes on."""

    changed = Signal()

    def __init__(self, decision: Decision, today: date) -> None:
        super().__init__()
        self._decision = decision
        ahead = decision.due_on is not None and decision.due_on > today
        self.form: RecordForm[Decision] = RecordForm(
            Decision,
            ("done_on", "due_on"),
            today,
            labels={"due_on": "If carried over, by"},
        )
        self.form.set_record(replace(decision, due_on=decision.due_on if ahead else None))
        self.tick = TickEditor(_CARRY)
        self.tick.set_value(True)
        self.tick.name(f"{_CARRY.label}: {decision.decision}")
        self.form.changed.connect(self._on_changed)
        self.tick.changed.connect(self._on_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(_said(decision, today))
        column.addWidget(self.form)
        column.addWidget(self.tick)
        self._show_what_applies()

    @property
    def is_done(self) -> bool:
        """Whether a day is entered on which it was done, be it one that cannot be read."""
        editor = self.form.editor("done_on")
        return editor.value() is not None or bool(editor.unread())

    @property
    def is_carried(self) -> bool:
        """Whether the new review takes it over."""
        return not self.is_done and self.tick.value() is True

    def decision(self) -> Decision:
        """Return the decision with the day on which it was done."""
        return replace(self.form.record(), due_on=self._decision.due_on)

    def carried(self) -> Decision:
        """Return what the new review takes over."""
        return carried(self._decision, self.form.record().due_on)

    def is_changed(self) -> bool:
        """Return whether anything was said of it."""
        return self.form.is_changed() or self.tick.value() is not True

    def _on_changed(self) -> None:
        self._show_what_applies()
        self.changed.emit()

    def _show_what_applies(self) -> None:
        self.tick.setVisible(not self.is_done)
        self.form.show_fields(["due_on"], shown=self.is_carried)


def _said(decision: Decision, today: date) -> QWidget:
    """Return a decision in words, with whose it is and how it stands."""
    words, status = done_words(decision.due_on, decision.done_on, today)
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(1) // 2)
    column.addWidget(BodyLabel(decision.decision))
    if decision.owner:
        column.addWidget(SecondaryLabel(decision.owner))
    column.addWidget(MarkedLabel(MARKS[status], words))
    return result
