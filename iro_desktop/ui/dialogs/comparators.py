"""The figures to compare with: those that come with the program, and the user's own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desktop.services.comparators import (
    ComparatorRow,
    ComparatorTable,
    comparator_table,
    delete_comparator,
)
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.tool_row import ToolRow

_COLUMNS: Final[tuple[Column[ComparatorRow], ...]] = (
    Column("Measure", text=lambda row: row.measure, detail=lambda row: row.source, stretch=4),
    Column(
        "Value",
        text=lambda row: row.value,
        detail=lambda row: row.unit,
        sort_key=lambda row: row.record.value,
        align_right=True,
        stretch=0,
    ),
    Column(
        "Year to",
        text=lambda row: row.year,
        sort_key=lambda row: row.record.year_ending_on,
        stretch=0,
    ),
    Column("Area", text=lambda row: row.area, detail=lambda row: row.kind),
    Column("From", text=lambda row: row.whose, detail=lambda row: row.instead_of),
)


class ComparatorsDialog(ListDialog[ComparatorRow]):
    """A table by measure, the latest year first. Enter changes a figure, Delete deletes it."""

    letters = (140, 90)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            "Comparators",
            _COLUMNS,
            lambda row: row.key,
            parent,
            name="Figures to compare with",
        )
        self._table: ComparatorTable | None = None
        self._make_widgets()
        self._connect()
        self._show(operations.session)

    def _make_widgets(self) -> None:
        hint = "Filter: measure, area, year (Ctrl+F)"
        self.filter = self.filter_line(hint, "Filter the figures")
        self._add = Button("&Add…", icon="plus")
        self._edit = Button("&Edit…")
        self._delete = Button("&Delete")
        self._import = Button("&Import CSV…", icon="import")
        self.add(ToolRow(self.filter, self._add, self._edit, self._delete, self._import))
        self.messages = self.add_messages()
        self.add(self.table, 1)
        self.add_foot(SecondaryLabel("Enter changes a figure, Delete deletes one of yours"))

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.table.current_row_changed.connect(self._on_current_row)
        self._add.clicked.connect(lambda: self._open(None))
        self._edit.clicked.connect(self._on_edit)
        self._delete.clicked.connect(self._on_delete)
        self._import.clicked.connect(self._on_import)
        self.on_key(Qt.Key.Key_Delete, self._on_delete)
        self._operations.session_changed.connect(self._show)

    # What it shows

    def _show(self, session: Session) -> None:
        table = comparator_table(
            session.snapshot,
            session.practice,
            session.today,
            whole_service=session.whole_service,
        )
        self._table = table
        self.header.set_text(table.title, table.note)
        self.rows.set_rows(table.rows)
        self.table.select_first()

    def _on_current_row(self, row: ComparatorRow | None) -> None:
        self._edit.setEnabled(row is not None)
        self._delete.setEnabled(row is not None and not row.shipped)

    # What the user does

    def _open(self, row: ComparatorRow | None) -> None:
        from iro_desktop.ui.dialogs.comparator import ComparatorDialog

        if self._table is not None:
            dialog = ComparatorDialog(self._operations, self._table, row, self)
            dialog.recorded.connect(self.table.select_key)
            dialog.open()

    def _on_edit(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._open(row)

    def _on_delete(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        words = f"Deleted: {row.measure}, {row.area}, year to {row.year}."
        self._operations.run(
            lambda workspace: delete_comparator(workspace, row.key),
            done=lambda _: self.messages.show_notice(words, "Undo"),
            failed=lambda error: self.messages.show_error(str(error)),
            owner=self,
        )

    def _on_import(self) -> None:
        from iro_desktop.ui.dialogs.import_return import ImportDialog

        ImportDialog(self._operations, self, only="comparators").open()
