"""The question before a child is deleted: what goes with it, and how it comes back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.services.bin import KEPT_DAYS, goes_with
from iro_desktop.services.child_words import name_of
from iro_desktop.services.children import delete_child
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.small_dialog import SmallDialog

_BACK: Final = f"Ctrl+Z brings all of it back, and for {KEPT_DAYS} days so does the bin."
_CLOSED: Final = (
    "A case that has closed need not be deleted: it stays under Closed, and past figures need it."
)


class DeleteChildDialog(SmallDialog):
    """Asks once; nothing is deleted by Enter on the first button, nor by Esc."""

    letters_wide = 80
    deleted = Signal()

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        case = operations.session.snapshot.cases[child_id]
        super().__init__(f"Delete {name_of(case.child)}?", parent, window_title="Delete child")
        self._operations = operations
        self._child_id = child_id
        self.keep = Button("&Keep", Kind.PRIMARY)
        self.keep.clicked.connect(self.reject)
        self.delete = Button("&Delete")
        self.delete.clicked.connect(self._on_delete)
        self._error = ErrorLabel()
        going = goes_with(case)
        what = f"With the child go {going}. " if going else ""
        self.add(BodyLabel(f"{what}{_BACK}"), SecondaryLabel(_CLOSED), self._error)
        self.add_foot(self.delete, self.keep)

    def begin(self) -> None:
        """Begin on what keeps everything."""
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_delete(self) -> None:
        self.delete.setEnabled(False)
        self._operations.run(
            lambda workspace: delete_child(workspace, self._child_id),
            done=self._on_deleted,
            failed=self._on_failed,
            owner=self,
        )

    def _on_deleted(self, _number: int) -> None:
        self.accept()
        self.deleted.emit()

    def _on_failed(self, error: UserError) -> None:
        self.delete.setEnabled(True)
        self._error.say(str(error))
