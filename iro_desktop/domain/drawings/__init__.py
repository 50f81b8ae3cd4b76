"""How each kind of chart is drawn, on whatever canvas: the window's, or that of a picture file."""

from __future__ import annotations

from iro_desktop.domain.drawings import bars, bullet, dots, step, trend
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

__all__ = ["KINDS", "ChartTable", "draw", "height", "table"]

KINDS = (
    bars,
    bullet,
    dots,
    step,
    trend,
)
"""The modules of the kinds of charts: each registers its own when it is imported."""
