"""The dialog for feedback on the service, with what was given so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.records import Feedback
from iro_desktop.services.feedback import (
    FeedbackLine,
    delete_feedback,
    feedback_given,
    record_feedback,
    teams,
)
from iro_desktop.ui import theme
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_NAMES: Final = ("given_on", "score", "given_by", "team", "words")
_HEIGHT: Final = 72  # in units of space: some lines, the others scroll
_NOTE: Final = (
    "Enter opens one to change it, Delete deletes it; Ctrl+Z in the window brings it back"
)


class FeedbackDialog(FormDialog):
    """Records feedback; with ``feedback_id`` it edits that one."""

    def __init__(
        self, operations: Operations, feedback_id: str = "", parent: QWidget | None = None
    ) -> None:
        session = operations.session
        found = session.snapshot.find(Feedback, feedback_id) if feedback_id else None
        super().__init__(
            operations,
            "Feedback" if found else "Record feedback",
            "Keep changes" if found else "Record feedback",
            self._service_call,
            note="What somebody thought of the service",
            parent=parent,
        )
        self._today = session.today
        self.form = RecordForm(
            Feedback,
            _NAMES,
            session.today,
            choices={"team": teams(session.snapshot)},
            hints={"score": "1 poor, 5 very good"},
        )
        self.form.set_record(found or Feedback(id="", given_on=session.today))
        self.add_form(self.form)
        self._is_new = found is None
        self.given = FeedbackTable()
        self.given.opened.connect(self._on_opened)
        self.given.delete_asked.connect(self._on_delete_asked)
        self._block = _block(SectionHeader("Given so far", _NOTE), self.given)
        self.body.addWidget(self._block)
        operations.session_changed.connect(self._show_given)
        self._show_given(session)
        self.keep_draft_as(f"feedback:{feedback_id}")

    def _show_given(self, session: Session) -> None:
        lines = feedback_given(session.snapshot)
        self.given.rows.set_rows(lines)
        self._block.setVisible(self._is_new and bool(lines))

    def _on_opened(self, line: FeedbackLine) -> None:
        FeedbackDialog(self._operations, line.feedback_id, self).open()

    def _on_delete_asked(self, line: FeedbackLine) -> None:
        self._operations.run(lambda workspace: delete_feedback(workspace, line.feedback_id))

    def _service_call(self) -> Callable[[Workspace], str]:
        feedback, today = self.form.record(), self._today
        return lambda workspace: record_feedback(workspace, feedback, today=today)


def _block(*widgets: QWidget) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(3))
    for widget in widgets:
        column.addWidget(widget)
    return block


class FeedbackTable(TableView):
    """What was given so far, the latest first."""

    delete_asked = Signal(object)
    """The FeedbackLine that is to be deleted."""

    def __init__(self) -> None:
        columns: tuple[Column[FeedbackLine], ...] = (
            Column(
                "Date", text=lambda line: line.day, sort_key=lambda line: line.given_on, stretch=0
            ),
            Column("From", text=lambda line: line.given_by),
            Column("Score", text=lambda line: line.score, stretch=0),
            Column("In their words", text=lambda line: line.words, stretch=3),
        )
        self.rows: TableModel[FeedbackLine] = TableModel(columns, key=lambda line: line.feedback_id)
        super().__init__(self.rows, name="Feedback given so far")
        self.setFixedHeight(theme.space(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen line with the Delete key."""
        line = self.current_row()
        if event.key() == Qt.Key.Key_Delete and line is not None:
            self.delete_asked.emit(line)
            return
        super().keyPressEvent(event)
