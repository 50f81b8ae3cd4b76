"""How wide words are in the font that the program ships, read from its own tables."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from struct import iter_unpack, unpack_from
from typing import Final

from iro_desktop.paths import resource

ASCENT: Final = 0.96875
DESCENT: Final = 0.2415
"""How far letters reach above and below the line they stand on, of their size."""

_EVERY_SYSTEM: Final = (3, 10)  # Windows, all of Unicode: the table of that is of format 12


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of a font's glyphs, of its size; those of characters it lacks are of a box."""

    starts: tuple[int, ...]
    groups: tuple[tuple[int, int, int], ...]
    advances: tuple[float, ...]

    def width(self, text: str, size: float) -> float:
        """How wide a line of text is at a size; pairs are not moved closer."""
        return size * sum(self.advances[self._glyph(ord(letter))] for letter in text)

    def _glyph(self, code: int) -> int:
        at = bisect_right(self.starts, code) - 1
        if at < 0:
            return 0
        first, last, glyph = self.groups[at]
        found = glyph + code - first if code <= last else 0
        return min(found, len(self.advances) - 1)


@cache
def widths(*, strong: bool = False) -> Widths:
    """The widths of Inter, regular or semi-bold."""
    font = resource(f"fonts/Inter-{'SemiBold' if strong else 'Regular'}.otf").read_bytes()
    tables = {
        tag.decode("ascii"): offset
        for tag, _, offset, _ in iter_unpack(">4sIII", font[12 : 12 + 16 * _number(font, 4)])
    }
    em = _number(font, tables["head"] + 18)
    measured = _number(font, tables["hhea"] + 34)
    start = tables["hmtx"]
    metrics = iter_unpack(">Hh", font[start : start + 4 * measured])
    groups = _groups(font, tables["cmap"])
    return Widths(
        tuple(first for first, _, _ in groups),
        groups,
        tuple(advance / em for advance, _ in metrics),
    )


def _groups(font: bytes, cmap: int) -> tuple[tuple[int, int, int], ...]:
    """Return runs of characters: the first, the last, and the glyph of the first."""
    entries = iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * _number(font, cmap + 2)])
    at = cmap + next(offset for *of, offset in entries if tuple(of) == _EVERY_SYSTEM)
    (count,) = unpack_from(">I", font, at + 12)
    return tuple(iter_unpack(">III", font[at + 16 : at + 16 + 12 * count]))


def _number(font: bytes, at: int) -> int:
    found: int = unpack_from(">H", font, at)[0]
    return found


def elided(text: str, width: float, size: float) -> str:
    """A text, cut with "…" where it is wider than that."""
    font = widths()
    if font.width(text, size) <= width:
        return text
    for end in range(len(text) - 1, 0, -1):
        cut = f"{text[:end].rstrip()}…"
        if font.width(cut, size) <= width:
            return cut
    return "…"


def wrapped(text: str, width: float, size: float, *, strong: bool = False) -> list[str]:
    """A text in lines no wider than that; a word that is wider has a line of its own."""
    font, lines = widths(strong=strong), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and font.width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines if text.strip() else []
