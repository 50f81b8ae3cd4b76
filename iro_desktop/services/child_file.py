"""All that is on file about a child: each record a line with its days in words, in groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from iro_desktop.domain.casefile import ReviewDue
from iro_desktop.domain.codes import say
from iro_desktop.domain.local_words import local_words, say_review_type
from iro_desktop.domain.records import (
    Allocation,
    Appeal,
    Ask,
    CarePeriod,
    ChildRecord,
    Consultation,
    Contact,
    Decision,
    DischargePlan,
    EducationPlan,
    Escalation,
    FamilySafeguardingChecklist,
    HealthAssessment,
    LegalStatus,
    LifeStory,
    Meeting,
    MonitoringCheck,
    Notification,
    Officer,
    Participation,
    PermanencePlan,
    Placement,
    ProtectionPlan,
    Review,
    ReviewPart,
    Section47,
    SocialWorker,
    Standards,
    fields_of,
)
from iro_desktop.domain.snapshot import CaseFile, Snapshot
from iro_desktop.domain.standards import DEFAULT_STANDARDS
from iro_desktop.domain.words import plain_date, short_date

GROUPS: Final[dict[str, tuple[type[ChildRecord], ...]]] = {
    "Reviews and conferences": (Review, ReviewPart),
    "Decisions": (Decision,),
    "Participation": (Participation, Ask, Consultation),
    "Care and legal status": (CarePeriod, LegalStatus),
    "Placement": (Placement,),
    "Protection": (ProtectionPlan, Section47, FamilySafeguardingChecklist),
    "Appeals": (Appeal,),
    "Health": (HealthAssessment,),
    "Education": (EducationPlan,),
    "Permanence and discharge": (PermanencePlan, DischargePlan),
    "Life story": (LifeStory,),
    "Checks and challenges": (MonitoringCheck, Escalation),
    "Contacts and notifications": (Contact, Notification),
    "Social workers and IROs": (SocialWorker, Allocation),
}
"""Group -> the kinds in it, in the order in which they are shown."""

KINDS: Final = frozenset(
    {"Meeting", *(kind.__name__ for kinds in GROUPS.values() for kind in kinds)}
)
"""The kinds of records that the lines depend on."""

_SPANS: Final[dict[type[ChildRecord], tuple[str, str]]] = {
    CarePeriod: ("started_on", "ended_on"),
    LegalStatus: ("started_on", "ended_on"),
    Placement: ("started_on", "ended_on"),
    ProtectionPlan: ("started_on", "ended_on"),
    SocialWorker: ("from_on", "to_on"),
    Allocation: ("from_on", "to_on"),
}
"""Kinds that last: their first and their last day."""

_DAYS: Final[dict[type[ChildRecord], tuple[tuple[str, str], ...]]] = {
    Review: (("held_on", "held"), ("adjourned_on", "adjourned"), ("completed_on", "completed"),
             ("distributed_on", "record distributed")),
    Decision: (("due_on", "by"), ("done_on", "done")),
    Ask: (("reason_told_on", "told why"), ("done_on", "done")),
    ReviewPart: (("held_on", "held"),),
    Consultation: (("received_on", "received"), ("sent_on", "sent")),
    Section47: (("strategy_on", "strategy discussion"), ("started_on", "started"),
                ("ended_on", "ended")),
    Appeal: (("accepted_on", "accepted"), ("reconvened_on", "reconvened")),
    HealthAssessment: (("assessed_on", "assessed"), ("refused_on", "refused"),
                       ("reported_on", "report")),
    EducationPlan: (("completed_on", "completed"), ("started_on", "started"),
                    ("written_up_on", "written up")),
    PermanencePlan: (("planned_on", "planned"), ("endorsed_on", "endorsed"),
                     ("matched_on", "matched"), ("placed_on", "placed"), ("ended_on", "ended")),
    DischargePlan: (("considered_on", "considered"), ("agreed_on", "agreed"),
                    ("application_on", "application"), ("granted_on", "granted"),
                    ("refused_on", "refused")),
    LifeStory: (("started_on", "started"), ("book_given_on", "book given"),
                ("reviewed_on", "reviewed"), ("later_life_letter_on", "later-life letter")),
    MonitoringCheck: (("checked_on", ""),),
    Escalation: (("opened_on", "raised"), ("closed_on", "closed")),
    Contact: (("contact_on", ""),),
    Notification: (("happened_on", "happened"), ("told_on", "told")),
}  # fmt: skip
"""The days of other kinds and their words; the first that is there is the day of the line."""

_OPENS_ITS_REVIEW: Final = (Participation, FamilySafeguardingChecklist, ReviewPart)
_LONGEST: Final = 90  # letters of a text in a line


@dataclass(frozen=True, slots=True)
class FileLine:
    """One record: what it is, its days in words, and what opens when it is opened.

    ``named`` is how a sentence names it: "health assessment of 3 March 2020".
    """

    group: str
    kind: str
    record_id: str
    words: str
    days: str
    on: date | None
    named: str
    opens: str
    opens_id: str


def child_file(
    case: CaseFile,
    snapshot: Snapshot,
    reviews: Sequence[ReviewDue],
    standards: Standards = DEFAULT_STANDARDS,
) -> tuple[FileLine, ...]:
    """Return a line for every record of a child, by group, the latest first."""
    context = _Context(case, snapshot, reviews, standards)
    return tuple(line for group in GROUPS for line in _lines_of(group, context))


class _Context:
    """What a line needs beside its record: the reviews' days and titles, names, local words."""

    def __init__(
        self,
        case: CaseFile,
        snapshot: Snapshot,
        reviews: Sequence[ReviewDue],
        standards: Standards,
    ) -> None:
        self.case = case
        self.standards = standards
        self.held: Mapping[str, date | None] = {one.id: one.held_on for one in case.of(Review)}
        self.titles = {due.review_id: due.title for due in reviews if due.review_id}
        self._meetings = {one.id: one for one in snapshot.of(Meeting)}
        self._names = {one.id: one.name for one in snapshot.of(Officer)}

    def name(self, officer_id: str) -> str:
        """Return the name of an IRO, as far as it is known."""
        return self._names.get(officer_id, "") or "IRO"

    def booked(self, review: Review) -> tuple[date | None, str]:
        """Return for when a review that is still to be held is booked, also in words."""
        meeting = self._meetings.get(review.meeting_id)
        if meeting is None or meeting.booked_on is None:
            return None, "Not held yet"
        if meeting.cancelled_on is not None:
            return None, f"Meeting cancelled {short_date(meeting.cancelled_on)}"
        return meeting.booked_on, f"Booked for {short_date(meeting.booked_on)}"

    def conference(self, review_id: str) -> str:
        """Return a review as another record names it: "review 3 of 24 Sep 2019"."""
        held_on = self.held.get(review_id)
        if held_on is None:
            return ""
        review = next(one for one in self.case.of(Review) if one.id == review_id)
        title = self.titles.get(review_id) or say_review_type(review.review_type, self.standards)
        return f"{title[:1].lower()}{title[1:]} of {short_date(held_on)}"


def _lines_of(group: str, context: _Context) -> Iterator[FileLine]:
    lines = [
        _line(group, record, context) for kind in GROUPS[group] for record in context.case.of(kind)
    ]
    yield from sorted(lines, key=lambda line: (line.on or date.min, line.record_id), reverse=True)


def _line(group: str, record: Any, context: _Context) -> FileLine:  # noqa: ANN401 - of any kind
    on, days = _days_of(record, context)
    of_review = isinstance(record, _OPENS_ITS_REVIEW)
    named = record.title
    if isinstance(record, Review):
        named = say_review_type(record.review_type, context.standards).lower() or named
    words = ", ".join(part for part in _words_of(record, context) if part) or record.title
    return FileLine(
        group,
        type(record).__name__,
        record.id,
        words[:1].upper() + words[1:],
        days,
        on,
        f"{named} of {plain_date(on)}" if on else named,
        Review.__name__ if of_review else type(record).__name__,
        record.review_id if of_review else record.id,
    )


def _days_of(record: Any, context: _Context) -> tuple[date | None, str]:  # noqa: ANN401 - of any kind
    kind = type(record)
    if kind in _SPANS:
        first, last = (getattr(record, name) for name in _SPANS[kind])
        return first or last, _span(first, last)
    found = [
        (day, f"{words} {short_date(day)}".strip())
        for name, words in _DAYS.get(kind, ())
        if (day := getattr(record, name)) is not None
    ]
    if found:
        words = ", ".join(words for _, words in found)
        return found[0][0], words[:1].upper() + words[1:]
    if isinstance(record, Review):
        return context.booked(record)
    held_on = context.held.get(getattr(record, "review_id", ""))
    return held_on, f"Review of {short_date(held_on)}" if held_on else "No day on file"


def _span(first: date | None, last: date | None) -> str:
    if first is None:
        return f"Until {short_date(last)}" if last else "No day on file"
    return f"{short_date(first)} to {short_date(last)}" if last else f"Since {short_date(first)}"


def _words_of(record: ChildRecord, context: _Context) -> tuple[str, ...]:
    match record:
        case Review() | Decision() | Participation() | Ask() | Consultation():
            return _of_reviews(record, context)
        case CarePeriod() | LegalStatus() | Placement():
            return _of_care(record, context)
        case Section47() | ProtectionPlan() | FamilySafeguardingChecklist() | Appeal():
            return _of_protection(record, context)
        case HealthAssessment() | EducationPlan() | PermanencePlan() | DischargePlan():
            return _of_plans(record, context)
    return _of_work(record, context)


def _of_reviews(
    record: Review | Decision | Participation | Ask | Consultation, context: _Context
) -> tuple[str, ...]:
    match record:
        case Review(review_type=review_type, mode=mode):
            of_type = say_review_type(review_type, context.standards) or "Review"
            title = context.titles.get(record.id) or of_type
            return title, say("mode", mode).lower()
        case Decision():
            owner = f" ({record.owner})" if record.owner else ""
            return (f"{_brief(record.decision)}{owner}",)
        case Participation(participation=code, attendance_mode=attended):
            return _coded("participation", code), say("attendance_mode", attended).lower()
        case Ask():
            return f"Asked for: {_brief(record.words)}", say("ask_answer", record.answer).lower()
    who = say("consulted", record.who).lower()
    return f"Consultation: {who}" if who else "Consultation", _by(record.method)


def _of_care(record: CarePeriod | LegalStatus | Placement, context: _Context) -> tuple[str, ...]:
    match record:
        case CarePeriod():
            looked_after = local_words("Looked after", context.standards)
            what = "Short breaks" if record.short_breaks else looked_after
            unknown = "start not known" if record.start_unknown else ""
            return what, unknown, say("end_reason", record.end_reason).lower()
        case LegalStatus(status=status):
            return (_coded("legal_status", status),)
    home = _coded("placement_type", record.placement_type)
    provider = say("placement_provider", record.provider).lower()
    return home, provider, "out of area" if record.out_of_area else ""


def _of_protection(
    record: Section47 | ProtectionPlan | FamilySafeguardingChecklist | Appeal, context: _Context
) -> tuple[str, ...]:
    match record:
        case Section47():
            needed = "no conference needed" if record.conference_not_needed else ""
            return "Section 47 enquiry", needed
        case ProtectionPlan(initial_category=initial, latest_category=latest):
            now = latest if initial and latest != initial else ""
            return (
                f"Child protection plan: {say('category', initial or latest).lower()}".rstrip(": "),
                f"now {say('category', now).lower()}" if now else "",
                "temporary" if record.temporary else "",
                say("plan_end", record.end_reason).lower(),
            )
        case FamilySafeguardingChecklist():
            answers = [
                getattr(record, about.name)
                for about in fields_of(type(record))
                if about.type == "yes_no"
            ]
            return (f"Family Safeguarding: {answers.count(True)} of {len(answers)}",)
    return (
        f"Appeal against the {context.conference(record.review_id) or 'conference'}",
        f"by the {say('appellant', record.appellant).lower()}" if record.appellant else "",
        say("appeal_stage", record.stage).lower(),
        f"on {say('appeal_ground', record.ground).lower()}" if record.ground else "",
        say("appeal_outcome", record.outcome).lower(),
    )


def _of_plans(
    record: HealthAssessment | EducationPlan | PermanencePlan | DischargePlan, context: _Context
) -> tuple[str, ...]:
    match record:
        case HealthAssessment():
            refused = record.assessed_on is None and record.refused_on is not None
            why = f"refused: {record.refused_reason}".rstrip(": ") if refused else ""
            return say("health_type", record.health_type) or "Health assessment", why
        case EducationPlan():
            return (
                "Personal education plan",
                say("pep_format", record.format_version).lower(),
                say("grade", record.grade).lower(),
                "emergency placement" if record.emergency else "",
            )
        case PermanencePlan():
            return say("permanence", record.plan), "parallel plan" if record.parallel else ""
    decided = say("discharge_decision", record.decision).lower()
    agreed = context.conference(record.review_id)
    return "Discharge of the care order", decided, f"agreed at {agreed}" if agreed else ""


def _of_work(record: ChildRecord, context: _Context) -> tuple[str, ...]:
    match record:
        case ReviewPart():
            return "Further sitting", record.with_whom
        case LifeStory():
            return (f"Life story work: {say('life_story', record.stage).lower()}".rstrip(": "),)
        case MonitoringCheck():
            what = "Check" if record.analysis.strip() else "File note, no check"
            return what, say("check_outcome", record.outcome).lower()
        case Escalation():
            what = "Good practice" if record.good_practice else "Challenge"
            about = record.theme or _brief(record.right_outcome)
            outcome = say("escalation_outcome", record.outcome).lower()
            return f"{what}: {about}".rstrip(": "), outcome
    return _of_people(record, context)


def _of_people(record: ChildRecord, context: _Context) -> tuple[str, ...]:
    match record:
        case Contact():
            whom = say("consulted", record.with_whom).lower()
            return (
                f"Contact with the {whom}" if whom else "Contact",
                _by(record.method),
                "child seen alone" if record.seen_alone else "",
                "meeting before a review" if record.pre_meeting else "",
            )
        case Notification():
            told = f"told by {record.told_by}" if record.told_by else ""
            return say("notification", record.what), told
        case SocialWorker():
            return f"Social worker {record.worker}".strip(), record.team, record.district
        case Allocation():
            cover = "covering" if record.role == "covering" else ""
            return f"Allocated to {context.name(record.officer_id)}", cover
    return ()


def _coded(table: str, code: str) -> str:
    """Return a published code with its words: "Full care order (C2)"."""
    return f"{say(table, code)} ({code})" if code else ""


def _by(method: str) -> str:
    return f"by {say('method', method).lower()}" if method else ""


def _brief(text: str) -> str:
    """Return the beginning of a text as one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]}…"
