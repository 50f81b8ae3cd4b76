"""What is known so far of a return while its tables are read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_desktop.importers.care import Dated
from iro_desktop.importers.dates import day
from iro_desktop.importers.met_children import MetChildren
from iro_desktop.importers.results import Problem
from iro_desktop.importers.ssda903_tables import Table

Place = tuple[Table, int]
"""A row: its table and its number."""


@dataclass(slots=True)
class Reading(MetChildren[Place]):
    """The tables of one or several returns, and what was found in them.

    ``facts`` holds the fields of each
    child. ``children`` are those of the Header, of episodes or of reviews. ``births`` come from
    the Header alone; ``mothers`` and ``reviewed`` say in which row a child is a mother or has its
    first review.
    """

    tables: Sequence[Table]
    today: date
    problems: list[Problem] = field(default_factory=list)
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

    def _begin(self, child_id: str) -> None:
        self.facts.setdefault(child_id, {})

    def date_of(self, place: Place, child: str, rule: str, text: str, so: str) -> date | None:
        """Return the date in a cell; what is there and no date is flagged, with what follows."""
        found = day(text) if text else None
        if text and found is None:
            sentence = f"“{text[:40]}” is no date such as 31/03/2018, so {so}."
            self.flag(place, child, rule, sentence)
        return found
