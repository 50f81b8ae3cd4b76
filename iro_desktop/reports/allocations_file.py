"""Who is to have which child, as the CSV file that the import of allocations reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from io import StringIO
from typing import Final

_HEADINGS: Final = ("child", "IRO", "from", "to", "role")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


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
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADINGS)
    writer.writerows([_plain(str(cell)) for cell in astuple(row)] for row in sorted(rows))
    return out.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
