"""The form of a monitoring check: quick to fill, with the last answers where one needs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.limits import FieldProblem
from iro_desktop.domain.records import About, MonitoringCheck
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.words import short_date
from iro_desktop.services.monitoring import CheckContext, PromptLine
from iro_desktop.ui import theme
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.dialogs.check_beside import CheckBeside
from iro_desktop.ui.fields import FieldEditor
from iro_desktop.ui.fields.text import GrowingText
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.forms import FormPart, RecordForm
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

_CONTACTS: Final = (
    ("social_worker_contact", "Social worker"),
    ("child_contact", "Child"),
    ("carer_contact", "Carer"),
)
_BESIDE_FROM: Final = 118  # average letters of width
_MOST_LINES: Final = 4


class SpokeWith(FieldEditor):
    """With whom the IRO spoke: one box each, ticked or not; the value is what is ticked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(About("spoke_with", "Spoke with", "codes"), parent)
        self._boxes: dict[str, QCheckBox] = {}
        row = FlowRow(gap=theme.space(3))
        for name, words in _CONTACTS:
            box = QCheckBox(translated(words))
            box.setAccessibleName(translated(f"Spoke with the {words.lower()}"))
            box.clicked.connect(self.changed)
            self._boxes[name] = box
            row.add(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(QLabel(translated(self.about.label)))
        column.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def target(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()))

    def value(self) -> Value:
        """Return the fields of a check whose boxes are ticked."""
        return tuple(name for name, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Value) -> None:
        """Tick these and no others."""
        for name, box in self._boxes.items():
            box.setChecked(isinstance(value, tuple) and name in value)

    def set_check(self, check: MonitoringCheck) -> None:
        """Tick what the check says."""
        self.set_value(tuple(name for name in self._boxes if getattr(check, name)))

    def filled(self, check: MonitoringCheck) -> MonitoringCheck:
        """Return the check with what is ticked; a box that never was says nothing."""
        values: dict[str, Any] = {}
        for name, box in self._boxes.items():
            before = getattr(check, name)
            values[name] = True if box.isChecked() else before and False
        return replace(check, **values)


class PromptRows(QWidget):
    """One line for each prompt of the local standards, the last answer under the question."""

    changed = Signal()

    def __init__(self, lines: Sequence[PromptLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompts = tuple(line.prompt for line in lines)
        self._answers: list[QPlainTextEdit] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.space(4))
        grid.setVerticalSpacing(theme.space(3))
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        for at, line in enumerate(lines):
            answer = self._answer(line)
            grid.addWidget(_question(line), at, 0)
            grid.addWidget(answer, at, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _answer(self, line: PromptLine) -> QPlainTextEdit:
        answer = GrowingText(1, _MOST_LINES)
        answer.setAccessibleName(translated(line.prompt))
        answer.setAccessibleDescription(_last(line))
        answer.textChanged.connect(self.changed)
        self._answers.append(answer)
        return answer

    def set_check(self, check: MonitoringCheck) -> None:
        """Show the answers of a check."""
        said = dict(zip(check.prompts, check.answers, strict=False))
        for prompt, answer in zip(self._prompts, self._answers, strict=True):
            answer.setPlainText(said.get(prompt, ""))

    def filled(self, check: MonitoringCheck) -> MonitoringCheck:
        """Return the check with its prompts and answers, none of either if all are empty."""
        answers = tuple(answer.toPlainText().strip() for answer in self._answers)
        if not any(answers):
            return replace(check, prompts=(), answers=())
        return replace(check, prompts=self._prompts, answers=answers)

    def answer(self, prompt: str) -> QPlainTextEdit:
        """Return the line for the answer to a prompt."""
        return self._answers[self._prompts.index(prompt)]


def _question(line: PromptLine) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, theme.space(1), 0, 0)
    column.setSpacing(0)
    column.addWidget(BodyLabel(line.prompt))
    if line.last_answer:
        column.addWidget(SecondaryLabel(_last(line)))
    column.addStretch()
    return block


def _last(line: PromptLine) -> str:
    if not line.last_answer or line.last_on is None:
        return ""
    return f"{short_date(line.last_on)}: {line.last_answer}"


class CheckForm(QWidget):
    """All of one check, what lies beside it at its right, or below where it is narrow."""

    changed = Signal()

    def __init__(
        self,
        check: MonitoringCheck,
        context: CheckContext,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._context = context
        self._make_parts(today)
        self._lay_out()
        self._fill(check)
        self._connect()
        self._first = self.check()
        self._show_meaning()

    def _make_parts(self, today: date) -> None:
        kind = MonitoringCheck
        self.when = RecordForm(kind, ("checked_on",), today)
        self.spoke = SpokeWith()
        self.state = RecordForm(
            kind,
            ("trigger", "decisions_state", "plan_current", "drift"),
            today,
            wide={"trigger", "decisions_state"},
        )
        self.prompts = PromptRows(_lines(self._check, self._context))
        self.words = RecordForm(
            kind,
            ("experience", "analysis"),
            today,
            hints={
                "experience": "In the child’s own words where you have them",
                "analysis": "What it means for the child",
            },
        )
        self.judgement = RecordForm(
            kind, ("rag", "outcome"), today, labels={"outcome": "This check ends in"}
        )
        self.meaning = MarkedLabel(Status.NOT_YET, "")
        self._forms: tuple[RecordForm[MonitoringCheck], ...] = (
            self.when,
            self.state,
            self.words,
            self.judgement,
        )

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(theme.space(5))
        first = QHBoxLayout()
        first.setSpacing(theme.space(6))
        first.addWidget(self.when, 1)
        first.addWidget(self.spoke, 1)
        left.addLayout(first)
        left.addWidget(self.state)
        left.addWidget(SectionHeader("Prompts", "Leave out what does not apply"))
        left.addWidget(self.prompts)
        left.addWidget(SectionHeader("What it is like, and what it means"))
        left.addWidget(self.words)
        left.addWidget(self.meaning)
        left.addWidget(self.judgement)
        left.addStretch()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(6))
        self._row.addLayout(left, 9)
        self._row.addWidget(CheckBeside(self._context), 5, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _fill(self, check: MonitoringCheck) -> None:
        for form in self._forms:
            form.set_record(check)
        self.spoke.set_check(check)
        self.prompts.set_check(check)

    def _connect(self) -> None:
        for form in self._forms:
            form.changed.connect(self._on_changed)
        self.spoke.changed.connect(self._on_changed)
        self.prompts.changed.connect(self._on_changed)

    def check(self) -> MonitoringCheck:
        """Return the check with all that stands in the form."""
        filled = self._check
        for form in self._forms:
            filled = form.onto(filled)
        return self.prompts.filled(self.spoke.filled(filled))

    # What a dialog asks of a form

    def is_changed(self) -> bool:
        """Return whether anything was entered."""
        return self.check() != self._first or any(form.is_changed() for form in self._forms)

    def own_problems(self) -> list[FieldProblem]:
        """Return what cannot be read, and what breaks a limit."""
        return [problem for form in self._forms for problem in form.own_problems()]

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field that a problem is about."""
        parts: tuple[FormPart, ...] = self._forms
        return next((found for part in parts if (found := part.place(problem))), None)

    def clear_problems(self) -> None:
        """Take all messages away."""
        for form in self._forms:
            form.clear_problems()

    # What follows from what was entered

    def _on_changed(self) -> None:
        self._show_meaning()
        self.changed.emit()

    def _show_meaning(self) -> None:
        """Say what the check counts for, or that without analysis it counts for nothing."""
        check = self.check()
        if not check.analysis.strip():
            self.meaning.set_status(
                Status.NOT_YET,
                "Without analysis this is kept as a file note and meets no midpoint.",
            )
        elif check.checked_on is not None:
            counts = bool(self._context.met_by(check.checked_on))
            status = Status.FINE if counts else Status.NOT_YET
            self.meaning.set_status(status, self._context.meaning(check.checked_on))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what lies beside below where both would be too narrow."""
        wide = event.size().width() >= self.fontMetrics().averageCharWidth() * _BESIDE_FROM
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if wide else way.TopToBottom)
        super().resizeEvent(event)


def _lines(check: MonitoringCheck, context: CheckContext) -> tuple[PromptLine, ...]:
    """Return the prompts to ask: a check that was recorded keeps those that it answered."""
    if not check.prompts:
        return context.prompts
    known = {line.prompt: line for line in context.prompts}
    asked = tuple(PromptLine(prompt) for prompt in check.prompts)
    return asked + tuple(line for prompt, line in known.items() if prompt not in check.prompts)
