"""Cafcass beside an escalation: whether it was considered, and why, and what it said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.casefile import is_looked_after
from iro_desktop.domain.escalation import why_not_cafcass
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.records import Escalation
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.services.escalations import found
from iro_desktop.services.workspace import Workspace


def consult_cafcass(  # noqa: PLR0913 - what is recorded of it
    workspace: Workspace,
    escalation_id: str,
    *,
    considered: bool | None,
    reason: str,
    consulted_on: date | None = None,
    responded_on: date | None = None,
    response: str = "",
    ground: str = "",
    referred_on: date | None = None,
    today: date,
) -> None:
    """Record whether Cafcass was considered and why, a consultation and a referral.

    Raises RefusedError.

    It is open at any point, for children who are looked after only: for a protection plan alone
    the refusal names the local safeguarding partnership's route.
    """
    case, escalation = found(workspace, escalation_id)
    changed = replace(
        escalation,
        cafcass_considered=considered,
        cafcass_reason=reason,
        cafcass_consulted_on=consulted_on,
        cafcass_responded_on=responded_on,
        cafcass_response=response,
        cafcass_ground=ground,
        cafcass_referred_on=referred_on,
    )
    refuse(_cafcass_problems(workspace, changed, today))
    with workspace.write(f"record Cafcass for challenge for {case.child.reference}") as write:
        write.put(changed)


def _cafcass_problems(
    workspace: Workspace, escalation: Escalation, today: date
) -> list[FieldProblem]:
    day = escalation.cafcass_referred_on or escalation.cafcass_consulted_on or today
    looked_after = any_looked_after(workspace.snapshot, escalation, day)
    sentence = why_not_cafcass(workspace.practice.on(today), looked_after=looked_after)
    if sentence:
        return [FieldProblem("cafcass_considered", sentence)]
    problems = limit_problems(escalation) + missing(escalation, "cafcass_reason")
    if escalation.cafcass_considered is None:
        problems.append(FieldProblem("cafcass_considered", "Say whether Cafcass was considered."))
    problems += in_the_future(
        escalation, today, "cafcass_consulted_on", "cafcass_referred_on", "cafcass_responded_on"
    )
    problems += before(escalation, "cafcass_consulted_on", "cafcass_responded_on")
    asked_on = escalation.cafcass_consulted_on or escalation.cafcass_referred_on
    if asked_on and not escalation.cafcass_considered:
        sentence = "Cafcass was asked, so it was considered: choose yes."
        problems.append(FieldProblem("cafcass_considered", sentence))
    if escalation.cafcass_referred_on and not escalation.cafcass_ground:
        problems.append(FieldProblem("cafcass_ground", "Choose the ground of the referral."))
    if escalation.cafcass_responded_on and not asked_on:
        sentence = "Enter when Cafcass was consulted, since it has answered."
        problems.append(FieldProblem("cafcass_consulted_on", sentence))
    return problems


def any_looked_after(snapshot: Snapshot, escalation: Escalation, day: date) -> bool:
    """Return whether any child whom a challenge names was looked after on ``day``."""
    named = (escalation.child_id, *escalation.other_child_ids)
    cases = (snapshot.cases.get(child_id) for child_id in named)
    return any(is_looked_after(case, day) for case in cases if case is not None)
