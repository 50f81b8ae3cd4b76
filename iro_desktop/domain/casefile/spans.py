"""When a child was looked after, on a plan, placed, allocated: what holds for them on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from iro_desktop.domain.keeping import kept_with_case
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    Child,
    LegalStatus,
    Placement,
    ProtectionPlan,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile

ADULT: Final = 18
_SHORT_BREAKS: Final = frozenset({"V3", "V4"})
_CONFERENCES_WITHIN_PLANS: Final = frozenset({"rcpc", "reconvened"})


@dataclass(frozen=True, slots=True)
class CareSpan:
    """One period of care as it stood on a day.

    ``ended_on`` is its recorded end if that had come by then; ``over_on`` the day from which no
    more dues run: that end, the child's death, or the 18th birthday even if it lies ahead.
    ``history_known`` says that its start is known and its reviews are on file from the first.
    """

    period: CarePeriod
    started_on: date
    ended_on: date | None
    over_on: date | None
    start_known: bool
    history_known: bool
    short_breaks: bool

    def holds(self, day: date) -> bool:
        """Return whether a review on ``day`` belongs to this period; both its ends do.

        A record that runs on after the 18th birthday does not lengthen care.
        """
        return self.started_on <= day and (self.over_on is None or day <= self.over_on)

    def open_on(self, day: date) -> bool:
        """Return whether the child was looked after in this period at the end of ``day``."""
        return self.started_on <= day and (self.over_on is None or day < self.over_on)


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """One child protection plan as it stood on a day; ``over_on`` as for a CareSpan.

    A conference that did not continue the plan ends it, even where no end is recorded.
    """

    plan: ProtectionPlan
    started_on: date
    ended_on: date | None
    over_on: date | None

    def open_on(self, day: date) -> bool:
        """Return whether the child was on this plan at the end of ``day``."""
        return self.started_on <= day and (self.over_on is None or day < self.over_on)


def birthday(born_on: date, age: int) -> date:
    """Return the day on which somebody born on ``born_on`` turns ``age``.

    Who was born on 29 February turns on 1 March in other years.
    """
    year = born_on.year + age
    if year > date.max.year:
        return date.max
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(born_on: date | None, day: date) -> int | None:
    """Return the age in whole years on ``day``; None before birth or without a date of birth."""
    if born_on is None or day < born_on:
        return None
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def adult_on(child: Child) -> date | None:
    """Return the 18th birthday, None without a date of birth."""
    return birthday(child.born_on, ADULT) if child.born_on else None


@kept_with_case
def care_spans(case: CaseFile, as_of: date) -> tuple[CareSpan, ...]:
    """Return the periods of care that had begun by ``as_of``, in order of their start.

    A period without a start is left out: nothing can be said about its days. One without an
    end was over when the next began: nobody is looked after twice at once.
    """
    periods = [
        (period.started_on, period)
        for period in case.of(CarePeriod)
        if period.started_on is not None and period.started_on <= as_of
    ]
    if not periods:
        return ()
    if len(periods) > 1:
        periods.sort(key=lambda pair: (pair[0], pair[1].ended_on or date.max, pair[1].id))
    statuses = _statuses_of(case, periods, as_of)
    starts = sorted({started_on for started_on, _ in periods})
    following = dict(pairwise(starts))
    return tuple(
        _care_span(case.child, period, started_on, following.get(started_on), found, as_of)
        for (started_on, period), found in zip(periods, statuses, strict=True)
    )


def _care_span(
    child: Child,
    period: CarePeriod,
    started_on: date,
    next_on: date | None,
    statuses: set[str],
    as_of: date,
) -> CareSpan:
    ended_on = period.ended_on if period.ended_on and period.ended_on <= as_of else None
    start_known = not period.start_unknown
    short_breaks = period.short_breaks
    if short_breaks is None:
        short_breaks = bool(statuses) and statuses <= _SHORT_BREAKS
    return CareSpan(
        period,
        started_on,
        ended_on,
        _first(ended_on, None if period.ended_on else next_on, *_last_days(child, as_of)),
        start_known,
        start_known and not period.earlier_reviews_missing,
        short_breaks,
    )


def _statuses_of(
    case: CaseFile, periods: list[tuple[date, CarePeriod]], as_of: date
) -> list[set[str]]:
    """Return, per period, the codes of its legal statuses.

    A status belongs to the last period that had begun when it started; a period in which none
    started has those that were still running at its start.
    """
    found: list[set[str]] = [set() for _ in periods]
    statuses = [s for s in case.of(LegalStatus) if s.status]
    for status in statuses:
        from_on = status.started_on or date.min
        if from_on > as_of:
            continue
        number = max((n for n, (day, _) in enumerate(periods) if day <= from_on), default=0)
        if status.ended_on == from_on:  # a day on which one period ended and another began
            while number and periods[number - 1][1].ended_on == from_on == periods[number - 1][0]:
                number -= 1
        found[number].add(status.status)
    for number, (day, _) in enumerate(periods):
        if not found[number]:
            found[number] = {
                s.status
                for s in statuses
                if (s.started_on or date.min) <= day and (s.ended_on is None or s.ended_on > day)
            }
    return found


def _last_days(child: Child, as_of: date) -> tuple[date | None, date | None]:
    """Return the day of death, if it had come, and the 18th birthday."""
    died_on = child.died_on if child.died_on and child.died_on <= as_of else None
    return died_on, adult_on(child)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


@kept_with_case
def plan_spans(case: CaseFile, as_of: date) -> tuple[PlanSpan, ...]:
    """Return the child protection plans that had begun by ``as_of``, in order of their start.

    A plan without a start is left out.
    """
    plans = case.of(ProtectionPlan)
    if not plans:
        return ()
    spans = [
        _plan_span(case, plan, plan.started_on, as_of)
        for plan in plans
        if plan.started_on is not None and plan.started_on <= as_of
    ]
    spans.sort(key=lambda span: (span.started_on, span.ended_on or date.max, span.plan.id))
    return tuple(spans)


def _plan_span(case: CaseFile, plan: ProtectionPlan, started_on: date, as_of: date) -> PlanSpan:
    ended_on = plan.ended_on if plan.ended_on and plan.ended_on <= as_of else None
    by_conference = (
        review.held_on
        for review in case.of(Review)
        if review.plan_continues is False
        and review.review_type in _CONFERENCES_WITHIN_PLANS
        and review.held_on is not None
        and started_on < review.held_on <= (ended_on or as_of)
    )
    over_on = _first(ended_on, *by_conference, *_last_days(case.child, as_of))
    return PlanSpan(plan, started_on, ended_on, over_on)


def is_looked_after(case: CaseFile, day: date, *, short_breaks: bool = False) -> bool:
    """Return whether the child was looked after at the end of ``day``.

    Who leaves care, turns 18 or dies that day no longer is. ``short_breaks`` counts those who are
    looked after in a series of short breaks only.
    """
    return any(
        span.open_on(day) and (short_breaks or not span.short_breaks)
        for span in care_spans(case, day)
    )


def on_plan(case: CaseFile, day: date, *, temporary: bool = False) -> bool:
    """Return whether the child was on a child protection plan at the end of ``day``.

    ``temporary`` counts plans for which another authority stays responsible.
    """
    return any(
        span.open_on(day) and (temporary or not span.plan.temporary)
        for span in plan_spans(case, day)
    )


def current_legal_status(case: CaseFile, day: date) -> LegalStatus | None:
    """Return the legal status at the end of ``day``, of two the later; None outside care."""
    return max(
        (s for s in case.of(LegalStatus) if _current(s.started_on, s.ended_on, day)),
        key=lambda s: (s.started_on or date.min, s.id),
        default=None,
    )


def current_placement(case: CaseFile, day: date) -> Placement | None:
    """Return the placement at the end of ``day``, of two the later; None outside care."""
    return max(
        (p for p in case.of(Placement) if _current(p.started_on, p.ended_on, day)),
        key=lambda p: (p.started_on or date.min, p.id),
        default=None,
    )


def _current(from_on: date | None, to_on: date | None, day: date) -> bool:
    return from_on is not None and from_on <= day and (to_on is None or day < to_on)


def allocation_on(case: CaseFile, day: date) -> Allocation | None:
    """Return the allocation that counts on ``day``, or None.

    The end day is included; a named IRO comes before a covering one, of two the later.
    """
    return max(
        (
            a
            for a in case.of(Allocation)
            if a.officer_id
            and (a.from_on is None or a.from_on <= day)
            and (a.to_on is None or day <= a.to_on)
        ),
        key=lambda a: (a.role != "covering", a.from_on or date.min, a.id),
        default=None,
    )
