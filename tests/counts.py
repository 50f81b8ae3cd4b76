"""Figures of a team from counts by month alone, as they are made of summaries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from iro_desktop.domain.calendar import add_months, month_end, month_start
from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.records import FrozenCount
from tests.builders import a_practice, an_id, an_officer, working_time

AS_OF = date(2020, 3, 31)
MONITORING = "monitoring_between_reviews"
Counts = Sequence[tuple[int, int]]


def months_up_to(number: int, last: date = AS_OF) -> list[date]:
    """Return the first days of so many months up to that of ``last``."""
    return [add_months(month_start(last), at + 1 - number) for at in range(number)]


def rows_of(
    counts: Counts,
    officer_id: str = "A",
    measure: str = MONITORING,
    last: date = AS_OF,
    **fields: Any,
) -> Iterable[FrozenCount]:
    """Yield one row a month, each (met, of), the last in that of ``last``; (0, 0) is no row."""
    for month, (met, of) in zip(months_up_to(len(counts), last), counts, strict=True):
        if of:
            yield FrozenCount(
                id=an_id(), measure=measure, month_on=month, officer_id=officer_id,
                numerator=met, denominator=of, **fields,
            )  # fmt: skip


def standing_rows(children: Mapping[str, int], months: int = 2) -> Iterable[FrozenCount]:
    """Yield the caseload of each IRO, the same in each of so many months."""
    first = months_up_to(months)[0]
    for officer_id, number in children.items():
        yield FrozenCount(
            id=an_id(), measure="caseload_per_fte", part="cla", month_on=first,
            until_on=month_end(AS_OF), officer_id=officer_id, numerator=number, denominator=number,
        )  # fmt: skip


def counted_figures(
    rows: Iterable[FrozenCount],
    *,
    names: Mapping[str, str] | None = None,
    fte: Mapping[str, float | None] | None = None,
    as_of: date = AS_OF,
    **others: Any,
) -> Figures:
    """Return figures that rest on counts alone; ``names`` and ``fte`` are by IRO."""
    kept = tuple(rows)
    known = dict(names or {row.officer_id: row.officer_id for row in kept})
    times = [working_time(one, value) for one, value in (fte or {}).items() if value is not None]
    officers = [an_officer(one, name=name) for one, name in known.items()]
    practice = others.pop("practice", None) or a_practice()
    return Figures(
        Sources({}, practice, as_of, officers=officers, working_times=times, kept=kept, **others)
    )
