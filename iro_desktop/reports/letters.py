"""Words as the shipped fonts can set them: what no font draws is said in words, never lost."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from typing import Final

from iro_desktop.paths import resource

_FONT: Final = "fonts/Inter-Regular.otf"
_NOT_DRAWN: Final = "□"
_SPACES: Final = {"\t": " ", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_NARROW: Final = frozenset("iljtfrI.,:;'|()[]!-’·")
_WIDE: Final = frozenset("mwMW@%–—…●◆▲○“”£½")
_UNICODE: Final = (3, 10)
_GROUPS_AT: Final = 16


def widest(word: str) -> float:
    """How wide a word is at most in our fonts, in parts of the size of its letters."""
    return sum(map(_width, word))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.47
    if letter in _WIDE or not letter.isascii():
        return 1.2 if letter in _WIDE else 1.4 if letter.isalnum() else 3.0
    return 0.68 if letter.islower() else 0.85


def settable(words: str) -> str:
    """Words that the fonts can draw: a picture by its name, another letter as an empty box.

    An accessible page must not hold a letter that its font lacks. Marks of direction and joiners
    go; every other character is still there to be seen, as itself, "[name]" or "□".
    """
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if words.isascii() and (words.isprintable() or words.replace("\n", "").isprintable()):
        return words
    return "".join(map(_drawn, unicodedata.normalize("NFC", words)))


def _drawn(letter: str) -> str:
    if letter == "\n" or (letter.isprintable() and ord(letter) in _drawable()):
        return letter
    if letter in _SPACES:
        return _SPACES[letter]
    kind = unicodedata.category(letter)
    if kind.startswith("Z"):
        return " " if ord(letter) not in _drawable() else letter
    if kind in {"Cc", "Cf"} or "VARIATION SELECTOR" in unicodedata.name(letter, ""):
        return ""
    if kind in {"So", "Sk", "Sm"}:
        return f"[{unicodedata.name(letter, 'symbol').lower()}]"
    return _NOT_DRAWN


@cache
def _drawable() -> frozenset[int]:
    """The characters of the font: its table `cmap`, format 12 of OpenType."""
    data = resource(_FONT).read_bytes()
    start = _table_at(data, b"cmap")
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        if (platform, encoding) == _UNICODE:
            return _of_groups(data, start + offset)
    message = f"{_FONT} has no table of its characters"
    raise ValueError(message)


def _table_at(data: bytes, name: bytes) -> int:
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        if tag == name:
            return int(offset)
    message = f"{_FONT} has no table {name!r}"
    raise ValueError(message)


def _of_groups(data: bytes, start: int) -> frozenset[int]:
    found: set[int] = set()
    for number in range(struct.unpack_from(">I", data, start + 12)[0]):
        first, last, _ = struct.unpack_from(">III", data, start + _GROUPS_AT + 12 * number)
        found.update(range(first, last + 1))
    return frozenset(found)
