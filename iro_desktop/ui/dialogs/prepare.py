"""The dialog that prepares a child's next review: what is done beforehand, and by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.records import Consultation, Review
from iro_desktop.domain.words import say_date
from iro_desktop.services.child_words import age_text, name_of
from iro_desktop.services.preparation import Preparation, preparation, record_preparation, steps
from iro_desktop.services.review_record import RecordLine
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.dialogs.review_record import RecordState
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.form_rows import RecordRows
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_BEFORE: Final = (
    "social_worker_contact_on", "papers_received_on", "child_seen", "child_seen_on",
    "invites_agreed_on",
)  # fmt: skip
_VIEWS: Final = ("who", "method", "sent_on", "received_on", "views")


class PrepareDialog(FormDialog):
    """Keeps what was done before a child's next review, booked or not yet.

    What is entered is noted on the review itself, which its form takes up once it is held.
    """

    def __init__(
        self,
        operations: Operations,
        child_id: str,
        parent: QWidget | None = None,
        *,
        review_id: str = "",
    ) -> None:
        session = operations.session
        self._session = session
        self._child_id = child_id
        found = preparation(session.snapshot, session.practice, child_id, session.today, review_id)
        assert found is not None  # noqa: S101 - opened for a child that is there
        self._found: Preparation = found
        child = session.snapshot.cases[child_id].child
        title = found.title
        super().__init__(
            operations,
            f"Prepare {title[:1].lower()}{title[1:]}",
            "Keep",
            self._service_call,
            note=f"{name_of(child)}, {age_text(child, session.today)} · {_when(found)}",
            parent=parent,
        )
        self._make_forms()
        self._show_state()
        self.keep_draft_as(f"prepare:{child_id}:{found.review.id}")

    def _make_forms(self) -> None:
        found, today = self._found, self._session.today
        self.state = RecordState()
        self.body.addWidget(self.state)
        self.before = RecordForm(Review, _BEFORE, today)
        self.before.set_record(found.review)
        self.views = RecordRows(
            lambda: RecordForm(Consultation, _VIEWS, today), noun="somebody to consult"
        )
        self.views.set_records(found.consultations)
        self.add_form(self.before, "Before the meeting")
        self.add_form(self.views, "Consultations", "Whose views were asked for, and when they came")
        self._show_last_decisions()
        self._show_checklist()
        book = Button("&Meeting…", tip="Book or move the meeting")
        book.clicked.connect(self._on_book)
        pack = Button("&Print the pack…", tip="Agenda and preparation as they are kept now")
        pack.clicked.connect(lambda: self._operations.print_asked.emit("pack", self._child_id))
        self.body.addWidget(button_row(book, pack))
        self.before.changed.connect(self._show_state)
        self.views.changed.connect(self._show_state)

    def _show_last_decisions(self) -> None:
        found = self._found
        if not found.decisions:
            return
        lines = [
            RecordLine(
                f"{one.decision} ({one.owner})" if one.owner else one.decision, _of(one.done_on)
            )
            for one in found.decisions
        ]
        self.last = RecordState()
        self.last.show_lines(lines)
        self.body.addWidget(
            _block(SectionHeader("Decided last time", found.last_review), self.last)
        )

    def _show_checklist(self) -> None:
        """List what the local standards want to be covered."""
        day = self._found.on or self._session.today
        topics = self._session.practice.on(day).review_checklist
        if topics:
            self.body.addWidget(
                _block(SectionHeader("To cover"), SecondaryLabel(" · ".join(topics)))
            )

    # What it says and does

    def _show_state(self) -> None:
        found, session = self._found, self._session
        now = steps(
            self.before.record(),
            found.on,
            self.views.records(),
            found.decisions,
            session.practice,
            session.today,
        )
        self.state.show_lines([RecordLine(step.words, step.status) for step in now])

    def _service_call(self) -> Callable[[Workspace], str]:
        review, views, today = self.before.record(), self.views.records(), self._session.today
        kept = {one.id for one in views}
        removed = [one for one in self._found.consultations if one.id not in kept]
        return lambda workspace: record_preparation(
            workspace, review, views, removed=removed, today=today
        )

    def _on_book(self) -> None:
        from iro_desktop.ui.dialogs.meeting import open_meeting

        parent = self.parentWidget()
        self.leave()
        open_meeting(self._operations, self._child_id, parent)


def _block(*widgets: QWidget) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(2))
    for widget in widgets:
        column.addWidget(widget)
    return block


def _of(done_on: date | None) -> Status:
    return Status.DONE if done_on is not None else Status.UNDATED


def _when(found: Preparation) -> str:
    if found.on is None:
        return "no meeting booked"
    if found.is_booked:
        return f"booked for {say_date(found.on)}"
    return f"not booked yet; due by {say_date(found.on)}"
