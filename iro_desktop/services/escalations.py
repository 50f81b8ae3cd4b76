"""What an IRO does with an IRO Challenge or a Problem Resolution: one issue stays one case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.escalation import (
    Progress,
    progress,
    skipped,
    why_not_move,
)
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.records import Escalation, EscalationStep, MonitoringCheck, Standards
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.standards import Stage, stages_of
from iro_desktop.domain.words import say_list
from iro_desktop.services.child_records import case_on_file
from iro_desktop.services.workspace import Workspace, new_id


class ChallengeGoneError(UserError):
    """The challenge is no longer in the store."""

    sentence = (
        "This challenge is no longer there: it was deleted, and can be restored from the bin under "
        "Edit."
    )


def raise_challenge(
    workspace: Workspace,
    escalation: Escalation,
    *,
    stage: str = "",
    to_whom: str = "",
    skipped: str = "",
    check_id: str = "",
    today: date,
) -> str:
    """Raise a challenge and return its id; raises RefusedError.

    The right outcome for the child is asked for before any action is. It begins at ``stage``, by
    default the first of the local standards; to begin at a later one asks for a reason in
    ``skipped``. ``check_id`` is the check that led to it. A note of good practice goes through no
    stage.
    """
    case = case_on_file(workspace, escalation.child_id)
    escalation = _completed(escalation, workspace.officer_id, today)
    problems = _case_problems(escalation, today)
    if escalation.good_practice:
        refuse(problems)
        with workspace.write(f"note good practice for {case.child.reference}") as write:
            write.put(escalation)
        return escalation.id
    standards = workspace.practice.on(escalation.opened_on or today)
    step = EscalationStep(
        id=new_id(),
        child_id=escalation.child_id,
        escalation_id=escalation.id,
        stage=stage or stages_of(standards)[0].key,
        started_on=escalation.opened_on,
        to_whom=to_whom,
        skipped=skipped,
    )
    refuse(problems + limit_problems(step) + _first_stage_problems(step, standards))
    check = workspace.snapshot.find(MonitoringCheck, check_id) if check_id else None
    with workspace.write(f"raise challenge for {case.child.reference}") as write:
        write.put(escalation)
        write.put(step)
        if check is not None:
            write.put(replace(check, escalation_id=escalation.id))
    return escalation.id


def _completed(escalation: Escalation, officer_id: str, today: date) -> Escalation:
    """Return a new challenge with what follows from the day and from whose store this is."""
    stated_on = escalation.outcome_stated_on
    if stated_on is None and escalation.right_outcome.strip():
        stated_on = today
    return replace(
        escalation,
        id=escalation.id or new_id(),
        officer_id=escalation.officer_id or officer_id,
        opened_on=escalation.opened_on or today,
        outcome_stated_on=stated_on,
    )


def _case_problems(escalation: Escalation, today: date) -> list[FieldProblem]:
    problems = limit_problems(escalation) + missing(escalation, "opened_on")
    problems += in_the_future(
        escalation, today, "opened_on", "child_told_on", "legal_advice_on", "outcome_stated_on"
    )
    if escalation.good_practice:
        problems += missing(escalation, "evidence") + in_the_future(escalation, today, "passed_on")
        return problems + before(escalation, "opened_on", "passed_on")
    if not escalation.right_outcome.strip():
        sentence = "Say what the right outcome for the child is: it comes before any action."
        problems.append(FieldProblem("right_outcome", sentence))
    problems += missing(escalation, "needed", "theme")
    return problems + before(escalation, "opened_on", "by_on")


def _first_stage_problems(step: EscalationStep, standards: Standards) -> list[FieldProblem]:
    keys = [stage.key for stage in stages_of(standards)]
    if step.stage not in keys:
        return [FieldProblem("stage", "Choose one of the stages of the local standards.")]
    left_out = stages_of(standards)[: keys.index(step.stage)]
    if left_out and not step.skipped.strip():
        names = say_list([stage.name for stage in left_out])
        return [FieldProblem("skipped", f"This leaves out {names}: say why.")]
    return []


def edit_challenge(workspace: Workspace, escalation: Escalation, *, today: date) -> None:
    """Keep what was changed about a challenge; its stages and its end have acts of their own.

    Raises RefusedError.
    """
    case, _ = found(workspace, escalation.id)
    refuse(_case_problems(escalation, today))
    what = "note of good practice" if escalation.good_practice else "challenge"
    with workspace.write(f"edit {what} for {case.child.reference}") as write:
        write.put(escalation)


def move_to_stage(  # noqa: PLR0913 - what a step is made of
    workspace: Workspace,
    escalation_id: str,
    stage: str,
    *,
    on: date,
    why: str,
    to_whom: str = "",
    skipped: str = "",
    today: date,
) -> str:
    """Move an open challenge on to a later stage and return the step's id; raises RefusedError.

    The same case goes on: what was informal becomes formal without a second one. A reply to the
    stage before is not needed, but stages that are left out ask for a reason in ``skipped``.
    """
    case, escalation = found(workspace, escalation_id)
    step = EscalationStep(
        id=new_id(),
        child_id=escalation.child_id,
        escalation_id=escalation_id,
        stage=stage,
        started_on=on,
        to_whom=to_whom,
        why=why,
        skipped=skipped,
    )
    at = progress_now(workspace, case, escalation, max(on, today))
    standards = workspace.practice.on(on)
    problems = limit_problems(step) + in_the_future(step, today, "started_on")
    problems += missing(step, "why") + _move_problems(at, step, standards, on)
    refuse(problems)
    with workspace.write(_move_words(case, at, stage, standards)) as write:
        write.put(step)
    return step.id


def _move_problems(
    at: Progress, step: EscalationStep, standards: Standards, on: date
) -> list[FieldProblem]:
    """Return why the case may not move so, at the field that has to change."""
    sentence = why_not_move(at, step.stage, standards, on, step.skipped)
    if not sentence:
        return []
    if not why_not_move(at, step.stage, standards, on, "a reason"):
        return [FieldProblem("skipped", sentence)]
    if not why_not_move(at, step.stage, standards, date.max, "a reason"):
        return [FieldProblem("started_on", sentence)]
    return [FieldProblem("stage", sentence)]


def _move_words(case: CaseFile, at: Progress, stage: str, standards: Standards) -> str:
    named = next((s for s in stages_of(standards) if s.key == stage), None)
    reference = case.child.reference
    if named is not None and named.formal and not at.current.stage.formal:
        return f"make challenge for {reference} a {standards.resolution_label}"
    return f"move challenge for {reference} to {named.name if named else stage}"


def make_formal(
    workspace: Workspace,
    escalation_id: str,
    *,
    on: date,
    why: str,
    to_whom: str = "",
    today: date,
) -> str:
    """Make an informal challenge formal, at the first formal stage; return the step's id.

    Raises RefusedError; the 20 working days run from ``on``.
    """
    standards = workspace.practice.on(on)
    first = next((stage.key for stage in stages_of(standards) if stage.formal), "")
    return move_to_stage(
        workspace, escalation_id, first, on=on, why=why, to_whom=to_whom, today=today
    )


def stages_after(at: Progress, standards: Standards) -> tuple[tuple[Stage, tuple[Stage, ...]], ...]:
    """Return the stages that may follow, each with those that it would leave out."""
    stages = stages_of(standards)
    keys = [stage.key for stage in stages]
    key = at.current.stage.key
    ahead = stages[keys.index(key) + 1 :] if key in keys else stages
    return tuple((stage, skipped(at, stage.key, standards)) for stage in ahead)


def record_reply(  # noqa: PLR0913 - what a reply is made of
    workspace: Workspace,
    escalation_id: str,
    *,
    step_id: str = "",
    responded_on: date | None,
    response: str,
    note: str = "",
    next_step: str = "",
    today: date,
) -> None:
    """Record the reply to a stage, how the IRO judges it and what is next; raises RefusedError.

    It is the reply to the current stage unless ``step_id`` names an earlier one. A reply closes
    nothing: that is for the outcome to do.
    """
    case, escalation = found(workspace, escalation_id)
    step = _step(progress_now(workspace, case, escalation, today), step_id)
    step = replace(
        step,
        responded_on=responded_on,
        response=response,
        response_note=note,
        next_step=next_step,
    )
    refuse(
        limit_problems(step)
        + missing(step, "responded_on", "response")
        + in_the_future(step, today, "responded_on")
        + before(step, "started_on", "responded_on")
    )
    with workspace.write(f"record reply to challenge for {case.child.reference}") as write:
        write.put(step)


def _step(at: Progress, step_id: str) -> EscalationStep:
    """Return a stage's record: the current one's, made now where a file held the case alone."""
    current = at.current
    if not step_id and current.step is None:
        return EscalationStep(
            id=new_id(),
            child_id=at.escalation.child_id,
            escalation_id=at.escalation.id,
            stage=current.stage.key,
            started_on=current.started_on,
        )
    steps = {stage.step.id: stage.step for stage in at.stages if stage.step is not None}
    wanted = step_id or (current.step.id if current.step else "")
    if wanted not in steps:
        raise ChallengeGoneError
    return steps[wanted]


def found(workspace: Workspace, escalation_id: str) -> tuple[CaseFile, Escalation]:
    """Return a challenge with its child's case file. Raises ChallengeGoneError."""
    escalation = workspace.snapshot.find(Escalation, escalation_id)
    if escalation is None:
        raise ChallengeGoneError
    return case_on_file(workspace, escalation.child_id), escalation


def progress_now(
    workspace: Workspace, case: CaseFile, escalation: Escalation, day: date
) -> Progress:
    """Return where a challenge stands on ``day``."""
    steps = tuple(s for s in case.of(EscalationStep) if s.escalation_id == escalation.id)
    return progress(escalation, steps, workspace.practice, day)
