"""Working with teams, and remotely: how meetings are held, and contacts between reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from iro_desktop.domain.casefile import ReviewDue
from iro_desktop.domain.codes import is_known
from iro_desktop.domain.measures.definition import Kind, Measure, Section, Wording
from iro_desktop.domain.measures.figure import Unit
from iro_desktop.domain.measures.outcome import Outcome, Why
from iro_desktop.domain.measures.sources import CaseFacts
from iro_desktop.domain.records import Contact, Review

_REMOTE: Final = frozenset({"video", "phone"})
_WITH_TEAM: Final = frozenset({"social_worker", "team"})
_KINDS: Final = frozenset({"cla", "cp"})
_BEFORE_A_PLAN: Final = frozenset({"icpc", "transfer"})


def _meetings(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield the meeting of each review and conference held, by how it was held for the chair."""
    for review in facts.reviews.values():
        on = review.held_on
        if on is None:
            continue
        meeting = facts.meetings.get(review.meeting_id)
        mode = (meeting.mode if meeting else "") or review.mode
        known = is_known("mode", mode)
        key = "mode" if known else "unknown mode" if mode else "no mode"
        met = mode in _REMOTE if known else None
        owner = facts.chair_on(review.id, on)
        why = Why(key, mode, done_on=on)
        yield Outcome(on, facts.child_id, owner, met, why, mode, _meeting_of(facts, review))


def _meeting_of(facts: CaseFacts, review: Review) -> str:
    """Return what holds the reviews of one meeting together; without one, the siblings' day."""
    if review.meeting_id:
        return review.meeting_id
    return f"{facts.family_of(review.id)} {review.review_type} {review.held_on}"


def _one_a_meeting(reviews: list[Outcome]) -> list[Outcome]:
    """Return one outcome per meeting: the first that tells how it was held, if any does."""
    meetings: dict[str, Outcome] = {}
    for one in reviews:
        first = meetings.get(one.group)
        if first is None or _place(one) < _place(first):
            meetings[one.group] = one
    return list(meetings.values())


def _place(one: Outcome) -> tuple[bool, date, str]:
    return one.met is None, one.on, one.child_id


def _contacts(facts: CaseFacts) -> Iterator[Outcome]:
    """Yield each interval that ended in a review, with its contacts and whether it was prepared."""
    with_team, before_meeting = _days_of_contacts(facts)
    for due in facts.review_dues:
        start, end = due.started_on, due.held_on
        if due.kind not in _KINDS or due.part in _BEFORE_A_PLAN or start is None or end is None:
            continue
        number = sum(start < day <= end for day in with_team)
        told_on = _told_on(facts, due)
        if told_on is not None and start < told_on <= end and told_on not in with_team:
            number += 1
        owner = facts.officer_on(end)
        why = Why("contacts", str(number), started_on=start, done_on=end)
        yield Outcome(end, facts.child_id, owner, number > 0, why, amount=number)
        met = any(start < day <= end for day in before_meeting)
        yield Outcome(end, facts.child_id, owner, met, why, "pre_meeting", amount=met)


def _days_of_contacts(facts: CaseFacts) -> tuple[list[date], list[date]]:
    """Return the days of contacts with the social worker or team, and of meetings before one."""
    with_team, before_meeting = [], []
    for one in facts.case.of(Contact):
        if one.contact_on is None:
            continue
        if one.with_whom in _WITH_TEAM:
            with_team.append(one.contact_on)
        if one.pre_meeting:
            before_meeting.append(one.contact_on)
    return with_team, before_meeting


def _told_on(facts: CaseFacts, due: ReviewDue) -> date | None:
    """Return the day of the contact before a review that is entered with the review itself."""
    review = facts.reviews.get(due.review_id)
    return review.social_worker_contact_on if review else None


REMOTE: Final = Measure(
    id="remote_meetings",
    title="Meetings held by video or phone",
    kind=Kind.EVENT,
    unit=Unit.PERCENT,
    section=Section.OVERSIGHT,
    asks="How much of the work with children and families is done remotely?",
    one_case="meeting",
    wording=Wording(
        subject="Meetings held by video or phone",
        cases="meetings",
        met="were held by video or phone",
    ),
    definition=(
        "Meetings that the chair held by video or phone ÷ meetings held of which it is recorded "
        "how, filed on the day they were held. Reviews and conferences of every type count, and "
        "each meeting once, however many children it was about; where no meeting is recorded, the "
        "siblings of one group with a review of the same type on the same day are one. A hybrid "
        "meeting, with some in the room and some not, is in the total and not remote. Each way is "
        "shown for itself, as a share of all. Left out and listed: meetings of which it is not "
        "recorded how they were held. The owner is the chair or, where none is recorded, the IRO "
        "allocated that day. Neither high nor low is better by itself: how the child took part is "
        "counted elsewhere."
    ),
    source="practice",
    outcomes=_meetings,
    finish=_one_a_meeting,
    parts={
        "in_person": "in person",
        "video": "by video",
        "phone": "by phone",
        "hybrid": "hybrid",
    },
    parts_of_all=True,
)

CONTACTS: Final = Measure(
    id="team_contacts",
    title="Contacts with the social worker or team between reviews",
    kind=Kind.MEAN,
    unit=Unit.PER_INTERVAL,
    section=Section.OVERSIGHT,
    asks="How often do IROs and social workers speak between reviews?",
    one_case="interval between reviews",
    wording=Wording(
        subject="Contacts with the social worker or team",
        cases="intervals between reviews",
        case="interval between reviews",
        met="had a contact",
        amounts="contacts",
    ),
    definition=(
        "Contacts with the child’s social worker or team ÷ intervals between reviews, filed on the "
        "day of the review or review conference that ended the interval. An interval runs from the "
        "day after one review or conference to the day of the next that was held, for a first "
        "review from the day after the start of care; a child both {looked_after} and on a plan "
        "has one in each, and a contact that lies in both counts in both. The contact that is "
        "entered with the review itself counts once more, unless one is on file for that day. "
        "Intervals without a contact are in it, those still running are not, nor is the time "
        "before an initial or a transfer-in conference. Beside it stands the share of intervals "
        "with a meeting before the review. What teams think of working together is not in it: "
        "feedback is about the service and belongs to no child. The owner is the IRO allocated "
        "that day."
    ),
    source="practice",
    outcomes=_contacts,
    beside={"pre_meeting": "a meeting before the review"},
)
