"""The shared copy: what it is, or where it lies, how it stands, and which computers take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desktop.services.sharing import utc_now
from iro_desktop.services.sharing_words import ComputerRow, computer_rows, sentence
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.dialogs import sharing_asks
from iro_desktop.ui.dialogs.start_sharing import MoveSharedCopyDialog, StartSharingDialog
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.sharing import LETS_RECEIVE
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.domain.errors import UserError
    from iro_desktop.services.sharing_status import Status

_EXPLAINED: Final = (
    "One encrypted file, in a place that both your computers reach, keeps them alike.\n"
    "Each sends its changes to it and receives the other’s by itself; nothing is ever lost.\n"
    "Without its passphrase nobody can read it, neither the cloud nor who finds the stick."
)
_KEYS: Final = "F2 renames a computer, Delete removes it"
_COLUMNS: Final[tuple[Column[ComputerRow], ...]] = (
    Column("Computer", text=lambda row: row.name, stretch=3),
    Column(
        "Last seen",
        text=lambda row: row.seen,
        sort_key=lambda row: row.last_at.timestamp() if row.last_at else 0.0,
        stretch=2,
    ),
)


class SharedCopyDialog(ListDialog[ComputerRow]):
    """A table of the computers that take part. F2 renames one, Delete removes it."""

    letters = (112, 56)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations, "Shared copy", _COLUMNS, lambda row: row.device_id, parent,
            name="Computers that take part",
        )  # fmt: skip
        self.setProperty(LETS_RECEIVE, True)
        self._sharing = operations.sharing
        self._status: Status | None = None
        self._make_widgets()
        self._connect()
        self.show_status(self._sharing.status)

    def _make_widgets(self) -> None:
        self._error = ErrorLabel()
        self._start = EmptyState(_EXPLAINED, "&Start sharing…")
        self._now = Button("Send and receive &now", Kind.PRIMARY)
        self._rename = Button("&Rename…")
        self._remove = Button("R&emove a computer…")
        self._passphrase = Button("Change &passphrase…")
        self._enter = Button("&Enter passphrase…", Kind.PRIMARY)
        self._anew = Button("&Write it anew…")
        self._move = Button("Another p&lace…")
        self._stop = Button("&Stop sharing here…")
        self._acts = button_row(
            self._now, self._enter, self._anew, self._rename, self._remove, self._passphrase,
            self._move, self._stop,
        )  # fmt: skip
        self._hint = SecondaryLabel()
        self.add(self._error)
        self.add(self._acts)
        self.add(self.table, 1)
        self.add(self._start, 1)
        self.add_foot(self._hint)

    def _connect(self) -> None:
        asks = sharing_asks
        self.table.current_row_changed.connect(self._on_current_row)
        self._start.acted.connect(lambda: StartSharingDialog(self._operations, self).open())
        self._now.clicked.connect(self._on_now)
        self._rename.clicked.connect(self._on_rename)
        self._remove.clicked.connect(self._on_remove)
        self._move.clicked.connect(self._on_move)
        for button, kind in (
            (self._passphrase, asks.ChangePassphraseDialog),
            (self._enter, asks.EnterPassphraseDialog),
            (self._anew, asks.WriteAnewDialog),
            (self._stop, asks.StopSharingDialog),
        ):
            button.clicked.connect(lambda _=False, kind=kind: kind(self._operations, self).open())
        self.on_key(Qt.Key.Key_F2, self._on_rename)
        self.on_key(Qt.Key.Key_Delete, self._on_remove)
        self._sharing.status_changed.connect(self.show_status)
        self._sharing.running_changed.connect(self._show_running)

    # What it shows

    def show_status(self, status: Status | None) -> None:
        """Show how the shared copy stands, or what it is where nothing is shared."""
        was_shared, self._status = self._status is not None, status
        is_shared = status is not None
        self._hint.setText(_KEYS if is_shared else "")
        for widget in (self._acts, self.table):
            widget.setVisible(is_shared)
        self._start.setVisible(not is_shared)
        if status is None:
            self._error.say("")
            self.header.set_text("Nothing is shared yet")
            if was_shared or self.isVisible():
                self._start.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        safe, _, others = sentence(status, utc_now()).partition("; ")
        self.header.set_text(safe, f"{others[:1].upper()}{others[1:]}. It lies in {status.path}")
        # Said once, and not with each look at the clock.
        if self._error.text() != translated(status.problem):
            self._error.say(status.problem)
        self._now.setVisible(status.asks != "passphrase")
        self._enter.setVisible(status.asks == "passphrase")
        self._anew.setVisible(status.asks == "anew")
        self.rows.set_rows(computer_rows(status, utc_now()))
        if self.table.current_row() is None:
            self.table.select_first()
        self._on_current_row(self.table.current_row())
        self._show_running(self._sharing.is_running)
        if not was_shared and self.isVisible():
            self.take_keyboard()

    def open(self) -> None:
        """Show the dialog, the keyboard where one goes on."""
        super().open()
        if self._status is None:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_running(self, running: bool) -> None:
        self._now.setText("Sending…" if running else "Send and receive &now")
        self._now.updateGeometry()

    def _on_current_row(self, row: ComputerRow | None) -> None:
        self._rename.setEnabled(row is not None)
        self._remove.setEnabled(row is not None and not row.is_this_one and not row.is_removed)

    # What the user does

    def _on_now(self) -> None:
        if not self._sharing.is_running:
            self._sharing.ask_round(failed=self._on_failed, owner=self)

    def _on_failed(self, error: UserError) -> None:
        if self._error.text() != translated(str(error)):
            self._error.say(str(error))

    def _on_rename(self) -> None:
        row = self.table.current_row()
        if row is not None:
            sharing_asks.RenameComputerDialog(self._operations, row, self).open()

    def _on_remove(self) -> None:
        row = self.table.current_row()
        if row is not None and self._remove.isEnabled():
            sharing_asks.RemoveComputerDialog(self._operations, row, self).open()

    def _on_move(self) -> None:
        if self._status is not None:
            MoveSharedCopyDialog(self._operations, self._status.path, self).open()
