"""Preparing a review: what is done before it, by when, and what the last one left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import Status
from iro_desktop.domain.casefile.due import SOON_DAYS
from iro_desktop.domain.codes import say
from iro_desktop.domain.limits import (
    FieldProblem,
    before,
    in_the_future,
    limit_problems,
    missing,
    refuse,
)
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Consultation, Decision, Meeting, Review
from iro_desktop.domain.rules import RULES, Limit
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, say_date, short_date
from iro_desktop.services.child_records import case_on_file
from iro_desktop.services.meeting_seats import Seat, booked_on, is_same_class, seats
from iro_desktop.services.workspace import Workspace, new_id

PAST: Final = (
    "social_worker_contact_on", "papers_received_on", "child_seen_on", "invites_agreed_on",
)  # fmt: skip
"""The days of preparation, none of which can lie ahead."""

_SPOKEN: Final = frozenset({"seen", "refused", "not_appropriate"})


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """One thing to do before a review: by when, on which day it was done, and how it stands.

    ``key`` is the field of the review that says so, or "consultations" and "decisions". ``by`` is
    None where no day is set for it.
    """

    key: str
    title: str
    by: date | None
    done: bool
    words: str
    status: Status


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a child's next review needs beforehand.

    ``review`` is the one that is kept for it, without an id where there is none yet; ``on`` the
    day of the meeting, or while none is booked the last day on which it is in time.
    """

    seat: Seat
    review: Review
    on: date | None
    is_booked: bool
    consultations: tuple[Consultation, ...]
    last_review: str
    decisions: tuple[Decision, ...]
    last_held_on: date | None = None
    last_review_id: str = ""

    @property
    def title(self) -> str:
        """What is prepared: "Review 3"."""
        return self.seat.title or say("review_type", self.seat.review_type)


def preparation(
    snapshot: Snapshot, practice: Practice, child_id: str, today: date, review_id: str = ""
) -> Preparation | None:
    """Return what a child's next review needs, or that of ``review_id``; None without a child.

    The next is the one that is booked first, else the one that is due first.
    """
    case = snapshot.cases.get(child_id)
    if case is None:
        return None
    meetings = {one.id: one for one in snapshot.of(Meeting)}
    kept = {one.id: one for one in case.of(Review)}
    found = [
        (_day_of(case, seat, kept, meetings, today), seat)
        for seat in seats(snapshot, practice, [child_id], today)
    ]
    wanted = [pair for pair in found if review_id and pair[1].review_id == review_id] or found
    (on, is_booked), seat = min(wanted, key=lambda pair: (pair[0][0] or date.max, pair[1].key))
    review = kept.get(seat.review_id) or Review(
        id="", child_id=child_id, review_type=seat.review_type
    )
    last = _last(case, seat.review_type, today)
    return Preparation(
        seat,
        review,
        on,
        is_booked,
        tuple(one for one in case.of(Consultation) if review.id and one.review_id == review.id),
        _last_words(last),
        tuple(one for one in case.of(Decision) if last is not None and one.review_id == last.id),
        last.held_on if last else None,
        last.id if last else "",
    )


def _day_of(
    case: CaseFile,
    seat: Seat,
    kept: dict[str, Review],
    meetings: dict[str, Meeting],
    today: date,
) -> tuple[date | None, bool]:
    """Return the day of a review, and whether it is booked for it.

    Without a meeting on file it is booked for the day that the last review names, if any.
    """
    review = kept.get(seat.review_id)
    on = booked_on(meetings.get(review.meeting_id)) if review else None
    if on is None:
        last = _last(case, seat.review_type, today)
        named = last.next_booked_on if last else None
        on = named if named is not None and named >= today else None
    return (on, True) if on is not None else (seat.due_on, False)


def _last(case: CaseFile, review_type: str, today: date) -> Review | None:
    held = [
        one
        for one in case.of(Review)
        if one.held_on is not None
        and one.held_on <= today
        and is_same_class(one.review_type, review_type)
    ]
    return max(held, key=lambda one: (one.held_on or date.min, one.id), default=None)


def _last_words(review: Review | None) -> str:
    if review is None or review.held_on is None:
        return ""
    return f"{say('review_type', review.review_type)} of {short_date(review.held_on)}"


def steps(
    review: Review,
    on: date | None,
    consultations: Sequence[Consultation],
    decisions: Sequence[Decision],
    practice: Practice,
    today: date,
) -> tuple[PreparationStep, ...]:
    """Return all that is done before a review, as it stands with what is entered."""
    return tuple(_steps(review, on, consultations, decisions, practice, today))


def _steps(
    review: Review,
    on: date | None,
    consultations: Sequence[Consultation],
    decisions: Sequence[Decision],
    practice: Practice,
    today: date,
) -> Iterator[PreparationStep]:
    standards = practice.on(on or today)
    for key, rule_id, days in (
        ("social_worker_contact_on", "prepare_contact", standards.contact_before_days),
        ("papers_received_on", "prepare_papers", standards.papers_before_days),
    ):
        limit = Limit(days or 0, "working days", before=True)
        by = practice.after(on, limit) if on is not None else None
        done_on = getattr(review, key)
        why = f": {limit.say()} the meeting"
        yield _step(key, RULES[rule_id].title, by, today, done_on=done_on, why=why)
    spoken = say("child_seen", review.child_seen).lower() if review.child_seen in _SPOKEN else ""
    yield _step(
        "child_seen",
        RULES["prepare_child"].title,
        on,
        today,
        done_on=review.child_seen_on,
        done=spoken if review.child_seen != "seen" else "yes",
    )
    yield _step(
        "invites_agreed_on",
        "Invite list agreed with the child",
        None,
        today,
        done_on=review.invites_agreed_on,
    )
    yield _of_consultations(consultations, on, today)
    if decisions:
        yield _of_decisions(decisions, on, today)


def _step(
    key: str,
    title: str,
    by: date | None,
    today: date,
    *,
    done_on: date | None = None,
    done: str = "",
    why: str = "",
) -> PreparationStep:
    if done_on is not None or done:
        said = f"done {short_date(done_on)}" if done_on is not None else done
        return PreparationStep(key, title, by, True, f"{title}: {said}", Status.DONE)
    until = f"by {say_date(by)}{why}" if by is not None else "not yet"
    return PreparationStep(key, title, by, False, f"{title}: {until}", _standing(by, today))


def _standing(by: date | None, today: date) -> Status:
    if by is None:
        return Status.UNDATED
    days = (by - today).days
    if days < 0:
        return Status.OVERDUE
    return Status.SOON if days <= SOON_DAYS else Status.LATER


def _of_consultations(
    consultations: Iterable[Consultation], on: date | None, today: date
) -> PreparationStep:
    asked = [one for one in consultations if one.sent_on is not None or one.received_on is not None]
    received = sum(one.received_on is not None for one in asked)
    done = ""
    if asked and received == len(asked):
        done = f"{counted(len(asked), 'view')} received"
    step = _step("consultations", "Consultations", on, today, done=done)
    if asked and not done:
        words = f"Consultations: {len(asked)} sent, {received} received"
        return replace(step, words=words)
    return step


def _of_decisions(decisions: Sequence[Decision], on: date | None, today: date) -> PreparationStep:
    title = "Decisions of the last review"
    open_ones = sum(one.done_on is None for one in decisions)
    if not open_ones:
        return _step("decisions", title, on, today, done="all done")
    step = _step("decisions", title, on, today)
    return replace(step, words=f"{title}: {open_ones} of {len(decisions)} not done")


# Keeping it


def record_preparation(
    workspace: Workspace,
    review: Review,
    consultations: Sequence[Consultation],
    *,
    removed: Sequence[Consultation] = (),
    today: date,
) -> str:
    """Keep what was prepared for a review that is still to be held; return the review's id.

    A review without an id is made: it waits for its meeting. Raises RefusedError.
    """
    case = case_on_file(workspace, review.child_id)
    found = limit_problems(review) + in_the_future(review, today, *PAST)
    found += _seen_problems(review)
    for at, one in enumerate(consultations):
        problems = limit_problems(one) + missing(one, "who")
        problems += in_the_future(one, today, "sent_on", "received_on")
        problems += before(one, "sent_on", "received_on")
        found += [replace(problem, at=at) for problem in problems]
    refuse(found)
    review = replace(review, id=review.id or new_id())
    what = say("review_type", review.review_type).lower() or "review"
    with workspace.write(f"prepare {what} of {case.child.reference}") as write:
        write.put(review)
        for one in consultations:
            write.put(
                replace(one, id=one.id or new_id(), child_id=review.child_id, review_id=review.id)
            )
        for gone in removed:
            write.delete(Consultation.__name__, gone.id)
    return review.id


def _seen_problems(review: Review) -> list[FieldProblem]:
    """A day on which nobody was spoken to is a slip."""
    if review.child_seen_on is None or review.child_seen in ("", "seen"):
        return []
    sentence = "Enter the day only where the child was spoken to, or choose “Spoken to privately”."
    return [FieldProblem("child_seen_on", sentence, Review.__name__)]
