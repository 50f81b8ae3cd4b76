"""Care orders: those discharged, and those of children who live at home under one."""

from collections.abc import Iterator
from datetime import date, timedelta

from iro_desktop.domain.records import (
    CarePeriod,
    DischargePlan,
    LegalStatus,
)
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import DAY, FAR, birthday, by, months_later
from tests.domain.measures.by_hand.filed import Filed, Stands

HOME = ("E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48")
ADOPTED = ("E11", "E12")
NEITHER = ("E2", "E3", "E15", "E17")
"""Died, care taken over by another authority, and the two that say that somebody was 18."""
MONTH = timedelta(days=31)


def care_orders_discharged(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        granted = granted_on(load, case)
        for period in ended_under_an_order(load, case):
            end = period.ended_on or FAR
            near = [day for day in granted if abs(day - end) <= MONTH]
            granted = [day for day in granted if day not in near]
            if period.end_reason in ADOPTED:
                yield filed(load, case, end, "adopted", met=True)
            else:
                met = bool(near) or period.end_reason in HOME
                yield from counted(load, case, min([*near, end]), met=met)
        while granted:
            first = granted[0]
            yield from counted(load, case, first, met=True)
            granted = [day for day in granted if day - first > MONTH]


def counted(load: Caseload, case: CaseFile, on: date, *, met: bool) -> Iterator[Filed]:
    """One case, which beside that was no adoption."""
    yield filed(load, case, on, met=met)
    yield filed(load, case, on, "adopted", met=False)


def filed(load: Caseload, case: CaseFile, on: date, part: str = "", *, met: bool) -> Filed:
    return Filed(on, case.child.id, load.officer(case, on), met, part, beside=bool(part))


def granted_on(load: Caseload, case: CaseFile) -> list[date]:
    """The days on which a discharge was granted for a child who has been looked after."""
    if not any(care.start < care.end and not care.short for care in load.care(case)):
        return []
    last = load.as_of
    if case.child.born_on:
        last = min(last, birthday(case.child.born_on, 18) - DAY)
    days = {p.granted_on for p in case.of(DischargePlan)}
    return sorted(day for day in days if day and day <= last)


def ended_under_an_order(load: Caseload, case: CaseFile) -> list[CarePeriod]:
    """The periods of care that ended under 18 and under a full care order."""
    born = case.child.born_on
    return [
        p
        for p in case.of(CarePeriod)
        if p.started_on
        and p.ended_on
        and p.ended_on <= load.as_of
        and not p.short_breaks
        and p.end_reason not in NEITHER
        and not (born and p.ended_on >= birthday(born, 18))
        and last_status(case, p.ended_on) == "C2"
    ]


def last_status(case: CaseFile, day: date) -> str:
    found = [s for s in case.of(LegalStatus) if by(s.started_on, day)]
    found.sort(key=lambda s: (s.started_on or FAR, s.id))
    return found[-1].status if found else ""


def at_home_under_an_order(load: Caseload, case: CaseFile) -> dict[date, date]:
    """Each day on which the child was, with the first day of that unbroken stretch."""
    found: dict[date, date] = {}
    day = min([s.started_on for s in case.of(LegalStatus) if s.started_on], default=FAR)
    since = None
    while day <= load.as_of:
        holds = load.legal_status(case, day) == "C2" and load.placement(case, day) == "P1"
        if holds and load.care_on(case, day):
            since = since or day
            found[day] = since
        else:
            since = None
        day += DAY
    return found


def at_home_for_a_year(load: Caseload, case: CaseFile, day: date) -> bool:
    stretch = load.once("at home", case, at_home_under_an_order)
    return day in stretch and months_later(stretch[day], 12) <= day


def discharge_pipeline(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    if at_home_for_a_year(load, case, day):
        yield Stands(any(is_pursued(plan, day) for plan in case.of(DischargePlan)))


def discharge_decision_needed(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    if at_home_for_a_year(load, case, day):
        yield Stands(not any(is_decided(plan, day) for plan in case.of(DischargePlan)))


def steps_by(plan: DischargePlan, day: date) -> list[str]:
    dates = {
        "agreed": plan.agreed_on,
        "applied": plan.application_on,
        "granted": plan.granted_on,
        "refused": plan.refused_on,
    }
    return [step for step, on in dates.items() if by(on, day)]


def is_considered(plan: DischargePlan, day: date) -> bool:
    """From the day it was considered on or, where none is recorded, its first step."""
    return by(plan.considered_on, day) if plan.considered_on else bool(steps_by(plan, day))


def is_pursued(plan: DischargePlan, day: date) -> bool:
    steps = steps_by(plan, day)
    if not is_considered(plan, day) or "granted" in steps or "refused" in steps:
        return False
    return plan.decision == "pursue" or (not plan.decision and bool(steps))


def is_decided(plan: DischargePlan, day: date) -> bool:
    return is_considered(plan, day) and bool(plan.decision or steps_by(plan, day))
