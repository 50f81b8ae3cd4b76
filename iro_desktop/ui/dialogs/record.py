"""The dialog that enters or changes one thing on file about a child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import ChildRecord, Contact, Notification, field_of
from iro_desktop.domain.records.fields import AnyRecord
from iro_desktop.services.child_records import ENTERING, enter_record
from iro_desktop.services.child_words import age_text, name_of
from iro_desktop.services.entry_guidance import choices, guidance, suggestions
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_WIDE: Final = frozenset({"review_id"})


class RecordDialog(FormDialog):
    """Edits one record; one without an id is new. Open it with ``open()``.

    What can be known is suggested until the user says otherwise, and what is unusual is said.
    """

    def __init__(
        self, operations: Operations, record: ChildRecord, parent: QWidget | None = None
    ) -> None:
        kind = type(record)
        session = self._session = operations.session
        self._case = session.snapshot.cases[record.child_id]
        child = self._case.child
        title = kind.title[:1].upper() + kind.title[1:]
        super().__init__(
            operations,
            title,
            "Enter" if not record.id else "Keep changes",
            self._service_call,
            note=f"{name_of(child)}, {age_text(child, session.today)}",
            parent=parent,
        )
        self._suggested = suggestions(self._case, record, session.today)
        if not record.id:
            record = _filled(record, self._suggested)
        names = ENTERING[kind].names
        self.form: RecordForm[ChildRecord] = RecordForm(
            kind, names, session.today, choices=choices(session.snapshot, record), wide=_WIDE
        )
        self.form.set_record(record)
        self._typed: set[str] = set()
        self.form.edited.connect(self._typed.add)
        self.add_form(self.form)
        self.form.changed.connect(self._on_changed)
        self._show_guidance()
        self.keep_draft_as(f"{kind.__name__}:{record.child_id}:{record.id}")
        if isinstance(record, Contact):
            self.offer_copy(record)

    def _on_changed(self) -> None:
        self._suggest()
        self._show_guidance()

    def _suggest(self) -> None:
        """Fill in what follows from what was just entered, where the user has said nothing else."""
        record, before = self.form.record(), self._suggested
        self._suggested = suggestions(self._case, record, self._session.today)
        for name, value in self._suggested.items():
            editor = self.form.editor(name)
            is_free = not record.id or editor.value() == editor.about.empty
            if is_free and name not in self._typed and value != before.get(name):
                editor.set_value(value)

    def _show_guidance(self) -> None:
        session = self._session
        self.advise(guidance(self._case, session.practice, self.form.record(), session.today))

    def _service_call(self) -> Callable[[Workspace], str]:
        record, today = self.form.record(), self._session.today
        return lambda workspace: enter_record(workspace, record, today=today)


def _filled(record: AnyRecord, suggested: Any) -> AnyRecord:  # noqa: ANN401 - fields of the record
    """Return the record with what is suggested for its empty fields."""
    empty = {
        name: value
        for name, value in suggested.items()
        if (about := field_of(type(record), name)) and getattr(record, name) == about.empty
    }
    return replace(record, **empty)


def open_told(operations: Operations, child_id: str, *, parent: QWidget) -> RecordDialog:
    """Open the form for what the IRO was told about a child; it may make a check due early."""
    dialog = RecordDialog(operations, Notification(id="", child_id=child_id), parent)
    dialog.open()
    return dialog
