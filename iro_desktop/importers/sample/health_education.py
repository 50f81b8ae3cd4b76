"""Health assessments and personal education plans: most are done, too few of them on time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import birthday
from iro_desktop.domain.records import EducationPlan, HealthAssessment, Record
from iro_desktop.domain.standards import Term, terms_of
from iro_desktop.importers.sample.chance import Steady
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import Care, Family, Kid

_INITIAL_IN_TIME: Final = 0.76
_REVIEW_LATE: Final = 0.14
_PEP_SHARE: Final = 0.79
_QUIET_DAYS: Final = 29
"""What falls due in the next four weeks was mostly done early, to keep today's list short."""
_NEW_FORMAT_FROM: Final = date(2020, 9, 1)
_GRADES: Final = (("good", 50), ("adequate", 38), ("poor", 12))


def write_health_and_education(pen: Pen, families: Sequence[Family]) -> None:
    """Write the assessments and plans of every child of one IRO who was looked after."""
    initial = Steady(_INITIAL_IN_TIME)
    peps = Steady(_PEP_SHARE)
    terms = terms_of(pen.scene.standards)
    over = any(t.to_on < pen.as_of <= t.to_on + timedelta(days=20) for t in terms)
    left = {"health late": 0 if over else 1, "health soon": 1, "pep": 1}
    for family in families:
        care = family.care
        if care is None or family.role == "short breaks":
            continue
        for kid in family.kids:
            pen.write_all(_health(pen, kid, family, care, initial, left))
            if care.ended_on is None or care.ended_on > pen.scene.start_on:
                pen.write_all(_education(pen, kid, family, care, peps, left))


def _health(  # noqa: PLR0913 - the child, and how many others have been told of
    pen: Pen, kid: Kid, family: Family, care: Care, initial: Steady, left: dict[str, int]
) -> Iterator[Record]:
    """Yield the initial assessment and the ones after it, up to today or the end of care."""
    last = care.ended_on or pen.as_of
    due_on = pen.scene.practice.working_days(care.started_on, 20)
    in_time = initial.happens() or (
        care.ended_on is None and due_on > pen.as_of - timedelta(days=40)
    )
    day = pen.work_days(care.started_on, 9, 19) if in_time else pen.work_days(due_on, 3, 30)
    kind = "initial"
    while day < last:
        refused = kind == "review" and kid.age(day) > 14 and pen.chance.happens(0.12)  # noqa: PLR2004 - who may say no
        yield HealthAssessment(
            id=pen.id("HealthAssessment", kid, day),
            child_id=kid.id,
            health_type=kind,
            assessed_on=None if refused else day,
            reported_on=None if refused else pen.by_now(pen.days(day, 5, 30)),
            refused_on=day if refused else None,
            refused_reason="Did not want to be examined" if refused else "",
        )
        kind = "review"
        due_on = _next_health_on(pen, kid, day)
        day = _assessed_on(pen, family, due_on, left)


def _next_health_on(pen: Pen, kid: Kid, day: date) -> date:
    standards = pen.scene.practice.on(day)
    young = standards.health_months_under_5 or 6
    if kid.born_on is None or add_months(day, young) <= birthday(kid.born_on, 5):
        return add_months(day, young)
    return add_months(day, standards.health_months or 12)


def _assessed_on(pen: Pen, family: Family, due_on: date, left: dict[str, int]) -> date:
    """Return the day of an assessment due on another; near today as the day's list wants it."""
    chance, as_of = pen.chance, pen.as_of
    days_ahead = (due_on - as_of).days
    plain = not family.role and not family.listed and family.size == 1 and family.ended_on is None
    if -45 < days_ahead <= _QUIET_DAYS:
        if plain and -30 < days_ahead < -4 and left["health late"]:
            left["health late"] -= 1
            return as_of
        if plain and days_ahead >= 0 and left["health soon"]:
            left["health soon"] -= 1
            return as_of
        return min(due_on, as_of) - timedelta(days=chance.between(3, 24))
    if chance.happens(_REVIEW_LATE) and days_ahead < -_QUIET_DAYS * 3:
        return due_on + timedelta(days=chance.between(4, 55))
    return due_on - timedelta(days=chance.between(0, 28))


def _education(  # noqa: PLR0913 - the child, and how many others have been told of
    pen: Pen, kid: Kid, family: Family, care: Care, peps: Steady, left: dict[str, int]
) -> Iterator[Record]:
    """Yield a plan for most of the terms in which a child was looked after."""
    if kid.born_on is None:
        return
    standards = pen.scene.practice.on(pen.as_of)
    first = max(
        care.started_on, pen.scene.start_on, birthday(kid.born_on, standards.pep_from_age or 0)
    )
    last = care.ended_on or pen.as_of
    terms = [t for t in terms_of(standards) if t.to_on > first and t.from_on < last]
    for number, term in enumerate(terms):
        current = number == len(terms) - 1 and care.ended_on is None
        from_on = max(first, term.from_on)
        begins = number == 0 and care.started_on >= pen.scene.start_on
        if current:
            day = _this_term(pen, family, term, from_on, left, begins=begins)
        elif begins or peps.happens():
            day = pen.days(from_on, 6, max(7, min(60, (term.to_on - from_on).days)))
        else:
            continue
        if day is not None and day < last:
            yield _pep(pen, kid, day, emergency=begins and pen.chance.happens(0.1))


def _this_term(
    pen: Pen, family: Family, term: Term, from_on: date, left: dict[str, int], *, begins: bool
) -> date | None:
    """Return when this term's plan was made, or None while it is still to be made."""
    as_of = pen.as_of
    soon = (min(term.to_on, as_of + timedelta(days=100)) - as_of).days <= _QUIET_DAYS
    days = (as_of - from_on).days
    if days < 3:  # noqa: PLR2004 - nobody has come to it yet
        return None
    if begins and days < 32:  # noqa: PLR2004 - twenty working days have more than a month
        return pen.days(from_on, 1, days - 1) if days > 16 else None  # noqa: PLR2004 - in time for the first
    plain = not family.role and not family.listed and family.size == 1
    if soon or begins:
        if plain and left["pep"] and not begins:
            left["pep"] -= 1
            return None
    elif pen.chance.happens(max(0.15, 1 - days / (term.to_on - term.from_on).days)):
        return None
    return pen.days(from_on, 1, days - 1)


def _pep(pen: Pen, kid: Kid, day: date, *, emergency: bool) -> EducationPlan:
    new = day >= _NEW_FORMAT_FROM
    return EducationPlan(
        id=pen.id("EducationPlan", kid, day),
        child_id=kid.id,
        started_on=pen.days(day, -6, 0),
        completed_on=day,
        written_up_on=min(pen.work_days(day, 2, 10), pen.as_of),
        emergency=True if emergency else None,
        format_version="new" if new else "old",
        grade=pen.chance.weighted(_GRADES),
    )
