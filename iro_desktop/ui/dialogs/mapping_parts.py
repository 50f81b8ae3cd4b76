"""The two lists of the mapping page: the field of each column, the meaning of each spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.fields.choice import Combo
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TextLabel
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.mapping_look import Column, Spelling

_LEFT_OUT: Final = "Not imported"
_OPEN: Final = "Choose what it means"
_AS_EMPTY: Final = "Leave it empty"
_LONGEST_SAMPLE: Final = 28
_UNSETTLED: Final = "open"
_MEANT: Final = "meant:"


class _Grid(QWidget):
    """Rows of words and a list to choose from, under headings."""

    def __init__(self, *headings: str) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(4))
        self._grid.setVerticalSpacing(theme.space(2))
        for at, heading in enumerate(headings):
            self._grid.addWidget(SecondaryLabel(heading), 0, at)
            self._grid.setColumnStretch(at, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def lay_row(self, number: int, *widgets: QWidget) -> None:
        """Put widgets into a row, the first of which has the number 1."""
        for at, widget in enumerate(widgets):
            self._grid.addWidget(widget, number, at, Qt.AlignmentFlag.AlignVCenter)
            widget.show()

    def take_away(self, *widgets: QWidget) -> None:
        """Have Qt free what stood in a row."""
        for widget in widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


class ColumnsGrid(_Grid):
    """One row a column of the table: heading, first values, and the field that it is.

    A field is one column: choosing it in a second place takes it from the first, but only once the
    keyboard goes on, for on the way down a list it passes over fields that stay where they are.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Column", "First values", "What it is")
        self._columns: tuple[Column, ...] = ()
        self._rows: list[tuple[TextLabel, TextLabel, QComboBox]] = []
        self._latest: QComboBox | None = None

    @property
    def combos(self) -> tuple[QComboBox, ...]:
        """The list of each row."""
        return tuple(row[2] for row in self._rows)

    def show_columns(self, columns: Sequence[Column], choices: Sequence[tuple[str, str]]) -> None:
        """Show these columns, each with a list of the fields that it can be."""
        for row in self._rows:
            self.take_away(*row)
        self._columns, self._rows, self._latest = tuple(columns), [], None
        for number, column in enumerate(columns, 1):
            combo = Combo()
            combo.setAccessibleName(f"{column.heading}: what it is")
            combo.setAccessibleDescription(", ".join(column.samples))
            combo.addItem(translated(_LEFT_OUT), "")
            for name, words in choices:
                combo.addItem(translated(words), name)
            combo.setCurrentIndex(max(combo.findData(column.field), 0))
            combo.activated.connect(lambda _, one=combo: self._on_chosen(one))
            combo.installEventFilter(self)
            samples = " · ".join(_short(one) for one in column.samples) or "empty"
            row = (BodyLabel(column.heading), SecondaryLabel(samples), combo)
            self.lay_row(number, *row)
            self._rows.append(row)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns with the fields that are chosen; of two alike the latest counts."""
        doubles = self._doubles()
        return tuple(
            replace(column, field="" if combo in doubles else str(combo.currentData() or ""))
            for column, combo in zip(self._columns, self.combos, strict=True)
        )

    def _doubles(self) -> list[QComboBox]:
        """Return the lists that show the field which was chosen in another one after them."""
        latest = self._latest
        if latest is None or not latest.currentData():
            return []
        field = latest.currentData()
        return [one for one in self.combos if one is not latest and one.currentData() == field]

    def _on_chosen(self, chosen: QComboBox) -> None:
        self._latest = chosen
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show what a choice took from other columns, once the keyboard leaves its list."""
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() != Qt.FocusReason.PopupFocusReason
            and watched is self._latest
        ):
            for combo in self._doubles():
                combo.setCurrentIndex(0)
        return super().eventFilter(watched, event)


class SpellingsGrid(_Grid):
    """One row a spelling: where it stands, how often, and what it means.

    A row that is settled stays where it is, so that the keyboard goes on from it.
    """

    settled = Signal(str, str, object)
    """Field, spelling, and what it means: a code, "" for nothing, None while it is open."""

    def __init__(self) -> None:
        super().__init__("Spelling", "What it means")
        self._rows: dict[tuple[str, str], tuple[TextLabel, QComboBox]] = {}

    @property
    def combos(self) -> tuple[QComboBox, ...]:
        """The list of each row."""
        return tuple(combo for _, combo in self._rows.values())

    def show_spellings(self, spellings: Sequence[Spelling]) -> None:
        """Show these spellings; those that are shown already keep their places."""
        wanted = {(one.field, one.spelling.casefold()): one for one in spellings}
        for key in [key for key in self._rows if key not in wanted]:
            self.take_away(*self._rows.pop(key))
        for key, one in wanted.items():
            if key not in self._rows:
                self._rows[key] = (BodyLabel(), self._combo(one))
            label, combo = self._rows[key]
            label.setText(one.words)
            combo.setAccessibleName(f"{one.words}: what it means")
            data = _UNSETTLED if one.meaning is None else f"{_MEANT}{one.meaning}"
            combo.setCurrentIndex(max(combo.findData(data), 0))
        for number, row in enumerate(self._rows.values(), 1):
            self.lay_row(number, *row)

    def _combo(self, one: Spelling) -> QComboBox:
        combo = Combo()
        combo.addItem(translated(_OPEN), _UNSETTLED)
        for code, words in one.choices:
            combo.addItem(translated(words), f"{_MEANT}{code}")
        if one.spelling:
            combo.addItem(translated(_AS_EMPTY), _MEANT)
        combo.activated.connect(lambda _: self._on_chosen(one, combo))
        return combo

    def _on_chosen(self, one: Spelling, combo: QComboBox) -> None:
        data = str(combo.currentData())
        meaning = None if data == _UNSETTLED else data.removeprefix(_MEANT)
        self.settled.emit(one.field, one.spelling, meaning)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SAMPLE else f"{text[:_LONGEST_SAMPLE].rstrip()}…"
