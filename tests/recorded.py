"""A canvas that keeps what is drawn on it, to be asked how things are told apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from iro_desktop.domain.drawing import Box, Stroke
from tests.chart_series import RecordingCanvas


@dataclass
class Mark:
    """Marks of one look."""

    places: list[tuple[float, float]]
    fill: str
    symbol: str


@dataclass
class RecordedCanvas(RecordingCanvas):
    """Keeps rectangles with fill and hatch, lines, curves and marks beside the words."""

    rects: list[tuple[Box, str, str]] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], tuple[float, float], Stroke]] = field(
        default_factory=list
    )
    curves: list[tuple[list[tuple[float, float]], Stroke]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        self.lines.append((start, end, stroke))

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        super().rect(box, fill=fill, edge=edge, hatched=hatched)
        self.rects.append((box, fill, hatched))

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        super().curve(points, stroke, slanted=slanted)
        self.curves.append((list(points), stroke))

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        super().dots(points, size=size, fill=fill, edge=edge, symbol=symbol)
        self.marks.append(Mark(list(points), fill, symbol))

    def said(self) -> list[str]:
        """Return all that is written."""
        return [text for text, _ in self.boxes]
