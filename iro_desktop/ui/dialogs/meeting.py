"""The dialogs that book a meeting for one or several children, move it, and cancel it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Meeting, Officer, Review
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.services.child_words import name_of
from iro_desktop.services.meeting_seats import (
    Seat,
    booked_on,
    booking_advice,
    children_of,
    children_to_add,
    meeting_of,
    seat,
    seats,
    siblings_of,
)
from iro_desktop.services.meetings import book_meeting, cancel_meeting
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.dialogs.meeting_form import MeetingForm
from iro_desktop.ui.dialogs.meeting_seats import SeatsEditor, keys_of
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


class MeetingDialog(FormDialog):
    """Books a meeting for a child, suggesting the siblings; ``meeting_id`` changes that one.

    While the day is chosen it says for each child after when the review would be late.
    """

    letters_wide = 112

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
        self._meeting = session.snapshot.find(Meeting, meeting_id) if meeting_id else None
        is_new = self._meeting is None
        super().__init__(
            operations,
            "Book a meeting" if is_new else "Meeting",
            "Book meeting" if is_new else "Keep changes",
            self._service_call,
            note="" if is_new else _booked_words(session, self._meeting),
            parent=parent,
        )
        self.form = MeetingForm(session.today, officers_of(session), self._seats_editor())
        self.form.set_meeting(self._meeting or self._new_meeting())
        self.form.changed.connect(self._show_meaning)
        self.add_form(self.form)
        if not is_new:
            self.body.addWidget(self._other_acts())
        self._show_meaning()
        self.keep_draft_as(f"meeting:{meeting_id or child_id}")

    def _seats_editor(self) -> SeatsEditor:
        session = self._session
        snapshot, today = session.snapshot, session.today
        meeting_id = self._meeting.id if self._meeting else ""
        booked = children_of(snapshot, meeting_id) if meeting_id else (self._child_id,)
        near = [other for child_id in booked for other in siblings_of(snapshot, child_id)]
        found = seats(snapshot, session.practice, (*booked, *near), today, meeting_id)
        ticked = [one for one in found if one.is_booked]
        if self._meeting is None:
            ticked = due_first([one for one in found if one.child_id == self._child_id])
        editor = SeatsEditor(self._find_seat, children_to_add(snapshot))
        editor.set_seats(found, keys_of(ticked))
        return editor

    def _find_seat(self, child_id: str, review_type: str) -> Seat | None:
        session = self._session
        return seat(session.snapshot, session.practice, child_id, review_type, session.today)

    def _new_meeting(self) -> Meeting:
        """Return a meeting on the day that the last review names for the next one, if any."""
        case = self._session.snapshot.cases[self._child_id]
        named = [
            one.next_booked_on
            for one in case.of(Review)
            if one.next_booked_on is not None and one.next_booked_on >= self._session.today
        ]
        return Meeting(id="", booked_on=min(named, default=None), chair_id=self._session.officer_id)

    def _other_acts(self) -> QWidget:
        cancel = Button("&Cancel the meeting…")
        cancel.clicked.connect(self._on_cancel)
        record = Button("&Record it…")
        record.clicked.connect(self._on_record)
        another = Button("Book a&nother one…", Kind.LINK)
        another.clicked.connect(self._on_another)
        return button_row(record, cancel, another)

    # What it says and does

    def _show_meaning(self) -> None:
        meeting = self.form.meeting()
        self.form.seats.show_day(meeting.booked_on)
        self.advise(
            booking_advice(
                self._session.snapshot,
                self._session.practice,
                meeting,
                self.form.keys(),
                self._session.today,
            )
        )

    def _on_restored(self) -> None:
        super()._on_restored()
        self._show_meaning()

    def _on_start_afresh(self) -> None:
        super()._on_start_afresh()
        self._show_meaning()

    def _service_call(self) -> Callable[[Workspace], str]:
        meeting, keys, today = self.form.meeting(), self.form.keys(), self._session.today
        return lambda workspace: book_meeting(workspace, meeting, keys, today=today)

    def _on_cancel(self) -> None:
        if self._meeting is not None:
            dialog = CancelMeetingDialog(self._operations, self._meeting.id, self)
            dialog.recorded.connect(lambda _: self._on_discard())
            dialog.open()

    def _on_record(self) -> None:
        from iro_desktop.ui.dialogs.meeting_record import RecordMeetingDialog

        meeting_id = self._meeting.id if self._meeting else ""
        self._go_on_to(
            RecordMeetingDialog(
                self._operations, self._child_id, self.parentWidget(), meeting_id=meeting_id
            )
        )

    def _on_another(self) -> None:
        self._go_on_to(MeetingDialog(self._operations, self._child_id, self.parentWidget()))

    def _go_on_to(self, dialog: FormDialog) -> None:
        """Open another dialog instead of this one; what was typed here is kept as a draft."""
        self.leave()
        dialog.open()


class CancelMeetingDialog(FormDialog):
    """Cancels a meeting, with the reason; what is due stays due."""

    def __init__(
        self, operations: Operations, meeting_id: str, parent: QWidget | None = None
    ) -> None:
        session = operations.session
        meeting = session.snapshot.find(Meeting, meeting_id) or Meeting(id=meeting_id)
        super().__init__(
            operations,
            "Cancel the meeting",
            "Cancel the meeting",
            self._service_call,
            note=_booked_words(session, meeting),
            parent=parent,
        )
        self._meeting_id = meeting_id
        self._today = session.today
        self.frame.cancel.setText("Leave it booked")
        self.body.addWidget(BodyLabel(_what_stays(session, meeting_id)))
        self.form = RecordForm(
            Meeting, ("cancelled_reason",), session.today, wide=("cancelled_reason",)
        )
        self.form.set_record(meeting)
        self.add_form(self.form)

    def _service_call(self) -> Callable[[Workspace], None]:
        reason, today = str(self.form.value("cancelled_reason")), self._today
        return lambda workspace: cancel_meeting(workspace, self._meeting_id, reason, today=today)


def open_meeting(
    operations: Operations, child_id: str, parent: QWidget | None, meeting_id: str = ""
) -> None:
    """Open the meeting that is booked for a child, or book one."""
    session = operations.session
    if not meeting_id:
        meeting = meeting_of(session.snapshot, child_id, session.today)
        meeting_id = meeting.id if meeting else ""
    MeetingDialog(operations, child_id, parent, meeting_id=meeting_id).open()


def officers_of(session: Session, kept_id: str = "") -> list[tuple[str, str]]:
    """Return (id, name) of the IROs who can chair, and of one who did."""
    return [
        (one.id, one.name or "IRO")
        for one in session.snapshot.of(Officer)
        if one.left_on is None or one.left_on > session.today or one.id == kept_id
    ]


def due_first(found: list[Seat]) -> list[Seat]:
    """Return what of one child's seats is due next: the review, the conference, or both at once."""
    first = min((one.due_on or date.max for one in found), default=date.max)
    return [one for one in found if (one.due_on or date.max) == first]


_NO_DAY: Final = "no day yet"


def _booked_words(session: Session, meeting: Meeting | None) -> str:
    if meeting is None:
        return ""
    on = booked_on(meeting)
    cases = session.snapshot.cases
    names = [name_of(cases[one].child) for one in children_of(session.snapshot, meeting.id)]
    return f"{say_list(names)}, {plain_date(on) if on else _NO_DAY}".strip(", ")


def _what_stays(session: Session, meeting_id: str) -> str:
    """Return what is still due once the meeting is cancelled."""
    snapshot = session.snapshot
    child_ids = children_of(snapshot, meeting_id)
    found = seats(snapshot, session.practice, child_ids, session.today, meeting_id)
    dated = [
        f"{one.title[:1].lower()}{one.title[1:]} of {one.name} by {plain_date(one.due_on)}"
        for one in found
        if one.is_booked and one.due_on is not None
    ]
    if not dated:
        return f"{counted(len(child_ids), 'child', 'children')} will have no meeting booked."
    return f"Cancelling moves no day by which a review is due: {say_list(dated)}."
