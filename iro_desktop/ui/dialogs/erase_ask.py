"""The question before an erasure is asked for: what happens, what has to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, say_list
from iro_desktop.services.erasing import UNREACHABLE, Asking, ask_to_erase
from iro_desktop.services.retention import HANDED_OVER, WAIT_DAYS, Due, State
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.small_dialog import SmallDialog
from iro_desktop.ui.words import translated

MOST_NAMED: Final = 12  # children by name; of more their number
_WHAT_HAPPENS: Final = (
    f"Nothing is erased yet. Every computer that shares this caseload waits {WAIT_DAYS} days from "
    "when it first sees the request; then a person erases on each of them. Until then anybody can "
    "cancel it, on any of them."
)
_WHAT_STAYS: Final = (
    "Figures of finished months stay, as counts. If somebody may ask for what is on file, keep it "
    "first: Child, “Everything about this child…”."
)


class AskToEraseDialog(SmallDialog):
    """What happens and when, and the ticks without which nothing is asked for."""

    letters_wide = 92
    asked = Signal(int)
    """How many erasures were asked for."""

    def __init__(
        self, operations: Operations, rows: Sequence[Due], parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Ask to erase {named(rows)}?", parent, window_title="Ask to erase")
        self._operations = operations
        self._child_ids = [row.child_id for row in rows]
        self._is_early = any(row.state is State.NOT_YET for row in rows)
        self.council_copy = QCheckBox(
            translated("The council’s system holds a copy of all that must be kept")
        )
        self.handed_over = QCheckBox(translated("The IRO who took over has received the case"))
        self.by_right = QCheckBox(translated("Somebody with a right to it asked for the erasure"))
        self.handed_over.setVisible(any(row.reason == HANDED_OVER for row in rows))
        self.ask = Button("&Ask to erase")
        self.ask.clicked.connect(self._on_ask)
        self.keep = Button("&Keep", Kind.PRIMARY)
        self.keep.clicked.connect(self.reject)
        self._error = ErrorLabel()
        self._lay_out(rows)
        for box in (self.council_copy, self.handed_over, self.by_right):
            box.toggled.connect(self._on_ticked)
        self._on_ticked()

    def _lay_out(self, rows: Sequence[Due]) -> None:
        # Qt would take the height of the words where they are narrowest.
        self.column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        if len(rows) > 1:
            self.add(BodyLabel(listed(rows)))
        self.add(
            BodyLabel(_WHAT_HAPPENS),
            BodyLabel(f"This program cannot reach {UNREACHABLE}: see to these."),
            SecondaryLabel(_WHAT_STAYS),
            self.council_copy,
            self.handed_over,
            self.by_right,
        )
        if self._is_early:
            self.add(
                SecondaryLabel("It is not old enough yet: without this last tick it has to wait.")
            )
        self.add(self._error)
        self.add_foot(self.ask, self.keep)

    def begin(self) -> None:
        """Begin on the first tick."""
        self.council_copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ticked(self) -> None:
        needed = [self.council_copy]
        if not self.handed_over.isHidden():
            needed.append(self.handed_over)
        if self._is_early:
            needed.append(self.by_right)
        self.ask.setEnabled(all(box.isChecked() for box in needed))

    def _on_ask(self) -> None:
        self.ask.setEnabled(False)
        asking = Asking(
            council_copy=self.council_copy.isChecked(),
            handed_over=self.handed_over.isChecked(),
            by_right=self.by_right.isChecked(),
        )
        today, child_ids = self._operations.session.today, self._child_ids
        self._operations.run(
            lambda workspace: ask_to_erase(workspace, child_ids, asking, today),
            done=self._on_asked,
            failed=self._on_failed,
            owner=self,
        )

    def _on_asked(self, request_ids: tuple[str, ...]) -> None:
        self.accept()
        self.asked.emit(len(request_ids))

    def _on_failed(self, error: UserError) -> None:
        self._on_ticked()
        self._error.say(str(error))


def named(rows: Sequence[Due]) -> str:
    """Return what a question is about: the one by name, of several their number."""
    if len(rows) == 1:
        return rows[0].title
    return counted(len(rows), "case")


def listed(rows: Sequence[Due]) -> str:
    """Return several by name; of very many the first, and how many more."""
    names = [row.title for row in rows[:MOST_NAMED]]
    more = len(rows) - len(names)
    return say_list([*names, f"{more} more"] if more else names)
