"""Any number of records of one kind in a form, a small form each."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Generic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.limits import FieldProblem
from iro_desktop.domain.records.fields import AnyRecord, Json, Value
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.tab_order import follow_layout


class RecordRows(QWidget, Generic[AnyRecord]):
    """Any number of records of one kind, a small form each; rows left empty are left out."""

    changed = Signal()

    def __init__(
        self,
        make: Callable[[], RecordForm[AnyRecord]],
        *,
        noun: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._noun = noun
        self._rows: list[_Row[AnyRecord]] = []
        self._first: tuple[AnyRecord, ...] = ()
        self._filled_with: tuple[AnyRecord, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.space(4))
        self._add = Button(f"Add {noun}", icon="plus")
        self._add.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(self._column)
        column.addWidget(self._add)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def add_button(self) -> Button:
        """What adds a row."""
        return self._add

    @property
    def forms(self) -> tuple[RecordForm[AnyRecord], ...]:
        """The form of each row."""
        return tuple(row.form for row in self._rows)

    def set_records(self, records: Sequence[AnyRecord]) -> None:
        """Show a row for each record."""
        for row in tuple(self._rows):
            self._take_away(row)
        for record in records:
            self._add_row().form.set_record(record)
        self._first = self.records()
        self._filled_with = tuple(records)

    def add(self, values: Mapping[str, Value]) -> None:
        """Add a row as if these values had been entered in it."""
        row = self._add_row()
        for name, value in values.items():
            row.form.set_value(name, value)
        follow_layout(self.window())

    def draft(self) -> list[dict[str, Json]]:
        """Return what stands in each row, with the id of its record, if anything was changed."""
        if not self.is_changed():
            return []
        return [{"id": form.record().id, **form.draft()} for form in self.forms]

    def restore(self, draft: Sequence[Mapping[str, Json]]) -> None:
        """Enter a draft again: the same rows, those of records that are still there changed."""
        if not draft:
            return
        there = {record.id: record for record in self._filled_with if record.id}
        first, filled_with = self._first, self._filled_with
        kept = [row for row in draft if not row.get("id") or row.get("id") in there]
        blank = self._make().record()
        self.set_records([there.get(str(row.get("id", "")), blank) for row in kept])
        for form, row in zip(self.forms, kept, strict=True):
            form.restore({name: value for name, value in row.items() if name != "id"})
        self._first, self._filled_with = first, filled_with
        self.changed.emit()

    def reset(self) -> None:
        """Show the rows that there were at first."""
        self.set_records(self._filled_with)
        self.changed.emit()

    def records(self) -> tuple[AnyRecord, ...]:
        """Return the records of the rows that hold anything."""
        return tuple(form.record() for form in self.forms if not form.is_empty())

    def is_changed(self) -> bool:
        """Return whether anything was entered since it was filled."""
        return self.records() != self._first or any(form.is_changed() for form in self.forms)

    def own_problems(self) -> list[FieldProblem]:
        """Return what cannot be read or breaks a limit, by row."""
        kept = [form for form in self.forms if not form.is_empty()]
        return [
            dataclasses.replace(problem, at=at)
            for at, form in enumerate(kept)
            for problem in form.own_problems()
        ]

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field that a problem is about; rows left empty are not counted."""
        kept = [form for form in self.forms if not form.is_empty()]
        if not problem.kind or problem.at >= len(kept):
            return None
        return kept[problem.at].place(problem)

    def clear_problems(self) -> None:
        """Take all messages away."""
        for form in self.forms:
            form.clear_problems()

    def _on_add(self) -> None:
        row = self._add_row()
        follow_layout(self.window())
        row.form.focus_field(row.form.names[0])
        self.changed.emit()

    def _add_row(self) -> _Row[AnyRecord]:
        row = _Row(self._make(), self._noun)
        row.form.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._on_remove(row))
        self._rows.append(row)
        self._column.addWidget(row)
        row.show()
        return row

    def _on_remove(self, row: _Row[AnyRecord]) -> None:
        at = self._rows.index(row)
        self._take_away(row)
        if self._rows:
            self._rows[min(at, len(self._rows) - 1)].remove.setFocus()
        else:
            self._add.setFocus()
        self.changed.emit()

    def _take_away(self, row: _Row[AnyRecord]) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class _Row(QWidget, Generic[AnyRecord]):
    def __init__(self, form: RecordForm[AnyRecord], noun: str) -> None:
        super().__init__()
        self.form = form
        self.remove = Button("Remove", Kind.LINK, tip=f"Remove this {noun.removeprefix('a ')}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(form)
        column.addWidget(self.remove)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
