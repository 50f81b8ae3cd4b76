"""What a team lead should know of the summaries before reading a figure, each as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.words import say_month


class FindingKind(StrEnum):
    """What a finding is about, in the order in which findings are said."""

    SAMPLE = "sample"
    NO_SUMMARY = "no summary"
    GAP = "gap"
    STALE = "stale"
    OVERLAP = "overlap"
    NOT_ON_ROSTER = "not on the roster"
    NAMES = "names"
    DEFINITIONS = "definitions"
    METHOD = "method"
    STANDARDS = "standards"
    FTE_DIFFERS = "FTE differs"
    NO_FTE = "no FTE"
    MOVES = "moves"
    BALANCE = "balance"
    UNALLOCATED = "unallocated"


@dataclass(frozen=True, slots=True)
class TeamFinding:
    """One thing to know: whom and which months it is about, and its sentence.

    ``months`` are first days of months in order; ``measure_ids`` are of differing definitions.
    """

    kind: FindingKind
    sentence: str
    officer_ids: tuple[str, ...] = ()
    months: tuple[date, ...] = ()
    measure_ids: tuple[str, ...] = ()


def in_order(findings: Iterable[TeamFinding]) -> tuple[TeamFinding, ...]:
    """Findings by kind, and by sentence within each, each once."""
    place = {kind: number for number, kind in enumerate(FindingKind)}
    found = dict.fromkeys(findings)
    return tuple(sorted(found, key=lambda one: (place[one.kind], one.sentence, one.months)))


def runs(months: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and the last of months that follow one another, each its first day."""
    ordered = sorted(months)
    start = 0
    for at, month in enumerate(ordered):
        if at + 1 == len(ordered) or ordered[at + 1] != add_months(month, 1):
            yield ordered[start], month
            start = at + 1


def say_months(months: Iterable[date]) -> str:
    """Months in words, those that follow one another as one stretch: "May to July 2019"."""
    return ", ".join(_stretch(first, last) for first, last in runs(months))


def _stretch(first: date, last: date) -> str:
    if first == last:
        return say_month(first)
    if first.year == last.year:
        return f"{say_month(first).rsplit(' ', 1)[0]} to {say_month(last)}"
    return f"{say_month(first)} to {say_month(last)}"
