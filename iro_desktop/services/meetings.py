"""Meetings: one booked for several children, moved, cancelled, and recorded in one act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import FieldProblem, limit_problems, missing, refuse
from iro_desktop.domain.records import Decision, Meeting, Review
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import say_list, short_date
from iro_desktop.services.child_records import case_on_file
from iro_desktop.services.meeting_seats import (
    booked_on,
    children_of,
    is_prepared,
    is_same_class,
    kept_review,
    of_key,
    seat_key,
)
from iro_desktop.services.reviews import Recording
from iro_desktop.services.workspace import Workspace, new_id
from iro_desktop.storage.writing import Write

SHARED: Final = frozenset(
    {
        "held_on", "mode", "chair_id", "quorate", "summary", "late_reason", "next_booked_on",
    }
)  # fmt: skip
"""The fields of reviews that are typed once for all of a meeting."""


class MeetingGoneError(UserError):
    """The meeting was cancelled, recorded or deleted in the meantime."""

    sentence = "This meeting is no longer booked: close this and look at the diary again."


def instant_of(on: date, hour: time | None) -> datetime | None:
    """Return the moment of an hour of a day here, in UTC; None without an hour."""
    if hour is None:
        return None
    return datetime.combine(on, hour).astimezone(UTC)  # the clock on the wall, as typed


def hour_of(instant: datetime | None) -> time | None:
    """Return the hour that the clock on the wall shows at a moment."""
    return instant.astimezone().time() if instant is not None else None


def book_meeting(
    workspace: Workspace, meeting: Meeting, keys: Sequence[str], *, today: date
) -> str:
    """Book a meeting for the reviews that ``keys`` name, or change one; return its id.

    A meeting with an id is changed: moved, or held for other children. What was prepared for a
    child's next review goes with it, and stays on file for a child who is taken out. Where the last
    review names a day for the next one, that day follows. Raises RefusedError, MeetingGoneError.
    """
    snapshot = workspace.snapshot
    before = snapshot.find(Meeting, meeting.id) if meeting.id else None
    if meeting.id and booked_on(before) is None:
        raise MeetingGoneError
    found = [of_key(key) for key in dict.fromkeys(keys)]
    chosen = [pair for pair in found if pair[0] in snapshot.cases]
    refuse(_booking_problems(meeting, before, chosen, today))
    meeting = replace(meeting, id=meeting.id or new_id())
    old_on = before.booked_on if before else None
    with workspace.write(_booking_words(snapshot, meeting, before, chosen)) as write:
        write.put(meeting)
        for child_id, review_type in chosen:
            case = snapshot.cases[child_id]
            _put_booked(write, snapshot, case, review_type, meeting, today)
            _tell_last(write, case, review_type, old_on, meeting.booked_on)
        if before is not None:
            for case in snapshot.cases.values():
                _take_out(write, case, meeting, chosen, old_on)
    return meeting.id


def _booking_problems(
    meeting: Meeting, before: Meeting | None, chosen: Sequence[tuple[str, str]], today: date
) -> list[FieldProblem]:
    found = limit_problems(meeting) + missing(meeting, "booked_on")
    moved = before is None or before.booked_on != meeting.booked_on
    if moved and meeting.booked_on is not None and meeting.booked_on < today:
        sentence = (
            "Booked for must be today or later. For a meeting that has been, use Record meeting."
        )
        found.append(FieldProblem("booked_on", sentence, Meeting.__name__))
    if not chosen:
        found.append(FieldProblem("seats", "Tick at least one child.", Meeting.__name__))
    return found


def _booking_words(
    snapshot: Snapshot,
    meeting: Meeting,
    before: Meeting | None,
    chosen: Sequence[tuple[str, str]],
) -> str:
    names = _references(snapshot, (child_id for child_id, _ in chosen))
    if before is None:
        return f"book meeting of {names}"
    if before.booked_on != meeting.booked_on and meeting.booked_on is not None:
        return f"move meeting of {names} to {short_date(meeting.booked_on)}"
    return f"change meeting of {names}"


def _references(snapshot: Snapshot, child_ids: Iterable[str]) -> str:
    found = {snapshot.cases[child_id].child.reference for child_id in child_ids}
    return say_list(sorted(found))


def _put_booked(
    write: Write,
    snapshot: Snapshot,
    case: CaseFile,
    review_type: str,
    meeting: Meeting,
    today: date,
) -> None:
    own = next(
        (
            one
            for one in case.of(Review)
            if one.meeting_id == meeting.id
            and one.review_type == review_type
            and one.held_on is None
        ),
        None,
    )
    kept = own or kept_review(snapshot, case, review_type, today)
    kept = kept or Review(id=new_id(), child_id=case.child.id, review_type=review_type)
    write.put(replace(kept, meeting_id=meeting.id))


def _take_out(
    write: Write,
    case: CaseFile,
    meeting: Meeting,
    chosen: Sequence[tuple[str, str]],
    old_on: date | None,
) -> None:
    """Take the reviews out of a meeting that it is no longer for; what was prepared stays."""
    for review in case.of(Review):
        is_in = review.meeting_id == meeting.id and review.held_on is None
        if not is_in or (case.child.id, review.review_type) in chosen:
            continue
        if is_prepared(case, review):
            write.put(replace(review, meeting_id=""))
        else:
            write.delete(Review.__name__, review.id)
        _tell_last(write, case, review.review_type, old_on, None)


def _tell_last(
    write: Write, case: CaseFile, review_type: str, old_on: date | None, on: date | None
) -> None:
    """Correct the day that the last review held names for the next one, where it names any."""
    held = [
        one
        for one in case.of(Review)
        if one.held_on is not None and is_same_class(one.review_type, review_type)
    ]
    last = max(held, key=lambda one: (one.held_on or date.min, one.id), default=None)
    if last is None or last.next_booked_on in (None, on):
        return
    if on is not None or last.next_booked_on == old_on:
        write.put(replace(last, next_booked_on=on))


def cancel_meeting(workspace: Workspace, meeting_id: str, reason: str, *, today: date) -> None:
    """Cancel a meeting with a reason; the days by which its reviews are due stay as they are.

    What was prepared stays on file for the next booking. Raises RefusedError, MeetingGoneError.
    """
    snapshot = workspace.snapshot
    meeting = snapshot.find(Meeting, meeting_id)
    if meeting is None or booked_on(meeting) is None:
        raise MeetingGoneError
    cancelled = replace(meeting, cancelled_on=today, cancelled_reason=reason.strip())
    found = limit_problems(cancelled)
    if not cancelled.cancelled_reason:
        found.append(
            FieldProblem("cancelled_reason", "Say why it was cancelled.", Meeting.__name__)
        )
    refuse(found)
    child_ids = children_of(snapshot, meeting_id)
    with workspace.write(f"cancel meeting of {_references(snapshot, child_ids)}") as write:
        write.put(cancelled)
        for child_id in child_ids:
            case = snapshot.cases[child_id]
            for review in case.of(Review):
                if review.meeting_id == meeting_id and review.held_on is None:
                    _tell_last(write, case, review.review_type, meeting.booked_on, None)


# Recording


def record_meeting(
    workspace: Workspace,
    meeting: Meeting,
    recordings: Sequence[Recording],
    decisions: Sequence[Decision] = (),
    *,
    today: date,
) -> tuple[str, ...]:
    """Record what was held in one meeting, in one act; return the ids of the reviews.

    ``meeting`` is the one that was booked, or a new one without an id. Each of ``decisions``
    names in ``review_id`` the key of the seat it is for; one that names none is for every child,
    once. A child who was booked and is not among the recordings stays booked. Raises RefusedError,
    whose problems count the recordings, and of decisions their own rows.
    """
    snapshot = workspace.snapshot
    found: list[FieldProblem] = []
    if not recordings:
        found.append(FieldProblem("seats", "Tick at least one child.", Meeting.__name__))
    for at, one in enumerate(recordings):
        case = case_on_file(workspace, one.review.child_id)
        for problem in one.problems(case, today):
            is_of_shared = problem.field in SHARED and problem.kind == Review.__name__
            found.append(problem if is_of_shared else replace(problem, at=at))
    found += _decision_problems(decisions, recordings)
    refuse(list(dict.fromkeys(found)))
    first = recordings[0].review
    meeting = replace(
        meeting,
        id=meeting.id or new_id(),
        booked_on=meeting.booked_on or first.held_on,
        mode=first.mode or meeting.mode,
        chair_id=first.chair_id or meeting.chair_id,
    )
    names = _references(snapshot, (one.review.child_id for one in recordings))
    ids: list[str] = []
    with workspace.write(f"record meeting of {names}") as write:
        write.put(meeting)
        for at, one in enumerate(recordings):
            mine = tuple(_decisions_of(decisions, recordings, at))
            review = replace(one.review, meeting_id=meeting.id)
            case = case_on_file(workspace, review.child_id)
            written = list(replace(one, review=review, decisions=mine).records(case))
            ids.append(written[0].id)
            for record in written:
                write.put(record)
    return tuple(ids)


def _decision_problems(
    decisions: Sequence[Decision], recordings: Sequence[Recording]
) -> Iterator[FieldProblem]:
    keys = {_key_of(one) for one in recordings}
    for at, decision in enumerate(decisions):
        for problem in limit_problems(decision) + missing(decision, "decision"):
            yield replace(problem, at=at)
        if decision.review_id and decision.review_id not in keys:
            sentence = "This child is not ticked above: tick the child, or choose another."
            yield FieldProblem("review_id", sentence, Decision.__name__, at)


def _key_of(one: Recording) -> str:
    return seat_key(one.review.child_id, one.review.review_type)


def _decisions_of(
    decisions: Sequence[Decision], recordings: Sequence[Recording], at: int
) -> Iterator[Decision]:
    """Yield the decisions of one review; those for everyone stand on a child's first review."""
    child_id = recordings[at].review.child_id
    is_first = all(one.review.child_id != child_id for one in recordings[:at])
    for decision in decisions:
        for_all = not decision.review_id and is_first
        if for_all or decision.review_id == _key_of(recordings[at]):
            yield replace(decision, id="", review_id="")
