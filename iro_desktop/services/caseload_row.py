"""One child as the caseload shows it: what is due next and why, and what is going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import (
    CareSpan,
    Due,
    Midpoint,
    PlanSpan,
    PutOff,
    Status,
    allocation_on,
    care_spans,
    dues,
    is_looked_after,
    key_of,
    midpoints,
    on_plan,
    plan_spans,
    put_off,
    put_off_all,
    status,
)
from iro_desktop.domain.casefile.due import due_of_midpoint
from iro_desktop.domain.codes import say
from iro_desktop.domain.escalation import Progress, progress_of
from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.local_words import status_tags, status_words
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    Child,
    Contact,
    MonitoringCheck,
    Participation,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import near_date, say_days, short_date
from iro_desktop.services.caseload_notes import (
    AHEAD_DAYS,
    WATCHED,
    Words,
    apart_notes,
    days_until,
    other_notes,
    plan_words,
)
from iro_desktop.services.child_words import (
    age_text,
    home_of,
    is_asylum_seeker,
    legal_status_of,
)

OVERDUE: Final = "Overdue"
SEVEN: Final = "Next 7 days"
TWENTY_EIGHT: Final = "Next 28 days"
LATER: Final = "Later"
TO_ENTER: Final = "To enter"
NOTHING: Final = "Nothing due"
CLOSED: Final = "Closed"
GROUPS: Final = (OVERDUE, SEVEN, TWENTY_EIGHT, LATER, TO_ENTER, NOTHING, CLOSED)
"""The groups of the caseload, in the order in which they ask for the IRO."""

SOON_DAYS: Final = 7
CONTACT_MONTHS: Final = 6

_ATTENDED: Final = frozenset({"PN1", "PN2", "PN3", "PN4"})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One child of the caseload on one day.

    ``due_...`` is what the IRO has to do next; ``due_days`` counts the days until then, negative
    once it is late. What was put off stands where it asks again: ``put_off`` says so of what is
    next, ``asks_on`` is the day by which the row is ordered, otherwise ``due_on``. ``between_...``
    is the check between reviews. ``needs`` is how much of what the IRO has to do is late or falls
    due today, and was not put off. ``..._short`` says in a cell's few words what the
    field before it says in full; a reply that is next due is left out of it. ``is_apart`` says
    that an open case is shown but does not count in the IRO's caseload. ``contact_on`` is the last
    day on which the IRO had contact with the child, ``no_contact`` that it is longer than six
    months ago.
    """

    child_id: str
    reference: str
    initials: str
    name: str
    age: str
    born_on: date | None
    siblings: tuple[str, ...]
    tags: tuple[str, ...]
    status_words: tuple[str, ...]
    is_looked_after: bool
    is_on_plan: bool
    asylum_seeker: bool
    legal_status: str
    legal_status_words: str
    home: str
    due_what: str
    due_title: str
    due_on: date | None
    due_why: str
    due_explained: str
    due_days: int | None
    due_status: Status | None
    due_words: str
    due_key: str
    put_off: str
    put_off_why: str
    asks_on: date | None
    between: str
    between_detail: str
    between_on: date | None
    between_status: Status
    plan: str
    plan_short: str
    notes: tuple[str, ...]
    notes_short: tuple[str, ...]
    is_apart: bool
    challenges: int
    reply_due_on: date | None
    contact_on: date | None
    no_contact: bool
    needs: int
    group: str

    @property
    def is_closed(self) -> bool:
        """Whether the child is no longer looked after nor on a plan."""
        return self.group == CLOSED

    @property
    def title(self) -> str:
        """How the child is called: "LC-20417 A.B."."""
        return f"{self.reference} {self.initials}".strip()


def owner_of(case: CaseFile, today: date) -> Allocation | None:
    """Return the allocation that makes a child somebody's: today's, else the last one there was."""
    current = allocation_on(case, today)
    if current is not None:
        return current
    past = (a for a in case.of(Allocation) if a.officer_id and (a.from_on or date.min) <= today)
    return max(past, key=lambda a: (a.to_on or date.max, a.from_on or date.min), default=None)


@kept_with_case
def case_row(
    case: CaseFile, siblings: tuple[Child, ...], practice: Practice, today: date
) -> CaseRow:
    """Return one child's row; ``siblings`` are the children of the same group, with this one."""
    child = case.child
    standards = practice.on(today)
    due = dues(case, practice, today)
    later = put_off_all(case, due, today)
    own = [one for one in due if one.what not in WATCHED]
    own.sort(key=lambda one: _asks_on(one, later) or date.max)
    first = own[0] if own else None
    first_later = later.get(key_of(first)) if first else None
    closed = _is_closed(case, today) and not own
    challenges = [at for at in progress_of(case, practice, today) if at.is_open]
    middle = _pressing(case, _midpoints(case, practice, today), today)
    code = legal_status_of(case, today)
    contact_on = last_contact(case, today)
    apart = not closed and not _counts(case, today)
    notes = [
        *apart_notes(case, today, apart=apart),
        *other_notes(due, challenges, first, later, today),
    ]
    plan = plan_words(case, due, today) if not closed else Words.same(_ended(case, today))
    return CaseRow(
        child_id=child.id,
        reference=child.reference,
        initials=child.initials,
        name=child.name,
        age=age_text(child, today),
        born_on=child.born_on or child.expected_on,
        siblings=tuple(one.reference for one in siblings if one.id != child.id),
        tags=status_tags(case, today, standards),
        status_words=status_words(case, today, standards),
        is_looked_after=is_looked_after(case, today, short_breaks=True),
        is_on_plan=on_plan(case, today, temporary=True),
        asylum_seeker=is_asylum_seeker(child, today),
        legal_status=code,
        legal_status_words=say("legal_status", code),
        home=home_of(case, today),
        due_what=first.what if first else "",
        due_title=first.title if first else "",
        due_on=first.due_on if first else None,
        due_why=_why(first, today) if first else "",
        due_explained=first.why if first else "",
        due_days=days_until(first, today),
        due_status=status(first, today) if first else None,
        due_words=due_words(days_until(first, today)),
        due_key=key_of(first) if first else "",
        put_off=first_later.words(today) if first_later else "",
        put_off_why=first_later.reason if first_later else "",
        asks_on=_asks_on(first, later) if first else None,
        between=middle.words if not closed else "",
        between_detail=middle.detail if not closed else "",
        between_on=middle.on,
        between_status=middle.status,
        plan=plan.full,
        plan_short=plan.short,
        notes=tuple(note.full for note in notes if note.full),
        notes_short=tuple(note.short for note in notes if note.short),
        is_apart=apart,
        challenges=len(challenges),
        reply_due_on=_reply_due_on(challenges),
        contact_on=contact_on,
        no_contact=not closed and _is_long_ago(case, contact_on, today),
        needs=sum((_asks_on(one, later) or date.max) <= today for one in own),
        group=CLOSED if closed else _group(_asks_on(first, later) if first else None, first, today),
    )


def _asks_on(due: Due, later: Mapping[str, PutOff]) -> date | None:
    """Return the day on which something asks for the IRO: when it is due, or was put off to."""
    one = later.get(key_of(due)) if later else None
    return one.asks_on if one is not None else due.due_on


def due_words(days: int | None) -> str:
    """Return how far off a day is: "7 days late", "today", "in 6 days"; "" without one."""
    if days is None:
        return ""
    if days < 0:
        return f"{say_days(-days)} late"
    return "today" if days == 0 else f"in {say_days(days)}"


def last_contact(case: CaseFile, today: date) -> date | None:
    """Return the last day on which the IRO had contact with the child, or None.

    A contact with the child, a check in which the child was spoken to, a review that the child
    attended, or the talk before it.
    """
    found = [c.contact_on for c in case.of(Contact) if c.with_whom == "child"]
    found += [check.checked_on for check in case.of(MonitoringCheck) if check.child_contact]
    attended = {p.review_id for p in case.of(Participation) if p.participation in _ATTENDED}
    for review in case.of(Review):
        if review.child_seen == "seen":
            found.append(review.child_seen_on or review.held_on)
        if review.id in attended:
            found.append(review.held_on)
    return max((day for day in found if day is not None and day <= today), default=None)


def _why(due: Due, today: date) -> str:
    """Return why that day in as few words as will do: "halfway 14 Dec to 14 Jun"."""
    if due.middle_of is None:
        if due.limit is None or due.started_on is None:
            return due.short_reason
        return f"{due.limit.say()} {near_date(due.started_on, today)}"
    start, end = due.middle_of
    return f"halfway {near_date(start, today)} to {near_date(end, today)}"


def _spans(case: CaseFile, today: date) -> tuple[CareSpan | PlanSpan, ...]:
    return (*care_spans(case, today), *plan_spans(case, today))


def _is_closed(case: CaseFile, today: date) -> bool:
    """Return whether there was a period of care or a plan, and none is left."""
    spans = _spans(case, today)
    if not spans:
        return case.child.died_on is not None or allocation_on(case, today) is None
    return not any(span.open_on(today) for span in spans)


def is_closed_case(case: CaseFile, practice: Practice, today: date) -> bool:
    """Return whether a case is closed: no care, no plan, and nothing left for the IRO to do."""
    return _is_closed(case, today) and all(
        one.what in WATCHED for one in dues(case, practice, today)
    )


def _midpoints(case: CaseFile, practice: Practice, today: date) -> tuple[Midpoint, ...]:
    """Return the midpoints of a child in care or on a plan; of others none is current."""
    is_open = any(span.open_on(today) for span in _spans(case, today))
    return midpoints(case, practice, today) if is_open else ()


def _ended(case: CaseFile, today: date) -> str:
    spans = _spans(case, today)
    over = [span.over_on for span in spans if span.over_on is not None]
    return f"Ended {short_date(max(over))}" if over else "No care or plan on file"


def _group(asks_on: date | None, due: Due | None, today: date) -> str:
    if due is None:
        return NOTHING
    if asks_on is None:
        return TO_ENTER
    days = (asks_on - today).days
    if days < 0:
        return OVERDUE
    if days <= SOON_DAYS:
        return SEVEN
    return TWENTY_EIGHT if days <= AHEAD_DAYS else LATER


@dataclass(frozen=True, slots=True)
class _Between:
    """The check between reviews in words: done, due, or not yet."""

    words: str
    status: Status
    detail: str = ""
    on: date | None = None


def _pressing(case: CaseFile, found: Sequence[Midpoint], today: date) -> _Between:
    """Return the current midpoint that asks most; without one nothing is due yet."""
    current = [_between(case, midpoint, today) for midpoint in found if midpoint.current]
    order = (Status.OVERDUE, Status.SOON, Status.DONE, Status.LATER)
    return min(
        current,
        key=lambda one: (order.index(one.status), one.on or date.max),
        default=_Between("Not yet due", Status.LATER),
    )


def _between(case: CaseFile, midpoint: Midpoint, today: date) -> _Between:
    on = midpoint.on
    if midpoint.state == "met":
        done_on = midpoint.checked_on or on
        return _Between(f"Done {near_date(done_on, today)}", Status.DONE, "", done_on)
    if midpoint.late_check_on is not None:
        late_on = midpoint.late_check_on
        detail = f"{near_date(late_on, today)}, after its window"
        return _Between("Done late", Status.DONE, detail, late_on)
    later = put_off(case, due_of_midpoint(midpoint, ""), today)
    if later is not None:
        detail = f"until {near_date(later.until_on, today)}"
        return _Between("Put off", Status.LATER, detail, later.asks_on)
    if midpoint.state == "missed" or on < today:
        late = midpoint.state == "missed"
        until = near_date(midpoint.window_to, today)
        detail = f"too late since {until}" if late else f"counts until {until}"
        return _Between("Not recorded", Status.OVERDUE, detail, on)
    if (on - today).days <= SOON_DAYS:
        return _Between(f"Due {near_date(on, today)}", Status.SOON, "", on)
    return _Between("Not yet due", Status.LATER, f"halfway {near_date(on, today)}", on)


def _counts(case: CaseFile, today: date) -> bool:
    """Return whether a child counts in the caseload of its own IRO.

    As the measure of the caseload counts: looked after but for short breaks, or on a plan of this
    authority, for this authority, and with an IRO who does not merely cover.
    """
    owner = allocation_on(case, today)
    if owner is None or owner.role == "covering" or case.child.responsible_authority.strip():
        return False
    return is_looked_after(case, today) or on_plan(case, today)


def _reply_due_on(challenges: Sequence[Progress]) -> date | None:
    awaited = (at.current.reply_due_on for at in challenges if at.reply_awaited())
    return min((day for day in awaited if day is not None), default=None)


def _is_long_ago(case: CaseFile, contact_on: date | None, today: date) -> bool:
    """Return whether there was no contact for six months in a case that has run so long."""
    since = add_months(today, -CONTACT_MONTHS)
    if contact_on is not None:
        return contact_on < since
    spans = _spans(case, today)
    return any(span.open_on(today) and span.started_on < since for span in spans)
