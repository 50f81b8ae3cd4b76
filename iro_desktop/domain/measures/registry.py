"""All measures that there are, by the ids that reports and other programs know them by."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.measures import (
    caseload,
    challenges,
    discharge,
    education,
    health,
    life_story,
    looked_after,
    monitoring,
    participation_quality,
    permanence,
    protection,
    reviews,
)
from iro_desktop.domain.measures.definition import Measure

MEASURES: Final[dict[str, Measure]] = {
    measure.id: measure
    for measure in (
        looked_after.NUMBER,
        reviews.REVIEWS_DUE,
        reviews.REVIEWS_HELD,
        reviews.CHILDREN,
        looked_after.PARTICIPATION,
        looked_after.ATTENDANCE,
        participation_quality.QUALITY,
        participation_quality.IMPACT,
        permanence.PERMANENCE,
        discharge.DISCHARGED,
        discharge.PIPELINE,
        discharge.DECISION_NEEDED,
        health.INITIAL,
        health.UP_TO_DATE,
        education.UP_TO_DATE,
        protection.NUMBER,
        protection.REVIEWS_DUE,
        protection.REVIEWS_HELD,
        protection.INITIAL,
        caseload.CASELOAD,
        monitoring.MONITORING,
        challenges.INFORMAL,
        challenges.FORMAL,
        challenges.SHARE,
        challenges.CONVERSION,
        life_story.LIFE_STORY,
    )
}
"""Id -> measure, in the order of the founding report."""
