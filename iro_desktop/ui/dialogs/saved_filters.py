"""The saved filters of the caseload: use, rename, pin and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.changes import Undone
from iro_desktop.services.caseload_row import CaseRow
from iro_desktop.services.saved_filters import (
    SavedRow,
    delete_filter,
    key_of_filter,
    pin_filter,
    saved_rows,
)
from iro_desktop.services.undo import Act, undo_latest
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import MessageBar
from iro_desktop.ui.operations import Operations, Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView

_LETTERS_WIDE: Final = 96
_LETTERS_TALL: Final = 62
_SHARE: Final = 0.92  # of the screen
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


class SavedFiltersDialog(QDialog):
    """A table by name. Enter uses a filter, F2 renames it, Delete deletes it."""

    chosen = Signal(str)
    """The key of the filter that is to be used."""

    def __init__(
        self, operations: Operations, rows: Sequence[CaseRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._cases = rows
        self.setWindowTitle("Saved filters")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show(operations.session)

    def _make_widgets(self) -> None:
        self._header = PageHeader()
        self.messages = MessageBar()
        self.rows: TableModel[SavedRow] = TableModel(
            _COLUMNS, key=lambda row: row.record.id, parent=self
        )
        self.table = TableView(self.rows, name="Saved filters")
        self._empty = EmptyState("To save one, choose a filter or type one, then “Save filter”.")
        self._use = Button("&Use", Kind.PRIMARY)
        self._rename = Button("&Rename…")
        self._pin = Button("&Unpin")
        self._delete = Button("&Delete")
        self._close = Button("Close")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(button_row(self._use, self._rename, self._pin, self._delete))
        column.addWidget(self.messages)
        column.addWidget(self.table, 1)
        column.addWidget(self._empty, 1)
        foot = QHBoxLayout()
        foot.addWidget(SecondaryLabel("Enter uses a filter, F2 renames it, Delete deletes it"), 1)
        foot.addWidget(self._close)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.table.opened.connect(self._on_use)
        self.table.current_row_changed.connect(self._on_current_row)
        self._use.clicked.connect(self._on_use)
        self._rename.clicked.connect(self._on_rename)
        self._pin.clicked.connect(self._on_pin)
        self._delete.clicked.connect(self._on_delete)
        self._close.clicked.connect(self.accept)
        self.messages.acted.connect(self._on_undo)
        self._operations.session_changed.connect(self._show)
        for key, slot in ((Qt.Key.Key_F2, self._on_rename), (Qt.Key.Key_Delete, self._on_delete)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def sizeHint(self) -> QSize:
        """Return room for some filters, within the screen."""
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
        found = saved_rows(session.snapshot, self._cases)
        pinned = sum(one.is_pinned for one in found)
        note = f"{pinned} pinned beside the other filters" if found else ""
        self._header.set_text(
            "Saved filters of the caseload" if found else "No saved filters", note
        )
        self.rows.set_rows(found)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.table.select_first()
        self._on_current_row(self.table.current_row())

    def _on_current_row(self, row: SavedRow | None) -> None:
        for button in (self._use, self._rename, self._pin, self._delete):
            button.setEnabled(row is not None)
        self._pin.setText("&Pin" if row is not None and not row.is_pinned else "&Unpin")
        self._pin.updateGeometry()

    # What the user does

    def _on_use(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.accept()
            self.chosen.emit(key_of_filter(row.record))

    def _on_rename(self) -> None:
        from iro_desktop.ui.dialogs.saved_filter import SavedFilterDialog

        row = self.table.current_row()
        if row is not None:
            SavedFilterDialog(self._operations, row.record, self).open()

    def _on_pin(self) -> None:
        row = self.table.current_row()
        if row is not None:
            record, pinned = row.record, not row.is_pinned
            self._operations.run(lambda workspace: pin_filter(workspace, record, pinned=pinned))

    def _on_delete(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        record = row.record
        self._operations.run(
            lambda workspace: delete_filter(workspace, record),
            done=lambda _: self.messages.show_notice(f"Deleted: {record.name}.", "Undo"),
            owner=self,
        )

    def _on_undo(self) -> None:
        self._operations.run(undo_latest, done=self._on_undone, owner=self)

    def _on_undone(self, taken: tuple[Act, Undone]) -> None:
        act, _ = taken
        self.messages.show_notice(f"Undone: {act.words}.")
