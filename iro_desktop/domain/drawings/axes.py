"""What several kinds of chart draw alike: the months at the ends, breaks, labels moved apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, inf

from iro_desktop.domain.drawing import Canvas, ChartColours, ChartPoint, Scale, Stroke, space

Label = tuple[float, str, bool]
"""Where the middle of a label belongs, its words, and whether it is the strong one."""


def draw_nothing(canvas: Canvas, colours: ChartColours) -> tuple[ChartPoint, ...]:
    """Say that there is nothing to draw; return no points."""
    canvas.text(canvas.elided("Nothing to show yet", canvas.width), (0, 0), colours.secondary)
    return ()


def draw_ends(
    canvas: Canvas, colours: ChartColours, ends: tuple[str, str], x: Scale, top: float
) -> None:
    """Name the first and the last month of a whole scale.

    The first stands alone where they are the same, or have no room beside each other.
    """
    first, last = ends
    left, right = x(x.from_value), x(x.to_value)
    canvas.text(first, (left, top), colours.secondary)
    needed = canvas.text_width(first) + space(2) + canvas.text_width(last)
    if last != first and needed <= right - left:
        canvas.text(last, (right, top), colours.secondary, anchor=(1, 0))


def draw_break(
    canvas: Canvas,
    colours: ChartColours,
    label: str,
    x: float,
    ends: tuple[float, float],
    right: float,
) -> None:
    """Draw a break of the series as a dashed line between two heights, its reason at the foot.

    The reason stands after the line, before it where it would go past ``right``.
    """
    place, (top, foot) = round(x), ends
    canvas.line((place, top), (place, foot), Stroke(colours.band_line, dashed=True))
    fits = place + 3 + canvas.text_width(label) <= right
    at, side = (place + 3, 0.0) if fits else (place - 3, 1.0)
    canvas.text(label, (at, foot - 2), colours.text, anchor=(side, 1))


def draw_row(
    canvas: Canvas,
    colour: str,
    texts: Sequence[str],
    x: Scale,
    place: tuple[float, float],
    *,
    apart: float = 3.0,
) -> None:
    """Write a text under each point of a scale; ``place`` is the right end and the top.

    Every second or third alone where they would touch: the last always stands, moved inwards where
    it would go past the right end.
    """
    right, top = place
    gap = every(max(map(canvas.text_width, texts)) + apart, x(1) - x(0))
    free = right
    for at in range(len(texts) - 1, -1, -gap):
        half = canvas.text_width(texts[at]) / 2
        middle = max(half, min(x(at), free - half) if at == len(texts) - 1 else x(at))
        if middle + half <= free:
            canvas.text(texts[at], (middle, top), colour, anchor=(0.5, 0))
            free = middle - half - 3


def every(widest: float, step: float) -> int:
    """Every which point can be labelled so that labels of this width do not touch."""
    return max(1, ceil(widest / step))


def dot_size(most: float, step: float, least: float = 5.0) -> float:
    """How large dots can be that stand a step apart, in pixels."""
    return max(least, min(most, step - 3))


def moved_apart(labels: list[Label], least: float, lowest: float = inf) -> list[Label]:
    """Labels moved ``least`` pixels apart; the strong one, the value, stays where it belongs.

    Where the last would come to stand beneath ``lowest``, they are moved upwards instead.
    """
    ordered = sorted(labels)
    strong = next((at for at, label in enumerate(ordered) if label[2]), 0)
    for below, here in pairwise(range(strong, -1, -1)):
        middle, text, is_value = ordered[here]
        ordered[here] = (min(middle, ordered[below][0] - least), text, is_value)
    for above, here in pairwise(range(strong, len(ordered))):
        middle, text, is_value = ordered[here]
        ordered[here] = (max(middle, ordered[above][0] + least), text, is_value)
    for here in range(len(ordered) - 1, -1, -1):
        middle, text, is_value = ordered[here]
        ordered[here] = (min(middle, lowest), text, is_value)
        lowest = ordered[here][0] - least
    return ordered
