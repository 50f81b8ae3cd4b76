"""The tables of a child's page: dues, decisions, asks, and the timeline in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu

from iro_desktop.domain.words import short_date
from iro_desktop.services.child_page import AskLine, DecisionLine, DueLine
from iro_desktop.services.child_timeline import LANES, Mark, Timeline
from iro_desktop.services.siblings import Sibling
from iro_desktop.ui.standing import mark_of
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status
from iro_desktop.ui.timeline_places import Item
from iro_desktop.ui.words import translated


class RecordTable(TableView):
    """A table of a child's page: Ctrl+H asks for the history of the record behind a row."""

    history_asked = Signal(str)
    """The id of the record."""

    def record_id(self) -> str:
        """Return the id of the record behind the row that has the focus, or ""."""
        raise NotImplementedError

    def menu(self) -> QMenu:
        """Return the table's menu, with the history after opening."""
        menu = super().menu()
        record_id = self.record_id()
        action = QAction(f"{translated('&History')}\tCtrl+H", menu)
        action.setEnabled(bool(record_id))
        action.triggered.connect(lambda: self.history_asked.emit(record_id))
        menu.insertAction(menu.actions()[1], action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the history on Ctrl+H."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_H and self.record_id():
            self.history_asked.emit(self.record_id())
            return
        super().keyPressEvent(event)


class DuesTable(RecordTable):
    """What is due next, and why."""

    def __init__(self) -> None:
        columns: tuple[Column[DueLine], ...] = (
            Column("What", text=lambda row: row.title, stretch=2),
            Column(
                "By",
                text=lambda row: row.words,
                detail=lambda row: short_date(row.due_on) if row.due_on else "",
                sort_key=lambda row: row.due_on,
                mark=lambda row: mark_of(row.status),
            ),
            Column("Why", text=_why, detail=lambda row: row.source, stretch=4),
        )
        self.rows: TableModel[DueLine] = TableModel(
            columns, key=lambda row: (row.what, row.record_id, row.due_on)
        )
        super().__init__(self.rows, name="Due next, and why")
        self.fit_height(on=True)

    def record_id(self) -> str:
        """Return the id of the record behind the row that has the focus, or ""."""
        row = self.current_row()
        return row.record_id if isinstance(row, DueLine) else ""

    def show_rows(self, rows: Sequence[DueLine]) -> None:
        """Show other rows."""
        self.rows.set_rows(rows)


def _why(row: DueLine) -> str:
    return f"Put off: {row.put_off}" if row.put_off else row.why


class DecisionsTable(RecordTable):
    """The decisions of the last review. Space says that one was done today, or is not done."""

    done_asked = Signal(object)
    """The DecisionLine that was done today, or is not done after all."""

    def __init__(self) -> None:
        columns: tuple[Column[DecisionLine], ...] = (
            Column("Decision", text=lambda row: row.words, detail=lambda row: row.owner, stretch=4),
            Column(
                "By",
                text=lambda row: short_date(row.due_on) if row.due_on else "",
                sort_key=lambda row: row.due_on,
            ),
            Column(
                "State",
                text=lambda row: row.state,
                sort_key=lambda row: (row.done_on is not None, row.due_on or date.max),
                mark=lambda row: mark_of(row.status),
            ),
        )
        self.rows: TableModel[DecisionLine] = TableModel(columns, key=lambda row: row.decision_id)
        super().__init__(self.rows, name="Decisions")
        self.fit_height(on=True)

    def record_id(self) -> str:
        """Return the id of the record behind the row that has the focus, or ""."""
        row = self.current_row()
        return row.decision_id if isinstance(row, DecisionLine) else ""

    def menu(self) -> QMenu:
        """Return the table's menu, with doing it after opening."""
        menu = super().menu()
        row = self.current_row()
        if isinstance(row, DecisionLine):
            words = "&Not done after all" if row.done_on else "&Done today"
            action = QAction(f"{translated(words)}\tSpace", menu)
            action.triggered.connect(lambda: self.done_asked.emit(row))
            menu.insertAction(menu.actions()[1], action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say with Space that the decision was done today, or is not done."""
        row = self.current_row()
        if event.key() == Qt.Key.Key_Space and isinstance(row, DecisionLine):
            self.done_asked.emit(row)
            return
        super().keyPressEvent(event)

    def show_rows(self, rows: Sequence[DecisionLine]) -> None:
        """Show other rows."""
        self.rows.set_rows(rows)


class AsksTable(RecordTable):
    """What the child asked for, and what became of it."""

    def __init__(self) -> None:
        columns: tuple[Column[AskLine], ...] = (
            Column(
                "Asked for", text=lambda row: row.words, detail=lambda row: row.answer, stretch=4
            ),
            Column("State", text=lambda row: row.state, mark=lambda row: mark_of(row.status)),
        )
        self.rows: TableModel[AskLine] = TableModel(columns, key=lambda row: row.ask_id)
        super().__init__(self.rows, name="What the child asked for")
        self.fit_height(on=True)

    def record_id(self) -> str:
        """Return the id of the record behind the row that has the focus, or ""."""
        row = self.current_row()
        return row.ask_id if isinstance(row, AskLine) else ""

    def show_rows(self, rows: Sequence[AskLine]) -> None:
        """Show other rows."""
        self.rows.set_rows(rows)


class SiblingsTable(TableView):
    """A child's siblings: who has them, and what is due next. Enter opens the page of one."""

    def __init__(self) -> None:
        columns: tuple[Column[Sibling], ...] = (
            Column("Child", text=lambda row: row.title, detail=lambda row: row.age, stretch=2),
            Column("IRO", text=lambda row: row.officer, stretch=2),
            Column(
                "Next due",
                text=lambda row: row.due.title if row.due else "Nothing due",
                sort_key=lambda row: row.due.on if row.due else None,
                stretch=2,
            ),
            Column(
                "By",
                text=lambda row: row.due.words if row.due else "",
                detail=lambda row: short_date(row.due.on) if row.due and row.due.on else "",
                sort_key=lambda row: row.due.on if row.due else None,
                mark=lambda row: mark_of(row.due.status) if row.due else None,
            ),
        )
        self.rows: TableModel[Sibling] = TableModel(columns, key=lambda row: row.child_id)
        super().__init__(self.rows, name="Siblings")
        self.fit_height(on=True)

    def show_rows(self, rows: Sequence[Sibling]) -> None:
        """Show other rows."""
        self.rows.set_rows(rows)


class TimelineTable(TableView):
    """The timeline as a table: the latest first."""

    def __init__(self) -> None:
        columns: tuple[Column[Item], ...] = (
            Column("Date", text=lambda row: short_date(_day(row)), sort_key=_day, stretch=0),
            Column("Lane", text=lambda row: LANES[row.lane], stretch=0),
            Column("What", text=lambda row: row.words, mark=_mark, stretch=4),
        )
        self.rows: TableModel[Item] = TableModel(
            columns, key=lambda row: (row.lane, row.kind, row.record_id, _day(row))
        )
        super().__init__(self.rows, name="Timeline as a table")
        self.fit_height(on=True)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show what another timeline holds."""
        items: list[Item] = [*timeline.marks, *timeline.bars]
        self.rows.set_rows(sorted(items, key=_day, reverse=True))


def _day(item: Item) -> date:
    return item.on if isinstance(item, Mark) else item.from_on


def _mark(item: Item) -> Status | None:
    return mark_of(item.status) if isinstance(item, Mark) and item.look == "due" else None
