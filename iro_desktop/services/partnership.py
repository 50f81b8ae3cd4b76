"""The safeguarding partnership beside an escalation: its route for children on a plan alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.escalation import why_not_partnership
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.services.cafcass import any_looked_after
from iro_desktop.services.escalations import found
from iro_desktop.services.workspace import Workspace


def ask_partnership(
    workspace: Workspace,
    escalation_id: str,
    *,
    asked_on: date | None,
    why: str,
    answered_on: date | None = None,
    response: str = "",
    today: date,
) -> None:
    """Record that a challenge went to the safeguarding partnership, and its answer.

    It moves no stage and stops no clock. Raises RefusedError, for a looked after child with the way
    to Cafcass.
    """
    case, escalation = found(workspace, escalation_id)
    changed = replace(
        escalation,
        partnership_asked_on=asked_on,
        partnership_why=why,
        partnership_answered_on=answered_on,
        partnership_response=response,
    )
    looked_after = any_looked_after(workspace.snapshot, changed, asked_on or today)
    sentence = why_not_partnership(workspace.practice.on(today), looked_after=looked_after)
    problems = [FieldProblem("partnership_asked_on", sentence)] if sentence else []
    problems += limit_problems(changed) + missing(
        changed, "partnership_asked_on", "partnership_why"
    )
    problems += in_the_future(changed, today, "partnership_asked_on", "partnership_answered_on")
    problems += before(changed, "opened_on", "partnership_asked_on")
    problems += before(changed, "partnership_asked_on", "partnership_answered_on")
    refuse(problems)
    words = f"record safeguarding partnership for challenge for {case.child.reference}"
    with workspace.write(words) as write:
        write.put(changed)
