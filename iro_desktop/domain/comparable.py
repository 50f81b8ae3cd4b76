"""What comparators are figures of: every measure, and some that nothing here is counted for."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.comparators import POPULATION
from iro_desktop.domain.measures import MEASURES, Unit, rounded
from iro_desktop.domain.measures.wording import title_of, worded
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.standards import DEFAULT_STANDARDS

ENTERED_ONLY: Final[dict[str, tuple[str, Unit]]] = {
    POPULATION: ("Population aged 0 to 17", Unit.CHILDREN),
    "s47_rate_per_10000": ("Section 47 enquiries per 10,000", Unit.PER_10000),
    "icpc_rate_per_10000": ("Initial child protection conferences per 10,000", Unit.PER_10000),
    "cp_over_two_years_ended": (
        "Child protection plans ended that had lasted 2 years or more",
        Unit.PERCENT,
    ),
}
"""Id -> title and unit of what is not worked out from a caseload; a measure of that id comes first.
"""

_WHOLE: Final = 100
_GREATEST: Final = 100_000_000


def comparable(practice: Practice, day: date) -> dict[str, str]:
    """Id -> title of all that can be compared, the population first, then as measures stand."""
    titles = {POPULATION: ENTERED_ONLY[POPULATION][0]}
    titles |= {found.id: title_of(found, practice, day) for found in MEASURES.values()}
    return titles | {key: title for key, (title, _) in ENTERED_ONLY.items() if key not in titles}


def measure_named(words: str) -> str:
    """The id of the measure that a table names by its id or its title; "" for none."""
    wanted = " ".join(words.split()).casefold()
    for measure_id, title in _titles().items():
        if wanted in (measure_id, title.casefold()):
            return measure_id
    return ""


def _titles() -> dict[str, str]:
    titles = {key: title for key, (title, _) in ENTERED_ONLY.items()}
    return titles | {
        found.id: worded(found.title, DEFAULT_STANDARDS) for found in MEASURES.values()
    }


def unit_of(measure_id: str) -> Unit | None:
    """The unit of a measure or of what is entered only; None for an id that is not known."""
    if measure_id in MEASURES:
        return MEASURES[measure_id].unit
    return ENTERED_ONLY[measure_id][1] if measure_id in ENTERED_ONLY else None


def value_problem(value: float, measure_id: str) -> str:
    """Why this can be no value of a measure, as the end of a sentence; "" where it can."""
    if unit_of(measure_id) is Unit.PERCENT and value > _WHOLE:
        return "a percentage is 100 or less"
    if measure_id == POPULATION and value == 0:
        return "a population is above 0"
    if value > _GREATEST:
        return f"it is more than {rounded(_GREATEST)}"
    return ""


def say_value(value: float, unit: Unit | None) -> str:
    """A value with its unit: "78.4%", "84.0 per 10,000", "80,080 children"."""
    match unit:
        case None:
            return rounded(value)
        case Unit.PERCENT:
            return f"{rounded(value)}%"
        case Unit.PER_10000:
            return f"{say_rate(value)} {unit.value}"
        case _:
            return f"{rounded(value)} {unit.value}"


def say_rate(value: float) -> str:
    """A rate per 10,000 with its one decimal: "84.0"."""
    said = rounded(value)
    return said if "." in said else f"{said}.0"
