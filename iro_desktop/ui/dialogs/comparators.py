"""The figures to compare with: those that come with the program, and the user's own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.changes import Undone
from iro_desktop.services.comparators import (
    ComparatorRow,
    ComparatorTable,
    comparator_table,
    delete_comparator,
)
from iro_desktop.services.undo import Act, undo_latest
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import MessageBar
from iro_desktop.ui.operations import Operations, Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tool_row import ToolRow

_LETTERS_WIDE: Final = 140
_LETTERS_TALL: Final = 90
_SHARE: Final = 0.92  # of the screen
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


class ComparatorsDialog(QDialog):
    """A table by measure, the latest year first. Enter changes a figure, Delete deletes it."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._table: ComparatorTable | None = None
        self.setWindowTitle("Comparators")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show(operations.session)

    def _make_widgets(self) -> None:
        self._header = PageHeader()
        self.messages = MessageBar()
        self.rows: TableModel[ComparatorRow] = TableModel(
            _COLUMNS, key=lambda row: row.key, parent=self
        )
        self.table = TableView(self.rows, name="Figures to compare with")
        self.filter = FilterLine("Filter: measure, area, year (Ctrl+F)", "Filter the figures", self)
        self._add = Button("&Add…", icon="plus")
        self._edit = Button("&Edit…")
        self._delete = Button("&Delete")
        self._import = Button("&Import CSV…", icon="import")
        self._close = Button("Close")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(ToolRow(self.filter, self._add, self._edit, self._delete, self._import))
        column.addWidget(self.messages)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(SecondaryLabel("Enter changes a figure, Delete deletes one of yours"), 1)
        foot.addWidget(self._close)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self.rows.set_filter_text)
        self.filter.go_down.connect(self.table.setFocus)
        self.table.opened.connect(self._open)
        self.table.current_row_changed.connect(self._on_current_row)
        self._add.clicked.connect(lambda: self._open(None))
        self._edit.clicked.connect(self._on_edit)
        self._delete.clicked.connect(self._on_delete)
        self._import.clicked.connect(self._on_import)
        self._close.clicked.connect(self.accept)
        self.messages.acted.connect(self._on_undo)
        self._operations.session_changed.connect(self._show)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_delete)

    def sizeHint(self) -> QSize:
        """Return room for long sources, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wanted = QSize(letter * _LETTERS_WIDE, letter * _LETTERS_TALL)
        return wanted.boundedTo(self.screen().availableSize() * _SHARE)

    def open(self) -> None:
        """Show the dialog over its window, the keyboard in the table."""
        self.resize(self.sizeHint())
        super().open()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it shows

    def _show(self, session: Session) -> None:
        table = comparator_table(
            session.snapshot,
            session.practice,
            session.today,
            whole_service=session.whole_service,
        )
        self._table = table
        self._header.set_text(table.title, table.note)
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

    def _on_undo(self) -> None:
        self._operations.run(undo_latest, done=self._on_undone, owner=self)

    def _on_undone(self, taken: tuple[Act, Undone]) -> None:
        act, _ = taken
        self.messages.show_notice(f"Undone: {act.words}.")

    def _on_import(self) -> None:
        from iro_desktop.ui.dialogs.import_return import ImportDialog

        ImportDialog(self._operations, self, only="comparators").open()
