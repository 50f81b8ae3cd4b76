"""Everything that has two versions, as a list; Enter shows one side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from iro_desktop.services.two_versions import TwoVersions, two_versions
from iro_desktop.services.versions_waiting import count
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.dialogs.settle import SettleDialog
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.views.child_sections import local_time

_HOW: Final = {
    "differ": "Set differently",
    "brought_back": "Deleted here, changed there",
    "unreadable": "From a newer program",
}
_LONGEST: Final = 80  # letters of a version in the list


def _begins(words: str) -> str:
    line = " ".join(words.split()) or "(empty)"
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]}…"


def _others(row: TwoVersions) -> str:
    return " · ".join(_begins(one.words) for one in row.versions if not one.shown)


def _shown(row: TwoVersions) -> str:
    return " · ".join(_begins(one.words) for one in row.versions if one.shown)


def _where(row: TwoVersions) -> str:
    names = (told.computer or told.who for one in row.versions for told in one.told)
    return ", ".join(dict.fromkeys(filter(None, names)))


_COLUMNS: Final[tuple[Column[TwoVersions], ...]] = (
    Column("Child", text=lambda row: row.child, stretch=1),
    Column("What", text=lambda row: row.title, detail=lambda row: _HOW[row.what], stretch=3),
    Column("Shows now", text=_shown, stretch=3),
    Column("Other version", text=_others, stretch=3),
    Column(
        "Last set",
        text=lambda row: local_time(row.latest_at),
        detail=_where,
        sort_key=lambda row: row.latest_at,
        stretch=0,
    ),
)
_NOTE: Final = "Enter shows them side by side; until you choose, the later one shows everywhere"
_NOTHING: Final = "Nothing has two versions."

_Key = tuple[str, str, str]


def _key(row: TwoVersions) -> _Key:
    return (row.which.kind, row.which.record_id, f"{row.which.field} {row.what}")


class TwoVersionsDialog(ListDialog[TwoVersions]):
    """One row for each field with two versions, of one child or of all."""

    letters = (134, 70)

    def __init__(
        self, operations: Operations, parent: QWidget | None = None, *, child_id: str = ""
    ) -> None:
        super().__init__(operations, "Two versions", _COLUMNS, _key, parent)
        self._child_id = child_id
        self._again: tuple[_Key, str] | None = None
        self.header.set_text("Looking for two versions")
        self.messages = self.add_messages()
        self._empty = EmptyState(_NOTHING)
        self._empty.hide()
        self._error = ErrorLabel()
        self.look = Button("Show side by &side", Kind.PRIMARY)
        self.add(self.table, 1)
        self.add(self._empty, 1)
        self.add(self._error)
        self.add_foot(SecondaryLabel(""), self.look)
        self.table.opened.connect(lambda _: self.show_chosen())
        self.table.current_row_changed.connect(lambda row: self.look.setEnabled(row is not None))
        self.look.clicked.connect(self.show_chosen)
        operations.committed.connect(self._read)
        self._read()

    def _read(self) -> None:
        self._operations.run(
            lambda workspace: two_versions(workspace, self._child_id),
            done=self._on_read,
            owner=self,
        )

    def _on_read(self, found: tuple[TwoVersions, ...]) -> None:
        chosen = self.table.current_row()
        snapshot = self._operations.session.snapshot
        words = count(snapshot, self._child_id).words
        self.header.set_text(words or _NOTHING.rstrip("."), _NOTE if words else "")
        self.rows.set_rows(found)
        for widget in (self.table, self.look):
            widget.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found and (chosen is None or not self.table.select_key(_key(chosen))):
            self.table.select_first()
        if not found and self.isActiveWindow():
            self.take_keyboard()
        if self._again is not None:
            self._show_again(*self._again)

    def show_chosen(self) -> None:
        """Show the chosen row side by side."""
        row = self.table.current_row()
        if row is not None:
            self._error.say("")
            self._open(row)

    def _open(self, row: TwoVersions, said: str = "") -> None:
        dialog = SettleDialog(self._operations, row, self, said=said)
        dialog.settled.connect(lambda words: self.messages.show_notice(f"Done: {words}", "Undo"))
        dialog.refused.connect(lambda sentence: self._on_refused(_key(row), sentence))
        dialog.open()

    def _on_refused(self, key: _Key, sentence: str) -> None:
        self._again = (key, sentence)
        self._read()

    def _show_again(self, key: _Key, sentence: str) -> None:
        """Show anew what was changed while it was shown, or say that it is settled."""
        self._again = None
        row = next((one for one in self.rows.all_rows() if _key(one) == key), None)
        if row is None:
            self._error.say(f"{sentence.partition(':')[0]}, and has no two versions any more.")
        else:
            self.table.select_key(key)
            self._open(row, sentence)
