"""The figures of a period as one tidy CSV file: a row for each measure, part and period.

UTF-8 with a byte-order mark, by which spreadsheets know it; rows end as RFC 4180 has it. Days are
ISO dates. Numbers are bare and never rounded; a hidden count is "c", what there is not is empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Final

from iro_desktop.domain.period_tables import FigureRow, Number, PeriodTables
from iro_desktop.reports.plain_cells import plain_cell

COLUMNS: Final = (
    "measure", "title", "section", "span", "part", "part_title", "in_total", "from", "to",
    "numerator", "denominator", "value", "unit", "target", "range_low", "range_high", "iro",
    "as_of", "note",
)  # fmt: skip
"""Its columns. ``span`` is "period" or "month"; a part not ``in_total`` stands beside it."""


def tidy_csv(tables: PeriodTables) -> bytes:
    """The file: the whole period with its parts, then the months."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(tables, "period", row) for row in _of_the_period(tables))
    writer.writerows(_cells(tables, "month", row) for row in tables.months)
    return out.getvalue().encode("utf-8-sig")


def _of_the_period(tables: PeriodTables) -> Iterator[FigureRow]:
    """Yield each measure and after it its parts."""
    for row in tables.measures:
        yield row
        yield from (part for part in tables.parts if part.measure_id == row.measure_id)


def _cells(tables: PeriodTables, span: str, row: FigureRow) -> list[str]:
    texts = (row.measure_id, row.title, row.section, span, row.part, row.part_title)
    return [
        *map(plain_cell, texts),
        "yes" if row.in_total else "no",
        _day(row.from_on),
        _day(row.to_on),
        *map(_number, (row.numerator, row.denominator, row.value)),
        row.unit,
        *map(_number, (row.target, row.low, row.high)),
        plain_cell(tables.whose),
        _day(tables.as_of),
        plain_cell(row.note),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: Number) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return "" if value is None else str(value)
