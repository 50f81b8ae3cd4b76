"""An editor of rows under named columns: add, remove and move them, all by keyboard."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from iro_desktop.domain.measures.targets import number_in
from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value, cell_type
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.fields.choice import CodeEditor
from iro_desktop.ui.fields.day import DayEditor
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.fields.text import NumberEditor, TextEditor
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.tab_order import follow_layout
from iro_desktop.ui.words import translated

Choices = Sequence[tuple[str, str]]

_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_LETTERS_OF_A_NUMBER: Final = 7
_LETTERS_OF_A_CHOICE: Final = 12
_STRETCH: Final[dict[cell_type, int]] = {"text": 1}


class TableEditor(FieldEditor):
    """Rows of cells, each taking what its column does; ``choices`` are those of the first column.

    Ctrl+Up and Ctrl+Down move the row that has the keyboard, Ctrl+Delete removes it; buttons under
    the rows do the same. A key goes with its row and is not shown.
    """

    def __init__(
        self,
        about: About,
        today: date,
        choices: Choices | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(about, parent)
        self._today = today
        self._choices = choices
        self._kinds: tuple[cell_type, ...] = about.cells or tuple("text" for _ in about.columns)
        self._rows: list[_Row] = []
        self._current: _Row | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(2))
        self._grid.setVerticalSpacing(theme.space(1))
        self._headings: list[QWidget] = []
        self._add_headings()
        self._add = Button("Add a row", icon="plus")
        self._remove = Button("Remove row", tip="Ctrl+Delete")
        self._up = Button("Move up", tip="Ctrl+Up")
        self._down = Button("Move down", tip="Ctrl+Down")
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self.remove_row)
        self._up.clicked.connect(lambda: self.move_row(-1))
        self._down.clicked.connect(lambda: self.move_row(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addLayout(self._grid)
        column.addWidget(button_row(self._add, self._remove, self._up, self._down))
        self._show_current()

    def _add_headings(self) -> None:
        for at, (heading, kind) in enumerate(zip(self.about.columns, self._kinds, strict=True), 1):
            if kind != "key":
                label = SecondaryLabel(heading)
                self._headings.append(label)
                self._grid.addWidget(label, 0, at)
                self._grid.setColumnStretch(at, _STRETCH.get(kind, 0))

    # The value

    def target(self) -> QWidget:
        """The first cell, or the button that adds one."""
        return self._rows[0].target() if self._rows else self._add

    def value(self) -> Value:
        """Return the rows in which anything stands."""
        return tuple(row.texts() for row in self._rows if not row.is_empty())

    def set_value(self, value: Value) -> None:
        """Show these rows."""
        for row in self._rows:
            row.take_away()
        self._rows = []
        self._current = None
        for texts in value if isinstance(value, tuple) else ():
            self._rows.append(self._row(tuple(texts)))
        self._lay_rows_out()

    def unread(self) -> str:
        """Say what cannot be read in the first cell that cannot."""
        for number, row in enumerate(self._rows, start=1):
            for cell in row.cells:
                sentence = cell.unread()
                if sentence:
                    return f"{self.about.label}, row {number}: {sentence[:1].lower()}{sentence[1:]}"
        return ""

    def name(self, label: str) -> None:
        """Name the table; each cell is named by its column and row."""
        self.setAccessibleName(translated(label))
        for button, what in ((self._add, "add a row"), (self._remove, "remove the row")):
            button.setAccessibleName(f"{translated(label)}: {translated(what)}")
        for button, where in ((self._up, "move the row up"), (self._down, "move the row down")):
            button.setAccessibleName(f"{translated(label)}: {translated(where)}")

    def describe(self, words: str) -> None:
        """Describe the table and where the keyboard comes to first."""
        self.setAccessibleDescription(translated(words))
        self.target().setAccessibleDescription(translated(words))

    def set_wrong(self, wrong: bool) -> None:
        """Leave the cells as they are: the sentence under the table names the row."""
        del wrong

    # Rows

    @property
    def cells(self) -> tuple[tuple[FieldEditor, ...], ...]:
        """The editors of the cells that are shown, by row."""
        return tuple(row.cells for row in self._rows)

    def move_row(self, by: int) -> None:
        """Move the row that has or last had the keyboard; it stops at the ends."""
        if self._current is None:
            return
        at = self._rows.index(self._current)
        to = min(max(at + by, 0), len(self._rows) - 1)
        if to != at:
            self._rows.insert(to, self._rows.pop(at))
            self._lay_rows_out()
            self.changed.emit()

    def remove_row(self) -> None:
        """Remove the row that has or last had the keyboard, which goes on to its neighbour."""
        if self._current is None:
            return
        at = self._rows.index(self._current)
        removed = self._rows.pop(at)
        self._current = self._rows[min(at, len(self._rows) - 1)] if self._rows else None
        after = self._current.target() if self._current is not None else self._add
        # Before the row goes, or Qt would look for a place for the keyboard by itself.
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        removed.take_away()
        self._lay_rows_out()
        self.changed.emit()

    def _on_add(self) -> None:
        """Add a row under the one that has or last had the keyboard, else at the end."""
        at = self._rows.index(self._current) + 1 if self._current is not None else len(self._rows)
        row = self._row(())
        self._rows.insert(at, row)
        self._current = row
        self._lay_rows_out()
        row.target().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _row(self, texts: tuple[str, ...]) -> _Row:
        cells: list[tuple[cell_type, FieldEditor | None]] = []
        for at, (heading, kind) in enumerate(zip(self.about.columns, self._kinds, strict=True)):
            cells.append((kind, self._cell(heading, kind, self._choices if at == 0 else None)))
        row = _Row(cells, texts)
        for cell in row.cells:
            cell.changed.connect(self.changed)
            cell.target().installEventFilter(self)
        return row

    def _cell(self, heading: str, kind: cell_type, choices: Choices | None) -> FieldEditor | None:
        """Return the editor of one cell; a key has none."""
        about = About(heading, heading, "text")
        if kind == "key":
            return None
        if kind == "yes_no" or choices is not None:
            editor = CodeEditor(about, _YES_NO if choices is None else choices)
            combo = editor.target()
            combo.currentTextChanged.connect(combo.setToolTip)  # a narrow cell cuts long words
            if kind == "yes_no":
                combo.setFixedWidth(self._width_of(_LETTERS_OF_A_CHOICE))
            return editor
        if kind == "day":
            return DayEditor(dataclasses.replace(about, type="day"), self._today, echoed=False)
        if kind == "text":
            return TextEditor(about)
        number = NumberEditor(dataclasses.replace(about, type=kind))
        number.target().setFixedWidth(self._width_of(_LETTERS_OF_A_NUMBER))
        return number

    def _width_of(self, letters: int) -> int:
        return self.fontMetrics().averageCharWidth() * letters + theme.space(6)

    def _lay_rows_out(self) -> None:
        """Stand every row in its place, name its cells by it, and have Tab follow."""
        for widget in self._headings:
            widget.setVisible(bool(self._rows))
        for number, row in enumerate(self._rows, start=1):
            for widget in (row.number, *row.cells):
                self._grid.removeWidget(widget)
            row.number.setText(str(number))
            self._grid.addWidget(row.number, number, 0)
            for at, (_, cell) in enumerate(row.columns, start=1):
                if cell is not None:
                    self._grid.addWidget(cell, number, at)
                    cell.name(f"{self.about.label}, row {number}: {cell.about.label}")
                    cell.show()
            row.number.show()
        follow_layout(self.window())
        self._show_current()

    def _show_current(self) -> None:
        for row in self._rows:
            row.number.setFont(theme.font(theme.TextSize.SECONDARY, strong=row is self._current))
        at = self._rows.index(self._current) if self._current is not None else -1
        self._remove.setEnabled(at >= 0)
        self._up.setEnabled(at > 0)
        self._down.setEnabled(0 <= at < len(self._rows) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keyboard from row to row, and take the keys that move and remove them."""
        if event.type() == QEvent.Type.FocusIn:
            self._current = next((row for row in self._rows if row.holds(watched)), self._current)
            self._show_current()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = self._act_of(event)
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != (
            Qt.KeyboardModifier.ControlModifier
        ):
            return None
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: self.move_row(-1),
            Qt.Key.Key_Down: lambda: self.move_row(1),
            Qt.Key.Key_Delete: self.remove_row,
        }
        return acts.get(event.key())


class _Row:
    """One row: its number, and per column what it takes and the editor of its cell."""

    def __init__(
        self, columns: list[tuple[cell_type, FieldEditor | None]], texts: tuple[str, ...]
    ) -> None:
        self.number = SecondaryLabel()
        self.columns = columns
        self._texts = (*texts, *[""] * len(columns))[: len(columns)]
        for (kind, cell), text in zip(columns, self._texts, strict=True):
            if cell is not None:
                _show(cell, kind, text)

    @property
    def cells(self) -> tuple[FieldEditor, ...]:
        """The editors that are shown."""
        return tuple(cell for _, cell in self.columns if cell is not None)

    def target(self) -> QWidget:
        """The widget of the first cell that takes the keyboard."""
        return self.cells[0].target()

    def holds(self, widget: QObject) -> bool:
        """Return whether a widget is what takes the keyboard in one of the cells."""
        return any(cell.target() is widget for cell in self.cells)

    def texts(self) -> tuple[str, ...]:
        """Return what stands in each column, as text."""
        return tuple(
            text if cell is None else _text(cell)
            for (_, cell), text in zip(self.columns, self._texts, strict=True)
        )

    def is_empty(self) -> bool:
        """Return whether nothing stands in any cell; a key and an answer alone are nothing."""
        return not any(
            _text(cell)
            for kind, cell in self.columns
            if cell is not None and kind not in ("key", "yes_no")
        )

    def take_away(self) -> None:
        """Have Qt free what stood in the row."""
        for widget in (self.number, *self.cells):
            widget.hide()
            widget.deleteLater()


def _show(cell: FieldEditor, kind: cell_type, text: str) -> None:
    """Show the text of a cell; what is no number or ISO date is shown as it stands, to mend."""
    value: Value = text
    if kind == "day":
        value = _iso(text)
    elif kind in ("whole", "number"):
        value = number_in(text)
    target = cell.target()
    if value is None and isinstance(target, QLineEdit):
        cell.set_value(None)
        target.setText(text)
    else:
        cell.set_value(value)
    if isinstance(target, QLineEdit):
        target.setCursorPosition(0)  # what does not fit is seen from its beginning


def _text(cell: FieldEditor) -> str:
    """Return what stands in a cell as text: dates in ISO form, what cannot be read as typed."""
    value, target = cell.value(), cell.target()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(target, QLineEdit) and value is None:
        return target.text().strip()
    return f"{value:.15g}" if isinstance(value, int | float) else str(value or "")


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
