"""An invented team of nine IROs, to show what the Team view shows; always the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from typing import Final

from iro_desktop.domain.calendar import add_months, month_end, month_starts
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.summary import MonthOfCaseload, Summary, SummedCount
from iro_desktop.domain.team import Away, Member, Post, Roster, combined
from iro_desktop.services.holidays import shipped_calendar
from iro_desktop.services.team import OpenedTeam

_MONTHS: Final = 24
_NAMES: Final = (
    ("A. Lee", 68, 1.0), ("B. Okafor", 78, 1.0), ("C. Whitmarsh", 41, 0.6), ("D. Patel", 74, 1.0),
    ("E. Jones", 55, 1.0), ("F. Ali", 60, 1.0), ("G. Bernard", 23, None), ("H. Novak", 46, 1.0),
)  # fmt: skip
"""Name, children at the end, and FTE; a ninth is on the roster and has no summary."""
_LATE: Final = "I. Evans"
_DISTRICTS: Final = ("North", "South", "East")
_TAKING_PART: Final = (0.5, 0.8, 0.9)
_EVENTS: Final = (
    ("cla_reviews_in_time", 3, 7, 0.93, "later"),
    ("cp_reviews_in_time", 1, 4, 0.9, ""),
    ("icpc_in_time", 1, 3, 0.75, ""),
    ("permanence_by_second_review", 0, 2, 0.8, ""),
)
"""Measure, the fewest and the most cases a month, the share of them that is met, their part."""
_THEMES: Final = ("Delay", "Delay", "Placement", "Plan", "Health", "Delay")


def sample_team(today: date) -> OpenedTeam:
    """The summaries of 24 months up to the last one that was over on a day, and a roster."""
    last = month_end(add_months(today.replace(day=1), -1))
    months = month_starts(add_months(last.replace(day=1), 1 - _MONTHS), last)
    chance = Random(20)  # noqa: S311 - invented numbers, the same each time
    summaries = [_summary(number, months, chance) for number in range(len(_NAMES))]
    practice = Practice(shipped_calendar(), (replace(DEFAULT_STANDARDS, id="team"),))
    return OpenedTeam(combined(summaries, _roster(last), practice, last), ())


def _roster(last: date) -> Roster:
    names = [name for name, _, _ in _NAMES]
    members = [
        Member(
            f"iro-{number}" if number < len(_NAMES) else "",
            name,
            posts=(Post(fte=1.0 if number >= len(_NAMES) else _NAMES[number][2],
                        district=_DISTRICTS[number % len(_DISTRICTS)]),),
            absences=(Away("maternity", add_months(last, -2)),) if name == "H. Novak" else (),
        )
        for number, name in enumerate([*names, _LATE])
    ]  # fmt: skip
    return Roster(members=tuple(members), vacancies=(Post(0.8, district="South"),))


def _summary(number: int, months: list[date], chance: Random) -> Summary:
    name, children, fte = _NAMES[number]
    own, last = f"iro-{number}", month_end(months[-1])
    caseload = tuple(_months(number, months, children, fte))
    standing = [
        SummedCount("caseload_per_fte", "cla", one.month_on, month_end(one.month_on), own, "",
                    one.closing, one.closing)
        for one in caseload
    ]  # fmt: skip
    rows = [*standing, *_events(number, months, chance)]
    return Summary(
        officer_id=own, officer_name=name, team="", role="iro", first_on=months[0], last_on=last,
        as_of=last, made_at=datetime(last.year, last.month, last.day, 9, tzinfo=UTC),
        program="1.0", method="Counts by month.", caseload=caseload,
        rows=tuple(row._replace(officer_id=own) for row in sorted(rows)),
        standards=(replace(DEFAULT_STANDARDS, id="team"),), definitions=(), coverage=(),
    )  # fmt: skip


def _months(
    number: int, months: list[date], children: int, fte: float | None
) -> Iterator[MonthOfCaseload]:
    """Yield a caseload that ends as it should; in the last month two accounts do not agree."""
    came: tuple[tuple[str, int], ...] = (("B. Okafor", 3),) if number == 0 else ()
    is_away = _NAMES[number][0] == "H. Novak"
    for at, month in enumerate(months):
        is_last = at == len(months) - 1
        received = came if is_last else ()
        opening = children - sum(count for _, count in received)
        closing = children if is_last or not came else children - 3
        opening = opening if is_last else closing
        working = 0.0 if is_away and at >= len(months) - 2 else fte
        swing = 1 + (at * 7 + number * 3) % 4
        yield MonthOfCaseload(
            month, opening, swing, received, (), swing, 0, closing, closing * 30, working
        )


def _events(number: int, months: list[date], chance: Random) -> Iterator[SummedCount]:
    district = _DISTRICTS[number % len(_DISTRICTS)]
    for at, month in enumerate(months):
        checked = 0.74 if at < _MONTHS // 2 else 0.83
        share = _TAKING_PART[number % len(_TAKING_PART)]
        kinds = (
            ("monitoring_between_reviews", 4, 8, checked, ""),
            ("cp_participation", 1, 3, share, ""),
            *_EVENTS,
        )
        for measure, least, most, chances, part in kinds:
            cases = chance.randint(least, most)
            met = sum(chance.random() < chances for _ in range(cases))
            if cases:
                yield SummedCount(measure, part, month, None, "", district, met, cases)
        if chance.random() < 0.6:  # noqa: PLR2004 - more months with a challenge than without
            theme = chance.choice(_THEMES)
            yield SummedCount("escalation_themes", theme, month, None, "", district, 1, 1)
