"""What follows a review or conference: decisions to the manager, the record written and sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.due import Due, due_after
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Review, ReviewPart
from iro_desktop.domain.rules import Limit
from iro_desktop.domain.snapshot import CaseFile

_CLA: Final = "cla"


def record_dues(case: CaseFile, practice: Practice, as_of: date) -> Iterator[Due]:
    """Yield what is still to be done about the record of each review and conference.

    The clock runs from the final sitting. A review of which only type and day are known was read
    from a return that says nothing of records, so nothing is said of it either.
    """
    reviews = case.of(Review)
    if not reviews:
        return
    parts: dict[str, date] = {}
    for part in case.of(ReviewPart):
        if part.held_on is not None and part.held_on <= as_of:
            parts[part.review_id] = max(parts.get(part.review_id, part.held_on), part.held_on)
    for review in reviews:
        if review.held_on is None or review.held_on > as_of:
            continue
        if is_adjourned(review, as_of):
            yield due_after(
                case.child.id,
                "adjourned",
                "review_adjourned",
                review.adjourned_on or review.held_on,
                practice,
                record_id=review.id,
            )
        elif not _done(review.distributed_on, as_of) and _was_kept_here(review):
            final_on = max(review.held_on, parts.get(review.id, review.held_on))
            if review.completed_on is not None and review.completed_on <= as_of:
                final_on = max(final_on, review.completed_on)
            yield from _after(case.child.id, review, final_on, practice, as_of)


def is_adjourned(review: Review, as_of: date) -> bool:
    """Return whether a review broke off and had not been completed by ``as_of``."""
    return (
        review.adjourned_on is not None
        and review.adjourned_on <= as_of
        and (review.completed_on is None or review.completed_on > as_of)
    )


def _done(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _after(
    child_id: str, review: Review, final_on: date, practice: Practice, as_of: date
) -> Iterator[Due]:
    standards = practice.on(final_on)
    conference = review.review_type != _CLA
    missing = [
        ("record_distributed", "cp_minutes" if conference else "record_distributed",
         standards.record_distributed_days),
    ]  # fmt: skip
    if not _done(review.written_on, as_of):
        missing.append(("record_written", "record_written", standards.record_written_days))
        if not _done(review.decisions_sent_on, as_of):
            rule_id = "cp_plan_sent" if conference else "record_decisions"
            missing.append(("record_decisions", rule_id, standards.record_decisions_days))
    for what, rule_id, days in missing:
        yield due_after(
            child_id,
            what,
            rule_id,
            final_on,
            practice,
            limit=Limit(days or 0, "working days"),
            starts="the final sitting" if final_on != review.held_on else _held(conference),
            record_id=review.id,
        )


def _held(conference: bool) -> str:  # noqa: FBT001 - of two words, which
    return "the conference, held" if conference else "the review, held"


def _was_kept_here(review: Review) -> bool:
    return bool(
        review.written_on
        or review.distributed_on
        or review.decisions_sent_on
        or review.chair_id
        or review.meeting_id
        or review.mode
        or review.summary
        or review.officer_view
        or review.next_booked_on
        or review.papers_received_on
        or review.social_worker_contact_on
        or review.child_seen
    )
