"""One thing that is due for a child, how it explains itself, and how late it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from hashlib import sha256
from typing import Final

from iro_desktop.domain.casefile.explained import reason, sentence, short_reason, source_of
from iro_desktop.domain.casefile.midpoints import Midpoint
from iro_desktop.domain.casefile.review_due import ReviewDue
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.rules import RULES, Limit
from iro_desktop.domain.words import say_date, short_date

SOON_DAYS: Final = 7
"""Up to so many days ahead something is due soon."""

LONG_AGO: Final = timedelta(days=365)
"""Of what was due this long ago while nothing of its kind is on file, nobody says that it is late
by so many days: it has not been entered."""


class Status(Enum):
    """How something that is due stands; the value is its word on screen."""

    OVERDUE = "overdue"
    SOON = "due soon"
    LATER = "due later"
    UNDATED = "not on file"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is still to be done for a child.

    ``what`` is a key that stays the same; ``due_on`` is None where the file does not say enough
    for a date, and the title then says what to enter. ``record_id`` is the record it hangs on: a
    review, a period of care, a plan, a challenge. ``middle_of`` is the interval of a midpoint,
    ``until_on`` the last day on which a check still meets it.
    """

    child_id: str
    what: str
    title: str
    due_on: date | None
    rule_id: str
    started_on: date | None = None
    record_id: str = ""
    starts: str = ""
    limit: Limit | None = None
    holidays_unknown: bool = False
    middle_of: tuple[date, date] | None = None
    until_on: date | None = None

    @property
    def reason(self) -> str:
        """Why that day: "6 months after review 2, held on Tue 24 September 2019"."""
        if self.middle_of:
            first, last = self.middle_of
            return f"halfway between {say_date(first)} and {say_date(last)}"
        starts = self.starts or (RULES[self.rule_id].starts if self.started_on else "")
        return reason(self.limit, starts, self.started_on)

    @property
    def short_reason(self) -> str:
        """The reason for a table's cell: "6 months after 24 Sep 2019"; "" where there is none."""
        if self.middle_of:
            first, last = self.middle_of
            return f"halfway between {short_date(first)} and {short_date(last)}"
        return short_reason(self.limit, self.started_on)

    @property
    def source(self) -> str:
        """The regulation, guidance or local standard that sets the limit."""
        return source_of(self.rule_id, self.limit)

    @property
    def why(self) -> str:
        """The whole explanation as one sentence, with its source."""
        return sentence(
            self.title,
            self.due_on,
            self.reason,
            self.rule_id,
            self.limit,
            holidays_unknown=self.holidays_unknown,
        )


def key_of(due: Due) -> str:
    """Return what a due is known by from day to day: the same thing keeps it when its day moves."""
    started = due.started_on.isoformat() if due.started_on else ""
    parts = (due.child_id, due.what, due.record_id, started)
    return sha256("|".join(parts).encode()).hexdigest()[:32]


def status(due: Due | ReviewDue, as_of: date) -> Status:
    """Return how something stands at the start of ``as_of``; what is due that day is due soon."""
    if isinstance(due, ReviewDue) and due.held_on is not None and due.held_on <= as_of:
        return Status.DONE
    days = days_late(due, as_of)
    if days is None:
        return Status.UNDATED
    if days > 0:
        return Status.OVERDUE
    return Status.SOON if days >= -SOON_DAYS else Status.LATER


def days_late(due: Due | ReviewDue, as_of: date) -> int | None:
    """Return how many days late something is on ``as_of``: negative ahead, None without a date.

    A review that has been held is as late as it was on the day.
    """
    if due.due_on is None:
        return None
    if isinstance(due, ReviewDue) and due.held_on is not None and due.held_on <= as_of:
        return (due.held_on - due.due_on).days
    return (as_of - due.due_on).days


def due_after(  # noqa: PLR0913 - what a due is made of
    child_id: str,
    what: str,
    rule_id: str,
    started_on: date,
    practice: Practice,
    *,
    limit: Limit | None = None,
    title: str = "",
    starts: str = "",
    record_id: str = "",
) -> Due:
    """Return what is due by a rule's limit, or another one, after the day that starts its clock.

    Months are calendar months: 91 and 183 days are a way of counting to reviews alone.
    """
    rule = RULES[rule_id]
    limit = limit or rule.limit
    assert limit is not None  # noqa: S101 - callers name rules that have one, or give it
    if limit.unit != "months":
        limit = practice.counted(started_on, limit)
    due_on = practice.after(started_on, limit)
    return Due(
        child_id,
        what,
        title or rule.title,
        due_on,
        rule_id,
        started_on,
        record_id,
        starts,
        limit,
        holidays_unknown=limit.unit == "working days" and practice.calendar.beyond(due_on),
    )


def due_of_review(due: ReviewDue) -> Due:
    """Return a review or conference that is still to be held as something due."""
    return Due(
        due.child_id,
        "conference" if due.kind == "cp" else "review",
        due.title,
        due.due_on,
        due.rule_id,
        due.started_on,
        due.span_id,
        due.starts,
        due.limit,
        due.holidays_unknown,
    )


def due_of_midpoint(midpoint: Midpoint, label: str) -> Due:
    """Return a midpoint that is still to be met as something due on the day itself."""
    return Due(
        midpoint.child_id,
        "midpoint",
        label or RULES["monitoring_midpoint"].title,
        midpoint.on,
        "monitoring_midpoint",
        midpoint.interval_from,
        middle_of=(midpoint.interval_from, midpoint.interval_to),
        until_on=midpoint.window_to,
    )


def or_not_on_file(due: Due, as_of: date, missing: str) -> Due:
    """Return the due, or where it is long past the request to enter what is missing."""
    if due.due_on is None or as_of - due.due_on <= LONG_AGO:
        return due
    return not_on_file(due.child_id, due.what, due.rule_id, missing, due.record_id)


def not_on_file(child_id: str, what: str, rule_id: str, missing: str, record_id: str = "") -> Due:
    """Return the request to enter what is missing, which has no date."""
    return Due(child_id, what, missing, None, rule_id, record_id=record_id)
