"""How meetings were held, and how children took part in them."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.records import Participation
from iro_desktop.importers.sample.chance import Chance
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import CONFERENCES, Kid, Sitting

_Weights = tuple[tuple[str, int], ...]

_REMOTE_FROM: Final = date(2020, 3, 23)
_REMOTE_UNTIL: Final = date(2021, 7, 19)
_BEFORE: Final = (("in_person", 97), ("phone", 3))
_REMOTE: Final = (("video", 80), ("phone", 14), ("hybrid", 6))
_SINCE: Final = (("in_person", 48), ("hybrid", 27), ("video", 23), ("phone", 2))
_CARE: Final[tuple[tuple[int, _Weights], ...]] = (
    (16, (("PN1", 58), ("PN4", 3), ("PN5", 12), ("PN6", 20), ("PN7", 7))),
    (11, (("PN1", 53), ("PN2", 7), ("PN4", 3), ("PN5", 12), ("PN6", 20), ("PN7", 5))),
    (7, (("PN1", 42), ("PN2", 6), ("PN3", 3), ("PN4", 4), ("PN5", 18), ("PN6", 22), ("PN7", 5))),
    (4, (("PN1", 24), ("PN3", 10), ("PN4", 5), ("PN5", 20), ("PN6", 35), ("PN7", 6))),
)
_PLANS: Final[tuple[tuple[int, _Weights], ...]] = (
    (11, (("PN1", 18), ("PN2", 10), ("PN4", 3), ("PN5", 16), ("PN6", 25), ("PN7", 28))),
    (4, (("PN1", 4), ("PN2", 5), ("PN4", 1), ("PN5", 18), ("PN6", 34), ("PN7", 38))),
)
"""Participation codes from which age, with weights; children under 4 have PN0."""
_ATTENDED: Final = frozenset({"PN1", "PN2", "PN3", "PN4"})
_ADVOCATES_FROM: Final = 8
_SPEAKS_FROM: Final = 4
_RATED: Final = 0.85


def how_held(chance: Chance, day: date) -> str:
    """Return how a meeting was held: remotely from spring 2020, in both ways since summer 2021."""
    if day < _REMOTE_FROM:
        return chance.weighted(_BEFORE)
    return chance.weighted(_REMOTE if day < _REMOTE_UNTIL else _SINCE)


def participation(
    pen: Pen, kid: Kid, sitting: Sitting, review: str, mode: str, *, whole: bool
) -> Participation:
    """Return how one child took part in a review; ``whole`` says also how well it was done."""
    chance, age = pen.chance, kid.age(sitting.on)
    conference = sitting.kind in CONFERENCES
    code = "PN0"
    if age >= _SPEAKS_FROM:
        table = _PLANS if conference else _CARE
        code = chance.weighted(next(weights for from_age, weights in table if age >= from_age))
    attended = code in _ATTENDED
    attendance = "none"
    if attended:
        attendance = chance.one_of(("in_person", "video")) if mode == "hybrid" else mode
    identity = pen.id("Participation", kid, review)
    if not whole or age < _SPEAKS_FROM or not chance.happens(_RATED):
        return Participation(
            id=identity,
            child_id=kid.id,
            review_id=review,
            participation=code,
            attendance_mode=attendance,
        )
    offered = age >= _ADVOCATES_FROM and chance.happens(0.7 if conference else 0.8)
    low = 0 if code == "PN7" else 1
    return Participation(
        id=identity,
        child_id=kid.id,
        review_id=review,
        participation=code,
        attendance_mode=attendance,
        prepared=chance.between(low, 3),
        chose=chance.near(0, 3),
        chaired=chance.weighted(((0, 6), (1, 2), (2, 1), (3, 1))) if attended else 0,
        seen_alone=chance.between(low, 3),
        own_words=chance.between(low, 3),
        written_to_child=chance.near(0, 3),
        methods=_methods(chance, age),
        advocate_offered=offered if age >= _ADVOCATES_FROM else None,
        advocate_used=code in ("PN2", "PN5") and offered if age >= _ADVOCATES_FROM else None,
    )


def _methods(chance: Chance, age: int) -> tuple[str, ...]:
    """Return one or two ways in which the child's views were sought."""
    ways = ("visit", "art", "form") if age < 8 else ("visit", "phone", "app", "form", "message")  # noqa: PLR2004 - younger children draw
    first = chance.one_of(ways)
    second = chance.one_of(ways)
    return (first,) if first == second or chance.happens(0.5) else (first, second)
