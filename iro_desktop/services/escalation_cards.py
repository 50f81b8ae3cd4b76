"""One challenge or resolution as a card: what is right for the child, who answers, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.casefile.due import SOON_DAYS
from iro_desktop.domain.casefile.explained import short_reason
from iro_desktop.domain.codes import say
from iro_desktop.domain.escalation import Progress, StageProgress, State
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    Escalation,
    EscalationStep,
    LegalStatus,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.standards import Stage
from iro_desktop.domain.words import counted, near_date, say_days, short_date
from iro_desktop.services.cafcass import any_looked_after
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.escalations import stages_after

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Allocation, CarePeriod, Child, Escalation, EscalationStep, LegalStatus, Standards,
    )
)  # fmt: skip
"""The kinds of records that the cards depend on."""


@dataclass(frozen=True, slots=True)
class Meter:
    """Working days that have run, of those there are; nothing but the end stops them."""

    day: int
    of: int
    due_on: date
    overdue: bool

    @property
    def words(self) -> str:
        """The meter in words: "day 8 of 20", "2 working days over 20"."""
        if self.day <= self.of:
            return f"day {self.day} of {self.of}"
        return f"{counted(self.day - self.of, 'working day')} over {self.of}"


@dataclass(frozen=True, slots=True)
class EscalationCard:
    """One challenge or resolution on one day.

    ``status`` and ``status_words`` tell what it waits for, ``status_detail`` since or until when,
    ``asked`` the same in fewer words, with who is to answer. ``label`` is the local word for it.
    ``meter`` counts the days of all formal stages together, before them those of the reply.
    ``may_move`` says that a stage is left, ``may_consult`` that Cafcass has a place,
    ``may_ask_partnership`` that the safeguarding partnership has it instead.
    """

    escalation_id: str
    step_id: str
    child_id: str
    reference: str
    initials: str
    others: tuple[str, ...]
    state: State
    is_formal: bool
    label: str
    stage: str
    stage_name: str
    stage_short: str
    to_whom: str
    right_outcome: str
    needed: str
    theme: str
    other_themes: tuple[str, ...]
    opened_on: date | None
    reply_due_on: date | None
    replied_on: date | None
    response: str
    by_on: date | None
    status: Status
    status_words: str
    status_detail: str
    asked: str
    waits_for: str
    meter: Meter | None
    may_move: bool
    may_consult: bool
    may_ask_partnership: bool
    closed_on: date | None
    outcome: str
    changed_for_child: str
    evidence: str = ""
    by_whom: str = ""
    passed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it."""
        return self.state in ("informal", "formal")

    @property
    def title(self) -> str:
        """The child whom it is about: "LC-20417 A.B.", with how many others."""
        name = f"{self.reference} {self.initials}".rstrip()
        return f"{name} and {len(self.others)} more" if self.others else name

    @property
    def outcome_words(self) -> str:
        """What came of it, in words; "" while it is open."""
        return say("escalation_outcome", self.outcome)


def is_late(card: EscalationCard) -> bool:
    """Return whether anything about an open card is late."""
    over = card.meter is not None and card.is_formal and card.meter.overdue
    return card.is_open and (card.status is Status.OVERDUE or over)


def card_of(
    case: CaseFile, at: Progress, snapshot: Snapshot, practice: Practice, today: date
) -> EscalationCard:
    """Return one challenge or resolution as it stands today."""
    escalation, current = at.escalation, at.current
    standing = _standing(at, today)
    others = (snapshot.cases.get(child_id) for child_id in escalation.other_child_ids)
    looked_after = any_looked_after(snapshot, escalation, today)
    standards = practice.on(today)
    return EscalationCard(
        escalation_id=escalation.id,
        step_id=current.step.id if current.step else "",
        child_id=case.child.id,
        reference=case.child.reference,
        initials=case.child.initials,
        others=tuple(_name(other) for other in others if other is not None),
        state=at.state,
        is_formal=at.is_formal,
        label=standards.resolution_label if at.is_formal else standards.challenge_label,
        stage=current.stage.key,
        stage_name=current.stage.name,
        stage_short=short_stage(current.stage, standards),
        to_whom=_whom(current),
        right_outcome=escalation.right_outcome,
        needed=escalation.needed,
        theme=escalation.theme,
        other_themes=escalation.other_themes,
        opened_on=escalation.opened_on,
        reply_due_on=current.reply_due_on,
        replied_on=current.replied_on,
        response=current.step.response if current.step and current.replied_on else "",
        by_on=escalation.by_on,
        status=standing.status,
        status_words=standing.words,
        status_detail=standing.detail,
        asked=standing.short,
        waits_for=standing.waits_for,
        meter=_meter(at, practice, today),
        may_move=at.is_open and bool(stages_after(at, standards)),
        may_consult=at.is_open and looked_after,
        may_ask_partnership=at.is_open and not looked_after,
        closed_on=at.closed_on,
        outcome=escalation.outcome if at.closed_on else "",
        changed_for_child=escalation.changed_for_child if not at.is_open else "",
        evidence=escalation.evidence,
        by_whom=escalation.by_whom,
        passed_on=escalation.passed_on,
    )


def owner_of_case(case: CaseFile, at: Progress, today: date) -> str:
    """Return whose a case is: of the child's IRO of that day or the last one, else who raised it.

    The day is today, or the one on which it was closed.
    """
    allocation = owner_of(case, at.closed_on or today)
    return allocation.officer_id if allocation else at.escalation.officer_id


def short_stage(stage: Stage, standards: Standards) -> str:
    """Return a stage's name without the word for all of its kind: "Stage 1"; else the whole."""
    label = standards.resolution_label if stage.formal else standards.challenge_label
    short = stage.name.removeprefix(label).strip(" :,-")
    return short[:1].upper() + short[1:] if short else stage.name


def _name(case: CaseFile) -> str:
    return f"{case.child.reference} {case.child.initials}".rstrip()


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a case stands, in words, at length and in short, and what it waits for."""

    status: Status
    words: str
    detail: str
    short: str
    waits_for: str = ""


def _standing(at: Progress, today: date) -> _Standing:
    escalation = at.escalation
    if at.state == "praise":
        detail = _on("noted", escalation.opened_on)
        return _Standing(Status.DONE, "Good practice", detail, detail)
    if at.closed_on is not None:
        words = say("escalation_outcome", escalation.outcome) or "Closed"
        detail = _on("closed", at.closed_on)
        return _Standing(Status.DONE, words, detail, detail)
    if at.current.replied_on is None:
        return _awaiting_reply(at.current, today)
    return _replied(at.current, escalation.by_on, today)


def _awaiting_reply(current: StageProgress, today: date) -> _Standing:
    due_on, whom = current.reply_due_on, _whom(current)
    if due_on is None:
        return _Standing(Status.UNDATED, "Day not on file", "", whom, "reply")
    days = (due_on - today).days
    reason = short_reason(current.limit, current.started_on)
    detail = f"{short_date(due_on)}, {reason}" if reason else short_date(due_on)
    by = f"by {near_date(due_on, today)}"
    short = f"{whom}, {by}" if whom else by
    if days < 0:
        return _Standing(Status.OVERDUE, f"Reply {say_days(-days)} late", detail, short, "reply")
    status = Status.SOON if days <= SOON_DAYS else Status.LATER
    return _Standing(status, f"Reply due {_in_days(days)}", detail, short, "reply")


def _replied(current: StageProgress, by_on: date | None, today: date) -> _Standing:
    """A reply closes nothing: what was promised has a day, and then there is the outcome."""
    response = current.step.response if current.step else ""
    said = {"accepts": "accepted, ", "partly": "accepted in part, "}.get(response, "")
    on = current.replied_on or today
    detail, short = f"{said}replied {short_date(on)}", f"{said}replied {near_date(on, today)}"
    if response == "no":
        return _Standing(Status.SOON, "Not accepted", detail, short, "next stage")
    if by_on is None:
        return _Standing(Status.LATER, "Outcome awaited", detail, short, "outcome")
    days = (by_on - today).days
    if days < 0:
        return _Standing(Status.OVERDUE, f"Action {say_days(-days)} late", detail, short, "outcome")
    status = Status.SOON if days <= SOON_DAYS else Status.LATER
    return _Standing(status, f"Action due {_in_days(days)}", detail, short, "outcome")


def _whom(current: StageProgress) -> str:
    """Return who is to answer: who was named, or else the stage's role."""
    return (current.step.to_whom if current.step else "") or current.stage.role


def _in_days(days: int) -> str:
    return "today" if days == 0 else f"in {say_days(days)}"


def _on(words: str, day: date | None) -> str:
    return f"{words} {short_date(day)}" if day else ""


def _meter(at: Progress, practice: Practice, today: date) -> Meter | None:
    """Return the days of the formal stages, or of an informal one that awaits its reply."""
    if not at.is_open:
        return None
    if at.total_limit is not None and at.total_due_on is not None:
        started_on, limit, due_on = at.formal_on, at.total_limit, at.total_due_on
    elif at.reply_awaited() and at.current.reply_due_on is not None:
        started_on, limit, due_on = at.current.started_on, at.current.limit, at.current.reply_due_on
    else:
        return None
    if started_on is None:
        return None
    run = max(practice.calendar.working_days_between(started_on, today), 0)
    return Meter(run + limit.first_day_counts, limit.number, due_on, overdue=due_on < today)
