"""Everything about a child as one file: what it will hold and what to check, then where to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted
from iro_desktop.services.child_words import name_of
from iro_desktop.services.subject_access import (
    Content,
    Everything,
    Mention,
    contents,
    everything_about,
    write_everything,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, SectionHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView

_PLAIN: Final = (
    "The file is not encrypted, because it is to be given to somebody: keep it only where it has "
    "to be, and delete it once it was sent."
)
_NONE_FOUND: Final = (
    "No reference, name or initials of another child was found. They are looked for by spelling "
    "alone: read the file before it goes."
)
_SHOWN: Final = 60  # letters of the words that may be about another child
_DOCUMENTS, _JSONS = "Word documents (*.docx)", "JSON files (*.json)"

_CHECKS: Final[tuple[Column[Mention], ...]] = (
    Column("Where", text=lambda row: row.where, stretch=3),
    Column(
        "Words",
        text=lambda row: row.words if len(row.words) <= _SHOWN else f"{row.words[:_SHOWN]}…",
        detail=lambda row: row.around if row.around != row.words else "",
        stretch=4,
    ),
    Column("Why", text=lambda row: row.why, stretch=2),
)
_HELD: Final[tuple[Column[Content], ...]] = (
    Column("It will hold", text=lambda row: row.words, stretch=1),
    Column(
        "Number",
        text=lambda row: f"{row.number:,}",
        sort_key=lambda row: row.number,
        align_right=True,
        stretch=0,
    ),
)


class SubjectAccessDialog(ListDialog[Mention]):
    """What the file will hold on the left, and the places to check before it is sent beside it."""

    letters = (150, 84)

    said = Signal(str)
    """What was written, for the window to say."""

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations,
            "Everything about a child",
            _CHECKS,
            lambda row: (row.place, row.start),
            parent,
            name="Places to check",
        )
        self._everything: Everything | None = None
        child = operations.session.snapshot.cases[child_id].child
        self._name = name_of(child)
        self.header.set_text(f"Reading everything about {self._name}")
        self.held: TableModel[Content] = TableModel(_HELD, key=lambda row: row.words, parent=self)
        self.held_table = TableView(self.held, name="What the file will hold")
        self._checks = SectionHeader("Before it is sent")
        self._empty = EmptyState(_NONE_FOUND)
        self._empty.hide()
        self._error = ErrorLabel()
        self.document = Button("Save as &Word document…", Kind.PRIMARY)
        self.json = Button("Save as &JSON…")
        self._lay_out()
        self.document.clicked.connect(lambda: self._ask_where(_DOCUMENTS, ".docx"))
        self.json.clicked.connect(lambda: self._ask_where(_JSONS, ".json"))
        self._let_write(can=False)
        operations.run(
            lambda workspace: everything_about(workspace, child_id),
            done=self._on_read,
            failed=self._on_failed,
            owner=self,
        )

    def _lay_out(self) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        right = QVBoxLayout()
        right.setSpacing(theme.space(2))
        for widget in (self._checks, self.table, self._empty):
            right.addWidget(widget, 0 if widget is self._checks else 1)
        row.addWidget(self.held_table, 2)
        row.addLayout(right, 5)
        self.add(both, 1)
        self.add(self._error)
        self.add_foot(BodyLabel(_PLAIN), self.json, self.document)

    def _on_read(self, everything: Everything) -> None:
        self._everything = everything
        held = contents(everything)
        number = counted(sum(one.number for one in held), "entry", "entries")
        self.header.set_text(f"Everything about {self._name}", f"{number} in one file")
        self.held.set_rows(held)
        found = everything.mentions
        places = counted(len(found), "place")
        these = "these" if len(found) > 1 else "this"
        self._checks.set_text(
            f"Check {these} {places} before it is sent" if found else "Before it is sent",
            "They may be about another child; each is marked in the file" if found else "",
        )
        self.rows.set_rows(found)
        self.table.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._let_write(can=True)
        (self.table if found else self.document).setFocus()
        self.table.select_first()

    def _let_write(self, *, can: bool) -> None:
        for button in (self.document, self.json):
            button.setEnabled(can)

    def _ask_where(self, kinds: str, ending: str) -> None:
        today = self._operations.session.today.isoformat()
        choose_where(
            self,
            "Save everything about the child",
            kinds,
            f"Everything about a child {today}{ending}",
            self.save_to,
        )

    def save_to(self, path: Path) -> None:
        """Write the file, and say where it is and what is left to do."""
        everything = self._everything
        if everything is None:
            return
        self._error.say("")
        self._let_write(can=False)
        self._operations.run_long(
            "Writing everything about the child",
            lambda workspace, _task: write_everything(workspace, everything, path),
            done=self._on_written,
            failed=self._on_failed,
            settled=lambda: self._let_write(can=True),
            owner=self,
        )

    def _on_written(self, written: Path) -> None:
        number = len(self._everything.mentions) if self._everything else 0
        places = counted(number, "place")
        check = f" Check the {places} marked in it before it is sent." if number else ""
        words = f"{written.name} is written, and is not encrypted.{check}"
        announce(self, words)
        self.said.emit(words)
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self._error.say(str(error))
