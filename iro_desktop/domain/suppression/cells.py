"""Counts and what ties them together, as suppression sees a set of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

HIDDEN: Final = "c"
"""What stands in the place of a hidden count, as in the tables of the Department for Education."""

Key = str
"""The name of a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of 0 or more.

    One that is not ``published`` stands nowhere, but readers could work it out: how many of a
    denominator are not in its numerator, or what parts leave of their total.
    """

    value: int
    published: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """The cell ``total`` is the sum of ``parts``; one part alone is the same count, shown twice."""

    total: Key
    parts: tuple[Key, ...]


class UnequalRelationError(ValueError):
    """The parts of a relation do not add up to its total: a mistake of whoever tied them."""


Terms = tuple[tuple[Key, int], ...]
"""Cells with how often each counts, which sum to 0."""


def terms_of(relations: Sequence[Relation], cells: Mapping[Key, Cell]) -> tuple[Terms, ...]:
    """The relations as sums that are 0. Raises UnequalRelationError where one is not."""
    found = []
    for one in relations:
        counts = Counter(one.parts)
        counts[one.total] -= 1
        if sum(number * cells[key].value for key, number in counts.items()):
            raise UnequalRelationError(one.total)
        found.append(tuple((key, number) for key, number in counts.items() if number))
    return tuple(found)
