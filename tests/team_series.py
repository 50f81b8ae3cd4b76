"""Control charts and charts of a team for services of any size: invented, always the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.control_charts import ControlSeries, Rebase, control_chart
from iro_desktop.domain.measures import Figures, Period
from iro_desktop.domain.team_charts import (
    CaseloadDots,
    PairsSeries,
    SpreadSeries,
    WhatIfMove,
    caseload_dots,
    pairs_by_iro,
    pairs_by_measure,
    spread_by_district,
    spread_by_iro,
)
from tests.builders import an_absence
from tests.counts import MONITORING, counted_figures, months_up_to, rows_of, standing_rows

MEASURES = (MONITORING, "cp_participation", "cla_reviews_in_time")
_YEAR = Period(date(2019, 4, 1), date(2020, 3, 31))
_EACH = 50
_NAMES = ("A. Lee", "Bartholomew Featherstonehaugh-Cholmondeley", "Ö. Şahin", "C. Patel")


@cache
def team_of(children: int) -> Figures:
    """A service of so many children, an IRO to every 50 of them: 40 IROs of 2,000."""
    chance = random.Random(children)
    number = -(-children // _EACH)
    ids = {f"i{at:02}": f"{_NAMES[at % 4]} {at or ''}".strip() for at in range(number)}
    held = {one: min(children, 30 + 7 * at % 60) for at, one in enumerate(ids)}
    rows = list(standing_rows({**held, "": 9} if number > 1 else held, 24))
    for at, one in enumerate(ids):
        of = min(6, children)
        counts = [(chance.randint(of // 2, of), of if at else of // 2 + 1) for _ in range(24)]
        where = f"District {at % 5}"
        for measure in MEASURES:
            rows += rows_of([(min(met, n), n) for met, n in counts], one, measure, district=where)
    fte = {one: None if at % 5 == 1 else 0.6 + 0.2 * (at % 3) for at, one in enumerate(ids)}
    away = [an_absence("i02", "maternity", "2020-01-06")]
    return counted_figures(rows, names=ids, fte=fte, absences=away)


@cache
def control(children: int, months: int, kind: str = "p", *, rebased: bool = False) -> ControlSeries:
    """So many months of a check in three children each, better from the middle on."""
    chance = random.Random(months)
    cases = -(-children // 3)
    counts = [
        (sum(chance.random() < (0.6 if at < months // 2 else 0.9) for _ in range(cases)), cases)
        for at in range(months)
    ]
    start = months_up_to(months // 2 + 1)[0]
    rebases = [Rebase(start, "a new form with other questions")] if rebased else []
    figures = counted_figures(rows_of(counts))
    return control_chart(figures, MONITORING, kind=kind, rebases=rebases).series


def controls(children: int) -> list[ControlSeries]:
    return [
        control(children, 5),
        control(children, 9, "xmr"),
        control(children, 36, "xmr"),
        control(children, 36, rebased=True),
        control(children, 36),
    ]


@cache
def _of_team(children: int) -> dict[type[Any], Sequence[ChartSeries]]:
    figures = team_of(children)
    moves = [WhatIfMove("i00", "i01", 8), WhatIfMove("", "i01", 9)] if children > _EACH else []
    return {
        CaseloadDots: [caseload_dots(figures), caseload_dots(figures, moves=moves)],
        SpreadSeries: [
            spread_by_district(figures, MONITORING, _YEAR),
            spread_by_iro(figures, MONITORING, _YEAR),
        ],
        PairsSeries: [
            pairs_by_measure(figures, MEASURES, _YEAR),
            pairs_by_iro(figures, MONITORING, _YEAR),
        ],
    }


TEAM: dict[type[Any], Callable[[int], Sequence[ChartSeries]]] = {
    ControlSeries: controls,
    CaseloadDots: lambda children: _of_team(children)[CaseloadDots],
    SpreadSeries: lambda children: _of_team(children)[SpreadSeries],
    PairsSeries: lambda children: _of_team(children)[PairsSeries],
}
"""For each kind of series some of them, by the number of children behind them."""
