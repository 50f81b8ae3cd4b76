"""Making one child of two that are the same: choose the other, see what will happen, do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, say_number
from iro_desktop.services.child_words import name_of
from iro_desktop.services.merging import (
    Candidate,
    Differing,
    Merge,
    candidates,
    merge_children,
    plan_merge,
)
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.guidance import Guidance
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView

_NOTE: Final = (
    "Choose the other record of the same child. The reference of this one stays; to keep the "
    "other’s, close this and begin from that child."
)
_COLUMNS: Final[tuple[Column[Candidate], ...]] = (
    Column("Child", text=lambda row: row.name, stretch=2),
    Column("Born", text=lambda row: row.born or "–", stretch=1),
    Column(
        "On file",
        text=lambda row: counted(row.records, "record"),
        sort_key=lambda row: row.records,
        stretch=1,
    ),
    Column("Looks the same", text=lambda row: row.alike, stretch=2),
)
_DIFFERING: Final[tuple[Column[Differing], ...]] = (
    Column("What differs", text=lambda row: row.label, detail=lambda row: row.what, stretch=2),
    Column("Stays", text=lambda row: row.stays, stretch=3),
    Column("Kept in the history", text=lambda row: row.other, stretch=3),
)
_PLAN: Final = "same child"


class SameChildDialog(ListDialog[Candidate]):
    """The other children, over what making one of the two would do."""

    letters = (112, 92)
    recorded = Signal(str)
    """The id of the child that stays, once they are one."""

    def __init__(
        self, operations: Operations, child_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            operations,
            "The same child twice",
            _COLUMNS,
            lambda row: row.child_id,
            parent,
            name="Other children",
        )
        self._child_id = child_id
        snapshot = operations.session.snapshot
        self.header.set_text(
            f"Who is the same child as {name_of(snapshot.cases[child_id].child)}?", _NOTE
        )
        self.filter = self.filter_line("Find by reference", "Find the other child")
        self.words = BodyLabel("")
        self.warnings = Guidance()
        self.differing = TableModel[Differing](_DIFFERING, key=id, parent=self)
        self.differing_table = TableView(self.differing, name="What the two say differently")
        self.error = ErrorLabel()
        self.join = Button("&Make them one child", Kind.PRIMARY)
        self.join.setEnabled(False)
        self.join.clicked.connect(self._on_join)
        self.close_button.setText("Cancel")
        self.add(self.filter)
        self.add(self.table, 2)
        self.add(self.words)
        self.add(self.warnings)
        self.add(self.differing_table, 1)
        self.add(self.error)
        self.add_foot(SecondaryLabel(""), self.join)
        self.differing_table.hide()
        self.table.current_row_changed.connect(self._look)
        self.table.opened.connect(lambda _: self.join.setFocus())
        rows = candidates(snapshot, child_id)
        self.rows.set_rows(rows)
        self._on_file = _say_on_file(rows)
        self.words.setText(self._on_file)
        # Before it is shown: Qt would begin in the table, which takes its first row by it.
        self.begin()
        QWidget.setTabOrder(self.filter, self.table)

    def begin(self) -> None:
        """Begin where the other child is looked for: nobody is chosen until a person does."""
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look(self, row: Candidate | None) -> None:
        self.join.setEnabled(False)
        self.error.say("")
        if row is None:
            self.words.setText(self._on_file)
            self.warnings.show_sentences(())
            self.differing_table.hide()
            return
        first, second = self._child_id, row.child_id
        self._operations.read(
            lambda session: plan_merge(session.snapshot, first, second),
            done=self._show_merge,
            failed=self._on_failed,
            replaces=_PLAN,
            owner=self,
        )

    def _show_merge(self, merge: Merge) -> None:
        self.words.setText("\n".join(merge.lines()))
        self.warnings.show_sentences(merge.warnings())
        self.differing.set_rows(merge.differing)
        self.differing_table.setVisible(bool(merge.differing))
        self.join.setEnabled(True)

    def _on_join(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        first, second = self._child_id, row.child_id
        self.join.setEnabled(False)
        self._operations.run(
            lambda workspace: merge_children(workspace, first, second),
            done=self._on_joined,
            failed=self._on_failed,
            owner=self,
        )

    def _on_joined(self, _merge: Merge) -> None:
        self.accept()
        self.recorded.emit(self._child_id)

    def _on_failed(self, error: UserError) -> None:
        self.error.say(str(error))


def _say_on_file(rows: Sequence[Candidate]) -> str:
    """Return how many there are to choose from, and where those stand who look the same."""
    alike = sum(bool(row.alike) for row in rows)
    stand = "stands" if alike == 1 else "stand"
    first = f"; {say_number(alike)} with the same UPN or date of birth {stand} first"
    are = counted(len(rows), "other child is", "other children are")
    return f"{are} on file{first if alike else ''}."
