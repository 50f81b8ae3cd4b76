"""Rows as a CSV file that no program takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Final

Value = str | float | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_file(columns: Iterable[str], rows: Iterable[Iterable[Value]]) -> str:
    """A heading row and rows as text; words that could be read as a formula get a "'" before them.

    Numbers are written as they are, nothing for None.
    """
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue()


def _plain(cell: Value) -> Value:
    if not isinstance(cell, str):
        return cell
    # A line that ends within a cell is the end of the row for some programs.
    line = " ".join(cell.splitlines()) if "\r" in cell or "\n" in cell else cell
    return f"'{line}" if cell.startswith(_FORMULA) else line
