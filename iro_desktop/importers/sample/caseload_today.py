"""Who is open today: a table of families, with how far each of them has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

How = Literal["due", "middle", "since", "started"]
"""How a family's latest meeting is placed: so that the next one is due so many days from today,
or the middle of the interval is; so many days ago; or, before any, care began so many working
days ago."""

SPREAD: Final = -1000
"""Stands for any number of days that keeps the family out of the next four weeks."""


@dataclass(frozen=True, slots=True)
class Now:
    """One family that is open today; ``held`` counts reviews, for a plan those after the first."""

    role: str
    size: int
    held: int
    how: How = "since"
    days: int = SPREAD


CARE_NOW: Final[tuple[Now, ...]] = (
    Now("overdue", 1, 7, "due", -7),
    Now("unchecked", 1, 2, "middle", -3),
    Now("unaccompanied", 1, 4, "due", 3),
    Now("first review", 1, 0, "due", 6),
    Now("new", 1, 0, "started", 4),
    Now("discharge", 1, 9, "due", 17),
    Now("placed for adoption", 1, 5, "due", 21),
    Now("", 2, 8, "due", 12),
    Now("", 1, 5, "middle", 5),
    Now("", 1, 4),
    Now("residential", 1, 10),
    Now("both infant", 1, 1),
    Now("both teenager", 1, 2),
    Now("authorised", 1, 4),
    Now("out of area", 1, 6),
    Now("at home", 1, 8),
    Now("unaccompanied", 1, 3),
    Now("", 2, 1),
    Now("", 1, 1),
    Now("", 3, 2),
    Now("", 1, 2),
    Now("", 1, 2),
    Now("", 1, 2),
    Now("", 2, 3),
    Now("", 1, 3),
    Now("", 1, 3),
    Now("", 1, 3),
    Now("", 2, 4),
    Now("", 1, 4),
    Now("", 1, 5),
    Now("", 1, 5),
    Now("at home", 2, 6),
    Now("", 2, 8),
    Now("discharge", 1, 7),
    Now("not now", 1, 9),
    Now("refused", 1, 11),
    Now("at home", 1, 13),
    Now("", 1, 16),
    Now("", 1, 19),
)
"""47 children looked after; two of them are on a plan as well."""

PLANS_NOW: Final[tuple[Now, ...]] = (
    Now("baby", 1, 0, "due", 6),
    Now("", 2, 1, "due", 15),
    Now("", 1, 2),
    Now("", 1, 1, "middle", 11),
    Now("unborn", 1, 0),
    Now("", 2, 0),
    Now("", 1, 0),
    Now("", 1, 0),
    Now("", 3, 1),
    Now("", 2, 1),
    Now("transfer", 1, 1),
    Now("", 2, 2),
    Now("", 1, 2),
    Now("", 1, 3),
    Now("long", 1, 4, "since", 20),
)
"""21 children on a plan who are not looked after."""
