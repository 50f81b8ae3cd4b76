"""Entering and changing what is on file about a child: homes, orders, plans, health, decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import before, in_the_future, limit_problems, missing, refuse
from iro_desktop.domain.records import (
    Allocation,
    Ask,
    CarePeriod,
    ChildRecord,
    Contact,
    Decision,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Notification,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Section47,
    SocialWorker,
)
from iro_desktop.services.workspace import Workspace, new_id


class RecordGoneError(UserError):
    """What was to be changed is no longer there."""

    sentence = "This is no longer on file: it was deleted, and the bin still has it."


@dataclass(frozen=True, slots=True)
class Entering:
    """How a kind of record is entered by hand.

    ``names`` are the fields that are asked, ``needed`` those that must not be empty, ``past`` the
    days that cannot lie ahead, ``pairs`` those of which the second cannot come before the first.
    """

    names: tuple[str, ...]
    needed: tuple[str, ...]
    past: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


_SPAN: Final = (("started_on", "ended_on"),)

ENTERING: Final[dict[type[ChildRecord], Entering]] = {
    Contact: Entering(
        ("contact_on", "with_whom", "method", "seen_alone", "pre_meeting", "note"),
        ("contact_on", "with_whom"),
        ("contact_on",),
    ),
    Notification: Entering(
        ("what", "happened_on", "told_on", "told_by", "note"), ("what",), ("happened_on", "told_on")
    ),
    CarePeriod: Entering(
        ("started_on", "start_unknown", "ended_on", "end_reason", "need", "short_breaks",
         "notified_on"),
        ("started_on",), ("started_on", "ended_on", "notified_on"), _SPAN,
    ),
    LegalStatus: Entering(
        ("status", "started_on", "ended_on"), ("status", "started_on"), ("started_on",), _SPAN
    ),
    Placement: Entering(
        ("placement_type", "provider", "started_on", "ended_on", "change_reason", "out_of_area"),
        ("placement_type", "started_on"), ("started_on",), _SPAN,
    ),
    ProtectionPlan: Entering(
        ("started_on", "initial_category", "latest_category", "previous_plans",
         "previous_plan_la", "previous_plan_ended_on", "ended_on", "end_reason", "temporary"),
        ("started_on",), ("started_on", "ended_on"), _SPAN,
    ),
    Section47: Entering(
        ("strategy_on", "started_on", "conference_not_needed", "ended_on"),
        ("strategy_on",), ("strategy_on", "started_on", "ended_on"), (("strategy_on", "ended_on"),),
    ),
    HealthAssessment: Entering(
        ("health_type", "assessed_on", "reported_on", "refused_on", "refused_reason"),
        ("health_type",), ("assessed_on", "reported_on", "refused_on"),
        (("assessed_on", "reported_on"),),
    ),
    EducationPlan: Entering(
        ("started_on", "completed_on", "written_up_on", "emergency", "format_version", "grade"),
        (), ("started_on", "completed_on", "written_up_on"),
        (("started_on", "completed_on"), ("completed_on", "written_up_on")),
    ),
    PermanencePlan: Entering(
        ("plan", "planned_on", "endorsed_on", "parallel", "ended_on", "matched_on", "placed_on",
         "note"),
        ("plan", "planned_on"), ("planned_on", "endorsed_on"), (("planned_on", "ended_on"),),
    ),
    DischargePlan: Entering(
        ("considered_on", "decision", "agreed_on", "application_on", "granted_on", "refused_on",
         "note"),
        ("considered_on",), ("considered_on", "application_on", "granted_on", "refused_on"),
        (("considered_on", "application_on"),),
    ),
    LifeStory: Entering(
        ("stage", "started_on", "book_given_on", "reviewed_on", "celebration_on",
         "later_life_letter_on", "note"),
        ("stage",), ("started_on", "book_given_on", "reviewed_on"),
    ),
    SocialWorker: Entering(
        ("worker", "team", "from_on", "to_on", "change_reason"),
        ("worker",), ("from_on",), (("from_on", "to_on"),),
    ),
    Decision: Entering(
        ("decision", "owner", "due_on", "done_on", "manager_response", "manager_responded_on"),
        ("decision",), ("done_on", "manager_responded_on"),
    ),
    Ask: Entering(
        ("words", "answer", "reason_told_on", "done_on"), ("words",), ("reason_told_on", "done_on")
    ),
    Allocation: Entering(
        ("role", "from_on", "to_on"), ("from_on",), (), (("from_on", "to_on"),)
    ),
}  # fmt: skip
"""Kind -> how it is entered by hand; reviews, checks and challenges have services of their own."""


def enter_record(workspace: Workspace, record: ChildRecord, *, today: date) -> str:
    """Enter or change one record about a child and return its id. Raises RefusedError.

    A new record has no id yet; one that is there is changed.
    """
    case = workspace.snapshot.cases.get(record.child_id)
    if case is None:
        raise RecordGoneError
    how = ENTERING[type(record)]
    problems = limit_problems(record) + missing(record, *how.needed)
    problems += in_the_future(record, today, *how.past)
    for earlier, later in how.pairs:
        problems += before(record, earlier, later)
    refuse(problems)
    is_new = not record.id
    if is_new:
        record = replace(record, id=new_id(), **_owner(workspace, record))
    verb = "enter" if is_new else "change"
    with workspace.write(f"{verb} {record.title} of {case.child.reference}") as write:
        write.put(record)
    return record.id


def _owner(workspace: Workspace, record: ChildRecord) -> dict[str, str]:
    """Return the IRO of a new record, where its kind has one and none was named."""
    if isinstance(record, Contact | Allocation) and not record.officer_id:
        return {"officer_id": workspace.officer_id}
    return {}


def delete_record(workspace: Workspace, record: ChildRecord) -> None:
    """Delete one record; an undo or the bin brings it back."""
    case = workspace.snapshot.cases.get(record.child_id)
    if case is None:
        raise RecordGoneError
    with workspace.write(f"delete {record.title} of {case.child.reference}") as write:
        write.delete(type(record).__name__, record.id)
