"""How each kind of chart is drawn, on whatever canvas: the window's, or that of a picture file."""

from __future__ import annotations

from iro_desktop.domain.drawings import apart, codes, columns, load, strip
from iro_desktop.domain.drawings.kinds import ChartTable, draw, height, table

__all__ = ["ChartTable", "apart", "codes", "columns", "draw", "height", "load", "strip", "table"]
