"""How the width of a table is shared among its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in pixels: the least, and what spares it breaking its text."""

    least: int
    natural: int
    stretch: int = 1


def shared_widths(available: int, needs: Sequence[Need]) -> list[int]:
    """Return a width for each column.

    With room to spare each gets its natural width and, by its stretch, a share of the rest; with
    less, all give way between natural and least alike; with too little for that, each gets the
    least, and the table scrolls.
    """
    least = sum(need.least for need in needs)
    natural = sum(need.natural for need in needs)
    if available >= natural:
        return _grown([need.natural for need in needs], [n.stretch for n in needs], available)
    if available <= least:
        return [need.least for need in needs]
    gaps = [need.natural - need.least for need in needs]
    return _grown([need.least for need in needs], gaps, available)


def _grown(widths: list[int], shares: list[int], available: int) -> list[int]:
    spare, total = available - sum(widths), sum(shares)
    if total <= 0:
        return widths
    grown: list[int] = []
    given = seen = 0
    for width, share in zip(widths, shares, strict=True):
        # By running totals, so that rounding never loses a pixel of the whole.
        seen += share
        upto = spare * seen // total
        grown.append(width + upto - given)
        given = upto
    return grown
