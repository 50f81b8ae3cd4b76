"""What charts are drawn with, whatever they are drawn on: the window, a picture, a page.

A chart is a function that takes a series, a canvas and colours, and returns the points that can be
opened. It measures and draws in pixels, y downwards, and knows neither Qt nor a file form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

GRID: Final = 4.0
"""Every distance in a chart is a multiple of this, in pixels."""


def space(steps: int) -> float:
    """A distance in pixels on the grid."""
    return steps * GRID


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn."""

    colour: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its left upper corner and its size."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower side."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class ChartColours:
    """One colour for each role, as #RRGGBB.

    ``series`` are what tells several kinds of data apart, beside marker and line style: each
    stands out from the surface by 3:1 or more.
    """

    surface: str
    line: str
    control: str
    text: str
    secondary: str
    data: str
    overdue: str
    due_soon: str
    fine: str
    target: str
    band: str
    band_line: str
    whisker: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a value stands, in pixels."""

    from_value: float
    to_value: float
    from_pixel: float
    to_pixel: float

    def __call__(self, value: float) -> float:
        """The pixel of a value, also outside the scale's ends."""
        share = (value - self.from_value) / (self.to_value - self.from_value)
        return self.from_pixel + share * (self.to_pixel - self.from_pixel)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """Where a point of the series stands in the chart, and what it says.

    ``readout`` is written at the top while the point has the keyboard, where there is room.
    """

    x: float
    y: float
    spoken: str
    readout: str = ""


class Canvas(Protocol):
    """A plot area of ``width`` by ``height`` pixels; ``line_height`` is that of its text."""

    @property
    def width(self) -> float:
        """How wide the area is."""

    @property
    def height(self) -> float:
        """How high the area is."""

    @property
    def line_height(self) -> float:
        """How high one line of text is."""

    def text_width(self, text: str, *, strong: bool = False) -> float:
        """How wide a text is."""

    def elided(self, text: str, width: float) -> str:
        """A text cut with "…" where it is wider."""

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        *,
        strong: bool = False,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> Box:
        """Draw text so that ``anchor`` of its box (0..1, 0..1) stands at ``at``; return the box.

        It is moved inwards where it would go past the left or right side.
        """

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        """Draw a straight line."""

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        """Draw a rectangle: filled, hatched with a colour, outlined."""

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        """Draw a line through points; with ``fill``, a closed shape."""

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        """Draw data as a line; one that is not all steps must be told so, to be smooth."""

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        """Draw upright lines: x, upper and lower end of each."""

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        """Draw marks of ``size`` pixels: "o" round, "s" square, "d" diamond, "t" triangle, "x"."""
