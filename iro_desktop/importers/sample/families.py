"""The families of one IRO over three years, from those open today back to the first day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Literal

from iro_desktop.domain.calendar import add_months, month_end
from iro_desktop.importers.sample.caseload_today import CARE_NOW, PLANS_NOW, SPREAD, Now
from iro_desktop.importers.sample.chance import Steady
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.rhythm import (
    care_rhythm,
    held_for_due,
    held_for_midpoint,
    sittings_before,
    start_of_care,
)
from iro_desktop.importers.sample.story import Care, Chair, Family, Plan, Scene, Sitting

Kind = Literal["care", "plan"]

_FALL_A_YEAR: Final = 0.98
_MONTHS: Final = 36
_MOST_MORE: Final = 14
_EXITS: Final[tuple[tuple[tuple[str, int, int, int], int], ...]] = (
    (("home", 0, 4, 3), 27),
    (("unplanned", 0, 2, 2), 5),
    (("guardian", 2, 5, 3), 18),
    (("adopted", 5, 6, 1), 12),
    (("order", 2, 4, 2), 4),
    (("adult", 1, 14, 1), 22),
    (("moved", 1, 3, 3), 3),
    (("custody", 1, 4, 1), 1),
    (("other", 1, 3, 2), 5),
)
"""How care ends: name, fewest and most reviews, largest family; with its weight."""
_CONFERENCES: Final = ((1, 32), (2, 40), (3, 18), (4, 10))
"""How many review conferences a plan takes, with weights."""
_LONG_PLAN: Final = 6
"""How many one plan a year took, which went on for more than two years."""
_LONG_PLAN_ENDED: Final = (25, 345)
_TRANSFERS: Final = 0.015
_PARTS: Final[dict[int, tuple[tuple[tuple[int, ...], int], ...]]] = {
    1: (((1,), 1),),
    2: (((2,), 1), ((1, 1), 1)),
    3: (((3,), 3), ((2, 1), 4), ((1, 1, 1), 3)),
}
_PLAN_STILL_ON_FILE: Final = 4
"""Of who has had more reviews than this, an earlier plan would be too long ago."""
_SINCE_PLANS_END_EARLY: Final = timedelta(days=160)
_LATE_SHARE: Final = 0.85
_BEFORE_CARE: Final = 0.25
"""How many children came into care from a plan, and how many of their plans went on beside it."""
_LATE_TOGETHER: Final = 2
"""One late meeting of a larger family would move the figures too far."""
_SINCE_THREE_MONTHS: Final = (4, 58)
_SINCE_SIX_MONTHS: Final = (6, 148)


class Families:
    """Tells one caseload backwards: today's families, and before each of them another."""

    def __init__(self, scene: Scene, chair: Chair) -> None:
        self._scene = scene
        self._chair = chair
        self._chance = scene.chance
        self._found: list[Family] = []
        self._long: set[int] = set()

    def told(self) -> list[Family]:
        """Return every family that was open at some time in the three years."""
        for now in self._today(CARE_NOW):
            family = self._care_today(now)
            family.next_is_check = now.how == "middle"
            family.listed = now.how != "since"
            self._add(family, "care")
        for now in self._today(PLANS_NOW):
            family = Family(0, self._chair, now.size, now.role, None, self._plan_today(now))
            family.next_is_check = now.how == "middle"
            family.listed = now.how != "since"
            self._add(family, "plan")
        for number, ended_on in enumerate(self._ends_of_more_work()):
            self._fill_before("care" if number == 0 else "plan", 1, ended_on)
        for family in (self._short_breaks(), self._conference_booked()):
            self._allocate(family)
        self._found.extend(self._conferences_without_plan())
        for number, family in enumerate(self._found):
            family.number = number
        return self._found

    def _today(self, whole: Sequence[Now]) -> Iterator[Now]:
        """Yield the families of a table; those without a day get days that are spread evenly."""
        share = Steady(self._chair.fte)
        table = [now for now in whole if share.happens()]
        spread = [now for now in table if now.days == SPREAD]
        order = self._chance.shuffled(range(len(spread)))
        for now in table:
            if now.days != SPREAD:
                yield now
                continue
            short = now.held == (1 if whole is CARE_NOW else 0)
            low, high = _SINCE_THREE_MONTHS if short else _SINCE_SIX_MONTHS
            place = (order.pop() + self._chance.between(0, 99) / 100) / len(spread)
            yield replace(now, days=low + int(place * (high - low)))

    def _add(self, family: Family, kind: Kind) -> None:
        self._allocate(family)
        self._fill_before(kind, family.size, self._day_before(family))

    def _allocate(self, family: Family) -> None:
        """Set when a family was allocated: days after the start, from the IRO's first day on."""
        scene = self._scene
        if family.role == "new":
            monday = scene.as_of - timedelta(days=scene.as_of.weekday())
            day = max(scene.work_days.after(scene.as_of, -1), monday)
        else:
            day = scene.work_days.after(family.started_on, self._chance.near(0, 3))
        day = min(day, scene.as_of, family.ended_on or day)
        family.allocated_on = max(day, family.started_on, scene.start_on)
        self._found.append(family)

    def _day_before(self, family: Family) -> date:
        """Return when the family before this one left: about when this one came."""
        ended_on = family.started_on - timedelta(days=self._chance.between(-6, 7))
        return min(ended_on, self._scene.as_of - timedelta(days=self._chance.between(1, 25)))

    def _fill_before(self, kind: Kind, size: int, ended_on: date) -> None:
        """Tell the families that held these places before, back to the first day."""
        pending = [(size, ended_on)]
        while pending:
            size, ended_on = pending.pop()
            if ended_on <= self._scene.start_on:
                continue
            for part in self._chance.weighted(_PARTS[size]):
                make = self._care_ended if kind == "care" else self._plan_ended
                family = make(part, ended_on - timedelta(days=self._chance.between(0, 6)))
                self._allocate(family)
                pending.append((part, self._day_before(family)))

    def _ends_of_more_work(self) -> Iterator[date]:
        """Yield the days on which somebody left whose place nobody took.

        One after the other, each once the one before has been told, they bring the caseload nearer
        to being 2% smaller each year than the year before, on average and from day to day.
        """
        as_of = self._scene.as_of
        ends = [month_end(add_months(as_of, -month)) for month in range(1, _MONTHS + 1)]
        days = [as_of, *ends]
        counts, counted = [0] * len(days), 0
        for _ in range(_MOST_MORE):
            for family in self._found[counted:]:
                counts = [
                    n + family.size * family.is_allocated(day)
                    for n, day in zip(counts, days, strict=True)
                ]
            counted = len(self._found)
            tries = {
                left: _unevenness([n + (month >= left) for month, n in enumerate(counts)])
                for left in range(3, _MONTHS)
            }
            best = min(tries, key=tries.__getitem__)
            if tries[best] >= _unevenness(counts):
                return
            yield ends[best - 1] + timedelta(days=self._chance.between(2, 26))

    # Care

    def _care_today(self, now: Now) -> Family:
        scene, chair = self._scene, self._chair
        if now.held:
            months = care_rhythm(now.held)
            if now.role == "placed for adoption":
                months[-1] = 3  # after the first review of the placement: reg 36(3)
            care = self._care(self._latest(now, months[-1]), months, may_be_late=not now.role)
        else:
            work_days, started_on = scene.work_days, scene.as_of
            if now.how == "due":
                due_on = work_days.after(scene.as_of + timedelta(days=now.days - 1), 1)
                started_on = work_days.after(due_on, -20)
            else:
                started_on = work_days.after(scene.as_of, -now.days)
            care = Care(started_on, None, [])
        _adopt(scene, care, now.role)
        plan = None
        if now.role.startswith("both"):
            plan = self._plan_beside(care)
        elif (
            not now.role
            and 0 < now.held <= _PLAN_STILL_ON_FILE
            and self._chance.happens(_BEFORE_CARE)
        ):
            plan = self._plan_before(care)
        return Family(0, chair, now.size, now.role, care, plan)

    def _latest(self, now: Now, months: int) -> date:
        """Return the day of the latest meeting of a family that is open today."""
        scene, chair = self._scene, self._chair
        day = scene.as_of + timedelta(days=now.days)
        if now.how == "due":
            return held_for_due(scene, chair, day, months)
        if now.how == "middle":
            return held_for_midpoint(scene, chair, day, months)
        return chair.diary.before(scene.as_of - timedelta(days=now.days))

    def _care(self, last_on: date, months: list[int], *, may_be_late: bool) -> Care:
        scene, chair = self._scene, self._chair
        sittings = sittings_before(scene, chair, last_on, "cla", months, may_be_late=may_be_late)
        first_on = sittings[0].on
        return Care(start_of_care(scene, chair, first_on, may_be_late=may_be_late), None, sittings)

    def _care_ended(self, size: int, ended_on: date) -> Family:
        chance = self._chance
        fitting = tuple(row for row in _EXITS if row[0][3] >= size)
        role, fewest, most, _ = chance.weighted(fitting)
        if role in ("adopted", "guardian", "order", "home"):
            ended_on = self._chair.diary.at_work(ended_on)  # courts sit on working days
        reviews = chance.between(fewest, most)
        if reviews:
            months = care_rhythm(reviews)
            if role == "adopted":
                months[-2] = 3
            gap = chance.between(12, 75 if len(months) == 1 else 150)
            last_on = self._chair.diary.before(ended_on - timedelta(days=gap))
            care = self._care(last_on, months, may_be_late=size <= _LATE_TOGETHER)
        else:
            care = Care(ended_on - timedelta(days=chance.between(3, 22)), None, [])
        care.ended_on, care.end_reason = ended_on, role
        _adopt(self._scene, care, role)
        plan = None
        if role not in ("adult", "adopted") and care.sittings and chance.happens(_BEFORE_CARE):
            plan = self._plan_before(care)
        return Family(0, self._chair, size, role, care, plan)

    def _short_breaks(self) -> Family:
        months = [6, 6, 6, 6]
        last_on = self._chair.diary.before(self._scene.as_of - timedelta(days=70))
        sittings = sittings_before(
            self._scene, self._chair, last_on, "short_break", months, may_be_late=False
        )
        started_on = sittings[0].on - timedelta(days=self._chance.between(60, 85))
        return Family(0, self._chair, 1, "short breaks", Care(started_on, None, sittings), None)

    # Plans

    def _plan_today(self, now: Now) -> Plan:
        months = _plan_rhythm(now.held)
        plan = self._plan(self._latest(now, months[-1]), months, may_be_late=not now.role)
        if now.role == "transfer":
            plan.sittings[0].kind = "transfer"
        return plan

    def _plan(self, last_on: date, months: list[int], *, may_be_late: bool) -> Plan:
        sittings = sittings_before(
            self._scene, self._chair, last_on, "rcpc", months, may_be_late=may_be_late
        )
        for order, sitting in enumerate(sittings):
            sitting.order = order
        sittings[0].kind = "transfer" if self._chance.happens(_TRANSFERS) else "icpc"
        return Plan(sittings[0].on, sittings, None)

    def _plan_ended(self, size: int, ended_on: date) -> Family:
        reviews = self._chance.weighted(_CONFERENCES)
        if size == 1 and self._is_long(ended_on):
            reviews = _LONG_PLAN
        months = _plan_rhythm(reviews)
        if self._chance.happens(0.05):
            last_on = self._chair.diary.before(
                ended_on - timedelta(days=self._chance.between(20, 80))
            )
            plan = self._plan(last_on, months, may_be_late=size <= _LATE_TOGETHER)
            plan.ended_on, plan.end_reason = ended_on, "moved"
        else:
            last_on = self._chair.diary.before(ended_on)
            plan = self._plan(last_on, months, may_be_late=size <= _LATE_TOGETHER)
            plan.ended_on, plan.end_reason = last_on, "conference"
            plan.sittings[-1].continues = False
        return Family(0, self._chair, size, "", None, plan)

    def _is_long(self, ended_on: date) -> bool:
        """Return whether a plan is the one of its year that went on for more than two years."""
        year, days = divmod((self._scene.as_of - ended_on).days, 365)
        if year in self._long or not _LONG_PLAN_ENDED[0] <= days <= _LONG_PLAN_ENDED[1]:
            return False
        self._long.add(year)
        return True

    def _plan_before(self, care: Care) -> Plan:
        """Return a plan that ended when care began, or at a conference soon after.

        Until half a year ago many went on for months, which is why there were more plans.
        """
        diary, chance = self._chair.diary, self._chance
        late = care.started_on + timedelta(days=chance.between(150, 240))
        last = min(care.ended_on or self._scene.as_of, self._scene.as_of - _SINCE_PLANS_END_EARLY)
        if late < last and chance.happens(_LATE_SHARE):
            plan = self._plan(diary.before(late), [3, 6, 6], may_be_late=False)
            plan.ended_on, plan.end_reason = plan.sittings[-1].on, "conference"
            plan.sittings[-1].continues = False
            return plan
        at_conference = care.started_on + timedelta(days=chance.between(20, 55))
        open_then = at_conference + timedelta(days=20) < (care.ended_on or self._scene.as_of)
        if open_then and chance.happens(0.4):
            plan = self._plan(diary.before(at_conference), [3, 6], may_be_late=False)
            plan.ended_on, plan.end_reason = plan.sittings[-1].on, "conference"
            plan.sittings[-1].continues = False
        else:
            last_on = diary.before(care.started_on - timedelta(days=chance.between(15, 75)))
            plan = self._plan(last_on, chance.one_of(([3], [3, 6])), may_be_late=False)
            plan.ended_on, plan.end_reason = care.started_on, "looked_after"
        return plan

    def _plan_beside(self, care: Care) -> Plan:
        """Return a plan that began before care did and is still open."""
        last_on = self._chair.diary.before(
            self._scene.as_of - timedelta(days=self._chance.between(15, 60))
        )
        for reviews in range(1, 6):
            plan = self._plan(last_on, _plan_rhythm(reviews), may_be_late=False)
            if plan.sittings[0].on < care.started_on:
                break
        return plan

    def _conferences_without_plan(self) -> Iterator[Family]:
        """Yield the families whose initial conference made no plan: two or three a year."""
        scene = self._scene
        for year in range(3):
            for _ in range(round(self._chance.between(2, 3) * self._chair.fte)):
                days = year * 365 + self._chance.between(12, 350)
                held_on = self._chair.diary.before(scene.as_of - timedelta(days=days))
                self._chair.diary.hold(held_on)
                sitting = Sitting(held_on, "icpc", 0, 3, continues=False)
                plan = Plan(held_on, [sitting], held_on, "conference")
                yield Family(0, self._chair, self._chance.between(1, 2), "no plan", None, plan)

    def _conference_booked(self) -> Family:
        """Return a child for whom an initial conference is booked within the week."""
        scene = self._scene
        booked_on = scene.work_days.after(scene.as_of, 4)
        plan = Plan(
            scene.work_days.after(scene.as_of, -10), [Sitting(booked_on, "icpc", 0, 3)], None
        )
        return Family(0, self._chair, 1, "conference booked", None, plan)


def _unevenness(counts: Sequence[int]) -> float:
    """Return how far today and the month-ends before it are from falling by 2% a year."""
    averages = [sum(counts[year : year + 12]) / 12 for year in (1, 13, 25)]
    falls = (
        (averages[0] / averages[1], 2),
        (averages[1] / averages[2], 2),
        (counts[0] / counts[12], 1),
    )
    return sum((fall - _FALL_A_YEAR) ** 2 * weight for fall, weight in falls)


def _plan_rhythm(reviews: int) -> list[int]:
    """Return how many months after each conference the next is due: 3, then 6."""
    return [3] + [6] * reviews


def _court_day_before(scene: Scene, sitting: Sitting) -> date:
    """Return a working day within the three months before a review: reg 36(1)."""
    day = sitting.on - timedelta(days=scene.chance.between(20, 75))
    return scene.work_days.after(day - DAY, 1)


def _adopt(scene: Scene, care: Care, role: str) -> None:
    """Set when authority to place arose and when the child was placed: reg 36(1) and (3)."""
    chance = scene.chance
    if role == "placed for adoption":
        authorised_at, placed_at = care.sittings[-2], care.sittings[-1]
    elif role == "adopted":
        authorised_at, placed_at = care.sittings[-3], care.sittings[-2]
    elif role == "authorised":
        care.authority_on = _court_day_before(scene, care.sittings[-1])
        return
    else:
        return
    care.authority_on = _court_day_before(scene, authorised_at)
    care.placed_on = max(
        placed_at.on - timedelta(days=chance.between(9, 24)), authorised_at.on + DAY
    )
