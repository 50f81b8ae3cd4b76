"""What is on file of a child's plans before each one that began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.casefile import PlanSpan
from iro_desktop.domain.records import ProtectionPlan


@dataclass(frozen=True, slots=True)
class PlanStart:
    """A plan that began, and the child's plans before it.

    ``repeat``: there was one, here or in another authority, however long ago. ``ended_on`` is the
    latest day on which one of them ended, None where no such day is on file; ``undated`` says that
    of some of them no such day is.
    """

    plan: ProtectionPlan
    started_on: date
    repeat: bool
    ended_on: date | None
    undated: bool


def plan_starts(spans: Sequence[PlanSpan]) -> tuple[PlanStart, ...]:
    """Return each plan in order of its start; temporary ones neither begin nor come before."""
    own = [span for span in spans if not span.plan.temporary]
    return tuple(
        _start(span, [other for other in own if other.started_on < span.started_on]) for span in own
    )


def _start(span: PlanSpan, earlier: Sequence[PlanSpan]) -> PlanStart:
    """Return one plan; what is on file before it may be plans, or only what the plan itself tells.

    An earlier plan that was still open when this one began counts as ending that day.
    """
    plan, day = span.plan, span.started_on
    ends = {min(other.over_on or day, day) for other in earlier}
    told_on = plan.previous_plan_ended_on
    is_told = told_on is not None or bool(plan.previous_plan_la.strip())
    dated = told_on is not None and told_on <= day
    if told_on is not None and dated:
        ends.add(told_on)
    number = plan.previous_plans or 0
    return PlanStart(
        plan,
        day,
        repeat=bool(earlier) or number > 0 or is_told,
        ended_on=max(ends, default=None),
        undated=number > len(ends) or (is_told and not dated),
    )
