"""Child protection: enquiries, plans, appeals and how far the Family Safeguarding model was met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.records import (
    Appeal,
    FamilySafeguardingChecklist,
    ProtectionPlan,
    Record,
    Section47,
)
from iro_desktop.importers.sample.chance import Steady
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import Family, Kid, Plan, Sitting

_CATEGORIES: Final = (("NEG", 47), ("EMO", 36), ("PHY", 9), ("SAB", 4), ("MUL", 4))
_PLANS_BEFORE: Final = 0.2
_ELSEWHERE: Final = 0.15
_FAMILY_SAFEGUARDING: Final = date(2021, 2, 11)
"""The day the founding report's authority launched the model."""
_APPEALS: Final = 2


def name_categories(pen: Pen, families: Sequence[Family]) -> None:
    """Give every plan its category."""
    for family in families:
        if family.plan:
            family.plan.category = pen.chance.weighted(_CATEGORIES)


def write_protection(pen: Pen, kids: Sequence[Kid]) -> None:
    """Write every enquiry and plan, and the checklists of conferences since the model began."""
    again = Steady(_PLANS_BEFORE)
    for kid in kids:
        for family in kid.families:
            if family.plan:
                pen.write_all(_enquiry(pen, kid, family.plan))
                if family.plan.sittings[0].continues and family.role != "conference booked":
                    pen.write(_plan(pen, kid, family, family.plan, again))
                pen.write_all(_checklists(pen, kid, family))


def _enquiry(pen: Pen, kid: Kid, plan: Plan) -> Iterator[Record]:
    first = plan.sittings[0]
    if first.kind != "transfer":
        yield Section47(
            id=pen.id("Section47", kid, plan.asked_on),
            child_id=kid.id,
            strategy_on=plan.asked_on,
            started_on=plan.asked_on,
            conference_not_needed=False,
            ended_on=pen.by_now(
                max(plan.asked_on, first.on - timedelta(days=pen.chance.between(2, 6)))
            ),
        )


def _plan(pen: Pen, kid: Kid, family: Family, plan: Plan, again: Steady) -> ProtectionPlan:
    chance, started_on = pen.chance, plan.sittings[0].on
    before = family.before.plan if family.before and family.before.plan else None
    previous, ended_on, elsewhere = 0, None, ""
    if before:
        previous, ended_on = 1, before.ended_on
    elif kid.age(started_on) > 0 and again.happens():
        oldest = (started_on - (kid.born_on or started_on)).days
        days = chance.between(300, max(301, min(2600, oldest - 120)))
        previous = 2 if chance.happens(0.15) else 1
        ended_on = started_on - timedelta(days=days)
        elsewhere = "A neighbouring authority" if chance.happens(_ELSEWHERE) else ""
    latest = plan.category
    if len(plan.sittings) > 1 and chance.happens(0.12):
        latest = chance.weighted(_CATEGORIES)
    return ProtectionPlan(
        id=pen.id("ProtectionPlan", kid, started_on),
        child_id=kid.id,
        started_on=started_on,
        ended_on=plan.ended_on,
        end_reason=plan.end_reason,
        initial_category=plan.category,
        latest_category=latest,
        previous_plans=previous,
        previous_plan_la=elsewhere,
        previous_plan_ended_on=ended_on,
    )


def _checklists(pen: Pen, kid: Kid, family: Family) -> Iterator[Record]:
    """Yield a checklist of each conference since the model began; more is met as years go by."""
    chance = pen.chance
    for sitting in family.plan.sittings if family.plan else ():
        early = max(_FAMILY_SAFEGUARDING, pen.scene.start_on)
        if not early <= sitting.on <= pen.as_of:
            continue
        grown = min(0.3, (sitting.on - _FAMILY_SAFEGUARDING).days / 5000)
        yield FamilySafeguardingChecklist(
            id=pen.id("FamilySafeguardingChecklist", kid, sitting.on),
            child_id=kid.id,
            review_id=review_id(pen, kid, sitting),
            adult_specialist=chance.happens(0.45 + grown),
            workbook=chance.happens(0.35 + grown),
            family_words=chance.happens(0.55 + grown),
            outcomes=chance.happens(0.5 + grown),
            next_step=chance.happens(0.6 + grown),
        )


def review_id(pen: Pen, kid: Kid, sitting: Sitting) -> str:
    """Return the id of one child's review in a meeting of the family."""
    kind = "cla" if sitting.kind == "short_break" else sitting.kind
    return pen.id("Review", kid, kind, sitting.on)


def write_appeals(pen: Pen, families: Sequence[Family]) -> None:
    """Write the few appeals against conferences: one or two in three years."""
    held = [
        (family, sitting)
        for family in families
        if family.plan
        for sitting in family.plan.sittings
        if pen.scene.start_on <= sitting.on < add_months(pen.as_of, -3)
    ]
    for number in range(min(_APPEALS, len(held))):
        family, sitting = pen.chance.one_of(held)
        kid = family.kids[0]
        accepted_on = min(pen.work_days(sitting.on, 4, 15), pen.as_of)
        upheld = number == 0
        appeal = Appeal(
            id=pen.id("Appeal", kid, accepted_on, str(number)),
            child_id=kid.id,
            review_id=review_id(pen, kid, sitting),
            accepted_on=accepted_on,
            appellant="parent",
            stage="investigation" if upheld else "review",
            ground="process" if upheld else "outcome",
            outcome="part" if upheld else "no",
        )
        pen.write(appeal)
