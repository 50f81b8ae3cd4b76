"""How tables of the report are made: rows of words and numbers, and shares of a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from iro_desktop.domain.figure_words import is_few
from iro_desktop.domain.measures import Figure, Measure, rounded
from iro_desktop.domain.measures.wording import say_value
from iro_desktop.domain.paper import Cell, Table
from iro_desktop.domain.suppression import HIDDEN
from iro_desktop.domain.words import say_number

NONE: Final = "–"
"""What stands in a cell that has no figure."""
_FEWEST_OF_A_SHARE: Final = 5


def table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    shares: Sequence[int] = (),
    words: int = 1,
    nothing: str = "",
) -> Table:
    """Return a table whose first ``words`` columns are words and whose others are set right.

    Where a count in it is hidden, its caption says so.
    """
    cells = tuple(tuple(Cell(one) for one in row) for row in rows)
    if any(one.words == HIDDEN for row in cells for one in row[words:]):
        caption = f"{caption} (“{HIDDEN}” is hidden)"
    return Table(
        caption,
        tuple(columns),
        cells,
        tuple(shares),
        frozenset(range(words, len(columns))),
        nothing,
    )


def counted_table(
    caption: str,
    column: str,
    counts: Mapping[str, int],
    order: Sequence[str] = (),
    *,
    unit: str = "Children",
) -> Table | None:
    """Return a table of counts with their shares of all and the total last; None for no counts.

    The rows stand in ``order``; what is not in it follows, the largest first. Where all are fewer
    than five there are no shares.
    """
    total = sum(counts.values())
    if not total:
        return None
    found = [name for name in order if counts.get(name)]
    rest = [name for name, number in Counter(counts).most_common() if number and name not in found]
    rows = [(name, say_number(counts[name]), _share(counts[name], total)) for name in found + rest]
    rows.append(("All", say_number(total), _share(total, total)))
    return table(caption, (column, unit, "Share"), rows, shares=(5, 2, 2))


def _share(number: int, total: int) -> str:
    return NONE if total < _FEWEST_OF_A_SHARE else f"{rounded(100 * number / total)}%"


def figure_cell(measure: Measure, figure: Figure) -> str:
    """Return "18 of 20, 90%", "3 of 4" where there are too few, a dash for no cases."""
    if not figure.denominator:
        return NONE
    top, bottom = int(figure.numerator), int(figure.denominator)
    said = f"{say_number(top)} of {say_number(bottom)}"
    return said if is_few(measure, figure) else f"{say_value(figure)} ({said})"
