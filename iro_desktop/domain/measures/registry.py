"""All measures that there are, by the ids that reports and other programs know them by."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.measures import (
    appeals,
    caseload,
    challenge_outcomes,
    challenges,
    conference_participation,
    discharge,
    education,
    family_safeguarding,
    health,
    life_story,
    looked_after,
    monitoring,
    participation_quality,
    permanence,
    plans,
    protection,
    reviews,
    themes,
    working_together,
)
from iro_desktop.domain.measures.definition import Measure
from iro_desktop.domain.records import Standards

MEASURES: Final[dict[str, Measure]] = {
    measure.id: measure
    for measure in (
        looked_after.NUMBER,
        looked_after.RATE,
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
        protection.RATE,
        protection.REVIEWS_DUE,
        protection.REVIEWS_HELD,
        plans.OPEN,
        plans.ENDED,
        protection.INITIAL,
        plans.EVER,
        plans.WITHIN_12_MONTHS,
        plans.WITHIN_24_MONTHS,
        appeals.APPEALS,
        conference_participation.PARTICIPATION,
        caseload.CASELOAD,
        monitoring.MONITORING,
        challenges.INFORMAL,
        challenges.FORMAL,
        challenges.SHARE,
        challenges.CONVERSION,
        challenge_outcomes.ACHIEVED,
        challenge_outcomes.STATED,
        challenge_outcomes.DAYS,
        working_together.REMOTE,
        working_together.CONTACTS,
        themes.THEMES,
        family_safeguarding.FAMILY_SAFEGUARDING,
        life_story.LIFE_STORY,
    )
}
"""Id -> measure, in the order of the founding report."""

_BY_CHILD: Final = "children"


def measure_in_force(measure_id: str, standards: Standards) -> Measure:
    """The measure of an id as these standards define it; KeyError for an unknown id.

    Monitoring has two definitions, of which a council chooses one.
    """
    found = MEASURES[measure_id]
    if found is monitoring.MONITORING and standards.monitoring_method == _BY_CHILD:
        return monitoring.BY_CHILD
    return found
