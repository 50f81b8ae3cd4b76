"""What is not yet in the council's system: copied one by one, and marked as entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.snapshot import Commit
from iro_desktop.domain.words import counted, short_date
from iro_desktop.services.council_text import (
    COPIED_KINDS,
    NotYet,
    council_text,
    mark_entered,
    not_entered,
)
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.private_clipboard import CLEARED_AFTER_SECONDS
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.words import translated

_COLUMNS: Final[tuple[Column[NotYet], ...]] = (
    Column("Date", text=lambda row: short_date(row.on), sort_key=lambda row: row.on, stretch=0),
    Column("Child", text=lambda row: row.child, stretch=1),
    Column("What", text=lambda row: row.what, stretch=2),
)
_NOTE: Final = "Records of the last 3 months; Enter copies one, several can be marked at once"
_NONE_OF_THESE: Final = "Of these children everything of the last 3 months is there."
_NONE: Final = "Everything of the last 3 months is in the council’s system."


class CouncilDialog(ListDialog[NotYet]):
    """The list, and under it exactly what would be copied of the chosen record.

    ``here`` is the child whose page is open: the list begins with that child's records. With
    ``only`` it holds those of these children alone, all of them chosen.
    """

    letters = (120, 84)

    def __init__(
        self,
        operations: Operations,
        here: str = "",
        parent: QWidget | None = None,
        *,
        only: Sequence[str] = (),
    ) -> None:
        super().__init__(
            operations,
            "Not yet in the council’s system",
            _COLUMNS,
            lambda row: (row.kind, row.record_id),
            parent,
            many=True,
        )
        self._only = frozenset(only)
        self._make_widgets()
        self._connect()
        self._show_rows()
        case = operations.session.snapshot.cases.get(here)
        if case is not None and any(row.child_id == here for row in self.rows.all_rows()):
            self.filter.setText(case.child.reference)

    def _make_widgets(self) -> None:
        self.filter = self.filter_line("Filter: child, what (Ctrl+F)", "Filter the records")
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName(translated("What is copied"))
        self._empty = EmptyState(_NONE_OF_THESE if self._only else _NONE)
        self._error = ErrorLabel()
        self._said = SecondaryLabel()
        self.copy = Button("&Copy", Kind.PRIMARY, icon="copy")
        self.mark = Button("&Mark as entered")
        self.add(self.filter)
        self.add(self.table, 3)
        self.add(self.preview, 2)
        self.add(self._empty, 1)
        self.add(self._error)
        self.add_foot(self._said, self.mark, self.copy)

    def _connect(self) -> None:
        self.table.current_row_changed.connect(self._show_preview)
        self.table.opened.connect(lambda _: self.copy_chosen())
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.rows.shown_changed.connect(self._show_buttons)
        self.copy.clicked.connect(self.copy_chosen)
        self.mark.clicked.connect(self.mark_chosen)
        self._operations.committed.connect(self._on_committed)

    def open(self) -> None:
        """Show the dialog over its window, with the keyboard in the list."""
        super().open()
        self.table.select_first()
        if self._only:
            self.table.selectAll()
        self.take_keyboard()

    # What it shows

    def _show_rows(self) -> None:
        session = self._operations.session
        officer_id = "" if session.whole_service else session.officer_id
        found = not_entered(session.snapshot, session.practice, officer_id, session.today)
        rows = [row for row in found if not self._only or row.child_id in self._only]
        self.rows.set_rows(rows)
        number = counted(len(rows), "record is", "records are")
        title = f"{number} not yet in the council’s system" if rows else "Nothing is left to copy"
        self.header.set_text(title, _NOTE if rows else "")
        for widget in (self.filter, self.table, self.preview, self.copy, self.mark):
            widget.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._show_preview()

    def _show_preview(self) -> None:
        row = self.table.current_row()
        session = self._operations.session
        text = ""
        if row is not None:
            text = council_text(
                session.snapshot, session.practice, row.kind, row.record_id, session.today
            )
        self.preview.setPlainText(text)
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = len(self.table.selected_rows())
        self.copy.setEnabled(self.table.current_row() is not None)
        self.mark.setEnabled(chosen > 0)
        self.mark.setText(f"&Mark {chosen} as entered" if chosen > 1 else "&Mark as entered")
        self.mark.updateGeometry()

    # What it does

    def copy_chosen(self) -> None:
        """Copy the words of the row that has the keyboard."""
        row = self.table.current_row()
        if row is not None:
            self._operations.copy_asked.emit(row.kind, row.record_id)
            self._say(f"Copied; the clipboard is cleared after {CLEARED_AFTER_SECONDS} seconds")

    def mark_chosen(self) -> None:
        """Say of all chosen records that they are in the council's system since today."""
        chosen = [(row.kind, row.record_id) for row in self.table.selected_rows()]
        today = self._operations.session.today
        if chosen:
            self._operations.run(
                lambda workspace: mark_entered(workspace, chosen, on=today),
                done=self._on_marked,
                failed=self._on_failed,
                owner=self,
            )

    def _on_marked(self, number: int) -> None:
        self._say(f"{counted(number, 'record')} marked; Ctrl+Z in the window takes it back")
        self.take_keyboard()

    def _on_failed(self, error: UserError) -> None:
        self._error.say(str(error))

    def _say(self, words: str) -> None:
        self._error.say("")
        self._said.setText(words)
        announce(self, words)

    def _on_committed(self, commit: Commit) -> None:
        if COPIED_KINDS & commit.kinds:
            before = self.rows.rows()
            at = max(0, self.table.currentIndex().row())
            self._show_rows()
            if self.rows.rows() and not self.table.currentIndex().isValid():
                at = min(at, len(self.rows.rows()) - 1, len(before) - 1)
                row = self.rows.rows()[at]
                self.table.select_key((row.kind, row.record_id))
