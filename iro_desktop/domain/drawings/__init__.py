"""How each kind of chart is drawn, on whatever canvas: the window's, or that of a picture file."""

from __future__ import annotations

from iro_desktop.domain.drawings import (
    apart,
    bars,
    bullet,
    caseload_dots,
    codes,
    columns,
    control,
    dots,
    load,
    spread_rows,
    step,
    strip,
    trend,
    year_pairs,
)
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

__all__ = ["KINDS", "ChartTable", "draw", "height", "table"]

KINDS = (
    apart,
    bars,
    bullet,
    caseload_dots,
    codes,
    columns,
    control,
    dots,
    load,
    spread_rows,
    step,
    strip,
    trend,
    year_pairs,
)
"""The modules of the kinds of charts: each registers its own when it is imported."""
