"""Which charts stand beside the bullets of each section: those that there are points enough for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from iro_desktop.domain.charts import TrendSeries
from iro_desktop.domain.measures import Kind, Mode, Period
from iro_desktop.domain.statements import SMALL
from iro_desktop.domain.trends import bars, cut_of, trend
from iro_desktop.domain.yearly_report.finding import Year
from iro_desktop.domain.yearly_report.report import ReportChart, SectionKey

_FEWEST_POINTS: Final = 3
_MOST: Final = 2
_CHOSEN: Final[Mapping[SectionKey, tuple[str, ...]]] = {
    SectionKey.LOOKED_AFTER: (
        "permanence_by_second_review",
        "cla_reviews_in_time",
        "cla_participation",
        "cla_number",
    ),
    SectionKey.PROTECTION: ("icpc_in_time", "cp_number", "cp_participation"),
    SectionKey.OVERSIGHT: (
        "caseload_per_fte",
        "monitoring_between_reviews",
        "escalation_themes",
    ),
    SectionKey.PRIORITIES: ("life_story", "escalation_outcome_achieved", "cla_participation"),
}
"""The measures of a section in the order in which they are drawn, the first on a slide too."""


def charts_of(year: Year, key: SectionKey) -> tuple[ReportChart, ...]:
    """The series of a section: the first two that say something, and of challenges the themes."""
    most = _MOST + (key is SectionKey.OVERSIGHT) - (key is SectionKey.PRIORITIES)
    found = []
    for chart in _charts(year, key):
        found.append(chart)
        if len(found) == most:
            break
    return tuple(found)


def _charts(year: Year, key: SectionKey) -> Iterator[ReportChart]:
    for measure_id in _CHOSEN[key]:
        result = year.of(measure_id).result
        measure = result.measure
        if measure.kind is Kind.BREAKDOWN:
            if (result.figure.denominator or 0) >= SMALL and year.of(measure_id).told:
                yield ReportChart(measure_id, year.title(measure_id), bars(result))
            continue
        cut = cut_of(measure, Mode.SIX_MONTHS)
        chart = trend(year.figures, year.result(measure_id, cut), cut)
        drawn: TrendSeries = chart.series
        shown = year.figures.result(measure_id, Period(None, year.day), cut, year.officer_id)
        behind = [one.figure for one in shown.series if one.period in chart.periods]
        if not all(year.may_tell(one, measure.kind) for one in behind):
            continue
        points = [one for one in drawn.points if one.value is not None and not one.is_small]
        if len(points) >= _FEWEST_POINTS:
            yield ReportChart(measure_id, year.title(measure_id), drawn)
