"""One child with all their records: what holds, what is due, overdue and on track on a day."""

from __future__ import annotations

from iro_desktop.domain.casefile.adoption import AdoptionStage, adoption_stages
from iro_desktop.domain.casefile.conferences import CONFERENCES, conferences_held
from iro_desktop.domain.casefile.due import Due, Status, days_late, key_of, status
from iro_desktop.domain.casefile.dues import dues, is_awaited
from iro_desktop.domain.casefile.education import eligible_for_pep, pep_ages, term_on
from iro_desktop.domain.casefile.health import health_months
from iro_desktop.domain.casefile.midpoints import Midpoint, midpoints, qualifying_checks
from iro_desktop.domain.casefile.put_off import PutOff, put_off, put_off_all
from iro_desktop.domain.casefile.record_keeping import is_adjourned
from iro_desktop.domain.casefile.review_due import ReviewDue, why_not_counted
from iro_desktop.domain.casefile.reviews import review_dues
from iro_desktop.domain.casefile.spans import (
    CareSpan,
    PlanSpan,
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
from iro_desktop.domain.casefile.told import EventCheck, event_check

__all__ = [
    "CONFERENCES",
    "AdoptionStage",
    "CareSpan",
    "Due",
    "EventCheck",
    "Midpoint",
    "PlanSpan",
    "PutOff",
    "ReviewDue",
    "Status",
    "adoption_stages",
    "adult_on",
    "age_on",
    "allocation_on",
    "birthday",
    "care_spans",
    "conferences_held",
    "current_legal_status",
    "current_placement",
    "days_late",
    "dues",
    "eligible_for_pep",
    "event_check",
    "health_months",
    "is_adjourned",
    "is_awaited",
    "is_looked_after",
    "key_of",
    "midpoints",
    "on_plan",
    "pep_ages",
    "plan_spans",
    "put_off",
    "put_off_all",
    "qualifying_checks",
    "review_dues",
    "status",
    "term_on",
    "why_not_counted",
]
