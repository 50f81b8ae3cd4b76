"""Personal education plans: one each term for about three children in four."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.casefile import birthday
from iro_desktop.domain.records import EducationPlan
from iro_desktop.domain.standards import Term
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import Care, Family, Kid

_BEHIND: Final = 0.225
"""The share of children who have no plan that is up to date."""
_AGAIN: Final = 0.8
"""How many of those without a plan in one term had none in the term before, at most."""
_FIRST_IN_TIME: Final = 0.85
_EARLY_IN_TERM: Final = 0.95
_BEGUN_ONLY: Final = 0.4
_IN_THE_HOLIDAYS: Final = 0.2
_HOLIDAYS: Final = timedelta(days=60)
_ABOUT_HALFWAY: Final = timedelta(days=10)
_NEW_FORMAT_FROM: Final = date(2020, 9, 1)
_GRADES: Final = (("good", 50), ("adequate", 38), ("poor", 12))


@dataclass(slots=True)
class _Pupil:
    """One child in one stay in care; ``first_on`` is when the plan on coming in was made."""

    number: int
    kid: Kid
    care: Care
    eligible_on: date
    first_on: date | None


class Education:
    """Tells what became of the education plans of the children of one IRO.

    In the first half of a term a plan of the term before is still up to date, so who is behind
    then has had none in either.
    """

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self._chance = pen.chance
        begun = pen.scene.terms_begun[-2:]
        self._now = begun[-1] if begun else Term("", pen.as_of, pen.as_of)
        halfway = self._now.from_on + (self._now.to_on - self._now.from_on) // 2
        early = pen.as_of < halfway + _ABOUT_HALFWAY
        self._is_late = pen.as_of > halfway - _ABOUT_HALFWAY
        self._counts_from = begun[0].from_on if begun and early else self._now.from_on

    def write(self, families: Sequence[Family]) -> None:
        """Write the plans of every child who was looked after at the age for one."""
        pupils: list[_Pupil] = []
        for family in families:
            if family.care and family.role != "short breaks":
                for kid in family.kids:
                    pupils += self._pupil(len(pupils), kid, family.care)
        missed = self._missed(pupils, self._behind(pupils))
        for pupil in pupils:
            self._pen.write_all(self._plans(pupil, missed))

    def _pupil(self, number: int, kid: Kid, care: Care) -> Iterator[_Pupil]:
        scene = self._pen.scene
        last = care.ended_on or scene.as_of
        if kid.born_on is None or last <= scene.start_on:
            return
        eligible_on = birthday(kid.born_on, scene.standards.pep_from_age or 0)
        if eligible_on > last:
            return
        first_on = self._first_on(care) if eligible_on <= care.started_on else None
        yield _Pupil(number, kid, care, eligible_on, first_on)

    def _first_on(self, care: Care) -> date:
        """Return when the first plan was made: mostly within 20 working days, in holidays too."""
        if self._chance.happens(_FIRST_IN_TIME):
            return self._pen.work_days(care.started_on, 8, 19)
        return self._pen.work_days(care.started_on, 22, 34)

    def _behind(self, pupils: Sequence[_Pupil]) -> set[int]:
        """Return who of the children that are here today is left without a plan in force."""
        as_of = self._pen.as_of
        here = [p for p in pupils if p.care.is_open(as_of)]
        waiting = sum(p.first_on is not None and p.first_on > as_of for p in here)
        may_be = [p for p in here if self._since(p) < self._counts_from]
        may_be = [p for p in may_be if p.first_on is None or p.first_on < self._counts_from]
        wanted = max(0, round(len(here) * _BEHIND) - waiting)
        return {p.number for p in self._chance.shuffled(may_be)[:wanted]}

    def _since(self, pupil: _Pupil) -> date:
        """Return from which day on there is to be a plan each term."""
        return max(pupil.care.started_on, pupil.eligible_on, self._pen.scene.start_on)

    def _missed(self, pupils: Sequence[_Pupil], behind: set[int]) -> list[set[int]]:
        """Return for each term who had no plan: mostly those who had none in the term before."""
        found: list[set[int]] = []
        before: set[int] = set()
        for term in self._pen.scene.terms_begun:
            due = [p for p in pupils if self._due_from(p, term) is not None]
            counts = term.from_on >= self._counts_from
            told = {p.number for p in due if counts and p.care.ended_on is None}
            stay = [p for p in due if p.care.is_open(min(term.to_on, self._pen.as_of))]
            free = [p.number for p in stay if p.number not in told]
            if term.to_on < self._counts_from <= term.to_on + _HOLIDAYS:
                before = before | behind
            before = (told & behind) | self._some(free, before)
            found.append(before)
        return found

    def _some(self, pupils: Sequence[int], before: set[int]) -> set[int]:
        """Return those of a term who had no plan, of whom nothing else is told."""
        wanted = round(len(pupils) * _BEHIND)
        again = self._chance.shuffled([number for number in pupils if number in before])
        again = again[: round(wanted * _AGAIN)]
        others = self._chance.shuffled([number for number in pupils if number not in before])
        return {*again, *others[: wanted - len(again)]}

    def _due_from(self, pupil: _Pupil, term: Term) -> date | None:
        """Return from when on a plan was to be made in a term, or None if none was."""
        from_on = max(term.from_on, pupil.eligible_on)
        last = pupil.care.ended_on or self._pen.as_of
        if not self._since(pupil) <= from_on < min(term.to_on, last):
            return None
        just_made = pupil.first_on is not None and pupil.first_on >= term.from_on
        return None if just_made else from_on

    def _plans(self, pupil: _Pupil, missed: Sequence[set[int]]) -> Iterator[EducationPlan]:
        """Yield the plan made on coming into care, then one in most of the terms."""
        last = pupil.care.ended_on or self._pen.as_of
        if pupil.first_on is not None and pupil.first_on < last:
            yield self._plan(pupil, pupil.first_on, emergency=self._chance.happens(0.1))
        for term, without in zip(self._pen.scene.terms_begun, missed, strict=True):
            from_on = self._due_from(pupil, term)
            if from_on is None:
                continue
            if pupil.number in without:
                yield from self._without(pupil, term, last)
                continue
            day = self._day_in_term(pupil, term, from_on)
            if day is not None and day < last:
                yield self._plan(pupil, day, emergency=False)

    def _without(self, pupil: _Pupil, term: Term, last: date) -> Iterator[EducationPlan]:
        """Yield what there is of a term without a plan: one begun, or made in the holidays."""
        pen, chance = self._pen, self._chance
        if term is not self._now and _ends_in_summer(term) and chance.happens(_IN_THE_HOLIDAYS):
            day = pen.days(term.to_on, 4, 30)
            if day < last and day < self._counts_from:
                yield self._plan(pupil, day, emergency=False)
        elif chance.happens(_BEGUN_ONLY):
            begun_on = pen.days(max(term.from_on, pupil.eligible_on), 3, 40)
            if begun_on < last and begun_on <= term.to_on:
                yield EducationPlan(
                    id=pen.id("EducationPlan", pupil.kid, begun_on),
                    child_id=pupil.kid.id,
                    started_on=begun_on,
                    format_version=_format(begun_on),
                )

    def _day_in_term(self, pupil: _Pupil, term: Term, from_on: date) -> date | None:
        """Return when the plan of a term was made, or None if it is still to come."""
        chance, pen = self._chance, self._pen
        early = chance.happens(_EARLY_IN_TERM)
        days = chance.between(3, 36) if early else chance.between(37, 60)
        day = min(from_on + timedelta(days=days), term.to_on)
        if term is self._now and pupil.care.ended_on is None and day >= pen.as_of:
            gone = (pen.as_of - from_on).days
            if not self._is_late or not gone:
                return None
            day = from_on + timedelta(days=chance.between(0, gone - 1))
        return max(pen.scene.work_days.after(day + DAY, -1), from_on)

    def _plan(self, pupil: _Pupil, day: date, *, emergency: bool) -> EducationPlan:
        pen, kid = self._pen, pupil.kid
        return EducationPlan(
            id=pen.id("EducationPlan", kid, day),
            child_id=kid.id,
            started_on=max(pen.days(day, -6, 0), pupil.care.started_on),
            completed_on=day,
            written_up_on=min(pen.work_days(day, 2, 10), pen.as_of),
            emergency=True if emergency else None,
            format_version=_format(day),
            grade=pen.chance.weighted(_GRADES) if day >= _NEW_FORMAT_FROM else "",
        )


def _ends_in_summer(term: Term) -> bool:
    return term.to_on.month in (6, 7, 8)


def _format(day: date) -> str:
    return "new" if day >= _NEW_FORMAT_FROM else "old"
