"""Whose review or conference a meeting is for: a line for each child and type, ticked or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.codes import CODES
from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.services.meeting_seats import Seat, is_same_class, of_key, seat_key
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.fields import FieldEditor
from iro_desktop.ui.fields.choice import Combo
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.standing import MARKS
from iro_desktop.ui.tab_order import follow_layout
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

FindSeat = Callable[[str, str], Seat | None]

_LABEL: Final = "Whose review or conference"
_TYPE_LETTERS: Final = 20


class SeatsEditor(FieldEditor):
    """A line for each child and type: whether it is in, which type, and after when it is late.

    Its value are the keys of those that are ticked. ``find`` gives the seat of a child for a type
    that is chosen; ``everyone`` are (id, name) of the children who can be added.
    """

    def __init__(
        self,
        find: FindSeat,
        everyone: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(About("seats", _LABEL, "codes"), parent)
        self._find = find
        self._rows: list[_Row] = []
        self._on: date | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(4))
        self._grid.setVerticalSpacing(theme.space(1))
        self._grid.setColumnStretch(1, 1)
        self._add = _AddChild(everyone)
        self._add.chosen.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(self._grid)
        column.addWidget(self._add)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    # The value

    def target(self) -> QWidget:
        """The first box, or the list from which children are added."""
        return self._rows[0].box if self._rows else self._add.list

    def value(self) -> Value:
        """Return the keys of the lines that are ticked, each once."""
        return tuple(dict.fromkeys(row.seat.key for row in self._rows if row.box.isChecked()))

    def set_value(self, value: Value) -> None:
        """Tick these and no others; lines that are missing are added."""
        keys = [str(key) for key in value] if isinstance(value, tuple) else []
        for row in self._rows:
            row.box.setChecked(row.seat.key in keys)
        there = {row.seat.key for row in self._rows}
        for key in keys:
            if key not in there:
                self._take_up(key)

    def _take_up(self, key: str) -> None:
        """Tick the child's line of another type of the same class, or add one."""
        seat = self._find(*of_key(key))
        if seat is None:
            return
        free = next((row for row in self._of(seat) if not row.box.isChecked()), None)
        if free is None:
            free = self._add_row(seat)
        else:
            free.show_seat(seat, self._on)
        free.box.setChecked(True)

    def _of(self, seat: Seat) -> Iterator[_Row]:
        return (
            row
            for row in self._rows
            if row.seat.child_id == seat.child_id
            and is_same_class(row.seat.review_type, seat.review_type)
        )

    def set_seats(self, seats: Sequence[Seat], ticked: Sequence[str]) -> None:
        """Show these lines, with those of these keys ticked."""
        for seat in seats:
            self._add_row(seat).box.setChecked(seat.key in ticked)

    def show_day(self, on: date | None) -> None:
        """Say of each line how a day stands to the one by which it is due."""
        self._on = on
        for row in self._rows:
            row.show_day(on)

    @property
    def standings(self) -> tuple[str, ...]:
        """What is said of each line."""
        return tuple(row.standing.text() for row in self._rows)

    @property
    def boxes(self) -> tuple[QCheckBox, ...]:
        """The box of each line."""
        return tuple(row.box for row in self._rows)

    @property
    def types(self) -> tuple[Combo, ...]:
        """The list of types of each line."""
        return tuple(row.types for row in self._rows)

    @property
    def adding(self) -> Combo:
        """The list from which a child is added."""
        return self._add.list

    # What the user does

    def name(self, label: str) -> None:
        """Name the lines; each names itself by its child."""
        self.setAccessibleName(translated(label))

    def describe(self, words: str) -> None:
        """Describe the lines."""
        self.setAccessibleDescription(translated(words))

    def set_wrong(self, wrong: bool) -> None:
        """Leave the lines as they are: the sentence stands under them."""
        del wrong

    def _add_row(self, seat: Seat) -> _Row:
        row = _Row(seat, self._on)
        row.box.clicked.connect(self.changed)
        row.types.activated.connect(lambda: self._on_type(row))
        line = len(self._rows) * 2
        self._rows.append(row)
        self._grid.addWidget(row.box, line, 0)
        self._grid.addWidget(row.types, line, 1)
        self._grid.addWidget(row.standing, line + 1, 1)
        follow_layout(self.window())
        return row

    def _on_type(self, row: _Row) -> None:
        found = self._find(row.seat.child_id, str(row.types.currentData()))
        if found is not None:
            row.show_seat(found, self._on)
            row.box.setChecked(True)
            self.changed.emit()

    def _on_add(self, child_id: str) -> None:
        """Add a child; one that is there already gets a line for the other kind of meeting."""
        mine = [row for row in self._rows if row.seat.child_id == child_id]
        has_cla = any(row.seat.review_type == "cla" for row in mine)
        seat = self._find(child_id, "rcpc" if has_cla else "cla")
        if seat is None:
            return
        row = self._add_row(seat)
        row.box.setChecked(True)
        row.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _Row:
    """One line: the child's box, the type, and how the day stands."""

    def __init__(self, seat: Seat, on: date | None) -> None:
        self.seat = seat
        self.box = QCheckBox()
        self.types = Combo()
        self.types.setMinimumContentsLength(_TYPE_LETTERS)
        for code, words in CODES["review_type"].items():
            self.types.addItem(translated(words), code)
        self.standing = MarkedLabel(Status.NOT_YET, "")
        self.show_seat(seat, on)

    def show_seat(self, seat: Seat, on: date | None) -> None:
        """Show another seat of the same child."""
        self.seat = seat
        self.box.setText(seat.name.replace("&", "&&"))
        at = self.types.findData(seat.review_type)
        if at < 0:
            self.types.addItem(translated(seat.review_type), seat.review_type)
            at = self.types.count() - 1
        self.types.setCurrentIndex(at)
        self.types.setAccessibleName(f"{seat.name}: type")
        self.show_day(on)

    def show_day(self, on: date | None) -> None:
        """Say how a day stands to the one by which this is due."""
        status, words = self.seat.standing(on)
        self.standing.set_status(MARKS[status], words)
        self.box.setAccessibleName(f"{self.seat.name}, {self.types.currentText()}")
        self.box.setAccessibleDescription(translated(words))


class _AddChild(QWidget):
    """A list of all children to type into, and the button that adds the chosen one."""

    chosen = Signal(str)
    """The id of the child."""

    def __init__(self, everyone: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._ids = {name.casefold(): child_id for child_id, name in everyone}
        self.list = Combo()
        self.list.setEditable(True)
        self.list.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        names = [name for _, name in everyone]
        self.list.addItems(["", *names])
        completer = QCompleter(names, self.list)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.list.setCompleter(completer)
        self.list.setAccessibleName(translated("Add another child"))
        self._button = Button("A&dd a child", icon="plus")
        self._button.clicked.connect(self._on_add)
        line = self.list.lineEdit()
        if line is not None:
            line.setPlaceholderText(translated("Another child: reference or initials"))
            line.returnPressed.connect(self._on_add)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.list, 2)
        row.addWidget(self._button)
        row.addStretch(1)

    def _on_add(self) -> None:
        child_id = self._child()
        if child_id:
            self.list.setCurrentText("")
            self.chosen.emit(child_id)

    def _child(self) -> str:
        """Return the child that is named, or the only one whose name holds what was typed."""
        typed = self.list.currentText().strip().casefold()
        if typed in self._ids:
            return self._ids[typed]
        found = [child_id for name, child_id in self._ids.items() if typed and typed in name]
        return found[0] if len(found) == 1 else ""


def keys_of(seats: Sequence[Seat]) -> tuple[str, ...]:
    """Return the keys of seats."""
    return tuple(seat_key(one.child_id, one.review_type) for one in seats)
