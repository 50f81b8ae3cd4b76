"""What else a period of care asks for: an IRO, permanence by the second review, the last review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile.due import (
    Due,
    due_after,
    not_on_file,
    or_not_on_file,
)
from iro_desktop.domain.casefile.explained import becoming_looked_after
from iro_desktop.domain.casefile.review_due import ReviewDue
from iro_desktop.domain.casefile.spans import (
    CareSpan,
    adult_on,
    allocation_on,
    current_legal_status,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Allocation, PermanencePlan, Placement, Review
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import say_days

_LAST_REVIEW_MONTHS: Final = 6
_BREAK_RECORDED_AS_AGREEMENT: Final = "V4"
_NO_OFFICER: Final = "No IRO on file: allocate one"


def allocation_due(case: CaseFile, span: CareSpan, practice: Practice, as_of: date) -> Due | None:
    """Return that an IRO is to be appointed, if none is on ``as_of``.

    The days run from the start of care only where the child has had no IRO since: who has lost
    theirs, or has been without for long, is to be allocated now and not so many years late.
    """
    if allocation_on(case, as_of) is not None:
        return None
    had_one = any(
        one.officer_id and one.to_on is not None and span.started_on <= one.to_on < as_of
        for one in case.of(Allocation)
    )
    if had_one or not span.start_known:
        return not_on_file(
            case.child.id, "allocation", "iro_appointed", _NO_OFFICER, span.period.id
        )
    due = due_after(
        case.child.id,
        "allocation",
        "iro_appointed",
        span.started_on,
        practice,
        starts=becoming_looked_after(practice, as_of),
        record_id=span.period.id,
    )
    return or_not_on_file(due, as_of, _NO_OFFICER)


def permanence_due(
    case: CaseFile, span: CareSpan, dues: tuple[ReviewDue, ...], as_of: date
) -> Due | None:
    """Return the permanence plan that the second review asks for, if none is on file.

    It is named from the first review on, and while it is missing; where the order of the reviews
    is not known it is not asked for.
    """
    second = next(
        (d for d in dues if d.span_id == span.period.id and d.kind == "cla" and d.order == 2),  # noqa: PLR2004 - the second review
        None,
    )
    if second is None or _has_permanence_plan(case, span, as_of):
        return None
    due = Due(
        case.child.id,
        "permanence",
        RULES["permanence_by_second_review"].title,
        second.held_on or second.due_on,
        "permanence_by_second_review",
        second.started_on,
        second.review_id,
        starts=f"the day on which the second review {'was held' if second.held_on else 'is due'}",
    )
    return or_not_on_file(due, as_of, "No permanence plan on file: enter the plan")


def _has_permanence_plan(case: CaseFile, span: CareSpan, as_of: date) -> bool:
    return any(
        plan.plan
        and (plan.planned_on is None or span.started_on <= plan.planned_on <= as_of)
        and (plan.ended_on is None or plan.ended_on > as_of)
        for plan in case.of(PermanencePlan)
    )


def last_review_due(case: CaseFile, as_of: date) -> Due | None:
    """Return the last review before 18, from 17½ until one has been held since."""
    birthday_on = adult_on(case.child)
    if birthday_on is None:
        return None
    from_on = add_months(birthday_on, -_LAST_REVIEW_MONTHS)
    if not from_on <= as_of < birthday_on or any(
        review.review_type == "cla" and review.held_on and from_on <= review.held_on <= as_of
        for review in case.of(Review)
    ):
        return None
    return Due(
        case.child.id,
        "last_review",
        RULES["last_review_before_18"].title,
        birthday_on - timedelta(days=1),
        "last_review_before_18",
        from_on,
        starts="the day before the 18th birthday",
    )


def short_break_limits(case: CaseFile, span: CareSpan, as_of: date) -> Iterator[Due]:
    """Yield that a series of short breaks is longer than regulation 48 allows.

    Where only the agreement is recorded (V4), a placement is no single break and says nothing.
    """
    status = current_legal_status(case, as_of)
    if status is not None and status.status == _BREAK_RECORDED_AS_AGREEMENT:
        return
    breaks = [
        (p.started_on, min(p.ended_on or as_of, as_of))
        for p in case.of(Placement)
        if p.started_on is not None and p.started_on <= as_of and span.holds(p.started_on)
    ]
    year_ago = add_months(as_of, -12)
    longest = max(((last - first).days for first, last in breaks), default=0)
    total = sum(max((last - max(first, year_ago)).days, 0) for first, last in breaks)
    for rule_id, days in (("short_break_length", longest), ("short_break_total", total)):
        limit = RULES[rule_id].limit
        if limit is not None and days > limit.number:
            yield Due(
                case.child.id,
                "short_break_limit",
                f"{RULES[rule_id].title}: {say_days(days)}",
                None,
                rule_id,
                record_id=span.period.id,
                starts=f"more than {say_days(limit.number)}, so the full rules apply",
            )
