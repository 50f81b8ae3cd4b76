"""A chart whose points each list the cases behind them, under headings of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from iro_desktop.domain.charts import BarsSeries
from iro_desktop.domain.oversight_charts import OversightSeries
from iro_desktop.domain.series import ChildBehind

Series_co = TypeVar("Series_co", bound=OversightSeries | BarsSeries, covariant=True)


@dataclass(frozen=True, slots=True)
class CasesUnder:
    """Some of the cases behind a point, under their heading: "Joined", "Informal".

    ``erased`` counts those whose records were erased: no more than their number is kept.
    """

    heading: str
    cases: tuple[ChildBehind, ...]
    erased: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ListedChart(Generic[Series_co]):
    """What a chart draws, and ``groups``: the cases behind one point, or with None behind all.

    Nothing is listed before it is asked for.
    """

    series: Series_co
    groups: Callable[[int | None], tuple[CasesUnder, ...]]

    def children(self, point: int | None = None) -> tuple[ChildBehind, ...]:
        """The cases behind one point, or with None behind the whole chart."""
        return tuple(one for group in self.groups(point) for one in group.cases)
