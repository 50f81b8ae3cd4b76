"""When cases were checked between reviews: just below four in five, the rest late or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final, Literal

from iro_desktop.domain.calendar import add_months, month_start
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.rates import Aim, Case, settle
from iro_desktop.importers.sample.rhythm import middle
from iro_desktop.importers.sample.story import NOT_COUNTED, Chair, Family, Scene, Sitting

_USUAL: Final = 0.782
_RATE: Final = (0.77, 0.791)
_BUSIEST: Final = timedelta(days=28)
"""How far ahead today's list of midpoints is kept short, by checks that were early."""


@dataclass(slots=True)
class Check:
    """One check on the children of a family; a ``note`` says nothing of what it means for them."""

    family: Family
    on: date
    trigger: Literal["midpoint", "event"]
    note: bool = False


@dataclass(slots=True)
class _Middle:
    """The middle of one interval, which ended when the next was held, or the case was closed."""

    family: Family
    sitting: Sitting
    on: date
    from_on: date
    to_on: date
    ends_on: date | None

    @property
    def removed_unless_met(self) -> bool:
        return self.ends_on is not None and self.ends_on <= self.to_on


def plan_checks(
    scene: Scene, chair: Chair, families: Sequence[Family], usual: float
) -> list[Check]:
    """Return the checks of one IRO, so that the rate of each year stays near ``usual``."""
    found: list[Check] = []
    judged: list[_Middle] = []
    sure: list[Case] = []
    for middle_ in _middles(scene, families):
        if _is_left_open(scene, middle_):
            continue
        if middle_.removed_unless_met:
            early = list(_perhaps(scene, chair, middle_))
            found.extend(early)
            sure.extend(Case(middle_.on, middle_.family.size, fixed=True) for _ in early)
        elif middle_.on <= scene.as_of or middle_.on <= scene.as_of + _BUSIEST:
            judged.append(middle_)
    # What is not over yet was done, so that today's list stays as short as it was told; and of a
    # child with two plans one check counts for both middles.
    sure_of = [m.to_on >= scene.as_of or _meets_another(m, judged) for m in judged]
    cases = [Case(m.on, m.family.size, one or None) for m, one in zip(judged, sure_of, strict=True)]
    aims = _aims(scene) if chair.whole else []
    answers = settle(cases + sure, lambda _: usual, aims, scene.chance)
    for middle_, met in zip(judged, answers, strict=False):
        if met:
            found.append(Check(middle_.family, _day_within(scene, chair, middle_), "midpoint"))
        else:
            found.extend(_too_late_or_never(scene, chair, middle_))
    # Of a child with two plans both middles may have been seen to on one day.
    by_day = {(check.family.number, check.on): check for check in found}
    by_day |= {(c.family.number, c.on): c for c in found if not c.note}
    return list(by_day.values())


def usual_rate(chair: Chair) -> float:
    """Return the rate of one IRO: the first is just below target, the others are around it."""
    around = (0.0, 0.06, -0.05, 0.02, -0.08, 0.09, -0.02, 0.04)
    return _USUAL + around[(chair.number - 1) % len(around)]


def _middles(scene: Scene, families: Sequence[Family]) -> Iterator[_Middle]:
    """Yield the middle of every interval that is long enough and has come near."""
    for family in families:
        for part in (family.care, family.plan):
            if part is None or family.role in NOT_COUNTED:
                continue
            sittings = part.sittings
            for sitting, after in zip_longest(sittings, sittings[1:]):
                found = _middle(scene, family, sitting, after.on if after else part.ended_on)
                if found is not None:
                    yield found


def _middle(scene: Scene, family: Family, sitting: Sitting, ends_on: date | None) -> _Middle | None:
    on = middle(scene, sitting.on, sitting.next_months)
    standards = scene.practice.on(sitting.on)
    shortest = standards.monitoring_shortest_days or 0
    if not sitting.continues or 2 * (on - sitting.on).days + 1 < shortest:
        return None
    from_on = on - timedelta(days=standards.monitoring_before_days or 0)
    to_on = on + timedelta(days=standards.monitoring_after_days or 0)
    if from_on > scene.as_of or (ends_on is not None and ends_on <= from_on):
        return None
    return _Middle(family, sitting, on, from_on, to_on, ends_on)


def _meets_another(middle_: _Middle, others: Sequence[_Middle]) -> bool:
    """Return whether a check may count for another middle as well: care and plan have their own."""
    family = middle_.family
    return bool(family.care and family.plan) and any(
        other is not middle_
        and other.family is family
        and other.from_on <= middle_.to_on
        and middle_.from_on <= other.to_on
        for other in others
    )


def _is_left_open(scene: Scene, middle_: _Middle) -> bool:
    """Return whether the check is one that today's list asks for."""
    return middle_.to_on >= scene.as_of and middle_.family.next_is_check


def _aims(scene: Scene) -> list[Aim]:
    complete = month_start(scene.as_of + DAY) - DAY
    found = []
    for end, weight in {scene.as_of: 2, complete: 4}.items():
        for months in (0, 6, 12, 18):
            last = add_months(end + DAY, -months) - DAY
            first = add_months(last + DAY, -12)
            wide = 0.0 if months == 0 else 0.008
            low, high = _RATE[0] - wide, _RATE[1] + wide
            found.append(Aim(first, last, low, high, weight if months == 0 else 1))
    return found


def _day_within(scene: Scene, chair: Chair, middle_: _Middle) -> date:
    """Return a working day within the window, after the review and by today."""
    first = max(middle_.from_on, middle_.sitting.on + timedelta(days=10))
    last = min(middle_.to_on, scene.as_of)
    if middle_.ends_on:
        last = min(last, middle_.ends_on - DAY)
    day = middle_.on + timedelta(days=scene.chance.near(-20, 12))
    day = chair.diary.at_work(min(max(day, first), last))
    return day if day >= middle_.from_on else min(max(middle_.from_on, day), last)


def _perhaps(scene: Scene, chair: Chair, middle_: _Middle) -> Iterator[Check]:
    """Yield a check before a review that was held soon after the middle; most had one."""
    if middle_.ends_on and middle_.ends_on > middle_.on and scene.chance.happens(0.6):
        yield Check(middle_.family, _day_within(scene, chair, middle_), "midpoint")


def _too_late_or_never(scene: Scene, chair: Chair, middle_: _Middle) -> Iterator[Check]:
    """Yield what there is of a check that does not count: it was late, or only a note.

    Where the interval still runs, the check was made, late: nobody is left without one.
    """
    chance = scene.chance
    if middle_.to_on >= scene.as_of:
        return
    last = (middle_.ends_on or scene.as_of) - DAY
    if middle_.ends_on is None or chance.happens(0.4):
        day = chair.diary.at_work(min(last, middle_.to_on + timedelta(days=chance.between(3, 24))))
        if day > middle_.to_on:
            yield Check(middle_.family, day, "midpoint")
            return
        if middle_.ends_on is None:
            yield Check(middle_.family, middle_.to_on + DAY, "midpoint")
            return
    if chance.happens(0.3):
        yield Check(middle_.family, _day_within(scene, chair, middle_), "midpoint", note=True)
