"""How the width of a table is shared among its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in pixels: the least, and what spares it breaking its text.

    Where there is too little room for all, the column that ``gives_way`` most is left out first;
    one of 0 always stays. Where even those that stay have too little they go below their least,
    down to ``tight``: each word is whole, but many a line is broken.
    """

    least: int
    natural: int
    stretch: int = 1
    gives_way: int = 0
    tight: int | None = None


def kept(available: int, needs: Sequence[Need]) -> list[int]:
    """Return the places of the columns that are shown in a width, from left to right.

    A narrow column may still have room where one that gives way less would not.
    """
    shown = [at for at, need in enumerate(needs) if not need.gives_way]
    room = available - sum(needs[at].least for at in shown)
    others = [at for at, need in enumerate(needs) if need.gives_way]
    for at in sorted(others, key=lambda at: needs[at].gives_way):
        if needs[at].least <= room:
            shown.append(at)
            room -= needs[at].least
    return sorted(shown)


def shared_widths(available: int, needs: Sequence[Need]) -> list[int]:
    """Return a width for each column.

    With room to spare each gets its natural width and, by its stretch, a share of the rest; with
    less, all give way between natural and least, those of more stretch less than the others; with
    too little for that, between least and tight; with less each gets the least, and the table
    scrolls.
    """
    least = sum(need.least for need in needs)
    natural = sum(need.natural for need in needs)
    if available >= natural:
        return _grown([need.natural for need in needs], [n.stretch for n in needs], available)
    if available >= least:
        return _between(available, needs)
    tight = [need.least if need.tight is None else need.tight for need in needs]
    if available < sum(tight):
        return [need.least for need in needs]
    pairs = zip(tight, needs, strict=True)
    return _between(available, [Need(low, need.least, need.stretch) for low, need in pairs])


def _between(available: int, needs: Sequence[Need]) -> list[int]:
    """Grow columns from their least by gap and stretch; none beyond its natural width."""
    widths = [need.least for need in needs]
    while True:
        gaps = [n.natural - width for n, width in zip(needs, widths, strict=True)]
        shares = [gap * max(1, n.stretch) for gap, n in zip(gaps, needs, strict=True)]
        grown = _grown(widths, shares, available)
        full = [new >= need.natural for new, need in zip(grown, needs, strict=True)]
        capped = [min(new, need.natural) for new, need in zip(grown, needs, strict=True)]
        if capped == grown:
            return grown
        # What the full ones leave over is shared once more, among the others.
        widths = [
            cap if at_end else width
            for cap, at_end, width in zip(capped, full, widths, strict=True)
        ]


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
