"""The form of a meeting that is booked: when, where, how, who chairs, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.limits import FieldProblem, limit_problems
from iro_desktop.domain.records import About, Meeting, field_of
from iro_desktop.domain.records.fields import Value
from iro_desktop.services.meetings import hour_of, instant_of
from iro_desktop.ui import theme
from iro_desktop.ui.columns import ColumnsLayout
from iro_desktop.ui.dialogs.meeting_seats import SeatsEditor
from iro_desktop.ui.fields import FieldEditor, editor_for
from iro_desktop.ui.fields.hour import HourEditor
from iro_desktop.ui.form_field import FormField

_HOUR: Final = About("starts_at", "Starts at", "text", longest=20)
_HINTS: Final = {"booked_on": "", "starts_at": "10, 10:30 or 2pm", "seats": ""}
_NAMES: Final = ("booked_on", "starts_at", "place", "mode", "chair_id")


class MeetingForm(QWidget):
    """Edits a meeting and whom it is for; one part of a dialog."""

    changed = Signal()

    def __init__(
        self,
        today: date,
        officers: Sequence[tuple[str, str]],
        seats: SeatsEditor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._meeting = Meeting(id="")
        self._first: dict[str, Value] = {}
        self.seats = seats
        self._fields: dict[str, FormField] = {}
        grid = QWidget()
        columns = ColumnsLayout(grid, gap=theme.space(6), between=theme.space(4))
        for name in _NAMES:
            columns.add(self._add(name, _editor(name, today, officers)), wide=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(6))
        column.addWidget(grid)
        column.addWidget(self._add("seats", seats))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _add(self, name: str, editor: FieldEditor) -> FormField:
        field = FormField(editor, editor.about.label, _HINTS.get(name, editor.about.hint))
        editor.changed.connect(lambda: self._on_changed(name))
        self._fields[name] = field
        return field

    def _on_changed(self, name: str) -> None:
        if self._fields[name].problem:
            self._fields[name].show_problem("")
        self.changed.emit()

    # What is edited

    def editor(self, name: str) -> FieldEditor:
        """Return the editor of a field."""
        return self._fields[name].editor

    def set_meeting(self, meeting: Meeting) -> None:
        """Fill the fields from a meeting; what is entered from now on is a change."""
        self._meeting = meeting
        for name in _NAMES:
            editor = self.editor(name)
            if isinstance(editor, HourEditor):
                editor.set_hour(hour_of(meeting.starts_at))
            else:
                editor.set_value(getattr(meeting, name))
        self._first = self._values()

    def meeting(self) -> Meeting:
        """Return the meeting with what stands in the fields."""
        values: dict[str, Any] = {
            name: self.editor(name).value() for name in _NAMES if name != "starts_at"
        }
        hour = self.editor("starts_at")
        on = values["booked_on"]
        starts_at = None
        if isinstance(hour, HourEditor) and isinstance(on, date):
            starts_at = instant_of(on, hour.hour())
        return replace(self._meeting, **values, starts_at=starts_at)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of those whom it is for."""
        value = self.seats.value()
        return tuple(str(key) for key in value) if isinstance(value, tuple) else ()

    def _values(self) -> dict[str, Value]:
        return {name: field.editor.value() for name, field in self._fields.items()}

    # As a part of a dialog

    def is_changed(self) -> bool:
        """Return whether anything was entered since it was filled."""
        return self._values() != self._first or any(
            field.editor.unread() for field in self._fields.values()
        )

    def own_problems(self) -> list[FieldProblem]:
        """Return what cannot be read, and what breaks a limit."""
        unread = [
            FieldProblem(name, sentence, Meeting.__name__)
            for name, field in self._fields.items()
            if (sentence := field.editor.unread())
        ]
        return unread + limit_problems(self.meeting())

    def place(self, problem: FieldProblem) -> FormField | None:
        """Return the field that a problem is about, if it is one of this form's."""
        return self._fields.get(problem.field) if problem.kind == Meeting.__name__ else None

    def clear_problems(self) -> None:
        """Take all messages away."""
        for field in self._fields.values():
            field.show_problem("")


def _editor(name: str, today: date, officers: Sequence[tuple[str, str]]) -> FieldEditor:
    if name == "starts_at":
        return HourEditor(_HOUR)
    about = field_of(Meeting, name)
    assert about is not None  # noqa: S101 - the names are those of the record
    return editor_for(about, today, officers if name == "chair_id" else None)
