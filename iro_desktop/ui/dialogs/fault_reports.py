"""The reports of faults that are kept: when, of what kind, and the text of each to be copied."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.services.fault_reports import FaultReport, forget_reports, kept_reports
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.views.child_sections import local_time
from iro_desktop.ui.words import translated

_COLUMNS: Final[tuple[Column[FaultReport], ...]] = (
    Column("When", text=lambda row: local_time(row.at), sort_key=lambda row: row.at, stretch=0),
    Column("Kind", text=lambda row: row.kind, stretch=3),
    Column("Number", text=lambda row: row.report_id, stretch=2),
)
_NOTE: Final = "They hold the program’s own steps: no names, no references, nothing that you typed"
_NONE: Final = "Nothing has gone wrong in the program since these reports are kept."


class FaultReportsDialog(ListDialog[FaultReport]):
    """The newest first, the text of the chosen one below."""

    letters = (112, 80)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, "Fault reports", _COLUMNS, lambda row: row.report_id, parent)
        self.header.set_text("Reading the reports")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(translated("Report"))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(theme.space(30))
        self._empty = EmptyState(_NONE)
        self._empty.hide()
        self._said = SecondaryLabel()
        self.forget = Button("&Forget all")
        self.forget.clicked.connect(self._on_forget)
        self.copy = Button("Cop&y the report", icon="copy")
        self.copy.clicked.connect(self._on_copy)
        self.add(self.table, 1)
        self.add(self.text, 1)
        self.add(self._empty, 1)
        self.add_foot(self._said, self.forget, self.copy)
        self.table.current_row_changed.connect(self._on_row)
        self._read()

    def _read(self) -> None:
        self._operations.run(kept_reports, done=self._on_read, owner=self)

    def _on_read(self, found: tuple[FaultReport, ...]) -> None:
        reports = counted(len(found), "fault report")
        self.header.set_text(reports if found else "No fault reports", _NOTE if found else "")
        self.show_found(found, self._empty)
        for widget in (self.text, self.forget, self.copy):
            widget.setVisible(bool(found))
        self.take_keyboard()

    def _on_row(self, row: FaultReport | None) -> None:
        self.text.setPlainText(row.text if row is not None else "")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._said.setText("Copied")
        announce(self, "Copied")

    def _on_forget(self) -> None:
        self._operations.run(forget_reports, done=lambda _: self._read(), owner=self)
