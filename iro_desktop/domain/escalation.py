"""IRO Challenge and Problem Resolution: the stages, who answers by when, the clock, the end.

``informal -> stage 1..n -> closed``, with Cafcass at any point beside it. The stages are the
council's own and come from Standards; those in force when a stage began hold for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from iro_desktop.domain.codes import is_known
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Escalation, EscalationStep, Standards
from iro_desktop.domain.rules import Limit
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.standards import DEFAULT_STANDARDS, Stage, stages_of
from iro_desktop.domain.words import say_date, say_list

State = Literal["informal", "formal", "closed", "praise"]

_UNKNOWN_STAGE_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class StageProgress:
    """One stage that a case went through, and the reply that it asks for."""

    stage: Stage
    step: EscalationStep | None
    started_on: date | None
    limit: Limit
    reply_due_on: date | None
    replied_on: date | None

    def overdue(self, as_of: date) -> bool:
        """Return whether no reply had come by the end of its last day, as of ``as_of``."""
        return (
            self.replied_on is None and self.reply_due_on is not None and self.reply_due_on < as_of
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one case stood on a day.

    ``stages`` are those begun by then, in order; where none is on file, the first of the
    standards from the day it was raised. ``formal_on`` is the day of the first formal stage, from
    which ``total_due_on`` runs; nothing stops that clock but the end. What came after the day
    asked for is left out.
    """

    escalation: Escalation
    stages: tuple[StageProgress, ...]
    state: State
    formal_on: date | None
    total_limit: Limit | None
    total_due_on: date | None
    closed_on: date | None
    working_days_open: int | None
    working_days_formal: int | None

    @property
    def current(self) -> StageProgress:
        """The stage it is at, or was at when it was closed."""
        return self.stages[-1]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it; a note of praise asks nobody."""
        return self.state in ("informal", "formal")

    @property
    def is_formal(self) -> bool:
        """Whether it has reached a formal stage, open or closed."""
        return self.formal_on is not None or any(s.stage.formal for s in self.stages)

    @property
    def began_informally(self) -> bool:
        """Whether its first stage was informal."""
        return not self.stages[0].stage.formal

    def reply_awaited(self) -> bool:
        """Return whether it is open and the current stage has had no reply."""
        return self.is_open and self.current.replied_on is None

    def total_overdue(self, as_of: date) -> bool:
        """Return whether it was still open after the last day of all formal stages together."""
        return self.is_open and self.total_due_on is not None and self.total_due_on < as_of


def progress(
    escalation: Escalation,
    steps: tuple[EscalationStep, ...],
    practice: Practice,
    as_of: date,
) -> Progress:
    """Return where a case stood on ``as_of``; ``steps`` are its own, in any order."""
    stages = _stages(escalation, steps, practice, as_of)
    formal = [s.started_on for s in stages if s.stage.formal and s.started_on is not None]
    formal_on = min(formal, default=None)
    closed_on = _by(escalation.closed_on, as_of)
    state: State = "formal" if stages[-1].stage.formal else "informal"
    if closed_on is not None:
        state = "closed"
    if escalation.good_practice:
        state = "praise"
    limit = total_due_on = None
    if formal_on is not None:
        days = practice.on(formal_on).formal_total_days or 0
        limit = practice.counted(formal_on, Limit(days, "working days"))
        total_due_on = practice.after(formal_on, limit)
    until = closed_on or as_of
    return Progress(
        escalation,
        stages,
        state,
        formal_on,
        limit,
        total_due_on,
        closed_on,
        working_days_open=_working_days(practice, escalation.opened_on, until),
        working_days_formal=_working_days(practice, formal_on, until),
    )


@kept_with_case
def progress_of(case: CaseFile, practice: Practice, as_of: date) -> tuple[Progress, ...]:
    """Return where each of a child's cases stood on ``as_of``, by the day they were raised.

    Those raised later are left out, one without a day is not. They outlive the period of care and
    the IRO who raised them: the next one inherits them.
    """
    raised = [
        escalation
        for escalation in case.of(Escalation)
        if escalation.opened_on is None or escalation.opened_on <= as_of
    ]
    if not raised:
        return ()
    raised.sort(key=lambda escalation: (escalation.opened_on or date.min, escalation.id))
    steps: dict[str, list[EscalationStep]] = {}
    for step in case.of(EscalationStep):
        steps.setdefault(step.escalation_id, []).append(step)
    return tuple(
        progress(escalation, tuple(steps.get(escalation.id, ())), practice, as_of)
        for escalation in raised
    )


def _stages(
    escalation: Escalation, steps: tuple[EscalationStep, ...], practice: Practice, as_of: date
) -> tuple[StageProgress, ...]:
    begun = sorted(
        (step for step in steps if step.started_on is None or step.started_on <= as_of),
        key=lambda step: _place(step, escalation, practice, as_of),
    )
    if not begun:
        opened_on = escalation.opened_on
        standards = practice.on(opened_on or as_of)
        first = (stages_of(standards) or stages_of(DEFAULT_STANDARDS))[0]
        return (_stage_progress(first, None, opened_on, practice, as_of),)
    found = []
    for step in begun:
        started_on = step.started_on or escalation.opened_on
        stage = stage_called(step.stage, practice.on(started_on or as_of))
        found.append(_stage_progress(stage, step, started_on, practice, as_of))
    return tuple(found)


def _place(
    step: EscalationStep, escalation: Escalation, practice: Practice, as_of: date
) -> tuple[date, int, str]:
    """Order steps by their day; of two of one day the higher stage is the later."""
    started_on = step.started_on or escalation.opened_on
    stages = stages_of(practice.on(started_on or as_of))
    return started_on or date.min, _index(stages, step.stage), step.id


def _stage_progress(
    stage: Stage,
    step: EscalationStep | None,
    started_on: date | None,
    practice: Practice,
    as_of: date,
) -> StageProgress:
    limit = Limit(stage.days, "working days")
    due_on = None
    if started_on is not None:
        limit = practice.counted(started_on, limit)
        due_on = practice.after(started_on, limit)
    replied_on = _by(step.responded_on, as_of) if step else None
    return StageProgress(stage, step, started_on, limit, due_on, replied_on)


def stage_called(key: str, standards: Standards) -> Stage:
    """Return the stage with this key; one that the standards do not have is shown as itself.

    What is not in the standards counts as formal unless the default calls it informal.
    """
    for stages in (stages_of(standards), stages_of(DEFAULT_STANDARDS)):
        for stage in stages:
            if stage.key == key:
                return stage
    return Stage(key, key or "Stage not named", "", _UNKNOWN_STAGE_DAYS, formal=bool(key))


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _working_days(practice: Practice, start: date | None, end: date) -> int | None:
    if start is None:
        return None
    return max(practice.calendar.working_days_between(start, end), 0)


def next_stage(at: Progress, standards: Standards) -> Stage | None:
    """Return the stage after the current one, or None at the last."""
    stages = stages_of(standards)
    after = _index(stages, at.current.stage.key) + 1
    return stages[after] if after < len(stages) else None


def skipped(at: Progress, to_key: str, standards: Standards) -> tuple[Stage, ...]:
    """Return the stages that a move to ``to_key`` would leave out."""
    stages = stages_of(standards)
    return stages[_index(stages, at.current.stage.key) + 1 : _index(stages, to_key)]


def _index(stages: tuple[Stage, ...], key: str) -> int:
    return next((number for number, stage in enumerate(stages) if stage.key == key), -1)


def why_not_move(
    at: Progress, to_key: str, standards: Standards, moved_on: date, reason: str = ""
) -> str:
    """Return why a case may not move to a stage on that day, in one sentence; "" if it may.

    Any later stage may be reached at once, but leaving stages out asks for a reason (IRO Handbook
    6.2 lets any stage be skipped). A reply is not needed to move on.
    """
    if not at.is_open:
        return "This is closed: open it again before it can move to another stage."
    stages = stages_of(standards)
    target = _index(stages, to_key)
    if target < 0:
        return "That stage is not in the local standards: choose one of those listed."
    if target <= _index(stages, at.current.stage.key):
        return (
            f"It is at {at.current.stage.name} already: "
            "choose a later stage, or record the reply to this."
        )
    started_on = at.current.started_on
    if started_on is not None and moved_on < started_on:
        return f"The stage before began on {say_date(started_on)}: choose that day or a later one."
    left_out = skipped(at, to_key, standards)
    if left_out and not reason.strip():
        names = say_list([stage.name for stage in left_out])
        return f"This leaves out {names}: say why."
    return ""


def why_not_close(at: Progress, outcome: str, closed_on: date) -> str:
    """Return why a case may not be closed so on that day, in one sentence; "" if it may."""
    if at.state == "closed":
        return "This is closed already."
    if not is_known("escalation_outcome", outcome):
        return "Say what came of it for the child: the outcome is missing."
    opened_on = at.escalation.opened_on
    if opened_on is not None and closed_on < opened_on:
        return f"It was raised on {say_date(opened_on)}: choose that day or a later one."
    return ""


def why_not_cafcass(standards: Standards, *, looked_after: bool) -> str:
    """Return why a case may not be referred to Cafcass, in one sentence; "" if it may.

    A referral is possible at any point of the stages and beside them, for a child who is looked
    after (Children Act 1989, s25B).
    """
    if looked_after:
        return ""
    return (
        f"Cafcass is for children who are {standards.looked_after_label}: "
        "for a child protection plan use the safeguarding partnership’s own route."
    )


def why_not_partnership(standards: Standards, *, looked_after: bool) -> str:
    """Return why a case may not go to the safeguarding partnership, in one sentence; "" if it may.

    Its route is for children whom a protection plan alone concerns.
    """
    if not looked_after:
        return ""
    return (
        "The safeguarding partnership’s route is for children who are not "
        f"{standards.looked_after_label}: for this child use Cafcass."
    )
