"""Over which days a series runs, read from its own table."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.drawings.kinds import ChartTable
from iro_desktop.domain.words import plain_date

_DAYS: Final = frozenset({"from", "to", "on"})


def period_words(found: ChartTable) -> str:
    """The first and the last day of a table, in words; "" where it has none.

    Days are the columns of ``data`` that are named "from", "to" or "on".
    """
    columns = [at for at, name in enumerate(found.data_columns) if name in _DAYS]
    days = sorted({str(row[at]) for row in found.data for at in columns if row[at]})
    if not days:
        return ""
    first, last = (plain_date(date.fromisoformat(day)) for day in (days[0], days[-1]))
    return first if first == last else f"{first} to {last}"
