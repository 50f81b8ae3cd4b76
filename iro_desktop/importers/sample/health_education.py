"""Health assessments and personal education plans: most are done, too few of them on time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import birthday
from iro_desktop.domain.records import EducationPlan, HealthAssessment, Record
from iro_desktop.domain.standards import Term
from iro_desktop.importers.sample.chance import Steady
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import Care, Family, Kid

_INITIAL_IN_TIME: Final = 0.76
_REVIEW_LATE: Final = 0.14
_PEP_SHARE: Final = 0.79
_FIRST_PEP_SHARE: Final = 0.85
_QUIET_DAYS: Final = 29
"""What falls due in the next four weeks was mostly done early, to keep today's list short."""
_SETTLED_DAYS: Final = 90
_OVERDUE_DAYS: Final = (5, 29)
_REFUSES_FROM: Final = 15
_FIFTH: Final = 5
_NEW_FORMAT_FROM: Final = date(2020, 9, 1)
_GRADES: Final = (("good", 50), ("adequate", 38), ("poor", 12))


class HealthAndEducation:
    """Tells what became of the health and education of the children of one IRO.

    A few of those who are open today are left with something to do: ``_left`` counts them.
    """

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._chance = pen.chance
        self._initial = Steady(_INITIAL_IN_TIME)
        self._peps = Steady(_PEP_SHARE)
        just_over = any(
            term.to_on < pen.as_of <= term.to_on + timedelta(days=20) for term in pen.scene.terms
        )
        self._left = {"late": 0 if just_over else 1, "soon": 1, "pep": 1}

    def write(self, families: Sequence[Family]) -> None:
        """Write the assessments and plans of every child who was looked after."""
        for family in families:
            if family.care is None or family.role == "short breaks":
                continue
            for kid in family.kids:
                self._pen.write_all(self._assessments(kid, family, family.care))
                self._pen.write_all(self._plans(kid, family, family.care))

    def _take(self, what: str, family: Family) -> bool:
        """Return whether this family is one that is left with something to do."""
        plain = not (family.role or family.listed or family.ended_on) and family.size == 1
        if not plain or not self._left[what]:
            return False
        self._left[what] -= 1
        return True

    # Health

    def _assessments(self, kid: Kid, family: Family, care: Care) -> Iterator[Record]:
        """Yield the initial assessment and the ones after it, up to today or the end of care."""
        pen, last = self._pen, care.ended_on or self._pen.as_of
        due_on = pen.scene.practice.working_days(care.started_on, 20)
        recent = care.ended_on is None and due_on > pen.as_of - timedelta(days=40)
        in_time = self._initial.happens() or recent
        day = pen.work_days(care.started_on, 9, 19) if in_time else pen.work_days(due_on, 3, 30)
        kind = "initial"
        while day < last:
            refuses = kind == "review" and kid.age(day) >= _REFUSES_FROM
            yield self._assessment(kid, day, kind, refused=refuses and self._chance.happens(0.12))
            kind = "review"
            day = self._assessed_on(family, self._next_due(kid, day))

    def _assessment(self, kid: Kid, day: date, kind: str, *, refused: bool) -> HealthAssessment:
        pen = self._pen
        return HealthAssessment(
            id=pen.id("HealthAssessment", kid, day),
            child_id=kid.id,
            health_type=kind,
            assessed_on=None if refused else day,
            reported_on=None if refused else pen.by_now(pen.days(day, 5, 30)),
            refused_on=day if refused else None,
            refused_reason="Did not want to be examined" if refused else "",
        )

    def _next_due(self, kid: Kid, day: date) -> date:
        standards = self._pen.scene.practice.on(day)
        young = standards.health_months_under_5 or 6
        if kid.born_on is None or add_months(day, young) <= birthday(kid.born_on, _FIFTH):
            return add_months(day, young)
        return add_months(day, standards.health_months or 12)

    def _assessed_on(self, family: Family, due_on: date) -> date:
        """Return the day of an assessment due on another; near today as today's list wants it."""
        chance, as_of = self._chance, self._pen.as_of
        ahead = (due_on - as_of).days
        if ahead > _QUIET_DAYS or ahead < -_SETTLED_DAYS:
            late = ahead < 0 and chance.happens(_REVIEW_LATE)
            return due_on + timedelta(
                days=chance.between(4, 55) if late else -chance.between(0, 28)
            )
        if _OVERDUE_DAYS[0] <= -ahead <= _OVERDUE_DAYS[1] and self._take("late", family):
            return as_of
        if ahead > 0 and self._take("soon", family):
            return as_of
        return min(due_on, as_of) - timedelta(days=chance.between(3, 24))

    # Education

    def _plans(self, kid: Kid, family: Family, care: Care) -> Iterator[Record]:
        """Yield the plan made on coming into care, then one in most of the terms."""
        scene, last = self._pen.scene, care.ended_on or self._pen.as_of
        if kid.born_on is None or last <= scene.start_on:
            return
        eligible_on = birthday(kid.born_on, scene.standards.pep_from_age or 0)
        made_on = None
        if eligible_on <= care.started_on and care.started_on >= scene.start_on:
            made_on = self._first_plan_on(care)
            if made_on < last:
                yield self._plan(kid, made_on, emergency=self._chance.happens(0.1))
        for term in scene.terms:
            from_on = max(term.from_on, eligible_on)
            if not max(care.started_on, scene.start_on) < from_on < min(term.to_on, last):
                continue
            if made_on is None or made_on < term.from_on:
                day = self._day_in_term(family, term, from_on)
                if day is not None and day < last:
                    yield self._plan(kid, day, emergency=False)

    def _first_plan_on(self, care: Care) -> date:
        """Return when the first plan was made: mostly within 20 working days, in holidays too."""
        pen = self._pen
        recent = care.ended_on is None and care.started_on > pen.as_of - timedelta(
            days=_SETTLED_DAYS
        )
        if recent or self._chance.happens(_FIRST_PEP_SHARE):
            return pen.work_days(care.started_on, 8, 19)
        return pen.work_days(care.started_on, 22, 34)

    def _day_in_term(self, family: Family, term: Term, from_on: date) -> date | None:
        """Return when the plan of a term was made, or None if it was not, or not yet."""
        scene = self._pen.scene
        days = (term.to_on - from_on).days
        if term is not scene.terms_begun[-1] or family.ended_on is not None:
            made = self._peps.happens()
            return self._pen.days(from_on, min(6, days), min(60, days)) if made else None
        gone = (scene.as_of - from_on).days
        if gone < 2 or self._is_left(family, term, gone):  # noqa: PLR2004 - the first days
            return None
        return self._pen.days(from_on, 1, min(gone - 1, days))

    def _is_left(self, family: Family, term: Term, gone: int) -> bool:
        """Return whether this term's plan is still to be made: more are, the younger the term."""
        ahead = (term.to_on - self._pen.as_of).days
        if ahead <= _QUIET_DAYS:
            return self._take("pep", family)
        return self._chance.happens(max(0.15, ahead / (ahead + gone)))

    def _plan(self, kid: Kid, day: date, *, emergency: bool) -> EducationPlan:
        pen = self._pen
        return EducationPlan(
            id=pen.id("EducationPlan", kid, day),
            child_id=kid.id,
            started_on=pen.days(day, -6, 0),
            completed_on=day,
            written_up_on=min(pen.work_days(day, 2, 10), pen.as_of),
            emergency=True if emergency else None,
            format_version="new" if day >= _NEW_FORMAT_FROM else "old",
            grade=pen.chance.weighted(_GRADES),
        )
