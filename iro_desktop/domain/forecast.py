"""What lies ahead of an IRO: reviews and checks week by week, and the caseload as a range.

A projection, not a promise: it takes every review to be held on the day it is due, and every child
to stay until 18. What starts or ends in between is told as a range, from the year before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import mean
from typing import Final, Literal

from iro_desktop.domain.casefile import ReviewDue, event_check, midpoints, review_dues
from iro_desktop.domain.casefile.dues import is_awaited
from iro_desktop.domain.casefile.spans import adult_on, care_spans, plan_spans
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Absence
from iro_desktop.domain.snapshot import CaseFile

Work = Literal["review", "conference", "check"]

WEEKS: Final = 26
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)
_FIVE: Final = 5
_PEAK: Final = 1.5
_SECOND_MONTHS, _LATER_MONTHS = 3, 6


@dataclass(frozen=True, slots=True)
class Ahead:
    """One piece of work that lies ahead for a child, on the day it falls due."""

    on: date
    work: Work
    child_id: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week: what falls due in it, and the days there are for it.

    ``days`` are the working days of the week, less leave and other absences, times the FTE; None
    where no FTE is entered. ``is_peak``: each day carries half as much again as in the mean week.
    ``away_days`` are the working days lost to leave and other absences, whatever the FTE.
    """

    starts_on: date
    reviews: int
    conferences: int
    checks: int
    days: float | None
    is_peak: bool = False
    away_days: int = 0

    @property
    def meetings(self) -> int:
        """Reviews and conferences together."""
        return self.reviews + self.conferences

    @property
    def per_day(self) -> float | None:
        """Pieces of work for each day there is; None without days."""
        return (self.meetings + self.checks) / self.days if self.days else None


@dataclass(frozen=True, slots=True)
class CaseloadAhead:
    """How many children there may be on a day.

    ``without`` those who will have turned 18 is ``certain``; ``low`` is that if as many leave as in
    the last year and nobody joins, ``high`` if as many join and nobody else leaves.
    """

    on: date
    certain: int
    low: int
    high: int


def work_ahead(case: CaseFile, practice: Practice, today: date, until: date) -> Iterator[Ahead]:
    """The reviews, conferences and checks of a child up to ``until``; what is overdue is today's.

    After the review that is next, one every 6 months (3 after the first), each on its last day,
    with a check half way; none on or after the 18th birthday.
    """
    reviews = review_dues(case, practice, today)
    last = min(until, (adult_on(case.child) or date.max) - _DAY)
    ongoing = {span.period.id for span in care_spans(case, today) if span.open_on(today)}
    ongoing |= {span.plan.id for span in plan_spans(case, today) if span.open_on(today)}
    found: list[Ahead] = [
        Ahead(max(midpoint.on, today), "check", case.child.id)
        for midpoint in midpoints(case, practice, today)
        if is_awaited(midpoint, today)
    ]
    check = event_check(case, practice, today)
    if check is not None:
        found.append(Ahead(max(check.due_on, today), "check", case.child.id))
    for due in reviews:
        if due.open and due.due_on is not None and due.span_id in ongoing:
            found += _series(due, max(due.due_on, today), practice, last)
    yield from (one for one in found if one.on <= last)


def _series(due: ReviewDue, first: date, practice: Practice, last: date) -> Iterator[Ahead]:
    work: Work = "conference" if due.kind == "cp" else "review"
    months = _SECOND_MONTHS if due.kind == "cla" and due.order == 1 else _LATER_MONTHS
    on = first
    while on <= last:
        yield Ahead(on, work, due.child_id)
        following = practice.months(on, months)
        if due.kind != "short_break":
            yield Ahead(on + (following - on) // 2, "check", due.child_id)
        on, months = following, _LATER_MONTHS


def weeks_ahead(
    work: Iterable[Ahead],
    practice: Practice,
    today: date,
    *,
    fte: float | None,
    absences: Sequence[Absence] = (),
    weeks: int = WEEKS,
) -> tuple[Week, ...]:
    """The weeks from that of ``today`` on, Monday to Sunday; ``absences`` are the IRO's own."""
    monday = today - timedelta(days=today.weekday())
    counts = [dict.fromkeys(("review", "conference", "check"), 0) for _ in range(weeks)]
    for one in work:
        at = (one.on - monday).days // 7
        if 0 <= at < weeks:
            counts[at][one.work] += 1
    found = []
    for number, count in enumerate(counts):
        starts_on = monday + number * _WEEK
        free, away = _free_and_away(starts_on, practice, absences, today)
        days = None if fte is None else round(free * fte, 9)
        found.append(
            Week(
                starts_on,
                count["review"],
                count["conference"],
                count["check"],
                days,
                away_days=away,
            )
        )
    return _with_peaks(found)


def _free_and_away(
    monday: date, practice: Practice, absences: Sequence[Absence], today: date
) -> tuple[int, int]:
    """Return how many working days of a week from today on are free, and how many are lost."""
    days = [monday + number * _DAY for number in range(_FIVE)]
    working = [day for day in days if day >= today and practice.calendar.is_working_day(day)]
    away = sum(any(_holds(absence, day) for absence in absences) for day in working)
    return len(working) - away, away


def _holds(absence: Absence, day: date) -> bool:
    return (absence.from_on is None or absence.from_on <= day) and (
        absence.to_on is None or day <= absence.to_on
    )


def _with_peaks(weeks: list[Week]) -> tuple[Week, ...]:
    """Mark the weeks that carry much more a day than the others, and those without any day."""
    loads = [week.per_day for week in weeks if week.per_day is not None]
    usual = mean(loads) if loads else 0.0
    return tuple(replace(week, is_peak=_is_peak(week, usual)) for week in weeks)


def _is_peak(week: Week, usual: float) -> bool:
    if week.days == 0:
        return week.meetings > 0
    return week.per_day is not None and usual > 0 and week.per_day >= _PEAK * usual


def caseload_ahead(
    children: Iterable[CaseFile],
    today: date,
    *,
    joined_in_a_year: int,
    left_in_a_year: int,
    weeks: int = WEEKS,
) -> tuple[CaseloadAhead, ...]:
    """The caseload at the end of each week, as a range.

    ``children`` are those of today; ``left_in_a_year`` are those who left in the last 12 months
    for any reason but turning 18.
    """
    birthdays = [adult_on(case.child) for case in children]
    monday = today - timedelta(days=today.weekday())
    found = []
    for number in range(weeks):
        on = monday + number * _WEEK + 6 * _DAY
        stay = sum(birthday is None or birthday > on for birthday in birthdays)
        share = max(0, (on - today).days) / 365
        low = max(0, stay - round(left_in_a_year * share))
        found.append(CaseloadAhead(on, stay, low, stay + round(joined_in_a_year * share)))
    return tuple(found)
