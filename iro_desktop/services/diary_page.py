"""What the page of the diary shows: the entries, the weeks ahead, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.casefile.due import Status
from iro_desktop.domain.casefile.spans import adult_on
from iro_desktop.domain.forecast import (
    WEEKS,
    Ahead,
    CaseloadAhead,
    Week,
    caseload_ahead,
    weeks_ahead,
    work_ahead,
)
from iro_desktop.domain.measures import Figures, Period, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Absence, Officer, OtherDuty, WorkingTime
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.weekly_load import weekly_load
from iro_desktop.domain.words import counted, number_word, say_list, short_date
from iro_desktop.services.diary import KINDS as DIARY_KINDS
from iro_desktop.services.diary import Entry, entries
from iro_desktop.services.own_charts import OwnChart

KINDS: Final = DIARY_KINDS | {kind.__name__ for kind in (Absence, Officer, OtherDuty, WorkingTime)}
"""The kinds of records that the page depends on."""

_SUNDAY: Final = 6
_NAMED: Final = 3  # peaks in the sentence; the table marks them all
_CASELOAD: Final = "caseload_per_fte"


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """One week of the forecast with the range of the caseload at its end."""

    week: Week
    caseload: CaseloadAhead

    @property
    def range_words(self) -> str:
        """The caseload at the end of the week: "64 to 70", or one number."""
        low, high = self.caseload.low, self.caseload.high
        return f"{low}" if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """Everything that the page shows, as it stood on one day."""

    today: date
    headline: str = ""
    context: str = ""
    entries: tuple[Entry, ...] = ()
    weeks: tuple[WeekAhead, ...] = ()
    outlook: str = ""
    load: OwnChart | None = None

    def within(self, days: int) -> tuple[Entry, ...]:
        """Return what stands from today on for so many days, and what is overdue."""
        last = self.today + timedelta(days=days)
        return tuple(one for one in self.entries if one.on < last)


def diary_page(
    snapshot: Snapshot,
    practice: Practice,
    officer_id: str,
    today: date,
    *,
    everybody: bool = False,
) -> DiaryPage:
    """Return the page of this IRO, or with ``everybody`` of the whole service."""
    found = entries(snapshot, practice, officer_id, today, everybody=everybody)
    weeks, work = _weeks(snapshot, practice, officer_id, today, everybody=everybody)
    load = weekly_load([one.week for one in weeks], [one.caseload for one in weeks], work)
    return DiaryPage(
        today,
        _headline(found, today),
        _context(found, today),
        found,
        weeks,
        _outlook(weeks),
        load,
    )


def _headline(found: tuple[Entry, ...], today: date) -> str:
    """Return what this week holds: "Four meetings and 3 deadlines by Sunday"."""
    sunday = today + timedelta(days=_SUNDAY - today.weekday())
    week = [one for one in found if today <= one.on <= sunday]
    meetings = sum(one.kind == "booked" for one in week)
    deadlines = len(week) - meetings
    parts = [
        counted(number, one, many)
        for number, one, many in (
            (meetings, "meeting", "meetings"),
            (deadlines, "deadline", "deadlines"),
        )
        if number
    ]
    if not parts:
        return "Nothing is booked or due this week"
    said = say_list(parts)
    first = meetings or deadlines
    word = number_word(first)
    said = said.replace(f"{first} ", f"{word} ", 1)
    return f"{said[:1].upper()}{said[1:]} this week"


def _context(found: tuple[Entry, ...], today: date) -> str:
    overdue = sum(one.status is Status.OVERDUE for one in found)
    late = [one for one in found if one.late]
    parts = [f"{counted(overdue, 'entry', 'entries')} overdue" if overdue else ""]
    if late:
        parts.append(f"{counted(len(late), 'meeting')} booked for later than due")
    ahead = [one for one in found if one.on >= today and one.kind == "booked"]
    if ahead:
        parts.append(f"next meeting {short_date(ahead[0].on)}")
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}" if said else "No meeting is booked."


def _weeks(
    snapshot: Snapshot,
    practice: Practice,
    officer_id: str,
    today: date,
    *,
    everybody: bool,
) -> tuple[tuple[WeekAhead, ...], list[Ahead]]:
    """Return the weeks ahead, and the work that is in them."""
    figures = Figures(Sources.of(snapshot, practice, today))
    scope = None if everybody or not officer_id else officer_id
    standing = figures.cases(_CASELOAD, Period(None, today), scope)
    ids = list(dict.fromkeys(one.child_id for one in (*standing.met, *standing.not_met)))
    cases = [snapshot.cases[child_id] for child_id in ids]
    until = today + timedelta(weeks=WEEKS)
    work = [one for case in cases for one in work_ahead(case, practice, today, until)]
    mine = [a for a in snapshot.of(Absence) if scope is not None and a.officer_id == scope]
    weeks = weeks_ahead(work, practice, today, fte=figures.working_fte(today, scope), absences=mine)
    year = Period(today - timedelta(days=364), today)
    came, went = figures.moves(year, scope)
    erased = figures.erased_moves(year, scope)
    grown = sum(_turned_18(snapshot, one.child_id, one.on) for one in went)
    ahead = caseload_ahead(
        cases,
        today,
        joined_in_a_year=len(came) + erased.joined,
        left_in_a_year=len(went) - grown + erased.left,
    )
    return tuple(WeekAhead(*pair) for pair in zip(weeks, ahead, strict=True)), work


def _turned_18(snapshot: Snapshot, child_id: str, on: date) -> bool:
    birthday = adult_on(snapshot.cases[child_id].child)
    return birthday is not None and birthday <= on


def _outlook(weeks: tuple[WeekAhead, ...]) -> str:
    """Return what lies ahead in one sentence, and what it takes for granted."""
    if not weeks:
        return ""
    meetings = sum(one.week.meetings for one in weeks)
    checks = sum(one.week.checks for one in weeks)
    said = (
        f"{counted(meetings, 'review or conference', 'reviews and conferences')} and "
        f"{counted(checks, 'check')} in {len(weeks)} weeks"
    )
    peaks = [short_date(one.week.starts_on) for one in weeks if one.week.is_peak]
    if peaks:
        more = [f"{len(peaks) - _NAMED} more"] if len(peaks) > _NAMED else []
        weeks_of = "week" if len(peaks) == 1 else "weeks"
        said += f"; much in the {weeks_of} of {say_list([*peaks[:_NAMED], *more])}"
    last = weeks[-1]
    leaving = weeks[0].caseload.certain - last.caseload.certain
    said += f"; {last.range_words} children by {short_date(last.caseload.on)}"
    if leaving:
        said += f", {counted(leaving, 'child turns', 'children turn')} 18"
    return (
        f"{said}. This takes each review on its last day, and as many joining or leaving as in the "
        "last year."
    )
