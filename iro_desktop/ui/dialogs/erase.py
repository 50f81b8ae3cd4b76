"""Old cases: what may be erased, what was asked for, and how far that is on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, say_list, short_date
from iro_desktop.services.erasing import Done, ask_to_erase_log, cancel_erasure
from iro_desktop.services.retention import LOG, Due, State, due_for_erasure, in_words
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.cards import EmptyState
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.theme import Status

_MARKS: Final = {
    State.READY: Status.DUE_SOON,
    State.CAME_IN: Status.DUE_SOON,
    State.CAN_ASK: Status.NOT_YET,
    State.WAITING: Status.NOT_YET,
    State.NOT_YET: None,
    State.DONE: Status.FINE,
}
_ASK: Final = (State.CAN_ASK, State.NOT_YET)
_ERASE: Final = (State.READY, State.CAME_IN)
_NOTHING: Final = "No case has ended here, and the view log holds no entries older than 12 months."
_NOTE: Final = (
    "Nothing is erased by itself: it is asked for, every computer waits 14 days, then a person "
    "erases it on each of them."
)


def _holds(row: Due) -> str:
    return counted(row.left, "record") if row.left and row.reason != LOG else ""


_COLUMNS: Final[tuple[Column[Due], ...]] = (
    Column("Case", text=lambda row: row.title, detail=_holds, stretch=3),
    Column("Why", text=lambda row: row.why, stretch=3),
    Column(
        "Ended",
        text=lambda row: short_date(row.ended_on) if row.ended_on else "",
        sort_key=lambda row: row.ended_on,
        stretch=0,
    ),
    Column(
        "Asked for",
        text=lambda row: short_date(row.asked_on) if row.asked_on else "",
        sort_key=lambda row: row.asked_on,
        stretch=0,
    ),
    Column(
        "How far it is",
        text=lambda row: row.words,
        detail=lambda row: row.more,
        sort_key=lambda row: (list(State).index(row.state), row.days_left),
        mark=lambda row: _MARKS[row.state],
        stretch=3,
    ),
)


class EraseDialog(ListDialog[Due]):
    """One row a case or request. What can be done with the chosen rows stands at the foot."""

    letters = (138, 74)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations, "Erase old cases", _COLUMNS, lambda row: row.key, parent, many=True
        )
        self.header.set_text("Looking for old cases")
        self.filter = self.filter_line("Filter: child, why, how far (Ctrl+F)", "Filter the cases")
        self._empty = EmptyState(_NOTHING)
        self._empty.hide()
        self._meaning = BodyLabel(quiet=True)
        self._error = ErrorLabel()
        self._said = SecondaryLabel()
        self.ask = Button("&Ask to erase…")
        self.cancel = Button("&Cancel the request")
        self.erase = Button("&Erase now…")
        self.add(self.filter)
        self.add(self.table, 1)
        self.add(self._empty, 1)
        self.add(self._meaning)
        self.add(self._error)
        self.add_foot(self._said, self.cancel, self.ask, self.erase)
        self._connect()
        self._on_chosen()
        self._read()

    def _connect(self) -> None:
        self.ask.clicked.connect(self.ask_for_chosen)
        self.cancel.clicked.connect(self.cancel_chosen)
        self.erase.clicked.connect(self.erase_chosen)
        self.table.opened.connect(lambda _: self._open_chosen())
        self.table.selectionModel().selectionChanged.connect(self._on_selection)

    # What it shows

    def _read(self) -> None:
        today = self._session_day()
        self._operations.run(
            lambda workspace: due_for_erasure(workspace, today), done=self._on_read, owner=self
        )

    def _on_read(self, found: tuple[Due, ...]) -> None:
        ready = sum(one.state in _ERASE for one in found)
        askable = sum(one.state is State.CAN_ASK for one in found)
        parts = [f"{ready} ready to erase"] if ready else []
        if askable:
            parts.append(f"{askable} to ask for")
        self.header.set_text(
            f"Old cases: {say_list(parts)}" if parts else "Nothing to erase now", _NOTE
        )
        self.rows.set_rows(found)
        for widget in (self.filter, self.table, self.ask, self.cancel, self.erase):
            widget.setVisible(bool(found))
        self._empty.setVisible(not found)
        if found:
            self.table.select_first()
        else:
            self.take_keyboard()
        self._on_chosen()

    def _on_selection(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._on_chosen()

    def chosen(self) -> list[Due]:
        """Return the chosen rows."""
        return list(self.table.selected_rows())

    def _on_chosen(self) -> None:
        rows = self.chosen()
        states = {row.state for row in rows}
        is_mixed = len({row.reason == LOG for row in rows}) > 1
        self.ask.setEnabled(bool(rows) and states <= set(_ASK) and not is_mixed)
        self.cancel.setEnabled(bool(rows) and all(row.request_id for row in rows))
        self.erase.setEnabled(bool(rows) and states <= set(_ERASE))
        self._meaning.setText(in_words(rows[0]) if len(states) == 1 else "")

    # What the user does

    def _open_chosen(self) -> None:
        """Do what comes next for the chosen rows."""
        for button in (self.erase, self.ask):
            if button.isEnabled():
                button.click()
                return

    def ask_for_chosen(self) -> None:
        """Ask for the erasure of the chosen cases, or of the old entries of the view log."""
        from iro_desktop.ui.dialogs.erase_ask import AskToEraseDialog

        rows, today = self.chosen(), self._session_day()
        log = next((row for row in rows if row.reason == LOG), None)
        if log is None:
            dialog = AskToEraseDialog(self._operations, rows, self)
            dialog.asked.connect(lambda number: self._on_done(_asked(number)))
            dialog.open()
        elif log.before_on is not None:
            before_on = log.before_on
            self._operations.run(
                lambda workspace: ask_to_erase_log(workspace, before_on, today),
                done=lambda _: self._on_done(_asked(1)),
                failed=self._on_failed,
                owner=self,
            )

    def cancel_chosen(self) -> None:
        """Cancel the requests of the chosen rows."""
        request_ids, today = [row.request_id for row in self.chosen()], self._session_day()
        self._operations.run(
            lambda workspace: cancel_erasure(workspace, request_ids, today),
            done=lambda number: self._on_done(f"Cancelled: {counted(number, 'request')}"),
            failed=self._on_failed,
            owner=self,
        )

    def erase_chosen(self) -> None:
        """Ask once more, then erase what was chosen."""
        from iro_desktop.ui.dialogs.erase_now import EraseNowDialog

        dialog = EraseNowDialog(self._operations, self.chosen(), self)
        dialog.erased.connect(self._on_erased)
        dialog.open()

    def _session_day(self) -> date:
        return self._operations.session.today

    def _on_erased(self, done: Done) -> None:
        what = counted(done.records, "record is", "records are")
        backups = counted(done.backups, "backup was", "backups were")
        self._on_done(f"{what} erased, {backups} written anew without them")
        if done.unreadable or done.in_shared:
            self._error.say(" ".join(_still_there(done)))

    def _on_done(self, words: str) -> None:
        self._error.say("")
        self._said.setText(words)
        announce(self, words)
        self._read()

    def _on_failed(self, error: UserError) -> None:
        self._said.setText("")
        self._error.say(str(error))
        self._read()


def _asked(number: int) -> str:
    return f"Asked for: {counted(number, 'erasure')}. It waits 14 days on every computer"


def _still_there(done: Done) -> Iterator[str]:
    """Yield where what was erased may still be, and what to do about it."""
    if done.unreadable:
        yield (
            f"Not cleared, as they could not be opened: {say_list(done.unreadable)}. Delete "
            "them from the store’s folder if they may hold what was erased."
        )
    if done.in_shared:
        yield (
            f"Set aside in the shared folder earlier: {say_list(done.in_shared)}. Delete what "
            "still lies there: it may hold what was erased."
        )
