"""The diary of an IRO: meetings that are booked and days by which something is due, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Final, Literal

from iro_desktop.domain.casefile.due import Due, Status, status
from iro_desktop.domain.casefile.dues import dues
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
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
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import say_list, short_date
from iro_desktop.services.caseload_row import owner_of

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Allocation, CarePeriod, Child, Decision, EducationPlan, Escalation, EscalationStep,
        HealthAssessment, LegalStatus, Meeting, MonitoringCheck, Notification, PermanencePlan,
        Placement, ProtectionPlan, Review, ReviewPart, Section47, Standards,
    )
)  # fmt: skip
"""The kinds of records that the diary depends on."""

_REVIEWS: Final = frozenset({"review", "conference"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the diary: a meeting that is booked, or a day by which something is due.

    ``key`` stays the same while the thing is the same, whatever its day. ``references`` name the
    children; ``starts_at`` is the hour of a meeting where one is known. ``late`` says of a booked
    review or conference that it is booked for later than it is due.
    """

    key: str
    kind: Literal["booked", "due"]
    on: date
    child_ids: tuple[str, ...]
    references: tuple[str, ...]
    what: str
    why: str
    status: Status
    starts_at: datetime | None = None
    place: str = ""
    mode: str = ""
    late: bool = False

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
    types: dict[str, str] = field(default_factory=dict)


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
    found = [_booked(one, waiting, today) for one in booked]
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
    """Yield what is booked from today on: meetings once, whatever number of children they have."""
    meetings = {one.id: one for one in snapshot.of(Meeting)}
    by_meeting: dict[str, _Booked] = {}
    planned: set[tuple[str, date]] = set()
    for case in cases:
        for review in case.of(Review):
            meeting = meetings.get(review.meeting_id)
            if review.held_on is None and meeting is not None and _is_ahead(meeting, today):
                on = meeting.booked_on or today
                one = by_meeting.setdefault(meeting.id, _Booked(meeting.id, on, meeting))
                one.cases[case.child.id] = case
                one.types[case.child.id] = review.review_type
                planned.add((case.child.id, on))
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
        if (case.child.id, next_on) in planned:
            continue
        one = _Booked(f"{last.id}:next", next_on, None)
        one.cases[case.child.id] = case
        one.types[case.child.id] = "cla" if last.review_type == "cla" else "rcpc"
        yield one


def _is_ahead(meeting: Meeting, today: date) -> bool:
    on = meeting.booked_on
    return meeting.cancelled_on is None and on is not None and on >= today


def _booked(one: _Booked, waiting: dict[str, tuple[Due, ...]], today: date) -> Entry:
    awaited = [_awaited(waiting[child_id], one.types[child_id]) for child_id in one.cases]
    late = [due for due in awaited if due is not None and due.due_on and due.due_on < one.on]
    types = dict.fromkeys(one.types.values())
    titles = dict.fromkeys(due.title for due in awaited if due is not None)
    what = next(iter(titles)) if len(titles) == 1 else say_list([_short(t) for t in types])
    why = ""
    if late and late[0].due_on is not None:
        why = f"booked for later than it is due: by {short_date(late[0].due_on)}"
    return Entry(
        one.key,
        "booked",
        one.on,
        tuple(one.cases),
        tuple(sorted(case.child.reference for case in one.cases.values())),
        what or "Meeting",
        why,
        Status.SOON if one.on <= today else Status.LATER,
        one.meeting.starts_at if one.meeting else None,
        one.meeting.place if one.meeting else "",
        say("mode", one.meeting.mode) if one.meeting else "",
        bool(late),
    )


def _short(review_type: str) -> str:
    return say("review_type", review_type).replace("Child looked after review", "Review")


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
        yield Entry(
            key_of(due),
            "due",
            due.due_on,
            (case.child.id,),
            (case.child.reference,),
            due.title,
            due.reason,
            status(due, today),
        )


def _is_covered(due: Due, child_id: str, booked: Sequence[_Booked]) -> bool:
    if due.what not in _REVIEWS or due.due_on is None:
        return False
    return any(
        child_id in one.cases
        and one.on <= due.due_on
        and (one.types[child_id] == "cla") == (due.what == "review")
        for one in booked
    )


def key_of(due: Due) -> str:
    """Return what a due is known by from day to day: the same thing keeps it when its day moves."""
    started = due.started_on.isoformat() if due.started_on else ""
    parts = (due.child_id, due.what, due.record_id, started)
    return sha256("|".join(parts).encode()).hexdigest()[:32]
