"""How each kind of chart is drawn, on whatever canvas: the window's, or that of a picture file."""

from __future__ import annotations

from iro_desktop.domain.drawings.kinds import KINDS, ChartTable, draw, height, load_kinds, table

__all__ = ["KINDS", "ChartTable", "draw", "height", "load_kinds", "table"]
