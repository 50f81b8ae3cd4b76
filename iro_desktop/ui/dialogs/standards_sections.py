"""The sections of the form of local standards: which fields stand where, and what is said of them.

None of them is the law's: what the law sets is in no field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class StandardsSection:
    """One section of the form: its heading, the way to it, a line under it, its fields in order."""

    heading: str
    short: str
    note: str
    names: tuple[str, ...]


SECTIONS: Final = (
    StandardsSection(
        "Caseload and monitoring",
        "Caseload",
        "The local range and target, and how monitoring is measured here.",
        (
            "caseload_low",
            "caseload_high",
            "monitoring_target",
            "monitoring_method",
            "monitoring_before_days",
            "monitoring_after_days",
            "monitoring_shortest_days",
            "told_check_days",
            "sickness_days",
        ),
    ),
    StandardsSection(
        "Targets and bands",
        "Targets",
        "Local targets, in the unit of each measure. A range without a target may be good on both "
        "sides. What is neither good nor within the second table is “inadequate” in the yearly "
        "report.",
        ("targets", "bands"),
    ),
    StandardsSection(
        "Control charts",
        "Control charts",
        "Which months are a signal, from how many months limits are drawn, and where they begin "
        "anew. The months before keep the limits that they had.",
        (
            "control_run",
            "control_trend",
            "control_two_of_three",
            "control_fewest",
            "control_settled",
            "rebases",
        ),
    ),
    StandardsSection(
        "How days and months are counted",
        "Counting",
        "The law counts calendar months, and the first day as day 0. Anything else is a local way "
        "of counting, and every due date then says so.",
        ("month_method", "count_trigger_day"),
    ),
    StandardsSection(
        "Health, education, participation",
        "Health and education",
        "",
        (
            "health_months_under_5",
            "health_months",
            "pep_from_age",
            "pep_to_age",
            "participation_age",
            "terms",
        ),
    ),
    StandardsSection(
        "Records",
        "Records",
        "By when a meeting is prepared, and by when the record of a review is done, counted from "
        "its last sitting.",
        (
            "contact_before_days",
            "papers_before_days",
            "record_decisions_days",
            "record_written_days",
            "record_distributed_days",
            "suppression_threshold",
            "erase_after_months",
        ),
    ),
    StandardsSection(
        "Challenge stages",
        "Stages",
        "Informal stages stand before formal ones. Challenges on file keep the stage that they "
        "went through.",
        ("stages", "formal_total_days"),
    ),
    StandardsSection(
        "Themes",
        "Themes",
        "One a line. What stands before a colon is the group that charts add up.",
        ("themes",),
    ),
    StandardsSection(
        "Prompts and checklists",
        "Prompts",
        "One a line. A prompt that is reworded starts without its last answers.",
        ("prompts", "review_checklist"),
    ),
    StandardsSection(
        "Text for the council’s system",
        "Council’s system",
        "One line each, by the label that its form has; “=” gives it another heading, as in "
        "“Summary = What was discussed”.",
        ("council_review", "council_check", "council_contact", "council_challenge"),
    ),
    StandardsSection(
        "Words",
        "Words",
        "What these things are called here.",
        (
            "looked_after_label",
            "looked_after_short",
            "challenge_label",
            "resolution_label",
            "midpoint_label",
        ),
    ),
)

HINTS: Final = {
    "monitoring_target": "Of the cases that asked for a check",
    "caseload_low": "Children per full-time IRO",
    "caseload_high": "Children per full-time IRO",
    "sickness_days": "From the day after, an IRO who is off sick has no FTE",
    "monitoring_before_days": "How early a check counts for its midpoint",
    "monitoring_after_days": "How late it still counts",
    "monitoring_shortest_days": "Shorter intervals between reviews have no midpoint",
    "told_check_days": "0: what the IRO is told never makes a check due",
    "looked_after_label": "As in “a child who is …”",
    "looked_after_short": "On lists, such as CLA or CiC",
    "control_run": "6, 7 or 8: fewer find more, and more of them by chance",
    "control_trend": "6, 7 or 8, the month that it starts from among them",
    "control_two_of_three": "Two of three in a row beyond two sigma on the same side",
    "control_fewest": "Below it no limits are drawn",
    "control_settled": "Below it they are called trial limits",
    "rebases": "Only for a known change in how things are done, never because a month looks bad",
    "suppression_threshold": "In what is shared more widely",
    "erase_after_months": "From then on it stands in “Erase old cases”",
    "formal_total_days": "From the first formal stage to the end of the last",
    "terms": "School terms count for personal education plans",
}
