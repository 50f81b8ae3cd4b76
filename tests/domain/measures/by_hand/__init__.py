"""The measures worked out a second time, plainly and slowly, day by day, from the definitions.

Nothing here is shared with the program but the records, the standards and the bank holidays.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand import (
    challenges,
    discharge,
    education,
    health,
    life_story,
    meetings,
    monitoring,
    participation,
    protection,
    reviews,
    workload,
)
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.filed import Filed, Stands

HowOneStands = Callable[[Caseload, CaseFile, date], Iterator[Stands]]

EVENTS: Final[dict[str, Callable[[Caseload], Iterator[Filed]]]] = {
    found.__name__: found
    for found in (
        reviews.cla_reviews_in_time,
        reviews.cla_reviews_in_time_held,
        reviews.permanence_by_second_review,
        participation.cla_participation,
        participation.cla_attendance,
        participation.cla_participation_quality,
        participation.cla_participation_impact,
        participation.cp_participation,
        discharge.care_orders_discharged,
        health.initial_health_in_time,
        protection.cp_reviews_in_time,
        protection.cp_reviews_in_time_held,
        protection.icpc_in_time,
        protection.cp_over_two_years_ended,
        protection.cp_repeat_ever,
        protection.cp_repeat_12_months,
        protection.cp_repeat_24_months,
        protection.cp_appeals,
        protection.family_safeguarding,
        monitoring.monitoring_between_reviews,
        challenges.challenge_informal_share,
        challenges.challenge_conversion,
        challenges.escalation_outcome_achieved,
        challenges.escalation_outcome_stated,
        challenges.escalation_days_to_outcome,
        challenges.escalation_themes,
        meetings.remote_meetings,
        meetings.team_contacts,
    )
}
"""Id of a measure of events -> what lists its cases."""

STOCKS: Final[dict[str, HowOneStands]] = {
    found.__name__: found
    for found in (
        workload.cla_number,
        workload.cp_number,
        reviews.cla_children_reviews_in_time,
        discharge.discharge_pipeline,
        discharge.discharge_decision_needed,
        health.health_up_to_date,
        education.pep_up_to_date,
        life_story.life_story,
        protection.cp_over_two_years_open,
    )
}
"""Id of a measure of stock -> how one child stands in it at the end of a day, if at all."""

BY_CHILD: Final[dict[str, HowOneStands]] = {
    "monitoring_between_reviews": monitoring.monitoring_by_child
}
"""The same where the standards say that it is counted by child."""

RATES: Final = {
    "cla_rate_per_10000": workload.cla_rate_per_10000,
    "cp_rate_per_10000": workload.cp_rate_per_10000,
}
"""Id of a rate -> the children of a day, and the population it is taken of."""

__all__ = ["BY_CHILD", "EVENTS", "RATES", "STOCKS", "Caseload", "Filed", "HowOneStands", "Stands"]
