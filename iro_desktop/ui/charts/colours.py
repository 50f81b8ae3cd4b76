"""The colours of charts in the theme in force."""

from __future__ import annotations

from iro_desktop.domain.drawing import ChartColours
from iro_desktop.domain.drawings.palette import SERIES_ON_DARK, SERIES_ON_LIGHT
from iro_desktop.ui.theme import DARK, LIGHT, Colours


def chart_colours(table: Colours) -> ChartColours:
    """Return the colours that charts are drawn with in a table of colours."""
    return ChartColours(
        surface=table.surface,
        line=table.line,
        control=table.control,
        text=table.text,
        secondary=table.secondary,
        data=table.accent,
        overdue=table.overdue,
        due_soon=table.due_soon,
        fine=table.fine,
        target=table.target,
        band=table.band,
        band_line=table.band_line,
        whisker=table.whisker,
        series=_series(table),
    )


def _series(table: Colours) -> tuple[str, ...]:
    if table == LIGHT:
        return SERIES_ON_LIGHT
    if table == DARK:
        return SERIES_ON_DARK
    # In the system's own colours marker and line style alone tell kinds of data apart.
    return (table.text,) * len(SERIES_ON_LIGHT)
