"""How text fits a width: lines broken between words, the last one shortened, all remembered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from iro_desktop.ui.words import translated

_MOST_REMEMBERED = 20_000


class TextFitter:
    """Measures and breaks text of one font.

    It remembers what it measured, since a table asks for the same words at every paint; what it
    remembers goes with it, so that no name outlives the view that showed it.
    """

    def __init__(self, font: QFont, line_spacing: float = 1.15) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.line_height = round(self.metrics.height() * line_spacing)
        self._widths: dict[str, float] = {}
        self._broken: dict[tuple[str, int, int], tuple[str, ...]] = {}

    def width(self, text: str) -> float:
        """Return the width of a text on one line, in pixels, a fixed one as it is shown."""
        return self._wide(translated(text))

    def _wide(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > _MOST_REMEMBERED:
                self._widths.clear()
            width = self._widths[text] = self.metrics.horizontalAdvance(text)
        return width

    def lines(self, text: str, width: int, most: int) -> tuple[str, ...]:
        """Return at most `most` lines no wider than `width`; what is cut ends in an ellipsis.

        A fixed text is broken as it is shown, in the language of the window.
        """
        text = translated(text)
        if self._wide(text) <= width:
            return (text,) if text else ()
        key = (text, width, most)
        broken = self._broken.get(key)
        if broken is None:
            if len(self._broken) > _MOST_REMEMBERED:
                self._broken.clear()
            broken = self._broken[key] = self._break(text, width, most)
        return broken

    def longest_word(self, text: str) -> float:
        """Return the width of the widest word: the least that breaking between words needs."""
        return max((self._wide(word) for word in translated(text).split()), default=0.0)

    def _break(self, text: str, width: int, most: int) -> tuple[str, ...]:
        lines: list[str] = []
        words = [part for word in _words(text) for part in self._parts(word, width)]
        while words and len(lines) < most - 1:
            taken = 1
            while taken < len(words) and self._wide(_joined(words[: taken + 1])) <= width:
                taken += 1
            lines.append(self._shortened(_joined(words[:taken]), width))
            words = words[taken:]
        if words:
            lines.append(self._shortened(_joined(words), width))
        return tuple(lines)

    def _parts(self, word: str, width: int) -> list[str]:
        """Return a word that is too wide in its parts, each hyphen at the end of its own."""
        if self._wide(word) <= width:
            return [word]
        if " " in word:
            return word.split()
        if "-" not in word.strip("-"):
            return [word]
        *parts, last = word.split("-")
        return [*(f"{part}-" for part in parts), last]

    def _shortened(self, text: str, width: int) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def _words(text: str) -> list[str]:
    """Return words between which a line may end: never a number and what it counts."""
    found: list[str] = []
    for word in text.split():
        if found and found[-1].isdecimal():
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    return found


def _joined(words: list[str]) -> str:
    """Return words as a line: parts of one word stand together again."""
    return "".join(w if w.endswith("-") else f"{w} " for w in words).rstrip()
