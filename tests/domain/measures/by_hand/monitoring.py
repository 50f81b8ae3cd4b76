"""Monitoring between reviews: by midpoint, or by child."""

from collections.abc import Iterator
from datetime import date, timedelta

from iro_desktop.domain.records import MonitoringCheck
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand import protection, reviews
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import DAY, by, months_later
from tests.domain.measures.by_hand.filed import Filed, Stands


def monitoring_between_reviews(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for one in reviews.intervals(load, case):
            if one.order != 1 and one.start and one.due:
                yield from midpoint(load, case, "cla", one.start, one.due, one.held, one.care.end)
        for other in protection.intervals(load, case):
            yield from midpoint(load, case, "cp", other.start, other.due, other.held, other.end)


def midpoint(
    load: Caseload,
    case: CaseFile,
    part: str,
    start: date,
    due: date,
    held: date | None,
    end: date,
) -> Iterator[Filed]:
    length = (due - start).days
    if length < 56:
        return
    middle = start + timedelta(days=length // 2)
    last = middle + timedelta(days=14)
    window = [middle + n * DAY for n in range(-28, 15)]
    officer = load.officer(case, middle)
    if any(day in window and day <= load.as_of for day in checks(case)):
        if middle <= load.as_of:
            yield Filed(middle, case.child.id, officer, True, part)
        return
    over = [day for day in (held, end) if day is not None and day <= last and day <= load.as_of]
    if not over and load.as_of > last:
        yield Filed(middle, case.child.id, officer, False, part)


def checks(case: CaseFile) -> list[date]:
    """The days of those that say what they mean for the child."""
    return [c.checked_on for c in case.of(MonitoringCheck) if c.checked_on and c.analysis.strip()]


def monitoring_by_child(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    care = load.care_on(case, day)
    if care and by(months_later(care.start, 6), day):
        yield Stands(any(on <= day < months_later(on, 6) for on in checks(case)))
