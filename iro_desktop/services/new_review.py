"""A new review as it most likely is: its type, its day and who chaired it, to be put right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Meeting, Review
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.services.meeting_seats import booked_on, kept_review
from iro_desktop.services.reviews import started_on, usual_type


def new_review(
    snapshot: Snapshot,
    practice: Practice,
    case: CaseFile,
    officer_id: str,
    today: date,
    kept: Review | None,
) -> Review:
    """Return a review filled with what is most likely: today, the usual type, this IRO.

    ``kept`` is the one that was booked or prepared, with what is noted of it already.
    """
    usual = usual_type(case, practice, today)
    if kept is None:
        kept = kept_review(snapshot, case, usual, today)
        booked = snapshot.find(Meeting, kept.meeting_id) if kept else None
        on = booked_on(booked)
        if on is not None and on > today:
            kept = None  # that one is still to come
    review = kept or Review(id="", child_id=case.child.id, review_type=usual)
    meeting = snapshot.find(Meeting, review.meeting_id) or Meeting(id="")
    on = booked_on(meeting)
    review = replace(
        review,
        held_on=on if on is not None and on <= today else _likely_day(case, today),
        mode=review.mode or meeting.mode,
        chair_id=review.chair_id or meeting.chair_id or officer_id,
    )
    began_on = review.strategy_on or started_on(case, practice, review, today)
    return replace(review, strategy_on=began_on)


def _likely_day(case: CaseFile, today: date) -> date:
    """Return the day for which the meeting was booked, if it has come; else today."""
    held = [r for r in case.of(Review) if r.held_on is not None]
    last = max(held, key=lambda r: r.held_on or date.min, default=None)
    booked = last.next_booked_on if last else None
    return booked if booked is not None and booked <= today else today


def without_what_does_not_apply(review: Review) -> Review:
    """Return a review without what was answered for another type, before that was put right."""
    if review.review_type == "cla":
        review = replace(review, plan_continues=None, category="", quorate=None, dissent="")
    if review.review_type != "icpc":
        review = replace(review, strategy_on=None)
    if review.review_type != "transfer":
        review = replace(review, notified_on=None)
    return review
