"""What an officer does between reviews: checks, notices, challenges and resolutions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from iro_desktop.domain.records import fields
from iro_desktop.domain.records.fields import ChildRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification(ChildRecord):
    """Something that happened to a child, and when the officer was told."""

    title: ClassVar[str] = "notification"
    plural: ClassVar[str] = "notifications"

    what: str = fields.code("What", "notification")
    happened_on: date | None = fields.day("Happened on")
    told_on: date | None = fields.day("IRO told on")
    told_by: str = fields.text("Told by")
    note: str = fields.note("Note")
    check_needed: bool | None = fields.yes_no(
        "Needs a check", "Left unanswered: yes, unless it is “Something else”"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringCheck(ChildRecord):
    """A check on a case between reviews; without analysis it is a file note and does not count."""

    title: ClassVar[str] = "monitoring check"
    plural: ClassVar[str] = "monitoring checks"

    checked_on: date | None = fields.day("Date of check")
    trigger: str = fields.code("Why now", "check_trigger")
    officer_id: str = fields.link("IRO", "Officer")
    social_worker_contact: bool | None = fields.yes_no("Spoke with the social worker")
    child_contact: bool | None = fields.yes_no("Spoke with the child")
    carer_contact: bool | None = fields.yes_no("Spoke with the carer")
    decisions_state: str = fields.code("Decisions of the last review", "decisions_state")
    plan_current: bool | None = fields.yes_no("Plan is current")
    drift: bool | None = fields.yes_no("Drift or delay")
    prompts: tuple[str, ...] = fields.lines("Prompts")
    answers: tuple[str, ...] = fields.lines("Answers")
    experience: str = fields.note("The child’s experience")
    analysis: str = fields.note(
        "Analysis", "What it means for the child; without it the check is a note"
    )
    rag: str = fields.code("Rating", "rag")
    outcome: str = fields.code("Outcome", "check_outcome")
    escalation_id: str = fields.link("Challenge", "Escalation")
    entered_in_council_system_on: date | None = fields.day("Entered in the council’s system on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(ChildRecord):
    """An IRO Challenge (informal) or Problem Resolution (formal): one issue, one case."""

    title: ClassVar[str] = "challenge"
    plural: ClassVar[str] = "challenges"

    other_child_ids: tuple[str, ...] = fields.many_links("Other children", "Child")
    opened_on: date | None = fields.day("Raised on")
    officer_id: str = fields.link("IRO", "Officer")
    source: str = fields.code("Came from", "escalation_source")
    right_outcome: str = fields.note("The right outcome for the child")
    needed: str = fields.note("What we need to do to get there")
    by_whom: str = fields.text("By whom")
    by_on: date | None = fields.day("By when")
    theme: str = fields.text("Main theme")
    other_themes: tuple[str, ...] = fields.lines("Other themes")
    evidence: str = fields.note("Evidence")
    impact: str = fields.note("Impact on the child now")
    child_view: str = fields.note("The child’s view")
    child_told_on: date | None = fields.day("Child told on")
    outcome_stated_on: date | None = fields.day("Right outcome stated on")
    legal_advice_on: date | None = fields.day("Legal advice sought on")
    cafcass_considered: bool | None = fields.yes_no("Cafcass considered")
    cafcass_reason: str = fields.note("Why, or why not")
    cafcass_consulted_on: date | None = fields.day("Cafcass consulted on")
    cafcass_ground: str = fields.code("Ground", "cafcass_ground")
    cafcass_referred_on: date | None = fields.day("Referred to Cafcass on")
    cafcass_responded_on: date | None = fields.day("Cafcass answered on")
    cafcass_response: str = fields.note("What Cafcass said")
    partnership_asked_on: date | None = fields.day("Safeguarding partnership asked on")
    partnership_why: str = fields.note("Why the partnership")
    partnership_answered_on: date | None = fields.day("Partnership answered on")
    partnership_response: str = fields.note("What the partnership said")
    good_practice: bool | None = fields.yes_no("Good practice", "A note of praise, not a challenge")
    passed_on: date | None = fields.day("Passed on to them on")
    closed_on: date | None = fields.day("Closed on")
    reopened_on: date | None = fields.day("Opened again on")
    reopened_why: str = fields.note("Why it was opened again")
    outcome: str = fields.code("Outcome", "escalation_outcome")
    outcome_on: date | None = fields.day("Outcome reached on")
    changed_for_child: str = fields.note("What changed for the child")
    learning: str = fields.note("Learning")
    entered_in_council_system_on: date | None = fields.day("Entered in the council’s system on")


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep(ChildRecord):
    """One stage that a challenge or resolution went through; ``stage`` is a key of Standards."""

    title: ClassVar[str] = "stage"
    plural: ClassVar[str] = "stages"

    escalation_id: str = fields.link("Challenge", "Escalation")
    stage: str = fields.text("Stage", longest=20)
    started_on: date | None = fields.day("Started on")
    to_whom: str = fields.text("To whom")
    why: str = fields.note("Why this stage")
    skipped: str = fields.text("Stages left out, and why")
    responded_on: date | None = fields.day("Reply received on")
    response: str = fields.code("Reply", "escalation_response")
    response_note: str = fields.note("What the reply says")
    next_step: str = fields.note("Next step")
