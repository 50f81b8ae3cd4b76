"""Health, education, permanence, discharge, life story and participation, a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from iro_desktop.domain.casefile import (
    Due,
    ReviewDue,
    Status,
    days_late,
    eligible_for_pep,
    is_looked_after,
    status,
)
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    ChildRecord,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    LifeStory,
    Participation,
    Review,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.words import short_date
from iro_desktop.services.caseload_row import due_words
from iro_desktop.services.child_words import current_permanence_plan, legal_status_of

_CARE_ORDERS: Final = frozenset({"C1", "C2"})
_SECOND: Final = 2

OfChild = TypeVar("OfChild", bound=ChildRecord)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its heading, what is on file, more of it, and how it stands."""

    heading: str
    words: str
    detail: str = ""
    status: Status | None = None


def facts(
    case: CaseFile,
    practice: Practice,
    dues: Sequence[Due],
    reviews: Sequence[ReviewDue],
    today: date,
) -> tuple[Fact, ...]:
    """Return what is known beside reviews and checks; for a child on a plan only what applies."""
    found: list[Fact] = []
    if is_looked_after(case, today):
        found.append(_health(case, dues, today))
        if case.of(EducationPlan) or eligible_for_pep(case.child.born_on, today, practice):
            found.append(_education(case, dues, today))
        found += [_permanence(case, dues, reviews, today), *_discharge(case, today)]
        found.append(_life_story(case))
    found += _participation(case, today)
    return tuple(found)


def _latest(found: Sequence[OfChild], day_of: Callable[[OfChild], date | None]) -> OfChild | None:
    dated = [one for one in found if day_of(one) is not None]
    return max(dated, key=lambda one: (day_of(one) or date.min, one.id), default=None)


def _standing(dues: Sequence[Due], what: str, today: date) -> tuple[str, Status | None]:
    """Return how something that is due stands: "next due 11 May 2020, in 41 days"."""
    due = next((one for one in dues if one.what == what), None)
    if due is None:
        return "", None
    if due.due_on is None:
        return due.title, status(due, today)
    words = due_words(-(days_late(due, today) or 0))
    return f"next due {short_date(due.due_on)}, {words}", status(due, today)


def _health(case: CaseFile, dues: Sequence[Due], today: date) -> Fact:
    last = _latest(
        case.of(HealthAssessment), lambda one: _past(one.assessed_on or one.refused_on, today)
    )
    detail, standing = _standing(dues, "health", today)
    if last is None:
        return Fact("Health", "No assessment on file", detail, standing)
    if last.assessed_on is None and last.refused_on is not None:
        words = f"Refused {short_date(last.refused_on)}"
    else:
        words = f"Assessed {short_date(last.assessed_on or today)}"
    return Fact("Health", words, detail, standing)


def _education(case: CaseFile, dues: Sequence[Due], today: date) -> Fact:
    last = _latest(case.of(EducationPlan), lambda one: _past(one.completed_on, today))
    detail, standing = _standing(dues, "pep", today)
    if last is None or last.completed_on is None:
        return Fact("Education", "No PEP on file", detail, standing)
    words = f"PEP {short_date(last.completed_on)}"
    if last.grade:
        words += f", quality: {say('grade', last.grade).lower()}"
    return Fact("Education", words, detail, standing or Status.DONE)


def _permanence(
    case: CaseFile, dues: Sequence[Due], reviews: Sequence[ReviewDue], today: date
) -> Fact:
    plan = current_permanence_plan(case, today)
    if plan is None:
        detail, standing = _standing(dues, "permanence", today)
        return Fact("Permanence", "No plan on file", detail, standing)
    words = say("permanence", plan.plan)
    parts = []
    if plan.planned_on is not None:
        parts.append(f"plan of {short_date(plan.planned_on)}")
    second = next(
        (d for d in reviews if d.kind == "cla" and d.order == _SECOND and d.held_on), None
    )
    if second is not None and second.held_on is not None and plan.planned_on is not None:
        by_then = plan.planned_on <= second.held_on
        parts.append(f"by the second review: {'yes' if by_then else 'no'}")
    if plan.endorsed_on is not None:
        parts.append(f"endorsed {short_date(plan.endorsed_on)}")
    return Fact("Permanence", words, ", ".join(parts), Status.DONE)


def _discharge(case: CaseFile, today: date) -> Iterator[Fact]:
    """Yield the way to the discharge of a care order, while there is one."""
    if legal_status_of(case, today) not in _CARE_ORDERS:
        return
    plan = _latest(
        case.of(DischargePlan),
        lambda one: (
            one.granted_on
            or one.refused_on
            or one.application_on
            or one.agreed_on
            or one.considered_on
        ),
    )
    if plan is None:
        yield Fact("Discharge", "Not considered yet", "", Status.UNDATED)
        return
    steps = (
        ("considered", plan.considered_on),
        ("agreed at a review", plan.agreed_on),
        ("application made", plan.application_on),
        ("granted", plan.granted_on),
        ("refused", plan.refused_on),
    )
    said = [f"{words} {short_date(day)}" for words, day in steps if day is not None]
    yield Fact(
        "Discharge",
        say("discharge_decision", plan.decision) or "Considered",
        ", ".join(said),
    )


def _life_story(case: CaseFile) -> Fact:
    work = max(case.of(LifeStory), key=lambda one: one.started_on or date.min, default=None)
    if work is None or work.stage in ("", "none"):
        return Fact("Life story", "Not started", "", Status.UNDATED)
    day = work.reviewed_on or work.book_given_on or work.started_on
    return Fact(
        "Life story", say("life_story", work.stage), short_date(day) if day else "", Status.DONE
    )


def _participation(case: CaseFile, today: date) -> Iterator[Fact]:
    held = {r.id: r.held_on for r in case.of(Review) if r.held_on and r.held_on <= today}
    last = _latest(case.of(Participation), lambda one: held.get(one.review_id))
    if last is None or not last.participation:
        return
    parts = [f"review of {short_date(held[last.review_id] or today)}"]
    if last.attendance_mode:
        parts.append(say("attendance_mode", last.attendance_mode).lower())
    if last.advocate_offered is not None:
        parts.append("advocate offered" if last.advocate_offered else "no advocate offered")
    words = f"{say('participation', last.participation)} ({last.participation})"
    yield Fact("Participation", words, ", ".join(parts))


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None
