"""Entering and changing what is on file about a child: homes, orders, plans, health, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.records import (
    Allocation,
    Appeal,
    Ask,
    CarePeriod,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    DischargePlan,
    EducationPlan,
    Escalation,
    EscalationStep,
    FamilySafeguardingChecklist,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Notification,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    ReviewPart,
    Section47,
    SocialWorker,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import plain_date
from iro_desktop.services.workspace import Workspace, new_id


class RecordGoneError(UserError):
    """What was to be changed is no longer there."""

    sentence = (
        "This is no longer on file: it was deleted, and can be restored from the bin under Edit."
    )


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
        ("what", "happened_on", "told_on", "told_by", "note", "check_needed"),
        ("what",), ("happened_on", "told_on"), (("happened_on", "told_on"),),
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
        ("plan", "planned_on", "endorsed_on", "parallel", "ended_on", "matched_on", "consent_on",
         "placed_on", "placement_ended_on", "note"),
        ("plan", "planned_on"), ("planned_on", "endorsed_on"), (("planned_on", "ended_on"),),
    ),
    DischargePlan: Entering(
        ("considered_on", "decision", "review_id", "agreed_on", "application_on", "granted_on",
         "refused_on", "note"),
        ("considered_on",),
        ("considered_on", "agreed_on", "application_on", "granted_on", "refused_on"),
        (("considered_on", "application_on"), ("application_on", "granted_on"),
         ("application_on", "refused_on")),
    ),
    LifeStory: Entering(
        ("stage", "started_on", "book_given_on", "reviewed_on", "celebration_on",
         "later_life_letter_on", "note"),
        ("stage",),
        ("started_on", "book_given_on", "reviewed_on", "celebration_on", "later_life_letter_on"),
        (("started_on", "book_given_on"), ("book_given_on", "reviewed_on")),
    ),
    Appeal: Entering(
        ("review_id", "accepted_on", "appellant", "stage", "ground", "outcome", "reconvened_on"),
        ("review_id", "accepted_on"), ("accepted_on", "reconvened_on"),
        (("accepted_on", "reconvened_on"),),
    ),
    Consultation: Entering(
        ("who", "review_id", "sent_on", "received_on", "method", "views"),
        ("who",), ("sent_on", "received_on"), (("sent_on", "received_on"),),
    ),
    SocialWorker: Entering(
        ("worker", "team", "district", "from_on", "to_on", "change_reason"),
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
        ("officer_id", "role", "from_on", "to_on"), ("from_on",), (), (("from_on", "to_on"),)
    ),
}  # fmt: skip
"""Kind -> how it is entered by hand; reviews, checks and challenges have services of their own."""


def case_on_file(workspace: Workspace, child_id: str) -> CaseFile:
    """Return the case file of a child; raises RecordGoneError where it was deleted meanwhile."""
    case = workspace.snapshot.cases.get(child_id)
    if case is None:
        raise RecordGoneError
    return case


def enter_record(workspace: Workspace, record: ChildRecord, *, today: date) -> str:
    """Enter or change one record about a child and return its id. Raises RefusedError.

    A new record has no id yet; one that is there is changed.
    """
    case = case_on_file(workspace, record.child_id)
    refuse(record_problems(case, record, today))
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


def record_problems(case: CaseFile, record: ChildRecord, today: date) -> list[FieldProblem]:
    """Return what keeps a record from being entered, in the order of the form."""
    how = ENTERING[type(record)]
    found = limit_problems(record) + missing(record, *how.needed)
    found += in_the_future(record, today, *how.past)
    for earlier, later in how.pairs:
        found += before(record, earlier, later)
    found += _of_its_own(case, record)
    return sorted(
        found, key=lambda one: how.names.index(one.field) if one.field in how.names else 0
    )


def _of_its_own(case: CaseFile, record: ChildRecord) -> Iterator[FieldProblem]:
    """Yield what only one kind of record can get wrong."""
    match record:
        case HealthAssessment(assessed_on=None, refused_on=None):
            sentence = "Enter the day of the assessment, or the day on which it was refused."
            yield _wrong(record, "assessed_on", sentence)
        case EducationPlan(started_on=None, completed_on=None):
            yield _wrong(
                record, "started_on", "Enter the day on which it started or was completed."
            )
        case ProtectionPlan(
            started_on=date() as started_on, previous_plan_ended_on=date() as ended
        ):
            if ended > started_on:
                sentence = "The previous plan must have ended before this one started."
                yield _wrong(record, "previous_plan_ended_on", sentence)
        case DischargePlan(granted_on=date(), refused_on=date()):
            sentence = "An application is granted or refused: keep one of the two days."
            yield _wrong(record, "refused_on", sentence)
        case Appeal():
            yield from _of_appeal(case, record)


def _of_appeal(case: CaseFile, appeal: Appeal) -> Iterator[FieldProblem]:
    """An appeal is against one conference of the child, and comes after it."""
    held = {one.id: one.held_on for one in case.of(Review) if one.review_type != "cla"}
    held_on = held.get(appeal.review_id)
    if appeal.review_id and appeal.review_id not in held:
        yield _wrong(appeal, "review_id", "Choose one of the child’s conferences.")
    elif held_on is not None and appeal.accepted_on is not None and appeal.accepted_on < held_on:
        sentence = f"Accepted on must not be before the conference, held on {plain_date(held_on)}."
        yield _wrong(appeal, "accepted_on", sentence)


def _wrong(record: ChildRecord, field: str, sentence: str) -> FieldProblem:
    return FieldProblem(field, sentence, type(record).__name__)


_OF_REVIEW: Final[tuple[type[ChildRecord], ...]] = (
    Participation, Decision, Ask, Consultation, FamilySafeguardingChecklist, ReviewPart,
)  # fmt: skip
"""What hangs on a review and goes with it; an appeal stays, as it is a matter of its own."""


def delete_record(workspace: Workspace, record: ChildRecord) -> None:
    """Delete one record and what hangs on it; an undo or the bin brings all of it back."""
    case = case_on_file(workspace, record.child_id)
    with workspace.write(f"delete {record.title} of {case.child.reference}") as write:
        for gone in (record, *_hanging_on(case, record)):
            write.delete(type(gone).__name__, gone.id)


def _hanging_on(case: CaseFile, record: ChildRecord) -> Iterator[ChildRecord]:
    kinds: tuple[type[Any], ...]
    match record:
        case Review():
            kinds, link = _OF_REVIEW, "review_id"
        case Escalation():
            kinds, link = (EscalationStep,), "escalation_id"
        case _:
            return
    for kind in kinds:
        yield from (one for one in case.of(kind) if getattr(one, link) == record.id)
