"""Everything that was changed about a child, field by field."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.services.child_history import ChangeLine, ChildHistory, child_history
from iro_desktop.services.child_words import name_of
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.views.child_sections import local_time

_COLUMNS: Final[tuple[Column[ChangeLine], ...]] = (
    Column("When", text=lambda row: local_time(row.at), sort_key=lambda row: row.at, stretch=0),
    Column(
        "What", text=lambda row: f"{row.record[:1].upper()}{row.record[1:]}, {row.what}", stretch=2
    ),
    Column("Field", text=lambda row: row.field, stretch=2),
    Column("From", text=lambda row: row.before, stretch=3),
    Column("To", text=lambda row: row.after, stretch=3),
    Column("By", text=lambda row: row.who, detail=lambda row: row.source, stretch=1),
)


class HistoryDialog(QDialog):
    """Reads the log on the worker; the table filters and sorts as any other."""

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("History")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        case = operations.session.snapshot.cases[child_id]
        self._name = name_of(case.child)
        self._header = PageHeader("Reading the history", self._name)
        self.rows: TableModel[ChangeLine] = TableModel(
            _COLUMNS, key=lambda row: row.number, parent=self
        )
        self.table = TableView(self.rows, name="History")
        self.filter = FilterLine("Filter: field, words, date (Ctrl+F)", "Filter the history", self)
        self.filter.textChanged.connect(self.rows.set_filter_text)
        self.filter.go_down.connect(self.table.setFocus)
        close = Button("Close")
        close.clicked.connect(self.accept)
        self._lay_out(close)
        operations.run(
            lambda workspace: child_history(workspace, child_id), done=self._on_read, owner=self
        )

    def _lay_out(self, close: Button) -> None:
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Return room for long texts, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        return QSize(letter * 130, letter * 90).boundedTo(self.screen().availableSize() * 0.9)

    def open(self) -> None:
        """Show the dialog over its window."""
        self.resize(self.sizeHint())
        super().open()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, history: ChildHistory) -> None:
        changes = counted(len(history.changes), "change")
        self._header.set_text(f"{changes} in {counted(len(history.acts), 'act')}", self._name)
        self.rows.set_rows(history.changes)
        self.table.select_first()
