"""Resolutions as marks along their working days: closed ones filled, open ones hollow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush
from math import ceil, inf
from typing import Final

from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table
from iro_desktop.domain.oversight_charts import StripPoint, StripSeries
from iro_desktop.domain.words import short_date

_DOT: Final = 11.0
_APART: Final = 14.0
_PAD: Final = 8.0
_GAP: Final = 8.0
_TALLEST: Final = 140.0
"""The most that the marks of one lane are stacked to; where there are more they close up."""
_MOST_LABELLED: Final = 60
"""Of more marks in a lane none has its days beside it: there is no room between them."""
_CLOSE: Final = 8.0
"""Marks of a stack that are less far apart lie on each other and cannot be told apart."""
_BEYOND: Final = 1.25
_STEP: Final = 5

_Lane = tuple[tuple[int, StripPoint], ...]
"""The points of a lane with their places in the series."""


def _lanes(series: StripSeries) -> list[tuple[str, _Lane]]:
    numbered = tuple(enumerate(series.points))
    closed = tuple(one for one in numbered if not one[1].is_open)
    still = tuple(one for one in numbered if one[1].is_open)
    return [
        (words, lane)
        for words, lane in ((series.closed_words, closed), (series.open_words, still))
        if lane
    ]


def _across(series: StripSeries, width: float) -> Scale:
    most = max(series.limit * _BEYOND, 1, *[point.days for point in series.points])
    return Scale(0, ceil(most / _STEP) * _STEP, _PAD, max(width - _PAD, _PAD + 1))


def _levels(lane: _Lane, x: Scale) -> list[int]:
    """Return how high each mark of a lane stands: on the lowest level that has room for it.

    Where that would be too high, each number of days has a stack of its own.
    """
    taken: list[tuple[float, int]] = []
    free: list[int] = []
    found = []
    days, at = -1, 0.0
    for _, point in lane:
        if point.days != days:
            days, at = point.days, x(point.days)
        while taken and at - taken[0][0] >= _APART:
            heappush(free, heappop(taken)[1])
        level = heappop(free) if free else len(taken)
        heappush(taken, (at, level))
        found.append(level)
    if (max(found) + 1) * _APART <= _TALLEST:
        return found
    stacks: Counter[int] = Counter()
    found = []
    for _, point in lane:
        found.append(stacks[point.days])
        stacks[point.days] += 1
    return found


def _tall(levels: Sequence[int]) -> float:
    return min(_TALLEST, (max(levels) + 1) * _APART)


@height.register
def _(series: StripSeries, width: float, line_height: float) -> float:
    if not series.points:
        return line_height
    x = _across(series, width)
    lanes = sum(line_height + 2 * _GAP + _tall(_levels(lane, x)) for _, lane in _lanes(series))
    return 2 * line_height + lanes + line_height + 4


@draw.register
def _(series: StripSeries, canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    if not series.points:
        return ()
    line, x = canvas.line_height, _across(series, canvas.width)
    top = 2 * line
    limit = round(x(series.limit))
    _write_limit(canvas, colours, series.limit, limit, top)
    placed: dict[int, ChartPoint] = {}
    for words, lane in _lanes(series):
        heading = canvas.text(canvas.elided(words, canvas.width), (0, top), colours.text)
        levels = _levels(lane, x)
        tall = _tall(levels)
        base = top + line + _GAP + tall
        step = tall / (max(levels) + 1)
        across = {days: (x(days), _readout(days)) for days in {one.days for _, one in lane}}
        heights = [base - step * (level + 0.5) for level in range(max(levels) + 1)]
        for (at, point), level in zip(lane, levels, strict=True):
            left, readout = across[point.days]
            placed[at] = ChartPoint(left, heights[level], point.spoken(), readout)
        start = heading.bottom if heading.right >= limit - 2 else top - 2
        canvas.line((limit, start), (limit, base + _GAP), Stroke(colours.target, 2))
        canvas.line((0, base + 2), (canvas.width, base + 2), Stroke(colours.line))
        _draw_marks(canvas, colours, lane, placed)
        _draw_days(canvas, colours, lane, placed, limit)
        top = base + _GAP
    _draw_axis(canvas, colours, x, top)
    return tuple(placed[at] for at in range(len(series.points)))


def _readout(days: int) -> str:
    return f"{days} working {'day' if days == 1 else 'days'}"


def _write_limit(
    canvas: Canvas, colours: ChartColours, days: int, at: float, bottom: float
) -> None:
    words = f"{days} working {'day' if days == 1 else 'days'}"
    half = canvas.text_width(words, strong=True) / 2
    middle = min(max(at, half), canvas.width - half)
    place = middle, bottom - 2
    canvas.text(words, place, colours.text, strong=True, anchor=(0.5, 1))


def _draw_marks(
    canvas: Canvas, colours: ChartColours, lane: _Lane, placed: dict[int, ChartPoint]
) -> None:
    """Draw a lane's marks: late ones as triangles in their own colour, open ones hollow.

    Of marks in a stack that lie almost on each other only some are drawn, its ends among them:
    how high it is stays the same, and each is still a point that is walked to and spoken.
    """
    groups: dict[tuple[bool, bool], list[tuple[float, float]]] = {}
    for at, point in lane:
        one = placed[at]
        groups.setdefault((point.is_late, point.is_open), []).append((one.x, one.y))
    for (late, hollow), places in sorted(groups.items()):
        colour = colours.overdue if late else colours.data
        fill = colours.surface if hollow else colour
        symbol, edge = "t" if late else "o", Stroke(colour, 2)
        canvas.dots(_thinned(places), size=_DOT, fill=fill, edge=edge, symbol=symbol)


def _thinned(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the marks without those that lie almost on another one of their stack."""
    stacks: dict[float, list[float]] = {}
    for x, y in places:
        stacks.setdefault(x, []).append(y)
    found = []
    for x, heights in stacks.items():
        heights.sort(reverse=True)
        last = inf
        for y in heights:
            if last - y >= _CLOSE or y == heights[-1]:
                found.append((x, y))
                last = y
    return found


def _draw_days(
    canvas: Canvas,
    colours: ChartColours,
    lane: _Lane,
    placed: dict[int, ChartPoint],
    limit: float,
) -> None:
    """Write the days of late ones beside their marks, where nothing stands in the way."""
    if len(lane) > _MOST_LABELLED:
        return
    half = canvas.line_height / 2
    taken = [Box(placed[at].x - _DOT / 2, placed[at].y - _DOT / 2, _DOT, _DOT) for at, _ in lane]
    for at, point in lane:
        if not point.is_late:
            continue
        words = f"{point.days} days"
        box = Box(
            placed[at].x + _DOT / 2 + 4, placed[at].y - half, canvas.text_width(words), 2 * half
        )
        crosses = box.left <= limit <= box.right or box.right > canvas.width
        if crosses or any(_meet(box, other) for other in taken):
            continue
        taken.append(box)
        canvas.text(words, (box.left, placed[at].y), colours.secondary, anchor=(0, 0.5))


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _draw_axis(canvas: Canvas, colours: ChartColours, x: Scale, top: float) -> None:
    canvas.text("0", (0, top + 2), colours.secondary)
    end = f"{x.to_value:.0f} days"
    canvas.text(end, (canvas.width, top + 2), colours.secondary, anchor=(1, 0))


@table.register
def _(series: StripSeries) -> ChartTable:
    return ChartTable(
        ("Theme", "Formal since", "Closed on", "Working days", "Limit", "State"),
        tuple(
            (
                point.theme or "No theme",
                short_date(point.formal_on),
                short_date(point.closed_on) if point.closed_on else "",
                str(point.days),
                str(point.limit),
                _state(point),
            )
            for point in series.points
        ),
        frozenset({3, 4}),
        ("theme", "from", "to", "working_days", "limit", "state"),
        tuple(
            (
                point.theme,
                point.formal_on.isoformat(),
                point.closed_on.isoformat() if point.closed_on else None,
                float(point.days),
                float(point.limit),
                _state(point).lower(),
            )
            for point in series.points
        ),
        (0, 1, 2, 3, 4, 5),
    )


def _state(point: StripPoint) -> str:
    state = "Open" if point.is_open else "Closed"
    return f"{state}, late" if point.is_late else state
