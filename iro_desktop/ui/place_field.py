"""Where the shared copy lies: a line to type it, and the system's own dialog to choose it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from iro_desktop.ui.buttons import Button
from iro_desktop.ui.line_field import LineField
from iro_desktop.ui.removable import question
from iro_desktop.ui.words import translated

_ENDING: Final = ".irosync"
_DEFAULT_NAME: Final = f"IRO Desktop{_ENDING}"
_FILTER: Final = f"Shared copies of IRO Desktop (*{_ENDING})"
_NO_PLACE: Final = "Choose the place of the shared copy."


class PlaceField(QWidget):
    """Where the shared copy lies: typed, or chosen in the system's own dialog."""

    chosen = Signal()
    """Another place stands in it."""
    agreed = Signal()
    """The removable drive that was asked about will do: what asked for the path may go on."""

    def __init__(
        self, label: str, hint: str, *, is_new: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._is_new = is_new
        self.browse = Button("C&hoose…", tip="Choose the file in the system’s dialog")
        self.browse.clicked.connect(self._on_browse)
        self.field = LineField(label, hint, beside=self.browse)
        self.field.line.editingFinished.connect(self._on_edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self._before = ""
        self._agreed: Path | None = None

    def path(self) -> Path | None:
        """Return the place; None after saying that there is none yet, or while it is asked about.

        It is asked about where it is on a removable drive: ``agreed`` then says that it will do.
        """
        if not self.field.text:
            self.field.say(_NO_PLACE)
            return None
        path = Path(self.field.text).expanduser()
        if path != self._agreed and (asking := question(self, path, _ENDING)) is not None:
            asking.agreed.connect(lambda: self._agree(path))
            asking.declined.connect(self._begin_anew)
            asking.open()
            return None
        return path

    def _agree(self, path: Path) -> None:
        self._agreed = path
        self.agreed.emit()

    def _begin_anew(self) -> None:
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.line.selectAll()

    def choose(self, path: str) -> None:
        """Take a place as the system's dialog gives it."""
        self.field.say("")
        self.field.line.setText(path)
        self._on_edited()

    def _on_edited(self) -> None:
        if self.field.text != self._before:
            self._before = self.field.text
            self.chosen.emit()

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, translated("Shared copy"), self.field.text, translated(_FILTER))
        if self._is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            # A file that is there is joined, never written over.
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.setDefaultSuffix(_ENDING)
            dialog.selectFile(_DEFAULT_NAME)
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.choose)
        dialog.setModal(True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()
