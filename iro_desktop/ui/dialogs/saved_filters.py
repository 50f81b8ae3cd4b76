"""The saved filters of the caseload: use, rename, pin and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.saved_filters import (
    SavedRow,
    delete_filter,
    key_of_filter,
    pin_filter,
    saved_rows,
)
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column

_COLUMNS: Final[tuple[Column[SavedRow], ...]] = (
    Column("Name", text=lambda row: row.record.name, stretch=2),
    Column("Shows", text=lambda row: row.words, stretch=4),
    Column(
        "Children",
        text=lambda row: str(row.count),
        sort_key=lambda row: row.count,
        align_right=True,
        stretch=0,
    ),
    Column("Place", text=lambda row: "Pinned" if row.is_pinned else "In this list", stretch=0),
)


class SavedFiltersDialog(ListDialog[SavedRow]):
    """A table by name. Enter uses a filter, F2 renames it, Delete deletes it."""

    letters = (96, 62)

    chosen = Signal(str)
    """The key of the filter that is to be used."""

    def __init__(
        self, operations: Operations, rows: Sequence[CaseRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(operations, "Saved filters", _COLUMNS, lambda row: row.record.id, parent)
        self._cases = rows
        self._make_widgets()
        self._connect()
        self._show(operations.session)

    def _make_widgets(self) -> None:
        self._empty = EmptyState("To save one, choose a filter or type one, then “Save filter”.")
        self._use = Button("&Use", Kind.PRIMARY)
        self._rename = Button("&Rename…")
        self._pin = Button("&Unpin")
        self._delete = Button("&Delete")
        self.add(button_row(self._use, self._rename, self._pin, self._delete))
        self.messages = self.add_messages()
        self.add(self.table, 1)
        self.add(self._empty, 1)
        self.add_foot(SecondaryLabel("Enter uses a filter, F2 renames it, Delete deletes it"))

    def _connect(self) -> None:
        self.table.opened.connect(self._on_use)
        self.table.current_row_changed.connect(self._on_current_row)
        self._use.clicked.connect(self.on_row(self._on_use))
        self._rename.clicked.connect(self.on_row(self._on_rename))
        self._pin.clicked.connect(self.on_row(self._on_pin))
        self._delete.clicked.connect(self.on_row(self._on_delete))
        self.on_key(Qt.Key.Key_F2, self.on_row(self._on_rename))
        self.on_key(Qt.Key.Key_Delete, self.on_row(self._on_delete))
        self._operations.session_changed.connect(self._show)

    # What it shows

    def _show(self, session: Session) -> None:
        found = saved_rows(session.snapshot, self._cases)
        pinned = sum(one.is_pinned for one in found)
        note = f"{pinned} pinned beside the other filters" if found else ""
        self.header.set_text("Saved filters of the caseload" if found else "No saved filters", note)
        self.show_found(found, self._empty)
        self._on_current_row(self.table.current_row())

    def _on_current_row(self, row: SavedRow | None) -> None:
        for button in (self._use, self._rename, self._pin, self._delete):
            button.setEnabled(row is not None)
        self._pin.setText("&Pin" if row is not None and not row.is_pinned else "&Unpin")
        self._pin.updateGeometry()

    # What the user does

    def _on_use(self, row: SavedRow) -> None:
        self.accept()
        self.chosen.emit(key_of_filter(row.record))

    def _on_rename(self, row: SavedRow) -> None:
        from iro_desktop.ui.dialogs.saved_filter import SavedFilterDialog

        SavedFilterDialog(self._operations, row.record, self).open()

    def _on_pin(self, row: SavedRow) -> None:
        record, pinned = row.record, not row.is_pinned
        self._operations.run(lambda workspace: pin_filter(workspace, record, pinned=pinned))

    def _on_delete(self, row: SavedRow) -> None:
        record = row.record
        self._operations.run(
            lambda workspace: delete_filter(workspace, record),
            done=lambda _: self.messages.show_notice(f"Deleted: {record.name}.", "Undo"),
            owner=self,
        )
