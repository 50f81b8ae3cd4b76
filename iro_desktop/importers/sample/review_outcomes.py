"""What came of reviews: decisions, what children asked for, and the views sought beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.records import Ask, Consultation, Decision, Record
from iro_desktop.importers.sample import review_texts as texts
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import CONFERENCES, Chair, Family, Kid, Sitting

_RECENT: Final = timedelta(days=540)
"""How far back views asked for beforehand go, and other IROs' decisions."""
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
_ASKS_IN_CARE: Final = ((0, 35), (1, 52), (2, 13))
_ASKS_OF_PLANS: Final = ((0, 65), (1, 30), (2, 5))
_ANSWERS: Final[tuple[tuple[str, bool], ...]] = (
    *(("agreed", True),) * 10,
    ("agreed", False),
    *(("part", True),) * 4,
    *(("no", False),) * 3,
    *(("", False),) * 7,
)
"""What was answered, "" for nothing on file, and whether it was done."""
_DONE_WITHIN: Final = 90
_WANT_A_REASON: Final = frozenset({"part", "no"})
_SPEAKS_FROM: Final = 4
_EARLY: Final = 2
_ROLE_TAGS: Final = {
    "unaccompanied": "uasc",
    "discharge": "discharge",
    "at home": "discharge",
}


class Outcomes:
    """Writes what belongs to the reviews of one meeting."""

    def __init__(
        self, pen: Pen, chair: Chair, family: Family, sitting: Sitting, decisions_on: date
    ) -> None:
        self._pen = pen
        self._chance = pen.chance
        self._chair = chair
        self._family = family
        self._sitting = sitting
        self._conference = sitting.kind in CONFERENCES
        self._answered_on = min(pen.work_days(decisions_on, 0, 5), pen.as_of)

    def of(self, kid: Kid, review: str, next_on: date | None) -> Iterator[Record]:
        """Yield what belongs to the review of one child; of other IROs' only the recent part."""
        age = kid.age(self._sitting.on)
        recent = self._sitting.on >= self._pen.as_of - _RECENT
        if self._chair.whole or recent:
            yield from self._decisions(kid, review, age)
            if age >= _SPEAKS_FROM:
                yield from self._asks(kid, review, age, next_on)
        if self._chair.whole and recent and self._sitting.kind != "short_break":
            yield from self._consultations(kid, review, age)

    def _tags(self) -> set[str]:
        """Return for whom decisions are sought, in the words of their table."""
        care = self._family.care
        if self._conference or care is None:
            return {"cp"}
        found = {"cla", care.status(self._sitting.on)}
        found.add("early" if self._sitting.order <= _EARLY else care.permanence)
        return found | {_ROLE_TAGS.get(self._family.role, "cla")}

    def _decisions(self, kid: Kid, review: str, age: int) -> Iterator[Record]:
        chance, pen, tags = self._chance, self._pen, self._tags()
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
                manager_responded_on=self._answered_on,
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
            answer, done = chance.deal(_ANSWERS) or _ANSWERS[0]
            told_on = pen.by_now(pen.days(self._sitting.on, 0, 14))
            done_by = next_on or pen.as_of
            days = max(6, min(_DONE_WITHIN, (done_by - self._sitting.on).days))
            done_on = pen.by_now(pen.days(self._sitting.on, 5, days))
            yield Ask(
                id=pen.id("Ask", kid, review, found[0]),
                child_id=kid.id,
                review_id=review,
                words=found[0],
                answer=answer,
                reason_told_on=told_on
                if answer in _WANT_A_REASON and chance.happens(0.9)
                else None,
                done_on=done_on if done else None,
            )

    def _consultations(self, kid: Kid, review: str, age: int) -> Iterator[Record]:
        chance, pen = self._chance, self._pen
        early = self._sitting.order > 1
        sent_on = pen.days(self._sitting.on, -25 if early else -12, -16 if early else -10)
        for who, from_age, share in _CONSULTED:
            if age < from_age or (who == "carer" and self._conference) or not chance.happens(share):
                continue
            back = chance.happens(0.82)
            apart = self._conference and who in ("child", "parent")
            bank = f"{who}, on a plan" if apart else who
            yield Consultation(
                id=pen.id("Consultation", kid, review, who),
                child_id=kid.id,
                review_id=review,
                who=who,
                sent_on=sent_on,
                received_on=pen.days(self._sitting.on, -9, 0) if back else None,
                method=chance.weighted(_METHODS if who == "child" else _ADULT_METHODS),
                views=kid.tell(chance.deal(texts.CONSULTED[bank]) or "") if back else "",
            )
