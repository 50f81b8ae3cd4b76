"""One challenge or resolution with its whole history, and what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.casefile import allocation_on
from iro_desktop.domain.codes import say
from iro_desktop.domain.escalation import (
    Progress,
    StageProgress,
    progress_of,
    why_not_cafcass,
    why_not_partnership,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Child, Escalation, Officer
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.standards import Stage, stages_of
from iro_desktop.domain.words import counted, say_date, short_date
from iro_desktop.services.cafcass import any_looked_after
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.escalation_cards import EscalationCard, card_of, owner_of_case
from iro_desktop.services.escalations import stages_after


@dataclass(frozen=True, slots=True)
class StepLine:
    """One stage in the history of a case: when, to whom, why, and what was replied."""

    step_id: str
    stage_name: str
    formal: bool
    started_on: date | None
    to_whom: str
    why: str
    skipped: str
    reply_due_on: date | None
    replied_on: date | None
    response: str
    note: str
    next_step: str
    late: bool

    @property
    def reply(self) -> str:
        """The reply in words: "Accepts, 2 Apr 2020", "no reply by 2 Apr 2020"."""
        if self.replied_on is not None:
            said = say("escalation_response", self.response) or "Replied"
            return f"{said}, {short_date(self.replied_on)}"
        if self.reply_due_on is None:
            return ""
        return f"{'No reply by' if self.late else 'Reply due'} {short_date(self.reply_due_on)}"


@dataclass(frozen=True, slots=True)
class EscalationPage:
    """Everything about one case; ``why_not_cafcass`` is a sentence where Cafcass has no place.

    ``why_not_partnership`` is one where the safeguarding partnership has none. ``raised_by`` names
    the IRO who raised it, where it is another one's now.
    ``may_follow`` are the stages that it may move to, each with those that it would leave out.
    """

    card: EscalationCard
    escalation: Escalation
    steps: tuple[StepLine, ...]
    may_follow: tuple[tuple[Stage, tuple[Stage, ...]], ...]
    why_not_cafcass: str
    why_not_partnership: str
    raised_by: str
    siblings: tuple[Child, ...]


def escalation_page(
    snapshot: Snapshot, practice: Practice, escalation_id: str, today: date
) -> EscalationPage | None:
    """Return the page of one case as it stands today, or None if it is not there."""
    escalation = snapshot.find(Escalation, escalation_id)
    if escalation is None:
        return None
    case = snapshot.cases[escalation.child_id]
    at = next((p for p in progress_of(case, practice, today) if p.escalation is escalation), None)
    if at is None:
        return None
    looked_after = any_looked_after(snapshot, escalation, today)
    standards = practice.on(today)
    return EscalationPage(
        card=card_of(case, at, snapshot, practice, today),
        escalation=escalation,
        steps=tuple(_line(stage, today) for stage in at.stages),
        may_follow=stages_after(at, standards) if at.is_open else (),
        why_not_cafcass=why_not_cafcass(standards, looked_after=looked_after),
        why_not_partnership=why_not_partnership(standards, looked_after=looked_after),
        raised_by=_raised_by(case, at, snapshot, today),
        siblings=siblings_of(case, snapshot),
    )


def _raised_by(case: CaseFile, at: Progress, snapshot: Snapshot, today: date) -> str:
    """Return who raised a case that another IRO has taken over, or ""."""
    raised_by = at.escalation.officer_id
    if not raised_by or owner_of_case(case, at, today) == raised_by:
        return ""
    officer = snapshot.find(Officer, raised_by)
    return (officer.name if officer else "") or "another IRO"


def children_to_name(case: CaseFile, snapshot: Snapshot, today: date) -> tuple[Child, ...]:
    """Return whom else a challenge may name: the other children of the child's IRO, by reference.

    Siblings are offered on their own; closed cases are not.
    """
    ours = owner_of(case, today)
    group = case.child.sibling_group_id
    found = [
        other.child
        for other in snapshot.cases.values()
        if other.child.id != case.child.id
        and (not group or other.child.sibling_group_id != group)
        and (theirs := allocation_on(other, today)) is not None
        and (ours is None or theirs.officer_id == ours.officer_id)
    ]
    return tuple(sorted(found, key=lambda child: child.reference))


def challenges_naming(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date
) -> tuple[EscalationCard, ...]:
    """Return the open challenges of other children that name this one too."""
    found = []
    for case in snapshot.cases.values():
        named = {e.id for e in case.of(Escalation) if child_id in e.other_child_ids}
        if named and case.child.id != child_id:
            found += [
                card_of(case, at, snapshot, practice, today)
                for at in progress_of(case, practice, today)
                if at.is_open and at.escalation.id in named
            ]
    return tuple(found)


def _line(stage: StageProgress, today: date) -> StepLine:
    step = stage.step
    return StepLine(
        step_id=step.id if step else "",
        stage_name=stage.stage.name,
        formal=stage.stage.formal,
        started_on=stage.started_on,
        to_whom=(step.to_whom if step else "") or stage.stage.role,
        why=step.why if step else "",
        skipped=step.skipped if step else "",
        reply_due_on=stage.reply_due_on,
        replied_on=stage.replied_on,
        response=step.response if step else "",
        note=step.response_note if step else "",
        next_step=step.next_step if step else "",
        late=stage.overdue(today),
    )


def siblings_of(case: CaseFile, snapshot: Snapshot) -> tuple[Child, ...]:
    """Return the other children of the child's sibling group, by reference."""
    group = case.child.sibling_group_id
    if not group:
        return ()
    found = [
        other.child
        for other in snapshot.cases.values()
        if other.child.sibling_group_id == group and other.child.id != case.child.id
    ]
    return tuple(sorted(found, key=lambda child: child.reference))


def reply_due(
    practice: Practice, stage_key: str, started_on: date, total_due_on: date | None = None
) -> str:
    """Return by when a stage that begins on a day asks for its reply, in one sentence.

    Of a formal stage it also says when all of them together have to end: ``total_due_on``, or
    counted from this one if it is the first.
    """
    standards = practice.on(started_on)
    stage = next((one for one in stages_of(standards) if one.key == stage_key), None)
    if stage is None:
        return ""
    due_on = practice.working_days(started_on, stage.days)
    days = counted(stage.days, "working day")
    said = f"Reply due by {say_date(due_on)}: {days} after {short_date(started_on)}."
    total = standards.formal_total_days or 0
    if stage.formal and total_due_on is not None:
        said += f" The {total} working days of all formal stages still end on "
        said += f"{say_date(total_due_on)}."
    elif stage.formal and total:
        end_on = practice.working_days(started_on, total)
        said += f" The {total} working days of all formal stages begin here and end on "
        said += f"{say_date(end_on)}."
    return said
