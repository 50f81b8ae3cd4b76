"""The charts of a team: caseloads as dots, percentages by IRO and district, year on year."""

from __future__ import annotations

from iro_desktop.domain.team_charts.caseloads import WhatIfMove, caseload_dots, dots_of, officers_of
from iro_desktop.domain.team_charts.pairs import pairs_by_iro, pairs_by_measure
from iro_desktop.domain.team_charts.series import (
    CaseloadDots,
    CaseloadRow,
    PairRow,
    PairsSeries,
    SpreadRow,
    SpreadSeries,
)
from iro_desktop.domain.team_charts.spread import (
    is_beyond_chance,
    spread_by_district,
    spread_by_iro,
    spread_of,
)

__all__ = [
    "CaseloadDots",
    "CaseloadRow",
    "PairRow",
    "PairsSeries",
    "SpreadRow",
    "SpreadSeries",
    "WhatIfMove",
    "caseload_dots",
    "dots_of",
    "is_beyond_chance",
    "officers_of",
    "pairs_by_iro",
    "pairs_by_measure",
    "spread_by_district",
    "spread_by_iro",
    "spread_of",
]
