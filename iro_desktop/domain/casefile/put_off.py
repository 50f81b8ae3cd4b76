"""What an IRO has put off until a day, with a reason: it stays due, and asks again later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.due import Due, key_of
from iro_desktop.domain.records import Snooze
from iro_desktop.domain.rules import RULES
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import near_date

MOST_DAYS: Final = 28
"""Nothing is put off for longer at a time."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """Until when something due was put off, and why.

    ``asks_on`` is the day on which it asks for the IRO again, or by which it is due if that is
    later.
    """

    snooze_id: str
    until_on: date
    reason: str
    asks_on: date

    def words(self, today: date) -> str:
        """Return it in a few words: "put off until 3 Apr"."""
        return f"put off until {near_date(self.until_on, today)}"


def is_statutory(due: Due) -> bool:
    """Return whether an Act or regulations set the day."""
    return due.due_on is not None and RULES[due.rule_id].standing == "statute"


def is_late_by_law(due: Due, as_of: date) -> bool:
    """Return whether a day that the law sets has passed: nobody can put that off."""
    return is_statutory(due) and due.due_on is not None and due.due_on < as_of


def put_off(case: CaseFile, due: Due, as_of: date) -> PutOff | None:
    """Return that something due is put off on ``as_of``, or None.

    It comes back on the day until which it was put off, and as overdue as soon as a day that the
    law sets has passed. Of several the one that lasts longest holds.
    """
    if not case.of(Snooze) or is_late_by_law(due, as_of):
        return None
    key = key_of(due)
    found = [
        (one.until_on, one.id, one.reason)
        for one in case.of(Snooze)
        if one.due_key == key and one.until_on is not None and one.until_on > as_of
    ]
    if not found:
        return None
    until_on, snooze_id, reason = max(found)
    due_on = due.due_on or until_on
    return PutOff(
        snooze_id, until_on, reason, due_on if is_statutory(due) else max(due_on, until_on)
    )


def put_off_all(case: CaseFile, dues: Iterable[Due], as_of: date) -> Mapping[str, PutOff]:
    """Return what of ``dues`` is put off on ``as_of``, by the key of the due."""
    if not case.of(Snooze):
        return {}
    found = ((key_of(due), put_off(case, due, as_of)) for due in dues)
    return {key: one for key, one in found if one is not None}
