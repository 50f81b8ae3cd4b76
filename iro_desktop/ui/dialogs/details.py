"""The IRO's own details: name, team, and full-time equivalent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Officer, WorkingTime
from iro_desktop.services.officers import edit_officer, working_time
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_FTE_HINT: Final = "1 is full time, 0.6 three days of five; caseload per FTE rests on it"
_FROM_HINT: Final = "If it has changed: the first day on which it holds"


class DetailsDialog(FormDialog):
    """Edits who the IRO is and how much of a full-time post they work."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, "Your details", "&Save", self._make_work, parent=parent)
        session = operations.session
        officer = session.snapshot.find(Officer, session.officer_id)
        self._officer = RecordForm(Officer, ("name", "team"), session.today)
        self._officer.set_record(officer or Officer(id=session.officer_id, role="iro"))
        time = working_time(session.snapshot, session.officer_id, session.today)
        self._time = RecordForm(
            WorkingTime,
            ("fte", "from_on"),
            session.today,
            labels={"from_on": "Since"},
            hints={"fte": _FTE_HINT, "from_on": _FROM_HINT},
        )
        self._time.set_record(time or WorkingTime(id="", officer_id=session.officer_id))
        self.add_form(self._officer)
        self.add_form(self._time)
        self.keep_draft_as("details")

    def _make_work(self) -> Callable[[Workspace], object]:
        officer, time = self._officer.record(), self._time.record()
        return lambda workspace: edit_officer(workspace, officer, time.fte, time.from_on)
