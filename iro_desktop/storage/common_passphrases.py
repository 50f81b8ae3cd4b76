"""Which passphrases many people choose: a known one, one word drawn out, a row of keys, digits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from iro_desktop.paths import resource

_LIST: Final = "common-passwords.txt"
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890",
    "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1q2w3e4r5t6y7u8i9o0p",
)  # fmt: skip
_SHORTEST_RUN: Final = 3
_FEWEST_OF_ITS_OWN: Final = 5
"""How many letters or digits must be left once rows of keys, or the digits around, are gone."""
# Letters as people disguise them; read before a list is asked.
_DISGUISES: Final = str.maketrans("013457@$!", "oleastasi")
_AROUND: Final = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NOTHING_MEANT: Final = re.compile(r"[\W_]+")


def is_common(passphrase: str) -> bool:
    """Return whether a passphrase is one of those that are tried first, or made like them."""
    text = passphrase.casefold()
    core = _AROUND.sub("", text)
    if any(len(one) < _FEWEST_OF_ITS_OWN for one in (core, _without_rows(_bare(text)))):
        return True
    forms = (text, core, text.translate(_DISGUISES), core.translate(_DISGUISES))
    return any(_is_listed(_bare(one)) for one in forms)


def _bare(text: str) -> str:
    """Return the letters and digits of a text."""
    return _NOTHING_MEANT.sub("", text)


def _without_rows(text: str) -> str:
    """Return what is left of a text without its runs along a row of keys or the alphabet."""
    left, at = "", 0
    while at < len(text):
        run = _run(text[at:])
        if run < _SHORTEST_RUN:
            left, run = left + text[at], 1
        at += run
    return left


def _run(text: str) -> int:
    """Return how many characters at the beginning of a text run along a row or are the same."""
    longest = len(text) - len(text.lstrip(text[0]))
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        number = 0
        while number < len(text) and text[: number + 1] in row:
            number += 1
        longest = max(longest, number)
    return longest


def _is_listed(text: str) -> bool:
    """Return whether a text is a listed one, or a listed one again and again."""
    known = _listed()
    if text in known:
        return True
    return any(
        text == text[:size] * (len(text) // size) and text[:size] in known
        for size in range(1, len(text) // 2 + 1)
        if len(text) % size == 0
    )


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    lines = resource(_LIST).read_text("utf-8").splitlines()
    return frozenset(_bare(line.casefold()) for line in lines if line and not line.startswith("#"))
