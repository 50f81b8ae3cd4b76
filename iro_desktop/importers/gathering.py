"""What files say about children, gathered record by record: the later year wins, blanks never."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from iro_desktop.domain.records import KINDS, Child, Record
from iro_desktop.domain.words import plain_date
from iro_desktop.importers.dates import day
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.met_children import MetChildren
from iro_desktop.importers.results import Problem

_MOST_PROBLEMS: Final = 50_000
_SHOWN: Final = 40  # signs of a cell that a sentence repeats

Place = tuple[str, int]
"""A row: the name of its file and its number."""


@dataclass(slots=True)
class Gathered(MetChildren[Place]):
    """Children and their records, as far as files were read; read the earliest year first.

    ``own`` are the children who have a record of their own that makes them an IRO's
    matter; all others are only named.
    """

    today: date
    problems: list[Problem] = field(default_factory=list)
    own: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    _facts: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def flag(self, place: Place, child: str, rule: str, sentence: str) -> None:
        """Add a row to those that a person should look at; a hopeless file ends the list."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(*place, child, rule, sentence))
        elif len(self.problems) == _MOST_PROBLEMS:
            more = f"More than {_MOST_PROBLEMS:,} rows are wrong, so no further ones are listed."
            self.problems.append(Problem(place[0], 0, "", "many", more))

    def _begin(self, child_id: str) -> None:
        self._facts.setdefault("Child", {}).setdefault(child_id, {})

    def say_of(self, child_id: str, **facts: Any) -> None:  # noqa: ANN401 - fields of any type
        """Take over what a row says of the child itself."""
        self._facts["Child"][child_id].update(_said(facts))

    def put(
        self,
        place: Place,
        kind: type[Record],
        child_id: str,
        key: tuple[str, ...],
        *,
        makes_child: bool = True,
        **facts: Any,  # noqa: ANN401 - fields of any type
    ) -> bool:
        """Keep a record, or what is said of one already kept; return whether it is new.

        ``key`` is what tells it from others of its kind about the child (see ``identity``).
        ``makes_child`` says that it is one for which the child is brought in.
        """
        found = record_id(kind.__name__, self.references[child_id], *key)
        records = self._facts.setdefault(kind.__name__, {})
        is_new = found not in records
        records.setdefault(found, {"child_id": child_id}).update(_said(facts))
        self.places[found] = place
        if makes_child:
            self.own.add(child_id)
        return is_new

    def date_of(self, place: Place, child: str, text: str, what: str, so: str) -> date | None:
        """Return the date in a cell; what is there and no date is flagged, with what follows.

        ``what`` says which date it is: "The date of the review".
        """
        found = day(text) if text else None
        if text and found is None:
            sentence = f"{what} is “{text[:_SHOWN]}”, which is no date, so {so}."
            self.flag(place, child, "date", sentence)
        return found

    def flag_after(self, place: Place, child: str, what: str, on: date, year: int) -> None:
        """Flag what happens after the year or after today; it is kept all the same."""
        if on > self.today:
            sentence = f"The {what} on {plain_date(on)}, after today."
            self.flag(place, child, "after_today", sentence)
        elif year and on > date(year, 3, 31):
            sentence = f"The {what} on {plain_date(on)}, after the year to 31 March {year}."
            self.flag(place, child, "after_year", sentence)

    def records(self, kinds: Iterable[type[Record]] = ()) -> list[Record]:
        """Return all records, or those of some kinds."""
        names = [kind.__name__ for kind in kinds] or list(self._facts)
        return [
            record
            for name in names
            for key, facts in self._facts.get(name, {}).items()
            if (record := self._record(name, key, facts)) is not None
        ]

    def _record(self, name: str, key: str, facts: dict[str, Any]) -> Record | None:
        if name == Child.__name__:
            return Child(id=key, reference=self.references[key], **facts)
        return KINDS[name](id=key, **facts)

    @property
    def named_only(self) -> frozenset[str]:
        """The children of whom nothing was read that makes them an IRO's matter."""
        return frozenset(self.references.keys() - self.own)

    def places_kept(self) -> dict[str, Place]:
        """Return the place of every record of a child who is brought in, and of the child."""
        found = {child_id: self.met[child_id] for child_id in self.own}
        kept = {
            key
            for name, records in self._facts.items()
            if name != Child.__name__
            for key, facts in records.items()
            if facts["child_id"] in self.own
        }
        return found | {key: place for key, place in self.places.items() if key in kept}


def _said(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that are not blank."""
    return {name: value for name, value in facts.items() if value not in (None, "")}


_YES: Final = frozenset({"Y", "YES", "1", "TRUE", "T"})
_NO: Final = frozenset({"N", "NO", "0", "FALSE", "F"})


def yes_no(text: str) -> bool | None:
    """Return what ``true``, ``Y`` or ``1`` and their opposites say; None for anything else."""
    text = text.upper()
    return True if text in _YES else False if text in _NO else None


_CATEGORIES: Final = {
    "NEGLECT": "NEG",
    "PHYSICAL": "PHY",
    "SEXUAL": "SAB",
    "EMOTIONAL": "EMO",
    "MULTIPLE": "MUL",
}


def category(text: str) -> str:
    """Return the code of a category of abuse; an unknown one is kept as it is written."""
    code = text.upper()
    return next((found for word, found in _CATEGORIES.items() if code.startswith(word)), code[:60])
