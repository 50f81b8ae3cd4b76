"""The dialog that records a meeting: what is shared is typed once, the rest in a grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QWidget

from iro_desktop.domain.records import Decision, Meeting, Review
from iro_desktop.domain.words import say_list
from iro_desktop.services.entry_guidance import guidance
from iro_desktop.services.meeting_seats import (
    Seat,
    booked_on,
    children_of,
    meeting_of,
    seats,
    short_type_words,
    siblings_of,
)
from iro_desktop.services.meetings import record_meeting
from iro_desktop.ui.dialogs.meeting import due_first, officers_of
from iro_desktop.ui.dialogs.meeting_grid import HeldGrid
from iro_desktop.ui.dialogs.review_forms import OWNERS
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_SHARED: Final = (
    "held_on", "mode", "chair_id", "quorate", "late_reason", "summary", "next_booked_on",
)  # fmt: skip
_FOR_ALL: Final = "All children"


class RecordMeetingDialog(FormDialog):
    """Records one meeting for every child it was held for, in one act.

    It is the meeting of ``meeting_id``, or the one that is booked for the child and whose day has
    come, or one that nobody booked; siblings who were not booked can be ticked too.
    """

    letters_wide = 132

    def __init__(
        self,
        operations: Operations,
        child_id: str,
        parent: QWidget | None = None,
        *,
        meeting_id: str = "",
    ) -> None:
        session = operations.session
        self._session = session
        self._child_id = child_id
        self._meeting = _meeting(session, child_id, meeting_id)
        rows, ticked = self._rows()
        names = dict.fromkeys(one.name for one in rows if one.key in ticked)
        super().__init__(
            operations,
            "Record meeting",
            "Record meeting",
            self._service_call,
            note=say_list([*names]),
            parent=parent,
        )
        cases = session.snapshot.cases
        self.grid = HeldGrid(
            [(seat, cases[seat.child_id]) for seat in rows],
            ticked,
            session.practice,
            session.today,
        )
        self._make_forms(rows)
        self.shared.changed.connect(self._show_meaning)
        self.grid.changed.connect(self._show_meaning)
        self._show_meaning()
        self.keep_draft_as(f"meeting-record:{self._meeting.id or child_id}")

    def _rows(self) -> tuple[tuple[Seat, ...], tuple[str, ...]]:
        """Return the rows that there may be, and the keys of those that are ticked."""
        session = self._session
        snapshot, meeting_id = session.snapshot, self._meeting.id
        booked = children_of(snapshot, meeting_id) if meeting_id else ()
        ours = booked or (self._child_id,)
        near = [other for child_id in ours for other in siblings_of(snapshot, child_id)]
        found = seats(snapshot, session.practice, (*ours, *near), session.today, meeting_id)
        held = [one for one in found if one.is_booked]
        if not held:
            held = due_first([one for one in found if one.child_id == self._child_id])
        return found, tuple(one.key for one in held)

    def _make_forms(self, rows: tuple[Seat, ...]) -> None:
        session, meeting = self._session, self._meeting
        chair_id = meeting.chair_id or session.officer_id
        self.shared = RecordForm(
            Review,
            _SHARED,
            session.today,
            choices={"chair_id": officers_of(session, chair_id)},
            labels={"held_on": "Held on", "summary": "Summary, for all of them"},
            hints={"held_on": ""},
            wide=("late_reason",),
        )
        on = booked_on(meeting)
        self.shared.set_record(
            Review(
                id="",
                held_on=on if on is not None and on <= session.today else session.today,
                mode=meeting.mode,
                chair_id=chair_id,
            )
        )
        kept = [(one.key, f"{one.name}, {short_type_words(one.review_type)}") for one in rows]
        self.decisions = RecordRows(lambda: _decision_form(kept, session.today), noun="a decision")
        self.decisions.set_records([Decision(id="")])
        self.add_form(self.shared)
        self.add_form(
            self.grid,
            "Each child",
            "What differs: the rest is typed once, above. Untick who was not dealt with",
        )
        self.add_form(self.decisions, "Decisions", "For all children, or for one of them")

    # What follows from what is entered

    def _show_meaning(self) -> None:
        shared = self.shared.record()
        self.grid.show_shared(shared)
        self.shared.show_fields(["quorate"], shown=self.grid.any_conference)
        self.shared.show_fields(
            ["late_reason"], shown=self.grid.any_late or bool(shared.late_reason)
        )
        practice, today = self._session.practice, self._session.today
        said = [
            f"{case.child.reference}: {sentence}"
            for case, review in self.grid.reviews()
            for sentence in guidance(case, practice, review, today)
        ]
        self.advise(tuple(dict.fromkeys(said)))

    def _on_restored(self) -> None:
        super()._on_restored()
        self._show_meaning()

    def _on_start_afresh(self) -> None:
        super()._on_start_afresh()
        self._show_meaning()

    def _service_call(self) -> Callable[[Workspace], tuple[str, ...]]:
        meeting, today = self._meeting, self._session.today
        recordings = self.grid.recordings()
        decisions = [replace(one, id="") for one in self.decisions.records()]
        return lambda workspace: record_meeting(
            workspace, meeting, recordings, decisions, today=today
        )


def _meeting(session: Session, child_id: str, meeting_id: str) -> Meeting:
    """Return the meeting that is asked for, or the child's whose day has come, or a new one."""
    snapshot, today = session.snapshot, session.today
    if meeting_id:
        return snapshot.find(Meeting, meeting_id) or Meeting(id="")
    found = meeting_of(snapshot, child_id, today)
    on = booked_on(found)
    return found if found is not None and on is not None and on <= today else Meeting(id="")


def _decision_form(kept: list[tuple[str, str]], today: date) -> RecordForm[Decision]:
    form = RecordForm(
        Decision,
        ("decision", "review_id", "owner", "due_on"),
        today,
        choices={"review_id": kept, "owner": [(one, one) for one in OWNERS]},
        labels={"review_id": "For"},
        wide=("review_id",),
    )
    children = form.editor("review_id").target()
    if isinstance(children, QComboBox):
        children.setItemText(0, translated(_FOR_ALL))
    return form
