"""Spans of days as sorted lists: joined, shared, cut out of one another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

About = TypeVar("About")

Span = tuple[date, date | None]
"""Days from the first up to but not including the second; None while they go on."""


def joined(spans: Sequence[Span]) -> list[Span]:
    """The same days as spans that neither overlap nor touch, in order; empty ones fall away."""
    found: list[Span] = []
    for start, until in sorted(spans, key=lambda span: span[0]):
        if until is not None and until <= start:
            continue
        if found and (found[-1][1] is None or start <= found[-1][1]):
            first, last = found[-1]
            found[-1] = (first, None if last is None or until is None else max(last, until))
        else:
            found.append((start, until))
    return found


def shared(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The days that lie in both; each list is in order and without overlaps."""
    found: list[Span] = []
    for start, until in some:
        for other_start, other_until in others:
            first = max(start, other_start)
            last = earlier(until, other_until)
            if last is None or first < last:
                found.append((first, last))
    return found


def without(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The days of ``some`` that lie in none of ``others``; both in order, without overlaps."""
    left = list(some)
    for start, until in others:
        left = [piece for span in left for piece in _cut(span, start, until)]
    return left


def latest(dated: Sequence[tuple[Span, About]]) -> list[tuple[Span, About]]:
    """The days on which each of some things is the last to have begun of those not yet over.

    They are given in the order of their beginnings. On any day there is one at most.
    """
    found: list[tuple[Span, About]] = []
    later: list[Span] = []
    for span, about in reversed(dated):
        found += [(days, about) for days in without(joined([span]), later)]
        later = joined([*later, span])
    return sorted(found, key=lambda pair: pair[0][0])


def day_after(day: date) -> date:
    """The first day of what begins when something that lasted through ``day`` is over."""
    return day if day == date.max else day + timedelta(days=1)


def _cut(span: Span, start: date, until: date | None) -> list[Span]:
    before = (span[0], earlier(span[1], start))
    pieces = [before] if before[1] is None or before[0] < before[1] else []
    if until is not None:
        after = (max(span[0], until), span[1])
        if after[1] is None or after[0] < after[1]:
            pieces.append(after)
    return pieces


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, of which None lies after every day."""
    if one is None or other is None:
        return one or other
    return min(one, other)
