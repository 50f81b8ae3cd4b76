"""The reply to a challenge, Cafcass or the partnership beside it, its outcome, opening it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import Escalation, EscalationStep
from iro_desktop.services.cafcass import consult_cafcass
from iro_desktop.services.escalation_ends import close_challenge, reopen_challenge
from iro_desktop.services.escalation_page import EscalationPage, escalation_page
from iro_desktop.services.escalations import record_reply
from iro_desktop.services.partnership import ask_partnership
from iro_desktop.ui.dialogs.stage import right_outcome_card
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.forms import RecordForm
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace

_CAFCASS = (
    "cafcass_considered",
    "cafcass_reason",
    "cafcass_consulted_on",
    "cafcass_responded_on",
    "cafcass_response",
    "cafcass_referred_on",
    "cafcass_ground",
)
_PARTNERSHIP = (
    "partnership_asked_on",
    "partnership_answered_on",
    "partnership_why",
    "partnership_response",
)
_OUTCOME = ("outcome", "outcome_on", "child_told_on", "changed_for_child", "learning")


def page_of(operations: Operations, escalation_id: str) -> EscalationPage | None:
    """Return a challenge as it stands now, or None if it is no longer there."""
    session = operations.session
    return escalation_page(session.snapshot, session.practice, escalation_id, session.today)


def open_reply(
    operations: Operations, escalation_id: str, *, parent: QWidget, step_id: str = ""
) -> FormDialog | None:
    """Open the reply to the current stage, or to the step named; None if the case is gone."""
    page = page_of(operations, escalation_id)
    if page is None:
        return None
    today = operations.session.today
    wanted = step_id or page.card.step_id
    step = operations.session.snapshot.find(EscalationStep, wanted) if wanted else None
    step = step or EscalationStep(id="", escalation_id=escalation_id)
    form = RecordForm(
        EscalationStep,
        ("responded_on", "response", "response_note", "next_step"),
        today,
        labels={"response": "How you judge it"},
        wide={"responded_on", "response"},
    )
    form.set_record(step)
    if step.responded_on is None:
        form.editor("responded_on").set_value(today)

    def service() -> Callable[[Workspace], object]:
        said = form.record()
        return lambda workspace: record_reply(
            workspace,
            escalation_id,
            step_id=step.id,
            responded_on=said.responded_on,
            response=said.response,
            note=said.response_note,
            next_step=said.next_step,
            today=today,
        )

    line = next((one for one in page.steps if one.step_id == step.id), page.steps[-1])
    words = _Words(
        f"Reply to {line.stage_name}",
        "Record reply",
        f"{page.card.title}, from {line.to_whom}: a reply closes nothing, the outcome does",
    )
    return _open(operations, page, words, service, form, parent)


def open_cafcass(
    operations: Operations, escalation_id: str, *, parent: QWidget
) -> FormDialog | None:
    """Open what is said of Cafcass; None where it has no place."""
    page = page_of(operations, escalation_id)
    if page is None or page.why_not_cafcass:
        return None
    today = operations.session.today
    form = RecordForm(
        Escalation,
        _CAFCASS,
        today,
        wide={"cafcass_considered"},
        hints={"cafcass_ground": "Of a referral: what the authority has failed to do"},
    )
    form.set_record(page.escalation)

    def service() -> Callable[[Workspace], object]:
        said = form.record()
        return lambda workspace: consult_cafcass(
            workspace,
            escalation_id,
            considered=said.cafcass_considered,
            reason=said.cafcass_reason,
            consulted_on=said.cafcass_consulted_on,
            responded_on=said.cafcass_responded_on,
            response=said.cafcass_response,
            ground=said.cafcass_ground,
            referred_on=said.cafcass_referred_on,
            today=today,
        )

    note = f"{page.card.title}: open at any point, beside the stages (Children Act 1989, s25B)"
    words = _Words("Cafcass", "Record", note)
    return _open(operations, page, words, service, form, parent)


def open_partnership(
    operations: Operations, escalation_id: str, *, parent: QWidget
) -> FormDialog | None:
    """Open the safeguarding partnership beside a case; None where Cafcass has its place."""
    page = page_of(operations, escalation_id)
    if page is None or page.why_not_partnership:
        return None
    today = operations.session.today
    form = RecordForm(Escalation, _PARTNERSHIP, today)
    form.set_record(page.escalation)
    if page.escalation.partnership_asked_on is None:
        form.editor("partnership_asked_on").set_value(today)

    def service() -> Callable[[Workspace], object]:
        said = form.record()
        return lambda workspace: ask_partnership(
            workspace,
            escalation_id,
            asked_on=said.partnership_asked_on,
            why=said.partnership_why,
            answered_on=said.partnership_answered_on,
            response=said.partnership_response,
            today=today,
        )

    note = f"{page.card.title}: for children on a plan alone, beside the stages"
    words = _Words("Safeguarding partnership", "Record", note)
    return _open(operations, page, words, service, form, parent)


def open_outcome(
    operations: Operations, escalation_id: str, *, parent: QWidget
) -> FormDialog | None:
    """Open the outcome that closes a case; None if it is gone."""
    page = page_of(operations, escalation_id)
    if page is None:
        return None
    today = operations.session.today
    form = RecordForm(
        Escalation,
        _OUTCOME,
        today,
        labels={"outcome": "Has it come about?", "learning": "Learning for the service"},
        hints={"changed_for_child": "What is different for the child, or why nothing is"},
        wide={"outcome"},
    )
    form.set_record(page.escalation)
    if page.escalation.outcome_on is None:
        form.editor("outcome_on").set_value(today)

    def service() -> Callable[[Workspace], object]:
        said = form.record()
        return lambda workspace: close_challenge(
            workspace,
            escalation_id,
            outcome=said.outcome,
            outcome_on=said.outcome_on,
            changed_for_child=said.changed_for_child,
            learning=said.learning,
            child_told_on=said.child_told_on,
            today=today,
        )

    note = f"{page.card.title}: it closes on what came of it for the child"
    words = _Words("Outcome", "Record and close", note)
    return _open(operations, page, words, service, form, parent)


def open_again(operations: Operations, escalation_id: str, *, parent: QWidget) -> FormDialog | None:
    """Open a closed case again; None if it is gone or was never closed."""
    page = page_of(operations, escalation_id)
    if page is None or page.card.state != "closed":
        return None
    today = operations.session.today
    form = RecordForm(Escalation, ("reopened_why",), today)
    form.set_record(page.escalation)

    def service() -> Callable[[Workspace], object]:
        said = form.record()
        return lambda workspace: reopen_challenge(
            workspace, escalation_id, why=said.reopened_why, today=today
        )

    note = f"{page.card.title} goes on at {page.card.stage_name}; its clock never stopped"
    words = _Words("Open it again", "Open again", note)
    return _open(operations, page, words, service, form, parent)


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands at the top and at the foot of a dialog."""

    title: str
    primary: str
    note: str


def _open(
    operations: Operations,
    page: EscalationPage,
    words: _Words,
    service: Callable[[], Callable[[Workspace], object]],
    form: RecordForm[Escalation] | RecordForm[EscalationStep],
    parent: QWidget,
) -> FormDialog:
    dialog = FormDialog(
        operations, words.title, words.primary, service, note=words.note, parent=parent
    )
    dialog.body.addWidget(right_outcome_card(page))
    dialog.add_form(form)
    dialog.keep_draft_as(f"{words.title}:{page.card.escalation_id}")
    dialog.open()
    return dialog
