"""How long a chart takes to be drawn again, and pictures of every kind at every size.

    python -m tests.bench.charts [ROUNDS]
    python -m tests.bench.charts --pictures FOLDER

Each kind of chart is measured in a window, offscreen, until it is painted, at the width of the
panel and at that of a page, in turns with a yardstick in the same run, since machines differ: a
plot of pyqtgraph with its own axes and a line of 36 points. Times are those of the processor, so
that other programs do not count, and of the slowest series of each kind. The pictures are sheets
of all kinds, counted from the sample of 0, 1, 4, 68 and 2,000 children, in light and dark, at 100%
and 150%.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from iro_desktop.domain.charts import (
    BarsSeries,
    BulletSeries,
    ChartSeries,
    DotsSeries,
    StepSeries,
    TrendSeries,
)
from iro_desktop.domain.collecting import without_collecting
from iro_desktop.domain.drawings import draw, load_kinds
from iro_desktop.domain.measures import Figures, Mode, Sources
from iro_desktop.domain.series import caseload_now, caseload_over_time, monitoring_by_month
from iro_desktop.domain.trends import bars, trend
from iro_desktop.ui import theme
from iro_desktop.ui.charts.drawn import DrawnChart
from iro_desktop.ui.charts.panel import ChartCard
from iro_desktop.ui.theme import Scheme, apply_theme
from tests.bench.caseload import Caseload
from tests.bench.timing import Timed, in_turns
from tests.bench.windows import settle, the_application, until_painted
from tests.chart_series import SERIES, SIZES
from tests.samples import DAY, practice_of, snapshot_of

ROUNDS = 15
GOAL = 0.03
WIDTHS = (394, 1100)
SCALE = 10.0  # 2,535 children
EDGE = 16

load_kinds()
KINDS = [kind for kind in draw.registry if kind is not object]


def timed(app: QApplication, act: Callable[[], object]) -> float:
    """Return the seconds of the processor that something takes until it is painted."""
    return until_painted(app, act, process_time)


def plot_again(yardstick: Any) -> None:
    """Draw the line of the yardstick again: a plot as pyqtgraph makes it."""
    yardstick.clear()
    yardstick.plot(list(range(36)), [at % 7 for at in range(36)], symbol="o")


def measure(app: QApplication, rounds: int) -> int:
    """Print the table of times and ratios, and return whether a chart missed the goal."""
    apply_theme(app, Scheme.LIGHT)
    missed = False
    print(f"{'chart':12} {'width':>6} {'median ms':>10} {'least ms':>9} {'yardstick':>10} ratio")
    for kind in KINDS:
        for width in WIDTHS:
            times, plain = _times(app, kind, width, rounds)
            typical = max(median(each) for each in times)
            least = max(min(each) for each in times)
            ratio = typical / median(plain)
            missed |= typical > GOAL
            print(
                f"{kind.__name__.removesuffix('Series'):12} {width:6} {typical * 1000:10.1f} "
                f"{least * 1000:9.1f} {median(plain) * 1000:10.1f} {ratio:5.2f}"
            )
    print(f"The goal is {GOAL * 1000:.0f} ms: {'missed' if missed else 'kept'}.")
    return int(missed)


def charts(caseload: Caseload, rounds: int) -> Timed:
    """A chart of every kind drawn again, beside as many plots as pyqtgraph makes them."""
    app = the_application()
    every = [DrawnChart(SERIES[kind](caseload.size.children)[-1]) for kind in KINDS]
    plots = [pg.PlotWidget() for _ in KINDS]
    for chart in every:
        chart.resize(WIDTHS[0], chart.chart_height())
        chart.show()
    for plot in plots:
        plot.resize(WIDTHS[0], 200)
        plot.show()
    settle(app)

    def own() -> float:
        return sum(timed(app, chart.redraw) for chart in every)

    def plain() -> float:
        return sum(timed(app, partial(plot_again, plot)) for plot in plots)

    own()
    with without_collecting():
        found = in_turns(caseload.size.children, own, plain, rounds)
    for widget in (*every, *plots):
        widget.hide()
        widget.deleteLater()
    settle(app)
    return found


def _times(
    app: QApplication, kind: type[Any], width: int, rounds: int
) -> tuple[list[list[float]], list[float]]:
    """Return the times of each series of a kind with points, and those of the yardstick."""
    yardstick = pg.PlotWidget()
    yardstick.resize(width, 200)
    yardstick.show()
    found, plain = [], []
    for series in (*SERIES[kind](SIZES[-2]), *SERIES[kind](SIZES[-1])):
        chart = DrawnChart(series)
        chart.resize(width, chart.chart_height())
        chart.show()
        settle(app)
        gc.collect()
        gc.disable()
        each = []
        for _ in range(rounds):
            plain.append(timed(app, lambda: plot_again(yardstick)))
            each.append(timed(app, chart.redraw))
        gc.enable()
        found.append(each[1:])
        chart.hide()
        chart.deleteLater()
        settle(app)
    yardstick.hide()
    return found, plain


# Pictures


def figures_of(children: int) -> Figures:
    """Count the sample with so many children in it, those of the caseload first."""
    scale = 1.0 if children <= SIZES[-2] else SCALE
    snapshot = snapshot_of(DAY, 1, scale)
    sources = Sources.of(snapshot, practice_of(DAY, 1, scale), DAY)
    open_now = {one.child_id for one in caseload_now(Figures(sources)).children()}
    first = sorted(sources.cases, key=lambda child_id: child_id not in open_now)
    kept = {child_id: sources.cases[child_id] for child_id in first[:children]}
    return Figures(replace(sources, cases=kept))


def counted_series(figures: Figures) -> dict[type[Any], ChartSeries]:
    """Return a chart of each kind that the sample can be counted for."""

    def of_year(measure: str, mode: Mode = Mode.TWELVE_MONTHS) -> Any:
        return figures.result(measure, mode=mode)

    return {
        BulletSeries: caseload_now(figures).series,
        StepSeries: caseload_over_time(figures, months=12).series,
        DotsSeries: monitoring_by_month(figures, months=12).series,
        TrendSeries: trend(figures, of_year("cla_reviews_in_time"), Mode.SIX_MONTHS).series,
        BarsSeries: bars(of_year("escalation_themes")),
    }


def draw_sheets(app: QApplication, folder: Path) -> None:
    """Write a sheet of every kind for each size, theme and text size."""
    folder.mkdir(parents=True, exist_ok=True)
    for children in SIZES:
        counted = counted_series(figures_of(children))
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            for scale in (1.0, 1.5):
                apply_theme(app, scheme, scale)
                every = [counted.get(kind) or SERIES[kind](children)[-1] for kind in KINDS]
                sheet = _sheet(app, every, round(WIDTHS[0] * scale))
                sheet.save(str(folder / f"{children}-{scheme.value}-{round(scale * 100)}.png"))
    print(f"{len(SIZES) * 4} sheets are in {folder}.")


def _sheet(app: QApplication, series: Iterable[ChartSeries], width: int) -> QPixmap:
    """Return all charts with their titles, side by side."""
    pictures = []
    for one in series:
        card = ChartCard(one)
        card.setAutoFillBackground(True)
        card.setStyleSheet(f"ChartCard {{ background: {theme.colours().surface}; }}")
        card.resize(width, card.heightForWidth(width))
        card.show()
        settle(app)
        card.resize(width, card.heightForWidth(width))
        settle(app)
        pictures.append(card.grab())
        card.hide()
        card.deleteLater()
    tall = max(picture.height() for picture in pictures)
    sheet = QPixmap((width + EDGE) * len(pictures) + EDGE, tall + 2 * EDGE)
    sheet.fill(QColor(theme.colours().surface))
    painter = QPainter(sheet)
    for at, picture in enumerate(pictures):
        painter.drawPixmap(EDGE + at * (width + EDGE), EDGE, picture)
    painter.end()
    return sheet


def main() -> int:
    """Measure, or draw the pictures."""
    app = the_application()
    if sys.argv[1:2] == ["--pictures"]:
        draw_sheets(app, Path(sys.argv[2]))
        return 0
    return measure(app, int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)


if __name__ == "__main__":
    sys.exit(main())
