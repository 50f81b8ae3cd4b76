"""The question before a child is deleted: what goes with it, and how it comes back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.services.bin import KEPT_DAYS, goes_with
from iro_desktop.services.child_words import name_of
from iro_desktop.services.children import delete_child
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations

_BACK: Final = f"Ctrl+Z brings all of it back, and for {KEPT_DAYS} days so does the bin."
_CLOSED: Final = (
    "A case that has closed need not be deleted: it stays under Closed, and past figures need it."
)
_LETTERS_WIDE: Final = 80


class DeleteChildDialog(QDialog):
    """Asks once; nothing is deleted by Enter on the first button, nor by Esc."""

    deleted = Signal()

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._child_id = child_id
        self.setWindowTitle("Delete child")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        case = operations.session.snapshot.cases[child_id]
        self.keep = Button("&Keep", Kind.PRIMARY)
        self.keep.clicked.connect(self.reject)
        self.delete = Button("&Delete")
        self.delete.clicked.connect(self._on_delete)
        self._error = ErrorLabel()
        going = goes_with(case)
        what = f"With the child go {going}. " if going else ""
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(TitleLabel(f"Delete {name_of(case.child)}?"))
        column.addWidget(BodyLabel(f"{what}{_BACK}"))
        column.addWidget(SecondaryLabel(_CLOSED))
        column.addWidget(self._error)
        column.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch()
        foot.addWidget(self.delete)
        foot.addWidget(self.keep)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Return the size of the question, within the screen."""
        screen = self.screen().availableSize()
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE, screen.width() * 9 // 10)
        return QSize(width, self.heightForWidth(width))

    def open(self) -> None:
        """Ask over the window, with the keyboard on what keeps everything."""
        self.resize(self.sizeHint())
        super().open()
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
