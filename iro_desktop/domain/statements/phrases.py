"""The words of periods and amounts within a statement."""

from __future__ import annotations

from iro_desktop.domain.measures import Period, rounded
from iro_desktop.domain.measures.period import say_period
from iro_desktop.domain.words import plain_date


def during(period: Period, *, snapshot: bool = False) -> str:
    """The period as it ends a clause: "in March 2020", "up to 31 March 2018", "on 5 May 2020"."""
    if snapshot or period.from_on == period.to_on:
        return f"on {plain_date(period.to_on)}"
    said = say_period(period)
    if period.from_on is None:
        return said
    return f"from {said}" if said[:1].isdigit() else f"in {said}"


def say_fte(fte: float) -> str:
    """An FTE with at least one decimal: "1.0", "0.6", "0.65"."""
    said = rounded(fte, 2)
    return said if "." in said else f"{said}.0"


def per_cent(value: float) -> str:
    """A percentage with its sign: "83%"."""
    return f"{rounded(value)}%"


def points(value: float) -> str:
    """A difference of two percentages: "1 point", "26 points"."""
    said = rounded(value)
    return f"{said} point" if said == "1" else f"{said} points"
