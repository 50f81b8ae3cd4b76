"""Health assessments of looked after children: the first in time, and whether one is current."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import CareSpan, health_months
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, day_after, earlier, joined, shared, without
from iro_desktop.domain.records import HealthAssessment
from iro_desktop.domain.rules import RULES

_RULE: Final = "health_initial"
_TITLE: Final = RULES[_RULE].title
_WAIVED_MONTHS: Final = 3
_YEAR_MONTHS: Final = 12
_NOT_IN_TIME: Final = {
    "late": "done late",
    "refused": "refused",
    "not_done": "not done",
}
YEAR_LOOKED_AFTER: Final = "year_looked_after"


def _initial(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each period of care that lasted to its 20th working day, filed on that day."""
    for span, due_on in facts.settling:
        if due_on > facts.as_of or not span.open_on(due_on):
            continue
        officer_id = facts.officer_on(due_on)
        how, why = _how_done(facts, span, due_on)
        yield Outcome(due_on, facts.child_id, officer_id, not how, why)
        for part in _NOT_IN_TIME:
            yield Outcome(due_on, facts.child_id, officer_id, part == how, why, part)


def _how_done(facts: CaseFacts, span: CareSpan, due_on: date) -> tuple[str, Why]:
    """Return "" for an initial assessment in time, else which part it belongs to; and why."""
    since = add_months(span.started_on, -_WAIVED_MONTHS)
    for day in _assessed(facts):
        if since <= day <= due_on:
            return "", Why("done in time", _TITLE, _RULE, span.started_on, due_on, day)
        if due_on < day and span.holds(day):
            return "late", Why("done late", _TITLE, _RULE, span.started_on, due_on, day)
    for day, reason in reversed(_refused(facts)):
        if span.holds(day):
            why = Why("refused", _TITLE, _RULE, span.started_on, due_on, day, reason)
            return "refused", why
    return "not_done", Why("not done", _TITLE, _RULE, span.started_on, due_on)


def _assessed(facts: CaseFacts) -> list[date]:
    found = {one.assessed_on for one in facts.case.of(HealthAssessment) if one.assessed_on}
    return sorted(day for day in found if day <= facts.as_of)


def _refused(facts: CaseFacts) -> list[tuple[date, str]]:
    """Return the days on which an assessment was refused, in order, each with its reason."""
    return sorted(
        (one.refused_on, one.refused_reason)
        for one in facts.case.of(HealthAssessment)
        if one.refused_on is not None and one.refused_on <= facts.as_of
    )


def _up_to_date(facts: CaseFacts) -> Iterator[Stretch]:
    if not facts.care:
        return
    not_due = joined(
        [
            (span.started_on, earlier(day_after(due_on), span.over_on))
            for span, due_on in facts.settling
        ]
    )
    in_care, in_figure = _owned(facts, facts.care), _owned(facts, without(facts.care, not_due))
    for days, why in _times(facts):
        met = why.key == "assessed"
        for part, owned in in_care if met else in_figure:
            yield from facts.stretches_of(owned, days, why, part, met=met)


def _owned(facts: CaseFacts, spans: list[Span]) -> list[tuple[str, tuple[tuple[Span, str], ...]]]:
    """Return the spans by IRO for the total, and those past 12 months of care for their part."""
    year = joined([(add_months(start, _YEAR_MONTHS), until) for start, until in facts.care])
    parts = ("", spans), (YEAR_LOOKED_AFTER, shared(spans, year))
    return [(part, tuple(facts.by_officer(those))) for part, those in parts if those]


def _times(facts: CaseFacts) -> Iterator[tuple[Span, Why]]:
    """Yield all days, cut where the child becomes up to date or is no longer so, with the reason.

    The next assessment is due by the interval that holds for the age and the standards of the day
    of the one before.
    """
    refused = _refused(facts)
    last_on: date | None = None
    due_on = over_on = date.min
    for day in _assessed(facts):
        if last_on is not None:
            yield (last_on, min(over_on, day)), Why("assessed", due_on=due_on, done_on=last_on)
        yield from _missing((over_on, day), last_on, due_on, refused)
        months, _ = health_months(facts.case.child.born_on, day, facts.practice)
        last_on, due_on = day, max(due_on, add_months(day, months))
        over_on = day_after(due_on)
    if last_on is not None:
        yield (last_on, over_on), Why("assessed", due_on=due_on, done_on=last_on)
    yield from _missing((over_on, None), last_on, due_on, refused)


def _missing(
    days: Span, last_on: date | None, due_on: date, refused: Sequence[tuple[date, str]]
) -> Iterator[tuple[Span, Why]]:
    """Yield days without a current assessment, cut where the next one was refused."""
    start, until = days
    why = Why("not assessed", started_on=last_on, due_on=due_on)
    for day, reason in refused:
        if (last_on is None or last_on < day) and (until is None or day < until):
            yield (start, day), why
            start = max(start, day)
            why = Why("assessment refused", "", "", last_on, due_on, day, reason)
    yield (start, until), why


INITIAL: Final = Measure(
    id="initial_health_in_time",
    title="Initial health assessments in time",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Was a child’s health assessed in time for the first review?",
    one_case="child",
    wording=Wording(
        subject="Initial health assessments done in time",
        cases="children who came into care and stayed for 20 working days",
        met="had an initial health assessment in time",
    ),
    definition=(
        "Children who came into care and were still {looked_after} on the 20th working day, filed "
        "on that day under the IRO then allocated; met where their health was assessed by that "
        "day, or in the 3 months before they came into care, which stands for the initial "
        "assessment. The day of the assessment counts, not that of its report. Beside it, of the "
        "same children: assessed later in the same period of care; refused, with the reason, and "
        "not assessed; neither. In time and these three add up to all. Not counted: periods of "
        "care whose start is not known, those that ended before or on the 20th working day, short "
        "breaks, and children whose 20th working day is still to come. {trigger}"
    ),
    source="practice, under the statutory guidance on the health of children in care: "
    "in time for the first review",
    examples=(Example("12 children came into care and stayed, 9 assessed in time", 9, 12, "75%"),),
    outcomes=_initial,
    beside=_NOT_IN_TIME,
)

UP_TO_DATE: Final = Measure(
    id="health_up_to_date",
    title="Health assessments up to date",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="How many children have had their health looked at as often as they should?",
    one_case="child",
    wording=Wording(
        subject="Children {looked_after} with an up-to-date health assessment",
        cases="children {looked_after}",
        met="had an up-to-date health assessment",
    ),
    definition=(
        "Children {looked_after} at the end of the last day whose last health assessment is not "
        "longer ago than it should be ÷ all of them. The next is due 6 months after the one before "
        "while that ends by the 5th birthday, else 12 months after it, as the standards of its day "
        "say; the day it is due is still up to date. A child who came into care within the last 20 "
        "working days, that day included, and has no current assessment is not in it: none is due "
        "yet. A refusal does not make a child up to date; it is said. A child whose start of care "
        "is not known counts from the first day on file. Short breaks are left out. Beside it "
        "stand those {looked_after} for 12 months or more, as the Department for Education counts "
        "at 31 March; the two figures are never to be mixed."
    ),
    source="statutory guidance: every 6 months under 5, then every 12; Department for Education, "
    "SSDA903, of those {looked_after} for 12 months",
    examples=(Example("18 of 20 children have a current assessment", 18, 20, "90%"),),
    stretches=_up_to_date,
    beside={YEAR_LOOKED_AFTER: "{looked_after} for 12 months or more"},
)
