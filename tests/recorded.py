"""A canvas that writes down what is drawn on it, so that a drawing can be judged without eyes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from iro_desktop.domain.drawing import Box, ChartColours, Stroke

COLOURS = ChartColours(
    surface="#FFFFFF",
    line="#D9DEE4",
    control="#7B8794",
    text="#1B2430",
    secondary="#55606E",
    data="#12436D",
    overdue="#A3160B",
    due_soon="#7A4B00",
    fine="#0B5B3A",
    target="#0F7F76",
    band="#E6EEF5",
    band_line="#505A5F",
    whisker="#848E99",
    series=("#12436D", "#801650"),
)
DARK = ChartColours(
    surface="#1F242B",
    line="#363D47",
    control="#7B8794",
    text="#E9EDF2",
    secondary="#A9B3BF",
    data="#8FBCE6",
    overdue="#FF9C92",
    due_soon="#F2C177",
    fine="#7FD3A6",
    target="#6FCBC3",
    band="#263443",
    band_line="#A9B3BF",
    whisker="#848E99",
    series=("#8FBCE6", "#F4A9C6"),
)


@dataclass
class Mark:
    """Marks of one look."""

    places: list[tuple[float, float]]
    fill: str
    edge: Stroke | None
    symbol: str


@dataclass
class RecordedCanvas:
    """Text is so many pixels a letter, nothing is moved, and everything is kept."""

    width: float
    height: float
    line_height: float = 18.0
    texts: list[tuple[str, Box, str]] = field(default_factory=list)
    rects: list[tuple[Box, str, str]] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], tuple[float, float], Stroke]] = field(
        default_factory=list
    )
    curves: list[tuple[list[tuple[float, float]], Stroke]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def text_width(self, text: str, *, strong: bool = False) -> float:
        return len(text) * self.line_height * (0.4 if strong else 0.37)

    def elided(self, text: str, width: float) -> str:
        if self.text_width(text) <= width:
            return text
        while text and self.text_width(text + "…") > width:
            text = text[:-1]
        return text + "…"

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        *,
        strong: bool = False,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> Box:
        wide = self.text_width(text, strong=strong)
        box = Box(
            at[0] - anchor[0] * wide, at[1] - anchor[1] * self.line_height, wide, self.line_height
        )
        self.texts.append((text, box, colour))
        return box

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        self.lines.append((start, end, stroke))

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        del edge
        self.rects.append((box, fill, hatched))

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        del fill
        self.curves.append((list(points), stroke))

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        del slanted
        self.curves.append((list(points), stroke))

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        for x, upper, lower in spans:
            self.lines.append(((x, upper), (x, lower), stroke))

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        del size
        self.marks.append(Mark(list(points), fill, edge, symbol))

    # What is wrong with it

    def said(self) -> list[str]:
        """Return all texts."""
        return [text for text, _, _ in self.texts]

    def outside(self) -> Iterator[str]:
        """Yield what is written where it cannot be seen whole."""
        for text, box, _ in self.texts:
            inside = box.left >= -1 and box.right <= self.width + 1
            if not inside or box.top < -1 or box.bottom > self.height + 1:
                yield text

    def overlapping(self) -> Iterator[tuple[str, str]]:
        """Yield the texts that are written over each other."""
        for (one, a, _), (other, b, _) in combinations(self.texts, 2):
            across = min(a.right, b.right) - max(a.left, b.left)
            down = min(a.bottom, b.bottom) - max(a.top, b.top)
            if across > 1 and down > 1:
                yield one, other
