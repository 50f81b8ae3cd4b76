"""The dialog that keeps a filter of the caseload under a name, or gives it another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import SavedFilter
from iro_desktop.services.saved_filters import save_filter, say
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


class SavedFilterDialog(FormDialog):
    """Asks for the name of a filter."""

    def __init__(
        self, operations: Operations, record: SavedFilter, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations,
            "Saved filter" if record.id else "Save this filter",
            "Keep changes" if record.id else "&Save",
            self._service_call,
            note=say(record),
            window_title="Saved filter",
            parent=parent,
        )
        self.form: RecordForm[SavedFilter] = RecordForm(
            SavedFilter,
            ("name",),
            operations.session.today,
            hints={"name": "It stands beside the other filters, with its count"},
            wide={"name"},
        )
        self.form.set_record(record)
        self.add_form(self.form)

    def _service_call(self) -> Callable[[Workspace], str]:
        record = self.form.record()
        return lambda workspace: save_filter(workspace, record)
