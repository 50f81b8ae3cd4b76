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
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import Family, Kid, Plan, Sitting

_CATEGORIES: Final = (("NEG", 47), ("EMO", 36), ("PHY", 9), ("SAB", 4), ("MUL", 4))
_FAMILY_SAFEGUARDING: Final = date(2021, 2, 11)
"""The day the founding report's authority launched the model."""
_PILOT_MONTHS: Final = 3
_PILOT_SHARE: Final = 0.5
_MET_AT_FIRST: Final = {
    "adult_specialist": 0.34,
    "workbook": 0.26,
    "family_words": 0.48,
    "outcomes": 0.44,
    "next_step": 0.5,
}
_GROWS_BY: Final = 0.4
_GROWN_AFTER: Final = timedelta(days=730)
"""How often each tick of the checklist was met when the model began, and by how much that grew."""


def name_categories(pen: Pen, families: Sequence[Family]) -> None:
    """Give every plan its category."""
    for family in families:
        if family.plan:
            family.plan.category = pen.chance.weighted(_CATEGORIES)


def write_protection(pen: Pen, kids: Sequence[Kid]) -> None:
    """Write every enquiry and plan, and the checklists of conferences that followed the model."""
    met: dict[tuple[str, date], dict[str, bool]] = {}
    for kid in kids:
        for family in kid.families:
            if family.plan:
                pen.write_all(_enquiry(pen, kid, family.plan))
                if family.plan.sittings[0].continues and family.role != "conference booked":
                    pen.write(_plan(pen, kid, family.plan))
                pen.write_all(_checklists(pen, kid, family.plan, met))


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


def _plan(pen: Pen, kid: Kid, plan: Plan) -> ProtectionPlan:
    chance, started_on = pen.chance, plan.sittings[0].on
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
        previous_plans=plan.earlier,
        previous_plan_la="A neighbouring authority" if plan.elsewhere else "",
        previous_plan_ended_on=plan.earlier_ended_on,
    )


def _checklists(
    pen: Pen, kid: Kid, plan: Plan, met: dict[tuple[str, date], dict[str, bool]]
) -> Iterator[Record]:
    """Yield a checklist of each conference since the model began, or of those that tried it out.

    Brothers and sisters, whose one conference it was, have the same ticks: ``met`` keeps them.
    """
    for sitting in plan.sittings:
        if not _from_when(pen) <= sitting.on <= pen.as_of:
            continue
        key = min(kid.reference for kid in kid.family.kids), sitting.on
        if key not in met:
            met[key] = _ticks(pen, sitting.on)
        if met[key]:
            yield FamilySafeguardingChecklist(
                id=pen.id("FamilySafeguardingChecklist", kid, sitting.on),
                child_id=kid.id,
                review_id=review_id(pen, kid, sitting),
                **met[key],
            )


def _from_when(pen: Pen) -> date:
    """Return from when on conferences follow the model; before it began it was tried out."""
    if pen.as_of < _FAMILY_SAFEGUARDING:
        return add_months(pen.as_of, -_PILOT_MONTHS)
    return max(_FAMILY_SAFEGUARDING, pen.scene.start_on)


def _ticks(pen: Pen, day: date) -> dict[str, bool]:
    """Return what of the model was met in a conference; nothing if it did not try it out."""
    since = day - _FAMILY_SAFEGUARDING
    if since < timedelta(0) and not pen.chance.happens(_PILOT_SHARE):
        return {}
    grown = max(0.0, min(1.0, since / _GROWN_AFTER)) * _GROWS_BY
    return {tick: pen.chance.happens(share + grown) for tick, share in _MET_AT_FIRST.items()}


def review_id(pen: Pen, kid: Kid, sitting: Sitting) -> str:
    """Return the id of one child's review in a meeting of the family."""
    kind = "cla" if sitting.kind == "short_break" else sitting.kind
    return pen.id("Review", kid, kind, sitting.on)


def write_appeals(pen: Pen, families: Sequence[Family]) -> None:
    """Write the few appeals against conferences: one in the last year, one in those before."""
    for first, last, upheld in ((12, 3, False), (35, 13, True)):
        held = [
            (family, sitting)
            for family in families
            if family.plan
            for sitting in family.plan.sittings
            if add_months(pen.as_of, -first) <= sitting.on < add_months(pen.as_of, -last)
        ]
        if held:
            family, sitting = pen.chance.one_of(held)
            pen.write(_appeal(pen, family, sitting, upheld=upheld))


def _appeal(pen: Pen, family: Family, sitting: Sitting, *, upheld: bool) -> Appeal:
    kid = family.kids[0]
    accepted_on = min(pen.work_days(sitting.on, 4, 15), pen.as_of)
    return Appeal(
        id=pen.id("Appeal", kid, accepted_on),
        child_id=kid.id,
        review_id=review_id(pen, kid, sitting),
        accepted_on=accepted_on,
        appellant="parent",
        stage="investigation" if upheld else "review",
        ground="process" if upheld else "outcome",
        outcome="part" if upheld else "no",
    )
