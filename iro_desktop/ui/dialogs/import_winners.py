"""Who wins where the files and what was typed here differ: a table with a choice for each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column

_NOTE: Final = (
    "Where a file differs from what you typed, yours stays unless you say otherwise here. "
    "It holds for every import on this computer."
)


@dataclass(frozen=True, slots=True)
class Deciding:
    """One field, and whether the file wins in it."""

    name: str
    words: str
    file_wins: bool


_COLUMNS: Final[tuple[Column[Deciding], ...]] = (
    Column("Where they differ in", text=lambda row: row.words, stretch=3),
    Column(
        "What holds",
        text=lambda row: "Take the file’s" if row.file_wins else "Keep what I typed",
        stretch=2,
    ),
)


class WinnersDialog(ListDialog[Deciding]):
    """One row for each field that differs, or in which the file wins already."""

    letters = (84, 50)
    decided = Signal(object)
    """The names of the fields in which the file wins."""

    def __init__(
        self,
        operations: Operations,
        deciding: Mapping[str, tuple[str, bool]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, "Yours or the file’s", _COLUMNS, lambda row: row.name, parent)
        self.header.set_text("Yours or the file’s", _NOTE)
        self.change = Button("&Change")
        self.keep = Button("&Keep this", Kind.PRIMARY)
        self.change.clicked.connect(self.turn)
        self.keep.clicked.connect(self._on_keep)
        self.table.opened.connect(lambda _: self.turn())
        self.on_key(Qt.Key.Key_Space, self.turn)
        self.add(self.table, 1)
        self.add_foot(SecondaryLabel("Space changes the chosen row"), self.change, self.keep)
        self.close_button.setText("Cancel")
        rows = [Deciding(name, words, wins) for name, (words, wins) in deciding.items()]
        self.rows.set_rows(rows)
        self.table.select_first()

    def turn(self) -> None:
        """Have the other side win in the chosen field."""
        chosen = self.table.current_row()
        if chosen is None:
            return
        turned = replace(chosen, file_wins=not chosen.file_wins)
        rows = [turned if row.name == chosen.name else row for row in self.rows.all_rows()]
        self.rows.set_rows(rows)
        self.table.select_key(chosen.name)
        self.table.read_row()

    def _on_keep(self) -> None:
        self.decided.emit(frozenset(row.name for row in self.rows.all_rows() if row.file_wins))
        self.accept()
