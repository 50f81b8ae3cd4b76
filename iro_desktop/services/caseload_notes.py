"""What stands beside a child's next due in the caseload: the plan, and what else to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import Due, PutOff, allocation_on, care_spans, days_late, key_of
from iro_desktop.domain.codes import say
from iro_desktop.domain.escalation import Progress
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import near_date
from iro_desktop.services.child_words import (
    category_of,
    current_permanence_plan,
    current_protection_plan,
)

AHEAD_DAYS: Final = 28

WATCHED: Final = frozenset(
    {
        "health", "pep", "pep_started", "pep_written_up", "permanence", "short_break_limit",
        "last_review",
    }
)  # fmt: skip
"""What others have to do and the IRO watches: it stands beside the plan, never as next due."""

_SHORT_TITLES: Final = {
    "pep": "PEP",
    "pep_started": "PEP to be started",
    "pep_written_up": "PEP to be written up",
    "permanence": "permanence plan",
    "last_review": "last review before 18",
}

_SHORT_PLANS: Final = {
    "return_1_month": "Home in 1 month",
    "return_6_months": "Home in 6 months",
    "return_eventual": "Home eventually",
    "relatives": "With relatives",
    "long_term_foster": "Fostering",
    "residential": "Residential",
    "other": "Other plan",
}
"""Permanence plans in a cell, where the words of the return would fill four lines."""

_SHORT_NOTES: Final = {
    "health": "health",
    "pep": "PEP",
    "pep_started": "PEP start",
    "pep_written_up": "PEP write-up",
    "permanence": "permanence",
    "last_review": "last review",
    "short_break_limit": "short breaks",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The same in full and in a cell's few words; "" where it is not said there."""

    full: str
    short: str

    @classmethod
    def same(cls, words: str) -> Words:
        """Return words that are short enough for a cell."""
        return cls(words, words)


def plan_words(case: CaseFile, due: Sequence[Due], today: date) -> Words:
    """Return the plan in a few words: permanence, and the category of a protection plan."""
    said = []
    permanence = current_permanence_plan(case, today)
    if permanence is not None:
        full = say("permanence", permanence.plan)
        said.append(Words(full, _SHORT_PLANS.get(permanence.plan, full)))
    elif any(one.what == "permanence" for one in due):
        said.append(Words("No permanence plan yet", "No permanence plan"))
    protection = current_protection_plan(case, today)
    if protection is not None:
        number = (protection.previous_plans or 0) + 1
        words = category_of(protection) or "Child protection plan"
        said.append(Words.same(f"{words}, plan {number}"))
    elif any(one.rule_id == "icpc" for one in due):
        said.append(Words.same("Enquiry, no plan yet"))
    if any(span.short_breaks and span.open_on(today) for span in care_spans(case, today)):
        said.append(Words.same("Short breaks"))
    return Words("; ".join(one.full for one in said), "; ".join(one.short for one in said))


def apart_notes(case: CaseFile, today: date, *, apart: bool) -> Iterator[Words]:
    """Yield that a child is shown but not counted, and why where the row does not say it."""
    if not apart:
        return
    owner = allocation_on(case, today)
    if owner is None:
        yield Words.same("no IRO yet")
    elif owner.role == "covering":
        yield Words.same("covered for another IRO")
    elif case.child.responsible_authority.strip():
        yield Words.same("another authority’s child")
    else:
        yield Words.same("not counted")


def other_notes(
    due: Sequence[Due],
    challenges: Sequence[Progress],
    first: Due | None,
    later: Mapping[str, PutOff],
    today: date,
) -> Iterator[Words]:
    """Yield what else to look at: replies that are awaited, and what others owe soon.

    And what was put off, unless it is what is next.
    """
    for at in challenges:
        yield _challenge_note(at, first, today)
    for one in due:
        days = days_until(one, today)
        until = later.get(key_of(one)) if later else None
        if until is not None:
            if one is not first:
                title = _SHORT_TITLES.get(one.what) or _lower(one.title)
                words = until.words(today)
                yield Words(f"{title} {words}: {until.reason}", f"{title} {words}")
        elif one.what in WATCHED and days is not None and days <= AHEAD_DAYS:
            word, day = "late since" if days < 0 else "due", near_date(one.due_on or today, today)
            title = _SHORT_TITLES.get(one.what) or _lower(one.title)
            brief = "late" if days < 0 else f"due {day}"
            yield Words(f"{title} {word} {day}", f"{_SHORT_NOTES.get(one.what, title)} {brief}")


def _challenge_note(at: Progress, first: Due | None, today: date) -> Words:
    word = "resolution" if at.is_formal else "challenge"
    reply = at.current.reply_due_on
    if not at.reply_awaited() or reply is None:
        return Words(f"{word}: outcome awaited", f"{word} answered")
    late, day = "reply late since" if reply < today else "reply due", near_date(reply, today)
    is_next = first is not None and first.record_id == at.escalation.id
    short = "" if is_next else f"{word}: reply {'late' if reply < today else day}"
    return Words(f"{word}: {late} {day}", short)


def days_until(due: Due | None, today: date) -> int | None:
    """Return the days until something is due, negative once it is late; None without a day."""
    late = days_late(due, today) if due else None
    return None if late is None else -late


def _lower(title: str) -> str:
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
