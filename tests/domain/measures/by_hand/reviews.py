"""Reviews of looked after children: in time, and permanence by the second."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.records import PermanencePlan, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand.caseload import Care, Caseload
from tests.domain.measures.by_hand.days import by, months_later, working_days_later
from tests.domain.measures.by_hand.filed import Filed, Stands


@dataclass(frozen=True)
class Interval:
    """From one review to the next: ``order`` of the next, when it was due and when held."""

    order: int
    start: date | None
    due: date | None
    held: date | None
    review: Review | None
    care: Care


def intervals(load: Caseload, case: CaseFile) -> Iterator[Interval]:
    for care in load.care(case):
        if care.short:
            continue
        inside = [
            r for r in load.held(case, "cla") if r.held_on and care.start <= r.held_on <= care.end
        ]
        start = care.start if care.complete else None
        order = 1 if care.complete else 0
        for review in [*inside, None]:
            held = review.held_on if review else None
            due = None
            if start is not None:
                due = months_later(start, 3 if order == 2 else 6)
                if order == 1:
                    due = working_days_later(start, 20, load.holidays)
            yield Interval(order, start, due, held, review, care)
            start = held
            order = order + 1 if order else 0


def part(order: int) -> str:
    """Where the order is not known, a review is in none of the parts."""
    return {0: "", 1: "first", 2: "second"}.get(order, "later")


def cla_reviews_in_time(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for one in intervals(load, case):
            if one.due is None or not one.care.known:
                continue
            in_time = one.held is not None and one.held <= one.due
            if one.held is None and (one.due > load.as_of or one.due >= one.care.end):
                continue
            on = one.held if in_time and one.held else one.due
            yield Filed(on, case.child.id, load.officer(case, on), in_time, part(one.order))


def cla_reviews_in_time_held(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for one in intervals(load, case):
            if one.held and one.due and one.care.known:
                officer = load.officer(case, one.held)
                yield Filed(one.held, case.child.id, officer, one.held <= one.due, part(one.order))


def permanence_by_second_review(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        cares = load.care(case)
        for one in intervals(load, case):
            if one.order != 2 or one.held is None:
                continue
            earlier = [c.end for c in cares if c.end <= one.held and c != one.care]
            met = any(
                p.planned_on
                and p.planned_on <= one.held
                and all(p.planned_on >= end for end in earlier)
                and by(p.endorsed_on, one.held)
                for p in case.of(PermanencePlan)
            )
            yield Filed(one.held, case.child.id, load.officer(case, one.held), met)


def cla_children_reviews_in_time(load: Caseload, case: CaseFile, day: date) -> Iterator[Stands]:
    every = list(intervals(load, case))
    if any(counts(load, every, care, day) for care in load.care(case)):
        yield Stands(not any(spoils(one, day) for one in every))


def counts(load: Caseload, every: list[Interval], care: Care, day: date) -> bool:
    if care.short or not care.known or not care.start <= day < care.end:
        return False
    if working_days_later(care.start, 20, load.holidays) > day:
        return False
    if care.complete:
        return True
    first = [one.held for one in every if one.care == care and one.held]
    return bool(first) and months_later(min(first), 12) <= day


def spoils(one: Interval, day: date) -> bool:
    if one.due is None or not one.care.known or one.due > day:
        return False
    if one.held is None and one.due >= one.care.end:
        return False
    if one.held is not None and one.held <= one.due:
        return False
    still_overdue = (one.held is None or one.held > day) and day < one.care.end
    return months_later(one.due, 12) > day or still_overdue
