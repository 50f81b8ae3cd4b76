"""A canvas that writes what is drawn on it as SVG, its text as text in the font of the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from iro_desktop.domain.drawing import Box, Stroke
from iro_desktop.reports.inter import ASCENT, DESCENT, elided, widths

FAMILY: Final = "Inter, Segoe UI, Arial, sans-serif"
TEXT_SIZE: Final = 12.5
LINE_HEIGHT: Final = 16.0
_STRONG: Final = 600
_ANCHORS: Final = {0.0: "", 0.5: ' text-anchor="middle"', 1.0: ' text-anchor="end"'}
# What XML cannot hold, even escaped.
_CONTROL: Final = (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)
_FORBIDDEN: Final = dict.fromkeys((*_CONTROL, *range(0xD800, 0xE000)))


class SvgCanvas:
    """A drawing of ``width`` by ``height`` pixels; ``body`` is what was drawn, in order."""

    line_height: float = LINE_HEIGHT

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.body: list[str] = []
        self._hatches: dict[str, str] = {}

    def text_width(self, text: str, *, strong: bool = False) -> float:
        """How wide a text is."""
        return widths(strong=strong).width(text, TEXT_SIZE)

    def elided(self, text: str, width: float) -> str:
        """A text cut with "…" where it is wider."""
        return elided(text, width, TEXT_SIZE)

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        *,
        strong: bool = False,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> Box:
        """Write text so that ``anchor`` of its box stands at ``at``, within the sides."""
        width, height = self.text_width(text, strong=strong), self.line_height
        left = max(0.0, min(at[0] - anchor[0] * width, self.width - width))
        top = at[1] - anchor[1] * height
        # Anchored as it was asked for: in another font, where it is wider, it stays in its place.
        side = anchor[0] if anchor[0] in _ANCHORS else 0.0
        x = left + side * width
        self.body.append(text_element(text, (x, top), colour, strong=strong, anchor=_ANCHORS[side]))
        return Box(left, top, width, height)

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        crisp = _CRISP if x1 == x2 or y1 == y2 else ""
        ends = f'x1="{say(x1)}" y1="{say(y1)}" x2="{say(x2)}" y2="{say(y2)}"'
        self.body.append(f"<line {ends}{stroked(stroke)}{crisp}/>")

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        """Draw a rectangle: filled, hatched with a colour, outlined."""
        if hatched and fill:
            self.rect(box, fill=fill)
        paint = f"url(#{self._hatch(hatched)})" if hatched else fill or "none"
        place = f'x="{say(box.left)}" y="{say(box.top)}"'
        size = f'width="{say(max(0.0, box.width))}" height="{say(max(0.0, box.height))}"'
        outline = stroked(edge) if edge is not None else ""
        self.body.append(f'<rect {place} {size} fill="{paint}"{outline}{_CRISP}/>')

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        """Draw a line through points; with ``fill``, a closed shape."""
        tag = "polygon" if fill else "polyline"
        ends = _points(points)
        self.body.append(f'<{tag} points="{ends}" fill="{fill or "none"}"{stroked(stroke)}/>')

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        """Draw data as a line."""
        crisp = "" if slanted else _CRISP
        ends = _points(points)
        self.body.append(f'<polyline points="{ends}" fill="none"{stroked(stroke)}{crisp}/>')

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        """Draw upright lines: x, upper and lower end of each."""
        for x, upper, lower in spans:
            self.line((x, upper), (x, lower), stroke)

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        """Draw marks of ``size`` pixels."""
        look = f' fill="{fill or "none"}"' + (stroked(edge) if edge is not None else "")
        half = size / 2
        for x, y in points:
            if symbol == "o":
                self.body.append(f'<circle cx="{say(x)}" cy="{say(y)}" r="{say(half)}"{look}/>')
            else:
                shape = [(x + half * dx, y + half * dy) for dx, dy in _SHAPES[symbol]]
                self.body.append(f'<polygon points="{_points(shape)}"{look}/>')

    def _hatch(self, colour: str) -> str:
        return self._hatches.setdefault(colour, f"hatch-{colour.lstrip('#')}")

    def definitions(self) -> str:
        """What the drawing refers to: the patterns of its hatches."""
        patterns = "".join(
            f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" '
            f'stroke="{colour}" stroke-width="3"/></pattern>'
            for colour, name in self._hatches.items()
        )
        return f"<defs>{patterns}</defs>" if patterns else ""


_CRISP: Final = ' shape-rendering="crispEdges"'
_ARM: Final = 0.3
_SHAPES: Final = {
    "s": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "d": ((0, -1), (0.8, 0), (0, 1), (-0.8, 0)),
    "t": ((0, -1), (1, 1), (-1, 1)),
    "x": (
        (-1, -1 + _ARM), (-1 + _ARM, -1), (0, -_ARM), (1 - _ARM, -1), (1, -1 + _ARM), (_ARM, 0),
        (1, 1 - _ARM), (1 - _ARM, 1), (0, _ARM), (-1 + _ARM, 1), (-1, 1 - _ARM), (-_ARM, 0),
    ),
}  # fmt: skip


def text_element(
    text: str,
    at: tuple[float, float],
    colour: str,
    *,
    size: float = TEXT_SIZE,
    line_height: float = LINE_HEIGHT,
    strong: bool = False,
    anchor: str = "",
) -> str:
    """A line of text whose box begins at a height, as an element."""
    foot = at[1] + (line_height - (ASCENT + DESCENT) * size) / 2 + ASCENT * size
    weight = f' font-weight="{_STRONG}"' if strong else ""
    sized = "" if size == TEXT_SIZE else f' font-size="{say(size)}"'
    place = f'x="{say(at[0])}" y="{say(foot)}"'
    return f'<text {place} fill="{colour}"{sized}{weight}{anchor}>{words(text)}</text>'


def words(text: str) -> str:
    """Text as XML has it: markup escaped, and without what XML cannot hold."""
    return escape(text.translate(_FORBIDDEN))


def say(number: float) -> str:
    """A number of pixels, to a hundredth."""
    said = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


def stroked(stroke: Stroke) -> str:
    """The attributes of a line."""
    width = f' stroke-width="{say(stroke.width)}"' if stroke.width != 1 else ""
    # In units of the width, as the window has it.
    dashes = f"{say(4 * stroke.width)} {say(3 * stroke.width)}"
    dashed = f' stroke-dasharray="{dashes}"' if stroke.dashed else ""
    return f' stroke="{stroke.colour}"{width}{dashed}'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{say(x)},{say(y)}" for x, y in points)
