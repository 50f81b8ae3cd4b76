"""The service itself: IROs, their working time and leave, the standards in force, feedback."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import WorkingCalendar, add_months, financial_year_start
from iro_desktop.domain.records import Absence, Feedback, Officer, Record, Standards, WorkingTime
from iro_desktop.domain.standards import complete
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.sample.chance import Chance
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.kids import DISTRICTS, TEAMS
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.review_texts import FEEDBACK
from iro_desktop.importers.sample.story import Chair

_FIRST_DAY: Final = date(2000, 1, 1)
_WIDER_BY: Final = 5
_LEAVE: Final = ((2, 10, 17, 5), (4, 3, 16, 5), (5, 24, 30, 3), (8, 1, 18, 12), (10, 22, 28, 5))
"""Annual leave: month, earliest and latest day on which it begins, and how many days it lasts."""
_FEEDBACK_FROM: Final = (
    "child",
    "parent",
    "social_worker",
    "team",
    "carer",
    "child",
    "parent",
    "social_worker",
    "team",
    "partner",
)
_FEEDBACK_A_YEAR: Final = 9
_TEAM_NAMES: Final = ("Reviewing team A", "Reviewing team B", "Reviewing team C")


def officer_id(name: str) -> str:
    """Return the id of the sample's IRO of this name."""
    return record_id("Officer", "", name)


def officer_names(first: str, number: int) -> list[str]:
    """Return the names of so many IROs: the given one, then names that are plainly invented."""
    others = (f"Sample IRO {n}" for n in range(1 if first != "Sample IRO" else 2, number + 2))
    return [first, *(name for name in others if name != first)][:number]


def leave_of(
    chance: Chance, calendar: WorkingCalendar, start_on: date, as_of: date
) -> list[tuple[date, date]]:
    """Return the annual leave of one IRO up to ``as_of``: about five weeks a year."""
    found = []
    for year in range(start_on.year, as_of.year + 1):
        for month, earliest, latest, length in _LEAVE:
            first = date(year, month, chance.between(earliest, latest))
            first = calendar.add_working_days(first - DAY, 1)
            last = first + timedelta(days=length - 1)
            if start_on <= first and last < as_of - timedelta(days=2):
                found.append((first, last))
    return found


def standards_in_force(standards: Standards, as_of: date) -> tuple[Standards, ...]:
    """Return the local standards: a wider range of caseload until a year or two ago, then these.

    Where they hold no school terms, the terms of the years around are filled in.
    """
    today = complete(standards)
    if not today.terms:
        today = dataclasses.replace(today, terms=tuple(_terms(as_of)))
    since = financial_year_start(add_months(as_of, -18))
    return (
        _from(today, _FIRST_DAY, (today.caseload_high or 0) + _WIDER_BY),
        _from(today, since, today.caseload_high),
    )


def _from(standards: Standards, first: date, high: int | None) -> Standards:
    found = record_id("Standards", "", first.isoformat())
    return dataclasses.replace(standards, id=found, from_on=first, caseload_high=high)


def _terms(as_of: date) -> Iterator[tuple[str, str, str]]:
    for year in range(as_of.year - 5, as_of.year + 2):
        for name, first, last in (
            ("Spring term", _on_or_after(date(year, 1, 3), 0), _on_or_before(date(year, 3, 31), 4)),
            (
                "Summer term",
                _on_or_after(date(year, 4, 14), 0),
                _on_or_before(date(year, 7, 22), 4),
            ),
            (
                "Autumn term",
                _on_or_after(date(year, 9, 2), 0),
                _on_or_before(date(year, 12, 20), 4),
            ),
        ):
            yield f"{name} {year}", first.isoformat(), last.isoformat()


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _on_or_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def write_service(pen: Pen, chairs: Sequence[Chair], standards: Sequence[Standards]) -> None:
    """Write the standards, and each IRO with working time, leave and feedback."""
    pen.write_all(standards)
    for chair in chairs:
        pen.write_all(_of_chair(pen, chair))
        pen.write_all(_feedback(pen, chair))


def _of_chair(pen: Pen, chair: Chair) -> Iterator[Record]:
    team = _TEAM_NAMES[(chair.number - 1) // 8 % len(_TEAM_NAMES)]
    yield Officer(id=chair.id, name=chair.name, team=team, role="iro")
    yield WorkingTime(
        id=record_id("WorkingTime", "", chair.name, "1"),
        officer_id=chair.id,
        fte=chair.fte,
        from_on=pen.scene.start_on,
    )
    for first, last in chair.leave:
        yield Absence(
            id=record_id("Absence", "", chair.name, first.isoformat()),
            officer_id=chair.id,
            reason="annual_leave",
            from_on=first,
            to_on=last,
        )


def _feedback(pen: Pen, chair: Chair) -> Iterator[Record]:
    chance = pen.chance
    for year in range(3):
        for number in range(_FEEDBACK_A_YEAR):
            days = 365 * year + 3 + chance.between(0, 39) + number * 39
            given_on = chair.diary.at_work(pen.as_of - timedelta(days=days))
            given_by = chance.deal(_FEEDBACK_FROM) or _FEEDBACK_FROM[0]
            score, words = chance.deal(FEEDBACK[given_by]) or (4, "")
            yield Feedback(
                id=record_id("Feedback", "", chair.name, str(year), str(number)),
                given_on=given_on,
                given_by=given_by,
                score=score,
                team=f"{chance.one_of(DISTRICTS)} {chance.between(1, TEAMS)}",
                officer_id=chair.id,
                words=words,
            )
