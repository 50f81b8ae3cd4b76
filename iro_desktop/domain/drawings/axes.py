"""What several kinds of chart draw alike: the months at the ends, breaks, labels moved apart."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from iro_desktop.domain.drawing import Canvas, ChartColours, Scale, Stroke

Label = tuple[float, str, bool]
"""Where the middle of a label belongs, its words, and whether it is the strong one."""


def draw_ends(
    canvas: Canvas, colours: ChartColours, ends: tuple[str, str], x: Scale, top: float
) -> None:
    """Name the first and the last month of a whole scale; one alone if they are the same."""
    first, last = ends
    canvas.text(first, (x(x.from_value), top), colours.secondary)
    if last != first:
        canvas.text(last, (x(x.to_value), top), colours.secondary, anchor=(1, 0))


def draw_break(
    canvas: Canvas, colours: ChartColours, label: str, x: float, ends: tuple[float, float]
) -> None:
    """Draw a break of the series as a dashed line between two heights, its reason at the foot."""
    place, (top, foot) = round(x), ends
    canvas.line((place, top), (place, foot), Stroke(colours.band_line, dashed=True))
    canvas.text(label, (place + 3, foot - 2), colours.text, anchor=(0, 1))


def every(widest: float, step: float) -> int:
    """Every which point can be labelled so that labels of this width do not touch."""
    return max(1, ceil(widest / step))


def dot_size(most: float, step: float, least: float = 5.0) -> float:
    """How large dots can be that stand a step apart, in pixels."""
    return max(least, min(most, step - 3))


def apart(labels: list[Label], least: float) -> list[Label]:
    """Labels moved ``least`` pixels apart; the strong one, the value, stays where it belongs."""
    ordered = sorted(labels)
    strong = next((at for at, label in enumerate(ordered) if label[2]), 0)
    for below, here in pairwise(range(strong, -1, -1)):
        middle, text, is_value = ordered[here]
        ordered[here] = (min(middle, ordered[below][0] - least), text, is_value)
    for above, here in pairwise(range(strong, len(ordered))):
        middle, text, is_value = ordered[here]
        ordered[here] = (max(middle, ordered[above][0] + least), text, is_value)
    return ordered
