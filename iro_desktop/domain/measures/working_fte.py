"""The full-time equivalent that an IRO was in post and working with on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Protocol, TypeVar

from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Absence, Officer, OtherDuty, WorkingTime

_FROM_DAY_ONE: Final = frozenset({"maternity", "suspension", "vacancy"})
_NEVER: Final = frozenset({"annual_leave"})


class _Dated(Protocol):
    @property
    def from_on(self) -> date | None: ...
    @property
    def to_on(self) -> date | None: ...


AnyRow = TypeVar("AnyRow", WorkingTime, OtherDuty)
_Days = tuple[date, date | None]
_DAY: Final = timedelta(days=1)


class WorkingFte:
    """Who worked how much, on any day.

    Contract less other duties of the service. Annual leave changes nothing; maternity, suspension
    and vacancy count 0 from their first day; sickness, and an absence whose reason is not known,
    from the working day after those that the standards of its first day allow (20). Sick notes
    that follow one another without a working day between them are one sickness.
    """

    def __init__(
        self,
        officers: Iterable[Officer],
        working_times: Iterable[WorkingTime],
        absences: Iterable[Absence],
        other_duties: Iterable[OtherDuty],
        practice: Practice,
    ) -> None:
        self._officers = {officer.id: officer for officer in officers}
        self._times = _by_officer(working_times)
        self._duties = _by_officer(other_duties)
        self._away = _away(absences, practice)
        self._known: dict[tuple[str, date], float | None] = {}

    def on(self, officer_id: str, day: date) -> float | None:
        """The working FTE of one IRO on ``day``; None where no working time was entered for it."""
        key = officer_id, day
        if key not in self._known:
            self._known[key] = self._on(officer_id, day)
        return self._known[key]

    def _on(self, officer_id: str, day: date) -> float | None:
        times = [t.fte for t in self._times.get(officer_id, ()) if _holds(t, day)]
        entered = [fte for fte in times if fte is not None]
        if not entered:
            return 0.0 if self._has_left(officer_id, day) else None
        if self._has_left(officer_id, day) or self._is_away(officer_id, day):
            return 0.0
        duties = sum(d.fte or 0.0 for d in self._duties.get(officer_id, ()) if _holds(d, day))
        # Sums of tenths: 0.8 - 0.3 is to be 0.5 and not a little less.
        return round(max(0.0, sum(entered) - duties), 9)

    def of_team(self, day: date, with_children: Iterable[str]) -> float | None:
        """The working FTE of all IROs on ``day``.

        ``with_children`` are those who hold children then: None is returned where one of them has
        no working time entered, and where nobody has any. Team leads count only if they hold
        children.
        """
        holding = {officer_id for officer_id in with_children if officer_id}
        counted = holding | {o.id for o in self._officers.values() if o.role in ("", "iro")}
        found = {officer_id: self.on(officer_id, day) for officer_id in counted}
        if any(found[officer_id] is None for officer_id in holding):
            return None
        entered = [fte for fte in found.values() if fte is not None]
        return round(sum(entered), 9) if entered else None

    def missing(self, day: date, with_children: Iterable[str]) -> tuple[str, ...]:
        """Those of ``with_children`` without any working time on ``day``, in order."""
        return tuple(sorted(one for one in with_children if one and self.on(one, day) is None))

    def _has_left(self, officer_id: str, day: date) -> bool:
        officer = self._officers.get(officer_id)
        return officer is not None and officer.left_on is not None and officer.left_on < day

    def _is_away(self, officer_id: str, day: date) -> bool:
        return any(
            start <= day and (last is None or day <= last)
            for start, last in self._away.get(officer_id, ())
        )


def _by_officer(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    found: dict[str, list[AnyRow]] = {}
    for row in rows:
        found.setdefault(row.officer_id, []).append(row)
    return found


def _holds(row: _Dated, day: date) -> bool:
    return (row.from_on is None or row.from_on <= day) and (row.to_on is None or day <= row.to_on)


def _away(absences: Iterable[Absence], practice: Practice) -> dict[str, list[_Days]]:
    """Return, per IRO, the days on which an absence makes the FTE 0."""
    found: dict[str, list[_Days]] = {}
    sick: dict[str, list[_Days]] = {}
    for absence in absences:
        if absence.from_on is None or absence.reason in _NEVER:
            continue
        kind = found if absence.reason in _FROM_DAY_ONE else sick
        kind.setdefault(absence.officer_id, []).append((absence.from_on, absence.to_on))
    for officer_id, notes in sick.items():
        for start, last in _spells(notes, practice):
            counts_from = _counts_from(start, practice)
            if last is None or counts_from <= last:
                found.setdefault(officer_id, []).append((counts_from, last))
    return found


def _counts_from(start: date, practice: Practice) -> date:
    """Return the first day of a sickness that counts 0: its working day 21 by default."""
    allowed = practice.on(start).sickness_days or 0
    return practice.calendar.add_working_days(_day_before(start), allowed + 1)


def _spells(notes: list[_Days], practice: Practice) -> list[_Days]:
    spells: list[_Days] = []
    for start, last in sorted(notes, key=lambda days: days[0]):
        previous = spells[-1] if spells else None
        if previous is not None and _goes_on(previous[1], start, practice):
            both = None if previous[1] is None or last is None else max(previous[1], last)
            spells[-1] = (previous[0], both)
        else:
            spells.append((start, last))
    return spells


def _goes_on(last: date | None, start: date, practice: Practice) -> bool:
    """Return whether no working day lies between the end of one note and the next."""
    return last is None or practice.calendar.working_days_between(last, _day_before(start)) <= 0


def _day_before(day: date) -> date:
    return day - _DAY if day > date.min else day
