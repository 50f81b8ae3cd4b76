"""The children of the families: born as their story allows, known by reference and initials."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from iro_desktop.domain.casefile import birthday
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.sample.story import Family, Kid, Scene

_YEAR: Final = 365.25
_YOUNGEST: Final = timedelta(days=48)
"""Old enough that what led to the first conference came after the birth."""
_CARE_AGES: Final = (((0, 1), 16), ((1, 5), 17), ((5, 10), 20), ((10, 16), 40), ((16, 17), 7))
_PLAN_AGES: Final = (((0, 1), 18), ((1, 5), 30), ((5, 10), 28), ((10, 16), 22), ((16, 17), 2))
"""Years of age when the work with a child begins, with weights."""
_ROLE_AGES: Final[dict[str, tuple[float, float]]] = {
    "overdue": (5.5, 7),
    "unchecked": (13, 13.9),
    "unaccompanied": (14.5, 15.4),
    "first review": (2.1, 2.8),
    "new": (6.1, 8),
    "discharge": (6.5, 8.5),
    "placed for adoption": (0.1, 0.9),
    "authorised": (0.1, 1.1),
    "adopted": (0.05, 2),
    "residential": (10, 11.5),
    "out of area": (11.5, 12.8),
    "at home": (4, 8),
    "not now": (4, 8),
    "refused": (4, 8),
    "both infant": (0.05, 0.5),
    "both teenager": (13.5, 15.5),
    "short breaks": (9, 10.5),
    "baby": (0.13, 0.2),
    "long": (3, 8),
}
"""Years of age when the work with a child of this role begins."""
_ETHNICITIES: Final = (
    ("White British", 76),
    ("White and Asian", 3),
    ("White and Black Caribbean", 4),
    ("Any other White background", 4),
    ("Pakistani", 7),
    ("Indian", 1),
    ("Black African", 2),
    ("Gypsy or Roma", 2),
    ("Any other ethnic group", 1),
)
_ABROAD: Final = (
    ("Afghan", 3),
    ("Kurdish", 2),
    ("Black African", 3),
    ("Arab", 1),
    ("Vietnamese", 1),
)
DISTRICTS: Final = ("North", "East", "South", "Central")
TEAMS: Final = 3
_SURNAMES: Final = "ABBCCDDEFGHHHJKKLLMMMNOPPRRSSSTTUVWWWYZ"
_FIRST: Final = "AABCCDEEFGHIJJKLLMMNOPQRRSSTUVWYZ"
_LONGEST_STEP: Final = 200
_LAST_NUMBER: Final = 99_999
_FIRST_NUMBER: Final = 10_000


@dataclass(slots=True)
class Kids:
    """Makes the children of every family; initials do not come twice with one IRO."""

    scene: Scene
    _taken: dict[int, set[str]] = field(default_factory=dict)

    def born(self, families: Sequence[Family]) -> list[Kid]:
        """Give each family its children; return them by the day their work began.

        A family that had been here before keeps its children.
        """
        later = {id(f.before): f for f in families if f.before}
        found: list[Kid] = []
        for family in sorted(families, key=lambda f: (f.started_on, f.number)):
            if family.before:
                family.kids = family.before.kids
                for kid in family.kids:
                    kid.families.append(family)
            else:
                family.kids = list(self._of(family, later.get(id(family), family)))
                found.extend(family.kids)
        return found

    def _of(self, family: Family, last: Family) -> Iterator[Kid]:
        chance = self.scene.chance
        until = last.ended_on or self.scene.as_of + timedelta(days=45)
        district, team = chance.one_of(DISTRICTS), chance.between(1, TEAMS)
        abroad = family.role == "unaccompanied"
        ethnicity = chance.weighted(_ABROAD if abroad else _ETHNICITIES)
        surname = chance.one_of(_SURNAMES)
        for born_on in self._birthdays(family, until):
            unborn = family.role == "unborn"
            kid = Kid(
                families=[family],
                born_on=None if unborn else born_on,
                expected_on=born_on if unborn else None,
                sex="U" if unborn else "M" if abroad or chance.happens(0.53) else "F",
                first="",
                district=district,
                team=team,
                ethnicity=ethnicity,
                surname=surname,
            )
            self._name(kid, family.chair.number)
            yield kid

    def _birthdays(self, family: Family, until: date) -> Iterator[date]:
        """Yield the birthdays: everybody is a child until their part of the story ends."""
        chance, started_on = self.scene.chance, family.started_on
        if family.role == "unborn":
            yield self.scene.as_of + timedelta(days=chance.between(24, 48))
            return
        if family.role == "adult" and family.ended_on:
            yield birthday(family.ended_on, -18)
            return
        longest = 18 - (until - started_on).days / _YEAR - 0.15
        born_on = started_on - timedelta(days=int(self._age(family, longest) * _YEAR))
        for _ in range(family.size):
            yield born_on
            gap = timedelta(days=chance.near(340, 1100))
            older = (started_on - born_on + gap).days / _YEAR
            born_on += -gap if older < longest else gap
            if born_on > started_on - _YOUNGEST:
                born_on = started_on - timedelta(days=chance.between(_YOUNGEST.days, 300))

    def _age(self, family: Family, longest: float) -> float:
        """Return an age in years at the start, not above the longest that the story allows."""
        chance = self.scene.chance
        if family.role in _ROLE_AGES:
            youngest, oldest = _ROLE_AGES[family.role]
        else:
            ages = tuple(row for row in _CARE_AGES if row[0][0] < longest - 0.2)
            youngest, oldest = chance.weighted(
                _PLAN_AGES if family.care is None else ages or _CARE_AGES[:1]
            )
        age = youngest + chance.between(5, 99) / 100 * (oldest - youngest)
        return max(_YOUNGEST.days / _YEAR, min(age, longest - chance.between(5, 60) / 100))

    def _name(self, kid: Kid, chair: int) -> None:
        """Find initials that nobody else of this IRO has; a child not yet born has one letter."""
        taken = self._taken.setdefault(chair, set())
        for _ in range(len(_FIRST)):
            kid.first = self.scene.chance.one_of(_FIRST)
            if initials(kid) not in taken:
                break
            if self.scene.chance.happens(0.1):
                kid.surname = self.scene.chance.one_of(_SURNAMES)
        while initials(kid) in taken:
            kid.first += self.scene.chance.one_of(_FIRST)
        taken.add(initials(kid))


def initials(kid: Kid) -> str:
    """Return the initials as they are shown: "A.B."; "Baby K." before birth."""
    if kid.born_on is None:
        return f"Baby {kid.surname}."
    return "".join(f"{letter}." for letter in (*kid.first, kid.surname))


def refer(scene: Scene, kids: Sequence[Kid]) -> None:
    """Give each child a reference; who came earlier has the lower number."""
    number = _FIRST_NUMBER
    room = (_LAST_NUMBER - _FIRST_NUMBER) // max(1, len(kids))
    step = max(1, min(_LONGEST_STEP, room))
    for kid in sorted(kids, key=lambda kid: kid.families[0].started_on):
        number += scene.chance.between(1, step)
        kid.reference = f"SA-{number}"
        kid.id = record_id("Child", kid.reference)
