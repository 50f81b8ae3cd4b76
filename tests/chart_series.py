"""Series of every kind for caseloads of any size, and a canvas that notes what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from iro_desktop.domain.calendar import add_months
from iro_desktop.domain.charts import (
    Bar,
    BarsSeries,
    BulletSeries,
    ChartSeries,
    DotPoint,
    DotsSeries,
    StepPoint,
    StepSeries,
    TrendPoint,
    TrendSeries,
    figure,
    percentage,
)
from iro_desktop.domain.drawing import Box, Stroke
from iro_desktop.domain.words import say_month, say_number, short_month
from iro_desktop.reports.inter import elided, widths
from tests.oversight_series import OVERSIGHT
from tests.team_series import TEAM

SIZES = (0, 1, 4, 68, 2_000)
"""How many children stand behind a chart."""

_SIZE_OF_LINE = 1.28
_DAY = date(2020, 3, 31)
_NOTE = "Midpoints that fell due with a check ÷ midpoints that fell due. Local settings apply."


def _months(number: int) -> list[tuple[date, date]]:
    """Return the first and last days of months, the latest last."""
    first = [add_months(date(2020, 3, 1), -back) for back in range(number - 1, -1, -1)]
    return [(day, add_months(day, 1) - timedelta(days=1)) for day in first]


def bullets(children: int) -> list[BulletSeries]:
    about = (f"{children} children", "Caseload per FTE, 31 March 2020", "A sentence.", _NOTE)
    most = max(120.0, children + 10.0)
    return [
        BulletSeries(*about, value=float(children), low=50, high=70, axis_to=most),
        BulletSeries(*about, value=children * 1.05 + 0.5, low=60, high=62, axis_to=most),
        BulletSeries(*about, value=None, low=50, high=70),
        BulletSeries(*about, value=7.0, low=5, high=117),
    ]


def steps(children: int) -> list[StepSeries]:
    about = (f"Now {children}", "Caseload per FTE at each month’s end", "A sentence.", _NOTE)
    moved = children // 10

    def point(at: int, day: date, *, low: float) -> StepPoint:
        value = None if at % 7 == 3 else children * (1 + 0.02 * (at % 5)) + 0.5 * (at % 2)
        return StepPoint(day, say_month(day), value, low, low + 20, moved + at % 3, moved + at % 2)

    return [
        StepSeries(
            *about,
            tuple(
                point(at, day, low=50 if at > 4 else 45)
                for at, (_, day) in enumerate(_months(number))
            ),
        )
        for number in (0, 1, 12, 36)
    ]


def dots(children: int) -> list[DotsSeries]:
    about = (f"Of {children}", "Midpoints in 12 months", "A sentence.", _NOTE)

    def point(at: int, first: date, last: date, renewed: str = "") -> DotPoint:
        due = children * (at % 3 + 1) // 3
        done = due * (70 + 3 * (at % 10)) // 100
        low, high = (max(0.0, done / due - 0.2), min(1.0, done / due + 0.1)) if due else (None,) * 2
        return DotPoint(first, last, say_month(last), done, due, low, high, renewed)

    found = []
    for number, target in ((0, 0.8), (1, None), (3, 0.97), (12, 0.8), (36, 0.03)):
        points = [
            point(at, *days, "new definition" if at == number // 2 and at else "")
            for at, days in enumerate(_months(number))
        ]
        found.append(DotsSeries(*about, target, tuple(points), met="checked", of="children"))
    return found


def trends(children: int) -> list[TrendSeries]:
    about = (f"Of {children}", "Per cent, by month", "A sentence.", _NOTE)

    def point(at: int, first: date, last: date, share: bool, renewed: str) -> TrendPoint:
        value = 70.0 + 3 * (at % 10) if share else children * (1 + 0.01 * (at % 7))
        small = share and children < 5
        said = "too few" if small else percentage(value / 100) if share else figure(value)
        count = f"{round(children * value / 100):,} of {children:,}" if share else ""
        low, high = (max(0.0, value - 12), min(100.0, value + 9)) if share else (None, None)
        known = value if children else None
        return TrendPoint(
            first, last, f"The 12 months to {say_month(last)}", short_month(last),
            known, said, count, low, high, small, renewed,
        )  # fmt: skip

    found = []
    for number, share in ((0, True), (1, True), (12, True), (36, True), (12, False)):
        points = tuple(
            point(at, *days, share, "new definition" if at == number // 2 and at else "")
            for at, days in enumerate(_months(number))
        )
        unit, most = ("%", 100.0) if share else ("children", max(10.0, children * 1.5))
        series = TrendSeries(*about, points, most, unit, target=95 if share else None)
        found.append(series)
        found.append(replace(series, target=None, low=most * 0.5, high=most * 0.7))
        found.append(replace(series, target=None, low=most * 0.12, high=most * 0.14))
    return found


def bars(children: int) -> list[BarsSeries]:
    labels = ("Delay: drift in carrying out the plan", "Placement", "Quality of planning " * 5)
    many = tuple(
        Bar(
            f"{labels[at % 3]} {at}",
            children // (at + 1),
            f"{say_number(children // (at + 1))} of {say_number(children * 2)}, 34.4%",
        )
        for at in range(min(8, children))
    )
    about = ("Delay leads", f"{children} challenges", "A sentence.", _NOTE)
    return [BarsSeries(*about, many)]


SERIES: dict[type[Any], Callable[[int], Sequence[ChartSeries]]] = {
    BulletSeries: bullets,
    StepSeries: steps,
    DotsSeries: dots,
    TrendSeries: trends,
    BarsSeries: bars,
    **OVERSIGHT,
    **TEAM,
}
"""For each kind of series some of them, by the number of children behind them."""


@dataclass
class RecordingCanvas:
    """Draws nothing, and notes the boxes of what is written on it and the colours in use."""

    width: float
    height: float
    line_height: float
    boxes: list[tuple[str, Box]] = field(default_factory=list)
    colours: set[str] = field(default_factory=set)

    @property
    def size(self) -> float:
        return self.line_height / _SIZE_OF_LINE

    def text_width(self, text: str, *, strong: bool = False) -> float:
        return widths(strong=strong).width(text, self.size)

    def elided(self, text: str, width: float) -> str:
        return elided(text, width, self.size)

    def text(
        self,
        text: str,
        at: tuple[float, float],
        colour: str,
        *,
        strong: bool = False,
        anchor: tuple[float, float] = (0.0, 0.0),
    ) -> Box:
        self.colours.add(colour)
        width = self.text_width(text, strong=strong)
        left = max(0.0, min(at[0] - anchor[0] * width, self.width - width))
        box = Box(left, at[1] - anchor[1] * self.line_height, width, self.line_height)
        self.boxes.append((text, box))
        return box

    def line(self, start: tuple[float, float], end: tuple[float, float], stroke: Stroke) -> None:
        del start, end
        self.colours.add(stroke.colour)

    def rect(
        self, box: Box, *, fill: str = "", edge: Stroke | None = None, hatched: str = ""
    ) -> None:
        assert box.width >= 0
        assert box.height >= 0
        self.colours |= {fill, hatched, edge.colour if edge else ""}

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke, fill: str = "") -> None:
        assert points
        self.colours |= {stroke.colour, fill}

    def curve(
        self, points: Sequence[tuple[float, float]], stroke: Stroke, *, slanted: bool = False
    ) -> None:
        del slanted
        assert points
        self.colours.add(stroke.colour)

    def whiskers(self, spans: Sequence[tuple[float, float, float]], stroke: Stroke) -> None:
        assert all(upper <= lower for _, upper, lower in spans)
        self.colours.add(stroke.colour)

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        *,
        size: float,
        fill: str,
        edge: Stroke | None = None,
        symbol: str = "o",
    ) -> None:
        del points, symbol
        assert size > 0
        self.colours |= {fill, edge.colour if edge else ""}

    def outside(self) -> list[str]:
        """What is written past an edge."""
        return [
            text
            for text, box in self.boxes
            if min(box.left, box.top + self._slack) < -1
            or box.right > self.width + 1
            or box.bottom - self._slack > self.height + 1
        ]

    def over_each_other(self) -> list[tuple[str, str]]:
        """Which words stand over which others; lines may touch as letters do not reach so far."""
        found = []
        for at, (text, box) in enumerate(self.boxes):
            for other, beside in self.boxes[at + 1 :]:
                across = min(box.right, beside.right) - max(box.left, beside.left)
                down = min(box.bottom, beside.bottom) - max(box.top, beside.top)
                if across > 0 and down > self._slack and text and other:
                    found.append((text, other))
        return found

    @property
    def _slack(self) -> float:
        return 0.25 * self.line_height
