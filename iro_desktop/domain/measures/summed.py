"""Sources made of summaries: their figures are those of the IROs and months that they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from iro_desktop.domain.calendar import month_end
from iro_desktop.domain.measures.engine import CASELOAD
from iro_desktop.domain.measures.kept import BY_DAY, JOINED, LEFT, LEFT_AT_18, OF_ALL
from iro_desktop.domain.measures.sources import Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Comparator, Officer, WorkingTime
from iro_desktop.domain.summary import MonthOfCaseload, Summary, SummedCount


def sources_of(
    summaries: Iterable[Summary],
    practice: Practice,
    as_of: date,
    comparators: Sequence[Comparator] = (),
) -> Sources:
    """The sources of several summaries together, as known on ``as_of``.

    Figures of whole months are those of the records that were counted, of one IRO under its id and
    of all together, each child that passed from one IRO to another within them counted where it
    was. Each month of an IRO must be in one summary alone: what is there twice counts twice.
    """
    kept: list[SummedCount] = []
    officers: dict[str, Officer] = {}
    times: list[WorkingTime] = []
    for one in summaries:
        officers[one.officer_id] = Officer(
            id=one.officer_id, name=one.officer_name, team=one.team, role=one.role
        )
        kept += one.rows
        for month in one.caseload:
            kept += moves_of(one.officer_id, month)
            times += _worked(one.officer_id, month)
    return Sources(
        cases={},
        practice=practice,
        as_of=as_of,
        officers=tuple(officers.values()),
        working_times=tuple(times),
        comparators=comparators,
        kept=kept,
    )


def moves_of(officer_id: str, month: MonthOfCaseload) -> Iterator[SummedCount]:
    """The rows of who joined and left in a month, and of its child-days.

    Of those who were passed on it is not known who was of age: they have left as others do.
    """
    first, last = month.month_on, month_end(month.month_on)
    received = sum(number for _, number in month.received)
    passed = sum(number for _, number in month.passed)
    ended = month.ended - month.ended_at_18
    for part, number in (
        (JOINED, month.new + received),
        (LEFT, ended + passed),
        (LEFT_AT_18, month.ended_at_18),
        (f"{JOINED}{OF_ALL}", month.new),
        (f"{LEFT}{OF_ALL}", ended),
        (f"{LEFT_AT_18}{OF_ALL}", month.ended_at_18),
    ):
        if number:
            yield SummedCount(CASELOAD, part, first, None, officer_id, "", number, 0)
    if month.child_days:
        yield SummedCount(CASELOAD, BY_DAY, first, last, officer_id, "", month.child_days, 0)


def _worked(officer_id: str, month: MonthOfCaseload) -> Iterator[WorkingTime]:
    """Yield the FTE of a month's end for all of the month; nothing where none was entered."""
    if month.fte is not None:
        yield WorkingTime(
            id=f"{officer_id}-{month.month_on:%Y%m}",
            officer_id=officer_id,
            fte=month.fte,
            from_on=month.month_on,
            to_on=month_end(month.month_on),
        )
