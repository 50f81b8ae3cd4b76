"""What if: moving children between IROs on paper, and what it would come to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import rounded
from iro_desktop.domain.words import counted
from iro_desktop.services.what_if import UNALLOCATED, Load, Plan, children, plan, write_plan
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import PageHeader, SectionHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

_PLANS: Final = "Allocations (*.csv)"
_NOTE: Final = "On paper only: nothing changes until somebody imports the plan."
_ALONE: Final = (
    "There is one IRO in your file. An import of allocations brings the others, and children can "
    "be moved between them here."
)
_SIZE: Final = (120, 40)  # letters and lines


@dataclass(frozen=True, slots=True)
class _Row:
    """One child with the IRO they have, and the one they would have."""

    child_id: str
    reference: str
    initials: str
    now: str
    then: str


def _child_columns() -> tuple[Column[_Row], ...]:
    made: tuple[Column[_Row], ...] = (
        Column("Child", text=lambda row: row.reference, strong=lambda row: row.initials),
        Column("IRO now", text=lambda row: row.now),
        Column(
            "IRO then",
            text=lambda row: row.then,
            mark=lambda row: None if row.then == row.now else Status.DUE_SOON,
        ),
    )
    return made


def _load_columns() -> tuple[Column[Load], ...]:
    made: tuple[Column[Load], ...] = (
        Column("IRO", text=lambda row: row.name or "Nobody", stretch=2),
        Column("FTE", text=lambda row: _figure(row.fte, 2), align_right=True, stretch=0),
        Column("Now", text=lambda row: str(row.now), align_right=True, stretch=0),
        Column("Then", text=lambda row: str(row.then), align_right=True, stretch=0),
        Column(
            "Per FTE now", text=lambda row: _figure(row.per_fte_now), align_right=True, stretch=0
        ),
        Column(
            "Per FTE then", text=lambda row: _figure(row.per_fte_then), align_right=True, stretch=0
        ),
    )
    return made


def _figure(value: float | None, places: int = 1) -> str:
    return "n/a" if value is None else rounded(value, places)


class WhatIfDialog(ReadInOrder, QDialog):
    """Children with their IRO; moving the chosen one shows every load before and after."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._session = operations.session
        self._moves: dict[str, str] = {}
        self._plan = Plan((), ())
        self.setWindowTitle(translated("What if"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._show()
        self._table.select_first()

    def _make_widgets(self) -> None:
        self._header = PageHeader("What if children had another IRO?", _NOTE)
        self._filter = FilterLine("Filter: reference, IRO (Ctrl+F)", "Filter the children", self)
        self._model: TableModel[_Row] = TableModel(
            _child_columns(), key=lambda row: row.child_id, parent=self
        )
        self._table = TableView(self._model, name="Children", parent=self)
        self._to = QComboBox()
        self._label = QLabel(translated("&Move to"))
        self._label.setBuddy(self._to)
        self._move = Button("M&ove", Kind.PRIMARY)
        self._back = Button("Leave as it &is")
        self._load_model: TableModel[Load] = TableModel(
            _load_columns(), key=lambda row: row.officer_id, parent=self
        )
        self._loads = TableView(self._load_model, name="Loads before and after", parent=self)
        self._warnings = QVBoxLayout()
        self._problem = MarkedLabel(Status.OVERDUE, "")
        self._problem.hide()
        self._export = Button("&Keep the plan as a file…")
        self._close = Button("&Close")

    def _lay_out(self) -> None:
        moving = QHBoxLayout()
        moving.setSpacing(theme.space(2))
        moving.addWidget(self._label)
        moving.addWidget(self._to, 1)
        moving.addWidget(self._move)
        moving.addWidget(self._back)
        column = QVBoxLayout(self)
        side = theme.space(6)
        column.setContentsMargins(side, theme.space(5), side, theme.space(5))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(self._filter)
        column.addWidget(self._table, 3)
        column.addLayout(moving)
        column.addWidget(SectionHeader("What it would come to"))
        column.addWidget(self._loads, 2)
        column.addLayout(self._warnings)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addWidget(self._export)
        foot.addStretch()
        foot.addWidget(self._close)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._model.set_filter_text)
        self._filter.go_down.connect(self._table.setFocus)
        self._move.clicked.connect(self._on_move)
        self._back.clicked.connect(self._on_back)
        self._table.opened.connect(lambda _row: self._to.setFocus())
        self._export.clicked.connect(self._ask_where)
        self._close.clicked.connect(self.reject)

    # What it shows

    def _show(self) -> None:
        snapshot, today = self._session.snapshot, self._session.today
        self._plan = plan(snapshot, self._session.practice, today, self._moves)
        names = {load.officer_id: load.name for load in self._plan.loads}
        self._model.set_rows(
            _Row(
                one.child_id,
                one.reference,
                one.initials,
                names.get(one.officer_id, "Nobody"),
                names.get(self._moves.get(one.child_id, one.officer_id), "Nobody"),
            )
            for one in children(snapshot, self._session.practice, today)
        )
        self._load_model.set_rows(self._plan.loads)
        if self._to.count() == 0:
            for load in self._plan.loads:
                if load.officer_id != UNALLOCATED:
                    self._to.addItem(
                        translated(load.name or "An IRO without a name"), load.officer_id
                    )
        self._show_warnings()
        alone = self._to.count() < 2  # noqa: PLR2004 - nobody to move to
        self._header.set_text("What if children had another IRO?", _ALONE if alone else _NOTE)
        self._move.setEnabled(not alone)
        self._export.setEnabled(bool(self._moves))

    def _show_warnings(self) -> None:
        while (item := self._warnings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in self._plan.warnings:
            self._warnings.addWidget(MarkedLabel(Status.DUE_SOON, sentence))
        if self._moves and not self._plan.warnings:
            said = f"{counted(len(self._moves), 'child', 'children')} moved on paper."
            self._warnings.addWidget(SecondaryLabel(said))

    # What the user does

    def _on_move(self) -> None:
        row = self._table.current_row()
        if isinstance(row, _Row):
            self._moves[row.child_id] = str(self._to.currentData())
            self._after(f"{row.reference} moved on paper to {self._to.currentText()}")

    def _on_back(self) -> None:
        row = self._table.current_row()
        if isinstance(row, _Row) and self._moves.pop(row.child_id, None) is not None:
            self._after(f"{row.reference} stays")

    def _after(self, said: str) -> None:
        self._show()
        warned = f". {' '.join(self._plan.warnings)}" if self._plan.warnings else ""
        announce(self._table, f"{said}{warned}")

    def _ask_where(self) -> None:
        choose_where(self, "Keep the plan", _PLANS, "Plan of allocations.csv", self.keep_plan)

    def keep_plan(self, path: Path) -> None:
        """Write the moves as an allocations file, in force from today."""
        moves, today = dict(self._moves), self._session.today

        def failed(error: UserError) -> None:
            self._problem.set_status(Status.OVERDUE, str(error))
            self._problem.show()

        self._operations.run(
            lambda w: write_plan(w, moves, today, path),
            done=lambda _: self.accept(),
            failed=failed,
            owner=self,
        )

    def sizeHint(self) -> QSize:
        """Return room for a page of children and the loads under it, within the screen."""
        metrics = self.fontMetrics()
        letters, lines = _SIZE
        size = QSize(metrics.averageCharWidth() * letters, metrics.height() * lines)
        return size.boundedTo(self.screen().availableSize() * 0.9)
