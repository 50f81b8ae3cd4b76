"""The checks between reviews as an IRO works through them: late, due, coming up, done.

Most are halfway between two reviews; some are early, because of what the IRO was told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from iro_desktop.domain.calendar import friday_of
from iro_desktop.domain.casefile import Midpoint, PutOff, event_check, key_of, midpoints, put_off
from iro_desktop.domain.casefile.due import SOON_DAYS, due_of_midpoint
from iro_desktop.domain.casefile.told import due_of_event
from iro_desktop.domain.local_words import status_tags, status_words
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    LegalStatus,
    MonitoringCheck,
    Notification,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    Section47,
    Snooze,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import near_date, number_word, say_date, short_date
from iro_desktop.services.child_words import age_text
from iro_desktop.services.midpoint_standing import OPEN, Standing, is_whose, last_check, standings
from iro_desktop.services.midpoint_words import due_words, why, window_words

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Allocation, CarePeriod, Child, LegalStatus, MonitoringCheck, Notification, PermanencePlan,
        Placement, ProtectionPlan, Review, Section47, Snooze, Standards,
    )
)  # fmt: skip
"""The kinds of records that the list depends on."""


@dataclass(frozen=True, slots=True)
class MidpointRow:
    """One midpoint of one child, as the list of checks shows it, or a check that news calls for.

    ``on`` is the day it falls due, ``until_on`` the last on which a check still meets it. ``days``
    are those from today to ``on``, negative once it has passed. ``last_...`` tell of the check that
    settled it, or else of the latest one that was more than a file note. With the part ``event`` it
    is a check because of what the IRO was told, which only ever stands open.
    """

    child_id: str
    reference: str
    initials: str
    age: str
    tags: tuple[str, ...]
    status_words: tuple[str, ...]
    part: Literal["cla", "cp", "event"]
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
    put_off: PutOff | None = None
    due_key: str = ""

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
    """Return what asks for a check, and the midpoints of the last 12 months that did.

    What is still open belongs to the IRO of today, what is settled to the IRO of that day; without
    an ``officer_id`` it is everybody's. Midpoints that fell away are left out.
    """
    found = [
        row
        for case in snapshot.cases.values()
        for row in (
            *_rows(case, practice, officer_id, today),
            *_event_rows(case, practice, officer_id, today),
        )
    ]
    rows = tuple(sorted(found, key=_order))
    return MidpointList(rows, headline(rows, today), _context(rows, today))


def open_midpoints(case: CaseFile, practice: Practice, today: date) -> tuple[MidpointRow, ...]:
    """Return the midpoints of one child that still want a check, by their day."""
    rows = (row for row in _rows(case, practice, "", today) if row.is_open)
    return tuple(sorted(rows, key=_order))


def open_standings(
    snapshot: Snapshot,
    practice: Practice,
    officer_id: str,
    today: date,
    known: Callable[[str], Iterable[Midpoint]],
) -> Counter[Standing]:
    """Return how many of one IRO's checks stand open, by how: what the list would show.

    ``known`` gives the midpoints of a child, where they have been worked out already.
    """
    found: Counter[Standing] = Counter()
    for case in snapshot.cases.values():
        found.update(
            standing
            for _, standing, _ in standings(case, known(case.child.id), officer_id, today)
            if standing in OPEN
        )
        found.update(row.standing for row in _event_rows(case, practice, officer_id, today))
    return found


def _rows(
    case: CaseFile, practice: Practice, officer_id: str, today: date
) -> Iterator[MidpointRow]:
    found = midpoints(case, practice, today)
    for midpoint, standing, check in standings(case, found, officer_id, today):
        yield _row(case, midpoint, standing, check, practice, today)


def _event_rows(
    case: CaseFile, practice: Practice, officer_id: str, today: date
) -> Iterator[MidpointRow]:
    """Yield the check that is wanted because of what the IRO was told, if there is one."""
    check = event_check(case, practice, today)
    if check is None or not is_whose(case, officer_id, today):
        return
    due = due_of_event(check, case, practice, today)
    later = put_off(case, due, today)
    days = (check.due_on - today).days
    standing: Standing = "overdue" if days < 0 else "soon" if days <= SOON_DAYS else "open"
    if later is not None:
        standing = "put_off"
    last, child = last_check(case, today), case.child
    yield MidpointRow(
        child_id=child.id,
        reference=child.reference,
        initials=child.initials,
        age=age_text(child, today),
        tags=status_tags(case, today, practice.on(today)),
        status_words=status_words(case, today, practice.on(today)),
        part="event",
        on=check.due_on,
        from_on=check.told_on,
        until_on=check.due_on,
        standing=standing,
        days=days,
        words=due_words(check.due_on, standing, None, today, later),
        window=f"{check.what[:1].upper()}{check.what[1:]}, told {near_date(check.told_on, today)}",
        why=f"{check.limit.say()} {short_date(check.told_on)}",
        checked_on=None,
        check_id="",
        last_on=last.checked_on if last else None,
        last_outcome=last.outcome if last else "",
        last_analysis=last.analysis if last else "",
        put_off=later,
        due_key=key_of(due),
    )


def _row(
    case: CaseFile,
    midpoint: Midpoint,
    standing: Standing,
    check: MonitoringCheck | None,
    practice: Practice,
    today: date,
) -> MidpointRow:
    child = case.child
    checked_on = check.checked_on if check else None
    last = check or last_check(case, today)
    due = due_of_midpoint(midpoint, "")
    later = put_off(case, due, today) if standing == "put_off" else None
    return MidpointRow(
        child_id=child.id,
        reference=child.reference,
        initials=child.initials,
        age=age_text(child, today),
        tags=status_tags(case, today, practice.on(today)),
        status_words=status_words(case, today, practice.on(today)),
        part=midpoint.part,
        on=midpoint.on,
        from_on=midpoint.window_from,
        until_on=midpoint.window_to,
        standing=standing,
        days=(midpoint.on - today).days,
        words=due_words(midpoint.on, standing, checked_on, today, later),
        window=window_words(midpoint, standing, today),
        why=why(midpoint),
        checked_on=checked_on,
        check_id=check.id if check else "",
        last_on=last.checked_on if last else None,
        last_outcome=last.outcome if last else "",
        last_analysis=last.analysis if last else "",
        put_off=later,
        due_key=key_of(due),
    )


_GROUPS: Final[tuple[Standing, ...]] = ("overdue", "soon", "open", "later", "put_off", "late")


def _order(row: MidpointRow) -> tuple[int, int, str]:
    """Order what is open by its day; then what is settled, the latest first."""
    day = row.on.toordinal()
    if row.is_open:
        return _GROUPS.index(row.standing), day, row.reference
    return len(_GROUPS), -day, row.reference


def headline(rows: Sequence[MidpointRow], today: date) -> str:
    """Return what the list says first: "Two checks are late, one more falls due by Friday"."""
    late = sum(row.standing == "overdue" for row in rows)
    friday = friday_of(today)
    soon = sum(row.is_open and today <= row.on <= friday and not row.put_off for row in rows)
    by = "today" if friday == today else "by Friday"
    fall = "falls" if soon == 1 else "fall"
    if late:
        said = f"{_checks(late)} {'is' if late == 1 else 'are'} late"
        said = f"{said}, {number_word(soon)} more {fall} due {by}" if soon else said
    elif soon:
        said = f"{_checks(soon)} {fall} due {by}"
    else:
        said = f"no check falls due {by}"
    return said[:1].upper() + said[1:]


def _checks(number: int) -> str:
    return f"{number_word(number)} {'check' if number == 1 else 'checks'}"


def _context(rows: Sequence[MidpointRow], today: date) -> str:
    """Return the line under the headline: the day, and the window that closes or opens next."""
    said = [say_date(today)]
    closing = [r for r in rows if r.standing == "overdue" and r.until_on >= today]
    ahead = [r for r in rows if r.is_open and r.on >= today and not r.put_off]
    if closing:
        first = min(closing, key=lambda row: (row.until_on, row.reference))
        until = near_date(first.until_on, today)
        said.append(f"A check of {_name(first)} still counts until {until}")
    elif ahead:
        first = min(ahead, key=lambda row: (row.on, row.reference))
        said.append(f"Next: {_name(first)}, {near_date(first.on, today)}")
    return ". ".join(said)


def _name(row: MidpointRow) -> str:
    return f"{row.reference} {row.initials}".strip()
