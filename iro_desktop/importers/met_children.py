"""The children that the rows of a return name, each met once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from iro_desktop.importers.identity import LONGEST_REFERENCE, record_id

P = TypeVar("P")
"""What says where a row stands."""


@dataclass(slots=True)
class MetChildren(ABC, Generic[P]):
    """The children that were met so far.

    ``ids`` maps a reference as written to the id of the child, ``references`` the id to the
    reference as it was written first, ``met`` to its first row.
    """

    ids: dict[str, str] = field(default_factory=dict, kw_only=True)
    references: dict[str, str] = field(default_factory=dict, kw_only=True)
    met: dict[str, P] = field(default_factory=dict, kw_only=True)

    @abstractmethod
    def flag(self, place: P, child: str, rule: str, sentence: str) -> None:
        """Add a row to those that a person should look at."""

    @abstractmethod
    def _begin(self, child_id: str) -> None:
        """Make room for what the rows say of a child who was just met."""

    def child(self, place: P, reference: str) -> str:
        """Return the id of the child that a row is about, or nothing for a row about none."""
        known = self.ids.get(reference)
        return self._new_child(place, reference) if known is None else known

    def _new_child(self, place: P, reference: str) -> str:
        if not reference:
            self.flag(place, "", "CHILD", "The row names no child, so it was left out.")
            return ""
        if len(reference) > LONGEST_REFERENCE:
            sentence = "What stands as the child’s reference is too long for one: left out."
            self.flag(place, reference[:LONGEST_REFERENCE], "CHILD", sentence)
            return ""
        child_id = record_id("Child", reference)
        self.ids[reference] = child_id
        self.references.setdefault(child_id, reference)
        self.met.setdefault(child_id, place)
        self._begin(child_id)
        return child_id
