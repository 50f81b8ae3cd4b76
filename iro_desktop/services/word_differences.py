"""Which words of several texts are not in the others, so that one sees where they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

Parts = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it differs; put together they are the text."""

_WORDS: Final = re.compile(r"\s+|\S+")
_LINES: Final = re.compile(r"\n+|[^\n]+")
_MOST: Final = 4_000_000  # comparisons of words; beyond that whole lines are compared


def differences(texts: Sequence[str], shown: int) -> tuple[Parts, ...]:
    """Return each text in parts that are marked where it differs from the one that shows.

    In the one that shows is marked what any other has not. Texts with nothing in common are not
    marked at all: there is nothing to find in them.
    """
    longest = max((len(_WORDS.findall(text)) for text in texts), default=0)
    pieces = _LINES if longest**2 > _MOST else _WORDS
    split = [pieces.findall(text) for text in texts]
    marked: list[set[int]] = [set() for _ in texts]
    for at, words in enumerate(split):
        if at != shown:
            own, others = _apart(words, split[shown])
            marked[at] |= own
            marked[shown] |= others
    return tuple(_parts(words, own) for words, own in zip(split, marked, strict=True))


def _apart(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the places of the words that are in only one of two lists; space does not count."""
    first, second = _places(one), _places(other)
    in_one, in_other = set(first), set(second)
    matcher = SequenceMatcher(
        None, [one[at] for at in first], [other[at] for at in second], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        in_one -= set(first[block.a : block.a + block.size])
        in_other -= set(second[block.b : block.b + block.size])
    return in_one, in_other


def _places(words: Sequence[str]) -> list[int]:
    return [at for at, word in enumerate(words) if word.strip()]


def _parts(words: Sequence[str], own: set[int]) -> Parts:
    if len(own) == len(_places(words)):
        own = set()
    parts: list[tuple[str, bool]] = []
    for at, word in enumerate(words):
        # The space between two that differ belongs to them, so that one line is under both.
        differs = at in own or (not word.strip() and {at - 1, at + 1} <= own)
        if parts and parts[-1][1] == differs:
            parts[-1] = (parts[-1][0] + word, differs)
        else:
            parts.append((word, differs))
    return tuple(parts)
