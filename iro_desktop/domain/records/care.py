"""What the law has decided for a child: care, legal status, placement, enquiries, plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from iro_desktop.domain.records import fields
from iro_desktop.domain.records.fields import ChildRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePeriod(ChildRecord):
    """One unbroken period of being looked after."""

    title: ClassVar[str] = "period of care"
    plural: ClassVar[str] = "periods of care"

    started_on: date | None = fields.day("Started to be looked after on")
    start_unknown: bool | None = fields.yes_no(
        "Start not known", "The date is the first one on file, not the first day of care"
    )
    ended_on: date | None = fields.day("Ceased to be looked after on")
    end_reason: str = fields.code("Reason", "end_reason")
    need: str = fields.code("Category of need", "need")
    short_breaks: bool | None = fields.yes_no(
        "Short breaks", "Regulation 48: a series of short breaks with the same carer"
    )
    notified_on: date | None = fields.day("IRO service told on")
    earlier_reviews_missing: bool | None = fields.yes_no(
        "Earlier reviews not on file", "Reviews are entered from some later one on, not the first"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStatus(ChildRecord):
    """The legal status under which a child is looked after."""

    title: ClassVar[str] = "legal status"
    plural: ClassVar[str] = "legal statuses"

    status: str = fields.code("Legal status", "legal_status")
    started_on: date | None = fields.day("From")
    ended_on: date | None = fields.day("To")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement(ChildRecord):
    """Where a looked after child lives."""

    title: ClassVar[str] = "placement"
    plural: ClassVar[str] = "placements"

    placement_type: str = fields.code("Type", "placement_type")
    provider: str = fields.code("Provider", "placement_provider")
    started_on: date | None = fields.day("From")
    ended_on: date | None = fields.day("To")
    change_reason: str = fields.text("Why it changed", longest=60)
    urn: str = fields.text("Ofsted number (URN)", longest=20)
    out_of_area: bool | None = fields.yes_no("Out of area")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section47(ChildRecord):
    """An enquiry under section 47 of the Children Act 1989."""

    title: ClassVar[str] = "section 47 enquiry"
    plural: ClassVar[str] = "section 47 enquiries"

    strategy_on: date | None = fields.day(
        "Strategy discussion that started it",
        "Of several discussions the first: the conference is due from it, not from a later one",
    )
    started_on: date | None = fields.day("Enquiry started on")
    conference_not_needed: bool | None = fields.yes_no("No conference needed")
    ended_on: date | None = fields.day("Ended on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionPlan(ChildRecord):
    """A child protection plan."""

    title: ClassVar[str] = "child protection plan"
    plural: ClassVar[str] = "child protection plans"

    started_on: date | None = fields.day("Started on")
    ended_on: date | None = fields.day("Ended on")
    end_reason: str = fields.code("How it ended", "plan_end")
    initial_category: str = fields.code("Category at the start", "category")
    latest_category: str = fields.code("Category now", "category")
    previous_plans: int | None = fields.whole(
        "Number of previous plans", "Here and in other authorities, however long ago", maximum=50
    )
    previous_plan_la: str = fields.text("Previous plan in another authority", "Which authority")
    previous_plan_ended_on: date | None = fields.day("Previous plan ended on")
    temporary: bool | None = fields.yes_no("Temporary", "Another authority stays responsible")


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanencePlan(ChildRecord):
    """The plan for where a child is to grow up."""

    title: ClassVar[str] = "permanence plan"
    plural: ClassVar[str] = "permanence plans"

    plan: str = fields.code("Plan", "permanence")
    planned_on: date | None = fields.day("Date of the plan")
    endorsed_on: date | None = fields.day("Endorsed by the IRO on")
    parallel: bool | None = fields.yes_no("Parallel plan", "A second plan pursued at the same time")
    ended_on: date | None = fields.day("Replaced or ended on")
    matched_on: date | None = fields.day("Matched on")
    consent_on: date | None = fields.day("Parents’ consent to adoption given on")
    placed_on: date | None = fields.day("Placed for adoption on")
    placement_ended_on: date | None = fields.day("Placement for adoption ended on")
    note: str = fields.note("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargePlan(ChildRecord):
    """The way to the discharge of a care order."""

    title: ClassVar[str] = "discharge plan"
    plural: ClassVar[str] = "discharge plans"

    considered_on: date | None = fields.day("Considered on")
    decision: str = fields.code("Decision", "discharge_decision")
    agreed_on: date | None = fields.day("Agreed at a review on")
    review_id: str = fields.link("Agreed at which review", "Review")
    application_on: date | None = fields.day("Application made on")
    granted_on: date | None = fields.day("Granted on")
    refused_on: date | None = fields.day(
        "Refused on", "To apply again within 6 months the court’s leave is needed"
    )
    note: str = fields.note("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStory(ChildRecord):
    """Life story work with a child who will not grow up with their parents."""

    title: ClassVar[str] = "life story work"
    plural: ClassVar[str] = "life story work"

    stage: str = fields.code("How far", "life_story")
    started_on: date | None = fields.day("Started on")
    book_given_on: date | None = fields.day("Book given on")
    reviewed_on: date | None = fields.day("Last reviewed on")
    celebration_on: date | None = fields.day("Adoption celebrated on")
    later_life_letter_on: date | None = fields.day("Later-life letter given on")
    note: str = fields.note("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthAssessment(ChildRecord):
    """An initial or a review health assessment."""

    title: ClassVar[str] = "health assessment"
    plural: ClassVar[str] = "health assessments"

    health_type: str = fields.code("Type", "health_type")
    assessed_on: date | None = fields.day(
        "Assessed on", "The day of the assessment, not of its report"
    )
    reported_on: date | None = fields.day("Report received on")
    refused_on: date | None = fields.day("Refused on")
    refused_reason: str = fields.text("Why it was refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationPlan(ChildRecord):
    """A personal education plan (PEP)."""

    title: ClassVar[str] = "personal education plan"
    plural: ClassVar[str] = "personal education plans"

    started_on: date | None = fields.day("Started on")
    completed_on: date | None = fields.day("Completed on")
    written_up_on: date | None = fields.day("Written up on")
    emergency: bool | None = fields.yes_no("Emergency placement")
    format_version: str = fields.code("Format", "pep_format")
    grade: str = fields.code("Quality", "grade")
