"""Charts of one row a name: the name, a plot, and words, side by side or one under another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from iro_desktop.domain.drawing import Box, Canvas, ChartColours, Scale, Stroke, space

_WIDE_LINES: Final = 30.0
"""From this width on, in heights of a line, a row's name and words stand beside its plot."""
_NAMES: Final = 0.27
_WORDS: Final = 0.36
DOT: Final = 9.0


@dataclass(frozen=True, slots=True)
class RowWords:
    """What is written in a row: its name, the figure, and a note under it."""

    name: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class AxisMark:
    """A value named over the plot: at the place of a line or in the middle of a band."""

    value: float
    words: str
    strong: bool = False


def is_wide(width: float, line_height: float) -> bool:
    """Whether names and words stand beside the plot."""
    return width >= _WIDE_LINES * line_height


def row_height(words: RowWords, width: float, line_height: float) -> float:
    """How high one row is."""
    line = round(line_height)
    if is_wide(width, line_height):
        return line * (2 if words.note else 1) + space(2)
    return line * (3 if words.note else 2) + space(2)


def rows_height(rows: Iterable[RowWords], marks: int, width: float, line_height: float) -> float:
    """How high all rows are, with so many lines of marks over them and the scale under them."""
    head = marks * round(line_height) + space(1)
    return head + sum(row_height(one, width, line_height) for one in rows) + round(line_height)


class Marks:
    """Marks that are drawn together with those that look alike: by far the quickest in a window."""

    def __init__(self) -> None:
        self._found: dict[tuple[float, str, Stroke, str], list[tuple[float, float]]] = {}

    def add(
        self, at: tuple[float, float], *, size: float, fill: str, edge: Stroke, symbol: str = "o"
    ) -> None:
        """Add one mark."""
        self._found.setdefault((size, fill, edge, symbol), []).append(at)

    def draw(self, canvas: Canvas) -> None:
        """Draw all, those over others that look as the ones added last do."""
        for (size, fill, edge, symbol), points in self._found.items():
            canvas.dots(points, size=size, fill=fill, edge=edge, symbol=symbol)


class RowPlot:
    """The places of rows on a canvas; ``x`` is the scale of their plots, ``tops`` their tops."""

    def __init__(
        self,
        canvas: Canvas,
        rows: Sequence[RowWords],
        marks: Sequence[AxisMark],
        ends: tuple[float, float],
    ) -> None:
        line = round(canvas.line_height)
        self._canvas, self._rows, self._marks = canvas, rows, marks
        self._is_wide = is_wide(canvas.width, canvas.line_height)
        self._names = self._words = 0.0
        if self._is_wide:
            names = max((canvas.text_width(one.name) for one in rows), default=0.0)
            self._names = min(names, _NAMES * canvas.width)
            words = [canvas.text_width(text) for one in rows for text in (one.said, one.note)]
            self._words = min(max(words, default=0.0), _WORDS * canvas.width)
        room = DOT if not self._is_wide else 0.0
        left = self._names + (space(3) if self._is_wide else room)
        right = canvas.width - self._words - (space(3) if self._is_wide else room)
        self.x = Scale(*ends, left, right)
        self.head = len(marks) * line + space(1)
        self.tops: list[float] = []
        top = self.head
        for one in rows:
            self.tops.append(top)
            top += row_height(one, canvas.width, canvas.line_height)
        self.foot = top

    @property
    def left(self) -> float:
        """The left end of the plots."""
        return self.x.from_pixel

    @property
    def right(self) -> float:
        """The right end of the plots."""
        return self.x.to_pixel

    def middle(self, at: int) -> float:
        """The height at which the marks of a row stand."""
        line = round(self._canvas.line_height)
        if self._is_wide:
            return self.tops[at] + 0.5 * line
        return self.tops[at] + (2.5 if self._rows[at].note else 1.5) * line

    def strips(self) -> list[tuple[float, float]]:
        """The heights between which nothing is written: all rows, or one strip in each."""
        if self._is_wide:
            return [(self.head, self.foot)]
        half = round(self._canvas.line_height) / 2
        middles = [self.middle(at) for at in range(len(self._rows))]
        return [(middle - half, middle + half) for middle in middles]

    def draw_upright(self, value: float, stroke: Stroke) -> None:
        """Draw a line at a value through all plots, and through no words."""
        x = round(self.x(value))
        for top, foot in self.strips():
            self._canvas.line((x, top), (x, foot), stroke)

    def draw_band(self, low: float, high: float, colours: ChartColours) -> None:
        """Draw a range as a band with its edges through all plots."""
        left, right = self.x(low), self.x(high)
        for top, foot in self.strips():
            self._canvas.rect(Box(left, top, right - left, foot - top), fill=colours.band)
        for edge in (low, high):
            self.draw_upright(edge, Stroke(colours.band_line, dashed=True))

    def draw_words(self, colours: ChartColours) -> None:
        """Write names, figures and notes, cut where they have no room; a thin line in each row."""
        for at, one in enumerate(self._rows):
            middle = round(self.middle(at))
            self._canvas.line((self.left, middle), (self.right, middle), Stroke(colours.line))
            if self._is_wide:
                self._beside(at, one, colours)
            else:
                self._above(at, one, colours)

    def _beside(self, at: int, one: RowWords, colours: ChartColours) -> None:
        canvas, top = self._canvas, self.tops[at]
        canvas.text(canvas.elided(one.name, self._names), (0, top), colours.text)
        left = canvas.width - self._words
        canvas.text(canvas.elided(one.said, self._words), (left, top), colours.text)
        if one.note:
            line = round(canvas.line_height)
            words = canvas.elided(one.note, self._words)
            canvas.text(words, (left, top + line), colours.secondary)

    def _above(self, at: int, one: RowWords, colours: ChartColours) -> None:
        canvas, top, line = self._canvas, self.tops[at], round(self._canvas.line_height)
        said = canvas.elided(one.said, 0.6 * canvas.width)
        width = canvas.text_width(said)
        canvas.text(said, (canvas.width - width, top), colours.text)
        name = canvas.elided(one.name, canvas.width - width - space(2))
        canvas.text(name, (0, top), colours.text)
        if one.note:
            note = canvas.elided(one.note, canvas.width)
            canvas.text(note, (0, top + line), colours.secondary)

    def draw_marks(self, colours: ChartColours) -> None:
        """Name the marks over the plots, one a line, each over its place as far as it fits."""
        canvas, line = self._canvas, round(self._canvas.line_height)
        for at, mark in enumerate(self._marks):
            words = canvas.elided(mark.words, canvas.width)
            width = canvas.text_width(words, strong=mark.strong)
            left = min(max(0.0, self.x(mark.value) - width / 2), canvas.width - width)
            colour = colours.text if mark.strong else colours.secondary
            canvas.text(words, (left, at * line), colour, strong=mark.strong)

    def draw_ends(self, colours: ChartColours, ends: tuple[str, str]) -> None:
        """Name the ends of the scale under the last row."""
        canvas = self._canvas
        canvas.text(ends[0], (self.left, self.foot), colours.secondary)
        canvas.text(ends[1], (self.right, self.foot), colours.secondary, anchor=(1, 0))
