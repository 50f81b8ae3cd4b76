"""Everything that is due for one child on a day: what, by when and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.adoption import adoption_stages
from iro_desktop.domain.casefile.care_dues import (
    allocation_due,
    last_review_due,
    permanence_due,
    short_break_limits,
)
from iro_desktop.domain.casefile.conferences import conference_dues
from iro_desktop.domain.casefile.due import (
    Due,
    due_of_midpoint,
    due_of_review,
    not_on_file,
    or_not_on_file,
)
from iro_desktop.domain.casefile.education import education_dues
from iro_desktop.domain.casefile.health import health_due
from iro_desktop.domain.casefile.midpoints import Midpoint, midpoints
from iro_desktop.domain.casefile.record_keeping import record_dues
from iro_desktop.domain.casefile.review_due import ReviewDue
from iro_desktop.domain.casefile.reviews import review_dues
from iro_desktop.domain.casefile.spans import (
    CareSpan,
    adult_on,
    care_spans,
    plan_spans,
)
from iro_desktop.domain.casefile.told import due_of_event, event_check
from iro_desktop.domain.escalation import progress_of
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import CarePeriod, ProtectionPlan
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.snapshot import CaseFile

_NO_REVIEW: Final = "No review recorded: enter the last one"


def dues(case: CaseFile, practice: Practice, as_of: date) -> tuple[Due, ...]:
    """Return all that is still to be done for a child, by date, what has no date last.

    A child who is neither looked after nor on a plan nor awaits a conference has none, but for the
    challenges that are still open; nothing is due on or after the 18th birthday.
    """
    care = [span for span in care_spans(case, as_of) if span.open_on(as_of)]
    planned = any(span.open_on(as_of) for span in plan_spans(case, as_of))
    found = list(_conferences(case, practice, as_of))
    for span in care:
        found += _of_care(case, span, review_dues(case, practice, as_of), practice, as_of)
    if care or planned:
        found += _of_case(case, practice, as_of)
    found += _without_start(case, as_of)
    adult = adult_on(case.child)
    if adult is not None:
        found = [due for due in found if (due.due_on or as_of) < adult]
    found += _of_challenges(case, practice, as_of)
    return tuple(sorted(found, key=lambda due: (due.due_on or date.max, due.what, due.record_id)))


def _conferences(case: CaseFile, practice: Practice, as_of: date) -> Iterator[Due]:
    return (due_of_review(due) for due in conference_dues(case, practice, as_of) if due.open)


def _of_care(
    case: CaseFile,
    span: CareSpan,
    reviews: tuple[ReviewDue, ...],
    practice: Practice,
    as_of: date,
) -> Iterator[Due]:
    yield from _next_review(case, span, reviews, practice, as_of)
    due = allocation_due(case, span, practice, as_of)
    if due is not None:
        yield due
    if span.short_breaks:
        yield from short_break_limits(case, span, as_of)
        return
    yield health_due(case, span, practice, as_of)
    yield from education_dues(case, span, practice, as_of)
    for due in (permanence_due(case, span, reviews, as_of), last_review_due(case, as_of)):
        if due is not None:
            yield due


def _next_review(
    case: CaseFile,
    span: CareSpan,
    reviews: tuple[ReviewDue, ...],
    practice: Practice,
    as_of: date,
) -> Iterator[Due]:
    """Yield the review that governs: the adoption review while that stage holds.

    A review that was already overdue when the stage began is still the one that is owed.
    """
    awaited = {due.kind: due for due in reviews if due.open and due.span_id == span.period.id}
    due = awaited.get("short_break") or awaited.get("cla")
    stage = next((s for s in adoption_stages(case, span, as_of) if s.covers(as_of)), None)
    if stage is not None and "adoption" in awaited:
        owed = due is not None and due.due_on is not None and due.due_on < stage.from_on
        due = due if owed else awaited["adoption"]
    if due is None:
        return
    if due.due_on is not None and due.order == 1 and due.kind != "adoption":
        yield or_not_on_file(due_of_review(due), as_of, _NO_REVIEW)
    elif due.due_on is not None:
        yield due_of_review(due)
    elif as_of > practice.working_days(span.started_on, 20):
        yield not_on_file(case.child.id, "review", "cla_later_review", _NO_REVIEW, span.period.id)


def _of_case(case: CaseFile, practice: Practice, as_of: date) -> Iterator[Due]:
    label = practice.on(as_of).midpoint_label
    yield from (
        due_of_midpoint(midpoint, label)
        for midpoint in midpoints(case, practice, as_of)
        if is_awaited(midpoint, as_of)
    )
    check = event_check(case, practice, as_of)
    if check is not None:
        yield due_of_event(check, case, practice, as_of)
    yield from record_dues(case, practice, as_of)


def is_awaited(midpoint: Midpoint, as_of: date) -> bool:
    """Return whether a midpoint still wants a check, even a late one.

    Once a late one has been made nothing more is wanted, and once the review itself is overdue it
    is the review that is.
    """
    return (
        midpoint.current
        and midpoint.state in ("open", "not yet", "missed")
        and midpoint.late_check_on is None
        and as_of <= midpoint.interval_to
    )


def _without_start(case: CaseFile, as_of: date) -> Iterator[Due]:
    """Yield the periods and plans of which nothing can be said until their start is entered."""
    for period in case.of(CarePeriod):
        if period.started_on is None and (period.ended_on is None or period.ended_on > as_of):
            missing = "No start of care on file: enter the first day"
            yield not_on_file(case.child.id, "care_start", "cla_first_review", missing, period.id)
    for plan in case.of(ProtectionPlan):
        if plan.started_on is None and (plan.ended_on is None or plan.ended_on > as_of):
            missing = "No start of the protection plan on file: enter it"
            yield not_on_file(case.child.id, "plan_start", "rcpc_first", missing, plan.id)


def _of_challenges(case: CaseFile, practice: Practice, as_of: date) -> Iterator[Due]:
    """Yield the replies awaited, and the day by which all formal stages are to have ended."""
    for at in progress_of(case, practice, as_of):
        if not at.is_open:
            continue
        current = at.current
        if at.reply_awaited() and current.reply_due_on is not None:
            yield Due(
                case.child.id,
                "challenge_reply",
                RULES["challenge_reply"].title,
                current.reply_due_on,
                "challenge_reply",
                current.started_on,
                at.escalation.id,
                f"{current.stage.name} began",
                current.limit,
                practice.calendar.beyond(current.reply_due_on),
            )
        if at.total_due_on is not None:
            yield Due(
                case.child.id,
                "resolution_total",
                f"End of {practice.on(as_of).resolution_label}",
                at.total_due_on,
                "dispute_total",
                at.formal_on,
                at.escalation.id,
                limit=at.total_limit,
                holidays_unknown=practice.calendar.beyond(at.total_due_on),
            )
