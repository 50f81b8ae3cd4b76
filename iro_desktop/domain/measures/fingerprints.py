"""A mark of how each measure was counted, so that figures counted otherwise are noticed.

It is made of the measure's definition and of those standards that change what it counts; words
that a council puts in place of others change nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Final

from iro_desktop.domain.measures.definition import Measure
from iro_desktop.domain.measures.period import Period
from iro_desktop.domain.measures.registry import MEASURES, measure_in_force
from iro_desktop.domain.measures.wording import worded
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.standards import DEFAULT_STANDARDS

LENGTH: Final = 16
"""How many hexadecimal digits a fingerprint has."""

_SAME_LABELS: Final = {
    name: getattr(DEFAULT_STANDARDS, name)
    for name in (
        "looked_after_label",
        "looked_after_short",
        "challenge_label",
        "resolution_label",
        "midpoint_label",
    )
}
_STAGES: Final = (
    "challenges_informal",
    "resolutions_formal",
    "challenge_informal_share",
    "challenge_conversion",
    "escalation_outcome_achieved",
    "escalation_outcome_stated",
    "escalation_days_to_outcome",
)
# Standards that change what is counted and are not among the words of the definition.
_USED: Final[dict[str, tuple[str, ...]]] = {
    "health_up_to_date": ("health_months_under_5", "health_months"),
    "pep_up_to_date": ("terms",),
    "monitoring_between_reviews": ("month_method",),
    "escalation_themes": ("themes",),
    **dict.fromkeys(_STAGES, ("stages",)),
}


def fingerprints(practice: Practice, period: Period) -> tuple[tuple[str, str], ...]:
    """Measure id -> the mark of how it was counted in a period, in the order of the measures.

    Equal marks are equal definitions under standards that count alike, each from the same day.
    """
    sets = _in_force(practice, period)
    return tuple((measure_id, _fingerprint(measure_id, sets)) for measure_id in MEASURES)


def counting_standards(practice: Practice, period: Period) -> tuple[Standards, ...]:
    """The sets in force in a period, without what counts nothing.

    That is the words that a council asks for in its forms, and how control charts are read.
    """
    first = period.from_on or date.min
    return tuple(
        _counting(standards)
        for (from_on, until_on), standards in practice.in_force()
        if from_on <= period.to_on and (until_on is None or first < until_on)
    )


def _counting(standards: Standards) -> Standards:
    return replace(
        standards,
        prompts=(),
        review_checklist=(),
        council_review=(),
        council_check=(),
        council_contact=(),
        council_challenge=(),
        control_run=None,
        control_trend=None,
        control_two_of_three=None,
        control_fewest=None,
        control_settled=None,
        rebases=(),
    )


def _in_force(practice: Practice, period: Period) -> list[tuple[date, Standards]]:
    """Return the sets of a period with their first days; of one in force all along, no day.

    So two periods between which nothing was changed are counted alike.
    """
    first = period.from_on or date.min
    return [
        (from_on if from_on > first else date.min, replace(standards, **_SAME_LABELS))
        for (from_on, until_on), standards in practice.in_force()
        if from_on <= period.to_on and (until_on is None or first < until_on)
    ]


def _fingerprint(measure_id: str, sets: list[tuple[date, Standards]]) -> str:
    said: list[str] = []
    for from_on, standards in sets:
        measure = measure_in_force(measure_id, standards)
        used = [repr(getattr(standards, name)) for name in _USED.get(measure_id, ())]
        text = "\n".join((_of(measure), worded(measure.definition, standards), *used))
        if not said or said[-1].partition("\n")[2] != text:
            said.append(f"{from_on.isoformat()}\n{text}")
    return sha256("\n\n".join(said).encode()).hexdigest()[:LENGTH]


def _of(measure: Measure) -> str:
    parts = "|".join((*measure.parts, *measure.beside))
    breaks = "|".join(day.isoformat() for day in measure.breaks)
    return f"{measure.id} {measure.kind.name} {measure.unit} {parts} {breaks}"
