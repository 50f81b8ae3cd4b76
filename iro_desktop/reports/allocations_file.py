"""Who is to have which child, as the CSV file that the import of allocations reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from typing import Final

from iro_desktop.reports.csv_file import csv_file

_HEADINGS: Final = ("child", "IRO", "from", "to", "role")


@dataclass(frozen=True, slots=True, order=True)
class AllocationRow:
    """One child and their IRO from a day on."""

    reference: str
    officer: str
    from_on: date
    to_on: str = ""
    role: str = "named"


def allocations_file(rows: Iterable[AllocationRow]) -> str:
    """The file as text, by reference; no cell is ever read as a formula."""
    return csv_file(_HEADINGS, ([str(cell) for cell in astuple(row)] for row in sorted(rows)))
