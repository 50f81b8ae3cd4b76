"""Who is involved: officers and their working time, children, social workers, allocations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from iro_desktop.domain.records import fields
from iro_desktop.domain.records.fields import ChildRecord, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Record):
    """An Independent Reviewing Officer, or someone who leads them."""

    title: ClassVar[str] = "IRO"
    plural: ClassVar[str] = "IROs"

    name: str = fields.text("Name")
    team: str = fields.text("Team")
    role: str = fields.code("Role", "role")
    left_on: date | None = fields.day("Left on")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime(Record):
    """The contracted full-time equivalent of one officer over a stretch of time."""

    title: ClassVar[str] = "working time"
    plural: ClassVar[str] = "working times"

    officer_id: str = fields.link("IRO", "Officer")
    fte: float | None = fields.number("FTE", "1 is full time, 0.6 is three days of five", maximum=2)
    from_on: date | None = fields.day("From")
    to_on: date | None = fields.day("To", "The last day; empty while it goes on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Record):
    """Days on which an officer was away."""

    title: ClassVar[str] = "absence"
    plural: ClassVar[str] = "absences"

    officer_id: str = fields.link("IRO", "Officer")
    reason: str = fields.code("Reason", "absence")
    from_on: date | None = fields.day("From")
    to_on: date | None = fields.day("To", "The last day; empty while it goes on")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDuty(Record):
    """Work for the service beside the caseload, such as foster carer reviews."""

    title: ClassVar[str] = "other duty"
    plural: ClassVar[str] = "other duties"

    officer_id: str = fields.link("IRO", "Officer")
    duty: str = fields.text("Duty")
    fte: float | None = fields.number("FTE", "The share of a full-time post it takes", maximum=2)
    from_on: date | None = fields.day("From")
    to_on: date | None = fields.day("To")


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Record):
    """A child, known by the local authority's reference; a name is never needed."""

    title: ClassVar[str] = "child"
    plural: ClassVar[str] = "children"

    reference: str = fields.text("Child reference", "As in the council’s own system", longest=40)
    other_references: tuple[str, ...] = fields.lines(
        "Other references", "Files that name the child by one of these are about this child too"
    )
    initials: str = fields.text("Initials", longest=10)
    name: str = fields.text(
        "Name", "May stay empty: the caseload works with references and initials"
    )
    born_on: date | None = fields.day("Date of birth")
    expected_on: date | None = fields.day("Expected date of birth", "For a child not yet born")
    died_on: date | None = fields.day("Date of death")
    sex: str = fields.code("Sex", "sex")
    ethnicity: str = fields.text("Ethnicity", longest=60)
    upn: str = fields.text("Unique pupil number", longest=20)
    disability: bool | None = fields.yes_no("Disability")
    uasc_until: date | None = fields.day("Unaccompanied asylum-seeking child until")
    previous_permanence: str = fields.text("Previous permanence", "SSDA903 code", longest=10)
    previous_permanence_on: date | None = fields.day("Date of previous permanence order")
    district: str = fields.text("District")
    responsible_authority: str = fields.text("Responsible authority", "Empty means our own")
    sibling_group_id: str = fields.link("Sibling group", "SiblingGroup")
    same_as_id: str = fields.link(
        "Same child as", "Child", "The child whose records this one’s were joined with"
    )
    note: str = fields.note("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingGroup(Record):
    """Children who are to be thought of together."""

    title: ClassVar[str] = "sibling group"
    plural: ClassVar[str] = "sibling groups"

    name: str = fields.text("Name of the group")
    note: str = fields.note("Note")


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialWorker(ChildRecord):
    """The social worker of a child over a stretch of time."""

    title: ClassVar[str] = "social worker"
    plural: ClassVar[str] = "social workers"

    worker: str = fields.text("Social worker")
    team: str = fields.text("Team")
    district: str = fields.text("District")
    from_on: date | None = fields.day("From")
    to_on: date | None = fields.day("To")
    change_reason: str = fields.text("Why it changed", longest=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(ChildRecord):
    """Which officer a child is allocated to; ``assumed`` until an allocations file says so."""

    title: ClassVar[str] = "allocation"
    plural: ClassVar[str] = "allocations"

    officer_id: str = fields.link("IRO", "Officer")
    role: str = fields.code("Named or covering", "allocation")
    from_on: date | None = fields.day("From")
    to_on: date | None = fields.day("To", "The last day; empty while it goes on")
    assumed: bool | None = fields.yes_no("Assumed", "Not read from an allocations file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(ChildRecord):
    """A contact between reviews: with the child, the social worker, the carer, a team."""

    title: ClassVar[str] = "contact"
    plural: ClassVar[str] = "contacts"

    contact_on: date | None = fields.day("Date")
    with_whom: str = fields.code("With whom", "consulted")
    method: str = fields.code("How", "method")
    officer_id: str = fields.link("IRO", "Officer")
    seen_alone: bool | None = fields.yes_no("Child seen alone")
    pre_meeting: bool | None = fields.yes_no("Meeting before a review")
    note: str = fields.note("What was said, and what changed for the child")
    entered_in_council_system_on: date | None = fields.day("Entered in the council’s system on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Record):
    """What somebody thought of the service."""

    title: ClassVar[str] = "feedback"
    plural: ClassVar[str] = "feedback"

    given_on: date | None = fields.day("Date")
    given_by: str = fields.code("From", "feedback_from")
    score: int | None = fields.whole("Score", "1 to 5", minimum=1, maximum=5)
    team: str = fields.text("Team")
    officer_id: str = fields.link("IRO", "Officer")
    words: str = fields.note("In their words")
