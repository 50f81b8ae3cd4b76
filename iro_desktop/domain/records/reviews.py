"""Reviews and conferences: the meeting, each child's review in it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from iro_desktop.domain.records import fields
from iro_desktop.domain.records.fields import ChildRecord, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    """One meeting; several children's reviews and conferences may be held in it."""

    title: ClassVar[str] = "meeting"
    plural: ClassVar[str] = "meetings"

    booked_on: date | None = fields.day("Booked for")
    starts_at: datetime | None = fields.instant("Starts at")
    place: str = fields.text("Place")
    mode: str = fields.code("How", "mode")
    chair_id: str = fields.link("Chair", "Officer")
    cancelled_on: date | None = fields.day("Cancelled on")
    cancelled_reason: str = fields.text("Why it was cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(ChildRecord):
    """One child's review or conference, of one type, held in a meeting."""

    title: ClassVar[str] = "review"
    plural: ClassVar[str] = "reviews"

    review_type: str = fields.code("Type", "review_type")
    held_on: date | None = fields.day("Held on", "The day of the first sitting")
    adjourned_on: date | None = fields.day(
        "Adjourned on", "Empty unless it broke off to go on later"
    )
    completed_on: date | None = fields.day("Completed on", "The last sitting, if it was adjourned")
    meeting_id: str = fields.link("Meeting", "Meeting")
    mode: str = fields.code("How it was held", "mode")
    chair_id: str = fields.link("Chair", "Officer")
    strategy_on: date | None = fields.day(
        "Strategy discussion",
        "The one that started the enquiry: of several the first, not the last",
    )
    notified_on: date | None = fields.day(
        "Written notification", "The day on which the move was notified in writing"
    )
    late_reason: str = fields.text("Reason it was late")
    quorate: bool | None = fields.yes_no("Quorate")
    category: str = fields.code("Category", "category")
    plan_continues: bool | None = fields.yes_no("Child protection plan made or continued")
    dissent: str = fields.note("Dissent")
    social_worker_contact_on: date | None = fields.day("Contact with the social worker before")
    papers_received_on: date | None = fields.day("Papers received on")
    child_seen: str = fields.code("Child spoken to before", "child_seen")
    child_seen_on: date | None = fields.day("Spoken to on")
    invites_agreed_on: date | None = fields.day("Invite list agreed with the child on")
    discharge_considered: bool | None = fields.yes_no("Discharge of the care order considered")
    summary: str = fields.note("Summary", "What was discussed, and what changed for the child")
    officer_view: str = fields.note("IRO’s view")
    next_booked_on: date | None = fields.day("Next meeting booked for")
    decisions_sent_on: date | None = fields.day("Decisions sent to the manager on")
    written_on: date | None = fields.day("Record written on")
    distributed_on: date | None = fields.day("Record distributed on")
    entered_in_council_system_on: date | None = fields.day("Entered in the council’s system on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPart(ChildRecord):
    """One sitting of a review that took a series of meetings; parts are never counted."""

    title: ClassVar[str] = "part of a review"
    plural: ClassVar[str] = "parts of a review"

    review_id: str = fields.link("Review", "Review")
    meeting_id: str = fields.link("Meeting", "Meeting")
    held_on: date | None = fields.day("Held on")
    with_whom: str = fields.text("With whom")
    note: str = fields.note("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(ChildRecord):
    """A decision or recommendation of a review."""

    title: ClassVar[str] = "decision"
    plural: ClassVar[str] = "decisions"

    review_id: str = fields.link("Review", "Review")
    decision: str = fields.note("Decision")
    owner: str = fields.text("Who")
    due_on: date | None = fields.day("By")
    done_on: date | None = fields.day("Done on")
    manager_response: str = fields.code("Manager", "manager_response")
    manager_responded_on: date | None = fields.day("Manager answered on")
    carried_from_id: str = fields.link("Carried over from", "Decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(ChildRecord):
    """How a child took part in one of their reviews, and how well that was done."""

    title: ClassVar[str] = "participation"
    plural: ClassVar[str] = "participation"

    review_id: str = fields.link("Review", "Review")
    participation: str = fields.code("Participation", "participation")
    attendance_mode: str = fields.code("How the child attended", "attendance_mode")
    prepared: int | None = fields.whole("Prepared", "0 to 3", maximum=3)
    chose: int | None = fields.whole("Chose how, where and who", "0 to 3", maximum=3)
    chaired: int | None = fields.whole("Chaired or co-chaired", "0 to 3", maximum=3)
    seen_alone: int | None = fields.whole("Seen alone by the IRO", "0 to 3", maximum=3)
    own_words: int | None = fields.whole("Views in the child’s words", "0 to 3", maximum=3)
    written_to_child: int | None = fields.whole("Record written to the child", "0 to 3", maximum=3)
    methods: tuple[str, ...] = fields.many_codes("Methods used", "method")
    advocate_offered: bool | None = fields.yes_no("Advocate offered")
    advocate_used: bool | None = fields.yes_no("Advocate used")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(ChildRecord):
    """Something the child asked for, and what became of it."""

    title: ClassVar[str] = "ask"
    plural: ClassVar[str] = "asks"

    review_id: str = fields.link("Review", "Review")
    words: str = fields.note("What the child asked for")
    answer: str = fields.code("Answer", "ask_answer")
    reason_told_on: date | None = fields.day("Child told why on")
    done_on: date | None = fields.day("Done on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(ChildRecord):
    """Somebody asked for their views before a review."""

    title: ClassVar[str] = "consultation"
    plural: ClassVar[str] = "consultations"

    review_id: str = fields.link("Review", "Review")
    who: str = fields.code("Who", "consulted")
    sent_on: date | None = fields.day("Sent on")
    received_on: date | None = fields.day("Received on")
    method: str = fields.code("How", "method")
    views: str = fields.note("Views")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal(ChildRecord):
    """An appeal or complaint about a child protection conference."""

    title: ClassVar[str] = "appeal"
    plural: ClassVar[str] = "appeals"

    review_id: str = fields.link("Conference", "Review")
    accepted_on: date | None = fields.day("Accepted on")
    appellant: str = fields.code("By", "appellant")
    stage: str = fields.code("Stage", "appeal_stage")
    ground: str = fields.code("Ground", "appeal_ground")
    outcome: str = fields.code("Outcome", "appeal_outcome")
    reconvened_on: date | None = fields.day("Reconvened on")


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySafeguardingChecklist(ChildRecord):
    """How far a conference followed the Family Safeguarding model."""

    title: ClassVar[str] = "Family Safeguarding checklist"
    plural: ClassVar[str] = "Family Safeguarding checklists"

    review_id: str = fields.link("Conference", "Review")
    adult_specialist: bool | None = fields.yes_no("An adult specialist contributed")
    workbook: bool | None = fields.yes_no("Workbook or group supervision in evidence")
    family_words: bool | None = fields.yes_no(
        "Strengths and what must change in the family’s words"
    )
    outcomes: bool | None = fields.yes_no("Plan written as outcomes")
    next_step: bool | None = fields.yes_no("Family agrees the next step")
