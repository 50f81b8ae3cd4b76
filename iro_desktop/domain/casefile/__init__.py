"""One child with all their records: what holds, what is due, overdue and on track on a day."""

from __future__ import annotations

from iro_desktop.domain.casefile.midpoints import Midpoint, midpoints, qualifying_checks
from iro_desktop.domain.casefile.review_due import ReviewDue
from iro_desktop.domain.casefile.reviews import review_dues
from iro_desktop.domain.casefile.spans import (
    AdoptionStage,
    CareSpan,
    PlanSpan,
    adoption_stages,
    adult_on,
    age_on,
    allocation_on,
    birthday,
    care_spans,
    current_legal_status,
    current_placement,
    is_looked_after,
    on_plan,
    plan_spans,
)

__all__ = [
    "AdoptionStage",
    "CareSpan",
    "Midpoint",
    "PlanSpan",
    "ReviewDue",
    "adoption_stages",
    "adult_on",
    "age_on",
    "allocation_on",
    "birthday",
    "care_spans",
    "current_legal_status",
    "current_placement",
    "is_looked_after",
    "midpoints",
    "on_plan",
    "plan_spans",
    "qualifying_checks",
    "review_dues",
]
