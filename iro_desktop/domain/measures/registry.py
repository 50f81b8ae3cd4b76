"""All measures that there are, by the ids that reports and other programs know them by."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.measures import (
    caseload,
    challenges,
    looked_after,
    monitoring,
    permanence,
    protection,
    reviews,
)
from iro_desktop.domain.measures.definition import Measure

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
        permanence.PERMANENCE,
        protection.NUMBER,
        protection.RATE,
        protection.REVIEWS_DUE,
        protection.REVIEWS_HELD,
        protection.INITIAL,
        caseload.CASELOAD,
        monitoring.MONITORING,
        challenges.INFORMAL,
        challenges.FORMAL,
        challenges.SHARE,
        challenges.CONVERSION,
    )
}
"""Id -> measure, in the order of the founding report."""
