"""Recording a monitoring check; one that ends in a challenge goes on to raise it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import MonitoringCheck
from iro_desktop.domain.words import short_date
from iro_desktop.services.monitoring import CheckContext, check_context, record_check
from iro_desktop.ui.dialogs.check_form import CheckForm
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_WIDTH: Final = 150  # average letters
_SHARE: Final = 0.94  # of the screen


class CheckDialog(FormDialog):
    """One check of one child: date and reason stand already, the last answers beside the new."""

    def __init__(
        self,
        operations: Operations,
        check: MonitoringCheck,
        context: CheckContext,
        parent: QWidget | None = None,
    ) -> None:
        name = f"{context.reference} {context.initials}".strip()
        super().__init__(
            operations,
            f"Check on {name}",
            "Record check",
            self._service,
            note=_note(context),
            window_title="Record check",
            parent=parent,
        )
        self.form = CheckForm(check, context, operations.session.today)
        self._today = operations.session.today
        self.add_form(self.form)
        self.keep_draft_as(f"check:{context.child_id}:{check.id}")
        self.offer_copy(check)
        self.form.changed.connect(self._on_changed)

    def _service(self) -> Callable[[Workspace], object]:
        check, today = self.form.check(), self._today
        return lambda workspace: record_check(workspace, check, today=today)

    def _on_changed(self) -> None:
        raises = self.form.check().outcome == "challenge" and not self.form.check().escalation_id
        self.set_primary("Record and raise challenge" if raises else "Record check")

    def sizeHint(self) -> QSize:
        """Return a size with room for what lies beside, within the screen."""
        width = self.fontMetrics().averageCharWidth() * _WIDTH
        screen = self.screen().availableSize()
        return QSize(width, screen.height()).boundedTo(screen * _SHARE)


def _note(context: CheckContext) -> str:
    """Return the line under the title: who it is, and which midpoint is open."""
    parts = [context.age, *context.tags]
    if context.news is not None:
        parts.append(f"check due by {short_date(context.news.due_on)}: {context.news.what}")
    if context.midpoints:
        row = context.midpoints[0]
        parts.append(f"midpoint {row.words}, {row.why}")
    return " · ".join(parts)


def open_check(
    operations: Operations,
    child_id: str,
    *,
    parent: QWidget,
    check_id: str = "",
    draft: MonitoringCheck | None = None,
) -> CheckDialog:
    """Open a new check of a child, or the one with this id; it may go on to a challenge.

    ``draft`` is what a quick line has said of a new one.
    """
    session = operations.session
    context = check_context(session.snapshot, session.practice, child_id, session.today)
    check = session.snapshot.find(MonitoringCheck, check_id) if check_id else draft
    if check is None:
        check = MonitoringCheck(
            id="", child_id=child_id, checked_on=session.today, trigger=context.trigger
        )
    dialog = CheckDialog(operations, check, context, parent)
    if draft is not None:
        dialog.keep_draft_as(f"check:{child_id}:quick")
    dialog.recorded.connect(lambda recorded_id: go_on(operations, str(recorded_id), parent))
    dialog.open()
    return dialog


def go_on(operations: Operations, check_id: str, parent: QWidget) -> None:
    """Raise the challenge that a check ended in, filled with what the check says."""
    check = operations.session.snapshot.find(MonitoringCheck, check_id)
    if check is not None and check.outcome == "challenge" and not check.escalation_id:
        from iro_desktop.ui.dialogs.challenge import open_challenge

        open_challenge(operations, check.child_id, parent=parent, check_id=check_id)
