"""Health assessments: the initial one, then every 6 or 12 months by age."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile.due import Due, due_after, not_on_file, or_not_on_file
from iro_desktop.domain.casefile.explained import becoming_looked_after
from iro_desktop.domain.casefile.spans import CareSpan, birthday
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import HealthAssessment
from iro_desktop.domain.rules import Limit
from iro_desktop.domain.snapshot import CaseFile

_FIFTH: Final = 5
_WAIVED_MONTHS: Final = 3
_MISSING: Final = "No health assessment on file: enter the last one"


def health_due(case: CaseFile, span: CareSpan, practice: Practice, as_of: date) -> Due:
    """Return the next health assessment of a child in an open period of care.

    An assessment of the 3 months before counts as the initial one. The day of the assessment
    counts, not that of its report; a refusal is recorded and the next one is then due as after
    an assessment.
    """
    done = [
        day
        for record in case.of(HealthAssessment)
        for day in (record.assessed_on, record.refused_on)
        if day is not None and day <= as_of
    ]
    last_on = max(done, default=None)
    if last_on is not None and (
        not span.start_known or last_on >= add_months(span.started_on, -_WAIVED_MONTHS)
    ):
        return _review_due(case, last_on, practice)
    child_id, period_id = case.child.id, span.period.id
    if not span.start_known:
        return not_on_file(child_id, "health", "health_review", _MISSING, period_id)
    initial = due_after(
        child_id,
        "health",
        "health_initial",
        span.started_on,
        practice,
        starts=becoming_looked_after(practice, as_of),
        record_id=period_id,
    )
    return or_not_on_file(initial, as_of, _MISSING)


def _review_due(case: CaseFile, last_on: date, practice: Practice) -> Due:
    months, rule_id = health_months(case.child.born_on, last_on, practice)
    return due_after(
        case.child.id,
        "health",
        rule_id,
        last_on,
        practice,
        limit=Limit(months, "months"),
        starts="the last assessment",
    )


def health_months(born_on: date | None, last_on: date, practice: Practice) -> tuple[int, str]:
    """Return after how many months the next assessment is due, and the id of the rule.

    The shorter interval holds as long as it ends by the 5th birthday, and for a child without a
    date of birth.
    """
    standards = practice.on(last_on)
    young = standards.health_months_under_5 or 6
    if born_on is None or add_months(last_on, young) <= birthday(born_on, _FIFTH):
        return young, "health_review_under_5"
    return standards.health_months or 12, "health_review"
