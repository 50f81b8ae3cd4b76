"""Cells of files for spreadsheets, of which none is ever read as a formula."""

from __future__ import annotations

from typing import Final

_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - wide signs are signs to Excel too
_TEXT: Final = "'"


def plain_cell(text: str) -> str:
    """The text as a CSV file may hold it.

    A spreadsheet reads what begins with =, +, -, @, a tab or a new line as a formula, also after
    spaces: such a text gets an apostrophe before it, which says "text" to a spreadsheet.
    """
    first = text.lstrip(" \u00a0")[:1]
    return f"{_TEXT}{text}" if first in _FORMULA and first else text
