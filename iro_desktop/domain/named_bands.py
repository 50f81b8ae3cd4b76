"""What a figure is called by the local bands: good, requires improvement, inadequate."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from iro_desktop.domain.figure_words import is_few
from iro_desktop.domain.measures import Figure, Measure
from iro_desktop.domain.measures.targets import aim_of, number_in
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import Standards
from iro_desktop.domain.verdicts import Bounds, bounds_of


class NamedBand(StrEnum):
    """The bands by name, the best first.

    NOT_GOOD is what is not good where nobody has set how bad that is.
    """

    GOOD = "good"
    IMPROVE = "requires improvement"
    INADEQUATE = "inadequate"
    NOT_GOOD = "not good"


def improving(measure_id: str, standards: Standards) -> Bounds | None:
    """Between which values a figure that is not good requires improvement; None where unset.

    Both ends belong to it. A range that is good on both sides has an end on each.
    """
    row = next((row for row in standards.bands if row and row[0] == measure_id), None)
    if row is None:
        return None
    low, high = (number_in(cell) for cell in (*row[1:], "", "")[:2])
    return Bounds(low, high)


def named_band(measure: Measure, value: float | None, standards: Standards) -> NamedBand | None:
    """The band of an unrounded value by these standards; None for n/a and where none is set.

    The caseload has a range and no bands: to be above it is not to be inadequate.
    """
    good = bounds_of(measure, aim_of(measure.id, standards))
    if value is None or measure.id == "caseload_per_fte" or good == Bounds():
        return None
    if _within(value, good):
        return NamedBand.GOOD
    worse = improving(measure.id, standards)
    if worse is None:
        return NamedBand.NOT_GOOD
    return NamedBand.IMPROVE if _within(value, worse) else NamedBand.INADEQUATE


def band_on(measure: Measure, figure: Figure, practice: Practice, day: date) -> NamedBand | None:
    """The band of a figure by the standards in force on ``day``; None where there are too few."""
    if is_few(measure, figure):
        return None
    return named_band(measure, figure.value, practice.on(day))


def _within(value: float, bounds: Bounds) -> bool:
    above = bounds.low is None or value >= bounds.low
    return above and (bounds.high is None or value <= bounds.high)
