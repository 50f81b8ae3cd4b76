"""The bin: what was deleted in the last 30 days, and the way back for each."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted
from iro_desktop.services.bin import KEPT_DAYS, Binned, bin_of, restore
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.views.child_sections import local_time

_COLUMNS: Final[tuple[Column[Binned], ...]] = (
    Column("When", text=lambda row: local_time(row.at), sort_key=lambda row: row.at, stretch=0),
    Column("Child", text=lambda row: row.child, stretch=1),
    Column(
        "What",
        text=lambda row: f"{row.what[:1].upper()}{row.what[1:]}",
        detail=lambda row: row.about,
        stretch=4,
    ),
    Column("How", text=lambda row: row.how, detail=lambda row: row.who, stretch=1),
)
_NOTE: Final = f"Of the last {KEPT_DAYS} days; Enter restores one with all that went with it"
_NOTHING: Final = f"Nothing was deleted in the last {KEPT_DAYS} days."


class BinDialog(ListDialog[Binned]):
    """One row an act of deletion. Enter restores it, with all its links."""

    letters = (124, 70)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, "Bin", _COLUMNS, lambda row: row.key, parent)
        self.header.set_text("Reading the bin")
        self.filter = self.filter_line("Filter: child, what, words (Ctrl+F)", "Filter the bin")
        self._empty = EmptyState(_NOTHING)
        self._empty.hide()
        self._error = ErrorLabel()
        self._said = SecondaryLabel()
        self.restore = Button("&Restore", Kind.PRIMARY)
        self.add(self.filter)
        self.add(self.table, 1)
        self.add(self._empty, 1)
        self.add(self._error)
        self.add_foot(self._said, self.restore)
        self.table.opened.connect(lambda _: self.restore_chosen())
        self.table.current_row_changed.connect(lambda row: self.restore.setEnabled(row is not None))
        self.restore.clicked.connect(self.restore_chosen)
        self._read()

    def _read(self) -> None:
        self._operations.run(bin_of, done=self._on_read, owner=self)

    def _on_read(self, found: tuple[Binned, ...]) -> None:
        number = counted(len(found), "thing was", "things were")
        self.header.set_text(
            f"{number} deleted lately" if found else "The bin is empty", _NOTE if found else ""
        )
        self.rows.set_rows(found)
        for widget in (self.filter, self.table, self.restore):
            widget.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found:
            self.table.select_first()
        else:
            self.take_keyboard()

    def restore_chosen(self) -> None:
        """Restore the chosen row; what is in its way is said."""
        row = self.table.current_row()
        if row is not None:
            self._operations.run(
                lambda workspace: restore(workspace, row.key),
                done=self._on_restored,
                failed=self._on_failed,
                owner=self,
            )

    def _on_restored(self, named: str) -> None:
        self._error.say("")
        words = f"Restored: {named}"
        self._said.setText(words)
        announce(self, words)
        self._read()

    def _on_failed(self, error: UserError) -> None:
        self._said.setText("")
        self._error.say(str(error))
        self._read()
