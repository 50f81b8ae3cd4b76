"""Charts as files for others: a picture or the numbers, by the ending of the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.errors import FileNotWrittenError, UserError
from iro_desktop.domain.measures import MEASURES, Kind, Mode
from iro_desktop.domain.trends import bars, trend
from iro_desktop.domain.words import counted
from iro_desktop.reports.chart_files import chart_data, chart_png
from iro_desktop.reports.chart_svg import chart_svg
from iro_desktop.services.access import note
from iro_desktop.services.charts import panel
from iro_desktop.services.destinations import write_out
from iro_desktop.services.measures import figures_of
from iro_desktop.services.own_charts import measure_charts, name_of, points_of
from iro_desktop.services.policy import require_place
from iro_desktop.services.workspace import Workspace

_NAMES: Final = {".svg": "an SVG picture", ".png": "a PNG picture", ".csv": "a table (CSV)"}
_BOM: Final = "\ufeff"


class OtherEndingError(UserError):
    """A chart was to be written in a form that there is not."""

    sentence = "Charts are written as .svg, .png or .csv: give the file one of these endings."


@dataclass(frozen=True, slots=True)
class NamedChart:
    """A chart and the name that its files have, without ending."""

    name: str
    series: ChartSeries


def export_chart(workspace: Workspace, series: ChartSeries, path: Path) -> str:
    """Write a chart whole or not at all, note it in the view log, and say what was written.

    Raises OtherEndingError, and FileNotWrittenError where the file cannot be written.
    """
    _write(workspace, series, path)
    form = _NAMES[path.suffix.casefold()]
    note(workspace, "export", note=f"chart, {form}")
    return f"{path.name} holds the chart as {form}, with its definition. No child is named in it."


def _write(workspace: Workspace, series: ChartSeries, path: Path) -> None:
    made_on = workspace.today()
    match path.suffix.casefold():
        case ".svg":
            data = chart_svg(series, made_on=made_on).encode("utf-8")
        case ".png":
            data = chart_png(series, made_on=made_on)
        case ".csv":
            # Excel takes a CSV file for the system's old encoding unless it begins with this.
            data = (_BOM + chart_data(series, made_on=made_on)).encode("utf-8")
        case _:
            raise OtherEndingError
    write_out(path, data)


def charts_of(workspace: Workspace, as_of: date) -> tuple[NamedChart, ...]:
    """Return the charts of the panel, and every measure's trend and parts, as known on a day."""
    figures = figures_of(workspace.snapshot, workspace.practice, as_of)
    officer_id = None if workspace.whole_service else workspace.officer_id
    beside = panel(figures, officer_id)
    found = [
        NamedChart("caseload-now", beside.now.series),
        NamedChart("caseload-over-time", beside.over_time.series),
        NamedChart("checks-by-month", beside.monitoring.series),
    ]
    for measure in MEASURES.values():
        result = figures.result(measure.id, mode=Mode.TWELVE_MONTHS, officer_id=officer_id)
        name = measure.id.replace("_", "-")
        found.append(NamedChart(name, trend(figures, result, Mode.MONTH).series))
        if measure.kind is Kind.BREAKDOWN:
            found.append(NamedChart(f"{name}-parts", bars(result)))
        found += [
            NamedChart(f"{name}-{name_of(chart)}", chart.series)
            for chart in measure_charts(result)
            if points_of(chart)
        ]
    return tuple(found)


def export_charts(workspace: Workspace, folder: Path, charts: Iterable[NamedChart]) -> int:
    """Write charts into a folder, each as SVG and as CSV, and return how many.

    Raises NotAllowedError or FileNotWrittenError.
    """
    require_place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileNotWrittenError from error
    written = list(charts)
    for one in written:
        for ending in (".svg", ".csv"):
            _write(workspace, one.series, folder / f"{one.name}{ending}")
    note(workspace, "export", note=f"charts, {counted(len(written), 'chart')} as SVG and CSV")
    return len(written)
