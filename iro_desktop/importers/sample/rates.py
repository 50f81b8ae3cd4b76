"""Which of many cases succeed, so that the shares of chosen stretches of time come out right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_desktop.importers.sample.chance import Chance

_ROUNDS = 60
_STARTS = 3
_PAIRS = 60


@dataclass(frozen=True, slots=True)
class Case:
    """One case on its day: ``weight`` children, whose answer may be fixed beforehand."""

    on: date
    weight: int = 1
    fixed: bool | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """The share that is to succeed among the cases from one day to another, both included."""

    from_on: date
    to_on: date
    low: float
    high: float
    weight: int = 1

    def distance(self, met: int, of: int) -> float:
        """Return how far the share lies outside of what is aimed at; 0 within, or without cases."""
        if not of:
            return 0.0
        share = met / of
        return max(self.low - share, share - self.high, 0.0) * self.weight


def settle(
    cases: Sequence[Case], expected: Callable[[date], float], aims: Sequence[Aim], chance: Chance
) -> list[bool]:
    """Return for each case whether it succeeds.

    The share that is expected on its day is spread evenly over the cases in order of their days;
    then cases are turned, one or two at a time, until every aim is met or nothing comes nearer.
    """
    best: list[bool] = []
    nearest = float("inf")
    for _ in range(_STARTS):
        answers = _spread(cases, expected, chance)
        away = _Search(cases, answers, aims).run(chance)
        if away < nearest:
            best, nearest = answers, away
        if not away:
            break
    return best


def reached(cases: Sequence[Case], answers: Sequence[bool], aims: Sequence[Aim]) -> bool:
    """Return whether every aim that weighs more than 1 is met; some numbers of cases allow none."""
    for aim in aims:
        within = [i for i, case in enumerate(cases) if aim.from_on <= case.on <= aim.to_on]
        of = sum(cases[i].weight for i in within)
        met = sum(cases[i].weight for i in within if answers[i])
        if aim.weight > 1 and aim.distance(met, of):
            return False
    return True


def _spread(cases: Sequence[Case], expected: Callable[[date], float], chance: Chance) -> list[bool]:
    answers = [True] * len(cases)
    owed = chance.between(0, 99) / 100
    for index in sorted(range(len(cases)), key=lambda i: cases[i].on):
        case = cases[index]
        owed += case.weight * (1 - expected(case.on))
        if case.fixed is not None:
            answers[index] = case.fixed
        else:
            answers[index] = owed < case.weight
        if not answers[index]:
            owed -= case.weight
    return answers


class _Search:
    """Answers that are turned, one or two at a time, while that brings the aims nearer."""

    def __init__(self, cases: Sequence[Case], answers: list[bool], aims: Sequence[Aim]) -> None:
        self.answers = answers
        self._weights = [case.weight for case in cases]
        self._aims = aims
        self._places = [
            [a for a, aim in enumerate(aims) if aim.from_on <= case.on <= aim.to_on]
            for case in cases
        ]
        self._free = [i for i, c in enumerate(cases) if c.fixed is None and self._places[i]]
        self._met, self._of = [0] * len(aims), [0] * len(aims)
        for index, places in enumerate(self._places):
            for place in places:
                self._of[place] += self._weights[index]
                self._met[place] += self._weights[index] * answers[index]

    def run(self, chance: Chance) -> float:
        """Return how far away the aims stay when nothing more can be gained."""
        self._free = chance.shuffled(self._free)
        away = self._away()
        for _ in range(_ROUNDS):
            if not away:
                break
            left, turned = min(self._tries(), default=(away, ()))
            if left >= away:
                break
            for index in turned:
                self._flip(index)
            away = left
        return away

    def _tries(self) -> Iterator[tuple[float, tuple[int, ...]]]:
        """Yield what turning one answer would leave, or, once that gains nothing, two."""
        away = self._away()
        singles = [(self._after(index), (index,)) for index in self._free]
        yield from singles
        if singles and min(singles)[0] < away:
            return
        for index in self._free[:_PAIRS]:
            self._flip(index)
            for other in self._free[:_PAIRS]:
                if self.answers[other] == self.answers[index] and other != index:
                    yield self._after(other), (index, other)
            self._flip(index)

    def _after(self, index: int) -> float:
        self._flip(index)
        away = self._away()
        self._flip(index)
        return away

    def _flip(self, index: int) -> None:
        change = -self._weights[index] if self.answers[index] else self._weights[index]
        for place in self._places[index]:
            self._met[place] += change
        self.answers[index] = not self.answers[index]

    def _away(self) -> float:
        return sum(
            a.distance(m, n) for a, m, n in zip(self._aims, self._met, self._of, strict=True)
        )
