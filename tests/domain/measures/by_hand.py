"""The measures worked out a second time, plainly and slowly, day by day, from the definitions.

Nothing here is shared with the program but the records and the list of bank holidays.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_desktop.domain.records import (
    Absence,
    Allocation,
    CarePeriod,
    Escalation,
    EscalationStep,
    MonitoringCheck,
    OtherDuty,
    Participation,
    PermanencePlan,
    ProtectionPlan,
    Review,
    WorkingTime,
)
from iro_desktop.domain.snapshot import CaseFile

DAY = timedelta(days=1)
FAR = date(9000, 1, 1)


@dataclass(frozen=True)
class Filed:
    """One case of a measure of events."""

    on: date
    child: str
    officer: str
    met: bool
    part: str = ""


@dataclass(frozen=True)
class Care:
    start: date
    end: date
    known: bool
    complete: bool
    short: bool


@dataclass(frozen=True)
class Interval:
    """From one review to the next: ``order`` of the next, when it was due and when held."""

    order: int
    start: date | None
    due: date | None
    held: date | None
    care: Care


def is_working(day: date, holidays: frozenset[date]) -> bool:
    return day.isoweekday() < 6 and day not in holidays


def working_days_later(day: date, number: int, holidays: frozenset[date]) -> date:
    while number:
        day += DAY
        if is_working(day, holidays):
            number -= 1
    return day


def months_later(day: date, number: int) -> date:
    month = day.month - 1 + number
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class ByHand:
    """One caseload on one day."""

    def __init__(
        self,
        cases: Iterable[CaseFile],
        as_of: date,
        holidays: frozenset[date],
        times: Iterable[WorkingTime] = (),
        absences: Iterable[Absence] = (),
        duties: Iterable[OtherDuty] = (),
    ) -> None:
        self.cases = list(cases)
        self.as_of = as_of
        self.holidays = holidays
        self.times, self.absences, self.duties = list(times), list(absences), list(duties)

    # What a child's records say

    def end_of(self, case: CaseFile, recorded: date | None) -> date:
        ends = [recorded] if recorded and recorded <= self.as_of else []
        born = case.child.born_on
        if born:
            ends.append(date(born.year + 18, born.month, born.day))
        return min(ends, default=FAR)

    def care(self, case: CaseFile) -> list[Care]:
        return [
            Care(
                p.started_on,
                self.end_of(case, p.ended_on),
                not p.start_unknown,
                not p.start_unknown and not p.earlier_reviews_missing,
                bool(p.short_breaks),
            )
            for p in sorted(case.of(CarePeriod), key=lambda p: p.started_on or FAR)
            if p.started_on and p.started_on <= self.as_of
        ]

    def plans(self, case: CaseFile) -> list[tuple[date, date, bool]]:
        return [
            (p.started_on, self.end_of(case, p.ended_on), bool(p.temporary))
            for p in sorted(case.of(ProtectionPlan), key=lambda p: p.started_on or FAR)
            if p.started_on and p.started_on <= self.as_of
        ]

    def held(self, case: CaseFile, kind: str) -> list[date]:
        return sorted(
            {
                r.held_on
                for r in case.of(Review)
                if r.review_type == kind and r.held_on and r.held_on <= self.as_of
            }
        )

    def officer(self, case: CaseFile, day: date) -> str:
        found = [
            a
            for a in case.of(Allocation)
            if (a.from_on is None or a.from_on <= day) and (a.to_on is None or a.to_on >= day)
        ]
        named = [a for a in found if a.role == "named"] or found
        named.sort(key=lambda a: (a.from_on or date.min, a.id))
        return named[-1].officer_id if named else ""

    def named_officer(self, case: CaseFile, day: date) -> str:
        found = [
            a
            for a in case.of(Allocation)
            if a.role == "named"
            and (a.from_on is None or a.from_on <= day)
            and (a.to_on is None or a.to_on >= day)
        ]
        found.sort(key=lambda a: (a.from_on or date.min, a.id))
        return found[-1].officer_id if found else ""

    def covers(self, case: CaseFile, day: date, officer: str) -> bool:
        return self.named_officer(case, day) != officer and any(
            a.role == "covering"
            and a.officer_id == officer
            and (a.from_on is None or a.from_on <= day)
            and (a.to_on is None or a.to_on >= day)
            for a in case.of(Allocation)
        )

    # Reviews of looked after children

    def intervals(self, case: CaseFile) -> Iterator[Interval]:
        for care in self.care(case):
            if care.short:
                continue
            inside = [d for d in self.held(case, "cla") if care.start <= d <= care.end]
            start = care.start if care.complete else None
            order = 1 if care.complete else 0
            for held in [*inside, None]:
                due = None
                if start is not None:
                    due = months_later(start, 3 if order == 2 else 6)
                    if order == 1:
                        due = working_days_later(start, 20, self.holidays)
                yield Interval(order, start, due, held, care)
                if held is None:
                    break
                start = held
                order = order + 1 if order else 0

    @staticmethod
    def part(order: int) -> str:
        return "unknown" if not order else {1: "first", 2: "second"}.get(order, "later")

    def cla_reviews_in_time(self) -> Iterator[Filed]:
        for case in self.cases:
            for one in self.intervals(case):
                if one.due is None or not one.care.known:
                    continue
                in_time = one.held is not None and one.held <= one.due
                if one.held is None and (one.due > self.as_of or one.due >= one.care.end):
                    continue
                on = one.held if in_time and one.held else one.due
                yield Filed(
                    on, case.child.id, self.officer(case, on), in_time, self.part(one.order)
                )

    def cla_reviews_in_time_held(self) -> Iterator[Filed]:
        for case in self.cases:
            for one in self.intervals(case):
                if one.held and one.due and one.care.known:
                    officer = self.officer(case, one.held)
                    met = one.held <= one.due
                    yield Filed(one.held, case.child.id, officer, met, self.part(one.order))

    def permanence_by_second_review(self) -> Iterator[Filed]:
        for case in self.cases:
            cares = self.care(case)
            for one in self.intervals(case):
                if one.order != 2 or one.held is None:
                    continue
                earlier = [c.end for c in cares if c.end <= one.held and c != one.care]
                met = any(
                    p.planned_on
                    and p.planned_on <= one.held
                    and all(p.planned_on >= end for end in earlier)
                    and p.endorsed_on
                    and p.endorsed_on <= one.held
                    for p in case.of(PermanencePlan)
                )
                yield Filed(one.held, case.child.id, self.officer(case, one.held), met)

    def children_in_time(self, day: date, officer: str | None) -> tuple[int, int]:
        met = of = 0
        for case in self.cases:
            if officer is not None and self.officer(case, day) != officer:
                continue
            every = list(self.intervals(case))
            if not any(self.counts(every, care, day) for care in self.care(case)):
                continue
            of += 1
            met += not any(self.spoils(one, day) for one in every)
        return met, of

    def counts(self, every: list[Interval], care: Care, day: date) -> bool:
        if care.short or not care.known or not care.start <= day < care.end:
            return False
        if working_days_later(care.start, 20, self.holidays) > day:
            return False
        if care.complete:
            return True
        first = [one.held for one in every if one.care == care and one.held]
        return bool(first) and months_later(min(first), 12) <= day

    def spoils(self, one: Interval, day: date) -> bool:
        if one.due is None or not one.care.known or one.due > day:
            return False
        if one.held is None and one.due >= one.care.end:
            return False
        if one.held is not None and one.held <= one.due:
            return False
        still_overdue = (one.held is None or one.held > day) and day < one.care.end
        return months_later(one.due, 12) > day or still_overdue

    # Participation

    def coded(self, codes: str) -> Iterator[Filed]:
        for case in self.cases:
            days = {r.id: r.held_on for r in case.of(Review) if r.review_type == "cla"}
            cares = [care for care in self.care(case) if not care.short]
            seen = set()
            for one in case.of(Participation):
                day = days.get(one.review_id)
                number = one.participation[2:]
                if day is None or day > self.as_of or day in seen or not one.participation:
                    continue
                seen.add(day)
                if number in "1234567" and any(c.start <= day <= c.end for c in cares):
                    yield Filed(day, case.child.id, self.officer(case, day), number in codes)

    def cla_participation(self) -> Iterator[Filed]:
        yield from self.coded("12356")

    def cla_attendance(self) -> Iterator[Filed]:
        yield from self.coded("1234")

    # Conferences

    def rcpc_intervals(self, case: CaseFile) -> Iterator[tuple[int, date, date, date | None, date]]:
        for start, end, temporary in self.plans(case):
            if temporary:
                continue
            inside = [d for d in self.held(case, "rcpc") if start < d <= min(end, self.as_of)]
            clock = start
            for number, held in enumerate([*inside, None], start=1):
                yield number, clock, months_later(clock, 3 if number == 1 else 6), held, end
                clock = held or clock

    def cp_reviews_in_time(self) -> Iterator[Filed]:
        for case in self.cases:
            for number, _, due, held, end in self.rcpc_intervals(case):
                in_time = held is not None and held <= due
                if held is None and (due > self.as_of or due >= end):
                    continue
                on = held if in_time and held else due
                part = "rcpc_first" if number == 1 else "rcpc_later"
                yield Filed(on, case.child.id, self.chair(case, held, "rcpc", on), in_time, part)

    def cp_reviews_in_time_held(self) -> Iterator[Filed]:
        for case in self.cases:
            for number, _, due, held, _ in self.rcpc_intervals(case):
                if held:
                    part = "rcpc_first" if number == 1 else "rcpc_later"
                    officer = self.chair(case, held, "rcpc", held)
                    yield Filed(held, case.child.id, officer, held <= due, part)

    def icpc_in_time(self) -> Iterator[Filed]:
        for case in self.cases:
            for held in self.held(case, "icpc"):
                review = self.first_of(case, held, "icpc")
                if review.strategy_on is None or review.strategy_on > held:
                    continue
                met = held <= working_days_later(review.strategy_on, 15, self.holidays)
                yield Filed(held, case.child.id, self.chair(case, held, "icpc", held), met)

    @staticmethod
    def first_of(case: CaseFile, held: date, kind: str) -> Review:
        found = [r for r in case.of(Review) if r.review_type == kind and r.held_on == held]
        return min(found, key=lambda r: r.id)

    def chair(self, case: CaseFile, held: date | None, kind: str, on: date) -> str:
        chair = self.first_of(case, held, kind).chair_id if held else ""
        return chair or self.officer(case, on)

    # Monitoring

    def monitoring_between_reviews(self) -> Iterator[Filed]:
        for case in self.cases:
            for one in self.intervals(case):
                if one.order != 1 and one.start and one.due:
                    yield from self.midpoint(
                        case, "cla", one.start, one.due, one.held, one.care.end
                    )
            for _, start, due, held, end in self.rcpc_intervals(case):
                yield from self.midpoint(case, "cp", start, due, held, end)

    def midpoint(
        self, case: CaseFile, part: str, start: date, due: date, held: date | None, end: date
    ) -> Iterator[Filed]:
        length = (due - start).days
        if length < 56:
            return
        middle = start + timedelta(days=length // 2)
        last = middle + timedelta(days=14)
        window = [middle + timedelta(days=n) for n in range(-28, 15)]
        met = any(
            c.checked_on in window and c.checked_on <= self.as_of and c.analysis.strip()
            for c in case.of(MonitoringCheck)
            if c.checked_on
        )
        if met:
            if middle <= self.as_of:
                yield Filed(middle, case.child.id, self.officer(case, middle), True, part)
            return
        over = [d for d in (held, end) if d is not None and d <= last and d <= self.as_of]
        if not over and self.as_of > last:
            yield Filed(middle, case.child.id, self.officer(case, middle), False, part)

    # Challenges

    def issues(self) -> Iterator[tuple[CaseFile, Escalation, date, date | None]]:
        """Yield each issue with the day it was raised and the day it became formal, if it has."""
        for case in self.cases:
            for one in case.of(Escalation):
                if one.opened_on and one.opened_on <= self.as_of and not one.good_practice:
                    formal = [
                        s.started_on
                        for s in case.of(EscalationStep)
                        if s.escalation_id == one.id
                        and s.stage != "informal"
                        and s.started_on
                        and s.started_on <= self.as_of
                    ]
                    yield case, one, one.opened_on, min(formal, default=None)

    def challenge_informal_share(self) -> Iterator[Filed]:
        for case, one, opened, formal in self.issues():
            on = formal or opened
            officer = self.officer(case, on) or one.officer_id
            yield Filed(on, case.child.id, officer, formal is None)

    def challenge_conversion(self) -> Iterator[Filed]:
        for case, one, _, formal in self.issues():
            first = [s for s in case.of(EscalationStep) if s.escalation_id == one.id]
            began_formally = bool(first) and min(first, key=self.by_day).stage != "informal"
            closed = one.closed_on if one.closed_on and one.closed_on <= self.as_of else None
            on = formal or closed
            if on and not began_formally:
                officer = self.officer(case, on) or one.officer_id
                yield Filed(on, case.child.id, officer, formal is not None)

    @staticmethod
    def by_day(step: EscalationStep) -> tuple[date, str]:
        return step.started_on or FAR, step.id

    def challenges_informal(self) -> Iterator[Filed]:
        yield from (one for one in self.challenge_informal_share() if one.met)

    def resolutions_formal(self) -> Iterator[Filed]:
        yield from (one for one in self.challenge_informal_share() if not one.met)

    # Stocks

    def looked_after(self, case: CaseFile, day: date) -> bool:
        return any(c.start <= day < c.end and not c.short for c in self.care(case))

    def on_plan(self, case: CaseFile, day: date) -> bool:
        return any(start <= day < end and not temp for start, end, temp in self.plans(case))

    def cla_number(self, day: date, officer: str | None) -> int:
        return sum(
            self.looked_after(case, day)
            for case in self.cases
            if officer is None or self.officer(case, day) == officer
        )

    def cp_number(self, day: date, officer: str | None) -> int:
        return sum(
            self.on_plan(case, day)
            for case in self.cases
            if officer is None or self.officer(case, day) == officer
        )

    def caseload(self, day: date, officer: str | None) -> dict[str, int]:
        found = {"cla": 0, "cp": 0, "both": 0, "covering": 0}
        for case in self.cases:
            cla, cp = self.looked_after(case, day), self.on_plan(case, day)
            if not (cla or cp):
                continue
            if officer is None or self.named_officer(case, day) == officer:
                found["both" if cla and cp else "cla" if cla else "cp"] += 1
            if officer is not None and self.covers(case, day, officer):
                found["covering"] += 1
        return found

    def size(self, day: date, officer: str | None) -> int:
        found = self.caseload(day, officer)
        return found["cla"] + found["cp"] + found["both"]

    # Working FTE

    def fte(self, officer: str, day: date) -> float | None:
        contracts = [t.fte or 0 for t in self.times if t.officer_id == officer and within(t, day)]
        if not contracts:
            return None
        if any(
            a.officer_id == officer and a.reason == "maternity" and within(a, day)
            for a in self.absences
        ):
            return 0.0
        if self.working_days_sick(officer, day) > 20:
            return 0.0
        duties = sum(d.fte or 0 for d in self.duties if d.officer_id == officer and within(d, day))
        return max(0.0, sum(contracts) - duties)

    def working_days_sick(self, officer: str, day: date) -> int:
        notes = [a for a in self.absences if a.officer_id == officer and a.reason == "sickness"]

        def noted(on: date) -> bool:
            return any(within(note, on) for note in notes)

        def reaches_a_note(on: date, step: timedelta) -> bool:
            while not noted(on) and not is_working(on, self.holidays):
                on += step
            return noted(on)

        if not (reaches_a_note(day, -DAY) and reaches_a_note(day, DAY)):
            return 0
        number = 0
        while noted(day) or not is_working(day, self.holidays):
            number += is_working(day, self.holidays)
            day -= DAY
        return number


def within(row: WorkingTime | Absence | OtherDuty, day: date) -> bool:
    return (row.from_on is None or row.from_on <= day) and (row.to_on is None or day <= row.to_on)
