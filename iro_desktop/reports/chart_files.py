"""A chart as a picture of pixels, and as a table of its data."""

from __future__ import annotations

from datetime import date
from typing import Final

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawings import table
from iro_desktop.reports.chart_svg import WIDTH, chart_svg
from iro_desktop.reports.csv_file import csv_file
from iro_desktop.reports.typeset import set_pictures

_POINTS_PER_INCH: Final = 72
_NOTES: Final = ("chart", "measured", "definition", "made_on")


def chart_png(
    series: ChartSeries, width: float = WIDTH, scale: float = 2.0, *, made_on: date | None = None
) -> bytes:
    """The SVG picture as PNG, ``width`` times ``scale`` pixels wide."""
    document = {"svg": chart_svg(series, width, made_on=made_on), "width": width}
    return set_pictures("chart", document, pixels_per_inch=_POINTS_PER_INCH * scale)[0]


def chart_data(series: ChartSeries, *, made_on: date | None = None) -> str:
    """The chart's numbers as CSV: a row a point, ISO dates, bare numbers.

    Target, range and breaks are columns of their own; finding, subject, definition and the day it
    was made stand in every row, so that none is lost when rows are put together with others.
    """
    found = table(series)
    made = made_on.isoformat() if made_on else ""
    notes = (series.title, series.subtitle, series.definition, made)
    return csv_file((*found.data_columns, *_NOTES), ((*row, *notes) for row in found.data))
