"""Life story work with children who will not grow up with their birth parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, day_after, joined, latest, shared
from iro_desktop.domain.records import LifeStory, PermanencePlan

_AWAY: Final = frozenset({"relatives", "long_term_foster", "residential", "supported", "adoption"})
_STAGES: Final = {
    "none": "not started",
    "started": "started, no book given",
    "given": "book given or reviewed in the last 12 months",
    "stale": "book given, not reviewed for more than 12 months",
}
_BEGUN: Final = frozenset({"started", "given", "reviewed"})
_CURRENT: Final = "given"
_MONTHS: Final = 12


def _life_stories(facts: CaseFacts) -> Iterator[Stretch]:
    owned = tuple(facts.by_officer(_away_days(facts)))
    for days, stage, why in _times(facts) if owned else ():
        yield from facts.stretches_of(owned, days, why, met=stage == _CURRENT)
        for part in _STAGES:
            yield from facts.stretches_of(owned, days, why, part, met=part == stage)


def _away_days(facts: CaseFacts) -> list[Span]:
    """Return the days in care on which the latest plan for permanence led away from the parents.

    Of two plans of one day the parallel one is the second.
    """
    if not facts.care:
        return []
    plans = [
        (plan.planned_on, not plan.parallel, plan.id, plan)
        for plan in facts.case.of(PermanencePlan)
        if plan.plan and plan.planned_on is not None and plan.planned_on <= facts.as_of
    ]
    dated: list[tuple[Span, str]] = [
        ((planned_on, _by(plan.ended_on, facts.as_of)), plan.plan)
        for planned_on, _, _, plan in sorted(plans, key=lambda row: row[:3])
    ]
    away = joined([days for days, plan in latest(dated) if plan in _AWAY])
    return shared(facts.care, away)


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _times(facts: CaseFacts) -> Iterator[tuple[Span, str, Why]]:
    """Yield all days, cut where the stage of the work changes, with the stage and the reason."""
    work = facts.case.of(LifeStory)
    begun_on = min((day for one in work for day in _begun(one, facts.as_of)), default=None)
    yield (date.min, begun_on), "none", Why("life story none")
    if begun_on is None:
        return
    given = sorted(day for one in work if (day := _given_on(one)) and day <= facts.as_of)
    given_on = given[0] if given else None
    started_on = None if begun_on == date.min else begun_on
    yield (begun_on, given_on), "started", Why("life story started", started_on=started_on)
    if given_on is not None:
        reviewed = {day for one in work if (day := _by(one.reviewed_on, facts.as_of))}
        yield from _since_given(given_on, sorted({*given, *reviewed}))


def _since_given(given_on: date, days: Sequence[date]) -> Iterator[tuple[Span, str, Why]]:
    """Yield the days since a book was first given, by how long ago it was given or reviewed."""
    fresh = [day for day in days if day >= given_on]
    for number, day in enumerate(fresh):
        until = fresh[number + 1] if number + 1 < len(fresh) else None
        due_on = add_months(day, _MONTHS)
        stale_on = day_after(due_on)
        why = Why("life story given", started_on=given_on, due_on=due_on, done_on=day)
        yield (day, stale_on if until is None else min(until, stale_on)), _CURRENT, why
        why = Why("life story stale", started_on=given_on, due_on=due_on, done_on=day)
        yield (stale_on, until), "stale", why


def _given_on(work: LifeStory) -> date | None:
    """Return the day of the book; a review of it tells where that of the gift is not on file."""
    return work.book_given_on or (work.reviewed_on if work.stage == "reviewed" else None)


def _begun(work: LifeStory, as_of: date) -> Iterator[date]:
    """Yield the days that show the work begun; work without any day was begun before them all."""
    days = [day for day in (work.started_on, work.book_given_on, work.reviewed_on) if day]
    yield from (day for day in days if day <= as_of)
    if not days and work.stage in _BEGUN:
        yield date.min


LIFE_STORY: Final = Measure(
    id="life_story",
    title="Life story work",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.PRIORITIES,
    asks="Do children who will not grow up with their parents know their own story?",
    one_case="child",
    wording=Wording(
        subject="Children with a life story book that is current",
        cases="children {looked_after} with a permanence plan away from their parents",
        met="had a life story book given or reviewed in the last 12 months",
    ),
    definition=(
        "Children {looked_after} at the end of the last day whose permanence plan leads away from "
        "their birth parents: long-term care by relatives or friends, long-term fostering, "
        "residential care, supported living or adoption; not a return home, nor other plans. The "
        "plan is the latest made by that day of those not ended; of two made on one day, the one "
        "that is not the parallel plan. Met where a life story book had been given and was given "
        "or last reviewed within 12 months, to the day. Beside it, of the same children: not "
        "started; started, but no book given; given or reviewed in the last 12 months; given, but "
        "neither given nor reviewed in them. The four add up to all. Each stage counts from its "
        "own date; “book given” without a date counts as started, and “reviewed” without the day "
        "of the book as given on the day of its review. Of reviews only the last is on file, so "
        "earlier days may seem staler than they were. Short breaks are left out."
    ),
    source="practice, a priority of the service",
    examples=(Example("20 children, 9 with a book given or reviewed in the year", 9, 20, "45%"),),
    stretches=_life_stories,
    beside=_STAGES,
)
