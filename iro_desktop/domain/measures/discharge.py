"""Permanence through discharge: care orders discharged, and children at home who wait for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import CareSpan, adult_on
from iro_desktop.domain.measures.definition import Example, Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Stretch, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.measures.spans import Span, joined, latest, shared, without
from iro_desktop.domain.records import DischargePlan, LegalStatus, Placement

_CARE_ORDER: Final = "C2"
_WITH_PARENTS: Final = "P1"
_DISCHARGED: Final = frozenset({"E4A", "E4B", "E13", "E41", "E45", "E46", "E47", "E48"})
_ADOPTED: Final = frozenset({"E11", "E12"})
_DIED_MOVED_OR_ADULT: Final = frozenset({"E2", "E3", "E15", "E17"})
_SAME_DISCHARGE: Final = timedelta(days=31)
_MONTHS_AT_HOME: Final = 12
_PURSUE: Final = "pursue"
_ENDS: Final = ("granted", "refused")
ADOPTED: Final = "adopted"

# Care orders discharged


def _orders_ended(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each end of care under a care order, and each discharge granted without such an end."""
    granted = _granted(facts)
    for ended_on, reason in dict(_ends_of_care(facts)).items():
        close = [day for day in granted if abs(day - ended_on) <= _SAME_DISCHARGE]
        granted = [day for day in granted if day not in close]
        if reason in _ADOPTED:
            why = Why("left care", reason, done_on=ended_on)
            yield _filed(facts, ended_on, ADOPTED, why, met=True)
        elif close:
            first_on = min(close)
            why = Why("discharge granted", reason, started_on=first_on, done_on=ended_on)
            yield from _of_order(facts, min(first_on, ended_on), why, met=True)
        else:
            why = Why("left care", reason, done_on=ended_on)
            yield from _of_order(facts, ended_on, why, met=reason in _DISCHARGED)
    while granted:
        first_on = granted[0]
        yield from _of_order(
            facts, first_on, Why("discharge granted", started_on=first_on), met=True
        )
        granted = [day for day in granted if day - first_on > _SAME_DISCHARGE]


def _of_order(facts: CaseFacts, on: date, why: Why, *, met: bool) -> Iterator[Outcome]:
    """Yield a case and, beside it, that it was no adoption."""
    yield _filed(facts, on, "", why, met=met)
    yield _filed(facts, on, ADOPTED, why, met=False)


def _filed(facts: CaseFacts, on: date, part: str, why: Why, *, met: bool) -> Outcome:
    return Outcome(on, facts.child_id, facts.officer_on(on), met, why, part)


def _ends_of_care(facts: CaseFacts) -> Iterator[tuple[date, str]]:
    """Yield the day and the reason of each end of care under 18 and under a care order."""
    statuses = facts.case.of(LegalStatus) if facts.care else ()
    if not any(one.status == _CARE_ORDER for one in statuses):
        return
    for span in facts.care_spans:
        if span.ended_on is not None and not span.short_breaks and _left(facts, span):
            begun = [
                (one.started_on, one.id, one.status)
                for one in statuses
                if one.started_on is not None and one.started_on <= span.ended_on
            ]
            if begun and max(begun)[2] == _CARE_ORDER:
                yield span.ended_on, span.period.end_reason


def _left(facts: CaseFacts, span: CareSpan) -> bool:
    """Whether a child left care alive and under 18, and not into that of another authority."""
    child, ended_on = facts.case.child, span.ended_on
    if span.over_on != ended_on or ended_on in (child.died_on, adult_on(child)):
        return False
    return span.period.end_reason not in _DIED_MOVED_OR_ADULT


def _granted(facts: CaseFacts) -> list[date]:
    """Return the days on which a discharge was granted by the as-of day, under 18, in order."""
    adult = adult_on(facts.case.child) or date.max
    plans = facts.case.of(DischargePlan) if facts.care else ()
    days = {plan.granted_on for plan in plans if plan.granted_on is not None}
    return sorted(day for day in days if day <= facts.as_of and day < adult)


# Children at home under a care order


def _pipeline(facts: CaseFacts) -> Iterator[Stretch]:
    """Yield, for every day, whether discharge was being pursued for a child at home."""
    left = _at_home(facts)
    plans = facts.case.of(DischargePlan) if left else ()
    for plan in plans:
        for span in _pursued(facts, plan):
            why = Why("discharge pursued", started_on=span[0])
            yield from facts.stretches_of(facts.by_officer(left), span, why, met=True)
            left = without(left, [span])
    yield from _others(facts, left, undecided_is_met=False)


def _decision_needed(facts: CaseFacts) -> Iterator[Stretch]:
    """Yield, for every day, whether nothing had been decided about a child at home."""
    yield from _others(facts, _at_home(facts), undecided_is_met=True)


def _others(facts: CaseFacts, left: list[Span], *, undecided_is_met: bool) -> Iterator[Stretch]:
    """Yield days by the last decision or step before them, which is not met, and those without."""
    for span, why in latest(_decisions(facts)) if left else ():
        yield from facts.stretches_of(facts.by_officer(left), span, why, met=False)
        left = without(left, [span])
    why, ever = Why("discharge undecided"), (date.min, None)
    yield from facts.stretches_of(facts.by_officer(left), ever, why, met=undecided_is_met)


def _at_home(facts: CaseFacts) -> list[Span]:
    """Return the days in care on which a child had been at home under a care order for 12 months.

    Both without a break: the later of the two starts counts.
    """
    home = _in_force(facts, Placement, _WITH_PARENTS) if facts.care else []
    order = _in_force(facts, LegalStatus, _CARE_ORDER) if home else []
    together = shared(shared(home, order), facts.care)
    return joined([(add_months(start, _MONTHS_AT_HOME), until) for start, until in together])


def _in_force(facts: CaseFacts, kind: type[LegalStatus | Placement], code: str) -> list[Span]:
    """Return the days on which a legal status or placement of this code was the one in force."""
    found = facts.case.of(kind)
    if all(_code(one) != code for one in found):
        return []
    begun = [
        (one.started_on, one.id, one.ended_on, _code(one))
        for one in found
        if one.started_on is not None and one.started_on <= facts.as_of
    ]
    dated: list[tuple[Span, str]] = [
        ((started_on, ended_on if ended_on and ended_on <= facts.as_of else None), its_code)
        for started_on, _, ended_on, its_code in sorted(begun, key=lambda row: row[:2])
    ]
    return joined([span for span, its_code in latest(dated) if its_code == code])


def _code(record: LegalStatus | Placement) -> str:
    return record.status if isinstance(record, LegalStatus) else record.placement_type


def _steps(facts: CaseFacts, plan: DischargePlan) -> dict[str, date]:
    """Return the steps of a plan that had come by the as-of day, in words, with their days."""
    steps = {
        "agreed at a review": plan.agreed_on,
        "applied for": plan.application_on,
        "granted": plan.granted_on,
        "refused": plan.refused_on,
    }
    return {step: day for step, day in steps.items() if day is not None and day <= facts.as_of}


def _considered_on(plan: DischargePlan, steps: Mapping[str, date]) -> date | None:
    """Return from when a plan counts: the day it was considered on, else its first step."""
    return plan.considered_on or min(steps.values(), default=None)


def _pursued(facts: CaseFacts, plan: DischargePlan) -> Iterator[Span]:
    """Yield the days on which a plan was pursued and had not been granted or refused."""
    steps = _steps(facts, plan)
    start = _considered_on(plan, steps)
    begun = [day for step, day in steps.items() if step not in _ENDS]
    if start is None or plan.decision not in {"", _PURSUE} or not (plan.decision or begun):
        return
    if not plan.decision:
        start = max(start, min(begun))
    ended_on = min((steps[end] for end in _ENDS if end in steps), default=None)
    if ended_on is None or start < ended_on:
        yield start, ended_on


def _decisions(facts: CaseFacts) -> list[tuple[Span, Why]]:
    """Return what was decided or done about discharge, in order, each from its day on."""
    found: list[tuple[date, Why]] = []
    for plan in facts.case.of(DischargePlan):
        steps = _steps(facts, plan)
        considered_on = _considered_on(plan, steps)
        if considered_on is not None and considered_on <= facts.as_of:
            if plan.decision:
                why = Why("discharge decided", plan.decision, done_on=considered_on)
                found.append((considered_on, why))
            for step, day in steps.items():
                found.append((max(day, considered_on), Why("discharge step", step, done_on=day)))
    return [((day, None), why) for day, why in sorted(found, key=lambda pair: pair[0])]


_LEFT: Final = (
    "A care order counts as discharged where the recorded reason is a return home (E4A, E4B), "
    "leaving care to live with parents or relatives (E13), a child arrangements order (E41) or a "
    "special guardianship order (E45 to E48), as no code says that an order was discharged"
)
_AT_HOME: Final = (
    "Children {looked_after} at the end of the last day, under a full care order (C2) and placed "
    "with their own parents (P1), both for 12 calendar months or more without a break, the later "
    "of the two starts deciding; a new placement with parents that follows one on the same day "
    "continues it. Short breaks are left out."
)

DISCHARGED: Final = Measure(
    id="care_orders_discharged",
    title="Permanence through discharge of care orders",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="How many children leave care because their care order is discharged?",
    one_case="child",
    wording=Wording(
        subject="Care orders ended by discharge",
        cases="children whose time under a full care order ended",
        met="had it discharged",
    ),
    definition=(
        "Children under 18 whose care ended while the latest legal status was a full care order "
        f"(C2), filed on the day care ended under the IRO then allocated. {_LEFT}; or where a "
        "discharge plan says on which day it was granted. A discharge granted within 31 days of "
        "the end of care is the same case, filed on the earlier day; granted without such an end "
        "it is a case of its own, filed on its day. Not counted: children who died (E2), whose "
        "care another authority took over (E3), or who were 18 (E15, E17, and from the birthday "
        "on), children under any other legal status, and short breaks. Adoption (E11, E12) is not "
        "in the figure; it is shown beside it, as a share of the same children and those adopted."
    ),
    source="practice: Department for Education, SSDA903 reasons for ceasing to be {looked_after}, "
    "and recorded discharges",
    examples=(Example("20 children’s time under an order ended, 15 by discharge", 15, 20, "75%"),),
    outcomes=_orders_ended,
    beside={ADOPTED: "left care by adoption"},
)

PIPELINE: Final = Measure(
    id="discharge_pipeline",
    title="At home under a care order: discharge under way",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="Of the children at home under a care order, for how many is discharge under way?",
    one_case="child",
    wording=Wording(
        subject="Discharge under way for children at home under a care order",
        cases="children at home under a care order for 12 months or more",
        met="had the discharge of the order under way",
    ),
    definition=(
        f"{_AT_HOME} Met on a day by which discharge had been considered with the decision to "
        "pursue it or, without a recorded decision, agreed at a review or applied for, and neither "
        "granted nor refused. A decision has no day of its own: it counts from the day on which "
        "discharge was considered or, where that is not recorded, from the first step that is."
    ),
    source="practice, as some councils ask at a year at home: is the care order still needed?",
    examples=(Example("40 children at home, for 12 discharge is under way", 12, 40, "30%"),),
    stretches=_pipeline,
)

DECISION_NEEDED: Final = Measure(
    id="discharge_decision_needed",
    title="At home under a care order: decision on discharge needed",
    kind=Kind.SHARE,
    unit=Unit.PERCENT,
    section=Section.LOOKED_AFTER,
    asks="For how many children at home under a care order has nobody decided about discharge?",
    one_case="child",
    wording=Wording(
        subject="Children at home under a care order who need a decision on discharge",
        cases="children at home under a care order for 12 months or more",
        met="needed a decision on discharge",
    ),
    definition=(
        f"{_AT_HOME} Counted where no decision on discharge is on file by that day: neither to "
        "pursue it, nor not to, nor that it was agreed at a review, applied for, granted or "
        "refused. The lower the better. A decision has no day of its own: it counts from the day "
        "on which discharge was considered or, where that is not recorded, from the first step "
        "that is. Read it beside the share for whom discharge is under way: those decided "
        "otherwise are in neither."
    ),
    source="practice, as some councils ask at a year at home: is the care order still needed?",
    examples=(Example("40 children at home, 28 without a decision", 28, 40, "70%"),),
    stretches=_decision_needed,
)
