"""The view log: who opened, printed, copied, exported or imported what, and when."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.services.access import Viewed, kept_words, view_log
from iro_desktop.ui import theme
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.views.child_sections import local_time
from iro_desktop.ui.words import translated

_COLUMNS: Final[tuple[Column[Viewed], ...]] = (
    Column("When", text=lambda row: local_time(row.at), sort_key=lambda row: row.at, stretch=0),
    Column("What", text=lambda row: row.words, detail=lambda row: row.detail, stretch=3),
    Column("Child", text=lambda row: row.child, stretch=2),
    Column("Who", text=lambda row: row.who or "Not known", stretch=2),
)
_EVERYTHING: Final = "Everything"
_NOTHING: Final = "Nobody has looked at anything yet."
_NOTHING_OF_CHILD: Final = "Nobody has looked at this child yet."
_WHAT_LETTERS: Final = 24


class ViewLogDialog(ListDialog[Viewed]):
    """The newest first; narrowed by words and by what was done.

    With ``child_id`` it shows the entries of that child alone.
    """

    letters = (112, 80)

    def __init__(
        self, operations: Operations, child_id: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(operations, "View log", _COLUMNS, lambda row: row.event_id, parent)
        self._is_of_child = bool(child_id)
        self.header.set_text("Reading the view log")
        self.filter = self.filter_line("Filter: child, who, date (Ctrl+F)", "Filter the view log")
        self.what = QComboBox()
        self.what.setAccessibleName(translated("What was done"))
        self.what.setMinimumContentsLength(_WHAT_LETTERS)
        self.what.currentIndexChanged.connect(self._on_what_chosen)
        self._empty = EmptyState(_NOTHING_OF_CHILD if child_id else _NOTHING)
        self._empty.hide()
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.filter, 1)
        row.addWidget(self.what)
        self.add(tools)
        self.add(self.table, 1)
        self.add(self._empty, 1)
        session = operations.session
        self.kept = SecondaryLabel(kept_words(session.snapshot, session.today))
        self.add_foot(self.kept)
        operations.run(
            lambda workspace: view_log(workspace, child_id), done=self._on_read, owner=self
        )

    def open(self) -> None:
        """Show the dialog over its window, the keyboard in the filter."""
        super().open()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, found: tuple[Viewed, ...]) -> None:
        self.rows.set_rows(found)
        failed = sum(row.what == "failed_unlock" for row in found)
        times = counted(len(found), "entry", "entries")
        note = f"{counted(failed, 'attempt')} to unlock failed" if failed else ""
        if self._is_of_child and found:
            note = found[0].child
        self.header.set_text(f"{times} in the view log" if found else "No entries", note)
        self.what.clear()
        self.what.addItem(translated(_EVERYTHING))
        for words in sorted({row.words for row in found}):
            self.what.addItem(translated(words), words)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self.table.select_first()

    def _on_what_chosen(self, at: int) -> None:
        words = self.what.itemData(at)
        self.rows.set_filter((lambda row: row.words == words) if at > 0 else None)
