"""Which target and range a figure is held against: those of the last day of its period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from iro_desktop.domain.records import Standards


class Band(StrEnum):
    """Where an unrounded value lies to the range that the standards call good."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Aim:
    """The target of a measure and the range that is good, in the measure's unit; None where unset.

    ``low`` and ``high`` are both good themselves.
    """

    target: float | None = None
    low: float | None = None
    high: float | None = None

    def band(self, value: float | None) -> Band | None:
        """Where the value lies; None for n/a and where no range is set."""
        if value is None or (self.low is None and self.high is None):
            return None
        if self.low is not None and value < self.low:
            return Band.BELOW
        return Band.ABOVE if self.high is not None and value > self.high else Band.WITHIN


def aim_of(measure_id: str, standards: Standards) -> Aim:
    """The aim of a measure by these standards, which are complete."""
    if measure_id == "caseload_per_fte":
        return Aim(None, _number(standards.caseload_low), _number(standards.caseload_high))
    if measure_id == "monitoring_between_reviews":
        target = _number(standards.monitoring_target)
        return Aim(target, target, None)
    row = next((row for row in standards.targets if row and row[0] == measure_id), None)
    if row is None:
        return Aim()
    target, low, high = (number_in(cell) for cell in (*row[1:], "", "", "")[:3])
    return Aim(target, low if low is not None or high is not None else target, high)


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def number_in(cell: str) -> float | None:
    """Return the number in a cell of the table of targets; what is none sets no limit."""
    try:
        found = float(cell.strip().rstrip("%"))
    except ValueError:
        return None
    return found if found - found == 0 else None
