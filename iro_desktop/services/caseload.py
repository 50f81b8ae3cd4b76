"""The caseload of an IRO on one day: one row a child, what it comes to, and its filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from iro_desktop.domain.local_words import local_words
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    Contact,
    DischargePlan,
    EducationPlan,
    Escalation,
    EscalationStep,
    HealthAssessment,
    LegalStatus,
    MonitoringCheck,
    Notification,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    ReviewPart,
    Section47,
    SiblingGroup,
    Snooze,
    Standards,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import folded, number_word, plain_date, say_list
from iro_desktop.services.caseload_row import (
    GROUPS,
    OVERDUE,
    SEVEN,
    TWENTY_EIGHT,
    CaseRow,
    case_row,
    owner_of,
)
from iro_desktop.services.child_words import groups_of_siblings

KINDS: Final = frozenset(
    kind.__name__
    for kind in (
        Allocation, CarePeriod, Child, Contact, DischargePlan, EducationPlan, Escalation,
        EscalationStep, HealthAssessment, LegalStatus, MonitoringCheck, Notification,
        Participation, PermanencePlan, Placement, ProtectionPlan, Review, ReviewPart, Section47,
        SiblingGroup, Snooze, Standards,
    )
)  # fmt: skip
"""The kinds of records that the caseload depends on."""

_WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_WEEK: Final = 7
_NEAR: Final = frozenset({OVERDUE, SEVEN, TWENTY_EIGHT})


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the caseload: its key, its words, and which rows it lets through.

    ``full`` says more than there is room for: "No contact in 6 months".
    """

    key: str
    text: str
    wanted: Callable[[CaseRow], bool]
    full: str = ""

    @property
    def words(self) -> str:
        """What it lets through, in full."""
        return self.full or self.text


FILTERS: Final = (
    Filter("all", "All", lambda row: not row.is_closed, "All open cases"),
    Filter("due", "Due in 28 days", lambda row: row.group in _NEAR),
    Filter("cla", "CLA", lambda row: row.is_looked_after, "Looked after"),
    Filter("cp", "CP", lambda row: row.is_on_plan, "Child protection"),
    Filter("no_contact", "No contact", lambda row: row.no_contact, "No contact in 6 months"),
    Filter("challenge", "Challenge", lambda row: row.challenges > 0, "Open challenge"),
    Filter("apart", "Not counted", lambda row: row.is_apart, "Open, but not counted"),
    Filter("closed", "Closed", lambda row: row.is_closed, "Closed cases"),
)
"""The filters of the caseload, in the order in which they are shown."""

BY_KEY: Final = {one.key: one for one in FILTERS}


def worded(one: Filter, standards: Standards) -> Filter:
    """Return a filter in the local words."""
    short = standards.looked_after_short if one.key == "cla" else one.text
    return replace(one, text=short, full=local_words(one.full, standards))


def caseload(
    snapshot: Snapshot,
    practice: Practice,
    officer_id: str,
    today: date,
    *,
    everybody: bool = False,
) -> tuple[CaseRow, ...]:
    """Return a row for each child of this IRO, the most pressing first.

    Children with no IRO at all are shown too, so that nobody is overlooked; with ``everybody``
    those of all IROs. Closed cases come last, under the IRO who had them.
    """
    groups = groups_of_siblings(snapshot)
    rows = (
        case_row(case, groups.get(case.child.sibling_group_id, ()), practice, today)
        for case in snapshot.cases.values()
        if everybody or _is_ours(case, officer_id, today)
    )
    return tuple(sorted(rows, key=_order))


def _is_ours(case: CaseFile, officer_id: str, today: date) -> bool:
    owner = owner_of(case, today)
    return owner is None or not officer_id or owner.officer_id == officer_id


def _order(row: CaseRow) -> tuple[int, date, str]:
    return GROUPS.index(row.group), row.asks_on or date.max, row.reference


def counts(rows: Sequence[CaseRow], filters: Sequence[Filter] = FILTERS) -> dict[str, int]:
    """Return how many rows each filter lets through, by its key."""
    return {one.key: sum(map(one.wanted, rows)) for one in filters}


def headline(rows: Sequence[CaseRow], today: date) -> str:
    """Return what the caseload says first.

    "Four things need you today", or "Nothing is overdue. Next: SA-10234 on Thursday".
    """
    needs = sum(row.needs for row in rows)
    if needs:
        number = number_word(needs)
        verb = "thing needs" if needs == 1 else "things need"
        return f"{number[:1].upper()}{number[1:]} {verb} you today"
    ahead = [row for row in rows if row.asks_on is not None and row.asks_on > today]
    if not ahead:
        return "Nothing is due" if rows else "No children yet"
    first = min(ahead, key=lambda row: (row.asks_on or date.max, row.reference))
    return f"Nothing is overdue. Next: {first.reference} {_when(first.asks_on or today, today)}"


def _when(day: date, today: date) -> str:
    """Return a day ahead as people say it: "tomorrow", "on Thursday", "on 12 May 2020"."""
    days = (day - today).days
    if days == 1:
        return "tomorrow"
    return f"on {_WEEKDAYS[day.weekday()]}" if days < _WEEK else f"on {plain_date(day)}"


def date_line(today: date, news: str = "") -> str:
    """Return the line under the headline: the day, and what came in since the last time.

    "Tuesday 31 March 2020. Since Friday: 1 new allocation".
    """
    day = f"{_WEEKDAYS[today.weekday()]} {plain_date(today)}"
    return f"{day}. {news}" if news else day


def siblings_words(row: CaseRow, *, every: bool = False) -> str:
    """Return a child's siblings in a few words: "with sibling LC-1", "with 2 siblings".

    With ``every`` each of them is named: "with siblings LC-1 and LC-2".
    """
    if not row.siblings:
        return ""
    if len(row.siblings) == 1:
        return f"with sibling {row.siblings[0]}"
    if every:
        return f"with siblings {say_list(row.siblings)}"
    return f"with {len(row.siblings)} siblings"


def haystack(row: CaseRow) -> str:
    """Return what a filter looks through, in small letters."""
    parts = (
        row.reference,
        row.initials,
        row.name,
        row.age,
        *row.tags,
        row.legal_status,
        row.legal_status_words,
        row.home,
        row.due_title,
        row.due_words,
        row.put_off,
        row.put_off_why,
        row.between,
        row.plan,
        *row.notes,
        *row.siblings,
    )
    return folded("\n".join(parts))
