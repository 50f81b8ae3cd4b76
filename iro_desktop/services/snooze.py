"""Putting off what is due until a day, with a reason, and having it shown again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.casefile import Due, PutOff, dues, key_of, put_off
from iro_desktop.domain.casefile.put_off import MOST_DAYS, is_late_by_law, is_statutory
from iro_desktop.domain.limits import FieldProblem, limit_problems, missing, refuse
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Snooze
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import say_date, say_days, short_date
from iro_desktop.services.caseload_notes import WATCHED
from iro_desktop.services.caseload_row import due_words
from iro_desktop.services.child_records import RecordGoneError
from iro_desktop.services.workspace import Workspace, new_id

_NOT_DUE: Final = "This is no longer due: it was done, or what asked for it has changed."
_LATE_BY_LAW: Final = "The law sets this day and it has passed: it stays overdue until it is done."


@dataclass(frozen=True, slots=True)
class Choice:
    """Something due that can be put off: what it is known by, in words, and as it stands."""

    key: str
    words: str
    title: str
    statutory_on: date | None
    put_off: PutOff | None

    def meaning(self, until_on: date) -> str:
        """Return when it comes back, in one sentence."""
        if self.statutory_on is not None and self.statutory_on < until_on:
            return (
                f"The law sets {say_date(self.statutory_on)}: from the day after, it is back as "
                "overdue."
            )
        return f"It is back on {say_date(until_on)}; until then it does not count as needing you."


@dataclass(frozen=True, slots=True)
class ToPutOff:
    """What is due for a child: what can be put off, and what is overdue by law and cannot."""

    choices: tuple[Choice, ...]
    by_law: tuple[str, ...]

    @property
    def refusal(self) -> str:
        """Why nothing can be put off, or ""."""
        if self.choices:
            return ""
        if self.by_law:
            return "What is due here is overdue by law, and stays so until it is done."
        return "Nothing is due for this child."


def to_put_off(case: CaseFile, practice: Practice, today: date) -> ToPutOff:
    """Return what is due for a child as it can be put off: first what the IRO has to do."""
    found = sorted(dues(case, practice, today), key=lambda one: one.what in WATCHED)
    return ToPutOff(
        tuple(_choice(case, one, today) for one in found if not is_late_by_law(one, today)),
        tuple(one.title for one in found if is_late_by_law(one, today)),
    )


def _choice(case: CaseFile, due: Due, today: date) -> Choice:
    words = due.title
    if due.due_on is not None:
        when = due_words((due.due_on - today).days)
        words = f"{due.title}, {short_date(due.due_on)} ({when})"
    statutory_on = due.due_on if is_statutory(due) else None
    return Choice(key_of(due), words, due.title, statutory_on, put_off(case, due, today))


def first_day(today: date) -> date:
    """Return the day that a form proposes: a week ahead."""
    return today + timedelta(days=7)


def put_off_until(workspace: Workspace, snooze: Snooze, *, today: date) -> str:
    """Put off what ``due_key`` names and return the id of the record. Raises RefusedError.

    What is put off already gets the new day and reason.
    """
    case = workspace.snapshot.cases.get(snooze.child_id)
    if case is None:
        raise RecordGoneError
    found = dues(case, workspace.practice, today)
    due = next((one for one in found if key_of(one) == snooze.due_key), None)
    refuse(_problems(snooze, due, today))
    before = put_off(case, due, today) if due else None
    snooze = replace(
        snooze,
        id=snooze.id or (before.snooze_id if before else new_id()),
        what=due.title if due else snooze.what,
    )
    with workspace.write(f"put off {_lower(snooze.what)} of {case.child.reference}") as write:
        write.put(snooze)
    return snooze.id


def _problems(snooze: Snooze, due: Due | None, today: date) -> list[FieldProblem]:
    found = limit_problems(snooze) + missing(snooze, "until_on", "reason")
    if due is None:
        found.append(FieldProblem("due_key", _NOT_DUE, "Snooze"))
    elif is_late_by_law(due, today):
        found.append(FieldProblem("due_key", _LATE_BY_LAW, "Snooze"))
    if snooze.until_on is not None:
        last = today + timedelta(days=MOST_DAYS)
        if snooze.until_on <= today:
            found.append(FieldProblem("until_on", "Until must be after today.", "Snooze"))
        elif snooze.until_on > last:
            sentence = (
                f"Until must be {short_date(last)} or earlier: nothing is put off for more than "
                f"{say_days(MOST_DAYS)} at a time."
            )
            found.append(FieldProblem("until_on", sentence, "Snooze"))
    return found


def _lower(title: str) -> str:
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def show_again(workspace: Workspace, child_id: str, *, today: date, key: str = "") -> int:
    """Have what was put off ask again now; return how much that was.

    ``key`` names what; where that is not put off, it is everything of the child.
    """
    case = workspace.snapshot.cases.get(child_id)
    if case is None:
        raise RecordGoneError
    found = [one for one in case.of(Snooze) if (one.until_on or today) > today]
    found = [one for one in found if one.due_key == key] or found
    if found:
        what = _lower(found[0].what) if len(found) == 1 else "what was put off"
        with workspace.write(f"show {what} of {case.child.reference} again") as write:
            for one in found:
                write.delete(Snooze.__name__, one.id)
    return len(found)
