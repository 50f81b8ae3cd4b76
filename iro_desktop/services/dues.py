"""What is due for the children of a store, as the command line lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.casefile.due import Due, Status, days_late, status
from iro_desktop.domain.casefile.dues import dues
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.words import say_days, short_date

_MARKS: Final = {
    Status.OVERDUE: "▲",
    Status.SOON: "◆",
    Status.LATER: "●",
    Status.UNDATED: "○",
    Status.DONE: "●",
}


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due: the child's reference, what, by when, how it stands and why.

    ``days`` counts the days until it is due, negative once it is late; None without a date.
    """

    child: str
    due: Due
    status: Status
    days: int | None

    def as_json(self) -> dict[str, object]:
        """The line as ``due --json`` prints it; ``status`` is a word."""
        due_on = self.due.due_on
        return {
            "child": self.child,
            "what": self.due.title,
            "due_on": due_on.isoformat() if due_on else None,
            "status": self.status.value,
            "days": self.days,
            "why": self.due.why,
            "rule": self.due.rule_id,
        }

    def words(self) -> str:
        """The line for a person: shape and word, date, child, what and why."""
        when = short_date(self.due.due_on) if self.due.due_on else ""
        said = f"{_MARKS[self.status]} {self._standing():<16} {when:<12} {self.child:<12}"
        reason = self.due.reason if self.due.due_on else ""
        if self.status is Status.OVERDUE and self.due.until_on:
            reason += f"; a check still counts until {short_date(self.due.until_on)}"
        return f"{said} {self.due.title}" + (f": {reason} ({self.due.source})" if reason else "")

    def _standing(self) -> str:
        if self.days is None:
            return self.status.value
        if self.days < 0:
            return f"{say_days(-self.days)} late"
        return "today" if self.days == 0 else f"in {say_days(self.days)}"


def due_lines(
    snapshot: Snapshot, practice: Practice, *, as_of: date, days: int | None = None
) -> list[DueLine]:
    """Return everything due for every child, by date, what has no date last.

    With ``days`` only what is overdue or due within so many days of ``as_of``.
    """
    found = []
    for case in snapshot.cases.values():
        for due in dues(case, practice, as_of):
            late = days_late(due, as_of)
            if days is not None and (late is None or -late > days):
                continue
            ahead = None if late is None else -late
            found.append(DueLine(case.child.reference, due, status(due, as_of), ahead))
    found.sort(key=lambda line: (line.due.due_on or date.max, line.child, line.due.what))
    return found
