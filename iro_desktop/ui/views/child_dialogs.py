"""The dialogs that a child's page opens: for each line of it the one that its kind has."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    ChildRecord,
    EducationPlan,
    EscalationStep,
    HealthAssessment,
    MonitoringCheck,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
)
from iro_desktop.services.child_page import DueLine
from iro_desktop.services.child_records import ENTERING
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.operations import Operations

ACTION_OF_DUE: Final = {
    "review": "record_review",
    "conference": "record_review",
    "last_review": "record_review",
    "midpoint": "record_check",
    "event_check": "record_check",
}
"""What is due -> the action of the window that does it."""

_OF_DUE: Final[dict[str, type[ChildRecord]]] = {
    "allocation": Allocation,
    "health": HealthAssessment,
    "pep": EducationPlan,
    "pep_started": EducationPlan,
    "pep_written_up": EducationPlan,
    "permanence": PermanencePlan,
    "care_start": CarePeriod,
    "plan_start": ProtectionPlan,
    "short_break_limit": Placement,
}
_OF_CHALLENGE: Final = frozenset({"challenge_reply", "resolution_total", "Escalation"})
_OF_REVIEW: Final = frozenset(
    {"record_written", "record_distributed", "record_decisions", "adjourned"}
)


class ChildDialogs:
    """Opens dialogs about one child over the window of its page."""

    def __init__(self, operations: Operations, page: QWidget) -> None:
        self._operations = operations
        self._page = page
        self.acts = EscalationActs(operations, page)
        self.child_id = ""

    def enter(self, kind: type[ChildRecord]) -> None:
        """Enter something new of a kind."""
        self._record(kind(id="", child_id=self.child_id))

    def open(self, kind: str, record_id: str) -> None:
        """Open a record by the name of its kind."""
        by_name = {one.__name__: one for one in ENTERING}
        if kind == Review.__name__:
            self._review(record_id)
        elif kind == MonitoringCheck.__name__:
            self._check(record_id)
        elif kind in by_name:
            self._record(self.find(by_name[kind], record_id))
        elif kind in _OF_CHALLENGE:
            self.challenge(record_id)
        elif kind == EscalationStep.__name__ and (step := self.find(EscalationStep, record_id)):
            self.challenge(step.escalation_id)

    def open_due(self, line: DueLine) -> None:
        """Open what something due is about; what is not on file yet is entered."""
        if line.what in _OF_REVIEW:
            self._review(line.record_id)
        elif line.what in _OF_CHALLENGE:
            self.challenge(line.record_id)
        elif line.what in _OF_DUE:
            kind = _OF_DUE[line.what]
            found = self.find(kind, line.record_id)
            self._record(found or kind(id="", child_id=self.child_id))

    def challenge(self, escalation_id: str) -> None:
        """Open a challenge with all its stages."""
        self.acts.open(escalation_id)

    def history(self, record_id: str = "") -> None:
        """Open the history of the child, or of one record."""
        from iro_desktop.ui.dialogs.history import HistoryDialog

        HistoryDialog(
            self._operations, self.child_id, self._page.window(), record_id=record_id
        ).open()

    def contact_for_siblings(self) -> None:
        """Open one contact for the child and its siblings."""
        from iro_desktop.ui.dialogs.siblings import SiblingContactDialog

        SiblingContactDialog(self._operations, self.child_id, self._page.window()).open()

    def siblings(self) -> None:
        """Open who the child's siblings are."""
        from iro_desktop.ui.dialogs.siblings import SiblingsDialog

        SiblingsDialog(self._operations, self.child_id, self._page.window()).open()

    def find(self, kind: type[Any], record_id: str) -> Any:  # noqa: ANN401 - a record of the kind
        """Return a record as it is now, or None."""
        return self._operations.session.snapshot.find(kind, record_id)

    def _record(self, record: ChildRecord | None) -> None:
        from iro_desktop.ui.dialogs.record import RecordDialog

        if record is not None:
            RecordDialog(self._operations, record, self._page.window()).open()

    def _review(self, review_id: str) -> None:
        from iro_desktop.ui.dialogs.review import ReviewDialog

        ReviewDialog(
            self._operations, self.child_id, self._page.window(), review_id=review_id
        ).open()

    def _check(self, check_id: str) -> None:
        from iro_desktop.ui.dialogs.check import open_check

        open_check(self._operations, self.child_id, parent=self._page.window(), check_id=check_id)
