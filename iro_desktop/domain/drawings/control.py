"""A control chart: months as dots between their limits, signals in a shape of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from iro_desktop.domain.control_charts import ControlPoint, ControlSeries, Signal, Variation
from iro_desktop.domain.drawing import Box, Canvas, ChartColours, ChartPoint, Scale, Stroke, space
from iro_desktop.domain.drawings.axes import Label, dot_size, every, moved_apart
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

_PLOT_LINES: Final = 11
_DOT: Final = 9.0
_SYMBOLS: Final = {
    Variation.NONE: "o",
    Variation.IMPROVING: "d",
    Variation.CONCERNING: "t",
    Variation.CHANGED: "s",
}


@draw.register
def draw_control(
    series: ControlSeries, canvas: Canvas, colours: ChartColours
) -> tuple[ChartPoint, ...]:
    """Draw the aim, the limits of each stretch as steps, the dots, and a word over each signal."""
    points = series.points
    if not points:
        return ()
    line = round(canvas.line_height)
    right = canvas.width - _right_margin(series, canvas)
    x = Scale(-0.5, len(points) - 0.5, 0, right)
    top = 2 * line + space(2)
    y = Scale(series.least, series.most, top + _plot_height(line), top)
    _draw_aim(series, canvas, colours, y, right)
    for end in (series.least, series.most):
        canvas.line((0, round(y(end))), (right, round(y(end))), Stroke(colours.line))
    _draw_limits(series, canvas, colours, x, y)
    _draw_breaks(series, canvas, colours, x, y)
    _draw_points(series, canvas, colours, x, y)
    _draw_signals(series, canvas, colours, x, y)
    _draw_labels(series, canvas, colours, y, right + space(2))
    _draw_months(series, canvas, colours, x, y(series.least) + space(1))
    middle = (series.least + series.most) / 2
    return tuple(
        ChartPoint(x(at), y(middle if point.value is None else point.value), point.spoken(),
                   _readout(point))
        for at, point in enumerate(points)
    )  # fmt: skip


@height.register
def control_height(series: ControlSeries, width: float, line_height: float) -> float:
    """A line for what has the keyboard, one for the words of signals, the plot, and the months."""
    del series, width
    return 3 * round(line_height) + _plot_height(line_height) + space(3)


def _plot_height(line_height: float) -> float:
    return round(_PLOT_LINES * line_height)


def _readout(point: ControlPoint) -> str:
    return f"{point.short}: {', '.join(filter(None, (point.count, point.said)))}"


def _labels(series: ControlSeries) -> list[tuple[float, str, bool]]:
    """Return what stands at the right end: value, words, and whether it is aimed at."""
    aims = [(aim, f"aim {series.say(aim)}") for aim in (series.low, series.high) if aim is not None]
    if len(aims) == 1:
        aims = [(aims[0][0], f"target {series.say(aims[0][0])}")]
    found = [(value, words, True) for value, words in aims]
    now = next((point for point in reversed(series.points) if point.mean is not None), None)
    if now is not None and series.has_limits:
        named = ((now.upper, "upper"), (now.mean, "mean"), (now.lower, "lower"))
        found += [
            (value, f"{word} {series.say(value)}", False)
            for value, word in named
            if value is not None
        ]
    return found


def _right_margin(series: ControlSeries, canvas: Canvas) -> float:
    words = [words for _, words, _ in _labels(series)]
    words += [series.say(series.least), series.say(series.most)]
    return max(canvas.text_width(one, strong=True) for one in words) + space(3)


def _draw_aim(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, y: Scale, right: float
) -> None:
    if series.low is not None and series.high is not None:
        band = Box(0, y(series.high), right, y(series.low) - y(series.high))
        canvas.rect(band, fill=colours.band)
        for edge in (series.low, series.high):
            place = round(y(edge))
            canvas.line((0, place), (right, place), Stroke(colours.band_line, dashed=True))
        return
    for aim in (series.low, series.high):
        if aim is not None:
            canvas.line((0, round(y(aim))), (right, round(y(aim))), Stroke(colours.target, 2))


def _draw_limits(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    """Draw mean and limits as steps, month by month; nothing where a month has none."""
    for piece in _pieces(series):
        ends = (x(piece[0] - 0.5), x(piece[-1] + 0.5))
        mean = round(y(series.points[piece[0]].mean or 0.0))
        canvas.line((ends[0], mean), (ends[1], mean), Stroke(colours.secondary))
        for which in ("lower", "upper"):
            steps: list[tuple[float, float]] = []
            for at in piece:
                place = round(y(getattr(series.points[at], which) or 0.0))
                steps += [(x(at - 0.5), place), (x(at + 0.5), place)]
            canvas.curve(steps, Stroke(colours.secondary, 1, dashed=True))


def _pieces(series: ControlSeries) -> list[list[int]]:
    """Return the places of months that follow one another and share a mean."""
    pieces: list[list[int]] = []
    for at, point in enumerate(series.points):
        if point.mean is None:
            continue
        if not pieces or pieces[-1][-1] != at - 1 or point.break_label:
            pieces.append([])
        pieces[-1].append(at)
    return pieces


def _draw_breaks(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    """Draw each break as a dashed line with its reason, cut where the next one begins."""
    broken = [at for at, point in enumerate(series.points) if point.break_label]
    for at, following in pairwise([*broken, len(series.points)]):
        place = round(x(at - 0.5))
        ends = (place, y(series.most)), (place, y(series.least))
        canvas.line(*ends, Stroke(colours.band_line, 1, dashed=True))
        room = x(following - 0.5) - place - space(2)
        label = canvas.elided(series.points[at].break_label, room)
        if len(label) > 1:
            canvas.text(label, (place + 3, y(series.least) - 2), colours.text, anchor=(0, 1))


def _draw_points(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    """Draw a line through the months, and a mark each; those with few cases are hollow."""
    places = [(round(x(at)), y(point.value or 0.0)) for at, point in enumerate(series.points)]
    for run in series.runs():
        if len(run) > 1:
            canvas.curve([places[at] for at in run], Stroke(colours.data, 1), slanted=True)
    size = dot_size(_DOT, x(1) - x(0), 4.0)
    roles = {
        Variation.NONE: colours.data,
        Variation.IMPROVING: colours.fine,
        Variation.CONCERNING: colours.overdue,
        Variation.CHANGED: colours.due_soon,
    }
    for effect, symbol in _SYMBOLS.items():
        for small in (False, True):
            found = [
                place
                for place, point in zip(places, series.points, strict=True)
                if point.value is not None and point.is_small is small and point.effect is effect
            ]
            if found:
                colour = roles[effect]
                fill = colours.surface if small else colour
                larger = size if effect is Variation.NONE else size + 2
                canvas.dots(found, size=larger, fill=fill, edge=Stroke(colour, 1.5), symbol=symbol)


def _draw_signals(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, x: Scale, y: Scale
) -> None:
    """Name the signals over the plot with a bar over their months, the latest first.

    An older one is named where there is room beside it; each is in the table and is spoken.
    """
    top, right = round(canvas.line_height) + space(1), x(len(series.points) - 0.5)
    bar = round(y(series.most)) - 2
    taken: list[tuple[float, float]] = []
    for first, last in reversed(_groups(series)):
        point = series.points[last]
        canvas.line((x(first - 0.5), bar), (x(last + 0.5), bar), Stroke(colours.secondary, 2))
        for said in (f"{point.effect.value}: {_short(point)}", point.effect.value):
            width = canvas.text_width(said, strong=True)
            left = min(max(0.0, (x(first) + x(last) - width) / 2), right - width)
            ends = (left - space(1), left + width + space(1))
            if left >= 0 and all(ends[1] <= start or end <= ends[0] for start, end in taken):
                canvas.text(said, (left, top), colours.text, strong=True)
                taken.append(ends)
                break


def _short(point: ControlPoint) -> str:
    if point.signal is Signal.OUTSIDE:
        return "outside its limits"
    if point.signal is Signal.RUN:
        return "a run above the mean" if point.is_up else "a run below the mean"
    if point.signal is Signal.TREND:
        return "a rising trend" if point.is_up else "a falling trend"
    return "near a limit"


def _groups(series: ControlSeries) -> list[tuple[int, int]]:
    """Return the first and last place of each group of signals that mean the same."""
    groups: list[tuple[int, int]] = []
    before: ControlPoint | None = None
    for at, point in enumerate(series.points):
        if point.signal is not None:
            same = (
                before is not None
                and groups
                and groups[-1][1] == at - 1
                and (before.signal, before.is_up) == (point.signal, point.is_up)
            )
            if same:
                groups[-1] = (groups[-1][0], at)
            else:
                groups.append((at, at))
        before = point
    return groups


def _draw_labels(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, y: Scale, left: float
) -> None:
    """Name the aim, the limits and the ends of the scale, moved apart, none outside the plot."""
    line = canvas.line_height
    labels = [(y(value), words, is_aim) for value, words, is_aim in _labels(series)]
    placed = _held(moved_apart(labels, line), y(series.most), y(series.least), line)
    for middle, words, is_aim in placed:
        colour = colours.text if is_aim else colours.secondary
        canvas.text(words, (left, middle), colour, strong=is_aim, anchor=(0, 0.5))
    for end in (series.least, series.most):
        if all(abs(y(end) - middle) >= line for middle, _, _ in placed):
            canvas.text(series.say(end), (left, y(end)), colours.secondary, anchor=(0, 0.5))


def _held(labels: list[Label], top: float, foot: float, line: float) -> list[Label]:
    """Return labels, sorted and apart, pushed back between the top and the foot of the plot."""
    held: list[Label] = []
    lowest = foot
    for middle, words, is_aim in reversed(labels):
        place = min(middle, lowest)
        held.append((place, words, is_aim))
        lowest = place - line
    held.reverse()
    found: list[Label] = []
    highest = top
    for middle, words, is_aim in held:
        place = max(middle, highest)
        found.append((place, words, is_aim))
        highest = place + line
    return found


def _draw_months(
    series: ControlSeries, canvas: Canvas, colours: ChartColours, x: Scale, top: float
) -> None:
    """Name every month that has room, from the last backwards; none past the plot."""
    points = series.points
    widest = max(canvas.text_width(point.short) for point in points)
    gap, right = every(widest + space(3), x(1) - x(0)), x(len(points) - 0.5)
    for at in range(len(points) - 1, -1, -gap):
        left = min(x(at) - widest / 2, right - widest)
        if left >= 0:
            canvas.text(points[at].short, (left, top), colours.secondary)
            right = left - space(3)


@table.register
def control_table(series: ControlSeries) -> ChartTable:
    """A row a month, with its limits and what is special about it."""
    return ChartTable(
        columns=("Month", "Figure", "Counted from", "Limits", "Special"),
        rows=tuple(
            (p.label, p.said, p.count, p.limits.removeprefix("limits "), p.signal_words)
            for p in series.points
        ),
        numbers=frozenset({1, 2}),
        data_columns=(
            "month", "from", "to", "value", "unit", "counted_from", "lower", "mean", "upper",
            "signal", "variation", "target_low", "target_high", "break",
        ),
        data=tuple(
            (
                p.label, p.from_on.isoformat() if p.from_on else None, p.to_on.isoformat(),
                None if p.is_small else p.value, series.unit, p.count, p.lower, p.mean, p.upper,
                p.signal.value if p.signal else "", p.effect.value, series.low, series.high,
                p.break_label,
            )
            for p in series.points
        ),
        sorted_by=(2, 3, 5, 6, 9),
    )  # fmt: skip
