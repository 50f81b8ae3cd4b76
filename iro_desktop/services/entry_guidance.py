"""What a form says and offers while something is entered: choices, suggestions, guidance.

Guidance never refuses: what is unusual may still be so, and the IRO decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.casefile import event_check, plan_spans
from iro_desktop.domain.codes import say
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Appeal,
    ChildRecord,
    Consultation,
    Contact,
    DischargePlan,
    EducationPlan,
    HealthAssessment,
    Notification,
    Officer,
    PermanencePlan,
    ProtectionPlan,
    Review,
    Section47,
    SocialWorker,
)
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.words import plain_date, say_date, say_list
from iro_desktop.services.child_words import current_permanence_plan
from iro_desktop.services.reviews import started_on

NEW_PEP_FROM: Final = date(2020, 9, 1)
"""From this day on personal education plans are kept in the new format."""

LEAVE_MONTHS: Final = 6
"""Within so many months of a refusal the court's leave is needed to apply again (Children Act
1989, s91(15))."""

_BEGINS_A_PLAN: Final = frozenset({"icpc", "transfer"})
_NEAR: Final = timedelta(days=31)
_SUGGESTED_TEXTS: Final[dict[type[ChildRecord], tuple[str, ...]]] = {
    Notification: ("told_by",),
    SocialWorker: ("worker", "team", "district"),
}

Choices = Mapping[str, Sequence[tuple[str, str]]]
Suggested = Mapping[str, Value]


# What can be chosen


def choices(snapshot: Snapshot, record: ChildRecord) -> Choices:
    """Return what can be chosen, by field: for links (id, words), for texts what others have."""
    case = snapshot.cases[record.child_id]
    found: dict[str, Sequence[tuple[str, str]]] = {}
    match record:
        case Appeal():
            found["review_id"] = _reviews(case, record.review_id, conferences=True)
        case DischargePlan():
            found["review_id"] = _reviews(case, record.review_id, conferences=False)
        case Consultation():
            found["review_id"] = [*_to_be_held(case), *_reviews(case, record.review_id)]
    if hasattr(record, "officer_id"):
        found["officer_id"] = [(one.id, one.name or "IRO") for one in snapshot.of(Officer)]
    for name in _SUGGESTED_TEXTS.get(type(record), ()):
        found[name] = suggested_texts(snapshot, type(record), name)
    return found


def suggested_texts(
    snapshot: Snapshot, kind: type[ChildRecord], name: str
) -> list[tuple[str, str]]:
    """Return the texts that records of a kind have in a field, each once, in order."""
    found = {getattr(one, name) for one in snapshot.of(kind)} - {""}
    return [(text, text) for text in sorted(found, key=str.casefold)]


def _to_be_held(case: CaseFile) -> list[tuple[str, str]]:
    """Return the child's reviews that are booked or prepared, and not held yet."""
    return [
        (one.id, f"{say('review_type', one.review_type) or 'Review'}, still to be held")
        for one in case.of(Review)
        if one.held_on is None
    ]


def _reviews(
    case: CaseFile, chosen: str, *, conferences: bool | None = None
) -> list[tuple[str, str]]:
    """Return the child's reviews that were held, the latest first, and the one that is chosen."""
    held = [
        (one.held_on, one)
        for one in case.of(Review)
        if one.held_on is not None
        and (conferences is None or (one.review_type != "cla") is conferences)
    ]
    held.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    found = [
        (one.id, f"{say('review_type', one.review_type) or 'Review'}, {say_date(held_on)}")
        for held_on, one in held
    ]
    if chosen and chosen not in {one.id for one in case.of(Review)}:
        found.append((chosen, "One that is not on file any more"))
    return found


# What is suggested


def suggestions(case: CaseFile, record: ChildRecord, today: date) -> Suggested:
    """Return values for fields that the user has left alone, by field."""
    found: dict[str, Value] = {}
    match record:
        case Contact():
            found["contact_on"] = today
        case Notification():
            found["told_on"] = today
        case HealthAssessment(id=record_id):
            others = [one for one in case.of(HealthAssessment) if one.id != record_id]
            found["health_type"] = "review" if others else "initial"
        case EducationPlan():
            day = record.completed_on or record.started_on
            found["format_version"] = _pep_format(day) if day else ""
        case DischargePlan(review_id=review_id):
            held = {one.id: one.held_on for one in case.of(Review)}
            found["agreed_on"] = held.get(review_id)
        case ProtectionPlan():
            found["latest_category"] = record.initial_category
            found["previous_plans"] = _plans_before(case, record)
        case Appeal():
            latest = _reviews(case, "", conferences=True)[:1]
            found["review_id"] = latest[0][0] if latest else ""
    return found


def _pep_format(day: date) -> str:
    return "new" if day >= NEW_PEP_FROM else "old"


def _plans_before(case: CaseFile, plan: ProtectionPlan) -> int | None:
    if plan.started_on is None:
        return None
    starts = [one.started_on for one in case.of(ProtectionPlan) if one.id != plan.id]
    return sum(day < plan.started_on for day in starts if day is not None)


# What is said


def guidance(
    case: CaseFile, practice: Practice, record: ChildRecord, today: date
) -> tuple[str, ...]:
    """Return what is unusual or still to be thought of in a record as it stands in its form."""
    return tuple(_guidance(case, practice, record, today))


def _guidance(
    case: CaseFile, practice: Practice, record: ChildRecord, today: date
) -> Iterator[str]:
    match record:
        case ProtectionPlan():
            yield from _of_plan(case, record, today)
        case Section47():
            yield from _of_enquiry(case, record)
        case Notification():
            yield from _of_news(case, practice, record, today)
        case Appeal():
            yield from _of_appeal(case, record)
        case DischargePlan():
            yield from _of_discharge(case, record)
        case PermanencePlan():
            yield from _of_permanence(case, record, today)
        case HealthAssessment():
            yield from _of_health(record)
        case EducationPlan():
            yield from _of_education(record)
        case Review():
            yield from _of_review(case, practice, record, today)


def _of_plan(case: CaseFile, plan: ProtectionPlan, today: date) -> Iterator[str]:
    """A plan starts on the day of its conference, ends later, and is the only one."""
    if plan.started_on is None:
        return
    if plan.ended_on == plan.started_on:
        yield "This plan starts and ends on the same day: check both."
    near = sorted(
        (abs(one.held_on - plan.started_on), one.held_on, one.review_type)
        for one in case.of(Review)
        if one.held_on is not None and one.review_type in _BEGINS_A_PLAN
    )
    if not near or near[0][0] > _NEAR:
        yield (
            f"No initial or transfer-in conference is on file for {say_date(plan.started_on)}: "
            "a plan starts on the day of its conference."
        )
    elif near[0][1] != plan.started_on:
        named = say("review_type", near[0][2]).lower()
        yield (
            f"The {named} was held on {say_date(near[0][1])}: a plan starts on the day of its "
            "conference."
        )
    for span in plan_spans(case, today):
        over_on = span.over_on or date.max
        if span.plan.id != plan.id and (
            span.started_on < (plan.ended_on or date.max) and plan.started_on < over_on
        ):
            until = "is still open" if span.open_on(today) else f"ran until {say_date(over_on)}"
            yield (
                f"The plan that began on {say_date(span.started_on)} {until}: a child is on one "
                "child protection plan at a time."
            )


def _of_enquiry(case: CaseFile, enquiry: Section47) -> Iterator[str]:
    """Of several strategy discussions the one that started the enquiry counts."""
    began = enquiry.strategy_on
    for other in case.of(Section47) if began else ():
        if other.id == enquiry.id or other.strategy_on is None or began is None:
            continue
        if other.strategy_on < began and (other.ended_on is None or other.ended_on >= began):
            yield (
                f"The enquiry that began on {say_date(other.strategy_on)} is still open: a later "
                "strategy discussion belongs to it, and the conference is due from the first."
            )


def _of_news(case: CaseFile, practice: Practice, told: Notification, today: date) -> Iterator[str]:
    """What the IRO is told may call for a check before the next midpoint."""
    others = [one for one in case.of(Notification) if one.id != told.id]
    records = {**case.records, Notification: (*others, told)}
    check = event_check(replace(case, records=records), practice, today)
    if check is None or told not in check.told:
        return
    if check.told[0] is not told:
        yield f"A check is due by {say_date(check.due_on)} already: it answers this too."
        return
    yield (
        f"A check falls due by {say_date(check.due_on)}, {check.limit.length} after "
        f"{plain_date(check.told_on)}; answer “No” to “Needs a check” if none is needed."
    )


def _of_appeal(case: CaseFile, appeal: Appeal) -> Iterator[str]:
    if not _reviews(case, "", conferences=True):
        yield "No conference of this child is on file: record it first, then the appeal."
    if appeal.reconvened_on is not None and appeal.outcome == "no":
        yield "The appeal was not upheld, yet the conference was reconvened: check both."


def _of_discharge(case: CaseFile, plan: DischargePlan) -> Iterator[str]:
    """After a refusal leave is needed for some months."""
    refused = sorted(
        one.refused_on
        for one in case.of(DischargePlan)
        if one.id != plan.id and one.refused_on is not None
    )
    applied = plan.application_on
    if plan.refused_on is not None:
        until = plain_date(add_months(plan.refused_on, LEAVE_MONTHS))
        yield f"To apply again before {until} the court’s leave is needed."
    elif applied and any(day <= applied < add_months(day, LEAVE_MONTHS) for day in refused):
        yield (
            f"An application was refused on {plain_date(refused[-1])}: within {LEAVE_MONTHS} "
            "months of it the court’s leave is needed to apply again."
        )
    if plan.application_on is not None and plan.agreed_on is None:
        yield "An application follows a decision of a review: choose the review that agreed it."


def _of_permanence(case: CaseFile, plan: PermanencePlan, today: date) -> Iterator[str]:
    """A second plan replaces the first, or is parallel to it."""
    current = current_permanence_plan(case, today)
    if current is None or current.id == plan.id or plan.parallel or plan.ended_on:
        return
    if not current.parallel:
        since = f" of {plain_date(current.planned_on)}" if current.planned_on else ""
        yield (
            f"“{say('permanence', current.plan)}”{since} is still the plan on file: give it an end "
            "if this one replaces it, or mark this one as parallel."
        )


def _of_health(assessment: HealthAssessment) -> Iterator[str]:
    if assessment.refused_on is not None and assessment.assessed_on is not None:
        yield "A refusal that came before the assessment is better entered as one of its own."
    elif assessment.refused_on is not None and not assessment.refused_reason:
        yield "Refusals are counted with their reasons: say why, as far as it is known."


def _of_education(plan: EducationPlan) -> Iterator[str]:
    day = plan.completed_on or plan.started_on
    if day and plan.format_version and plan.format_version != _pep_format(day):
        yield f"Plans from {plain_date(NEW_PEP_FROM)} on are in the new format: check the format."


def _of_review(case: CaseFile, practice: Practice, review: Review, today: date) -> Iterator[str]:
    """What is unusual about a review: how it ended; of a conference its day, clock and plan."""
    if review.completed_on is not None and review.adjourned_on is None:
        yield (
            "It was completed on a later day but not adjourned: enter when it broke off, or enter "
            "a further sitting of a series."
        )
    if review.review_type in ("", "cla"):
        return
    days = [("held", review.held_on), ("next one booked", review.next_booked_on)]
    off = [
        f"{words} on {say_date(day)}"
        for words, day in days
        if day is not None and not practice.calendar.is_working_day(day)
    ]
    if off:
        yield f"Not a working day: {say_list(off)}. Conferences are not held then: check the day."
    if review.quorate is False:
        yield (
            "Not quorate: a conference needs social care and at least two other agencies. "
            "Reconvene it, or say in the summary why it went ahead."
        )
    if review.held_on is not None:
        yield from _of_clock(case, practice, review, today)
        yield from _of_the_plan_it_makes(case, review, review.held_on, today)


def _of_clock(case: CaseFile, practice: Practice, review: Review, today: date) -> Iterator[str]:
    missing = ""
    if review.review_type == "icpc" and review.strategy_on is None:
        if started_on(case, practice, review, today) is None:
            missing = "strategy discussion that started the enquiry"
    elif review.review_type == "transfer" and review.notified_on is None:
        missing = "written notification"
    if missing:
        yield f"Without the day of the {missing} nobody can tell whether it was in time."


def _of_the_plan_it_makes(
    case: CaseFile, review: Review, held_on: date, today: date
) -> Iterator[str]:
    others = [
        span
        for span in plan_spans(case, max(today, held_on))
        if span.started_on <= held_on and (span.over_on is None or span.over_on > held_on)
    ]
    for span in others:
        if review.review_type in _BEGINS_A_PLAN and span.started_on < held_on:
            yield (
                f"A plan that began on {say_date(span.started_on)} is still open: no second one is "
                "made."
            )
        elif span.started_on == held_on and review.plan_continues is False:
            yield "The plan began on this very day: a plan does not start and end on one day."
