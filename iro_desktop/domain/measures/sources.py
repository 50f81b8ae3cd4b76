"""What measures are worked out from: the caseload, the IROs' working time, the practice, a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from iro_desktop.domain.casefile import (
    CareSpan,
    Midpoint,
    PlanSpan,
    ReviewDue,
    allocation_on,
    care_spans,
    conferences_held,
    midpoints,
    plan_spans,
    review_dues,
)
from iro_desktop.domain.comparators import with_shipped
from iro_desktop.domain.escalation import Progress, progress_of
from iro_desktop.domain.measures.earlier_plans import PlanStart, plan_starts
from iro_desktop.domain.measures.kept import AnyCount, kept_counts
from iro_desktop.domain.measures.outcome import UNALLOCATED, Outcome, Stretch, Why
from iro_desktop.domain.measures.spans import Span, earlier, joined, shared
from iro_desktop.domain.measures.working_fte import WorkingFte
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Absence,
    Allocation,
    Comparator,
    Meeting,
    Officer,
    OtherDuty,
    Participation,
    Review,
    WorkingTime,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """A caseload as it was known on ``as_of``; what is dated after that day is left out.

    ``kept`` is what erased children counted in months that were over: it adds to the cases, as it
    was known on the day they were erased. Of a team it is what the summaries of its IROs count.
    """

    cases: Mapping[str, CaseFile]
    practice: Practice
    as_of: date
    officers: Sequence[Officer] = ()
    working_times: Sequence[WorkingTime] = ()
    absences: Sequence[Absence] = ()
    other_duties: Sequence[OtherDuty] = ()
    meetings: Sequence[Meeting] = ()
    comparators: Sequence[Comparator] = ()
    kept: Sequence[AnyCount] = ()

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        practice: Practice,
        as_of: date,
        shipped: Sequence[Comparator] = (),
    ) -> Sources:
        """The sources in a snapshot; ``shipped`` are the comparators that the program brings."""
        return cls(
            snapshot.cases,
            practice,
            as_of,
            snapshot.of(Officer),
            snapshot.of(WorkingTime),
            snapshot.of(Absence),
            snapshot.of(OtherDuty),
            snapshot.of(Meeting),
            with_shipped(snapshot.of(Comparator), shipped),
            kept_counts(snapshot),
        )

    def same_rules_as(self, other: Sources) -> bool:
        """Whether an unchanged case file gives the same cases here as there."""
        return (
            self.as_of == other.as_of
            and self.practice == other.practice
            and self.meetings is other.meetings
            and self.comparators == other.comparators
        )

    def working_fte(self) -> WorkingFte:
        """Who worked how much."""
        return WorkingFte(
            self.officers, self.working_times, self.absences, self.other_duties, self.practice
        )


_NO_MEETINGS: Final[Mapping[str, Meeting]] = {}
_SETTLING_WORKING_DAYS: Final = 20


class CaseFacts:
    """One case file, with what many measures ask of it worked out once.

    ``beside`` holds what is worked out of the facts by others than measures, under their names.
    """

    def __init__(
        self,
        case: CaseFile,
        practice: Practice,
        as_of: date,
        meetings: Mapping[str, Meeting] = _NO_MEETINGS,
    ) -> None:
        self.case = case
        self.practice = practice
        self.as_of = as_of
        self.meetings = meetings
        self.outcomes: dict[str, tuple[Outcome, ...]] = {}
        self.stretches: dict[str, tuple[Stretch, ...]] = {}
        self.beside: dict[str, tuple[Any, ...]] = {}

    @property
    def child_id(self) -> str:
        """The id of the child."""
        return self.case.child.id

    @cached_property
    def care_spans(self) -> tuple[CareSpan, ...]:
        """The periods of care that had begun by the as-of day."""
        return care_spans(self.case, self.as_of)

    @cached_property
    def review_dues(self) -> tuple[ReviewDue, ...]:
        """Every interval that ends in a review or conference, past and current, once."""
        return review_dues(self.case, self.practice, self.as_of)

    @cached_property
    def midpoints(self) -> tuple[Midpoint, ...]:
        """Every midpoint between reviews."""
        return midpoints(self.case, self.practice, self.as_of)

    @cached_property
    def plan_spans(self) -> tuple[PlanSpan, ...]:
        """The child protection plans that had begun by the as-of day."""
        return plan_spans(self.case, self.as_of)

    @cached_property
    def plan_starts(self) -> tuple[PlanStart, ...]:
        """Each plan of our own that began, with what is on file of those before it."""
        return plan_starts(self.plan_spans)

    @cached_property
    def reviews(self) -> dict[str, Review]:
        """Every review and conference by its id, held or not."""
        return {review.id: review for review in self.case.of(Review)}

    @cached_property
    def conferences(self) -> list[tuple[date, Review]]:
        """The conferences held by the as-of day, in order; one a day and type."""
        return conferences_held(self.case, self.as_of)

    @cached_property
    def care(self) -> list[Span]:
        """The days on which the child was looked after, short breaks left out."""
        return joined([(s.started_on, s.over_on) for s in self.care_spans if not s.short_breaks])

    @cached_property
    def challenges(self) -> tuple[Progress, ...]:
        """Where each challenge and resolution stood on the as-of day."""
        return progress_of(self.case, self.practice, self.as_of)

    @cached_property
    def settling(self) -> tuple[tuple[CareSpan, date], ...]:
        """Each period of care whose start is known, with its 20th working day; one a first day.

        Short breaks are left out.
        """
        spans = {
            span.started_on: span
            for span in self.care_spans
            if span.start_known and not span.short_breaks
        }
        return tuple(
            (span, self.practice.working_days(started_on, _SETTLING_WORKING_DAYS))
            for started_on, span in spans.items()
        )

    @cached_property
    def reviews_in_care(self) -> Mapping[str, date]:
        """Review id -> day of each review held of a looked after child, short breaks left out."""
        spans = [span for span in self.care_spans if not span.short_breaks]
        return {
            review.id: review.held_on
            for review in (self.case.of(Review) if spans else ())
            if review.review_type == "cla"
            and review.held_on is not None
            and review.held_on <= self.as_of
            and any(span.holds(review.held_on) for span in spans)
        }

    @cached_property
    def coded_reviews(self) -> tuple[tuple[date, str], ...]:
        """Day and participation code of each review of a looked after child; one a day."""
        days = self.reviews_in_care
        if not days:
            return ()
        codes = dict.fromkeys(sorted(days.values()), "")
        for one in self.case.of(Participation):
            held_on = days.get(one.review_id)
            if held_on is not None and not codes[held_on]:
                codes[held_on] = one.participation
        return tuple(codes.items())

    @cached_property
    def allocated(self) -> tuple[tuple[Span, Allocation | None], ...]:
        """All days, cut where the allocation changes, with the allocation that counts on them."""
        days = {
            day
            for one in self.case.of(Allocation)
            for day in (one.from_on, _day_after(one.to_on))
            if day is not None
        }
        starts = sorted({date.min, *days})
        return tuple(
            ((start, until), allocation_on(self.case, start))
            for start, until in zip(starts, [*starts[1:], None], strict=True)
        )

    def by_officer(self, spans: Sequence[Span]) -> Iterator[tuple[Span, str]]:
        """The spans cut where the allocation changes, each with the IRO's id, "" for none."""
        for days, allocation in self.allocated:
            officer_id = allocation.officer_id if allocation else UNALLOCATED
            for span in shared(spans, [days]):
                yield span, officer_id

    def stretches_of(
        self, owned: Iterable[tuple[Span, str]], days: Span, why: Why, part: str = "", *, met: bool
    ) -> Iterator[Stretch]:
        """Some days as stretches, those of them that lie in spans that ``by_officer`` has cut."""
        first, last = days
        for (start, until), officer_id in owned:
            if last is not None and last <= start:
                return
            if until is None or first < until:
                from_on, until_on = max(first, start), earlier(until, last)
                if until_on is None or from_on < until_on:
                    yield Stretch(from_on, until_on, self.child_id, officer_id, met, why, part)

    def chair_on(self, review_id: str, day: date) -> str:
        """The id of the IRO who chaired a conference; without one, who was allocated that day."""
        review = self.reviews.get(review_id)
        if review is None:
            return self.officer_on(day)
        meeting = self.meetings.get(review.meeting_id)
        chair_id = review.chair_id or (meeting.chair_id if meeting else "")
        return chair_id or self.officer_on(day)

    def family_of(self, review_id: str) -> str:
        """What holds the children of one conference together: the meeting, else the siblings."""
        review = self.reviews.get(review_id)
        meeting_id = review.meeting_id if review else ""
        return meeting_id or self.case.child.sibling_group_id or self.child_id

    def allocation_on(self, day: date) -> Allocation | None:
        """The allocation that counts on ``day``, or None."""
        for (_, until), allocation in self.allocated:
            if until is None or day < until:
                return allocation
        return None

    def officer_on(self, day: date) -> str:
        """The id of the IRO that the child was allocated to on ``day``; "" for none."""
        allocation = self.allocation_on(day)
        return allocation.officer_id if allocation else UNALLOCATED


def days_of(allocation: Allocation) -> Span:
    """The days of an allocation, its last one included."""
    return allocation.from_on or date.min, _day_after(allocation.to_on)


def _day_after(day: date | None) -> date | None:
    return None if day is None or day == date.max else day + timedelta(days=1)
