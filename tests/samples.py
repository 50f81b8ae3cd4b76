"""The sample caseload of several days and seeds, as tests want to look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from iro_desktop.domain.casefile import Due, dues
from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import CarePeriod, Record, Standards
from iro_desktop.domain.snapshot import CaseFile, Snapshot, Stored, build
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.importers.sample import officer_id, sample
from tests.builders import the_calendar

DAYS = (
    (date(2020, 3, 31), 1),
    (date(2020, 3, 31), 2),
    (date(2026, 5, 12), 1),
    (date(2012, 11, 17), 3),
    (date(2019, 12, 27), 2),
    (date(2024, 9, 16), 4),
    (date(2034, 6, 30), 5),
    (date(2008, 1, 1), 1),
)
DAY = date(2020, 3, 31)
ME = officer_id("Sample IRO")


@cache
def records_of(as_of: date, seed: int = 1, scale: float = 1.0) -> tuple[Record, ...]:
    return sample(
        as_of, seed=seed, scale=scale, calendar=the_calendar(), standards=DEFAULT_STANDARDS
    )


@cache
def snapshot_of(as_of: date, seed: int = 1, scale: float = 1.0) -> Snapshot:
    tables: dict[str, dict[str, Stored]] = {}
    for record in records_of(as_of, seed, scale):
        tables.setdefault(type(record).__name__, {})[record.id] = Stored(record)
    return build(tables, 0)


@cache
def figures_of(as_of: date, seed: int = 1, scale: float = 1.0) -> Figures:
    snapshot = snapshot_of(as_of, seed, scale)
    return Figures(Sources.of(snapshot, practice_of(as_of, seed, scale), as_of))


def practice_of(as_of: date, seed: int = 1, scale: float = 1.0) -> Practice:
    return Practice(the_calendar(), snapshot_of(as_of, seed, scale).of(Standards))


def kinds(kind: type[Any], as_of: date = DAY, seed: int = 1) -> tuple[Any, ...]:
    return snapshot_of(as_of, seed).of(kind)


def dues_of(as_of: date, seed: int) -> Iterator[tuple[CaseFile, Due]]:
    practice = practice_of(as_of, seed)
    for case in snapshot_of(as_of, seed).cases.values():
        for due in dues(case, practice, as_of):
            yield case, due


def within(day: date, period: CarePeriod) -> bool:
    assert period.started_on is not None
    return period.started_on <= day and (period.ended_on is None or day < period.ended_on)
