"""What the years are to show: conferences come sooner, plans are made earlier, few come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months, month_start
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.rates import Aim, Case, reached, settle
from iro_desktop.importers.sample.story import Chair, Family, Scene

_CONFERENCES: Final = (0.57, 0.57, 0.70, 0.83)
_PERMANENCE: Final = (0.62, 0.66, 0.77, 0.88)
"""The shares expected before 18 months ago, and in each half year since: a 6-month rate goes from
the second of them to the last within the last twelve months."""
_RETURN_DAYS: Final = (110, 600)
_RETURNS: Final = {"plan": 2, "care": 1}


def settle_conferences(scene: Scene, chair: Chair, families: Sequence[Family]) -> bool:
    """Set which initial conferences were in time, and when the enquiries before them began.

    Return whether that shows what it is to show; see ``rates.reached``.
    """
    held = [f for f in families if f.plan and f.plan.sittings[0].on <= scene.as_of]
    asked = [f for f in held if f.plan and f.plan.sittings[0].kind == "icpc"]
    cases = [Case(f.plan.sittings[0].on, f.size) for f in asked if f.plan]
    aims = _aims(scene, chair, (0.50, 0.62), (0.62, 0.78), (0.80, 0.86))
    answers = settle(cases, _rising(scene, _CONFERENCES), aims, scene.chance)
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
    aims = _aims(scene, chair, (0.60, 0.70), (0.70, 0.84), (0.84, 0.92))
    answers = settle(cases, _rising(scene, _PERMANENCE), aims, scene.chance)
    for family, endorsed in zip(due, answers, strict=True):
        family.endorsed = endorsed
    return reached(cases, answers, aims)


def link_returns(scene: Scene, families: Sequence[Family]) -> None:
    """Let a few families be ones that had been here before: on a plan, or in care."""
    left = dict(_RETURNS)
    order = scene.chance.shuffled(families)
    taken: set[int] = set()
    for later in order:
        kind = "care" if later.care else "plan"
        if later.role or later.number in taken or (later.care and later.plan) or not left[kind]:
            continue
        for earlier in order:
            if earlier.number not in taken and _came_back(earlier, later):
                later.before = earlier
                taken |= {earlier.number, later.number}
                left[kind] -= 1
                break


def _came_back(earlier: Family, later: Family) -> bool:
    """Return whether two stories could be of one family, between four and twenty months apart."""
    if earlier.ended_on is None or earlier.size != later.size:
        return False
    days = (later.started_on - earlier.ended_on).days
    if not _RETURN_DAYS[0] <= days <= _RETURN_DAYS[1]:
        return False
    if later.care:
        return earlier.role == "home" and earlier.plan is None
    return earlier.role == "" and earlier.care is None


def _second_review_on(family: Family) -> date | None:
    care = family.care
    if care is None or len(care.sittings) < 2 or family.role == "short breaks":  # noqa: PLR2004 - the second
        return None
    return care.sittings[1].on


def _rising(scene: Scene, shares: tuple[float, ...]) -> Callable[[date], float]:
    starts = [add_months(scene.as_of, -months) for months in (18, 12, 6)]
    return lambda day: shares[sum(day > start for start in starts)]


def _aims(scene: Scene, chair: Chair, *bounds: tuple[float, float]) -> list[Aim]:
    """Return what three half years in a row are to show.

    Each is meant twice: up to today, and up to the last month that is complete, which is how a
    6-month rolling rate is counted and so weighs more. Only the first IRO's are aimed at; the
    others' come out near them.
    """
    if not chair.whole:
        return []
    complete = month_start(scene.as_of + DAY) - DAY
    return [
        Aim(
            add_months(end + DAY, -months - 6),
            add_months(end + DAY, -months) - timedelta(days=1),
            low,
            high,
            weight,
        )
        for months, (low, high) in zip((12, 6, 0), bounds, strict=True)
        for end, weight in {scene.as_of: 1, complete: 20}.items()
    ]
