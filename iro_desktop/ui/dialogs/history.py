"""Everything that was changed about a child, field by field."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from iro_desktop.domain.clocks import SHORT
from iro_desktop.domain.words import counted
from iro_desktop.services.child_history import ChangeLine, ChildHistory, child_history
from iro_desktop.services.child_words import name_of
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.views.child_sections import local_time
from iro_desktop.ui.words import translated

_COLUMNS: Final[tuple[Column[ChangeLine], ...]] = (
    Column(
        "When",
        text=lambda row: local_time(row.at),
        detail=lambda row: SHORT if row.clock_doubt else "",
        # As it followed one on another: a clock that was wrong puts nothing before its cause.
        sort_key=lambda row: -row.number,
        tool_tip=lambda row: row.clock_doubt,
        accessible=lambda row: ", ".join(
            filter(None, ("When", local_time(row.at), row.clock_doubt))
        ),
        stretch=0,
    ),
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


class HistoryDialog(ListDialog[ChangeLine]):
    """Reads the log on the worker; the table filters and sorts as any other.

    With ``record_id`` it begins with the changes of that record alone; the list of fields narrows
    it to one.
    """

    letters = (130, 90)

    def __init__(
        self,
        operations: Operations,
        child_id: str,
        parent: QWidget | None = None,
        *,
        record_id: str = "",
    ) -> None:
        super().__init__(operations, "History", _COLUMNS, lambda row: row.number, parent)
        case = operations.session.snapshot.cases[child_id]
        self._name = name_of(case.child)
        self._record_id = record_id
        self._history = ChildHistory()
        self.header.set_text("Reading the history", self._name)
        hint = "Filter: field, words, date (Ctrl+F)"
        self.filter = self.filter_line(hint, "Filter the history")
        self.fields = QComboBox()
        self.fields.setAccessibleName(translated("Field"))
        self.fields.setMaxVisibleItems(_MOST_SHOWN)
        self.fields.setMinimumContentsLength(_FIELD_LETTERS)
        self.fields.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.fields.currentIndexChanged.connect(self._on_field_chosen)
        self._whole = Button("Everything about the child", Kind.LINK)
        self._whole.clicked.connect(self._on_whole_asked)
        self._lay_out()
        operations.run(
            lambda workspace: child_history(workspace, child_id), done=self._on_read, owner=self
        )

    def _lay_out(self) -> None:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.filter, 1)
        row.addWidget(self.fields)
        self.add(tools)
        self.add(self.table, 1)
        self.add_foot(button_row(self._whole))

    def open(self) -> None:
        """Show the dialog over its window, the keyboard in the filter."""
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
        self.header.set_text(f"{counted(len(lines), 'change')} in {acts}", self._name + of_record)
        self._whole.setVisible(bool(self._record_id))
        self.rows.set_rows(lines)
        names = sorted({line.of for line in lines if line.field})
        self.fields.clear()
        self.fields.addItem(translated("Every field"))
        for name in names:
            self.fields.addItem(translated(name), name)

    def _on_field_chosen(self, at: int) -> None:
        name = self.fields.itemData(at)
        self.rows.set_filter((lambda line: line.of == name) if at > 0 else None)
