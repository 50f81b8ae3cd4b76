"""The figures of a period as one set of tables, over which it is decided what may be shown."""

from __future__ import annotations

from iro_desktop.domain.measures import MEASURES, Figures, Mode, Period, Result
from iro_desktop.domain.suppression.figures import (
    CASELOAD,
    NUMERATOR,
    WHOLE,
    Scope,
    Showable,
    scopes_of,
    showable,
)

Counted = tuple[tuple[Result, ...], tuple[Result, ...]]
"""Every measure of a period cut by month, and the caseload of each of these months for itself."""


def counted_by_month(figures: Figures, officer_id: str | None, period: Period) -> Counted:
    """The figures of a period as ``showable`` takes them; ``officer_id`` None is the service."""
    results = tuple(
        figures.result(measure_id, period, Mode.MONTH, officer_id) for measure_id in MEASURES
    )
    months = next(one.series for one in results if one.measure.id == CASELOAD)
    by_month = tuple(
        figures.result(CASELOAD, point.period, Mode.MONTH, officer_id) for point in months
    )
    return results, by_month


class ShownFigures:
    """What may be told of a period to those outside the service; what it does not know may not.

    It is decided over all measures with their parts and months, as the tables of the period are,
    so that what is told here and what stands there give no hidden count back together.
    """

    def __init__(self, counted: Counted, threshold: int) -> None:
        results, by_month = counted
        self.showable: Showable = showable(results, by_month, threshold)
        self._known = {(one.measure.id, scope) for one in results for scope, _ in scopes_of(one)}
        for one in by_month:
            month = one.period.to_on.isoformat()
            self._known |= {(one.measure.id, (month, part)) for part in one.measure.parts}

    def tells(self, measure_id: str, scope: Scope = WHOLE) -> bool:
        """Whether a figure is told: both its counts and its value."""
        return (measure_id, scope) in self._known and self.showable.shows_value(measure_id, scope)

    def tells_number(self, measure_id: str, scope: Scope = WHOLE) -> bool:
        """Whether the numerator of a figure is told."""
        known = (measure_id, scope) in self._known
        return known and self.showable.shows(measure_id, scope, NUMERATOR)
