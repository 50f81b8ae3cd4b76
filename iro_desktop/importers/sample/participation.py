"""How meetings were held, and how children took part in them."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.records import Participation
from iro_desktop.importers.sample.chance import Chance
from iro_desktop.importers.sample.pen import Pen
from iro_desktop.importers.sample.story import CONFERENCES, Chair, Kid, Sitting

_Weights = tuple[tuple[str, int], ...]

_REMOTE_FROM: Final = date(2020, 3, 24)
"""The day after people in England were told to stay at home."""
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
_UNHEARD: Final = (0.0, 0.3, 0.0, 0.15, 0.4, 0.05, 0.2)
"""In how many of the conferences of one IRO after another children are left out besides: there
are more who hear them and some who do not."""
_ATTENDED: Final = frozenset({"PN1", "PN2", "PN3", "PN4"})
_HEARD: Final = ((3, 46), (2, 36), (1, 18))
_MIDDLING: Final = ((3, 22), (2, 36), (1, 30), (0, 12))
_CHAIRED: Final = ((0, 64), (1, 21), (2, 10), (3, 5))
"""How well it was done, 0 to 3: children's own words are in most records, few children chair."""
_ADVOCATES_FROM: Final = 8
_SPEAKS_FROM: Final = 4
_RATED: Final = 0.88


def is_remote(day: date) -> bool:
    """Return whether people had begun to work from home by that day."""
    return day >= _REMOTE_FROM


def how_held(chance: Chance, day: date) -> str:
    """Return how a meeting was held: remotely from spring 2020, in both ways since summer 2021."""
    if not is_remote(day):
        return chance.weighted(_BEFORE)
    return chance.weighted(_REMOTE if day < _REMOTE_UNTIL else _SINCE)


def participation(
    pen: Pen, kid: Kid, sitting: Sitting, review: str, mode: str, chair: Chair | None
) -> Participation:
    """Return how one child took part, and how well that was done where the chair is known."""
    chance, age = pen.chance, kid.age(sitting.on)
    conference = sitting.kind in CONFERENCES
    code = _code(chance, age, chair, conference=conference)
    attended = code in _ATTENDED
    attendance = "none"
    if attended:
        attendance = chance.one_of(("in_person", "video")) if mode == "hybrid" else mode
    identity = pen.id("Participation", kid, review)
    if chair is None or age < _SPEAKS_FROM or not chance.happens(_RATED):
        return Participation(
            id=identity,
            child_id=kid.id,
            review_id=review,
            participation=code,
            attendance_mode=attendance,
        )
    offered = age >= _ADVOCATES_FROM and chance.happens(0.7 if conference else 0.8)
    return Participation(
        id=identity,
        child_id=kid.id,
        review_id=review,
        participation=code,
        attendance_mode=attendance,
        prepared=chance.weighted(_MIDDLING),
        chose=chance.near(0, 3),
        chaired=chance.weighted(_CHAIRED) if attended else 0,
        seen_alone=chance.weighted(_MIDDLING),
        own_words=chance.between(0, 1) if code == "PN7" else chance.weighted(_HEARD),
        written_to_child=chance.near(0, 3),
        methods=_methods(chance, age),
        advocate_offered=offered if age >= _ADVOCATES_FROM else None,
        advocate_used=code in ("PN2", "PN5") and offered if age >= _ADVOCATES_FROM else None,
    )


def _code(chance: Chance, age: int, chair: Chair | None, *, conference: bool) -> str:
    """Return the participation code of a child of this age."""
    if age < _SPEAKS_FROM:
        return "PN0"
    table = _PLANS if conference else _CARE
    code = chance.weighted(next(weights for from_age, weights in table if age >= from_age))
    unheard = _UNHEARD[(chair.number - 1) % len(_UNHEARD)] if chair and conference else 0.0
    return "PN7" if unheard and chance.happens(unheard) else code


def _methods(chance: Chance, age: int) -> tuple[str, ...]:
    """Return one or two ways in which the child's views were sought."""
    ways = ("visit", "art", "form") if age < 8 else ("visit", "phone", "app", "form", "message")  # noqa: PLR2004 - younger children draw
    first = chance.one_of(ways)
    second = chance.one_of(ways)
    return (first,) if first == second or chance.happens(0.5) else (first, second)
