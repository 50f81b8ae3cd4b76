"""Counts by name, and the sums among them, as they become known; equal ones become one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from iro_desktop.domain.suppression.cells import Cell, Key, Relation

Name = TypeVar("Name", bound=Hashable)


class Ties(Generic[Name]):
    """Gathers counts and sums; a sum that does not come out is no tie and is passed over."""

    def __init__(self) -> None:
        self._values: dict[Name, int] = {}
        self._published: set[Name] = set()
        self._others: list[Name] = []
        self._same: dict[Name, Name] = {}
        self._sums: list[tuple[Name, tuple[Name, ...], int]] = []

    @property
    def sides(self) -> tuple[Name, ...]:
        """Everything that was added."""
        return (*self._values, *self._others)

    def count(self, name: Name, value: float) -> None:
        """Add a count that is published; a negative or broken one, which is none, ties nothing."""
        if value == int(value) and value >= 0:
            self._values[name] = int(value)
            self._published.add(name)
        else:
            self._others.append(name)

    def other(self, name: Name) -> None:
        """Add a number that is no count of children or cases."""
        self._others.append(name)

    def value(self, name: Name) -> int | None:
        """The value of a count; None for one that was not added."""
        return self._values.get(name)

    def rest(self, whole: Name, part: Name, rest: Name) -> None:
        """Add what a part leaves of its whole, a count that stands nowhere."""
        left = self._values.get(whole, -1) - self._values.get(part, 0)
        if part in self._values and left >= 0:
            self._values[rest] = left
            self._sums.append((whole, (part, rest), 0))

    def same(self, *names: Name) -> None:
        """Tie counts that are one, those of them that were added and are equal to the first."""
        known = [name for name in names if name in self._values]
        for other in known[1:]:
            if self._values[other] == self._values[known[0]]:
                root, joined = self._root(known[0]), self._root(other)
                if root != joined:
                    self._same[joined] = root

    def sum(self, total: Name, parts: Sequence[Name], *, with_rest: bool = False) -> None:
        """Tie a total to its parts; ``with_rest``: what they leave of it is a count too."""
        known = tuple(part for part in parts if part in self._values)
        if total not in self._values or not known or len(known) < len(parts):
            return
        left = self._values[total] - sum(self._values[part] for part in known)
        if left == 0 or (with_rest and left > 0):
            self._sums.append((total, known, left))

    def within(self, whole: Name, part: Name) -> None:
        """Tie a part to what it is within: what lies between them is a count too."""
        left = self._values.get(whole, -1) - self._values.get(part, 0)
        if part in self._values and left > 0:
            self._sums.append((whole, (part,), left))

    def key(self, name: Name) -> Key:
        """The key of a count in ``tables``; "" for what is no count."""
        return str(self._root(name)) if name in self._values else ""

    def tables(self) -> tuple[dict[Key, Cell], list[Relation]]:
        """All counts and their sums, each once, as suppression takes them."""
        published = {self.key(name) for name in self._published}
        cells = {}
        for name, value in self._values.items():
            key = self.key(name)
            cells[key] = Cell(value, published=key in published)
        relations: dict[tuple[Key, tuple[Key, ...]], Relation] = {}
        for total, parts, left in self._sums:
            tie = self.key(total), tuple(sorted(self.key(part) for part in parts))
            if tie in relations:
                continue
            keys = tie[1]
            if left:
                keys = (*keys, f"between {len(relations)}")
                cells[keys[-1]] = Cell(left, published=False)
            relations[tie] = Relation(tie[0], keys)
        return cells, list(relations.values())

    def _root(self, name: Name) -> Name:
        while name in self._same:
            name = self._same[name]
        return name
