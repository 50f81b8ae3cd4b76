"""Forms made from the records' own definitions: what is edited, and how it is put right."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Generic, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.limits import FieldProblem, limit_problems
from iro_desktop.domain.records import About, Record, field_of
from iro_desktop.domain.records.fields import (
    AnyRecord,
    Json,
    Value,
    WrongTypeError,
    from_json,
    to_json,
)
from iro_desktop.ui import theme
from iro_desktop.ui.columns import ColumnsLayout
from iro_desktop.ui.fields import Choices, FieldEditor, editor_for
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.problems import ProblemSummary

_WIDE_TYPES: Final = frozenset({"note", "list", "table", "codes", "links"})


class FormPart(Protocol):
    """What a dialog asks of each form in it."""

    def is_changed(self) -> bool:
        """Return whether anything was entered since it was filled."""
        ...

    def own_problems(self) -> list[FieldProblem]:
        """Return what can be said without asking a service: what cannot be read, and limits."""
        ...

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field that a problem is about, if it is one of this form's."""
        ...

    def clear_problems(self) -> None:
        """Take all messages away."""
        ...


class RecordForm(QWidget, Generic[AnyRecord]):
    """Edits some fields of one record.

    ``names`` are the fields, in the order in which they are asked. ``choices`` hold what can be
    chosen for links, and what is suggested for texts. ``labels`` and ``hints`` replace the
    record's own where the form asks more exactly; ``wide`` fields take the whole width; texts in
    ``only`` take nothing but one of their choices.
    """

    edited = Signal(str)
    """The name of a field that the user is changing, or had changed in a draft that came back;
    it comes before ``changed``."""
    changed = Signal()
    """The user changed something."""

    def __init__(  # noqa: PLR0913 - a form is described in one place
        self,
        kind: type[AnyRecord],
        names: Sequence[str],
        today: date,
        *,
        choices: Choices | None = None,
        labels: Mapping[str, str] | None = None,
        hints: Mapping[str, str] | None = None,
        wide: Collection[str] = (),
        only: Collection[str] = (),
        summary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._record: AnyRecord = kind(id="")
        self._first: AnyRecord = self._record
        self._fields: dict[str, FormField] = {}
        self._summary = ProblemSummary() if summary else None
        grid = QWidget()
        columns = ColumnsLayout(grid, gap=theme.space(6), between=theme.space(4))
        for name in names:
            about = _about(kind, name, labels or {}, hints or {})
            if name in only:
                about = dataclasses.replace(about, type="code")
            field = self._field(about, today, (choices or {}).get(name))
            columns.add(field, wide=name in wide or about.type in _WIDE_TYPES)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(4))
        if self._summary is not None:
            column.addWidget(self._summary)
        column.addWidget(grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _field(
        self, about: About, today: date, choices: Sequence[tuple[str, str]] | None
    ) -> FormField:
        editor = editor_for(about, today, choices)
        field = FormField(editor, about.label, about.hint)
        editor.changed.connect(lambda: self._on_changed(about.name))
        self._fields[about.name] = field
        return field

    # What is edited

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that are asked now; hidden ones are left out."""
        return tuple(name for name, field in self._fields.items() if not field.isHidden())

    def editor(self, name: str) -> FieldEditor:
        """Return the editor of a field."""
        return self._fields[name].editor

    def value(self, name: str) -> Value:
        """Return what stands in one field."""
        return self._fields[name].editor.value()

    def set_value(self, name: str, value: Value) -> None:
        """Fill one field, as if nobody had typed it; the form counts as changed."""
        self._fields[name].editor.set_value(value)
        self._on_changed(name)

    def set_record(self, record: AnyRecord) -> None:
        """Fill all fields from a record; what is entered from now on is a change."""
        self._record = record
        for name, field in self._fields.items():
            field.editor.set_value(getattr(record, name))
        self._first = self.record()
        self.clear_problems()

    def record(self) -> AnyRecord:
        """Return the record with what stands in the fields; hidden fields keep its values."""
        return self.onto(self._record)

    def onto(self, record: AnyRecord) -> AnyRecord:
        """Return another record with what stands in the fields: for a record in several forms."""
        values: dict[str, Any] = {name: self.value(name) for name in self.names}
        return dataclasses.replace(record, **values)

    def is_changed(self) -> bool:
        """Return whether anything was entered since the form was filled."""
        unread = any(self._fields[name].editor.unread() for name in self.names)
        return unread or self.record() != self._first

    def draft(self) -> dict[str, Json]:
        """Return what was entered and differs from what the form was filled with, by field."""
        return {
            name: to_json(value)
            for name, field in self._fields.items()
            if (value := field.editor.value()) != getattr(self._first, name)
        }

    def filled_with(self, names: Iterable[str]) -> dict[str, Json]:
        """Return what some of the fields were filled with, by field."""
        return {name: to_json(getattr(self._first, name)) for name in names if name in self._fields}

    def label(self, name: str) -> str:
        """Return what a field is called."""
        return self._fields[name].editor.about.label

    def restore(self, draft: Mapping[str, Json]) -> None:
        """Enter a draft again; what does not fit the fields of today is left out."""
        for name, value in draft.items():
            field = self._fields.get(name)
            if field is not None:
                with contextlib.suppress(WrongTypeError):
                    field.editor.set_value(from_json(field.editor.about, value))
                    self.edited.emit(name)
        self.changed.emit()

    def reset(self) -> None:
        """Fill the fields as they were filled at first."""
        self.set_record(self._first)
        self.changed.emit()

    def is_empty(self) -> bool:
        """Return whether nothing at all stands in the fields."""
        return all(
            self.value(name) == field.editor.about.empty and not field.editor.unread()
            for name, field in self._fields.items()
        )

    def show_fields(self, names: Collection[str], *, shown: bool) -> None:
        """Ask these fields, or leave them out for now."""
        for name in names:
            self._fields[name].setVisible(shown)

    def focus_field(self, name: str) -> None:
        """Put the keyboard into a field."""
        self._fields[name].take_keyboard()

    # What is wrong

    def own_problems(self) -> list[FieldProblem]:
        """Return what cannot be read, and what breaks a limit."""
        found = [
            FieldProblem(name, sentence, self.kind.__name__)
            for name in self.names
            if (sentence := self.editor(name).unread())
        ]
        unread = {problem.field for problem in found}
        found += [
            problem
            for problem in limit_problems(self.record())
            if problem.field in self.names and problem.field not in unread
        ]
        return sorted(found, key=lambda problem: self.names.index(problem.field))

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field that a problem is about, if it is one of this form's."""
        if problem.kind not in ("", self.kind.__name__) or problem.field not in self.names:
            return None
        return self._fields[problem.field]

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show each message under its field, and all of them linked at the top; none clears all."""
        self.clear_problems()
        show_problems([self], self._summary, problems)

    def problem_of(self, name: str) -> str:
        """Return the message that stands under a field, or ""."""
        return self._fields[name].problem

    def clear_problems(self) -> None:
        """Take all messages away."""
        for field in self._fields.values():
            field.show_problem("")
        if self._summary is not None:
            self._summary.show_problems(())

    def _on_changed(self, name: str) -> None:
        # What is being put right must not go on saying that it is wrong.
        if self._fields[name].problem:
            self._fields[name].show_problem("")
        self.edited.emit(name)
        self.changed.emit()


def show_problems(
    parts: Sequence[FormPart],
    summary: ProblemSummary | None,
    problems: Sequence[FieldProblem],
) -> None:
    """Show each message under its field, in whichever form that is, and all of them at the top.

    A field shows its first message only; what is about no field here stands in the summary alone.
    """
    said: list[tuple[str, Callable[[], None] | None]] = []
    for problem in problems:
        field = next((found for part in parts if (found := part.place(problem))), None)
        if field is not None and not field.problem:
            field.show_problem(problem.sentence)
        said.append((problem.sentence, field.take_keyboard if field is not None else None))
    if summary is not None:
        summary.show_problems(said)


def _about(
    kind: type[Record], name: str, labels: Mapping[str, str], hints: Mapping[str, str]
) -> About:
    about = field_of(kind, name)
    if about is None:
        raise ValueError(f"{kind.__name__} has no field {name}")
    return dataclasses.replace(
        about, label=labels.get(name, about.label), hint=hints.get(name, about.hint)
    )
