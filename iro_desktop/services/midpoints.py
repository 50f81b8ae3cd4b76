"""The midpoints between reviews as an IRO works through them: late, due, coming up, done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from iro_desktop.domain.calendar import friday_of
from iro_desktop.domain.casefile import (
    Midpoint,
    age_on,
    allocation_on,
    is_looked_after,
    midpoints,
    on_plan,
    qualifying_checks,
)
from iro_desktop.domain.casefile.due import SOON_DAYS
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    LegalStatus,
    MonitoringCheck,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    Section47,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, say_date, say_days, short_date

Standing = Literal["overdue", "soon", "open", "later", "late", "done", "missed"]
"""``overdue``: past its day without a check, and the review is still ahead; ``soon``: its day is at
most seven days off; ``open``: its window is; ``later``: not even that; ``done``: checked within the
window; ``late``: after it, before the review; ``missed``: not checked, and the review has been."""

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Allocation, CarePeriod, Child, LegalStatus, MonitoringCheck, PermanencePlan, Placement,
        ProtectionPlan, Review, Section47, Standards,
    )
)  # fmt: skip
"""The kinds of records that the midpoints depend on."""

OPEN: Final[tuple[Standing, ...]] = ("overdue", "soon", "open", "later")
"""The standings of midpoints that still want a check."""

_LOOK_BACK_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class MidpointRow:
    """One midpoint of one child, as the list of checks shows it.

    ``on`` is the day it falls due, ``until_on`` the last on which a check still meets it. ``days``
    are those from today to ``on``, negative once it has passed. ``last_...`` tell of the latest
    check that was more than a file note.
    """

    child_id: str
    reference: str
    initials: str
    age: int | None
    tags: tuple[str, ...]
    part: Literal["cla", "cp"]
    on: date
    from_on: date
    until_on: date
    standing: Standing
    days: int
    words: str
    window: str
    why: str
    checked_on: date | None
    check_id: str
    last_on: date | None
    last_outcome: str
    last_analysis: str

    @property
    def key(self) -> tuple[str, str, date]:
        """What tells this midpoint from all others."""
        return self.child_id, self.part, self.on

    @property
    def is_open(self) -> bool:
        """Whether a check is still wanted."""
        return self.standing in OPEN


@dataclass(frozen=True, slots=True)
class MidpointList:
    """The midpoints of one IRO on one day, the most pressing first, and what they come to."""

    rows: tuple[MidpointRow, ...] = ()
    headline: str = ""
    context: str = ""

    def count(self, *standings: Standing) -> int:
        """Return how many midpoints stand so."""
        return sum(row.standing in standings for row in self.rows)


def midpoint_list(
    snapshot: Snapshot, practice: Practice, officer_id: str, today: date
) -> MidpointList:
    """Return the midpoints that ask for a check, and those of the last 12 months that did.

    What is still open belongs to the IRO of today, what is settled to the IRO of that day; without
    an ``officer_id`` it is everybody's. Midpoints that fell away are left out.
    """
    found = [
        row for case in snapshot.cases.values() for row in _rows(case, practice, officer_id, today)
    ]
    rows = tuple(sorted(found, key=_order))
    return MidpointList(rows, headline(rows, today), _context(rows, today))


def open_midpoints(case: CaseFile, practice: Practice, today: date) -> tuple[MidpointRow, ...]:
    """Return the midpoints of one child that still want a check, by their day."""
    rows = (row for row in _rows(case, practice, "", today) if row.is_open)
    return tuple(sorted(rows, key=_order))


def _rows(
    case: CaseFile, practice: Practice, officer_id: str, today: date
) -> Iterator[MidpointRow]:
    for midpoint in midpoints(case, practice, today):
        if midpoint.state == "removed":
            continue
        standing, checked_on = _standing(case, midpoint, today)
        is_open = standing in OPEN
        if not is_open and midpoint.on < today - timedelta(_LOOK_BACK_DAYS):
            continue
        owner = allocation_on(case, today if is_open else min(midpoint.on, today))
        if not officer_id or (owner is not None and owner.officer_id == officer_id):
            yield _row(case, midpoint, standing, checked_on, today)


def _standing(case: CaseFile, midpoint: Midpoint, today: date) -> tuple[Standing, date | None]:
    """Return how a midpoint stands and when the check was made, late ones included."""
    if midpoint.state == "met":
        return "done", midpoint.checked_on
    if midpoint.state == "missed":
        # An overdue review leaves the interval running: a late check belongs to it all the same.
        until = today if midpoint.current else midpoint.interval_to
        checks = (day for day, _ in qualifying_checks(case, today))
        late = next((day for day in checks if midpoint.window_to < day <= until), None)
        if late is not None:
            return "late", late
        return ("overdue" if midpoint.current else "missed"), None
    if midpoint.on < today:
        return "overdue", None
    if (midpoint.on - today).days <= SOON_DAYS:
        return "soon", None
    return ("open" if midpoint.state == "open" else "later"), None


def _row(
    case: CaseFile, midpoint: Midpoint, standing: Standing, checked_on: date | None, today: date
) -> MidpointRow:
    child = case.child
    last = last_check(case, today)
    return MidpointRow(
        child_id=child.id,
        reference=child.reference,
        initials=child.initials,
        age=age_on(child.born_on, today),
        tags=status_tags(case, today),
        part=midpoint.part,
        on=midpoint.on,
        from_on=midpoint.window_from,
        until_on=midpoint.window_to,
        standing=standing,
        days=(midpoint.on - today).days,
        words=_words(midpoint.on, standing, checked_on, today),
        window=_window(midpoint, standing, today),
        why=why(midpoint),
        checked_on=checked_on,
        check_id=midpoint.check_id,
        last_on=last.checked_on if last else None,
        last_outcome=last.outcome if last else "",
        last_analysis=last.analysis if last else "",
    )


def status_tags(case: CaseFile, day: date) -> tuple[str, ...]:
    """Return CLA, CP, both or neither, as the child stands on that day."""
    cla = is_looked_after(case, day, short_breaks=True)
    return ("CLA",) * cla + ("CP",) * on_plan(case, day, temporary=True)


def last_check(case: CaseFile, today: date) -> MonitoringCheck | None:
    """Return the latest check up to today that is more than a file note, or None."""
    return max(
        (
            check
            for check in case.of(MonitoringCheck)
            if check.analysis.strip() and (check.checked_on or date.max) <= today
        ),
        key=lambda check: (check.checked_on or date.min, check.id),
        default=None,
    )


def why(midpoint: Midpoint) -> str:
    """Return why the midpoint is that day: "halfway between the reviews of 4 Mar and 2 Sep 2026".

    The later of the two is a due date until that review is held.
    """
    what = "conferences" if midpoint.part == "cp" else "reviews"
    between = _two_days(midpoint.interval_from, midpoint.interval_to, " and ")
    return f"halfway between the {what} of {between}"


def _two_days(start: date, end: date, between: str) -> str:
    """Return two days as one phrase; a year that they share is said once."""
    first = short_date(start)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    return f"{first}{between}{short_date(end)}"


def _words(on: date, standing: Standing, checked_on: date | None, today: date) -> str:
    days = (on - today).days
    if standing == "overdue":
        return f"{say_days(-days)} late"
    if standing in OPEN:
        return "today" if days == 0 else f"in {say_days(days)}"
    if checked_on is None:
        return "Not recorded"
    return f"{'Done' if standing == 'done' else 'Late,'} {short_date(checked_on)}"


def _window(midpoint: Midpoint, standing: Standing, today: date) -> str:
    """Return until when a check counts: "counts until 11 Apr 2020", "counts from 2 May 2020"."""
    if standing == "overdue" and midpoint.window_to < today:
        return f"too late to count since {short_date(midpoint.window_to)}"
    if standing in ("overdue", "soon", "open"):
        return f"counts until {short_date(midpoint.window_to)}"
    if standing == "later":
        return f"counts from {short_date(midpoint.window_from)}"
    return f"counted from {_two_days(midpoint.window_from, midpoint.window_to, ' to ')}"


_GROUPS: Final[tuple[Standing, ...]] = ("overdue", "soon", "open", "later", "late")


def _order(row: MidpointRow) -> tuple[int, int, str]:
    """Order what is open by its day; then what is settled, the latest first."""
    day = row.on.toordinal()
    if row.is_open:
        return _GROUPS.index(row.standing), day, row.reference
    return len(_GROUPS), -day, row.reference


def headline(rows: Sequence[MidpointRow], today: date) -> str:
    """Return what the list says first: "2 checks are late, 1 more falls due by Friday"."""
    late = sum(row.standing == "overdue" for row in rows)
    friday = friday_of(today)
    soon = sum(row.is_open and today <= row.on <= friday for row in rows)
    by = "today" if friday == today else "by Friday"
    fall = "falls" if soon == 1 else "fall"
    if late:
        said = f"{counted(late, 'check')} {'is' if late == 1 else 'are'} late"
        return f"{said}, {soon} more {fall} due {by}" if soon else said
    if soon:
        return f"{counted(soon, 'check')} {fall} due {by}"
    return f"No check falls due {by}"


def _context(rows: Sequence[MidpointRow], today: date) -> str:
    """Return the line under the headline: the day, and the window that closes or opens next."""
    said = [say_date(today)]
    closing = [r for r in rows if r.standing == "overdue" and r.until_on >= today]
    ahead = [r for r in rows if r.is_open and r.on >= today]
    if closing:
        first = min(closing, key=lambda row: (row.until_on, row.reference))
        said.append(f"{_name(first)} counts until {say_date(first.until_on)}")
    elif ahead:
        first = min(ahead, key=lambda row: (row.on, row.reference))
        said.append(f"Next: {_name(first)} on {say_date(first.on)}")
    return ". ".join(said)


def _name(row: MidpointRow) -> str:
    return f"{row.reference} {row.initials}".rstrip()
