"""Noting good practice, or putting a note better: what was done well, and what it meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Child, Escalation
from iro_desktop.services.child_words import name_of
from iro_desktop.services.good_practice import note_good_practice
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_NAMES: Final = (
    "evidence", "changed_for_child", "by_whom", "opened_on", "passed_on", "source", "learning",
)  # fmt: skip
_LABELS: Final = {
    "evidence": "What was done well",
    "changed_for_child": "What it means for the child",
    "by_whom": "Whose practice it is",
    "opened_on": "Noted on",
    "learning": "What others can take from it",
}
_HINTS: Final = {"passed_on": "The day on which they, or their manager, heard of it"}


class GoodPracticeDialog(FormDialog):
    """One note of good practice: it goes through no stage and asks nobody for a reply."""

    def __init__(
        self,
        operations: Operations,
        child: Child,
        note: Escalation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            operations,
            f"Good practice for {name_of(child)}",
            "Keep changes" if note.id else "Note good practice",
            self._service,
            note="It is kept beside the challenges, and asks nobody for a reply",
            window_title="Good practice",
            parent=parent,
        )
        self._today = operations.session.today
        self.form = RecordForm(Escalation, _NAMES, self._today, labels=_LABELS, hints=_HINTS)
        self.form.set_record(note)
        self.add_form(self.form)
        self.keep_draft_as(f"good practice:{child.id}:{note.id}")

    def _service(self) -> Callable[[Workspace], str]:
        note, today = self.form.record(), self._today
        return lambda workspace: note_good_practice(workspace, note, today=today)


def open_good_practice(
    operations: Operations, child_id: str, *, parent: QWidget, escalation_id: str = ""
) -> GoodPracticeDialog | None:
    """Open a new note about a child, or the one with this id; None if it is no longer there."""
    session = operations.session
    note = Escalation(
        id="", child_id=child_id, good_practice=True, opened_on=session.today, source="review"
    )
    if escalation_id:
        found = session.snapshot.find(Escalation, escalation_id)
        if found is None:
            return None
        note = found
    child = session.snapshot.cases[note.child_id].child
    dialog = GoodPracticeDialog(operations, child, note, parent)
    dialog.open()
    return dialog
