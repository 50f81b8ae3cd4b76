"""A reader who solves for hidden counts: exact, and knowing nothing of how they were chosen.

Known are the shown counts, all sums, that counts are whole and not negative, which of the counts
that are hidden are small (from 1 to below the threshold), and that the others are not. Of those
that stand nowhere, such as how many were not met, only ``all_known`` tells as much. Where a 0 is
hidden in the same sum, a small count and a 0 cannot be told apart.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from iro_desktop.domain.suppression import Cell, Relation

Ranges = dict[str, tuple[int, int]]
_MOST_NODES = 20_000


class UnsolvedError(Exception):
    """The search was given up, so nothing is known."""


@dataclass
class Attack:
    """What is published, and what a reader makes of it."""

    cells: Mapping[str, Cell]
    relations: Sequence[Relation]
    hidden: Collection[str]
    threshold: int
    all_known: bool = False

    def values(self, key: str) -> list[int]:
        """Every value that a small count may have, by all that is known."""
        known = self._known()
        return [
            value
            for value in range(self.threshold)
            if self._solvable({**known, key: (value, value)})
        ]

    def broken(self) -> list[str]:
        """The small counts that can be told for certain, shown ones not among them."""
        start = _narrowed(self._known(), self.relations)
        assert start is not None
        return [
            key
            for key, cell in self.cells.items()
            if 0 < cell.value < self.threshold and self._unknown(key) and self._told(start, key)
        ]

    def _told(self, start: Ranges, key: str) -> bool:
        low, high = start[key]
        true = self.cells[key].value
        others = [value for value in range(low, high + 1) if value != true]
        return not any(self._solvable({**start, key: (value, value)}) for value in others)

    def _unknown(self, key: str) -> bool:
        return key in self.hidden or not self.cells[key].published

    def _known(self) -> Ranges:
        beside = {
            key
            for one in self.relations
            if any(self._is_hidden_none(key) for key in (one.total, *one.parts))
            for key in (one.total, *one.parts)
        }
        most = 50 + 2 * sum(cell.value for cell in self.cells.values())
        return {
            key: self._range(cell, most, may_be_none=key in beside)
            if self._unknown(key)
            else (cell.value, cell.value)
            for key, cell in self.cells.items()
        }

    def _is_hidden_none(self, key: str) -> bool:
        return key in self.hidden and not self.cells[key].value

    def _range(self, cell: Cell, most: int, *, may_be_none: bool) -> tuple[int, int]:
        value = cell.value
        if not (cell.published or self.all_known):
            return 0, most
        if value < self.threshold and (value or may_be_none):
            return 0 if may_be_none else 1, self.threshold - 1
        return (self.threshold, most) if value else (0, 0)

    def _solvable(self, ranges: Ranges) -> bool:
        return next(self._solutions(ranges, [0]), None) is not None

    def _solutions(self, ranges: Ranges, nodes: list[int]) -> Iterator[Ranges]:
        nodes[0] += 1
        if nodes[0] > _MOST_NODES:
            raise UnsolvedError
        found = _narrowed(ranges, self.relations)
        if found is None:
            return
        free = [key for key, (low, high) in found.items() if low < high]
        if not free:
            yield found
            return
        key = min(free, key=lambda one: found[one][1] - found[one][0])
        low, high = found[key]
        true = self.cells[key].value
        for value in sorted(range(low, high + 1), key=lambda one: abs(one - true)):
            yield from self._solutions({**found, key: (value, value)}, nodes)


def _narrowed(ranges: Ranges, relations: Sequence[Relation]) -> Ranges | None:
    """Cut each range to what the sums leave of it; None where nothing is left of one."""
    found, changed = dict(ranges), True
    while changed:
        changed = False
        for one in relations:
            for key, least, most in _cuts(found, one):
                was = found[key]
                now = max(was[0], least), min(was[1], most)
                if now[0] > now[1]:
                    return None
                changed = changed or now != was
                found[key] = now
    return found


def _cuts(found: Ranges, one: Relation) -> Iterator[tuple[str, int, int]]:
    """Yield what one sum allows of each of its cells."""
    low = sum(found[part][0] for part in one.parts)
    high = sum(found[part][1] for part in one.parts)
    total_low, total_high = found[one.total]
    yield one.total, low, high
    for part in one.parts:
        part_low, part_high = found[part]
        yield part, total_low - (high - part_high), total_high - (low - part_low)
