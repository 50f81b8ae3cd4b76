"""The further charts of a page: each with the way to the children or challenges behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from iro_desktop.domain.caseload_apart import caseload_apart
from iro_desktop.domain.challenge_months import challenges_by_month
from iro_desktop.domain.charts import Bar, BarsSeries
from iro_desktop.domain.listed_charts import CasesUnder, ListedChart
from iro_desktop.domain.measures import Figures, Mode, Period, Result
from iro_desktop.domain.measures.period import latest_window
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.oversight_charts import (
    ApartSeries,
    CodesSeries,
    ColumnsSeries,
    LoadSeries,
    OversightSeries,
    StripSeries,
)
from iro_desktop.domain.participation_codes import BY_CODE, participation_codes
from iro_desktop.domain.resolution_days import resolution_days
from iro_desktop.domain.series import CASELOAD, ChildBehind
from iro_desktop.domain.snapshot import Snapshot
from iro_desktop.domain.trends import bars, bars_by_any
from iro_desktop.services.charts import Behind, BehindRow, Sides, behind, rows_behind

_THEMES: Final = "escalation_themes"
_FORMAL: Final = "resolutions_formal"
_BY_MONTH: Final = frozenset({"challenges_informal", _FORMAL, "challenge_informal_share"})
_FEWEST_MONTHS: Final = 12

_FILES: Final = {
    ApartSeries: "apart",
    StripSeries: "days",
    CodesSeries: "by-code",
    ColumnsSeries: "by-month",
    LoadSeries: "by-week",
    BarsSeries: "by-any",
}

OwnChart = ListedChart[OversightSeries | BarsSeries]
"""Any chart that lists what is behind its points."""


class Spoken(Protocol):
    """Whatever says itself in words."""

    def spoken(self) -> str:
        """Return it in words."""


def measure_charts(result: Result) -> tuple[OwnChart, ...]:
    """What the page of a measure shows beside its trend and its bars; nothing for most."""
    figures, period, officer_id = result.figures, result.period, result.officer_id
    measure_id = result.measure.id
    months = _FEWEST_MONTHS
    if period.from_on is not None:
        months = max(months, len(period.month_ends()))
    found: list[OwnChart] = []
    if measure_id == CASELOAD:
        found.append(caseload_apart(figures, officer_id, to_on=period.to_on, months=months))
    if measure_id in BY_CODE:
        found.append(participation_codes(result))
    if measure_id in _BY_MONTH:
        found.append(challenges_by_month(figures, officer_id, to_on=period.to_on, months=months))
    if measure_id == _FORMAL:
        found.append(resolution_days(figures, period, officer_id))
    if measure_id == _THEMES:
        found.append(_themes(result, bars_by_any(result)))
    return tuple(found)


def escalation_charts(figures: Figures, officer_id: str | None) -> tuple[OwnChart, ...]:
    """How long resolutions took, challenges by month and their themes, over the last 12 months."""
    as_of = figures.sources.as_of
    year = Period(latest_window(Mode.TWELVE_MONTHS, as_of).from_on, as_of)
    themes = figures.result(_THEMES, year, Mode.MONTH, officer_id)
    return (
        resolution_days(figures, year, officer_id),
        challenges_by_month(figures, officer_id),
        _themes(themes, bars(themes)),
    )


def _themes(result: Result, series: BarsSeries) -> ListedChart[BarsSeries]:
    """Return bars of themes with the challenges behind each."""

    def groups(at: int | None) -> tuple[CasesUnder, ...]:
        chosen = series.bars if at is None else series.bars[at : at + 1]
        return tuple(_under(result, bar) for bar in chosen)

    return ListedChart(series, groups)


def _under(result: Result, bar: Bar) -> CasesUnder:
    """Return the cases of a bar, whether its parts are in the total or beside it."""
    figures, period, officer_id = result.figures, result.period, result.officer_id
    tally, practice = figures.listing.events(result.measure), figures.sources.practice
    cases = tuple(
        ChildBehind(one.child_id, one.on, True, say_reason(one, practice), one.group)
        for part in bar.parts
        for one in tally.within(period, officer_id, part)
    )
    erased = sum(
        sum(figures.erased(result.measure.id, period, officer_id, part)) for part in bar.parts
    )
    return CasesUnder(bar.label, cases, erased)


def points_of(chart: OwnChart) -> Sequence[Spoken]:
    """The points of a chart, each of which says itself; none for an empty one."""
    series = chart.series
    return series.bars if isinstance(series, BarsSeries) else series.points


def children_words(chart: OwnChart) -> str:
    """What the link to all that is behind a chart is called."""
    if isinstance(chart.series, LoadSeries):
        return "Show what falls due"
    of_children = isinstance(chart.series, ApartSeries | CodesSeries)
    return "Show the children" if of_children else "Show the challenges"


def name_of(chart: OwnChart) -> str:
    """What a chart's file is called after its measure: "by-code"."""
    return next(name for kind, name in _FILES.items() if isinstance(chart.series, kind))


def challenge_at(chart: OwnChart, at: int | None) -> str:
    """The id of the challenge that a point is, or "" where it stands for more than one."""
    if at is None or not isinstance(chart.series, StripSeries):
        return ""
    return chart.series.points[at].escalation_id


def behind_own(chart: OwnChart, snapshot: Snapshot, at: int | None = None) -> Behind:
    """What is behind one point, or with None behind the whole chart, under its headings."""
    series = chart.series
    rows: list[BehindRow] = []
    for group in chart.groups(at):
        for sign in (False, True, None):
            some = [one for one in group.cases if one.met is sign]
            erased = {True: group.erased} if sign and group.erased else {}
            if some or erased:
                sides: Sides = {sign: group.heading}
                start = rows[-1].key + 1 if rows else 0
                rows += rows_behind(snapshot, some, sides, start=start, erased=erased)
    if at is None:
        return behind(series.title, series.subtitle, rows)
    spoken = points_of(chart)[at].spoken()
    return behind(f"{spoken[:1].upper()}{spoken[1:]}", series.subtitle, rows)
