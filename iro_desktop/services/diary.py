"""The diary of an IRO: meetings that are booked and days by which something is due, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from iro_desktop.domain.casefile.due import Due, Status, key_of, status
from iro_desktop.domain.casefile.dues import dues
from iro_desktop.domain.casefile.put_off import put_off
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    Consultation,
    Decision,
    EducationPlan,
    Escalation,
    EscalationStep,
    HealthAssessment,
    LegalStatus,
    Meeting,
    MonitoringCheck,
    Notification,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    ReviewPart,
    Section47,
    Snooze,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import say_list, short_date
from iro_desktop.services.caseload_row import owner_of
from iro_desktop.services.meeting_seats import booked_on, is_over, short_type_words
from iro_desktop.services.preparation import PreparationStep, steps

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Allocation, CarePeriod, Child, Consultation, Decision, EducationPlan, Escalation,
        EscalationStep, HealthAssessment, LegalStatus, Meeting, MonitoringCheck, Notification,
        PermanencePlan, Placement, ProtectionPlan, Review, ReviewPart, Section47, Snooze, Standards,
    )
)  # fmt: skip
"""The kinds of records that the diary depends on."""

_REVIEWS: Final = frozenset({"review", "conference"})
_CLA: Final = "cla"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the diary: a meeting that is booked, or a day by which something is due.

    ``key`` stays the same while the thing is the same, whatever its day. ``references`` name the
    children; ``meeting_id`` is the meeting on file, ``starts_at`` its hour where one is known.
    ``late`` says of a booked review or conference that it is booked for later than it is due.
    ``put_off`` says until when something was put off and why; it then stands on the day on which it
    asks again.
    """

    key: str
    kind: Literal["booked", "due"]
    on: date
    child_ids: tuple[str, ...]
    references: tuple[str, ...]
    what: str
    why: str
    status: Status
    meeting_id: str = ""
    starts_at: datetime | None = None
    place: str = ""
    mode: str = ""
    late: bool = False
    put_off: str = ""

    @property
    def title(self) -> str:
        """The entry in a few words, with references alone: "Review 3: SA-10234"."""
        return f"{self.what}: {say_list(self.references)}"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the agenda."""

    on: date
    entries: tuple[Entry, ...]
    is_working_day: bool = True


@dataclass(slots=True)
class _Booked:
    """A day that is booked, for the children who have it in common."""

    key: str
    on: date
    meeting: Meeting | None
    cases: dict[str, CaseFile] = field(default_factory=dict)
    types: dict[str, list[str]] = field(default_factory=dict)


def entries(
    snapshot: Snapshot,
    practice: Practice,
    officer_id: str,
    today: date,
    *,
    everybody: bool = False,
) -> tuple[Entry, ...]:
    """Return all entries of this IRO's children from what is overdue on, by day.

    What has no date is not in a diary. ``everybody``: of all IROs.
    """
    cases = [
        case for case in snapshot.cases.values() if everybody or _is_ours(case, officer_id, today)
    ]
    waiting = {case.child.id: dues(case, practice, today) for case in cases}
    booked = list(_bookings(snapshot, cases, today))
    found = [_booked(one, waiting, practice, today) for one in booked]
    found += [task for one in booked for task in _tasks(one, waiting, practice, today)]
    for case in cases:
        found += _due(case, waiting[case.child.id], booked, today)
    return tuple(sorted(found, key=_order))


def agenda(found: Iterable[Entry], practice: Practice, first: date, last: date) -> tuple[Day, ...]:
    """Return the days from ``first`` to ``last``, each with its entries.

    Saturdays, Sundays and bank holidays without an entry are left out.
    """
    by_day: dict[date, list[Entry]] = {}
    for one in found:
        if first <= one.on <= last:
            by_day.setdefault(one.on, []).append(one)
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    return tuple(
        Day(day, tuple(by_day.get(day, ())), practice.calendar.is_working_day(day))
        for day in days
        if day in by_day or practice.calendar.is_working_day(day)
    )


def _is_ours(case: CaseFile, officer_id: str, today: date) -> bool:
    owner = owner_of(case, today)
    return owner is None or not officer_id or owner.officer_id == officer_id


def _order(one: Entry) -> tuple[date, bool, str, tuple[str, ...], str]:
    starts = one.starts_at.isoformat() if one.starts_at else ""
    return one.on, one.kind == "due", starts, one.references, one.key


# What is booked


def _bookings(snapshot: Snapshot, cases: Sequence[CaseFile], today: date) -> Iterator[_Booked]:
    """Yield what is booked: meetings once, whatever number of children they have.

    A meeting whose day has gone by stays until it is recorded, moved or cancelled.
    """
    meetings = {one.id: one for one in snapshot.of(Meeting)}
    by_meeting: dict[str, _Booked] = {}
    planned: set[tuple[str, bool]] = set()
    for case in cases:
        for review in case.of(Review):
            meeting = meetings.get(review.meeting_id)
            on = booked_on(meeting)
            if review.held_on is not None or meeting is None or on is None:
                continue
            if on < today and is_over(case, review.review_type, on, today):
                continue
            one = by_meeting.setdefault(meeting.id, _Booked(meeting.id, on, meeting))
            one.cases[case.child.id] = case
            one.types.setdefault(case.child.id, []).append(review.review_type)
            planned.add((case.child.id, review.review_type == _CLA))
    yield from by_meeting.values()
    for case in cases:
        last = max(
            (r for r in case.of(Review) if r.held_on is not None and r.held_on <= today),
            key=lambda r: (r.held_on or date.min, r.id),
            default=None,
        )
        next_on = last.next_booked_on if last else None
        if last is None or next_on is None or next_on < today:
            continue
        if (case.child.id, last.review_type == _CLA) in planned:
            continue
        one = _Booked(f"{last.id}:next", next_on, None)
        one.cases[case.child.id] = case
        one.types[case.child.id] = [_CLA if last.review_type == _CLA else "rcpc"]
        yield one


def _booked(
    one: _Booked, waiting: dict[str, tuple[Due, ...]], practice: Practice, today: date
) -> Entry:
    awaited = [
        _awaited(waiting[child_id], review_type)
        for child_id in one.cases
        for review_type in one.types[child_id]
    ]
    late = [due for due in awaited if due is not None and due.due_on and due.due_on < one.on]
    types = dict.fromkeys(sorted(t for found in one.types.values() for t in found))
    titles = dict.fromkeys(due.title for due in awaited if due is not None)
    what = (
        next(iter(titles)) if len(titles) == 1 else say_list([short_type_words(t) for t in types])
    )
    why = _prepared(one, practice, today)
    if late and late[0].due_on is not None:
        why = f"booked for later than it is due: by {short_date(late[0].due_on)}"
    if one.on < today:
        why = "not recorded yet: record it, move it or cancel it"
    return Entry(
        one.key,
        "booked",
        one.on,
        tuple(one.cases),
        tuple(sorted(case.child.reference for case in one.cases.values())),
        f"{what[:1].upper()}{what[1:]}" or "Meeting",
        why,
        _status(one.on, today),
        one.meeting.id if one.meeting else "",
        one.meeting.starts_at if one.meeting else None,
        one.meeting.place if one.meeting else "",
        say("mode", one.meeting.mode) if one.meeting else "",
        bool(late),
    )


def _steps(one: _Booked, practice: Practice, today: date) -> Iterator[tuple[str, PreparationStep]]:
    """Yield child id and step of what is done before a meeting that is on file."""
    if one.meeting is None or one.on < today:
        return
    for child_id, case in one.cases.items():
        review = next(
            r for r in case.of(Review) if r.held_on is None and r.meeting_id == one.meeting.id
        )
        views = [view for view in case.of(Consultation) if view.review_id == review.id]
        for step in steps(review, one.on, views, (), practice, today):
            yield child_id, step


def _prepared(one: _Booked, practice: Practice, today: date) -> str:
    """Return how far a meeting is prepared: "3 of 5 prepared"."""
    found = [step for _, step in _steps(one, practice, today)]
    if not found:
        return ""
    done = sum(step.done for step in found)
    return "all prepared" if done == len(found) else f"{done} of {len(found)} prepared"


def _tasks(
    one: _Booked, waiting: dict[str, tuple[Due, ...]], practice: Practice, today: date
) -> Iterator[Entry]:
    """Yield what is still to be done some working days before a meeting, by its own day."""
    for child_id, step in _steps(one, practice, today):
        if step.done or step.by is None or step.by >= one.on:
            continue
        case = one.cases[child_id]
        due = _awaited(waiting[child_id], one.types[child_id][0])
        meeting = due.title if due else short_type_words(one.types[child_id][0])
        yield Entry(
            f"{one.key}:{step.key}:{child_id}",
            "due",
            step.by,
            (child_id,),
            (case.child.reference,),
            step.title,
            f"before {meeting[:1].lower()}{meeting[1:]}, booked for {short_date(one.on)}",
            step.status,
            one.key,
        )


def _status(on: date, today: date) -> Status:
    if on < today:
        return Status.OVERDUE
    return Status.SOON if on == today else Status.LATER


def _awaited(found: Sequence[Due], review_type: str) -> Due | None:
    what = "review" if review_type == "cla" else "conference"
    return next((due for due in found if due.what == what), None)


# What is due


def _due(
    case: CaseFile, found: Sequence[Due], booked: Sequence[_Booked], today: date
) -> Iterator[Entry]:
    """Yield what is due; a review that is booked for a day in time stands there already."""
    for due in found:
        if due.due_on is None or _is_covered(due, case.child.id, booked):
            continue
        later = put_off(case, due, today)
        yield Entry(
            key_of(due),
            "due",
            later.asks_on if later else due.due_on,
            (case.child.id,),
            (case.child.reference,),
            due.title,
            due.reason,
            Status.LATER if later else status(due, today),
            put_off=f"{later.words(today)}: {later.reason}" if later else "",
        )


def _is_covered(due: Due, child_id: str, booked: Sequence[_Booked]) -> bool:
    if due.what not in _REVIEWS or due.due_on is None:
        return False
    return any(
        child_id in one.cases
        and one.on <= due.due_on
        and (due.what == "review") in {t == _CLA for t in one.types[child_id]}
        for one in booked
    )
