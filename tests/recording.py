"""A canvas that remembers what was drawn on it, with text of a fixed width."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from iro_desktop.domain.drawing import Box, Stroke

LINE = 18.0
LETTER = 7.0


@dataclass
class RecordingCanvas:
    """Letters are 7 pixels wide, strong ones 8; lines are 18 pixels high."""

    width: float
    height: float
    line_height: float = LINE
    texts: list[tuple[str, Box]] = field(default_factory=list)
    marks: list[tuple[float, float, str, str]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], tuple[float, float], Stroke]] = field(
        default_factory=list
    )

    def text_width(self, text: str, *, strong: bool = False) -> float:
        return len(text) * (LETTER + strong)

    def elided(self, text: str, width: float) -> str:
        if self.text_width(text) <= width:
            return text
        return text[: max(0, int(width / LETTER) - 1)] + "…"

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        *,
        strong: bool = False,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> Box:
        assert colour
        width = self.text_width(text, strong=strong)
        box = Box(at[0] - anchor[0] * width, at[1] - anchor[1] * LINE, width, LINE)
        self.texts.append((text, box))
        return box

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        self.lines.append((start, end, stroke))

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        assert fill or edge or hatched
        self.boxes.append(box)

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        del fill
        self.lines += [(points[0], points[-1], stroke)]

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        del slanted
        self.lines += [(points[0], points[-1], stroke)]

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        self.lines += [((x, upper), (x, lower), stroke) for x, upper, lower in spans]

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        assert size > 0
        assert edge or fill
        self.marks += [(x, y, symbol, fill) for x, y in points]

    def words(self) -> list[str]:
        """Return all texts in the order in which they were drawn."""
        return [text for text, _ in self.texts]

    def assert_tidy(self) -> None:
        """Fail where text lies outside the canvas or over other text, or a mark outside it."""
        for text, box in self.texts:
            assert box.left >= -0.5, text
            assert box.right <= self.width + 0.5, text
            assert box.top >= -0.5, text
            assert box.bottom <= self.height + 0.5, text
        for at, (text, box) in enumerate(self.texts):
            for other, beside in self.texts[at + 1 :]:
                apart = (
                    box.right <= beside.left + 0.5
                    or beside.right <= box.left + 0.5
                    or box.bottom <= beside.top + 1
                    or beside.bottom <= box.top + 1
                )
                assert apart, (text, other)
        for x, y, _, _ in self.marks:
            assert -0.5 <= x <= self.width + 0.5
            assert -0.5 <= y <= self.height + 0.5
