"""What every kind of chart can do: draw itself on a canvas, say how high it is, be a table.

Each kind registers its three functions for its series: ``@draw.register`` and so on. Its module is
loaded when the first of its series is there: a window with three charts does without the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from importlib import import_module
from typing import Final

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint

KINDS: Final = {
    "ApartSeries": "apart",
    "BarsSeries": "bars",
    "BulletSeries": "bullet",
    "CaseloadDots": "caseload_dots",
    "CodesSeries": "codes",
    "ColumnsSeries": "columns",
    "ControlSeries": "control",
    "DotsSeries": "dots",
    "LoadSeries": "load",
    "PairsSeries": "year_pairs",
    "SpreadSeries": "spread_rows",
    "StepSeries": "step",
    "StripSeries": "strip",
    "TrendSeries": "trend",
}
"""Class of a series -> the module of ``drawings`` that draws it."""


def load_kinds() -> None:
    """Load every kind, as ahead of the pages that draw them."""
    for module in KINDS.values():
        import_module(f"iro_desktop.domain.drawings.{module}")


def _load_kind(series: object) -> None:
    name = type(series).__name__
    if name not in KINDS:
        raise TypeError(name)
    import_module(f"iro_desktop.domain.drawings.{KINDS[name]}")


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers of a chart: one row a point, in its order; ``numbers`` are columns set right.

    Cells are what a person reads; ``data`` has a row a point with bare numbers and ISO dates, whose
    columns are named "from", "to" or "on".
    ``sorted_by`` are the columns of ``data`` that the columns are sorted by; without them a column
    of numbers is sorted by the first number of each cell and any other by its words.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]
    data_columns: tuple[str, ...]
    data: tuple[tuple[str | float | None, ...], ...]
    sorted_by: tuple[int, ...] = ()


@singledispatch
def draw(series: object, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    """Draw a series on the whole of a canvas; return its points, in its order."""
    _load_kind(series)
    return draw(series, canvas, colours)


@singledispatch
def height(series: object, width: float, line_height: float) -> float:
    """How high the drawing of a series is at a width, both in pixels."""
    _load_kind(series)
    return height(series, width, line_height)


@singledispatch
def table(series: object) -> ChartTable:
    """The numbers of a series."""
    _load_kind(series)
    return table(series)
