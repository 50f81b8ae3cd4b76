"""The weeks ahead as a strip: how much falls due in each, where leave is, where the peaks are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.forecast import Ahead, CaseloadAhead, Week, Work
from iro_desktop.domain.listed_charts import CasesUnder, ListedChart
from iro_desktop.domain.oversight_charts import LoadPoint, LoadSeries
from iro_desktop.domain.series import ChildBehind
from iro_desktop.domain.words import counted, number_word, plain_date, say_list, short_date

_HEADINGS: Final[dict[Work, str]] = {
    "review": "Reviews",
    "conference": "Conferences",
    "check": "Checks",
}
_REASONS: Final[dict[Work, str]] = {
    "review": "review due by then",
    "conference": "conference due by then",
    "check": "check due by then",
}
_WEEK: Final = timedelta(days=7)
_NAMED: Final = 2  # as many as the title has room for

_DEFINITION: Final = (
    "Reviews, conferences and checks that fall due in each week, Monday to Sunday; what is overdue "
    "stands in this week. A forecast, not a promise: each review is taken to be held on its last "
    "day, with the next one six months later and a check half way between, and each child to stay "
    "until 18. The caseload is a range: if as many leave as in the last year and nobody joins, up "
    "to if as many join and nobody else leaves. A peak is a week in which each working day carries "
    "half as much again as in the mean week, or in which there is work and no day for it."
)


def weekly_load(
    weeks: Sequence[Week], caseload: Sequence[CaseloadAhead], work: Sequence[Ahead]
) -> ListedChart[LoadSeries]:
    """The weeks ahead with the caseload at the end of each, and the ``work`` that is in them."""
    points = tuple(_point(week, ahead) for week, ahead in zip(weeks, caseload, strict=True))
    number = sum(point.number for point in points)
    is_empty = not number and not any(point.high for point in points)
    outlook = _outlook(points)
    title = _title(points)
    series = LoadSeries(
        title=title,
        subtitle=_subtitle(points),
        sentence=(f"{title}; in all {_subtitle(points)}; {outlook}."),
        definition=_DEFINITION,
        points=() if is_empty else points,
        outlook=outlook,
    )
    return ListedChart(series, lambda at: _groups(points, work, at))


def _point(week: Week, ahead: CaseloadAhead) -> LoadPoint:
    return LoadPoint(
        starts_on=week.starts_on,
        reviews=week.reviews,
        conferences=week.conferences,
        checks=week.checks,
        days=week.days,
        away_days=week.away_days,
        is_peak=week.is_peak,
        low=ahead.low,
        high=ahead.high,
    )


def _title(points: Sequence[LoadPoint]) -> str:
    """Return "The week of 6 April is fullest: 9 reviews, conferences and checks"."""
    most = max((point.number for point in points), default=0)
    if not most:
        return "Nothing falls due in the weeks ahead"
    fullest = [point for point in points if point.number == most]
    days = [plain_date(point.starts_on).rsplit(" ", 1)[0] for point in fullest]
    if len(days) > _NAMED:
        number = number_word(len(days))
        return f"{number[:1].upper()}{number[1:]} weeks are fullest, with {most} due in each"
    if len(days) > 1:
        return f"The weeks of {say_list(days)} are fullest, with {most} due in each"
    what = "review, conference or check" if most == 1 else "reviews, conferences and checks"
    return f"The week of {days[0]} is fullest: {most} {what}"


def _subtitle(points: Sequence[LoadPoint]) -> str:
    """Return "74 reviews and conferences and 67 checks due in 26 weeks, a forecast"."""
    meetings = sum(point.reviews + point.conferences for point in points)
    checks = sum(point.checks for point in points)
    said = counted(meetings, "review or conference", "reviews and conferences")
    return f"{said} and {counted(checks, 'check')} due in {len(points)} weeks, a forecast"


def _outlook(points: Sequence[LoadPoint]) -> str:
    """Return "64 to 70 children by 27 Sep 2020, ...": where the caseload leads, as a range."""
    if not points:
        return ""
    last = points[-1]
    by = short_date(last.starts_on + timedelta(days=6))
    return f"{last.children} children by {by}, if others come and go as in the last year"


def _groups(
    points: Sequence[LoadPoint], work: Sequence[Ahead], at: int | None
) -> tuple[CasesUnder, ...]:
    if not points:
        return ()
    from_on = points[0 if at is None else at].starts_on
    until = points[-1 if at is None else at].starts_on + _WEEK
    return tuple(
        CasesUnder(heading, tuple(_behind(one) for one in _within(work, kind, from_on, until)))
        for kind, heading in _HEADINGS.items()
    )


def _within(work: Sequence[Ahead], kind: Work, from_on: date, until: date) -> list[Ahead]:
    found = [one for one in work if one.work == kind and from_on <= one.on < until]
    return sorted(found, key=lambda one: (one.on, one.child_id))


def _behind(one: Ahead) -> ChildBehind:
    # Neither met nor not met: it is still to come.
    return ChildBehind(one.child_id, one.on, None, _REASONS[one.work])
