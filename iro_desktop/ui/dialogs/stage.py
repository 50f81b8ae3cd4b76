"""Moving a challenge on: to the next stage, or with a reason to a later one; making it formal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import EscalationStep
from iro_desktop.domain.words import say_list
from iro_desktop.services.escalation_page import EscalationPage, escalation_page, reply_due
from iro_desktop.services.escalations import move_to_stage
from iro_desktop.ui.cards import Card
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


def right_outcome_card(page: EscalationPage) -> Card:
    """Return the right outcome for the child on a card: what every act on a challenge is for."""
    card = Card()
    whom = page.card.initials or "the child"
    card.add(SecondaryLabel(f"The right outcome for {whom}"))
    card.add(BodyLabel(page.card.right_outcome or "Not said yet: edit what the challenge says."))
    return card


class StageDialog(FormDialog):
    """The stages that may follow, the day, to whom and why; stages left out ask for a reason."""

    def __init__(
        self,
        operations: Operations,
        page: EscalationPage,
        stage: str = "",
        parent: QWidget | None = None,
    ) -> None:
        session = operations.session
        label = session.practice.on(session.today).resolution_label
        informal = page.card.state == "informal"
        super().__init__(
            operations,
            f"Make it a {label}" if informal else "Move on to the next stage",
            f"Make it a {label}" if informal else "Move on",
            self._service,
            note=f"{page.card.title}, now at {page.card.stage_name}: it stays one case",
            parent=parent,
        )
        self._at, self._practice, self._today = page, session.practice, session.today
        self._ahead = {one.key: (one, left_out) for one, left_out in page.may_follow}
        keys = list(self._ahead)
        self._chosen = stage if stage in self._ahead else keys[0]
        self.form = RecordForm(
            EscalationStep,
            ("stage", "started_on", "to_whom", "why", "skipped"),
            self._today,
            choices={"stage": [(one.key, one.name) for one, _ in page.may_follow]},
            only={"stage"},
            labels={"started_on": "From", "skipped": "Why stages are left out"},
            wide={"to_whom", "skipped"},
        )
        first = self._ahead[self._chosen][0]
        self.form.set_record(
            EscalationStep(id="", stage=first.key, started_on=session.today, to_whom=first.role)
        )
        self._left_out = MarkedLabel(Status.DUE_SOON, "")
        self._due = MarkedLabel(Status.NOT_YET, "")
        self.body.addWidget(right_outcome_card(page))
        self.add_form(self.form)
        self.keep_draft_as(f"stage:{page.card.escalation_id}")
        self.body.addWidget(self._left_out)
        self.body.addWidget(self._due)
        self.form.changed.connect(self._on_changed)
        self._on_changed()

    def _service(self) -> Callable[[Workspace], object]:
        step, today = self.form.record(), self._today
        escalation_id = self._at.card.escalation_id
        return lambda workspace: move_to_stage(
            workspace,
            escalation_id,
            step.stage,
            on=step.started_on or today,
            why=step.why,
            to_whom=step.to_whom,
            skipped=step.skipped,
            today=today,
        )

    def _on_changed(self) -> None:
        key = str(self.form.value("stage"))
        if key not in self._ahead:
            return
        stage, left_out = self._ahead[key]
        if key != self._chosen:
            if self.form.value("to_whom") in ("", self._ahead[self._chosen][0].role):
                self.form.editor("to_whom").set_value(stage.role)
            self._chosen = key
        self.form.show_fields(["skipped"], shown=bool(left_out))
        names = say_list([one.name for one in left_out])
        self._left_out.set_status(Status.DUE_SOON, f"This leaves out {names}.")
        self._left_out.setVisible(bool(left_out))
        day = self.form.value("started_on")
        on = day if isinstance(day, date) else self._today
        meter = self._at.card.meter if self._at.card.is_formal else None
        total_due_on = meter.due_on if meter else None
        self._due.set_status(Status.NOT_YET, reply_due(self._practice, key, on, total_due_on))


def open_stage(
    operations: Operations, escalation_id: str, *, parent: QWidget, stage: str = ""
) -> StageDialog | None:
    """Open the move of a challenge to ``stage`` or the next one; None where none may follow."""
    session = operations.session
    page = escalation_page(session.snapshot, session.practice, escalation_id, session.today)
    if page is None or not page.may_follow:
        return None
    dialog = StageDialog(operations, page, stage, parent)
    dialog.open()
    return dialog
