"""Child protection plans: how many go on for two years, and how many are not a child's first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import PlanSpan, adult_on
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.earlier_plans import PlanStart
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, joined, shared, without

_TWO_YEARS: Final = 24
UNKNOWN: Final = "unknown"


def _open(facts: CaseFacts) -> Iterator[Stretch]:
    """Yield the days on a plan, before its two years (not met) and after them (met).

    Where plans overlap, the one that has been open longest judges the child.
    """
    taken: list[Span] = []
    for span in facts.plan_spans:
        if span.plan.temporary:
            continue
        days = joined([(span.started_on, span.over_on)])
        two_years_on = add_months(span.started_on, _TWO_YEARS)
        why = Why("plan open", started_on=span.started_on, due_on=two_years_on)
        own = without(days, taken)
        for met, side in ((False, (date.min, two_years_on)), (True, (two_years_on, None))):
            for piece, officer_id in facts.by_officer(shared(own, [side])):
                yield Stretch(*piece, facts.child_id, officer_id, met=met, why=why)
        taken = joined([*taken, *days])


def _ended(facts: CaseFacts) -> Iterator[Outcome]:
    for span in facts.plan_spans:
        over_on = span.over_on
        if span.plan.temporary or over_on is None or over_on > facts.as_of:
            continue
        two_years_on = add_months(span.started_on, _TWO_YEARS)
        note = _why_not(facts, span, over_on)
        key = "plan left out" if note else "plan ended"
        why = Why(key, "", "", span.started_on, two_years_on, over_on, note)
        met = None if note else two_years_on <= over_on
        yield Outcome(over_on, facts.child_id, facts.officer_on(over_on), met, why)


def _why_not(facts: CaseFacts, span: PlanSpan, over_on: date) -> str:
    """Return why a plan that is over does not count as ended, "" if it does."""
    child = facts.case.child
    if over_on < span.started_on:
        return "it ended before it began"
    if span.ended_on is None and over_on in (child.died_on, adult_on(child)):
        return "the child turned 18 or died and no end is on file"
    return ""


def _ever(facts: CaseFacts) -> Iterator[Outcome]:
    for start in facts.plan_starts:
        yield _started(facts, start, met=start.repeat)


def _within_12_months(facts: CaseFacts) -> Iterator[Outcome]:
    return _within(facts, 12)


def _within_24_months(facts: CaseFacts) -> Iterator[Outcome]:
    return _within(facts, 24)


def _within(facts: CaseFacts, months: int) -> Iterator[Outcome]:
    """Yield each plan that began: met if an earlier one had ended at most so many months before.

    One of which an earlier plan is on file without the day of its end is not met; it stands
    beside the total once more.
    """
    for start in facts.plan_starts:
        ended_on = start.ended_on
        met = ended_on is not None and start.started_on <= add_months(ended_on, months)
        yield _started(facts, start, met=met)
        if start.undated and not met:
            yield _started(facts, start, met=False, part=UNKNOWN)


def _started(facts: CaseFacts, start: PlanStart, *, met: bool, part: str = "") -> Outcome:
    note = _told(start) if start.undated else ""
    key = "repeat plan" if start.repeat else "first plan"
    why = Why(key, started_on=start.started_on, done_on=start.ended_on, note=note)
    owner = facts.officer_on(start.started_on)
    return Outcome(start.started_on, facts.child_id, owner, met, why, part)


def _told(start: PlanStart) -> str:
    """Return what is known of an earlier plan without the day of its end."""
    authority = start.plan.previous_plan_la.strip()
    where = f" in {authority}" if authority else ""
    return f"an earlier plan{where} without the day of its end"


OPEN: Final = Measure(
    id="cp_over_two_years_open",
    title="Children on a child protection plan for two years or more",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="How many children have been on a plan for so long that it may not be working?",
    one_case="child",
    wording=Wording(
        subject="Children on a plan for two years or more",
        cases="children on a child protection plan",
        met="had been on it for two years or more",
    ),
    definition=(
        "Of the children with a child protection plan that is open at the end of the last day, "
        "those whose plan began 24 calendar months earlier or more: a plan that began on 15 March "
        "2018 counts from 15 March 2020. Each child counts once, under the IRO allocated that day; "
        "of plans that overlap, the one that began first counts. A plan that ended and began again "
        "is a new one. Temporary plans, for which another authority stays responsible, are left "
        "out. Lower is better. This is the figure of plans that are open; that of plans that ended "
        "is another one, and the two are never mixed."
    ),
    source="practice, beside the Department for Education’s figure of plans that ended",
    examples=(Example("10 of 500 children on a plan, for two years or more", 10, 500, "2%"),),
    stretches=_open,
    lower_is_better=True,
)

ENDED: Final = Measure(
    id="cp_over_two_years_ended",
    title="Child protection plans that ended after two years or more",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="Of the plans that ended, how many had gone on for two years or more?",
    one_case="plan",
    wording=Wording(
        subject="Plans that had lasted two years or more when they ended",
        cases="child protection plans that ended",
        met="had lasted two years or more",
    ),
    definition=(
        "Child protection plans that ended 24 calendar months or more after they began ÷ child "
        "protection plans that ended, filed on the day they ended under the IRO allocated that "
        "day, one per child. A plan ends on the end that is recorded, or with a conference that "
        "did not continue it. Left out and listed: plans of children who turned 18 or died without "
        "an end on file, and plans whose end lies before their start. Temporary plans, for which "
        "another authority stays responsible, are not in it. Lower is better. This is the figure "
        "of plans that ended; that of plans still open is another one, and the two are never mixed."
    ),
    source="Department for Education, children in need census: plans ended, two years or more",
    examples=(Example("3 of 80 plans that ended had lasted two years or more", 3, 80, "3.8%"),),
    outcomes=_ended,
    lower_is_better=True,
)

_STARTS: Final = (
    "Child protection plans that began in the period, filed on the day they began under the IRO "
    "allocated that day, one per child; plans that were open already are not in it. An earlier "
    "plan is one that is on file and began before, or one that the new plan tells of: by the "
    "number of previous plans, by the authority that had it, or by the day on which it ended. "
    "Temporary plans, for which another authority stays responsible, neither count nor come before."
)
_GAP: Final = (
    "The time runs from the end of the last plan before to the start of the new one, in calendar "
    "months and never from start to start; an earlier plan that was still open counts as ending "
    "the day on which the new one began. Where the day on which an earlier plan ended is not on "
    "file, the new one is not counted as a repeat here unless another end is; it is shown beside."
)
_BESIDE: Final = {UNKNOWN: "not counted as a repeat, as an earlier plan has no end on file"}

EVER: Final = Measure(
    id="cp_repeat_ever",
    title="Repeat child protection plans (ever)",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="How many plans were for a child who had been on a plan before?",
    one_case="plan",
    wording=Wording(
        subject="Repeat plans (ever)",
        cases="child protection plans that began",
        met="were for a child who had been on a plan before",
    ),
    definition=(
        f"Plans of a child who had been on a plan before, however long ago and in whichever "
        f"authority ÷ plans that began. {_STARTS} High is a warning that plans end too soon or "
        f"change too little; very low is one too, that plans may be refused where they are needed."
    ),
    source="Department for Education, children in need census: second or later plan",
    examples=(Example("11 of 40 plans that began were not the child’s first", 11, 40, "27.5%"),),
    outcomes=_ever,
)

WITHIN_12_MONTHS: Final = Measure(
    id="cp_repeat_12_months",
    title="Repeat child protection plans within 12 months",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="How many plans began within a year of the end of an earlier one?",
    one_case="plan",
    wording=Wording(
        subject="Repeat plans within 12 months",
        cases="child protection plans that began",
        met="followed an earlier one that had ended within 12 months",
    ),
    definition=(
        f"Plans that began at most 12 months after the end of an earlier one ÷ plans that began. "
        f"{_STARTS} {_GAP} Lower is better."
    ),
    source="practice, after the Department for Education’s figure of second or later plans",
    examples=(Example("3 of 40 plans within 12 months of an earlier one", 3, 40, "7.5%"),),
    outcomes=_within_12_months,
    beside=_BESIDE,
    parts_of_all=True,
    lower_is_better=True,
)

WITHIN_24_MONTHS: Final = Measure(
    id="cp_repeat_24_months",
    title="Repeat child protection plans within 24 months",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.PROTECTION,
    asks="How many plans began within two years of the end of an earlier one?",
    one_case="plan",
    wording=Wording(
        subject="Repeat plans within 24 months",
        cases="child protection plans that began",
        met="followed an earlier one that had ended within 24 months",
    ),
    definition=(
        f"Plans that began at most 24 months after the end of an earlier one ÷ plans that began. "
        f"{_STARTS} {_GAP} Lower is better."
    ),
    source="practice, after the Department for Education’s figure of second or later plans",
    examples=(Example("6 of 40 plans within 24 months of an earlier one", 6, 40, "15%"),),
    outcomes=_within_24_months,
    beside=_BESIDE,
    parts_of_all=True,
    lower_is_better=True,
)
