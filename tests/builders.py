"""Small makers of records and case files, so that a test says only what matters to it.

Days may be written as "2020-01-16". ``a_case`` gives every record to its child.
"""

import dataclasses
from datetime import date
from functools import cache
from itertools import count
from typing import Any

from iro_desktop.domain.calendar import WorkingCalendar
from iro_desktop.domain.measures import Figures, Sources
from iro_desktop.domain.practice import Practice
from iro_desktop.domain.records import (
    Absence,
    Allocation,
    Appeal,
    Ask,
    CarePeriod,
    Child,
    ChildRecord,
    Comparator,
    Contact,
    DischargePlan,
    EducationPlan,
    Escalation,
    EscalationStep,
    FamilySafeguardingChecklist,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Meeting,
    MonitoringCheck,
    Notification,
    Officer,
    OtherDuty,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Record,
    Review,
    Section47,
    Standards,
    WorkingTime,
)
from iro_desktop.domain.snapshot import CaseFile
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.services.holidays import shipped_calendar

Day = date | str | None

_numbers = count(0x1000)  # beyond the few ids that stores of tests are born with


def an_id() -> str:
    """Return an id that no other record of the test run has; later ones sort after."""
    return f"{next(_numbers):032x}"


def a_day(day: Day) -> date | None:
    """Return a day from its ISO form; None stays None."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def the_day(day: date | str) -> date:
    """Return a day that is there."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def a_child(reference: str = "AB12", born: Day = "2010-06-15", **fields: Any) -> Child:
    """Return a child; a school child unless the test says otherwise."""
    child = Child(id=an_id(), reference=reference, initials="XY", born_on=a_day(born))
    return dataclasses.replace(child, **_dated(fields))


def a_case(*records: ChildRecord, child: Child | None = None, **fields: Any) -> CaseFile:
    """Return the case file of one child with these records; ``fields`` are the child's own."""
    child = child or a_child(**fields)
    kinds: dict[type[Record], list[Record]] = {}
    for record in records:
        owned = dataclasses.replace(record, child_id=child.id)
        kinds.setdefault(type(record), []).append(owned)
    return CaseFile(
        child,
        {kind: tuple(sorted(found, key=lambda r: r.id)) for kind, found in kinds.items()},
    )


def care(started: Day, ended: Day = None, **fields: Any) -> CarePeriod:
    """Return a period of care."""
    period = CarePeriod(id=an_id(), started_on=a_day(started), ended_on=a_day(ended))
    return dataclasses.replace(period, **_dated(fields))


def legal_status(status: str, started: Day, ended: Day = None) -> LegalStatus:
    """Return a legal status."""
    return LegalStatus(id=an_id(), status=status, started_on=a_day(started), ended_on=a_day(ended))


def placement(placement_type: str, started: Day, ended: Day = None) -> Placement:
    """Return a placement."""
    return Placement(
        id=an_id(),
        placement_type=placement_type,
        started_on=a_day(started),
        ended_on=a_day(ended),
    )


def a_review(held: Day, review_type: str = "cla", **fields: Any) -> Review:
    """Return a review or conference."""
    review = Review(id=an_id(), review_type=review_type, held_on=a_day(held))
    return dataclasses.replace(review, **_dated(fields))


def a_plan(started: Day, ended: Day = None, **fields: Any) -> ProtectionPlan:
    """Return a child protection plan."""
    plan = ProtectionPlan(id=an_id(), started_on=a_day(started), ended_on=a_day(ended))
    return dataclasses.replace(plan, **_dated(fields))


def an_enquiry(strategy: Day, **fields: Any) -> Section47:
    """Return a section 47 enquiry."""
    return dataclasses.replace(Section47(id=an_id(), strategy_on=a_day(strategy)), **_dated(fields))


def a_check(checked: Day, analysis: str = "Safe and settled", **fields: Any) -> MonitoringCheck:
    """Return a monitoring check that counts, unless its analysis is empty."""
    check = MonitoringCheck(id=an_id(), checked_on=a_day(checked), analysis=analysis)
    return dataclasses.replace(check, **_dated(fields))


def told(what: str, on: Day, **fields: Any) -> Notification:
    """Return something that the IRO was told on a day."""
    return dataclasses.replace(
        Notification(id=an_id(), what=what, told_on=a_day(on)), **_dated(fields)
    )


def an_allocation(
    officer_id: str, start: Day = None, end: Day = None, role: str = "named"
) -> Allocation:
    """Return an allocation."""
    return Allocation(
        id=an_id(), officer_id=officer_id, role=role, from_on=a_day(start), to_on=a_day(end)
    )


def a_health_assessment(assessed: Day = None, **fields: Any) -> HealthAssessment:
    """Return a health assessment."""
    found = HealthAssessment(id=an_id(), health_type="review", assessed_on=a_day(assessed))
    return dataclasses.replace(found, **_dated(fields))


def a_pep(completed: Day = None, **fields: Any) -> EducationPlan:
    """Return a personal education plan."""
    found = EducationPlan(id=an_id(), completed_on=a_day(completed))
    return dataclasses.replace(found, **_dated(fields))


def a_permanence_plan(
    planned: Day, plan: str = "long_term_foster", **fields: Any
) -> PermanencePlan:
    """Return a permanence plan."""
    found = PermanencePlan(id=an_id(), plan=plan, planned_on=a_day(planned))
    return dataclasses.replace(found, **_dated(fields))


def an_ask(review: Review, answer: str = "", **fields: Any) -> Ask:
    """Return something that a child asked for at a review."""
    found = Ask(id=an_id(), review_id=review.id, words="See my brother", answer=answer)
    return dataclasses.replace(found, **_dated(fields))


def a_discharge_plan(considered: Day = None, decision: str = "", **fields: Any) -> DischargePlan:
    """Return a way to the discharge of a care order."""
    found = DischargePlan(id=an_id(), considered_on=a_day(considered), decision=decision)
    return dataclasses.replace(found, **_dated(fields))


def a_life_story(stage: str = "", **fields: Any) -> LifeStory:
    """Return life story work."""
    return dataclasses.replace(LifeStory(id=an_id(), stage=stage), **_dated(fields))


def a_challenge(opened: Day, **fields: Any) -> Escalation:
    """Return an IRO Challenge or Problem Resolution; its stages are steps of their own."""
    found = Escalation(id=an_id(), opened_on=a_day(opened))
    return dataclasses.replace(found, **_dated(fields))


def a_step(
    escalation: Escalation, stage: str, started: Day, responded: Day = None, **fields: Any
) -> EscalationStep:
    """Return a stage that a challenge went through."""
    found = EscalationStep(
        id=an_id(),
        escalation_id=escalation.id,
        stage=stage,
        started_on=a_day(started),
        responded_on=a_day(responded),
    )
    return dataclasses.replace(found, **_dated(fields))


def took_part(review: Review, code: str) -> Participation:
    """Return how a child took part in a review."""
    return Participation(id=an_id(), review_id=review.id, participation=code)


def a_contact(day: Day, with_whom: str = "social_worker", **fields: Any) -> Contact:
    """Return a contact between reviews."""
    found = Contact(id=an_id(), contact_on=a_day(day), with_whom=with_whom)
    return dataclasses.replace(found, **_dated(fields))


def an_appeal(review: Review, accepted: Day, appellant: str = "parent", **fields: Any) -> Appeal:
    """Return an appeal against a conference."""
    found = Appeal(
        id=an_id(), review_id=review.id, accepted_on=a_day(accepted), appellant=appellant
    )
    return dataclasses.replace(found, **_dated(fields))


def a_checklist(review: Review, **ticks: bool | None) -> FamilySafeguardingChecklist:
    """Return the Family Safeguarding checklist of a conference; nothing is answered by itself."""
    found = FamilySafeguardingChecklist(id=an_id(), review_id=review.id)
    return dataclasses.replace(found, **ticks)  # type: ignore[arg-type]  # the ticks alone


def an_officer(officer_id: str, **fields: Any) -> Officer:
    """Return an IRO of that id."""
    found = Officer(id=officer_id, name=officer_id, role="iro")
    return dataclasses.replace(found, **_dated(fields))


def working_time(officer_id: str, fte: float, start: Day = None, end: Day = None) -> WorkingTime:
    """Return the contract of an IRO over a stretch of time."""
    return WorkingTime(
        id=an_id(), officer_id=officer_id, fte=fte, from_on=a_day(start), to_on=a_day(end)
    )


def an_absence(officer_id: str, reason: str, start: Day, end: Day = None) -> Absence:
    """Return days on which an IRO was away."""
    return Absence(
        id=an_id(), officer_id=officer_id, reason=reason, from_on=a_day(start), to_on=a_day(end)
    )


def another_duty(officer_id: str, fte: float, start: Day = None, end: Day = None) -> OtherDuty:
    """Return work for the service beside the caseload."""
    return OtherDuty(
        id=an_id(), officer_id=officer_id, fte=fte, from_on=a_day(start), to_on=a_day(end)
    )


def a_meeting(**fields: Any) -> Meeting:
    """Return a meeting."""
    return dataclasses.replace(Meeting(id=an_id()), **_dated(fields))


def a_comparator(year: int, area: str, kind: str, measure: str, value: float) -> Comparator:
    """Return a figure of an area for the year that ends on 31 March."""
    return Comparator(
        id=an_id(),
        year_ending_on=date(year, 3, 31),
        area=area,
        area_kind=kind,
        measure=measure,
        value=value,
    )


def a_population(year: int, value: float, source: str = "") -> Comparator:
    """Return how many children aged 0 to 17 lived in our own area."""
    found = a_comparator(year, "Our area", "own", "population_0_17", value)
    return dataclasses.replace(found, source=source)


def figures_for(
    *cases: CaseFile, as_of: Day = "2020-03-31", practice: Practice | None = None, **others: Any
) -> Figures:
    """Return the figures of a caseload; ``others`` are officers, working times and the like."""
    day = a_day(as_of)
    assert day is not None
    by_child = {case.child.id: case for case in cases}
    return Figures(Sources(by_child, practice or a_practice(), day, **others))


@cache
def the_calendar() -> WorkingCalendar:
    """Return the calendar that is shipped."""
    return shipped_calendar()


def local_standards(from_on: Day = "2000-01-01", **fields: Any) -> Standards:
    """Return the default standards with some fields set otherwise, from a day on."""
    found = dataclasses.replace(DEFAULT_STANDARDS, id=an_id(), from_on=a_day(from_on))
    return dataclasses.replace(found, **fields)


def a_practice(*standards: Standards) -> Practice:
    """Return the shipped calendar with these standards, or with none but the default."""
    return Practice(the_calendar(), standards)


def _dated(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with ISO days read where a field is a day."""
    return {
        name: date.fromisoformat(value)
        if isinstance(value, str) and name.endswith("_on")
        else value
        for name, value in fields.items()
    }
