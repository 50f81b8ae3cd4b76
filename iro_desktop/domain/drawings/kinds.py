"""What every kind of chart can do: draw itself on a canvas, say how high it is, be a table.

Each kind registers its three functions for its series: ``@draw.register`` and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint


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
    del canvas, colours
    raise TypeError(type(series).__name__)


@singledispatch
def height(series: object, width: float, line_height: float) -> float:
    """How high the drawing of a series is at a width, both in pixels."""
    del width, line_height
    raise TypeError(type(series).__name__)


@singledispatch
def table(series: object) -> ChartTable:
    """The numbers of a series."""
    raise TypeError(type(series).__name__)
