"""Where a text about one child may speak of another: by reference, by name, by initials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.records import Child

REFERENCE: Final = "the reference of another child"
NAME: Final = "the name of another child"
SURNAME: Final = "initial and surname of another child"
SIBLING_NAME: Final = "a name of a sibling"
INITIALS: Final = "the initials of another child"
SIBLING_INITIALS: Final = "the initials of a sibling"

_SHORTEST_REFERENCE: Final = 3
_SHORTEST_NAME: Final = 3
_FEWEST_INITIALS, _MOST_INITIALS = 2, 4
_WORD: Final = re.compile(r"\w+")
_NO_INITIALS: Final = (
    "AM CAMHS CC CIN CLA CP CPP DOB DV ED EHC EHCP EP EPO FA GP HR HV ICO ICPC ID IHA IRO IT IV LA "
    "LAC LADO MASH MH ML MP NA NB NHS NI NO OK OT PA PC PE PEP PM PR QA RCPC RE RHA RI SAL SALT "
    "SEN SGO SO SW TM TV UK VS YJS YOS"
)
_ABBREVIATIONS: Final = frozenset(_NO_INITIALS.split())
"""What means something else to an IRO: capitals that are no child's initials."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a text, from its first character to the one after its last, and why it stands.

    ``why`` is one of the sentences of this module.
    """

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class _Sign:
    pattern: re.Pattern[str]
    why: str


class OtherChildren:
    """What the children other than one are called; siblings by each of their names."""

    def __init__(self, child: Child, others: Iterable[Child]) -> None:
        everybody = [one for one in others if one.id != child.id]
        self._own = tuple(
            _phrase(words) for words in (*_references(child), child.name) if words.strip()
        )
        self._signs: dict[str, list[_Sign]] = {}
        own_words = {word.casefold() for word in _WORD.findall(child.name)}
        group = child.sibling_group_id
        for one in everybody:
            is_sibling = bool(group) and one.sibling_group_id == group
            for words, pattern, why in _called(one, child, own_words, is_sibling=is_sibling):
                self._add(words, pattern, why)
        self._add_initials(child, everybody)

    def _add(self, first: str, pattern: re.Pattern[str], why: str) -> None:
        self._signs.setdefault(first.casefold(), []).append(_Sign(pattern, why))

    def _add_initials(self, child: Child, everybody: Iterable[Child]) -> None:
        """Add the initials that can mean one child only."""
        group, own = child.sibling_group_id, _letters(child)
        siblings = [one for one in everybody if group and one.sibling_group_id == group]
        for among, why in ((siblings, SIBLING_INITIALS), (everybody, INITIALS)):
            found = Counter(filter(None, map(_letters, among)))
            for letters, number in found.items():
                if number > 1 or letters == own or letters in _ABBREVIATIONS:
                    continue
                dotted = r"\.\s?".join(letters)
                self._add(letters, re.compile(rf"{letters}(?!\w)"), why)
                self._add(letters[0], re.compile(rf"{dotted}(?!\w)\.?"), why)

    def spots(self, text: str) -> tuple[Spot, ...]:
        """Return every stretch of a text that may be about another child, in its order.

        References and names whatever their case; initials only in capitals. What is part of the
        child's own reference or name is left out; of two that overlap the longer one stands.
        """
        taken = [found.span() for own in self._own for found in own.finditer(text)]
        found = sorted(self._found(text), key=lambda one: (one.start - one.end, one.start))
        spots: list[Spot] = []
        for spot in found:
            if all(spot.end <= start or spot.start >= end for start, end in taken):
                taken.append((spot.start, spot.end))
                spots.append(spot)
        return tuple(sorted(spots, key=lambda one: one.start))

    def _found(self, text: str) -> Iterator[Spot]:
        for word in _WORD.finditer(text):
            for sign in self._signs.get(word[0].casefold(), ()):
                if match := sign.pattern.match(text, word.start()):
                    yield Spot(*match.span(), sign.why)


class Named:
    """Tells whether a text speaks of one child, by reference or full name."""

    def __init__(self, child: Child) -> None:
        self._patterns = tuple(
            _phrase(words)
            for words in (*_references(child), child.name)
            if len(words.strip()) >= _SHORTEST_REFERENCE
        )

    def is_in(self, text: str) -> bool:
        """Return whether the child is named."""
        return any(pattern.search(text) for pattern in self._patterns)

    def spots(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the child is named."""
        return tuple(found.span() for one in self._patterns for found in one.finditer(text))


def _references(child: Child) -> list[str]:
    """Return the reference that a child has, and those that it had."""
    found = (child.reference, *child.other_references)
    return [reference.strip() for reference in found if reference.strip()]


def _called(
    one: Child, child: Child, own_words: set[str], *, is_sibling: bool
) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Yield the first word of what a child is called, the whole of it, and why it counts."""
    own = {reference.casefold() for reference in _references(child)}
    for reference in _references(one):
        if len(reference) >= _SHORTEST_REFERENCE and reference.casefold() not in own:
            yield from _sign(reference, REFERENCE)
    words = _WORD.findall(one.name)
    if len(words) > 1 and one.name.casefold() != child.name.casefold():
        first, last = words[0], words[-1]
        yield from _sign(one.name, NAME)
        yield (
            last,
            re.compile(rf"{_join([last])},\s*{_join(words[:-1])}(?!\w)", re.IGNORECASE),
            NAME,
        )
        yield (
            first[0],
            re.compile(rf"{re.escape(first[0])}\.?\s*{last}(?!\w)", re.IGNORECASE),
            SURNAME,
        )
    for word in words if is_sibling else ():
        if len(word) >= _SHORTEST_NAME and word.casefold() not in own_words:
            yield from _sign(word, SIBLING_NAME)


def _sign(words: str, why: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    found = _WORD.search(words)
    if found is not None and found.start() == 0:
        yield found[0], _phrase(words), why


def _phrase(words: str) -> re.Pattern[str]:
    """Return what finds words as they stand, whatever their case and the spaces between them."""
    return re.compile(rf"(?<!\w){_join(words.split())}(?!\w)", re.IGNORECASE)


def _join(words: Iterable[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _letters(child: Child) -> str:
    """Return a child's initials as capitals without dots; "" where they are no such letters."""
    letters = "".join(_WORD.findall(child.initials))
    fits = _FEWEST_INITIALS <= len(letters) <= _MOST_INITIALS
    return letters if fits and letters.isalpha() and letters.isupper() else ""
