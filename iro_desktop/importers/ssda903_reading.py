"""What is known so far of a return while its tables are read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from iro_desktop.importers.care import Dated
from iro_desktop.importers.dates import day
from iro_desktop.importers.identity import record_id
from iro_desktop.importers.results import Problem
from iro_desktop.importers.ssda903_tables import Table

_LONGEST_REFERENCE: Final = 40

Place = tuple[Table, int]
"""A row: its table and its number."""


@dataclass(slots=True)
class Reading:
    """The tables of one or several returns, and what was found in them.

    ``ids`` maps a reference as written to the id of the child, ``references`` the id to the
    reference as it was written first, ``met`` to its first row. ``facts`` holds the fields of each
    child. ``children`` are those of the Header, of episodes or of reviews. ``births`` come from
    the Header alone; ``mothers`` and ``reviewed`` say in which row a child is a mother or has its
    first review.
    """

    tables: Sequence[Table]
    today: date
    problems: list[Problem] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    met: dict[str, Place] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    children: set[str] = field(default_factory=set)
    births: dict[str, date | None] = field(default_factory=dict)
    mothers: dict[str, Place] = field(default_factory=dict)
    reviewed: dict[str, Place] = field(default_factory=dict)
    episodes: dict[str, list[Dated]] = field(default_factory=dict)

    def named(self, name: str) -> Iterator[Table]:
        """Yield the tables of one name, the earliest year first."""
        return (table for table in self.tables if table.name == name)

    def flag(self, place: Place, child: str, rule: str, sentence: str) -> None:
        """Add a row to those that a person should look at."""
        table, number = place
        self.problems.append(Problem(table.file, number, child, rule, sentence))

    def child(self, place: Place, reference: str) -> str:
        """Return the id of the child that a row is about, or nothing for a row about none."""
        known = self.ids.get(reference)
        return self._new_child(place, reference) if known is None else known

    def _new_child(self, place: Place, reference: str) -> str:
        if not reference:
            self.flag(place, "", "CHILD", "The row names no child, so it was left out.")
            return ""
        if len(reference) > _LONGEST_REFERENCE:
            sentence = "What stands as the child's reference is too long for one: left out."
            self.flag(place, reference[:_LONGEST_REFERENCE], "CHILD", sentence)
            return ""
        child_id = record_id("Child", reference)
        self.ids[reference] = child_id
        self.references.setdefault(child_id, reference)
        self.met.setdefault(child_id, place)
        self.facts.setdefault(child_id, {})
        return child_id

    def date_of(self, place: Place, child: str, rule: str, text: str, so: str) -> date | None:
        """Return the date in a cell; what is there and no date is flagged, with what follows."""
        found = day(text) if text else None
        if text and found is None:
            sentence = f"“{text[:40]}” is no date such as 31/03/2018, so {so}."
            self.flag(place, child, rule, sentence)
        return found
