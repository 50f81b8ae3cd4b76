"""Chance that repeats itself: draws from one seed, texts dealt like cards, steady shares."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

AnyThing = TypeVar("AnyThing")


class Chance:
    """Draws from one seed; the same calls in the same order give the same answers."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a story to look at, not a secret
        self._draw = self._random.random
        self._steps: dict[object, list[int]] = {}
        self._decks: dict[int, tuple[Sequence[object], list[int]]] = {}

    def happens(self, share: float) -> bool:
        """Return whether something happens that does so in this share of cases."""
        return self._draw() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self._draw() * (high - low + 1))

    def near(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high`` that lies more often in their middle."""
        return low + int((self._draw() + self._draw()) / 2 * (high - low + 1))

    def one_of(self, things: Sequence[AnyThing]) -> AnyThing:
        """Return one of the things; each is as likely as the others."""
        return things[int(self._draw() * len(things))]

    def weighted(self, things: tuple[tuple[AnyThing, int], ...]) -> AnyThing:
        """Return one of the things, each as likely as its weight says."""
        steps = self._steps.get(things)
        if steps is None:
            steps = self._steps[things] = list(accumulate(weight for _, weight in things))
        return things[bisect_right(steps, self._draw() * steps[-1])][0]

    def shuffled(self, things: Sequence[AnyThing]) -> list[AnyThing]:
        """Return the things in another order."""
        found = list(things)
        self._random.shuffle(found)
        return found

    def deal(
        self, things: Sequence[AnyThing], fits: Callable[[AnyThing], bool] | None = None
    ) -> AnyThing | None:
        """Return the next of the things, or of those that fit; None where none does.

        None comes again before all have come once. ``things`` is known by being the same object;
        it is kept, so that this stays true.
        """
        kept = self._decks.get(id(things))
        if kept is None:
            kept = self._decks[id(things)] = (things, [])
        order = kept[1]
        for fresh in (False, True):
            if fresh or not order:
                order[:] = self.shuffled(range(len(things)))
            for place in range(len(order) - 1, -1, -1):
                if fits is None or fits(things[order[place]]):
                    return things[order.pop(place)]
        return None


class Steady:
    """Something that happens in a steady share of cases: 0.25 is every fourth."""

    def __init__(self, share: float, begun: float = 0.5) -> None:
        self._share = share
        self._sum = begun

    def happens(self) -> bool:
        """Return whether it happens in the next case."""
        self._sum += self._share
        if self._sum < 1:
            return False
        self._sum -= 1
        return True
