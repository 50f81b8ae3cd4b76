"""Rules on monitoring, on what is due next, on days that lie ahead, and on who works how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.measures.sources import CaseFacts, Sources
from iro_desktop.domain.quality.finding import OWN, Effect, Found, Rule, finding, of_child
from iro_desktop.domain.quality.reviews import ASKED_MONTHS
from iro_desktop.domain.records import (
    Allocation,
    CarePeriod,
    ChildRecord,
    Contact,
    Escalation,
    HealthAssessment,
    LegalStatus,
    Meeting,
    MonitoringCheck,
    Officer,
    Placement,
    Review,
    Section47,
    field_of,
)
from iro_desktop.domain.words import counted, plain_date

NO_ANALYSIS: Final = Rule(
    "check_without_analysis", "Monitoring check without an analysis", OWN,
    (Effect("This check does not count in", ("monitoring_between_reviews",)),),
)  # fmt: skip
NO_NEXT: Final = Rule(
    "no_next_review", "Nothing says when the next review is", OWN,
    (Effect("The next review cannot be counted in", ("cla_reviews_in_time",)),),
)  # fmt: skip
AHEAD: Final = Rule("future_date", "A day after today", OWN)
NO_FTE: Final = Rule(
    "fte_missing", "Working time of an IRO not entered", OWN,
    (Effect("There is no figure for this IRO in", ("caseload_per_fte",)),),
)  # fmt: skip
RULES: Final = (NO_NEXT, NO_ANALYSIS, AHEAD, NO_FTE)

_OF_REVIEW: Final = (
    "cla_reviews_in_time", "cla_reviews_in_time_held", "cla_participation", "cla_attendance",
)  # fmt: skip
_OF_CONFERENCE: Final = {
    "rcpc": ("cp_reviews_in_time", "cp_reviews_in_time_held"),
    "icpc": ("icpc_in_time",),
}
_PAST: Final[Mapping[type[ChildRecord], tuple[tuple[str, ...], tuple[str, ...]]]] = {
    Review: (("held_on",), ()),
    MonitoringCheck: (("checked_on",), ("monitoring_between_reviews",)),
    Contact: (("contact_on",), ("team_contacts",)),
    CarePeriod: (("started_on",), ("cla_number",)),
    LegalStatus: (("started_on",), ()),
    Placement: (("started_on",), ()),
    Section47: (("strategy_on", "started_on"), ()),
    HealthAssessment: (("assessed_on",), ("initial_health_in_time", "health_up_to_date")),
    Escalation: (("opened_on", "closed_on"), ()),
}
"""Kind -> the days on which something has happened, and the measures that wait for the day.

Days that may well lie ahead, such as an end that is planned, are not among them. The start of a
child protection plan has a rule of its own.
"""
_UNTIL: Final = "It is left out until that day of"


def oversight_findings(facts: CaseFacts, meetings: Mapping[str, Meeting]) -> Found:
    """Yield checks that do not count, days ahead, and a child of whom nothing is due."""
    since = add_months(facts.as_of, -ASKED_MONTHS)
    for check in facts.case.of(MonitoringCheck):
        checked_on = check.checked_on
        if checked_on is not None and checked_on >= since and not check.analysis.strip():
            yield finding(
                NO_ANALYSIS, check,
                f"The check of {plain_date(checked_on)} has no analysis, so it is a file "
                "note: write what it means for the child.",
            )  # fmt: skip
    yield from _ahead(facts)
    yield from _no_next(facts, meetings)


def _ahead(facts: CaseFacts) -> Found:
    child = facts.case.child
    if child.born_on is not None and child.born_on > facts.as_of:
        sentence = (
            f"The date of birth is {plain_date(child.born_on)}, after today: correct it, or enter "
            "it as the expected date of birth."
        )
        yield of_child(AHEAD, child.id, sentence)
    for kind, (names, measures) in _PAST.items():
        for record in facts.case.of(kind):
            for name in names:
                day: date | None = getattr(record, name)
                if day is not None and day > facts.as_of:
                    yield finding(
                        AHEAD, record,
                        f"{_label(kind, name)} is {plain_date(day)}, after today: correct the day.",
                        effects=_waiting(record, measures),
                    )  # fmt: skip


def _label(kind: type[ChildRecord], name: str) -> str:
    about = field_of(kind, name)
    label = about.label if about else name
    return f"“{label}” of the {kind.title}"


def _waiting(record: ChildRecord, measures: tuple[str, ...]) -> tuple[Effect, ...]:
    if isinstance(record, Review):
        is_cla = record.review_type == "cla"
        measures = _OF_REVIEW if is_cla else _OF_CONFERENCE.get(record.review_type, ())
    return (Effect(_UNTIL, measures),) if measures else ()


def _no_next(facts: CaseFacts, meetings: Mapping[str, Meeting]) -> Found:
    """Yield a looked after child with no due day of the next review and none booked either."""
    open_dues = [due for due in facts.review_dues if due.open and due.kind == "cla"]
    if not open_dues or any(due.due_on is not None for due in open_dues):
        return
    if any(_is_booked(review, meetings, facts.as_of) for review in facts.case.of(Review)):
        return
    sentence = (
        "When the next review is due is not known, as no earlier one is on file, and none is "
        "booked: record the last review, or book the next one."
    )
    yield of_child(NO_NEXT, facts.child_id, sentence, mends="do record_review")


def _is_booked(review: Review, meetings: Mapping[str, Meeting], today: date) -> bool:
    if review.next_booked_on is not None and review.next_booked_on >= today:
        return True
    meeting = meetings.get(review.meeting_id)
    return (
        review.held_on is None
        and meeting is not None
        and meeting.cancelled_on is None
        and meeting.booked_on is not None
        and meeting.booked_on >= today
    )


def officer_findings(sources: Sources, facts: Iterable[CaseFacts], me: str = "") -> Found:
    """Yield each IRO who has children today and of whom no working time says how much."""
    today = sources.as_of
    children: dict[str, int] = {}
    for one in facts:
        allocation: Allocation | None = one.allocation_on(today)
        if allocation is not None:
            children[allocation.officer_id] = children.get(allocation.officer_id, 0) + 1
    for officer in sources.officers:
        number = children.get(officer.id, 0)
        if number and not _works(sources, officer, today):
            yield finding(
                NO_FTE, officer,
                f"{officer.name or 'An IRO'} has {counted(number, 'child', 'children')} and no "
                "full-time equivalent is entered for today: enter it under “Your details”.",
                mends="do details" if officer.id == me else "none",
            )  # fmt: skip


def _works(sources: Sources, officer: Officer, day: date) -> bool:
    return any(
        one.officer_id == officer.id
        and one.fte is not None
        and (one.from_on is None or one.from_on <= day)
        and (one.to_on is None or day <= one.to_on)
        for one in sources.working_times
    )
