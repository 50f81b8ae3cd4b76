"""The dialog that enters or changes one thing on file about a child."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import ChildRecord
from iro_desktop.services.child_records import ENTERING, enter_record
from iro_desktop.services.child_words import age_text, name_of
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


class RecordDialog(FormDialog):
    """Edits one record; one without an id is new. Open it with ``open()``."""

    def __init__(
        self, operations: Operations, record: ChildRecord, parent: QWidget | None = None
    ) -> None:
        kind = type(record)
        session = operations.session
        child = session.snapshot.cases[record.child_id].child
        title = kind.title[:1].upper() + kind.title[1:]
        super().__init__(
            operations,
            title,
            "Enter" if not record.id else "Keep changes",
            self._service_call,
            note=f"{name_of(child)}, {age_text(child, session.today)}",
            parent=parent,
        )
        self._today = session.today
        self.form: RecordForm[ChildRecord] = RecordForm(kind, ENTERING[kind].names, session.today)
        self.form.set_record(record)
        self.add_form(self.form)
        self.keep_draft_as(f"{kind.__name__}:{record.child_id}:{record.id}")

    def _service_call(self) -> Callable[[Workspace], str]:
        record, today = self.form.record(), self._today
        return lambda workspace: enter_record(workspace, record, today=today)
