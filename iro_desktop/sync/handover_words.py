"""The words that open a handover pack: made to be told by telephone and typed back."""

from __future__ import annotations

import re
import secrets
from functools import cache
from typing import Final

from iro_desktop.domain.errors import UserError
from iro_desktop.paths import resource

COUNT: Final = 6
"""How many words open a pack. Of a list of at least 512, each adds 9 bits: 54 or more in all, of
which every guess costs half a second and 128 MiB by Argon2id."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")


class WordsMistypedError(UserError):
    """What was typed cannot be the words of any pack."""

    sentence = f"A handover file opens with {COUNT} words: type all of them, in the order given."


@cache
def word_list() -> tuple[str, ...]:
    """Return the words that are drawn from."""
    return tuple(resource("handover-words.txt").read_text(encoding="utf-8").split())


def new_words() -> str:
    """Return fresh words, drawn by chance, as they are told: "acorn-ladder-...-zebra"."""
    return "-".join(secrets.choice(word_list()) for _ in range(COUNT))


def passphrase_of(typed: str) -> str:
    """Return what words unlock with, however they were typed: in capitals, with hyphens or not.

    Raises WordsMistypedError for too few words, too many, or one that is not in the list.
    """
    words: list[str] = [one.casefold() for one in _LETTERS.findall(typed)]
    if len(words) == 1:  # run together, only the key can tell whether they are right
        return words[0]
    if len(words) != COUNT:
        raise WordsMistypedError
    for number, word in enumerate(words, start=1):
        if word not in word_list():
            raise WordsMistypedError(
                f"Word {number} is none that a handover file is given: "
                "check its spelling with the IRO who hands over."
            )
    return "".join(words)
