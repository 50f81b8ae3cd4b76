"""The last question before something is erased for good: a word is typed, not a button hit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted
from iro_desktop.services.erasing import UNREACHABLE, Done, TooManyToEraseError, erase
from iro_desktop.services.retention import Due
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.dialogs.erase_ask import listed, named
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.small_dialog import SmallDialog
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

WORD: Final = "ERASE"
_ERASE: Final = "&Erase for good"
_LETTERS_OF_WORD: Final = 16
_NO_WAY_BACK: Final = (
    "This cannot be taken back: no undo, no bin, no backup of this program brings it back."
)
_WHAT_GOES: Final = (
    "Erased on this computer: everything on file with its history, what is in the bin, drafts, and "
    "the same in the backups in your file’s own folder. Other computers erase when a person says "
    "so there."
)


class EraseNowDialog(SmallDialog):
    """Says what goes and what stays; erases once the word is typed."""

    letters_wide = 86
    erased = Signal(object)
    """A Done: what was erased."""

    def __init__(
        self, operations: Operations, rows: Sequence[Due], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Erase {named(rows)}?", parent, window_title="Erase")
        self._operations = operations
        self._request_ids = [row.request_id for row in rows]
        self._running = False
        self.word = QLineEdit()
        self.word.setMaxLength(len(WORD) + 3)
        self.many = QCheckBox(translated("I have looked at the list, and mean all of it"))
        self.many.hide()
        self.erase = Button(_ERASE)
        self.keep = Button("&Keep", Kind.PRIMARY)
        self._error = ErrorLabel()
        self._lay_out(rows)
        self.word.textChanged.connect(self._on_changed)
        self.word.returnPressed.connect(self._on_erase)
        self.many.toggled.connect(self._on_changed)
        self.erase.clicked.connect(self._on_erase)
        self.keep.clicked.connect(self.reject)
        self._on_changed()

    def _lay_out(self, rows: Sequence[Due]) -> None:
        # Qt would take the height of the words where they are narrowest.
        self.column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        if len(rows) > 1:
            self.add(BodyLabel(listed(rows)))
        records = counted(sum(row.left for row in rows), "record")
        self.add(
            MarkedLabel(Status.OVERDUE, f"{records}. {_NO_WAY_BACK}"),
            BodyLabel(_WHAT_GOES),
            SecondaryLabel(f"This program cannot reach {UNREACHABLE}."),
            self._error,
            self.many,
        )
        label = BodyLabel(f"&Type {WORD} to confirm")
        label.setWordWrap(False)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        label.setMinimumWidth(label.sizeHint().width() + theme.space(2))
        self.word.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS_OF_WORD)
        label.setBuddy(self.word)
        self.add_foot(self.erase, self.keep, before=(label, self.word))

    def begin(self) -> None:
        """Begin where the word is typed."""
        self.word.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close without erasing; not while it runs."""
        if not self._running:
            super().reject()

    def _may(self) -> bool:
        is_meant = self.many.isHidden() or self.many.isChecked()
        return self.word.text().strip().upper() == WORD and is_meant and not self._running

    def _on_changed(self) -> None:
        self.erase.setEnabled(self._may())

    def _on_erase(self) -> None:
        if not self._may():
            return
        self._set_running(running=True)
        request_ids, today = self._request_ids, self._operations.session.today
        confirmed = self.many.isChecked()
        # Not as long work with a Cancel: half of an erasure would only be finished later.
        self._operations.run(
            lambda workspace: erase(workspace, request_ids, today, confirmed_many=confirmed),
            done=self._on_erased,
            failed=self._on_failed,
            settled=self._on_settled,
            owner=self,
        )

    def _on_settled(self) -> None:
        self._set_running(running=False)

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.erase.setText("Erasing…" if running else _ERASE)
        for widget in (self.word, self.many, self.keep):
            widget.setEnabled(not running)
        self._on_changed()

    def _on_erased(self, done: Done) -> None:
        self._set_running(running=False)
        self.accept()
        self.erased.emit(done)

    def _on_failed(self, error: UserError) -> None:
        self._set_running(running=False)
        self._error.say(str(error))
        if isinstance(error, TooManyToEraseError):
            self.many.show()
            self.many.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_changed()
        self.fit()
