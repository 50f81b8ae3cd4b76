"""Challenges stage by stage: what is open and for how long, what was closed there in a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.escalation import Progress
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import Stage, stages_of
from iro_desktop.domain.words import counted

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class StageSummary:
    """One stage on one day.

    ``children`` are those whom the open cases name: each case counts once, whoever it names.
    ``longest_days`` are the working days since the oldest open case at it was raised, ``late`` the
    replies that are overdue. ``closed`` counts the cases that ended at this stage in the last 12
    months, ``median_days`` is the median of their working days from being raised; ``reopened``
    counts those at it that were opened again in that time. None where there is no case.
    """

    key: str
    name: str
    role: str
    formal: bool
    open: int
    children: int
    longest_days: int | None
    late: int
    closed: int
    median_days: float | None
    reopened: int

    @property
    def longest(self) -> str:
        """How long the oldest has been open: "23 working days"; "" without one."""
        return _working_days(self.longest_days)

    @property
    def children_named(self) -> str:
        """How many children the open cases name, where that is another number; else ""."""
        return counted(self.children, "child", "children") if self.children != self.open else ""

    @property
    def median(self) -> str:
        """How long it took: "8 working days", "7.5 working days"; "" where none ended."""
        return _working_days(self.median_days)


def _working_days(days: float | None) -> str:
    if days is None:
        return ""
    whole = int(days)
    return counted(whole, "working day") if days == whole else f"{days} working days"


def escalation_summary(
    found: Sequence[Progress], standards: Standards, today: date
) -> tuple[StageSummary, ...]:
    """Return the stages of the standards, and after them those that only older cases still have.

    Notes of good practice go through none and are left out.
    """
    cases = [at for at in found if at.state != "praise"]
    return tuple(_stage(stage, cases, today) for stage in _stages(cases, standards))


def _stages(cases: Sequence[Progress], standards: Standards) -> Iterator[Stage]:
    stages = stages_of(standards)
    yield from stages
    known = {stage.key for stage in stages}
    older = {at.current.stage.key: at.current.stage for at in cases}
    yield from (older[key] for key in sorted(older.keys() - known))


def _stage(stage: Stage, cases: Sequence[Progress], today: date) -> StageSummary:
    since = add_months(today, -_MONTHS)
    at_it = [at for at in cases if at.current.stage.key == stage.key]
    live = [at for at in at_it if at.is_open]
    closed = [at for at in at_it if at.closed_on is not None and at.closed_on > since]
    ages = [at.working_days_open for at in live if at.working_days_open is not None]
    took = [at.working_days_open for at in closed if at.working_days_open is not None]
    again = (at.escalation.reopened_on for at in at_it)
    return StageSummary(
        stage.key,
        stage.name,
        stage.role,
        stage.formal,
        len(live),
        len({child_id for at in live for child_id in _named(at)}),
        max(ages, default=None),
        sum(at.current.overdue(today) for at in live),
        len(closed),
        median(took) if took else None,
        sum(day is not None and since < day <= today for day in again),
    )


def _named(at: Progress) -> tuple[str, ...]:
    return (at.escalation.child_id, *at.escalation.other_child_ids)
