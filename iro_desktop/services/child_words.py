"""A child in a few words: age, where they live, under which order, with which plan."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.calendar import months_between
from iro_desktop.domain.casefile import age_on, current_legal_status, current_placement, plan_spans
from iro_desktop.domain.codes import say
from iro_desktop.domain.records import Child, PermanencePlan, ProtectionPlan
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import counted, near_date, shown_alone

_YEARS_FROM: Final = 2
_MONTHS_FROM: Final = 84  # days

_HOMES: Final = {
    "A": "placed for adoption",
    "H5": shown_alone("semi-independent"),
    "K1": "secure children’s home",
    "K2": "children’s home",
    "P1": "with own parents",
    "P2": "independent living",
    "P3": "residential employment",
    "R1": "residential care home",
    "R2": "hospital or medical home",
    "R3": "family centre",
    "R5": "young offender institution",
    "S1": "residential school",
    "T": "temporary placement",
    "U1": "kinship foster care",
    "U2": "kinship foster care",
    "U3": "kinship foster care",
    "U": "foster care",
    "Z1": "other placement",
}
"""Placement codes, or their first letter, as people say them."""


def name_of(child: Child) -> str:
    """Return how a child is called in a list: "LC-20417 A.B."."""
    return f"{child.reference} {child.initials}".strip()


def called_by(child: Child, *, with_names: bool) -> str:
    """Return the same, with the name in place of the initials where names are wanted."""
    return (
        f"{child.reference} {child.name.strip()}" if with_names and child.name else name_of(child)
    )


def age_text(child: Child, day: date) -> str:
    """Return the age: "9 years", "4 months", "3 weeks", or that a child is not born yet."""
    years = age_on(child.born_on, day)
    if child.born_on is None or years is None:
        expected_on = child.born_on or child.expected_on
        return f"expected {near_date(expected_on, day)}" if expected_on else "age not on file"
    if years >= _YEARS_FROM:
        return counted(years, "year")
    days = (day - child.born_on).days
    if days >= _MONTHS_FROM:
        return counted(months_between(child.born_on, day), "month")
    return counted(days // 7, "week") if days >= 14 else counted(days, "day")  # noqa: PLR2004 - two weeks


def home_of(case: CaseFile, day: date) -> str:
    """Return where a looked after child lives: "foster care"; "" where nothing says so."""
    placement = current_placement(case, day)
    code = placement.placement_type if placement else ""
    return _HOMES.get(code) or _HOMES.get(code[:1], "") or code


def legal_status_of(case: CaseFile, day: date) -> str:
    """Return the code of the legal status, such as C2; "" for none."""
    status = current_legal_status(case, day)
    return status.status if status else ""


def current_permanence_plan(case: CaseFile, day: date) -> PermanencePlan | None:
    """Return the permanence plan in force on ``day``, of several the latest, or None."""
    return max(
        (
            plan
            for plan in case.of(PermanencePlan)
            if plan.plan
            and (plan.planned_on is None or plan.planned_on <= day)
            and (plan.ended_on is None or plan.ended_on > day)
        ),
        key=lambda plan: (plan.planned_on or date.min, plan.id),
        default=None,
    )


def current_protection_plan(case: CaseFile, day: date) -> ProtectionPlan | None:
    """Return the child protection plan that a child is on at the end of ``day``, or None."""
    return next((span.plan for span in plan_spans(case, day) if span.open_on(day)), None)


def category_of(plan: ProtectionPlan) -> str:
    """Return the category of a protection plan as it is now, in words."""
    return say("category", plan.latest_category or plan.initial_category)


def is_asylum_seeker(child: Child, day: date) -> bool:
    """Return whether a child is an unaccompanied asylum-seeking child on ``day``."""
    return child.uasc_until is not None and child.uasc_until > day


def groups_of_siblings(snapshot: Snapshot) -> dict[str, tuple[Child, ...]]:
    """Return sibling group id -> its children, by reference."""
    groups: dict[str, list[Child]] = {}
    for case in snapshot.cases.values():
        if case.child.sibling_group_id:
            groups.setdefault(case.child.sibling_group_id, []).append(case.child)
    return {
        group_id: tuple(sorted(children, key=lambda child: child.reference))
        for group_id, children in groups.items()
    }
