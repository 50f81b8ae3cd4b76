"""What a measure lists, once for a caseload: cases of one day, and stretches of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

UNALLOCATED: Final = ""
"""The officer of a case that nobody was allocated to on its day."""


@dataclass(frozen=True, slots=True)
class Why:
    """The rule and the dates behind a case; ``reasons.say`` puts them into words when shown.

    ``key`` says which sentence fits, ``about`` names the thing ("first review"), ``note`` is a
    code or a few words of the record. The three dates are what the clock started from, what was
    due, and what was done; each may be missing.
    """

    key: str
    about: str = ""
    rule_id: str = ""
    started_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case of a measure of events, filed on one day under one officer.

    ``met`` is None for a case that was looked at and left out: it counts on neither side and is
    listed with its reason. ``group`` holds together the cases of one family conference. ``amount``
    is what a mean or a median is made of, days or contacts or points, and ``weight`` what a mean
    divides it by.
    """

    on: date
    child_id: str
    officer_id: str
    met: bool | None
    why: Why
    part: str = ""
    group: str = ""
    amount: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """One child in a measure of stock, from ``from_on`` up to but not including ``until_on``.

    A child counts at the end of each of these days; the stretches of one child and part never
    overlap. ``until_on`` is None while it goes on.
    """

    from_on: date
    until_on: date | None
    child_id: str
    officer_id: str
    met: bool
    why: Why
    part: str = ""

    def holds(self, day: date) -> bool:
        """Whether the child counts at the end of ``day``."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)
