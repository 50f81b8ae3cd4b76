"""What a run of the benchmark found, as a table of ratios, on the screen or for the guide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.timing import Timed, exponent

_SHORT = 0.02


@dataclass(frozen=True, slots=True)
class Line:
    """One part at every size: ``timed`` is in the order of the sizes."""

    name: str
    words: str
    yardstick: str
    timed: tuple[Timed, ...]
    unit: str = "s"

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times its yardstick it takes, per size."""
        return tuple(one.ratio for one in self.timed)

    @property
    def growth(self) -> float:
        """The growth exponent over the sizes."""
        return exponent([(one.amount, one.typical) for one in self.timed])


def number(value: float) -> str:
    """Return a ratio with as many digits as say something; n/a for none."""
    if math.isnan(value):
        return "n/a"
    digits = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return f"{value:,.{digits}f}"


def taken(value: float, unit: str) -> str:
    """Return a time as a person reads it at a glance, or memory; it is never broken in two."""
    if unit != "s":
        said = f"{value:.0f} {unit}"
    elif value < 1:
        said = f"{value * 1000:.{1 if value < _SHORT else 0}f} ms"
    else:
        said = f"{value:.1f} s"
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def rows_of(sizes: Sequence[str], lines: Sequence[Line]) -> list[list[str]]:
    """Return the cells of the table, the headings first."""
    rows = [["What", "Beside", *sizes, "Growth"]]
    for line in lines:
        cells = [f"{number(one.ratio)}× ({taken(one.typical, line.unit)})" for one in line.timed]
        rows.append([line.words, line.yardstick, *cells, number(line.growth)])
    return rows


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return a table in columns that stand under each other."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def as_markdown(rows: Sequence[Sequence[str]]) -> str:
    """Return the table as a page of the guide has it."""
    first, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([first, "|" + " --- |" * len(rows[0]), *rest])
