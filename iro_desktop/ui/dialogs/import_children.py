"""The children of an import: who is taken, what would change of each, and who may be the same."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.words import say_number
from iro_desktop.services.import_preview import (
    ASK,
    GROUPS,
    NOT_OURS,
    ChildLine,
    FieldLine,
    ImportPreview,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.cards import Card, SectionHeader
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.theme import Status

ALL: Final = "all"

_OUTCOMES: Final = {
    "new": "Added",
    "changed": "Takes the file’s",
    "kept": "Yours stays",
    "gone": "Goes",
}
_NOTHING_CHOSEN: Final = "Choose a child to see what would change."
_UNANSWERED: Final = "Until you answer, it counts as another child."
_CHILDREN_HIGH: Final = 12  # lines of text that are seen at least
_FIELDS_HIGH: Final = 9
_NO_LINES: Final = "Nothing would change."


def _number(number: int) -> str:
    return say_number(number) if number else "–"


def _outcome_mark(line: FieldLine) -> Status | None:
    return Status.DUE_SOON if line.what == "kept" else None


_FIELDS: Final[tuple[Column[FieldLine], ...]] = (
    Column("What", text=lambda row: row.label or row.record, detail=lambda row: row.record
           if row.label else "", stretch=3),
    Column("On file", text=lambda row: row.before or "–", detail=lambda row: row.who, stretch=3),
    Column("In the file", text=lambda row: row.after or "–", stretch=4),
    Column(
        "Comes of it",
        text=lambda row: _OUTCOMES[row.what],
        mark=_outcome_mark,
        accessible=lambda row: f"Comes of it, {_OUTCOMES[row.what]}",
        stretch=0,
    ),
)  # fmt: skip


def _kept(row: ChildLine) -> str:
    if not row.kept:
        return ""
    return f"{row.kept} of yours stay" if row.kept > 1 else "1 of yours stays"


def _to_know(row: ChildLine) -> str:
    if row.group == NOT_OURS and not row.asks:
        return ""  # the group says it, and there may be thousands
    return row.asks or row.note or _kept(row)


class ChildrenPart(QWidget):
    """A table of children with ticks, over what would change of the chosen one."""

    taken_changed = Signal()
    answered = Signal(str, str)
    """The id that a child was read under, and the id on file that it is, or "" for another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: ImportPreview | None = None
        self._ticks: dict[str, bool] = {}
        self._group = ALL
        self.rows = TableModel[ChildLine](self._columns(), key=lambda row: row.key, parent=self)
        self.table = TableView(self.rows, name="Children in the files", many=True)
        self.filter = FilterLine("Find by reference", "Find a child in the files", self)
        self.filter.textChanged.connect(self.rows.set_filter_text)
        self.filter.go_down.connect(self.table.setFocus)
        self.take_all = Button("Take &all")
        self.take_none = Button("Take &none")
        self.take_all.clicked.connect(lambda: self._tick(self._shown(), on=True))
        self.take_none.clicked.connect(lambda: self._tick(self._shown(), on=False))
        self._question = BodyLabel("")
        self.yes = Button("&Yes, the same child")
        self.no = Button("N&o, another child")
        self.yes.clicked.connect(lambda: self._answer(same=True))
        self.no.clicked.connect(lambda: self._answer(same=False))
        self._asking = self._question_strip()
        self._header = SectionHeader(_NOTHING_CHOSEN)
        self.fields = TableModel[FieldLine](_FIELDS, key=id, parent=self)
        self.field_table = TableView(self.fields, name="What would change of the child")
        self._lay_out()
        self.table.current_row_changed.connect(self._show_line)
        self.table.opened.connect(lambda _: self.toggle())
        self.table.clicked.connect(self._on_clicked)
        self.rows.shown_changed.connect(lambda *_: self._show_buttons())
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.toggle)

    def _columns(self) -> tuple[Column[ChildLine], ...]:
        return (
            Column(
                "Take",
                text=self._tick_words,
                accessible=self._tick_spoken,
                stretch=0,
            ),
            Column("Child", text=lambda row: row.name, stretch=2),
            Column("Group", text=lambda row: GROUPS[row.group], stretch=2),
            Column(
                "New",
                text=lambda row: _number(sum(row.new.values())),
                sort_key=lambda row: -sum(row.new.values()),
                align_right=True,
                stretch=0,
            ),
            Column(
                "Changed",
                text=lambda row: _number(sum(row.changed.values())),
                sort_key=lambda row: -sum(row.changed.values()),
                align_right=True,
                stretch=0,
            ),
            Column(
                "To know",
                text=_to_know,
                detail=lambda row: _kept(row) if row.asks or row.note else "",
                stretch=5,
            ),
        )

    def _question_strip(self) -> Card:
        card = Card(padding=theme.space(3))
        card.add(self._question)
        card.add(button_row(self.yes, self.no))
        card.hide()
        return card

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.space(2))
        line.addWidget(self.filter, 1)
        line.addWidget(self.take_all)
        line.addWidget(self.take_none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(line)
        column.addWidget(self.table, 3)
        column.addWidget(self._asking)
        column.addWidget(self._header)
        column.addWidget(self.field_table, 2)
        line_high = self.fontMetrics().lineSpacing()
        for table, lines in ((self.table, _CHILDREN_HIGH), (self.field_table, _FIELDS_HIGH)):
            table.setMinimumHeight(lines * line_high)
            table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    def show_preview(self, preview: ImportPreview) -> None:
        """Show these children; what was ticked by hand stays so."""
        chosen = self.table.current_row()
        self._preview = preview
        self.rows.set_rows(preview.children)
        if chosen is None or not self.table.select_key(chosen.key):
            self.table.select_first()
        self._show_line(self.table.current_row())
        self._show_buttons()

    def forget(self) -> None:
        """Forget all that was shown and ticked: other files are read."""
        self._preview = None
        self._ticks = {}
        self.rows.set_rows(())
        self.fields.set_rows(())

    def show_group(self, group: str) -> None:
        """Show one group of children, or all."""
        self._group = group
        self.rows.set_filter(None if group == ALL else lambda row: row.group == group)
        self.table.select_first()
        self._show_line(self.table.current_row())

    def _show_line(self, row: ChildLine | None) -> None:
        self.fields.set_rows(row.lines if row else ())
        if row is None:
            self._header.set_text(_NOTHING_CHOSEN)
        else:
            is_quiet = not (row.lines or row.new or row.changed)
            note = row.note or (_NO_LINES if is_quiet else "")
            self._header.set_text(row.name, note)
        self.field_table.setVisible(bool(row and row.lines))
        self._asking.setVisible(bool(row and row.asks))
        self._question.setText(f"{row.asks} {_UNANSWERED}" if row and row.asks else "")

    def _show_buttons(self) -> None:
        can = sum(row.can_take for row in self.rows.rows())
        for button, words in ((self.take_all, "Take &all"), (self.take_none, "Take &none")):
            button.setText(f"{words} {'of ' if button is self.take_none else ''}{say_number(can)}")
            button.setEnabled(bool(can))

    # Who is taken

    def is_taken(self, row: ChildLine) -> bool:
        """Return whether a child is taken."""
        return row.can_take and self._ticks.get(row.key, row.is_ours)

    def taken(self) -> list[ChildLine]:
        """Return the children who are taken."""
        return [row for row in self.rows.all_rows() if self.is_taken(row)]

    def references(self) -> frozenset[str]:
        """Return the references of the children who are taken, as the files have them."""
        return frozenset(one for row in self.taken() for one in row.references)

    def needs_choosing(self) -> bool:
        """Return whether there is a child whom a person has to tick, or to say something of."""
        return any(row.group in (ASK, NOT_OURS) for row in self.rows.all_rows())

    def counts(self) -> dict[str, Counter[str]]:
        """Return what would be new, changed and unchanged of those taken, by kind."""
        found = {what: Counter[str]() for what in ("new", "changed", "unchanged")}
        for row in self.taken():
            for what, counter in found.items():
                counter.update(getattr(row, what))
        return found

    def toggle(self) -> None:
        """Take the chosen children, or leave them all if they were taken."""
        chosen = self.table.selected_rows() or [self.table.current_row()]
        rows = [row for row in chosen if row is not None and row.can_take]
        self._tick(rows, on=not all(map(self.is_taken, rows)))

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index)
        if index.column() == 0 and row is not None and row.can_take:
            self._tick([row], on=not self.is_taken(row))

    def _shown(self) -> list[ChildLine]:
        return [row for row in self.rows.rows() if row.can_take]

    def _tick(self, rows: list[ChildLine], *, on: bool) -> None:
        if not rows:
            return
        self._ticks.update({row.key: on for row in rows})
        last = self.rows.index(self.rows.rowCount() - 1, 0)
        self.rows.dataChanged.emit(self.rows.index(0, 0), last)
        self.table.viewport().update()
        who = rows[0].name if len(rows) == 1 else f"{say_number(len(rows))} children"
        announce(self, f"{who}: {'taken' if on else 'left out'}")
        self.taken_changed.emit()

    def _tick_words(self, row: ChildLine) -> str:
        if not row.can_take:
            return ""
        return "☑" if self.is_taken(row) else "☐"

    def _tick_spoken(self, row: ChildLine) -> str:
        if not row.can_take:
            return "cannot be taken"
        return "taken" if self.is_taken(row) else "not taken"

    def _answer(self, *, same: bool) -> None:
        row = self.table.current_row()
        if row is not None and row.asks:
            # One who is on file is taken as such, another child only once it is ticked.
            self._ticks.pop(row.key, None)
            self.answered.emit(row.read_id, row.alike_id if same else "")
