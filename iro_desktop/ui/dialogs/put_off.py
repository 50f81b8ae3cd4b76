"""The dialog that puts off what is due for a child until a day, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Snooze
from iro_desktop.domain.words import say_list
from iro_desktop.services.child_words import name_of
from iro_desktop.services.snooze import ToPutOff, first_day, put_off_until
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Status

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace


class PutOffDialog(FormDialog):
    """What is due, until when and why; under it when it comes back."""

    def __init__(
        self,
        operations: Operations,
        child_id: str,
        found: ToPutOff,
        due_key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        session = operations.session
        super().__init__(
            operations,
            "Put off",
            "&Put off",
            self._service_call,
            note=name_of(session.snapshot.cases[child_id].child),
            parent=parent,
        )
        self._today = session.today
        self._choices = {one.key: one for one in found.choices}
        key = due_key if due_key in self._choices else found.choices[0].key
        self.form: RecordForm[Snooze] = RecordForm(
            Snooze,
            ("due_key", "until_on", "reason"),
            self._today,
            choices={"due_key": [(one.key, one.words) for one in found.choices]},
            only={"due_key"},
            labels={"due_key": "What"},
            hints={"until_on": "At most 28 days ahead"},
            wide={"due_key", "reason"},
        )
        before = self._choices[key].put_off
        self.form.set_record(
            Snooze(
                id="",
                child_id=child_id,
                due_key=key,
                until_on=before.until_on if before else first_day(self._today),
                reason=before.reason if before else "",
            )
        )
        self.add_form(self.form)
        self.keep_draft_as(f"put_off:{child_id}")
        self._meaning = MarkedLabel(Status.NOT_YET, "")
        self.body.addWidget(self._meaning)
        if found.by_law:
            verb = "is" if len(found.by_law) == 1 else "are"
            self.body.addWidget(
                MarkedLabel(
                    Status.OVERDUE,
                    f"{say_list(found.by_law)} {verb} overdue by law and cannot be put off.",
                )
            )
        self.form.changed.connect(self._on_changed)
        self._on_changed()

    def begin(self) -> None:
        """Begin at the day: what is meant is chosen already."""
        self.form.focus_field("until_on")

    def _service_call(self) -> Callable[[Workspace], str]:
        snooze, today = self.form.record(), self._today
        return lambda workspace: put_off_until(workspace, snooze, today=today)

    def _on_changed(self) -> None:
        choice = self._choices.get(str(self.form.value("due_key")))
        until_on = self.form.value("until_on")
        shown = choice is not None and isinstance(until_on, date) and until_on > self._today
        self._meaning.setVisible(shown)
        if choice is not None and isinstance(until_on, date):
            self._meaning.set_status(Status.NOT_YET, choice.meaning(until_on))
