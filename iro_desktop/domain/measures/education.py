"""Personal education plans: whether each child has one of this term, old and new format apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import pep_ages
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, day_after, earlier, joined, shared, without
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import EducationPlan
from iro_desktop.domain.words import plain_date

NEW_FORMAT_FROM: Final = date(2020, 9, 1)
QUALITY: Final = "quality"
_FORMATS: Final = {"old": "old format", "new": "new format"}
_FORMATS_IN_USE: Final[tuple[tuple[Span, str], ...]] = (
    ((date.min, NEW_FORMAT_FROM), "old"),
    ((NEW_FORMAT_FROM, None), "new"),
)
_GOOD: Final = "good"

Completed = tuple[date, EducationPlan]
"""A plan and the day on which it was completed."""


def _plans(facts: CaseFacts) -> Iterator[Stretch]:
    completed = _completed(facts) if facts.care else []
    left = _counted_days(facts, completed)
    owned = tuple(facts.by_officer(left))
    for span, plan in _counting(facts, completed) if left else ():
        left = without(left, [span])
        why = Why("plan completed", note=plan.grade, done_on=plan.completed_on)
        for one in facts.stretches_of(owned, span, why, _format(plan), met=True):
            yield one
            if plan.grade:
                yield Stretch(
                    one.from_on, one.until_on, one.child_id, one.officer_id,
                    plan.grade == _GOOD, why, QUALITY,
                )  # fmt: skip
    for start, until in left:
        last = bisect_left(completed, start, key=_day)
        why = Why("plan missing", done_on=completed[last - 1][0] if last else None)
        for (from_on, until_on), part in _FORMATS_IN_USE:
            span = max(start, from_on), earlier(until, until_on)
            yield from facts.stretches_of(owned, span, why, part, met=False)


def _format(plan: EducationPlan) -> str:
    """Return the format of a completed plan; where it is not on file, the one then in use."""
    if plan.format_version in _FORMATS:
        return plan.format_version
    return "old" if plan.completed_on and plan.completed_on < NEW_FORMAT_FROM else "new"


def _day(completed: Completed) -> date:
    return completed[0]


def _counted_days(facts: CaseFacts, completed: Sequence[Completed]) -> list[Span]:
    """Return the days in care, of the age for a plan, on which it can be told and is due.

    In the first 20 working days of care none is due before one has been completed.
    """
    terms = joined([clock.days for clock in facts.practice.term_clocks])
    days = shared(facts.care, terms)
    days = shared(days, _of_age(facts)) if days else []
    for span, due_on in facts.settling if days else ():
        done = (day for day, _ in completed if span.started_on <= day)
        first_on = earlier(min(due_on, next(done, due_on)), span.over_on)
        days = without(days, [(span.started_on, first_on)])
    return days


def _of_age(facts: CaseFacts) -> list[Span]:
    born_on = facts.case.child.born_on
    if born_on is None:
        return [(date.min, None)]
    spans: list[Span] = []
    for (from_on, until_on), standards in facts.practice.in_force():
        first, last = pep_ages(born_on, standards)
        spans.append((max(first, from_on), earlier(day_after(last), until_on)))
    return joined(spans)


def _completed(facts: CaseFacts) -> list[Completed]:
    """Return the plans completed by the as-of day, in order; one that was only started is none."""
    found = [
        (plan.completed_on, plan)
        for plan in facts.case.of(EducationPlan)
        if plan.completed_on is not None and plan.completed_on <= facts.as_of
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def _counting(
    facts: CaseFacts, completed: Sequence[Completed]
) -> Iterator[tuple[Span, EducationPlan]]:
    """Yield the days on which each plan is the last completed and counts, in order of plans.

    It counts for its term and, where it was made on coming into care, for those first weeks.
    """
    for number, (day, plan) in enumerate(completed):
        clocks = (clock.counts(day) for clock in facts.practice.term_clocks)
        spans = [days for days in clocks if days]
        spans += [
            (day, day_after(due_on))
            for span, due_on in facts.settling
            if span.started_on <= day <= due_on
        ]
        until = completed[number + 1][0] if number + 1 < len(completed) else None
        for start, over_on in joined(spans):
            yield (start, earlier(over_on, until)), plan


def _lacking(practice: Practice, day: date) -> str:
    clock = next((one for one in practice.term_clocks if _holds(one.days, day)), None)
    if clock is not None:
        return ""
    if practice.on(day).terms:
        return f"no school terms are entered for {plain_date(day)}"
    return "no school terms are entered"


def _holds(days: Span, day: date) -> bool:
    return days[0] <= day and (days[1] is None or day < days[1])


UP_TO_DATE: Final = Measure(
    id="pep_up_to_date",
    title="Personal education plans up to date",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Does every child who should have a personal education plan have one of this term?",
    one_case="child",
    wording=Wording(
        subject="Children {looked_after} with a current personal education plan",
        cases="children {looked_after} who should have a personal education plan",
        met="had a current one",
        renewed="a new format",
    ),
    definition=(
        "Children {looked_after} at the end of the last day and of the age for it, from the age of "
        "{pep_from} to the end of the school year in which they turn {pep_to}, who have a personal "
        "education plan completed this term ÷ all of them. A plan counts from the day it was "
        "completed: one that was only started is none. In the first half of a term, up to the day "
        "at half its length in days, a plan completed since the term before began still counts. "
        "The holidays belong to the term that they follow. A child who came into care less than 20 "
        "working days ago, in the holidays too, counts only once a plan has been completed since, "
        "and that plan counts for those weeks whatever the term. Children without a date of birth "
        "count. Short breaks are left out. The school terms are those of the standards in force on "
        "the day; without them, and before the first, there is no figure. Old and new format are "
        "shown apart, each child under the format of the plan that counts or, where none is "
        "recorded, the one in use when it was completed, and children without a plan under the one "
        "in use that day. The new one came on 1 September 2020, and figures before and after it "
        "are never compared. Beside it stand the plans that count and were graded, met where "
        "graded good."
    ),
    source="statutory guidance on the education of children in care, and local practice: within "
    "20 working days, then every term",
    examples=(Example("18 of 20 children have a plan completed this term", 18, 20, "90%"),),
    stretches=_plans,
    parts=_FORMATS,
    beside={QUALITY: "graded good, of the plans that were graded"},
    breaks=(NEW_FORMAT_FROM,),
    lacking=_lacking,
)
