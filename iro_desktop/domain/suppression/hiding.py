"""Choosing what to hide: small counts, and what else must go so that none can be worked out.

A small count is safe where there are other sets of tables that differ in it and in nothing that is
shown: the same shown counts, all sums in order, every small count still a small one, and every
other hidden count still none. They are looked for with as few further hidden counts as possible,
those of a lower order of size first; found, they are the proof. So not even a reader who knows this
rule, and which of the hidden counts are the small ones, can tell any of them for certain.

What is hidden tells by itself which counts were chosen. So they are chosen at first by orders of
size alone, as if every count could be a little more or less: any of the other sets gives the same
choice. Only where the counts leave no room for that, as 1 and 1 in a sum of 2, more are hidden;
and where even that leaves none, as in five months of 1 and a total of 5, a 0 is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from heapq import heappop, heappush
from typing import Final

from iro_desktop.domain.suppression.cells import Cell, Key, Relation, terms_of

_EACH: Final = 32
"""What hiding one more count costs beside its order of size: fewer are hidden before smaller."""
_AHEAD: Final = 16
"""What each sum that is still out of order will cost, about."""
_ORDERS: Final = (1, 4, 16, 64)
"""Where orders of size begin, in thresholds."""
_OTHER_VALUES: Final = 2
"""How many other values each small count can have."""
_STEPS: Final = (1, -1, 2, -2)
_MOST_TRIED: Final = 1500
"""After so many tries everything that hangs together with a count is hidden instead."""
_MOST_TRIED_MORE: Final = 200
"""After so many it is left at one other value."""


def suppressed(
    cells: Mapping[Key, Cell], relations: Sequence[Relation], threshold: int
) -> frozenset[Key]:
    """The published cells to hide: those from 1 to below ``threshold``, and what protects them.

    0 is shown. The same input gives the same answer. A threshold of 2, which would leave only one
    small count and so tell it, is taken as 3. Raises UnequalRelationError.
    """
    return _Hiding(cells, relations, threshold).chosen()


class _Room(Enum):
    """How a count may differ in another set of tables.

    ORDERLY: by any step; none stays none. STRICT: within its order of size. LOOSE: one that stands
    nowhere, of which nobody is told that it is small, may be any. FREE: so may all, where a 0 is
    hidden too.
    """

    ORDERLY = auto()
    STRICT = auto()
    LOOSE = auto()
    FREE = auto()


@dataclass(frozen=True, slots=True)
class _Move:
    """Counts changed by whole numbers, and what sums of them are out of order by that."""

    changes: tuple[tuple[Key, int], ...]
    open: tuple[tuple[int, int], ...]


_NO_MOVE: Final = _Move((), ())


class _Hiding:
    def __init__(
        self, cells: Mapping[Key, Cell], relations: Sequence[Relation], threshold: int
    ) -> None:
        self._cells = cells
        self._threshold = 3 if threshold == 2 else threshold  # noqa: PLR2004
        self._orders = [order * self._threshold for order in _ORDERS]
        # The shortest sums are put in order first: they leave the fewest ways.
        self._terms = sorted(terms_of(relations, cells), key=len)
        self._in: dict[Key, list[tuple[int, int]]] = {key: [] for key in cells}
        for number, terms in enumerate(self._terms):
            for key, times in terms:
                self._in[key].append((number, times))
        self._order = {key: self._order_of(cell.value) for key, cell in cells.items()}
        self._small = [key for key, order in self._order.items() if order == 0]
        self._hidden = {key for key in self._small if cells[key].published}

    def chosen(self) -> frozenset[Key]:
        self._choose_by_order()
        other: dict[Key, set[int]] = {key: set() for key in self._small}
        wanted = min(_OTHER_VALUES, self._threshold - 2)
        for key in self._small:
            while len(other[key]) < wanted:
                move = self._second_set(key, _Room.STRICT, other[key])
                if move is None and not other[key]:
                    move = self._second_set(key, _Room.LOOSE)
                if move is None and not other[key]:
                    self._hide_a_none_beside(key)
                    move = self._second_set(key, _Room.FREE)
                if move is None:
                    self._hide([] if other[key] else self._connected(key))
                    break
                self._hide(one for one, _ in move.changes)
                for one, step in move.changes:
                    if one in other:
                        other[one].add(step)
        return frozenset(self._hidden)

    def _choose_by_order(self) -> None:
        held: set[Key] = set()
        for key in self._small:
            move = None if key in held else self._second_set(key, _Room.ORDERLY)
            if move is not None:
                changed = [one for one, _ in move.changes]
                self._hide(changed)
                held.update(changed)

    def _hide_a_none_beside(self, key: Key) -> None:
        """Hide a 0 in a sum of a count, so that a hidden one there may as well be none.

        Of months of 1 that add up to a small total each is told, while 0 is shown.
        """
        nones = [
            other
            for number, _ in self._in[key]
            for other, _ in self._terms[number]
            if self._order[other] < 0 and self._cells[other].published
        ]
        moves = {none: self._second_set(none, _Room.FREE) for none in nones}
        costs = {
            none: sum(self._cost(one) for one, _ in move.changes)
            for none, move in moves.items()
            if move is not None
        }
        if costs:
            none = min(costs, key=lambda one: costs[one])
            self._hide([one for one, _ in (moves[none] or _NO_MOVE).changes])

    def _hide(self, keys: Iterable[Key]) -> None:
        self._hidden.update(key for key in keys if self._cells[key].published)

    def _cost(self, key: Key) -> int:
        free = key in self._hidden or not self._cells[key].published
        return 0 if free else _EACH + self._order[key]

    def _second_set(self, key: Key, room: _Room, known: Collection[int] = ()) -> _Move | None:
        """Return the cheapest second set that differs in a cell by a step not known yet."""
        heap: list[tuple[int, int, int, int, _Move]] = []
        seen: set[frozenset[tuple[Key, int]]] = set()
        for step in _STEPS:
            if step not in known and self._may_be(key, step, room):
                move = self._moved(None, key, step)
                cost = self._cost(key)
                heappush(heap, (cost + _AHEAD * len(move.open), cost, 1, len(heap), move))
        for _ in range(_MOST_TRIED_MORE if known else _MOST_TRIED):
            if not heap:
                return None
            _, cost, size, _, move = heappop(heap)
            if not move.open:
                return move
            for following, added in self._following(move, room):
                changes = frozenset(following.changes)
                if changes not in seen:
                    seen.add(changes)
                    spent = cost + added
                    likely = spent + _AHEAD * len(following.open)
                    place = (likely, spent, size + 1, len(_STEPS) + len(seen))
                    heappush(heap, (*place, following))
        return None

    def _following(self, move: _Move, room: _Room) -> Iterator[tuple[_Move, int]]:
        """Yield the ways to put the first sum in order again by one more cell, with their costs."""
        number, out_by = move.open[0]
        changed = {key for key, _ in move.changes}
        for key, times in self._terms[number]:
            step, rest = divmod(-out_by, times)
            if not rest and key not in changed and self._may_be(key, step, room):
                yield self._moved(move, key, step), self._cost(key)

    def _moved(self, move: _Move | None, key: Key, step: int) -> _Move:
        changes = (*move.changes, (key, step)) if move else ((key, step),)
        out_by = dict(move.open) if move else {}
        for number, times in self._in[key]:
            out_by[number] = out_by.get(number, 0) + times * step
            if not out_by[number]:
                del out_by[number]
        return _Move(changes, tuple(sorted(out_by.items())))

    def _may_be(self, key: Key, step: int, room: _Room) -> bool:
        """Return whether a cell could as well be ``step`` larger."""
        order, then = self._order[key], self._cells[key].value + step
        if room is _Room.ORDERLY:
            return order >= 0
        if room is _Room.STRICT or (room is _Room.LOOSE and self._cells[key].published):
            return order >= 0 and self._order_of(then) == order
        return then >= 0

    def _order_of(self, value: int) -> int:
        """Return -1 for none, 0 for a small count, and from 1 on an order of size."""
        return bisect_right(self._orders, value) if value > 0 else -1

    def _connected(self, key: Key) -> list[Key]:
        """Return every cell above 0 that any chain of sums joins to a cell."""
        found, waiting = {key}, [key]
        while waiting:
            for number, _ in self._in[waiting.pop()]:
                for other, _ in self._terms[number]:
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
        return [one for one in found if self._cells[one].value]
