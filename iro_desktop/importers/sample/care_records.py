"""Periods of care: legal statuses, homes, permanence, discharge and life story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.records import (
    CarePeriod,
    DischargePlan,
    LegalStatus,
    LifeStory,
    PermanencePlan,
    Placement,
    Record,
)
from iro_desktop.importers.sample.diary import DAY
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.review_texts import (
    DISCHARGE_NOTES,
    LIFE_STORY_NOTES,
    PERMANENCE_NOTES,
)
from iro_desktop.importers.sample.story import Care, Family, Kid

_END_REASONS: Final[dict[str, tuple[tuple[str, int], ...]]] = {
    "home": (("E4A", 1),),
    "unplanned": (("E4B", 1),),
    "guardian": (("E48", 6), ("E45", 2), ("E47", 2), ("E46", 1)),
    "adopted": (("E12", 5), ("E11", 1)),
    "order": (("E41", 1),),
    "adult": (("E17", 4), ("E5", 4), ("E7", 1), ("E6", 1)),
    "moved": (("E3", 1),),
    "custody": (("E9", 1),),
    "other": (("E13", 3), ("E8", 2)),
}
_NEEDS: Final = (("N1", 62), ("N5", 15), ("N4", 8), ("N3", 4), ("N6", 3), ("N2", 3), ("N8", 5))
_AWAY_FROM_HOME: Final = frozenset({"adoption", "long_term_foster", "relatives", "residential"})
_EARLY_REVIEWS: Final = 2
_QUICKEST: Final = timedelta(days=80)
"""The least time from the review that agrees a discharge to the day of the court."""
_LIFE_STORY_FROM_DAYS: Final = 300
_LONG_IN_CARE_DAYS: Final = 800
_STAGES_EARLY: Final = (("none", 0), ("started", 30), ("none", 0), ("started", 60), ("given", 20))
_STAGES_LATER: Final = (
    ("none", 0),
    ("started", 60),
    ("given", 40),
    ("reviewed", 30),
    ("reviewed", 400),
    ("reviewed", 380),
    ("given", 140),
    ("reviewed", 110),
    ("none", 0),
    ("started", 390),
)
"""How far life story work has come, and how many days ago the last of it was at least."""


def write_care(pen: Pen, kids: Sequence[Kid]) -> None:
    """Write every period of care and what belongs to it."""
    for kid in kids:
        for family in kid.families:
            if family.care:
                pen.write_all(_care(pen, kid, family, family.care))


def _care(pen: Pen, kid: Kid, family: Family, care: Care) -> Iterator[Record]:
    chance = pen.chance
    breaks = family.role == "short breaks"
    abroad = family.role == "unaccompanied"
    yield CarePeriod(
        id=pen.id("CarePeriod", kid, care.started_on),
        child_id=kid.id,
        started_on=care.started_on,
        ended_on=care.ended_on,
        end_reason=chance.weighted(_END_REASONS[care.end_reason]) if care.end_reason else "",
        need="N2" if breaks else "N8" if abroad else chance.weighted(_NEEDS),
        short_breaks=True if breaks else None,
        notified_on=min(pen.work_days(care.started_on, 0, 3), pen.as_of),
    )
    yield from _statuses(pen, kid, care)
    yield from _placements(pen, kid, care)
    if breaks:
        return
    yield from _permanence(pen, kid, family, care)
    yield from _discharge(pen, kid, family, care)
    yield from _life_story(pen, kid, family, care)


def _statuses(pen: Pen, kid: Kid, care: Care) -> Iterator[Record]:
    ends = [day for _, day in care.statuses[1:]] + [care.ended_on]
    for (code, from_on), to_on in zip(care.statuses, ends, strict=True):
        yield LegalStatus(
            id=pen.id("LegalStatus", kid, from_on),
            child_id=kid.id,
            status=code,
            started_on=from_on,
            ended_on=to_on,
        )


def _placements(pen: Pen, kid: Kid, care: Care) -> Iterator[Record]:
    for home in kid.homes:
        if care.started_on <= home.from_on and (not care.ended_on or home.from_on < care.ended_on):
            yield Placement(
                id=pen.id("Placement", kid, home.from_on),
                child_id=kid.id,
                placement_type=home.placement_type,
                provider=home.provider,
                started_on=home.from_on,
                ended_on=home.to_on,
                change_reason=home.reason,
                out_of_area=home.out_of_area or None,
            )


def _permanence(pen: Pen, kid: Kid, family: Family, care: Care) -> Iterator[Record]:
    """Yield the plan for where a child is to grow up, made by the second review or after it."""
    second = care.sittings[1].on if len(care.sittings) > 1 else None
    last = care.ended_on or pen.as_of
    if second is None:
        planned_on = pen.days(care.started_on, 35, 70)
        if care.ended_on or planned_on >= last or pen.chance.happens(0.4):
            return
        endorsed_on = None
    elif family.endorsed:
        planned_on = max(pen.days(second, -35, -2), care.started_on + DAY)
        endorsed_on = second
    else:
        planned_on = pen.days(second, 12, 75)
        if planned_on > last:
            if care.ended_on:
                return
            planned_on = second + (last - second) // 2 + DAY
            if planned_on > last:
                return
        endorsed_on = next((s.on for s in care.sittings[2:] if s.on >= planned_on), None)
    yield PermanencePlan(
        id=pen.id("PermanencePlan", kid, planned_on),
        child_id=kid.id,
        plan=care.permanence,
        planned_on=planned_on,
        endorsed_on=endorsed_on,
        placed_on=care.placed_on,
        matched_on=_matched_on(pen, kid, care),
        note=kid.tell(pen.chance.one_of(PERMANENCE_NOTES[care.permanence])),
    )
    if endorsed_on and care.permanence == "adoption" and care.authority_on is None:
        yield PermanencePlan(
            id=pen.id("PermanencePlan", kid, planned_on, "parallel"),
            child_id=kid.id,
            plan="relatives",
            planned_on=planned_on,
            endorsed_on=endorsed_on,
            parallel=True,
            note="Assessed at the same time, in case the court prefers the family.",
        )


def _matched_on(pen: Pen, kid: Kid, care: Care) -> date | None:
    if care.placed_on:
        return pen.days(care.placed_on, -40, -15)
    return next((h.from_on for h in kid.homes if h.reason == "Matched long term"), None)


def _discharge(pen: Pen, kid: Kid, family: Family, care: Care) -> Iterator[Record]:
    """Yield how far the discharge of a care order has come, where it was thought of."""
    if care.status(care.ended_on or pen.as_of) != "C2":
        return
    held = [s.on for s in care.sittings]
    if care.discharged and care.ended_on:
        last = -1 if care.ended_on - held[-1] > _QUICKEST else -2
        applied_on = held[last] + (care.ended_on - held[last]) // 3
        yield _pursued(pen, kid, held, last, applied_on, granted_on=care.ended_on)
    elif family.role == "discharge":
        yield _pursued(pen, kid, held, -1, pen.days(held[-1], 60, 110))
    elif family.role == "refused":
        applied_on = pen.days(held[-3], 50, 90)
        refused_on = pen.work_days(applied_on, 90, 130)
        yield _pursued(pen, kid, held, -3, applied_on, refused_on=refused_on)
    elif family.role == "not now" or (
        care.ended_on is None
        and len(held) > _EARLY_REVIEWS
        and care.permanence == "relatives"
        and pen.chance.happens(0.3)
    ):
        yield DischargePlan(
            id=pen.id("DischargePlan", kid, held[-1]),
            child_id=kid.id,
            considered_on=held[-1],
            decision="not_now",
            note=DISCHARGE_NOTES["not now"],
        )


def _pursued(
    pen: Pen,
    kid: Kid,
    held: Sequence[date],
    agreed: int,
    applied_on: date,
    *,
    granted_on: date | None = None,
    refused_on: date | None = None,
) -> DischargePlan:
    """Return a discharge that was thought of at one review and agreed at the next, ``agreed``."""
    known = pen.by_now(applied_on)
    state = (
        "granted" if granted_on else "refused" if refused_on else "applied" if known else "agreed"
    )
    return DischargePlan(
        id=pen.id("DischargePlan", kid, held[agreed]),
        child_id=kid.id,
        considered_on=held[agreed - 1],
        decision="pursue",
        agreed_on=held[agreed],
        review_id=pen.id("Review", kid, "cla", held[agreed]),
        application_on=known,
        granted_on=granted_on,
        refused_on=refused_on,
        note=DISCHARGE_NOTES[state],
    )


def _life_story(pen: Pen, kid: Kid, family: Family, care: Care) -> Iterator[Record]:
    """Yield life story work with a child who will not grow up with their parents."""
    chance, until = pen.chance, care.ended_on or pen.as_of
    days = (until - care.started_on).days
    if care.permanence not in _AWAY_FROM_HOME or days < _LIFE_STORY_FROM_DAYS:
        return
    long = days >= _LONG_IN_CARE_DAYS
    deck = _STAGES_LATER if long else _STAGES_EARLY
    stage, ago = chance.deal(deck) or deck[0]
    started_on = given_on = reviewed_on = None
    if stage != "none":
        # What was last done was done so many days ago; what came before it, in the time until then.
        latest_on = max(pen.days(until, -ago - 90, -ago), care.started_on + timedelta(days=120))
        before = latest_on - care.started_on
        started_on = care.started_on + before // 2 if stage != "started" else latest_on
        if stage == "given":
            given_on = latest_on
        elif stage == "reviewed":
            given_on, reviewed_on = care.started_on + before * 3 // 4, latest_on
    celebrated_on = None
    if family.role == "adopted" and care.ended_on:
        celebrated_on = pen.by_now(pen.days(care.ended_on, 15, 40))
    yield LifeStory(
        id=pen.id("LifeStory", kid, care.started_on),
        child_id=kid.id,
        stage=stage,
        started_on=started_on,
        book_given_on=given_on,
        reviewed_on=reviewed_on,
        celebration_on=celebrated_on,
        later_life_letter_on=pen.by_now(pen.days(celebrated_on, 5, 30)) if celebrated_on else None,
        note=kid.tell(chance.one_of(LIFE_STORY_NOTES)) if stage != "none" else "",
    )
