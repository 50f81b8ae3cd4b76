"""Which words of several texts are not in the others, so that one sees where they differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

Parts = tuple[tuple[str, bool], ...]
"""A text in parts, each with whether it differs; put together they are the text."""

_WORDS: Final = re.compile(r"\s*\S+|\s+\Z")
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+\Z")
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
    return tuple(
        _parts(words, own if len(own) < len(words) else set())
        for words, own in zip(split, marked, strict=True)
    )


def _apart(one: Sequence[str], other: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the places of what is in only one of two lists."""
    first, second = [word.strip() for word in one], [word.strip() for word in other]
    in_one, in_other = set(range(len(one))), set(range(len(other)))
    for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        in_one -= set(range(block.a, block.a + block.size))
        in_other -= set(range(block.b, block.b + block.size))
    return in_one, in_other


def _parts(words: Sequence[str], own: set[int]) -> Parts:
    parts: list[tuple[str, bool]] = []
    for at, word in enumerate(words):
        differs = at in own
        if parts and parts[-1][1] == differs:
            parts[-1] = (parts[-1][0] + word, differs)
        else:
            parts.append((word, differs))
    return tuple(parts)
