"""Challenges by month: how many informal ones were raised and how many became formal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.listed_charts import CasesUnder, ListedChart
from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period
from iro_desktop.domain.measures.period import LONGEST_SERIES, last_complete_month, windows
from iro_desktop.domain.measures.reasons import say_reason
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.oversight_charts import ColumnPoint, ColumnsSeries
from iro_desktop.domain.series import ChildBehind
from iro_desktop.domain.words import counted, say_month, say_number

_INFORMAL: Final = "challenges_informal"
_FORMAL: Final = "resolutions_formal"
_MEASURES: Final = {_INFORMAL: "Informal", _FORMAL: "Formal"}

_DEFINITION: Final = (
    "Informal are {challenge}s on the day they were raised, formal are {resolution}s on the day of "
    "their first formal stage. One issue is one case however many stages it goes through and "
    "however many children it names: once it has become formal it counts as formal only. Notes of "
    "good practice are not counted. Many challenges are not bad: they can be a sign of a healthy "
    "service. The owner is the IRO allocated that day or, between allocations, whoever raised it."
)


def challenges_by_month(
    figures: Figures,
    officer_id: str | None = None,
    *,
    to_on: date | None = None,
    months: int = 12,
) -> ListedChart[ColumnsSeries]:
    """Informal and formal cases in each of up to 36 months, the last that of ``to_on``."""
    day = min(to_on or figures.sources.as_of, figures.sources.as_of)
    periods = _months(figures, officer_id, day)[-min(months, LONGEST_SERIES) :]
    points = tuple(_point(figures, period, officer_id) for period in periods)
    standards = figures.sources.practice.on(day)
    informal = sum(point.informal for point in points)
    formal = sum(point.formal for point in points)
    series = ColumnsSeries(
        title=_title(points, informal, formal),
        subtitle=worded(
            f"{{challenge}}s and {{resolution}}s by month{_from_to(points)}", standards
        ),
        sentence=worded(
            f"{counted(informal, '{challenge}')} and {counted(formal, '{resolution}')}"
            f"{_from_to(points)}.",
            standards,
        ),
        definition=worded(_DEFINITION, standards),
        points=points if informal or formal else (),
    )

    def groups(at: int | None) -> tuple[CasesUnder, ...]:
        if not periods:
            return ()
        period = Period(periods[0].from_on, periods[-1].to_on) if at is None else periods[at]
        return tuple(
            _group(figures, measure_id, heading, period, officer_id)
            for measure_id, heading in _MEASURES.items()
        )

    return ListedChart(series, groups)


def _months(figures: Figures, officer_id: str | None, day: date) -> tuple[Period, ...]:
    """Return the months from the first case of either sort on; none without a case."""
    firsts = [
        figures.listing.events(MEASURES[measure_id]).earliest_on(officer_id)
        for measure_id in _MEASURES
    ]
    first = min((one for one in firsts if one is not None), default=None)
    return () if first is None else windows(Mode.MONTH, Period(None, day), first)


def _point(figures: Figures, period: Period, officer_id: str | None) -> ColumnPoint:
    informal, formal = (
        figures.listing.events(MEASURES[measure_id]).counts(period, officer_id)[1]
        for measure_id in _MEASURES
    )
    so_far = "" if period.to_on == last_complete_month(period.to_on) else " so far"
    return ColumnPoint(
        from_on=period.from_on or period.to_on,
        to_on=period.to_on,
        label=f"{say_month(period.to_on)}{so_far}",
        informal=informal,
        formal=formal,
    )


def _title(points: Sequence[ColumnPoint], informal: int, formal: int) -> str:
    """Return "12 informal and 3 formal in 12 months, most in March 2020"."""
    if not informal and not formal:
        return "No challenge in this time"
    both = f"{say_number(informal)} informal and {say_number(formal)} formal"
    said = f"{both} in {counted(len(points), 'month')}"
    most = max(point.total for point in points)
    busiest = [point for point in points if point.total == most]
    if len(busiest) > 1 or len(points) == 1:
        return said
    return f"{said}, most in {say_month(busiest[0].to_on)}"


def _from_to(points: Sequence[ColumnPoint]) -> str:
    if not points:
        return ""
    first, last = say_month(points[0].to_on), say_month(points[-1].to_on)
    return f", {first}" if first == last else f", {first} to {last}"


def _group(
    figures: Figures, measure_id: str, heading: str, period: Period, officer_id: str | None
) -> CasesUnder:
    found, practice = figures.cases(measure_id, period, officer_id), figures.sources.practice
    cases = tuple(
        ChildBehind(one.child_id, one.on, one.met, say_reason(one, practice), one.group)
        for one in (*found.met, *found.not_met)
    )
    return CasesUnder(heading, cases, found.erased_met + found.erased_not_met)
