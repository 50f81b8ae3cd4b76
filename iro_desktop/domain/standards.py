"""What a council sets for itself: ranges, targets, stages, themes, prompts; from a day onwards."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from iro_desktop.domain.council_lines import usual_lines
from iro_desktop.domain.records import Standards, fields_of

DEFAULT_STANDARDS: Final = Standards(
    id="default",
    from_on=date(2000, 1, 1),
    caseload_low=50,
    caseload_high=70,
    monitoring_target=80.0,
    targets=(
        ("icpc_in_time", "90", "90", "100"),
        ("cla_reviews_in_time", "95", "95", "100"),
        ("cla_reviews_in_time_held", "95", "95", "100"),
        ("cla_children_reviews_in_time", "95", "95", "100"),
        ("cp_reviews_in_time", "95", "95", "100"),
        ("cp_reviews_in_time_held", "95", "95", "100"),
        ("permanence_by_second_review", "90", "90", "100"),
        ("initial_health_in_time", "85", "85", "100"),
        ("health_up_to_date", "90", "90", "100"),
        ("pep_up_to_date", "90", "90", "100"),
        ("cla_participation", "90", "90", "100"),
        ("cp_over_two_years_open", "4", "0", "4"),
        ("cp_over_two_years_ended", "4", "0", "4"),
        # Two-sided: a very low share of repeat plans is a warning as much as a high one.
        ("cp_repeat_ever", "", "10", "15"),
    ),
    # Proposals all of them: what is neither good nor within these is inadequate.
    bands=(
        ("monitoring_between_reviews", "65", ""),
        ("icpc_in_time", "75", ""),
        ("cla_reviews_in_time", "85", ""),
        ("cla_reviews_in_time_held", "85", ""),
        ("cla_children_reviews_in_time", "85", ""),
        ("cp_reviews_in_time", "85", ""),
        ("cp_reviews_in_time_held", "85", ""),
        ("permanence_by_second_review", "75", ""),
        ("initial_health_in_time", "70", ""),
        ("health_up_to_date", "75", ""),
        ("pep_up_to_date", "75", ""),
        ("cla_participation", "75", ""),
        ("cp_over_two_years_open", "", "8"),
        ("cp_over_two_years_ended", "", "8"),
        ("cp_repeat_ever", "5", "20"),
    ),
    month_method="calendar_months",
    count_trigger_day=False,
    monitoring_method="midpoint",
    monitoring_before_days=28,
    monitoring_after_days=14,
    monitoring_shortest_days=56,
    told_check_days=10,
    sickness_days=20,
    participation_age=4,
    pep_from_age=3,
    pep_to_age=18,
    health_months_under_5=6,
    health_months=12,
    record_decisions_days=5,
    record_written_days=15,
    record_distributed_days=20,
    contact_before_days=15,
    papers_before_days=3,
    erase_after_months=3,
    stages=(
        ("informal", "IRO Challenge", "Social worker or team manager", "5", "no"),
        ("stage1", "Problem Resolution stage 1", "Team manager", "5", "yes"),
        ("stage2", "Problem Resolution stage 2", "Service manager", "5", "yes"),
        ("stage3", "Problem Resolution stage 3", "Head of service", "5", "yes"),
        ("stage4", "Problem Resolution stage 4", "Director", "5", "yes"),
    ),
    formal_total_days=20,
    themes=(
        "Delay: drift in carrying out the plan",
        "Delay: decision of a review not carried out",
        "Delay: permanence",
        "Delay: assessment or report",
        "Delay: court or legal work",
        "Delay: health or education",
        "Quality of planning: plan not current",
        "Quality of planning: plan does not meet the child's needs",
        "Quality of planning: no clear outcomes",
        "Quality of planning: no exit or discharge plan",
        "Practice: no social worker or too many changes",
        "Practice: visits or contact",
        "Practice: statutory duty not met",
        "Participation: the child has not been heard",
        "Participation: parents or carers have not been heard",
    ),
    # Each asks for one line that is not asked for elsewhere in the form of a check.
    prompts=(
        "Plan: what has moved on since the last review?",
        "Seen alone: when, and by whom?",
        "Visits by the social worker: on time?",
        "Health: what is outstanding?",
        "Education: what is outstanding?",
        "Permanence: is the way there clear and on time?",
        "Wishes: what does the child want, and who has answered?",
    ),
    review_checklist=(
        "Decisions of the last review",
        "Care plan and permanence",
        "Legal status, and whether the order is still needed",
        "Placement",
        "Health",
        "Education",
        "Family time",
        "Identity and life story",
        "Safeguarding",
        "Visits by the social worker",
        "What the child asked for",
        "Next date",
    ),
    council_review=usual_lines("council_review"),
    council_check=usual_lines("council_check"),
    council_contact=usual_lines("council_contact"),
    council_challenge=usual_lines("council_challenge"),
    suppression_threshold=6,
    control_run=7,
    control_trend=7,
    control_two_of_three=True,
    control_fewest=6,
    control_settled=12,
    looked_after_label="looked after",
    looked_after_short="CLA",
    challenge_label="IRO Challenge",
    resolution_label="Problem Resolution",
    midpoint_label="Midpoint check",
)
"""What holds where nothing else has been set: the founding report's ranges and targets, the rest
proposals."""

_YES: Final = frozenset({"yes", "true", "1", "y", "formal"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of escalation; ``days`` are the working days its reply may take."""

    key: str
    name: str
    role: str
    days: int
    formal: bool


def complete(standards: Standards) -> Standards:
    """Return the standards with every field that is empty filled from the default.

    A complete record loses nothing; a field that is newer than the record gets its default.
    """
    missing = {
        about.name: getattr(DEFAULT_STANDARDS, about.name)
        for about in fields_of(Standards)
        if getattr(standards, about.name) == about.empty and about.name != "from_on"
    }
    return dataclasses.replace(standards, **missing) if missing else standards


def standards_on(all_standards: Sequence[Standards], day: date) -> Standards:
    """Return the complete standards in force on ``day``: the latest that had begun by then.

    Those without a first day are never in force. Before all others the default holds.
    """
    begun = [s for s in all_standards if s.from_on is not None and s.from_on <= day]
    if not begun:
        return DEFAULT_STANDARDS
    return complete(max(begun, key=lambda s: (s.from_on or date.min, s.id)))


def stages_of(standards: Standards) -> tuple[Stage, ...]:
    """Return the stages of escalation in their order; rows without a key are left out."""
    return _stages(standards.stages)


@lru_cache(maxsize=64)
def _stages(rows: tuple[tuple[str, ...], ...]) -> tuple[Stage, ...]:
    return tuple(_stage(row) for row in rows if row and row[0].strip())


def _stage(row: Sequence[str]) -> Stage:
    key, name, role, days, formal = (*(cell.strip() for cell in row), "", "", "", "", "")[:5]
    number = int(days) if days.isdecimal() and len(days) < 4 else 5  # noqa: PLR2004 - 999 days
    return Stage(key, name or key, role, number, formal.casefold() in _YES)


@dataclass(frozen=True, slots=True)
class Term:
    """A school term, its first and last day included."""

    name: str
    from_on: date
    to_on: date


def terms_of(standards: Standards) -> tuple[Term, ...]:
    """Return the school terms in order; rows whose days are not ISO dates are left out."""
    return _terms(standards.terms)


@lru_cache(maxsize=64)
def _terms(rows: tuple[tuple[str, ...], ...]) -> tuple[Term, ...]:
    found = []
    for row in rows:
        name, first, last = (*row, "", "", "")[:3]
        from_on, to_on = _day(first), _day(last)
        if from_on is not None and to_on is not None and from_on <= to_on:
            found.append(Term(name.strip(), from_on, to_on))
    return tuple(sorted(found, key=lambda term: (term.from_on, term.to_on)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def theme_group(theme: str) -> str:
    """Return the upper level of a theme: "Delay" of "Delay: permanence"."""
    return theme.partition(":")[0].strip()
