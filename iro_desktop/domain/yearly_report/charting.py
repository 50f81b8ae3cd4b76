"""Which charts stand beside the bullets of each section: those that there are points enough for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from iro_desktop.domain.charts import TrendSeries
from iro_desktop.domain.measures import Kind, Mode
from iro_desktop.domain.statements import SMALL
from iro_desktop.domain.trends import bars, cut_of, shown_months, trend
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
                drawn = bars(result)
                if year.is_shared:  # its sentence compares with the year before
                    drawn = replace(drawn, sentence=f"{drawn.subtitle}. {drawn.title}.")
                yield ReportChart(measure_id, year.title(measure_id), drawn)
            continue
        line = _months_shown(year, measure_id) if year.is_shared else _rolling(year, measure_id)
        points = [one for one in line.points if one.value is not None and not one.is_small]
        if len(points) >= _FEWEST_POINTS:
            yield ReportChart(measure_id, year.title(measure_id), line)


def _rolling(year: Year, measure_id: str) -> TrendSeries:
    cut = cut_of(year.of(measure_id).result.measure, Mode.SIX_MONTHS)
    return trend(year.figures, year.result(measure_id, cut), cut).series


def _months_shown(year: Year, measure_id: str) -> TrendSeries:
    """Return the months of the period that may be told: those that roll would give others back."""
    result = year.result(measure_id, Mode.MONTH)
    months = [point.period for point in result.series]
    return shown_months(
        result, [month for month in months if not year.may_tell_month(measure_id, month)]
    )
