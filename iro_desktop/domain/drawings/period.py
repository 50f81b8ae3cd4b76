"""Over which days a series runs, read from its own table, and its sentence with all it needs."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawings.kinds import ChartTable
from iro_desktop.domain.words import plain_date

_DAYS: Final = frozenset({"from", "to", "on"})
_YEAR: Final = re.compile(r"\b[12]\d{3}\b")


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


def copied_words(series: ChartSeries) -> str:
    """The sentence of a series as it can stand alone: with its period, and how it is counted.

    Of the definition it has the first sentence, of the period what is measured where the sentence
    names no year itself.
    """
    said = [series.sentence]
    if not _YEAR.search(series.sentence):
        said.append(f"{series.subtitle.rstrip('.')}.")
    counted, stop, _ = series.definition.partition(". ")
    if counted:
        lower = counted[:1].lower() if counted[1:2].islower() else counted[:1]
        said.append(f"Counted: {lower}{counted[1:]}{'.' if stop else ''}")
    return " ".join(said)
