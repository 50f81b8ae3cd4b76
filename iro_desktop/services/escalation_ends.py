"""The end of a challenge: its outcome, what changed for the child, and opening it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.escalation import why_not_close
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.records import Escalation, EscalationStep
from iro_desktop.services.escalations import found, progress_now
from iro_desktop.services.workspace import Workspace


def close_challenge(  # noqa: PLR0913 - what the end of a case is made of
    workspace: Workspace,
    escalation_id: str,
    *,
    outcome: str,
    outcome_on: date | None,
    changed_for_child: str,
    learning: str = "",
    child_told_on: date | None = None,
    today: date,
) -> None:
    """Close a challenge on its outcome and on what changed for the child; raises RefusedError."""
    case, escalation = found(workspace, escalation_id)
    closed = replace(
        escalation,
        closed_on=today,
        outcome=outcome,
        outcome_on=outcome_on,
        changed_for_child=changed_for_child,
        learning=learning,
        child_told_on=child_told_on or escalation.child_told_on,
    )
    at = progress_now(workspace, case, escalation, today)
    problems = limit_problems(closed) + missing(closed, "outcome_on", "changed_for_child")
    problems += in_the_future(closed, today, "outcome_on", "child_told_on")
    problems += before(closed, "opened_on", "outcome_on")
    sentence = why_not_close(at, outcome, today)
    if sentence:
        problems.append(FieldProblem("outcome", sentence))
    refuse(problems)
    with workspace.write(f"close challenge for {case.child.reference}") as write:
        write.put(closed)


def reopen_challenge(workspace: Workspace, escalation_id: str, *, why: str, today: date) -> None:
    """Open a closed challenge again, at the stage where it was; raises RefusedError.

    What was said of its outcome stays in the history. The clock has never stopped.
    """
    case, escalation = found(workspace, escalation_id)
    opened = replace(
        escalation,
        closed_on=None,
        outcome="",
        outcome_on=None,
        reopened_on=today,
        reopened_why=why,
    )
    problems = limit_problems(opened) + missing(opened, "reopened_why")
    if escalation.closed_on is None:
        problems.append(FieldProblem("reopened_why", "This is open: it was never closed."))
    refuse(problems)
    with workspace.write(f"open challenge for {case.child.reference} again") as write:
        write.put(opened)


def delete_challenge(workspace: Workspace, escalation_id: str) -> None:
    """Delete a challenge with its stages, as one act; an undo or the bin brings it back."""
    case, escalation = found(workspace, escalation_id)
    what = "note of good practice" if escalation.good_practice else "challenge"
    with workspace.write(f"delete {what} for {case.child.reference}") as write:
        write.delete(Escalation.__name__, escalation_id)
        for step in case.of(EscalationStep):
            if step.escalation_id == escalation_id:
                write.delete(EscalationStep.__name__, step.id)
