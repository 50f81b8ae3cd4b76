"""The charts of a workbook, native ones: the caseload in its range, monitoring and its target.

A month without a shown value is a gap. Each line is named at its end, and no legend is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from iro_desktop.domain.period_tables import PeriodTables
from iro_desktop.domain.words import plain_date
from iro_desktop.reports.workbook_sheet import HEADING_ROW, Workbook, Worksheet

_DATA: Final = "#12436D"
_AIM: Final = "#0F7F76"
_RANGE: Final = "#505A5F"
_SIZE: Final = {"width": 760, "height": 380}
_FULL: Final = 100


def add_caseload_chart(
    book: Workbook, sheet: Worksheet, tables: PeriodTables, columns: int
) -> None:
    """Add the caseload per FTE at each month's end within its range, beside its table."""
    values = [row.per_fte for row in tables.caseload]
    series = [
        _line(sheet, values, 6, "Per FTE", _DATA),
        _line(sheet, values, 7, "Range from", _RANGE, dashed=True),
        _line(sheet, values, 8, "Range to", _RANGE, dashed=True),
    ]
    alt = _alt(tables.caseload_title, [row.month_on for row in tables.caseload], values, "per FTE")
    _add(book, sheet, columns, series, (tables.caseload_title, "Children per FTE", alt, None))


def add_monitoring_chart(
    book: Workbook, sheet: Worksheet, tables: PeriodTables, columns: int
) -> None:
    """Add the monitoring by month against its target, beside its table."""
    values = [row.per_cent for row in tables.monitoring]
    series = [_line(sheet, values, 3, "Per cent", _DATA)]
    if any(row.target is not None for row in tables.monitoring):
        series.append(_line(sheet, values, 4, "Target", _AIM, dashed=True))
    alt = _alt(tables.monitoring_title, [row.month_on for row in tables.monitoring], values, "%")
    _add(book, sheet, columns, series, (tables.monitoring_title, "Per cent", alt, _FULL))


def _line(
    sheet: Worksheet,
    values: Sequence[float | None],
    column: int,
    name: str,
    colour: str,
    *,
    dashed: bool = False,
) -> dict[str, Any]:
    first, last = HEADING_ROW + 1, HEADING_ROW + len(values)
    line: dict[str, Any] = {"color": colour, "width": 1.5 if dashed else 2.25}
    if dashed:
        line["dash_type"] = "dash"
    marker = {"type": "none"} if dashed else {
        "type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}
    }  # fmt: skip
    only_the_last = [{"delete": True}] * (len(values) - 1)
    return {
        "name": name,
        "categories": [sheet.get_name(), first, 0, last, 0],
        "values": [sheet.get_name(), first, column, last, column],
        "line": line,
        "marker": marker,
        "data_labels": {
            "series_name": True, "value": False, "position": "above" if dashed else "below",
            "custom": only_the_last, "font": {"color": colour},
        },
    }  # fmt: skip


def _add(
    book: Workbook,
    sheet: Worksheet,
    columns: int,
    series: Sequence[dict[str, Any]],
    words: tuple[str, str, str, float | None],
) -> None:
    title, axis, alt, most = words
    chart = book.add_chart({"type": "line"})
    for one in series:
        chart.add_series(one)
    chart.set_title({"name": f"{title}", "name_font": {"size": 12, "bold": True}})
    chart.set_x_axis({"num_format": "mmm yyyy", "text_axis": True, "num_font": {"rotation": -45}})
    chart.set_y_axis({
        "name": axis, "min": 0, "max": most, "major_gridlines": {
            "visible": True, "line": {"color": "#D9DEE4", "width": 0.75},
        },
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    chart.set_size(_SIZE)
    sheet.insert_chart(HEADING_ROW, columns + 1, chart, {"description": alt})


def _alt(title: str, days: Sequence[Any], values: Sequence[float | None], unit: str) -> str:
    """Return the finding and the ends of the line in words."""
    shown = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if not shown:
        return f"{title}. No month has a value that is shown."
    (first, was), (last, now) = shown[0], shown[-1]
    space = "" if unit == "%" else " "
    return (
        f"{title}. A line by month: {was:.1f}{space}{unit} on {plain_date(first)}, "
        f"{now:.1f}{space}{unit} on {plain_date(last)}. The table beside it has every month."
    )
