"""The words of a measure with the labels, windows and methods of the local standards filled in."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.measures.definition import Measure
from iro_desktop.domain.measures.figure import Figure, Unit, rounded
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.words import counted

_METHODS: Final = {
    "calendar_months": "Months are calendar months, up to the corresponding day.",
    "91_183": "Three months are counted as 91 days and six as 183 days, a local setting.",
}

POPULATION_USED: Final = (
    "The population is the one entered for the year to 31 March in which the day lies or, where "
    "there is none, for the latest year before it. Only the whole service has a rate: the children "
    "of one IRO are not all of an area’s."
)
"""What the definition of each rate per 10,000 says of its population."""


def worded(text: str, standards: Standards) -> str:
    """The text of a measure with the labels and settings of these standards in its braces.

    Only the names below are braces; everything a council has typed is put in as it stands.
    """
    for name, value in _values(standards).items():
        text = text.replace("{" + name + "}", value)
    return text


def _values(standards: Standards) -> dict[str, str]:
    return {
        "looked_after": standards.looked_after_label,
        "challenge": standards.challenge_label,
        "resolution": standards.resolution_label,
        "before_days": counted(standards.monitoring_before_days or 0, "day"),
        "after_days": counted(standards.monitoring_after_days or 0, "day"),
        "shortest_days": counted(standards.monitoring_shortest_days or 0, "day"),
        "participation_age": str(standards.participation_age),
        "sickness_day": str((standards.sickness_days or 0) + 1),
        "caseload_low": str(standards.caseload_low),
        "caseload_high": str(standards.caseload_high),
        "pep_from": str(standards.pep_from_age),
        "pep_to": str(standards.pep_to_age),
        "months": _METHODS.get(standards.month_method, ""),
        "trigger": (
            "The first day counts as day 1, a local setting."
            if standards.count_trigger_day
            else "The first day is day 0."
        ),
    }


def say_value(figure: Figure, places: int = 1) -> str:
    """A figure's value with its unit: "78%", "68 per FTE", "14 working days"; "n/a" for none."""
    value = figure.value
    if value is None:
        return "n/a"
    said = rounded(value, places)
    if figure.unit is Unit.PERCENT:
        return f"{said}%"
    if figure.unit is Unit.CHILDREN:
        return said
    if figure.unit is Unit.PER_10000 and "." not in said:
        said += ".0"
    if figure.unit is Unit.WORKING_DAYS and said == "1":
        return "1 working day"
    return f"{said} {figure.unit.value}"


def title_of(measure: Measure, practice: Practice, day: date) -> str:
    """The title of a measure by the standards in force on ``day``."""
    return _capital(worded(measure.title, practice.on(day)))


def definition_of(measure: Measure, practice: Practice, day: date) -> str:
    """How a measure is counted, by the standards in force on ``day``."""
    return worded(measure.definition, practice.on(day)).strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
