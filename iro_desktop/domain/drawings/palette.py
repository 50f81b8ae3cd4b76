"""The colours of charts: those that tell kinds of data apart, and all of them on white paper."""

from __future__ import annotations

from typing import Final

from iro_desktop.domain.drawing import ChartColours

SERIES_ON_LIGHT: Final = ("#12436D", "#A8470E", "#0B6B64", "#801650", "#6B4FA0", "#3D3D3D")
"""Navy, orange, turquoise, plum, lilac, charcoal.

Orange, turquoise and lilac are darker than those of government charts, which are too pale to be
seen over a range's band: here each can be read as text on white, on a chosen row and on the band.
"""

SERIES_ON_DARK: Final = ("#8FBCE6", "#F7A072", "#6FCBC3", "#F4A9C6", "#C7B5E6", "#D9DEE4")
"""The same hues in the same order on a dark ground."""

ON_WHITE: Final = ChartColours(
    surface="#FFFFFF",
    line="#D9DEE4",
    control="#7B8794",
    text="#1B2430",
    secondary="#55606E",
    data="#12436D",
    overdue="#A3160B",
    due_soon="#7A4B00",
    fine="#0B5B3A",
    target="#0F7F76",
    band="#E6EEF5",
    band_line="#505A5F",
    whisker="#7B8794",
    series=SERIES_ON_LIGHT,
)
"""The window's light colours, for what is printed, saved or sent."""
