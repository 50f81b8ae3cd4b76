"""One caseload on one day, and what stands in its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from iro_desktop.domain.records import (
    Absence,
    Allocation,
    CarePeriod,
    Comparator,
    LegalStatus,
    Meeting,
    OtherDuty,
    Placement,
    ProtectionPlan,
    Review,
    Standards,
    WorkingTime,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from tests.domain.measures.by_hand.days import FAR, birthday, by

T = TypeVar("T")


@dataclass(frozen=True)
class Care:
    start: date
    end: date
    known: bool
    complete: bool
    short: bool


@dataclass(frozen=True)
class Plan:
    """One plan; ``ended_by_somebody`` says that it is not only the 18th birthday or a death."""

    start: date
    end: date
    ended_by_somebody: bool
    record: ProtectionPlan


class Caseload:
    """All records, and the day after which nothing is known."""

    def __init__(
        self,
        cases: Iterable[CaseFile],
        as_of: date,
        holidays: frozenset[date],
        *,
        times: Iterable[WorkingTime] = (),
        absences: Iterable[Absence] = (),
        duties: Iterable[OtherDuty] = (),
        meetings: Iterable[Meeting] = (),
        standards: Iterable[Standards] = (),
        comparators: Iterable[Comparator] = (),
    ) -> None:
        self.cases = list(cases)
        self.as_of = as_of
        self.holidays = holidays
        self.times, self.absences, self.duties = list(times), list(absences), list(duties)
        self.meetings = {meeting.id: meeting for meeting in meetings}
        self.standards = list(standards)
        self.comparators = list(comparators)
        self._once: dict[tuple[str, str], object] = {}

    def once(self, what: str, case: CaseFile, work_out: Callable[[Caseload, CaseFile], T]) -> T:
        """What is worked out of one child's records, and kept."""
        key = what, case.child.id
        if key not in self._once:
            self._once[key] = work_out(self, case)
        return cast("T", self._once[key])

    def standards_on(self, day: date) -> Standards:
        begun = [one for one in self.standards if by(one.from_on, day)]
        return max(begun, key=lambda one: one.from_on or FAR, default=DEFAULT_STANDARDS)

    # When a child was looked after and on a plan

    def end_of(self, case: CaseFile, recorded: date | None, *others: date) -> date:
        child = case.child
        ends = [day for day in (recorded, child.died_on) if day and day <= self.as_of]
        if child.born_on:
            ends.append(birthday(child.born_on, 18))
        return min([*ends, *others], default=FAR)

    def care(self, case: CaseFile) -> list[Care]:
        return self.once("care", case, Caseload._care)

    def _care(self, case: CaseFile) -> list[Care]:
        found = []
        begun = [p for p in case.of(CarePeriod) if by(p.started_on, self.as_of)]
        for p in sorted(begun, key=lambda p: p.started_on or FAR):
            start = p.started_on or FAR
            after = [q.started_on for q in begun if q.started_on and q.started_on > start]
            found.append(
                Care(
                    start,
                    self.end_of(case, p.ended_on, *([] if p.ended_on else after)),
                    not p.start_unknown,
                    not p.start_unknown and not p.earlier_reviews_missing,
                    bool(p.short_breaks),
                )
            )
        return found

    def care_on(self, case: CaseFile, day: date) -> Care | None:
        """The period in which the child was looked after at the end of a day, no short breaks."""
        for care in self.care(case):
            if care.start <= day < care.end and not care.short:
                return care
        return None

    def plans(self, case: CaseFile) -> list[Plan]:
        return self.once("plans", case, Caseload._plans)

    def _plans(self, case: CaseFile) -> list[Plan]:
        found = []
        for p in case.of(ProtectionPlan):
            if p.started_on and p.started_on <= self.as_of:
                last = p.ended_on if p.ended_on and p.ended_on <= self.as_of else self.as_of
                not_continued = [
                    r.held_on
                    for r in case.of(Review)
                    if r.review_type in ("rcpc", "reconvened")
                    and r.plan_continues is False
                    and r.held_on
                    and p.started_on < r.held_on <= last
                ]
                end = self.end_of(case, p.ended_on, *not_continued)
                ended = by(p.ended_on, self.as_of) or end in not_continued
                found.append(Plan(p.started_on, end, ended, p))
        return sorted(found, key=lambda p: p.start)

    # Who

    def allocated(self, case: CaseFile, day: date) -> list[Allocation]:
        found = [
            a
            for a in case.of(Allocation)
            if (a.from_on is None or a.from_on <= day) and (a.to_on is None or a.to_on >= day)
        ]
        return sorted(found, key=lambda a: (a.from_on or date.min, a.id))

    def officer(self, case: CaseFile, day: date) -> str:
        found = self.allocated(case, day)
        named = [a for a in found if a.role == "named"] or found
        return named[-1].officer_id if named else ""

    def named_officer(self, case: CaseFile, day: date) -> str:
        named = [a for a in self.allocated(case, day) if a.role == "named"]
        return named[-1].officer_id if named else ""

    def covers(self, case: CaseFile, day: date, officer: str) -> bool:
        return self.named_officer(case, day) != officer and any(
            a.role == "covering" and a.officer_id == officer for a in self.allocated(case, day)
        )

    def chair(self, case: CaseFile, review: Review, on: date) -> str:
        meeting = self.meetings.get(review.meeting_id)
        chair = review.chair_id or (meeting.chair_id if meeting else "")
        return chair or self.officer(case, on)

    # Reviews and conferences

    def held(self, case: CaseFile, *kinds: str) -> list[Review]:
        """Those of these types, in order; of one type and day the first on file."""
        found = [r for r in case.of(Review) if r.review_type in kinds and by(r.held_on, self.as_of)]
        found.sort(key=lambda r: (r.held_on or FAR, r.id))
        days = [(r.review_type, r.held_on) for r in found]
        return [r for n, r in enumerate(found) if days[n] not in days[:n]]

    def held_in_care(self, case: CaseFile) -> list[Review]:
        """The reviews of a looked after child, short breaks left out."""
        cares = [care for care in self.care(case) if not care.short]
        return [
            r
            for r in self.held(case, "cla")
            if r.held_on and any(c.start <= r.held_on <= c.end for c in cares)
        ]

    def meeting_of(self, case: CaseFile, review: Review) -> str:
        """What the children of one meeting or conference have in common on its day."""
        return review.meeting_id or case.child.sibling_group_id or case.child.id

    # Status and placement

    def legal_status(self, case: CaseFile, day: date) -> str:
        found = [s for s in case.of(LegalStatus) if running(s, day)]
        found.sort(key=lambda s: (s.started_on or FAR, s.id))
        return found[-1].status if found else ""

    def placement(self, case: CaseFile, day: date) -> str:
        found = [p for p in case.of(Placement) if running(p, day)]
        found.sort(key=lambda p: (p.started_on or FAR, p.id))
        return found[-1].placement_type if found else ""


def running(row: LegalStatus | Placement, day: date) -> bool:
    return by(row.started_on, day) and (row.ended_on is None or day < row.ended_on)
