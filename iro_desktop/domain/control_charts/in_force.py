"""The rules of control charts and the new limits that local standards set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from iro_desktop.domain.control_charts.rules import DEFAULT_RULES, RUN_LENGTHS, ControlRules
from iro_desktop.domain.records import Standards

_LEAST: Final = 2
"""The limits of single values need a moving range."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """New limits from a day on, and why: ValueError without a reason.

    What lies before it keeps the limits that it had.
    """

    on: date
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(self.on)


def rules_of(standards: Standards) -> ControlRules:
    """The rules that standards set; a number that no rule can have gives way to the usual one."""
    usual = DEFAULT_RULES
    run, trend, fewest = standards.control_run, standards.control_trend, standards.control_fewest
    two_of_three = standards.control_two_of_three
    return ControlRules(
        run=run if run in RUN_LENGTHS else usual.run,
        trend=trend if trend in RUN_LENGTHS else usual.trend,
        two_of_three=usual.two_of_three if two_of_three is None else two_of_three,
        fewest=usual.fewest if fewest is None or fewest < _LEAST else fewest,
        settled=standards.control_settled or usual.settled,
    )


def rebases_of(standards: Standards, measure_id: str) -> tuple[Rebase, ...]:
    """The new limits of a measure, the earliest first; a row without day or reason is none."""
    found = []
    for row in standards.rebases:
        measure, day, why = (*row, "", "", "")[:3]
        if measure.strip() != measure_id or not why.strip():
            continue
        try:
            found.append(Rebase(date.fromisoformat(day.strip()), why.strip()))
        except ValueError:
            continue
    return tuple(sorted(found, key=lambda one: one.on))
