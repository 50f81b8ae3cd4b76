"""Families who came back, and plans that were not the first: more of them than a year ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.importers.sample.rates import Case, settle
from iro_desktop.importers.sample.story import Chair, Family, Plan, Scene
from iro_desktop.importers.sample.turning_points import years

_RETURN_DAYS: Final = {"plan": (380, 690), "care": (110, 600)}
_RETURNS: Final = {"plan": 2, "care": 1}
_MOST_RETURNING: Final = 2
_REPEATS: Final = (0.12, 0.14, 0.25)
_REPEAT_YEARS: Final = ((0.08, 0.16), (0.105, 0.155), (0.225, 0.285))
"""The shares of plans that are not the first: two years ago, the year after that, and since."""
_REPEATS_FROM: Final = 900
"""Days of age of the youngest from which an earlier plan can be told of."""
_EARLIER_SOON: Final = 0.4
_ELSEWHERE: Final = 0.1


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
    """Return whether two stories could be of one family, which came back after months or years."""
    if earlier.ended_on is None or earlier.size != later.size:
        return False
    days = (later.started_on - earlier.ended_on).days
    least, most = _RETURN_DAYS["care" if later.care else "plan"]
    if not least <= days <= most:
        return False
    if later.care:
        return earlier.role == "home" and earlier.plan is None
    return earlier.role == "" and earlier.care is None and earlier.size <= _MOST_RETURNING


def settle_repeats(scene: Scene, chair: Chair, families: Sequence[Family]) -> None:
    """Set whose plan is not their first: more of them within the last year than before it."""
    begun = [
        (family, family.plan) for family in families if family.plan and _made(scene, family.plan)
    ]
    cases = [Case(p.sittings[0].on, f.size, _is_repeat(f, p)) for f, p in begun]
    starts = [add_months(scene.as_of, -months) for months in (24, 12)]
    answers = settle(
        cases,
        lambda day: _REPEATS[sum(day > start for start in starts)],
        years(scene, chair, *_REPEAT_YEARS),
        scene.chance,
    )
    again = [one for one, repeats in zip(begun, answers, strict=True) if repeats]
    strange = [(family, plan) for family, plan in again if not _before(family)]
    latest = max((plan.sittings[0].on for _, plan in strange), default=scene.as_of)
    for family, plan in strange:
        _tell_earlier(scene, family, plan, elsewhere=plan.sittings[0].on == latest)
    for family, plan in again:
        before = _before(family)
        if before:
            plan.earlier, plan.earlier_ended_on = before.earlier + 1, before.ended_on


def _made(scene: Scene, plan: Plan) -> bool:
    """Return whether the first conference has been held and made a plan."""
    first = plan.sittings[0]
    return first.continues and first.on <= scene.as_of


def _before(family: Family) -> Plan | None:
    """Return the plan that the family was on when it was here before."""
    return family.before.plan if family.before else None


def _is_repeat(family: Family, plan: Plan) -> bool | None:
    """Return whether a plan is not the first where that is known; None leaves it to be settled."""
    if _before(family):
        return True
    youngest = max((kid.born_on or date.max for kid in family.kids), default=date.max)
    return None if (plan.sittings[0].on - youngest).days >= _REPEATS_FROM else False


def _tell_earlier(scene: Scene, family: Family, plan: Plan, *, elsewhere: bool) -> None:
    """Tell of a plan before this one; few ended within two years, none within one."""
    chance, started_on = scene.chance, plan.sittings[0].on
    youngest = max(kid.born_on or started_on for kid in family.kids)
    longest = min(2600, (started_on - youngest).days - 120)
    soon = family.size == 1 and chance.happens(_EARLIER_SOON)
    days = chance.between(400, 700) if soon else chance.between(760, max(770, longest))
    plan.earlier = 2 if chance.happens(0.15) else 1
    plan.earlier_ended_on = started_on - timedelta(days=days)
    plan.elsewhere = elsewhere or chance.happens(_ELSEWHERE)
