"""Days, delays and titles as they stand within a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from iro_desktop.domain.measures.outcome import Why
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.words import counted, plain_date

Sayer = Callable[[Why, Practice], str]
"""Says one reason."""


def say_day(day: date | None) -> str:
    """Return a day in words, also where it is missing."""
    return plain_date(day) if day else "a day that is not on file"


def second_date(first: date | None, day: date | None) -> str:
    """Return ``day`` without its year where it is that of the date said before it."""
    said = say_day(day)
    if first is None or day is None or first.year != day.year:
        return said
    return said.rsplit(" ", 1)[0]


def lateness(why: Why, practice: Practice) -> str:
    """Return by how much: in working days where the rule counts those, else in days."""
    if why.due_on is None or why.done_on is None:
        return ""
    rule = RULES.get(why.rule_id)
    if rule is not None and rule.limit is not None and rule.limit.unit == "working days":
        days = practice.calendar.working_days_between(why.due_on, why.done_on)
        if days > 0:
            return counted(days, "working day")
    return counted((why.done_on - why.due_on).days, "day")


def lower(words: str) -> str:
    """Return a title as it stands within a sentence; abbreviations keep their capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words
