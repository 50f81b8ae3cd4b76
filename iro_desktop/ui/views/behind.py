"""The children behind a figure: who counted, who did not, and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.records import Escalation
from iro_desktop.domain.words import short_date
from iro_desktop.services.charts import KINDS, Behind, BehindRow
from iro_desktop.ui import theme
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status
from iro_desktop.ui.view import View


def _mark(row: BehindRow) -> Status:
    if row.met is None:
        return Status.NOT_YET
    return Status.FINE if row.met else Status.OVERDUE


_COLUMNS: Final[tuple[Column[BehindRow], ...]] = (
    Column("Child", text=lambda row: row.reference, strong=lambda row: row.initials, stretch=0),
    Column(
        "On",
        text=lambda row: short_date(row.on) if row.on else "",
        sort_key=lambda row: row.on,
        stretch=0,
    ),
    Column("Counted", text=lambda row: row.side, mark=_mark, stretch=0),
    Column("Why", text=lambda row: row.reason, stretch=4),
)


class BehindView(View):
    """A list to look through: Enter opens the child, Back returns to where the chart was asked.

    Where challenges are counted Enter opens the challenge.
    """

    kinds = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._behind: Behind | None = None
        self.acts = EscalationActs(operations, self)
        self.acts.child_asked.connect(self.child_opened)
        self._header = PageHeader()
        self._header.back_clicked.connect(self.back_asked)
        self._model = TableModel[BehindRow](
            _COLUMNS,
            key=lambda row: row.key,
            section=lambda row: row.side,
            number=lambda row: row.number,
            parent=self,
        )
        self._table = TableView(self._model, name="Children behind the figure")
        self._table.opened.connect(self._on_opened)
        self._empty = EmptyState("Nobody stands behind this figure.")
        column = QVBoxLayout(self)
        edge = theme.space(5)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(4))
        column.addWidget(self._header)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self._table)

    def show_behind(self, behind: Behind) -> None:
        """Show the children behind another figure."""
        self._behind = behind
        self._header.set_text(behind.title, behind.note)
        self._model.set_rows(behind.rows)
        self._table.setVisible(bool(behind.rows))
        self._empty.setVisible(not behind.rows)
        if behind.rows:
            self._table.select_first()
        self.headline_changed.emit()

    def set_back(self, words: str) -> None:
        """Say where Back leads: "Caseload"."""
        self._header.show_back(words)

    def show_workspace(self, session: Session) -> None:
        """Stay: the figure that was asked about is the one of its moment."""

    def headline(self) -> str:
        """Return what the figure says."""
        return self._behind.title if self._behind else ""

    def current_child(self) -> str:
        """Return the id of the child in the chosen row, or nothing."""
        row = self._table.current_row()
        return row.child_id if isinstance(row, BehindRow) else ""

    def _on_opened(self, row: object) -> None:
        if not isinstance(row, BehindRow) or not row.child_id:
            return
        if self.operations.session.snapshot.find(Escalation, row.group) is not None:
            self.acts.open(row.group)
        else:
            self.child_opened.emit(row.child_id)
