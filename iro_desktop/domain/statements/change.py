"""From one figure to a later one: which two are fairly compared, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.measures import Kind, Mode, Point, Result, Unit, rounded

SMALL: Final = 5
"""Below this many cases a percentage is withheld and only the counts are said."""
_SAME_PER_CENT: Final = 0.5
_OF_CASES: Final = frozenset({Unit.WORKING_DAYS, Unit.PER_INTERVAL, Unit.OF_THREE})


@dataclass(frozen=True, slots=True)
class Change:
    """From one figure to a later one, both with a value."""

    before: Point
    after: Point

    @property
    def points(self) -> float:
        """The difference, in the figure's own unit: percentage points for percentages."""
        return (self.after.figure.value or 0.0) - (self.before.figure.value or 0.0)

    @property
    def per_cent(self) -> float | None:
        """The difference in percent of the earlier value; None where that is 0."""
        earlier = self.before.figure.value
        return 100 * self.points / earlier if earlier else None


def change_of(result: Result) -> Change | None:
    """The change that a statement tells, or None where there is nothing fair to compare.

    Within a span that was asked for, from the first to the last point of its series; otherwise
    from a year earlier. Points with fewer than five cases are passed over, and never are two
    points compared that lie on different sides of a break.
    """
    broken = result.measure.break_between
    fair = [point for point in result.series if is_fair(point)]
    fair = [point for point in fair if broken(point.period, fair[-1].period) is None]
    within = (
        result.measure.kind is Kind.EVENT
        and result.mode is not Mode.SNAPSHOT
        and result.period.from_on is not None
        and len(fair) > 1
        and result.period != result.series[-1].period
    )
    if within:
        return Change(fair[0], fair[-1])
    now = Point(result.period, result.figure)
    if result.before is None or not is_fair(now) or not is_fair(result.before):
        return None
    if broken(result.before.period, now.period) is not None:
        return None
    return Change(result.before, now)


def is_fair(point: Point) -> bool:
    """Whether a figure stands on enough cases to be compared."""
    figure = point.figure
    if figure.unit is Unit.PERCENT or figure.unit in _OF_CASES:
        return (figure.denominator or 0) >= SMALL
    return figure.value is not None


def year_on_year(change: Change) -> str:
    """The change of a count or of a caseload in a year: "down 2% on the year"."""
    per_cent = change.per_cent
    if per_cent is None and change.points:
        return "up from 0 a year earlier"
    if per_cent is None or abs(per_cent) < _SAME_PER_CENT:
        return "unchanged on the year"
    return f"{'up' if per_cent > 0 else 'down'} {rounded(abs(per_cent))}% on the year"


def since(change: Change | None, unit: str = "") -> str:
    """Return ", down from 18 a year earlier"; "" where there is nothing to compare."""
    if change is None:
        return ""
    was, now = (rounded(point.figure.value or 0.0) for point in (change.before, change.after))
    if was == now:
        return ", unchanged from a year earlier"
    return f", {'up' if change.points > 0 else 'down'} from {was}{unit} a year earlier"
