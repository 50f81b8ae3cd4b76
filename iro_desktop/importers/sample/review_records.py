"""Meetings, and the review or conference of each child in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import zip_longest
from typing import Final

from iro_desktop.domain.records import Meeting, Record, Review
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.sample import review_texts as texts
from iro_desktop.importers.sample.participation import how_held, participation
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.protection_records import review_id
from iro_desktop.importers.sample.review_outcomes import Outcomes
from iro_desktop.importers.sample.story import CONFERENCES, Chair, Family, Kid, Sitting

_PENDING_WITHIN_DAYS: Final = 16
_SEEN: Final = (("seen", 74), ("refused", 5), ("not_appropriate", 3), ("not_seen", 18))
_SPEAKS_FROM: Final = 4


def write_reviews(pen: Pen, chair: Chair, families: Sequence[Family]) -> None:
    """Write every meeting of one IRO, with a review of each child of the family."""
    started = pen.scene.start_on
    latest = _latest(pen, families)
    for family in families:
        for sitting, after in _with_next(family):
            if sitting.on > pen.as_of:
                pen.write_all(_booked(pen, chair, family, sitting))
                continue
            if sitting.on < started:
                for kid in family.kids:
                    pen.write_all(_long_ago(pen, kid, family, sitting))
                continue
            mode, meeting_id = how_held(pen.chance, sitting.on), ""
            if chair.whole:
                meeting = _meeting(pen, chair, family, sitting, mode)
                pen.write(meeting)
                meeting_id = meeting.id
            held = mode, meeting_id
            written = sitting is not latest
            teller = _Review(pen, chair, family, sitting, held, written=written)
            for kid in family.kids:
                pen.write_all(teller.of(kid, after))


def _latest(pen: Pen, families: Sequence[Family]) -> Sitting | None:
    """Return the latest meeting of a single child of no special story: not written up yet."""
    since = pen.as_of - timedelta(days=_PENDING_WITHIN_DAYS)
    return max(
        (
            sitting
            for family in families
            for sitting in family.sittings
            if family.size == 1 and not family.role and since <= sitting.on <= pen.as_of
        ),
        key=lambda sitting: sitting.on,
        default=None,
    )


def _with_next(family: Family) -> Iterator[tuple[Sitting, date | None]]:
    """Yield each sitting and the day of the one after it."""
    for part in (family.plan, family.care):
        if part:
            yield from zip_longest(part.sittings, [s.on for s in part.sittings[1:]])


def _long_ago(pen: Pen, kid: Kid, family: Family, sitting: Sitting) -> Iterator[Record]:
    """Yield a review that another IRO held: all that was handed over is that it was held."""
    review = review_id(pen, kid, sitting)
    conference = sitting.kind in CONFERENCES
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
    yield participation(pen, kid, sitting, review, how_held(pen.chance, sitting.on), None)


def _booked(pen: Pen, chair: Chair, family: Family, sitting: Sitting) -> Iterator[Record]:
    """Yield a conference that is still to be held."""
    meeting = _meeting(pen, chair, family, sitting, how_held(pen.chance, pen.as_of))
    yield meeting
    for kid in family.kids:
        yield Review(
            id=review_id(pen, kid, sitting),
            child_id=kid.id,
            review_type=sitting.kind,
            meeting_id=meeting.id,
            mode=meeting.mode,
            chair_id=chair.id,
            strategy_on=family.plan.asked_on if family.plan else None,
        )


def _meeting(pen: Pen, chair: Chair, family: Family, sitting: Sitting, mode: str) -> Meeting:
    conference = sitting.kind in CONFERENCES
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
    """Writes the reviews of one meeting; ``held`` is how it was, and its record."""

    def __init__(
        self,
        pen: Pen,
        chair: Chair,
        family: Family,
        sitting: Sitting,
        held: tuple[str, str],
        *,
        written: bool,
    ) -> None:
        self._pen = pen
        self._chance = pen.chance
        self._chair = chair
        self._family = family
        self._sitting = sitting
        self._mode, self._meeting_id = held
        self._conference = sitting.kind in CONFERENCES
        self._kind = "cla" if sitting.kind == "short_break" else sitting.kind
        self._recorded = self._written_and_sent(written=written)
        self._outcomes = Outcomes(pen, chair, family, sitting, self._recorded[0])

    def _written_and_sent(self, *, written: bool) -> tuple[date, date | None, date | None]:
        """Return when decisions were sent, the record written, and sent out."""
        pen, on = self._pen, self._sitting.on
        decisions_on = min(pen.work_days(on, 0, 6), pen.as_of)
        written_on = min(pen.work_days(on, 2, 16), pen.as_of)
        sent_on = min(pen.work_days(written_on, 0, 6), pen.as_of)
        if not written:
            return decisions_on, None, None
        return decisions_on, max(written_on, decisions_on), max(sent_on, decisions_on)

    def of(self, kid: Kid, next_on: date | None) -> Iterator[Record]:
        """Yield the review of one child and what belongs to it."""
        pen, sitting = self._pen, self._sitting
        review = review_id(pen, kid, sitting)
        age = kid.age(sitting.on)
        yield self._review(kid, review, age, next_on)
        yield participation(pen, kid, sitting, review, self._mode, self._chair)
        yield from self._outcomes.of(kid, review, next_on)

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
            meeting_id=self._meeting_id,
            mode=self._mode,
            chair_id=self._chair.id,
            strategy_on=plan.asked_on if plan and sitting.kind == "icpc" else None,
            notified_on=plan.asked_on if plan and sitting.kind == "transfer" else None,
            late_reason=self._late_reason(),
            quorate=chance.happens(0.97) if plan else None,
            category=plan.category if plan and sitting.continues else "",
            plan_continues=sitting.continues if plan else None,
            dissent=chance.one_of(texts.DISSENT) if plan and chance.happens(0.06) else "",
            social_worker_contact_on=self._before(0.85, -16, -3),
            papers_received_on=self._before(0.9, -6, -1),
            child_seen=seen,
            child_seen_on=pen.work_days(held_on, -8, -1) if seen == "seen" else None,
            discharge_considered=chance.happens(0.7) if order else None,
            summary=self._words(kid, texts.SUMMARIES[self._chapter()]),
            officer_view=self._words(kid, texts.VIEWS["cp" if plan else "cla"]),
            next_booked_on=next_on or self._booked(),
            decisions_sent_on=decisions_on,
            written_on=written_on,
            distributed_on=sent_on,
            entered_in_council_system_on=sent_on if chance.happens(0.8) else None,
        )

    def _words(self, kid: Kid, bank: Sequence[str]) -> str:
        return kid.tell(self._chance.deal(bank) or "") if self._chair.whole else ""

    def _before(self, share: float, low: int, high: int) -> date | None:
        """Return a day before the meeting, for this share of them."""
        if not (self._chair.whole and self._chance.happens(share)):
            return None
        return self._pen.work_days(self._sitting.on, low, high)

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
