"""What the years are to show: conferences come sooner, plans are made earlier, orders end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months, month_start
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.rates import Aim, Case, reached, settle
from iro_desktop.importers.sample.story import NOT_COUNTED, Care, Chair, Family, Plan, Scene

_CONFERENCES: Final = (0.57, 0.57, 0.70, 0.83)
_PERMANENCE: Final = (0.62, 0.66, 0.77, 0.88)
"""The shares expected before 18 months ago, and in each half year since: a 6-month rate goes from
the second of them to the last within the last twelve months."""
_DISCHARGED: Final = frozenset({"home", "guardian", "order"})
_DISCHARGED_AFTER: Final = 4
"""How many reviews there are at least before a court discharges a care order."""
_UNCHANGED: Final = 1
_FEWER: Final = 2
"""How many children more or fewer are still as many, and how many fewer are to be seen as fewer."""


def settle_conferences(scene: Scene, chair: Chair, families: Sequence[Family]) -> bool:
    """Set which initial conferences were in time, and when the enquiries before them began.

    Return whether that shows what it is to show; see ``rates.reached``.
    """
    held = [f for f in families if f.plan and f.plan.sittings[0].on <= scene.as_of]
    asked = [f for f in held if f.plan and f.plan.sittings[0].kind == "icpc"]
    cases = [Case(f.plan.sittings[0].on, f.size) for f in asked if f.plan]
    aims = half_years(scene, chair, (0.50, 0.62), (0.62, 0.78), (0.80, 0.86))
    answers = settle(cases, rising(scene, _CONFERENCES), aims, scene.chance)
    for family, in_time in zip(asked, answers, strict=True):
        if family.plan:
            family.plan.in_time = in_time
    for family in held:
        if family.plan:
            held_on = family.plan.sittings[0].on
            days = scene.chance.near(8, 15) if family.plan.in_time else scene.chance.near(16, 27)
            family.plan.asked_on = scene.work_days.after(held_on, -days)
    return reached(cases, answers, aims)


def settle_permanence(scene: Scene, chair: Chair, families: Sequence[Family]) -> bool:
    """Set for which families a permanence plan was agreed by the second review.

    Return whether that shows what it is to show.
    """
    due = [f for f in families if f.care and _second_review_on(f)]
    cases = [Case(_second_review_on(f) or scene.as_of, f.size) for f in due]
    aims = half_years(scene, chair, (0.60, 0.70), (0.70, 0.84), (0.84, 0.92))
    answers = settle(cases, rising(scene, _PERMANENCE), aims, scene.chance)
    for family, endorsed in zip(due, answers, strict=True):
        family.endorsed = endorsed
    return reached(cases, answers, aims)


def settle_discharges(scene: Scene, chair: Chair, families: Sequence[Family]) -> bool:
    """Set which children left care because a court discharged their care order: one a year.

    Return whether one did within the last twelve months, as is to be shown.
    """
    may_be = [
        family
        for family in scene.chance.shuffled(families)
        if family.care and family.size == 1 and family.role in _DISCHARGED
        if len(family.care.sittings) >= _DISCHARGED_AFTER
    ]
    years: set[int] = set()
    for family in may_be:
        if family.care and family.care.ended_on:
            year = _years_back(scene, family.care.ended_on)
            family.care.discharged = year not in years
            years.add(year)
    return not chair.whole or 0 in years


def plans_fell(scene: Scene, chair: Chair, families: Sequence[Family]) -> bool:
    """Return whether fewer children are on a plan than a year ago, and as many looked after."""
    if not chair.whole:
        return True
    counted = [family for family in families if family.role not in NOT_COUNTED]
    care = [(family.care, family.size) for family in counted if family.care]
    plans = [(family.plan, family.size) for family in counted if family.plan]
    year_ago = add_months(scene.as_of, -12)
    more = _children(care, scene.as_of) - _children(care, year_ago)
    fewer = _children(plans, year_ago) - _children(plans, scene.as_of)
    return abs(more) <= _UNCHANGED and fewer >= _FEWER


def _children(parts: Sequence[tuple[Care | Plan, int]], day: date) -> int:
    """Return how many children were in these periods of care, or on these plans, on a day."""
    return sum(size for part, size in parts if part.is_open(day))


def _years_back(scene: Scene, day: date) -> int:
    """Return how many whole years of twelve months lie between a day and today."""
    return next(years for years in range(99) if day > add_months(scene.as_of, -12 * (years + 1)))


def _second_review_on(family: Family) -> date | None:
    care = family.care
    if care is None or len(care.sittings) < 2 or family.role == "short breaks":  # noqa: PLR2004 - the second
        return None
    return care.sittings[1].on


def rising(scene: Scene, shares: tuple[float, ...]) -> Callable[[date], float]:
    """Return the share that is expected on a day: before 18 months ago, then by half years."""
    starts = [add_months(scene.as_of, -months) for months in (18, 12, 6)]
    return lambda day: shares[sum(day > start for start in starts)]


def half_years(scene: Scene, chair: Chair, *bounds: tuple[float, float]) -> list[Aim]:
    """Return what three half years in a row are to show, the oldest first."""
    return _in_a_row(scene, chair, bounds, months=6, weights=(1, 20))


def years(scene: Scene, chair: Chair, *bounds: tuple[float, float]) -> list[Aim]:
    """Return what the last twelve months, or several times twelve, are to show, the oldest first.

    They weigh more than what half years are to show besides.
    """
    return _in_a_row(scene, chair, bounds, months=12, weights=(60, 60))


def _in_a_row(
    scene: Scene,
    chair: Chair,
    bounds: Sequence[tuple[float, float]],
    *,
    months: int,
    weights: tuple[int, int],
) -> list[Aim]:
    """Return what stretches of so many months are to show.

    Each is meant twice: up to today, and up to the last month that is complete, which is how a
    6-month rolling rate is counted and so weighs more. Only the first IRO's are aimed at; the
    others' come out near them.
    """
    if not chair.whole:
        return []
    complete = month_start(scene.as_of + DAY) - DAY
    return [
        Aim(
            add_months(end + DAY, -months * (back + 1)),
            add_months(end + DAY, -months * back) - DAY,
            low,
            high,
            weight,
        )
        for back, (low, high) in zip(reversed(range(len(bounds))), bounds, strict=True)
        for end, weight in {scene.as_of: weights[0], complete: weights[1]}.items()
    ]
