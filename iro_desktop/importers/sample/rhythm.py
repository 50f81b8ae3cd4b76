"""The rhythm of reviews, told backwards: from a meeting that was held to the ones before it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.importers.sample.chance import Steady
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.story import Chair, Scene, Sitting

_LATE_SHARE: Final = {"cla": 0.028, "cp": 0.04}
_OFFSETS: Final = (0, 1, -1, 2, -2, 3, -3, 4, -4)
_EARLY_SHARE: Final = 0.06
_ENOUGH_DAYS: Final = 6
_SECOND_WITHIN: Final = 3
_LATER_WITHIN: Final = 6


def held_for_due(scene: Scene, chair: Chair, due_on: date, months: int) -> date:
    """Return a day for a meeting after which the next is due on ``due_on``, or a day or two off."""
    for is_possible in (chair.diary.is_free, scene.practice.calendar.is_working_day):
        for offset in _OFFSETS:
            target = due_on + timedelta(days=offset)
            held_on = add_months(target, -months)
            same = (target < scene.as_of) == (due_on < scene.as_of)  # late stays late
            exact = scene.practice.months(held_on, months) == target
            if is_possible(held_on) and exact and same:
                return held_on  # in the second round leave was put off for it
    return chair.diary.before(add_months(due_on, -months))


def held_for_midpoint(scene: Scene, chair: Chair, middle_on: date, months: int) -> date:
    """Return a day for a meeting whose interval has its middle on ``middle_on``, or near it."""
    about = middle_on - timedelta(days=months * 365 // 24)
    days = [about + timedelta(days=n) for n in range(-6, 7)]
    free = [day for day in days if chair.diary.is_free(day)]
    if len(free) < _ENOUGH_DAYS:  # leave was put off for it
        free = [day for day in days if scene.practice.calendar.is_working_day(day)]
    return min(free, key=lambda day: abs((middle(scene, day, months) - middle_on).days))


def middle(scene: Scene, held_on: date, months: int) -> date:
    """Return the day halfway from a meeting to the one that is due so many months after it."""
    return held_on + (scene.practice.months(held_on, months) - held_on) // 2


def sittings_before(
    scene: Scene, chair: Chair, last_on: date, kind: str, months: list[int], *, may_be_late: bool
) -> list[Sitting]:
    """Return the meetings up to and including the last, the oldest first.

    ``months`` holds, from the oldest, how long after each meeting the next was due; the last one
    says it of the meeting on ``last_on``.
    """
    chair.diary.hold(last_on)
    found = [Sitting(last_on, kind, len(months), months[-1])]
    for order in range(len(months) - 1, 0, -1):
        late = may_be_late and _is_late(scene, chair, kind, found[-1].on)
        found[-1].late = late
        held_on = _earlier(scene, chair, found[-1].on, months[order - 1], late=late)
        chair.diary.hold(held_on)
        found.append(Sitting(held_on, kind, order, months[order - 1]))
    found.reverse()
    return found


def care_rhythm(reviews: int) -> list[int]:
    """Return how many months after each of so many reviews the next is due: 3, then 6."""
    return [_SECOND_WITHIN] + [_LATER_WITHIN] * (reviews - 1) if reviews else []


def start_of_care(scene: Scene, chair: Chair, first_on: date, *, may_be_late: bool) -> date:
    """Return a first day of care for which the first review was in time, or a little late."""
    late = may_be_late and _is_late(scene, chair, "cla", first_on)
    days = scene.chance.between(21, 25) if late else scene.chance.near(12, 19)
    return scene.work_days.after(first_on, -days)


def _is_late(scene: Scene, chair: Chair, kind: str, day: date) -> bool:
    """Return whether the meeting of that day was late: a steady share of each year's meetings."""
    year = (scene.as_of - day).days // 365
    share = _LATE_SHARE["cla" if kind == "cla" else "cp"]
    steady = chair.late.get((kind, year))
    if steady is None:
        begun = scene.chance.between(40, 90) / 100
        steady = chair.late[kind, year] = Steady(share, begun)
    return day >= scene.start_on and steady.happens()


def _earlier(scene: Scene, chair: Chair, next_on: date, months: int, *, late: bool) -> date:
    """Return the day of the meeting before the one on ``next_on``."""
    chance = scene.chance
    if late:
        held_on = chair.diary.before(
            add_months(next_on - timedelta(days=chance.between(3, 17)), -months)
        )
        while scene.practice.months(held_on, months) >= next_on:
            held_on = chair.diary.before(held_on - DAY)
        return held_on
    early = months == _LATER_WITHIN and chance.happens(_EARLY_SHARE)
    days = chance.between(40, 85) if early else chance.near(0, 16)
    held_on = chair.diary.after(add_months(next_on + timedelta(days=days), -months))
    while scene.practice.months(held_on, months) < next_on:
        held_on = chair.diary.after(held_on + DAY)
    return held_on
