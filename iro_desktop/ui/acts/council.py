"""What is copied into the council's system, and marked as entered there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from iro_desktop.domain.records import KINDS, ChildRecord
from iro_desktop.services.child_records import RecordGoneError
from iro_desktop.ui.pages import CHILD
from iro_desktop.ui.private_clipboard import CLEARED_AFTER_SECONDS, PrivateClipboard

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

_COPIED: Final = (
    f"Copied; the clipboard is cleared after {CLEARED_AFTER_SECONDS} seconds. Entered in the "
    "council’s system?"
)
_FOR_THE_COUNCIL: Final = "for the council’s system"
_ENTERED_BEFORE: Final = "It was marked as entered in the council’s system before."
_ENTERED: Final = "Marked as entered in the council’s system. Undo: Ctrl+Z"


class CouncilActs(QObject):
    """Shows what is not there yet, copies a record's words, and has them leave the clipboard."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._operations = window.operations
        self._clipboard = PrivateClipboard(self)
        self._operations.closing.connect(self._clipboard.clear)
        self._operations.copy_asked.connect(self.copy)

    def show(self) -> None:
        """Show what is not yet there, first of the child whose page is open."""
        from iro_desktop.ui.dialogs.council import CouncilDialog

        pages = self._window.pages
        here = pages.child_id if pages.key == CHILD else ""
        CouncilDialog(self._operations, here, self._window).open()

    def copy(self, kind: str, record_id: str) -> None:
        """Copy a record's words for the council's system, then ask whether they are in it."""
        from iro_desktop.services.council_text import council_text

        session = self._operations.session
        text = council_text(session.snapshot, session.practice, kind, record_id, session.today)
        if not text:
            self._window.messages.show_error(str(RecordGoneError()))
            return
        record = session.snapshot.find(KINDS[kind], record_id)
        child_id = record.child_id if isinstance(record, ChildRecord) else ""
        self._window.copies.about(child_id, _FOR_THE_COUNCIL)
        self._clipboard.put(text)
        self._window.messages.offer(
            _COPIED, "Mark as entered", lambda: self.mark_entered(kind, record_id)
        )

    def mark_entered(self, kind: str, record_id: str) -> None:
        """Say that a record is in the council's system since today."""
        from iro_desktop.services.council_text import mark_entered

        today = self._operations.session.today
        self._operations.run(
            lambda workspace: mark_entered(workspace, [(kind, record_id)], on=today),
            done=self._on_marked,
        )

    def _on_marked(self, number: int) -> None:
        if number:
            self._window.messages.show_notice(_ENTERED, "Undo")
        else:
            self._window.messages.show_notice(_ENTERED_BEFORE)
