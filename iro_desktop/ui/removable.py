"""The question before something is written on a removable drive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.small_dialog import SmallDialog

_TITLE: Final = "Write on a removable drive?"


class RemovableDriveDialog(SmallDialog):
    """What it is and who can read it there; left with Esc, nothing is written."""

    letters_wide = 88
    agreed = Signal()
    """It is to be written there."""
    declined = Signal()
    """Another place is to be chosen."""

    def __init__(self, lines: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_TITLE, parent)
        # Qt would take the height of the words where they are narrowest.
        self.column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self.write = Button("&Write it there")
        self.write.clicked.connect(lambda: self._leave(self.agreed.emit))
        self.another = Button("Choose &another place", Kind.PRIMARY)
        self.another.clicked.connect(lambda: self._leave(self.declined.emit))
        self.add(*map(BodyLabel, lines))
        self.add_foot(self.write, self.another)

    def begin(self) -> None:
        """Begin on what loses nothing."""
        self.another.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, say: Callable[[], None]) -> None:
        self.accept()
        say()


def question(parent: QWidget, path: Path, ending: str = "") -> RemovableDriveDialog | None:
    """Return the question about a place, to be opened, or None where nothing is to be asked.

    ``ending`` says what is written where the path may not, as ".irosync" of a folder.
    """
    from iro_desktop.services.destinations import question_about  # loaded by the first file

    lines = question_about(path, ending)
    return RemovableDriveDialog(lines, parent) if lines else None


def ask_first(
    parent: QWidget, path: Path, agreed: Callable[[], None], declined: Callable[[QWidget], None]
) -> None:
    """Call ``agreed``, at once or after a question, or ``declined`` where another place is wanted.

    ``declined`` is given ``parent``, so that it need not keep it.
    """
    dialog = question(parent, path)
    if dialog is None:
        agreed()
        return
    dialog.agreed.connect(agreed)
    dialog.declined.connect(lambda: declined(window_of(dialog)))
    dialog.open()


def window_of(dialog: QDialog) -> QWidget:
    """Return what a dialog was opened over."""
    parent = dialog.parentWidget()
    assert parent is not None  # noqa: S101 - it was given one
    return parent
