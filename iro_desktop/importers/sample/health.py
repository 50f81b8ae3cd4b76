"""Health assessments: too few initial ones in time, if more than before; most others are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import birthday
from iro_desktop.domain.records import HealthAssessment
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.rates import Case, settle
from iro_desktop.importers.sample.story import Care, Chair, Family, Kid
from iro_desktop.importers.sample.turning_points import half_years, rising, years

_INITIAL: Final = (0.50, 0.50, 0.56, 0.70)
_INITIAL_HALF_YEARS: Final = ((0.35, 0.62), (0.48, 0.61), (0.63, 0.78))
_INITIAL_YEAR: Final = (0.595, 0.655)
"""Shares in time, of the half years that ``rising`` knows, and of the last twelve months."""
_OVERDUE: Final = 0.112
"""The share of the children here today whose assessment is late."""
_LATE_BEFORE: Final = 0.62
_LATE: Final = 0.45
_BETTER_SINCE_MONTHS: Final = 10
_LATEST: Final = 0.42
"""By how much of its interval an assessment is late at most."""
_LONG_AGO: Final = timedelta(days=130)
_REFUSES_FROM: Final = 15
_REFUSES: Final = 0.14
_WHY_REFUSED: Final = (
    "Did not want to be examined",
    "Feels well and sees no reason",
    "Did not want to miss college",
    "Would only see a nurse known already",
)
_FIFTH: Final = 5


@dataclass(frozen=True, slots=True)
class _Visit:
    """One assessment: when it was due, and when it was made or refused, or is to be."""

    due_on: date
    on: date
    kind: str
    refused: bool


@dataclass(slots=True)
class _Stay:
    """One child in one period of care; ``due_on`` is when the initial assessment was due."""

    kid: Kid
    care: Care
    due_on: date
    refuses_first: bool
    visits: list[_Visit] = field(default_factory=list)

    @property
    def in_time(self) -> bool | None:
        """Whether the initial assessment came in time, unless that is still to be settled."""
        if self.care.is_open(self.due_on):
            return False if self.refuses_first else None
        return True


class Health:
    """Tells what became of the health of the children of one IRO."""

    def __init__(self, pen: Pen, chair: Chair) -> None:
        self._pen = pen
        self._chance = pen.chance
        self._chair = chair

    def write(self, families: Sequence[Family]) -> None:
        """Write the assessments of every child who was looked after."""
        stays = [
            self._stay(kid, family.care)
            for family in families
            if family.care and family.role != "short breaks"
            for kid in family.kids
        ]
        for stay, in_time in zip(stays, self._initial(stays), strict=True):
            self._tell(stay, in_time=in_time)
        self._leave_overdue([stay for stay in stays if stay.care.is_open(self._pen.as_of)])
        for stay in stays:
            until = stay.care.ended_on or self._pen.as_of
            for visit in stay.visits:
                if visit.on < until:
                    self._pen.write(self._assessment(stay.kid, visit))

    def _stay(self, kid: Kid, care: Care) -> _Stay:
        due_on = self._pen.scene.practice.working_days(care.started_on, 20)
        return _Stay(kid, care, due_on, self._refuses(kid, care.started_on))

    def _refuses(self, kid: Kid, day: date) -> bool:
        return kid.age(day) >= _REFUSES_FROM and self._chance.happens(_REFUSES)

    def _initial(self, stays: Sequence[_Stay]) -> list[bool]:
        """Return for each stay in care whether the initial assessment came in time."""
        scene = self._pen.scene
        aims = half_years(scene, self._chair, *_INITIAL_HALF_YEARS)
        aims += years(scene, self._chair, _INITIAL_YEAR)
        # Who left before it was due is in no figure.
        judged = [s for s in stays if s.in_time is not True]
        cases = [Case(s.due_on, fixed=s.in_time) for s in judged]
        answers = settle(cases, rising(scene, _INITIAL), aims, scene.chance)
        met = {id(stay): answer for stay, answer in zip(judged, answers, strict=True)}
        return [met.get(id(stay), True) for stay in stays]

    def _tell(self, stay: _Stay, *, in_time: bool) -> None:
        """Tell the initial assessment and the ones after it, the last not before today."""
        pen, last = self._pen, stay.care.ended_on or self._pen.as_of
        due_on, started_on = stay.due_on, stay.care.started_on
        on = pen.work_days(started_on, 9, 19)
        if not in_time and not stay.refuses_first:
            on = pen.work_days(due_on, 3, 34)
        stay.visits.append(_Visit(due_on, on, "initial", stay.refuses_first))
        while on < last:
            due_on = self._next_due(stay.kid, on)
            on = self._made_on(due_on, (due_on - on).days)
            stay.visits.append(_Visit(due_on, on, "review", self._refuses(stay.kid, on)))

    def _next_due(self, kid: Kid, day: date) -> date:
        standards = self._pen.scene.practice.on(day)
        young = standards.health_months_under_5 or 6
        if kid.born_on is None or add_months(day, young) <= birthday(kid.born_on, _FIFTH):
            return add_months(day, young)
        return add_months(day, standards.health_months or 12)

    def _made_on(self, due_on: date, interval: int) -> date:
        """Return the day of an assessment: of late they have been late less often."""
        before = due_on < add_months(self._pen.as_of, -_BETTER_SINCE_MONTHS)
        late = self._chance.happens(_LATE_BEFORE if before else _LATE)
        low, high = (4, int(interval * _LATEST)) if late else (-28, 0)
        return self._pen.scene.work_days.after(self._pen.days(due_on, low, high) + DAY, -1)

    def _leave_overdue(self, here: Sequence[_Stay]) -> None:
        """See to it that so many of the children here today are overdue, and no more."""
        as_of, wanted = self._pen.as_of, round(len(here) * _OVERDUE)
        overdue = self._chance.shuffled([s for s in here if s.visits[-1].due_on < as_of])
        for stay in overdue[wanted:]:
            last = stay.visits[-1]
            made_on = last.due_on + (as_of - last.due_on) // 2
            stay.visits[-1] = replace(last, on=made_on)
        may_be = self._chance.shuffled([stay for stay in here if self._may_be_undone(stay)])
        for stay in may_be[: max(0, wanted - len(overdue))]:
            stay.visits.pop()
            stay.visits[-1] = replace(stay.visits[-1], on=as_of)

    def _may_be_undone(self, stay: _Stay) -> bool:
        """Return whether the latest review assessment was due not long ago: it may be to come."""
        as_of = self._pen.as_of
        if len(stay.visits) < 3 or stay.visits[-1].due_on < as_of:  # noqa: PLR2004 - initial, this, next
            return False
        return DAY < as_of - stay.visits[-2].due_on < _LONG_AGO

    def _assessment(self, kid: Kid, visit: _Visit) -> HealthAssessment:
        pen, on = self._pen, visit.on
        return HealthAssessment(
            id=pen.id("HealthAssessment", kid, on),
            child_id=kid.id,
            health_type=visit.kind,
            assessed_on=None if visit.refused else on,
            reported_on=None if visit.refused else pen.by_now(pen.days(on, 5, 30)),
            refused_on=on if visit.refused else None,
            refused_reason=self._chance.one_of(_WHY_REFUSED) if visit.refused else "",
        )
