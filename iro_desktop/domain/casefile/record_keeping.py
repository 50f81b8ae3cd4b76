"""What follows a review or conference: decisions to the manager, the record written and sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.due import Due, due_after
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Review, ReviewPart
from iro_desktop.domain.rules import Limit
from iro_desktop.domain.snapshot import CaseFile

_CLA: Final = "cla"


@dataclass(frozen=True, slots=True)
class RecordStep:
    """One thing that follows a review, by when it is due, and the day on which it was done."""

    due: Due
    done_on: date | None


def record_dues(case: CaseFile, practice: Practice, as_of: date) -> Iterator[Due]:
    """Yield what is still to be done about the record of each review and conference.

    The clock runs from the final sitting. A review of which only type and day are known was read
    from a return that says nothing of records, so nothing is said of it either.
    """
    reviews = case.of(Review)
    if not reviews:
        return
    parts = case.of(ReviewPart)
    for review in reviews:
        if review.held_on is None or review.held_on > as_of:
            continue
        if is_adjourned(review, as_of):
            yield second_sitting(review, review.adjourned_on or review.held_on, practice)
        elif not _done(review.distributed_on, as_of) and was_kept_here(review):
            yield from _missing(review, parts, practice, as_of)


def second_sitting(review: Review, adjourned_on: date, practice: Practice) -> Due:
    """Return by when a review that broke off is to be completed."""
    return due_after(
        review.child_id,
        "adjourned",
        "review_adjourned",
        adjourned_on,
        practice,
        record_id=review.id,
    )


def final_sitting(review: Review, parts: Iterable[ReviewPart], as_of: date) -> date | None:
    """Return the day of the last sitting up to ``as_of``, from which the record's clock runs."""
    sittings = [review.held_on, review.completed_on]
    sittings += [part.held_on for part in parts if part.review_id == review.id]
    return max((day for day in sittings if day is not None and day <= as_of), default=None)


def is_adjourned(review: Review, as_of: date) -> bool:
    """Return whether a review broke off and had not been completed by ``as_of``."""
    return (
        review.adjourned_on is not None
        and review.adjourned_on <= as_of
        and (review.completed_on is None or review.completed_on > as_of)
    )


def _done(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _missing(
    review: Review, parts: Iterable[ReviewPart], practice: Practice, as_of: date
) -> Iterator[Due]:
    """Yield what is missing: decisions are not asked for once the whole record is written."""
    is_written = _done(review.written_on, as_of)
    for step in record_steps(review, parts, practice, as_of):
        asked = step.due.what != "record_decisions" or not is_written
        if asked and not _done(step.done_on, as_of):
            yield step.due


def record_steps(
    review: Review, parts: Iterable[ReviewPart], practice: Practice, as_of: date
) -> Iterator[RecordStep]:
    """Yield decisions sent, record written and record distributed, each with its day."""
    final_on = final_sitting(review, parts, as_of)
    if final_on is None:
        return
    standards = practice.on(final_on)
    conference = review.review_type != _CLA
    for what, rule_id, days, done_on in (
        ("record_decisions", "cp_plan_sent" if conference else "record_decisions",
         standards.record_decisions_days, review.decisions_sent_on),
        ("record_written", "record_written", standards.record_written_days, review.written_on),
        ("record_distributed", "cp_minutes" if conference else "record_distributed",
         standards.record_distributed_days, review.distributed_on),
    ):  # fmt: skip
        due = due_after(
            review.child_id,
            what,
            rule_id,
            final_on,
            practice,
            limit=Limit(days or 0, "working days"),
            starts="the final sitting" if final_on != review.held_on else _held(conference),
            record_id=review.id,
        )
        yield RecordStep(due, done_on)


def _held(conference: bool) -> str:  # noqa: FBT001 - of two words, which
    return "the conference, held" if conference else "the review, held"


def was_kept_here(review: Review) -> bool:
    """Return whether more is known of a review than a return says."""
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
