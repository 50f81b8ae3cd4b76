"""Everything that was changed about a child, field by field."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.services.child_history import ChangeLine, ChildHistory, child_history
from iro_desktop.services.child_words import name_of
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
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

_MOST_SHOWN: Final = 14
_FIELD_LETTERS: Final = 28


class HistoryDialog(QDialog):
    """Reads the log on the worker; the table filters and sorts as any other.

    With ``record_id`` it begins with the changes of that record alone; the list of fields narrows
    it to one.
    """

    def __init__(
        self,
        operations: Operations,
        child_id: str,
        parent: QWidget | None = None,
        *,
        record_id: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("History")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        case = operations.session.snapshot.cases[child_id]
        self._name = name_of(case.child)
        self._record_id = record_id
        self._history = ChildHistory()
        self._header = PageHeader("Reading the history", self._name)
        self.rows: TableModel[ChangeLine] = TableModel(
            _COLUMNS, key=lambda row: row.number, parent=self
        )
        self.table = TableView(self.rows, name="History")
        self.filter = FilterLine("Filter: field, words, date (Ctrl+F)", "Filter the history", self)
        self.filter.textChanged.connect(self.rows.set_filter_text)
        self.filter.go_down.connect(self.table.setFocus)
        self.fields = QComboBox()
        self.fields.setAccessibleName("Field")
        self.fields.setMaxVisibleItems(_MOST_SHOWN)
        self.fields.setMinimumContentsLength(_FIELD_LETTERS)
        self.fields.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.fields.currentIndexChanged.connect(self._on_field_chosen)
        self._whole = Button("Everything about the child", Kind.LINK)
        self._whole.clicked.connect(self._on_whole_asked)
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
        tools = QHBoxLayout()
        tools.setSpacing(theme.space(2))
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.fields)
        column.addLayout(tools)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._whole)
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
        self._history = history
        self._show()
        self.table.select_first()

    def _on_whole_asked(self) -> None:
        self._record_id = ""
        self._show()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        lines = [line for line in self._history.changes if self._record_id in ("", line.record_id)]
        acts = counted(len({line.at for line in lines}), "act")
        of_record = f", one {lines[0].record}" if self._record_id and lines else ""
        self._header.set_text(f"{counted(len(lines), 'change')} in {acts}", self._name + of_record)
        self._whole.setVisible(bool(self._record_id))
        self.rows.set_rows(lines)
        names = sorted({line.of for line in lines if line.field})
        self.fields.clear()
        self.fields.addItem("Every field")
        self.fields.addItems(names)

    def _on_field_chosen(self, at: int) -> None:
        name = self.fields.itemText(at)
        self.rows.set_filter((lambda line: line.of == name) if at > 0 else None)
