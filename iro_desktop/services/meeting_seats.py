"""What a meeting may hold: one review for each child and type, and by when each is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import Due, Status, dues, is_looked_after, on_plan
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Consultation, Meeting, Review
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import say_date, say_days
from iro_desktop.services.child_words import groups_of_siblings, name_of

CLA: Final = "cla"
_TYPE_OF_RULE: Final = {"icpc": "icpc", "transfer_in": "transfer"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One child's review of one type, as a meeting may hold it.

    ``review_id`` is the one that is kept for it already, "" for a new one. ``title`` names what
    is due and ``due_on`` by when; both are empty where the file says nothing. ``is_booked`` says
    that it is part of the meeting asked for.
    """

    child_id: str
    name: str
    review_type: str
    review_id: str = ""
    title: str = ""
    due_on: date | None = None
    is_booked: bool = False

    @property
    def key(self) -> str:
        """Child and type, which a meeting has once."""
        return seat_key(self.child_id, self.review_type)

    def standing(self, on: date | None) -> tuple[Status, str]:
        """Return how a day stands to the one by which it is due: after which it would be late."""
        if self.due_on is None:
            return Status.UNDATED, "Nothing on file says by when it is due"
        if on is None or on <= self.due_on:
            return Status.LATER, f"{self.title}: would be late after {say_date(self.due_on)}"
        late = say_days((on - self.due_on).days)
        return Status.OVERDUE, f"{self.title}: {late} late, due by {say_date(self.due_on)}"


def seat_key(child_id: str, review_type: str) -> str:
    """Return what one child's review of one type is known by in a meeting."""
    return f"{child_id}:{review_type}"


def of_key(key: str) -> tuple[str, str]:
    """Return child id and type of a key."""
    child_id, _, review_type = key.partition(":")
    return child_id, review_type


# Who may be in it


def seats(
    snapshot: Snapshot,
    practice: Practice,
    child_ids: Iterable[str],
    today: date,
    meeting_id: str = "",
) -> tuple[Seat, ...]:
    """Return what a meeting may hold of some children: what is booked in it, then what is due.

    A child who is looked after and on a plan, or about to be, has two.
    """
    return tuple(
        seat
        for child_id in dict.fromkeys(child_ids)
        if (case := snapshot.cases.get(child_id)) is not None
        for seat in _seats_of(snapshot, case, practice, today, meeting_id)
    )


def _seats_of(
    snapshot: Snapshot, case: CaseFile, practice: Practice, today: date, meeting_id: str
) -> Iterator[Seat]:
    found = dues(case, practice, today)
    booked = {
        one.review_type: one
        for one in case.of(Review)
        if meeting_id and one.meeting_id == meeting_id and one.held_on is None
    }
    types = list(booked)
    for review_type in _usual_types(case, found, today):
        if not any(is_same_class(review_type, other) for other in types):
            types.append(review_type)
    for review_type in sorted(types, key=lambda one: one != CLA):
        due = awaited(found, review_type)
        kept = booked.get(review_type) or kept_review(snapshot, case, review_type, today)
        yield Seat(
            case.child.id,
            name_of(case.child),
            review_type,
            kept.id if kept else "",
            due.title if due else "",
            due.due_on if due else None,
            review_type in booked,
        )


def seat(
    snapshot: Snapshot, practice: Practice, child_id: str, review_type: str, today: date
) -> Seat | None:
    """Return one child's review of a type that may be none of the usual ones."""
    case = snapshot.cases.get(child_id)
    if case is None:
        return None
    due = awaited(dues(case, practice, today), review_type)
    kept = kept_review(snapshot, case, review_type, today)
    return Seat(
        child_id,
        name_of(case.child),
        review_type,
        kept.id if kept else "",
        due.title if due else "",
        due.due_on if due else None,
    )


def _usual_types(case: CaseFile, found: Sequence[Due], today: date) -> list[str]:
    """Return the types that a child's case may have next, the review first; one at the least."""
    conference = next((due for due in found if due.what == "conference"), None)
    reviewed = any(due.what == "review" for due in found)
    types = [CLA] if reviewed or is_looked_after(case, today, short_breaks=True) else []
    if conference is not None:
        types.append(_TYPE_OF_RULE.get(conference.rule_id, "rcpc"))
    elif on_plan(case, today, temporary=True):
        types.append("rcpc")
    return types or [CLA]


def awaited(found: Sequence[Due], review_type: str) -> Due | None:
    """Return what a review of this type would meet, of all that is due for a child."""
    if review_type == CLA:
        return next((due for due in found if due.what == "review"), None)
    due = next((due for due in found if due.what == "conference"), None)
    if due is None or _TYPE_OF_RULE.get(due.rule_id, "rcpc") != review_type:
        return None
    return due


def is_same_class(one: str, other: str) -> bool:
    """Return whether two types are both reviews of looked after children, or both conferences."""
    return (one == CLA) == (other == CLA)


def siblings_of(snapshot: Snapshot, child_id: str) -> tuple[str, ...]:
    """Return the ids of the other children of a child's sibling group, by reference."""
    case = snapshot.cases.get(child_id)
    group = case.child.sibling_group_id if case else ""
    found = groups_of_siblings(snapshot).get(group, ()) if group else ()
    return tuple(child.id for child in found if child.id != child_id)


def children_to_add(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of every child, by reference."""
    cases = sorted(snapshot.cases.values(), key=lambda case: case.child.reference)
    return tuple((case.child.id, name_of(case.child)) for case in cases)


# What is kept for the next review


def kept_review(snapshot: Snapshot, case: CaseFile, review_type: str, today: date) -> Review | None:
    """Return the review of a type that is prepared or was booked and is still to be held.

    One that is booked comes first; one whose meeting was cancelled, or that never had one, keeps
    what was prepared for it. A booking that a later review has overtaken is over.
    """
    meetings = {one.id: one for one in snapshot.of(Meeting)}
    found: list[tuple[bool, date, str, Review]] = []
    for review in case.of(Review):
        if review.held_on is not None or review.review_type != review_type:
            continue
        on = booked_on(meetings.get(review.meeting_id))
        if on is not None and is_over(case, review_type, on, today):
            continue
        found.append((on is None, on or date.max, review.id, review))
    return min(found)[-1] if found else None


def booked_on(meeting: Meeting | None) -> date | None:
    """Return the day for which a meeting stands, or None once it was cancelled."""
    return meeting.booked_on if meeting is not None and meeting.cancelled_on is None else None


def is_over(case: CaseFile, review_type: str, on: date, today: date) -> bool:
    """Return whether a review was held on a booked day or since, whatever became of the meeting."""
    return any(
        review.held_on is not None
        and on <= review.held_on <= today
        and is_same_class(review.review_type, review_type)
        for review in case.of(Review)
    )


def is_prepared(case: CaseFile, review: Review) -> bool:
    """Return whether anything was noted for a review that is still to be held."""
    bare = replace(
        review, id="", child_id="", meeting_id="", review_type="", mode="", chair_id="",
        strategy_on=None,
    )  # fmt: skip
    return bare != Review(id="") or any(one.review_id == review.id for one in case.of(Consultation))


def meeting_of(snapshot: Snapshot, child_id: str, today: date) -> Meeting | None:
    """Return the meeting that is booked next for a child, one that was not recorded yet first."""
    case = snapshot.cases.get(child_id)
    if case is None:
        return None
    meetings = {one.id: one for one in snapshot.of(Meeting)}
    found = [
        (on, meetings[review.meeting_id])
        for review in case.of(Review)
        if review.held_on is None
        and (on := booked_on(meetings.get(review.meeting_id))) is not None
        and not is_over(case, review.review_type, on, today)
    ]
    return min(found, key=lambda pair: (pair[0], pair[1].id))[1] if found else None


def children_of(snapshot: Snapshot, meeting_id: str) -> tuple[str, ...]:
    """Return the ids of the children whose reviews are booked in a meeting, by reference."""
    found = [
        case.child
        for case in snapshot.cases.values()
        if any(r.meeting_id == meeting_id and r.held_on is None for r in case.of(Review))
    ]
    return tuple(child.id for child in sorted(found, key=lambda child: child.reference))


# What is said of a booking


def booking_advice(
    snapshot: Snapshot, practice: Practice, meeting: Meeting, keys: Sequence[str], today: date
) -> tuple[str, ...]:
    """Return what is unusual in a booking as it stands; nothing of it is refused."""
    return tuple(_booking_advice(snapshot, practice, meeting, keys, today))


def _booking_advice(
    snapshot: Snapshot, practice: Practice, meeting: Meeting, keys: Sequence[str], today: date
) -> Iterator[str]:
    on = meeting.booked_on
    if on is not None and not practice.calendar.is_working_day(on):
        yield f"{say_date(on)} is not a working day: check the day."
    meetings = {one.id: one for one in snapshot.of(Meeting)}
    for child_id, review_type in map(of_key, keys):
        case = snapshot.cases.get(child_id)
        kept = kept_review(snapshot, case, review_type, today) if case else None
        if case is None or kept is None or kept.meeting_id == meeting.id:
            continue
        other_on = booked_on(meetings.get(kept.meeting_id))
        if other_on is not None:
            yield (
                f"{case.child.reference} is booked for {say_date(other_on)} already: this meeting "
                "takes the place of that one."
            )


def type_words(review_type: str) -> str:
    """Return a type as a meeting names it: "Child looked after review"."""
    return say("review_type", review_type) or "Review"


def short_type_words(review_type: str) -> str:
    """Return a type in a cell: "review", "review conference"."""
    words = type_words(review_type).lower().replace("child protection ", "")
    return "review" if review_type == CLA else words


def is_conference(review_type: str) -> bool:
    """Return whether a type is one of the child protection conferences."""
    return review_type not in ("", CLA)
