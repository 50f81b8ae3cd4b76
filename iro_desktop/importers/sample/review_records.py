"""Meetings and each child's review in them: who took part, what was asked for and decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from typing import Final

from iro_desktop.domain.records import (
    Ask,
    Consultation,
    Decision,
    Meeting,
    Record,
    Review,
)
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.sample import review_texts as texts
from iro_desktop.importers.sample.participation import how_held, participation
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.protection_records import review_id
from iro_desktop.importers.sample.story import Chair, Family, Kid, Sitting

_CONFERENCES: Final = frozenset({"icpc", "rcpc", "transfer"})
_PENDING: Final = 2
"""How many records of the latest meetings are still to be sent out."""
_PENDING_WITHIN_DAYS: Final = 16
_CONSULTED_MONTHS: Final = timedelta(days=540)
_CONSULTED: Final = (
    ("child", 5, 0.85),
    ("parent", -1, 0.7),
    ("carer", 0, 0.8),
    ("school", 4, 0.5),
    ("health", -1, 0.2),
    ("social_worker", -1, 0.25),
)
"""Who is consulted, about children from which age, and how often."""
_METHODS: Final = (("form", 5), ("app", 2), ("visit", 3), ("phone", 3), ("video", 1), ("art", 1))
_ADULT_METHODS: Final = (("form", 5), ("phone", 3), ("message", 3), ("meeting", 1))
_SEEN: Final = (("seen", 74), ("refused", 5), ("not_appropriate", 3), ("not_seen", 18))
_ASKS_IN_CARE: Final = ((0, 35), (1, 52), (2, 13))
_ASKS_OF_PLANS: Final = ((0, 65), (1, 30), (2, 5))
_SPEAKS_FROM: Final = 4


def write_reviews(pen: Pen, chair: Chair, families: Sequence[Family]) -> None:
    """Write every meeting of one IRO, with a review of each child of the family."""
    started = pen.scene.start_on
    pending = _pending(pen, families)
    for family in families:
        for sitting, after in _with_next(family):
            if sitting.on < started:
                for kid in family.kids:
                    pen.write_all(_long_ago(pen, kid, family, sitting))
                continue
            meeting = _meeting(pen, chair, family, sitting)
            pen.write(meeting)
            teller = _Review(pen, chair, family, sitting, meeting, pending.get(id(sitting), 0))
            for kid in family.kids:
                pen.write_all(teller.of(kid, after))


def _pending(pen: Pen, families: Sequence[Family]) -> dict[int, int]:
    """Return which meetings are still to be written up (2) or only to be sent out (1)."""
    latest = sorted(
        (
            sitting
            for family in families
            for sitting in family.sittings
            if family.size == 1
            and not family.role
            and pen.as_of - timedelta(days=_PENDING_WITHIN_DAYS) <= sitting.on <= pen.as_of
        ),
        key=lambda sitting: sitting.on,
    )
    return {id(s): left for left, s in enumerate(latest[-_PENDING:], start=1)}


def _with_next(family: Family) -> Iterator[tuple[Sitting, date | None]]:
    """Yield each sitting and the day of the one after it."""
    for part in (family.plan, family.care):
        if part:
            yield from zip_longest(part.sittings, [s.on for s in part.sittings[1:]])


def _long_ago(pen: Pen, kid: Kid, family: Family, sitting: Sitting) -> Iterator[Record]:
    """Yield a review that another IRO held: all that was handed over is that it was held."""
    review = review_id(pen, kid, sitting)
    conference = sitting.kind in _CONFERENCES
    plan = family.plan if conference else None
    yield Review(
        id=review,
        child_id=kid.id,
        review_type=sitting.kind if conference else "cla",
        held_on=sitting.on,
        strategy_on=plan.asked_on if plan and sitting.kind == "icpc" else None,
        notified_on=plan.asked_on if plan and sitting.kind == "transfer" else None,
        plan_continues=sitting.continues if conference else None,
    )
    yield participation(pen, kid, sitting, review, "in_person", whole=False)


def _meeting(pen: Pen, chair: Chair, family: Family, sitting: Sitting) -> Meeting:
    conference = sitting.kind in _CONFERENCES
    mode = how_held(pen.chance, sitting.on)
    places = texts.PLACES["cp" if conference else "cla"]
    hour, minute = pen.chance.one_of(
        ((9, 0), (9, 30), (10, 0), (11, 0), (12, 30), (13, 0), (14, 0))
    )
    kids = min(kid.reference for kid in family.kids)
    return Meeting(
        id=record_id("Meeting", kids, sitting.kind, sitting.on.isoformat()),
        booked_on=sitting.on,
        starts_at=datetime(
            sitting.on.year, sitting.on.month, sitting.on.day, hour, minute, tzinfo=UTC
        ),
        place=pen.chance.one_of(places) if mode in ("in_person", "hybrid") else "",
        mode=mode,
        chair_id=chair.id,
    )


class _Review:
    """Writes the reviews of one meeting."""

    def __init__(  # noqa: PLR0913 - the meeting, and how far its record has come
        self,
        pen: Pen,
        chair: Chair,
        family: Family,
        sitting: Sitting,
        meeting: Meeting,
        pending: int,
    ) -> None:
        self._pen = pen
        self._chance = pen.chance
        self._chair = chair
        self._family = family
        self._sitting = sitting
        self._meeting = meeting
        self._conference = sitting.kind in _CONFERENCES
        self._kind = "cla" if sitting.kind == "short_break" else sitting.kind
        self._recorded = self._written_and_sent(pending)

    def _written_and_sent(self, pending: int) -> tuple[date, date | None, date | None]:
        """Return when decisions were sent, the record written, and sent out."""
        pen, on = self._pen, self._sitting.on
        decisions_on = min(pen.work_days(on, 0, 6), pen.as_of)
        written_on = min(pen.work_days(on, 2, 16), pen.as_of)
        sent_on = min(pen.work_days(written_on, 0, 6), pen.as_of)
        return (
            decisions_on,
            None if pending == _PENDING else max(written_on, decisions_on),
            None if pending else max(sent_on, decisions_on),
        )

    def of(self, kid: Kid, next_on: date | None) -> Iterator[Record]:
        """Yield the review of one child and what belongs to it."""
        pen, sitting = self._pen, self._sitting
        review = review_id(pen, kid, sitting)
        age = kid.age(sitting.on)
        yield self._review(kid, review, age, next_on)
        yield participation(pen, kid, sitting, review, self._meeting.mode, whole=self._chair.whole)
        yield from self._decisions(kid, review, age)
        if age >= _SPEAKS_FROM:
            yield from self._asks(kid, review, age, next_on)
        recent = sitting.on >= pen.as_of - _CONSULTED_MONTHS
        if self._chair.whole and recent and sitting.kind != "short_break":
            yield from self._consultations(kid, review, age)

    def _review(self, kid: Kid, review: str, age: int, next_on: date | None) -> Review:
        pen, chance, sitting = self._pen, self._chance, self._sitting
        plan = self._family.plan if self._conference else None
        decisions_on, written_on, sent_on = self._recorded
        seen = chance.weighted(_SEEN) if age >= _SPEAKS_FROM else "not_appropriate"
        held_on = sitting.on
        care = self._family.care
        order = care is not None and not self._conference and care.status(held_on) == "C2"
        return Review(
            id=review,
            child_id=kid.id,
            review_type=self._kind,
            held_on=held_on,
            meeting_id=self._meeting.id,
            mode=self._meeting.mode,
            chair_id=self._chair.id,
            strategy_on=plan.asked_on if plan and sitting.kind == "icpc" else None,
            notified_on=plan.asked_on if plan and sitting.kind == "transfer" else None,
            late_reason=self._late_reason(),
            quorate=chance.happens(0.97) if plan else None,
            category=plan.category if plan and sitting.continues else "",
            plan_continues=sitting.continues if plan else None,
            dissent=chance.one_of(texts.DISSENT) if plan and chance.happens(0.06) else "",
            social_worker_contact_on=pen.work_days(held_on, -16, -3)
            if chance.happens(0.85)
            else None,
            papers_received_on=pen.work_days(held_on, -6, -1) if chance.happens(0.9) else None,
            child_seen=seen,
            child_seen_on=pen.days(held_on, -12, -1) if seen == "seen" else None,
            discharge_considered=chance.happens(0.7) if order else None,
            summary=kid.tell(chance.deal(texts.SUMMARIES[self._chapter()]) or ""),
            officer_view=kid.tell(chance.deal(texts.VIEWS["cp" if plan else "cla"]) or ""),
            next_booked_on=next_on or self._booked(),
            decisions_sent_on=decisions_on,
            written_on=written_on,
            distributed_on=sent_on,
            entered_in_council_system_on=sent_on if chance.happens(0.8) else None,
        )

    def _late_reason(self) -> str:
        plan, sitting = self._family.plan, self._sitting
        if sitting.kind == "icpc":
            late = plan is not None and not plan.in_time
            return self._chance.one_of(texts.LATE_CONFERENCE_REASONS) if late else ""
        return self._chance.one_of(texts.LATE_REASONS) if sitting.late else ""

    def _chapter(self) -> str:
        """Return which kind of summary a review has."""
        sitting = self._sitting
        if sitting.kind == "cla":
            return {1: "first", 2: "second"}.get(sitting.order, "later")
        if sitting.continues:
            return sitting.kind
        return "icpc_none" if sitting.kind == "icpc" else "rcpc_end"

    def _booked(self) -> date | None:
        """Return the day for which the next meeting is booked, of a family that is open."""
        pen, sitting = self._pen, self._sitting
        part = self._family.plan if self._conference else self._family.care
        if part is None or part.ended_on is not None:
            return None
        due_on = pen.scene.practice.months(sitting.on, sitting.next_months)
        if self._family.role == "overdue":
            return pen.work_days(pen.as_of, 3, 5)
        booked_on = pen.work_days(due_on, -7, -1)
        return booked_on if booked_on > pen.as_of else due_on

    def _decisions(self, kid: Kid, review: str, age: int) -> Iterator[Record]:
        chance, pen = self._chance, self._pen
        care = self._family.care
        tags = {"cp"} if self._conference else {"cla"}
        if care and not self._conference:
            tags.add(care.status(self._sitting.on))
            if self._family.role == "unaccompanied":
                tags.add("uasc")
        responded_on = min(pen.work_days(self._recorded[0], 0, 5), pen.as_of)
        taken: set[str] = set()
        for _ in range(chance.between(2, 4) if self._chair.whole else 1):
            found = chance.deal(
                texts.DECISIONS,
                lambda row: row[3] in tags and row[4] <= age <= row[5] and row[0] not in taken,
            )
            if found is None:
                return
            taken.add(found[0])
            due_on = self._sitting.on + timedelta(days=found[2])
            disputed = chance.happens(0.03)
            yield Decision(
                id=pen.id("Decision", kid, review, found[0]),
                child_id=kid.id,
                review_id=review,
                decision=kid.tell(found[0]),
                owner=found[1],
                due_on=due_on,
                done_on=self._done_on(due_on, found[2]),
                manager_response="disputed" if disputed else "agreed",
                manager_responded_on=responded_on,
            )

    def _done_on(self, due_on: date, days: int) -> date | None:
        """Return when a decision was carried out: most in time, some late, some never."""
        chance, pen = self._chance, self._pen
        if chance.happens(0.1):
            return None
        late = chance.happens(0.2)
        day = pen.days(due_on, 3, 50) if late else pen.days(due_on, -days * 2 // 3, 0)
        return pen.by_now(max(day, self._sitting.on))

    def _asks(self, kid: Kid, review: str, age: int, next_on: date | None) -> Iterator[Record]:
        chance, pen = self._chance, self._pen
        taken: set[str] = set()
        for _ in range(chance.weighted(_ASKS_OF_PLANS if self._conference else _ASKS_IN_CARE)):
            found = chance.deal(
                texts.ASKS, lambda row: row[1] <= age <= row[2] and row[0] not in taken
            )
            if found is None:
                return
            taken.add(found[0])
            answer = chance.weighted((("agreed", 58), ("part", 27), ("no", 15)))
            told_on = pen.by_now(pen.days(self._sitting.on, 0, 14))
            done_by = next_on or pen.as_of
            days = max(6, (done_by - self._sitting.on).days)
            done_on = pen.by_now(pen.days(self._sitting.on, 5, days))
            yield Ask(
                id=pen.id("Ask", kid, review, found[0]),
                child_id=kid.id,
                review_id=review,
                words=found[0],
                answer=answer,
                reason_told_on=told_on if answer != "agreed" and chance.happens(0.85) else None,
                done_on=done_on if answer != "no" and chance.happens(0.72) else None,
            )

    def _consultations(self, kid: Kid, review: str, age: int) -> Iterator[Record]:
        chance, pen = self._chance, self._pen
        sent_on = pen.days(self._sitting.on, -25, -16)
        for who, from_age, share in _CONSULTED:
            if age < from_age or (who == "carer" and self._conference) or not chance.happens(share):
                continue
            back = chance.happens(0.82)
            yield Consultation(
                id=pen.id("Consultation", kid, review, who),
                child_id=kid.id,
                review_id=review,
                who=who,
                sent_on=sent_on,
                received_on=pen.days(self._sitting.on, -14, 0) if back else None,
                method=chance.weighted(_METHODS if who == "child" else _ADULT_METHODS),
                views=kid.tell(chance.deal(texts.CONSULTED[who]) or "") if back else "",
            )
