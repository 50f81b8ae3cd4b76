"""Meetings by the way they were held, and contacts between them."""

from collections.abc import Iterator
from datetime import date

from iro_desktop.domain.records import Contact, Review
from iro_desktop.domain.snapshot import CaseFile
from tests.domain.measures.by_hand import protection, reviews
from tests.domain.measures.by_hand.caseload import Caseload
from tests.domain.measures.by_hand.days import FAR
from tests.domain.measures.by_hand.filed import Filed
from tests.domain.measures.by_hand.protection import in_order

KINDS = ("cla", "icpc", "rcpc", "transfer", "reconvened")
MODES = ("in_person", "video", "phone", "hybrid")


def remote_meetings(load: Caseload) -> Iterator[Filed]:
    for ones in meetings_held(load):
        case, review = next((one for one in ones if mode_of(load, one[1])), ones[0])
        mode, day = mode_of(load, review), review.held_on or FAR
        officer, child = load.chair(case, review, day), case.child.id
        if not mode:
            yield Filed(day, child, officer, None)
            continue
        yield Filed(day, child, officer, mode in ("video", "phone"))
        for part in MODES:
            yield Filed(day, child, officer, mode == part, part, beside=True)


def mode_of(load: Caseload, review: Review) -> str:
    meeting = load.meetings.get(review.meeting_id)
    return (meeting.mode if meeting else "") or review.mode


def meetings_held(load: Caseload) -> list[list[tuple[CaseFile, Review]]]:
    found: dict[tuple[object, ...], list[tuple[CaseFile, Review]]] = {}
    for case in in_order(load):
        for review in load.held(case, *KINDS):
            key: tuple[object, ...] = (review.meeting_id,)
            if not review.meeting_id:
                siblings = case.child.sibling_group_id or case.child.id
                key = siblings, review.review_type, review.held_on
            found.setdefault(key, []).append((case, review))
    return list(found.values())


def team_contacts(load: Caseload) -> Iterator[Filed]:
    for case in load.cases:
        for one in reviews.intervals(load, case):
            if one.start and one.held and one.review:
                officer = load.officer(case, one.held)
                yield from contacts_in(case, one.review, one.start, one.held, officer)
        for other in protection.intervals(load, case):
            if other.held and other.review:
                officer = load.officer(case, other.held)
                yield from contacts_in(case, other.review, other.start, other.held, officer)


def contacts_in(
    case: CaseFile, review: Review, start: date, held: date, officer: str
) -> Iterator[Filed]:
    inside = [c for c in case.of(Contact) if c.contact_on and start < c.contact_on <= held]
    days = [c.contact_on for c in inside if c.with_whom in ("social_worker", "team")]
    before = review.social_worker_contact_on
    if before and start < before <= held and before not in days:
        days.append(before)
    number = len(days)
    yield Filed(held, case.child.id, officer, number > 0, amount=number)
    met = any(c.pre_meeting for c in inside)
    yield Filed(held, case.child.id, officer, met, "pre_meeting", amount=met, beside=True)
