"""Each chart as a table: the same numbers, for who reads them better there."""

from __future__ import annotations

import re
from typing import Final

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawings import ChartTable, table
from iro_desktop.ui.table_model import Column, Comparable, TableModel

Row = tuple[int, tuple[str, ...]]
"""The place of a row, and its cells."""

_LONG: Final = 20
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


def table_of(series: ChartSeries) -> TableModel[Row]:
    """Return the series as a table, in its order; a row's key is its place."""
    found = table(series)
    model = TableModel(
        [_column(found, at) for at in range(len(found.columns))], key=lambda row: row[0]
    )
    model.set_rows(enumerate(found.rows))
    return model


def _column(found: ChartTable, at: int) -> Column[Row]:
    is_number = at in found.numbers
    is_long = not is_number and any(len(row[at]) > _LONG for row in found.rows)

    def key(row: Row) -> Comparable | None:
        if found.sorted_by:
            value = found.data[row[0]][found.sorted_by[at]]
            return value.casefold() if isinstance(value, str) else value
        if is_number:
            number = _NUMBER.search(row[1][at].replace(",", ""))
            return float(number.group()) if number else None
        return row[1][at].casefold()

    column: Column[Row] = Column(
        found.columns[at],
        text=lambda row: row[1][at],
        sort_key=key,
        align_right=is_number,
        stretch=3 if is_long else 1,
    )
    return column
