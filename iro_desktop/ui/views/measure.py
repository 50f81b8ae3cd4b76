"""The page of one measure: figure, trend, parts, spread, and how it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.measures import Figures
from iro_desktop.domain.records import KINDS
from iro_desktop.services.charts import Behind
from iro_desktop.services.measure_page import (
    MeasurePage,
    behind_bar,
    behind_measure,
    measure_page,
)
from iro_desktop.services.measures_page import Choice
from iro_desktop.ui import theme
from iro_desktop.ui.cards import Card, PageHeader, SectionHeader
from iro_desktop.ui.chart_export import ask_where
from iro_desktop.ui.escalation_acts import EscalationActs
from iro_desktop.ui.measure_controls import MeasureControls
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.own_charts import OwnCharts
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.session import Session
from iro_desktop.ui.view import View
from iro_desktop.ui.views.measure_sections import (
    FigureCard,
    HandbookCard,
    PartsTable,
    SpreadTable,
)

if TYPE_CHECKING:
    from iro_desktop.ui.charts.panel import ChartCard


class MeasureView(View):
    """One measure. Enter on a point of its trend lists the children behind it."""

    kinds: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._measure_id = ""
        self._page: MeasurePage | None = None
        self._trend: ChartCard | None = None
        self._bars: ChartCard | None = None
        self._make_widgets()
        self._lay_out()
        self._header.back_clicked.connect(self.back_asked)
        self.controls.choice_changed.connect(self._count)
        self._own.behind_asked.connect(self.behind_asked)
        self._own.challenge_asked.connect(self.acts.open)
        self._own.exported.connect(lambda said: self.noticed.emit(said, ""))
        self.acts.child_asked.connect(self.child_opened)

    @property
    def help_topic(self) -> str:
        """The page of the handbook on the measure that is shown, or nothing."""
        return f"guide/measures/{self._measure_id}.md" if self._measure_id else ""

    def _make_widgets(self) -> None:
        self._header = PageHeader()
        self.controls = MeasureControls()
        self._figure = FigureCard()
        self._trend_place = Card()
        self._bars_place = Card()
        self._own = OwnCharts(self.operations)
        self.acts = EscalationActs(self.operations, self)
        self._parts_head = SectionHeader("Its parts")
        self._parts = PartsTable()
        self._spread_head = SectionHeader(
            "How far it differs", "The lowest, middle and highest of those with five cases or more."
        )
        self._spread = SpreadTable()
        self._handbook = HandbookCard()

    def _lay_out(self) -> None:
        content = ScrolledPage()
        column = QVBoxLayout(content)
        edge = theme.space(5)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(5))
        column.setSpacing(theme.space(3))
        for widget in (
            self._header,
            self.controls,
            self._figure,
            self._bars_place,
            self._trend_place,
            self._own,
            self._parts_head,
            self._parts,
            self._spread_head,
            self._spread,
            SectionHeader("How is this counted?"),
            self._handbook,
        ):
            column.addWidget(widget)
        column.addStretch()
        self._scroll = PageScroll(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)

    # What it shows

    def show_measure(self, measure_id: str, choice: Choice) -> None:
        """Show another measure, from the top."""
        self.controls.set_today(self.operations.session.today)
        self.controls.choose(choice)
        if measure_id != self._measure_id:
            self._measure_id = measure_id
            self._scroll.verticalScrollBar().setValue(0)
        self._count()

    def set_back(self, words: str) -> None:
        """Say where Back leads: "Measures"."""
        self._header.show_back(words)

    def show_workspace(self, session: Session) -> None:
        """Count the same measure anew, off the main thread."""
        self.controls.set_today(session.today)
        self._count()

    def _count(self) -> None:
        measure_id, choice = self._measure_id, self.controls.choice
        if not measure_id:
            return

        def work(figures: Figures, session: Session) -> MeasurePage:
            return measure_page(figures, session.counted_for, measure_id, choice)

        self.operations.read_figures(work, done=self._show, replaces=id(self), owner=self)

    def _show(self, page: MeasurePage) -> None:
        before, self._page = self._page, page
        self._header.set_text(self.headline(), page.asks)
        self._figure.show_page(page)
        self._show_charts(page)
        self._parts.show_rows(page.parts)
        self._spread.show_rows(page.spread)
        for head, table, rows in (
            (self._parts_head, self._parts, page.parts),
            (self._spread_head, self._spread, page.spread),
        ):
            head.setVisible(bool(rows))
            table.setVisible(bool(rows))
        self._handbook.show_page(page.handbook)
        if self.hasFocus():
            self.take_keyboard()  # it was asked for before there was a chart
        if before is None or before.row.measure_id != page.row.measure_id:
            self.headline_changed.emit()

    def _show_charts(self, page: MeasurePage) -> None:
        # Only here: it brings pyqtgraph and numpy.
        from iro_desktop.ui.charts.panel import ChartCard

        if self._trend is None:
            self._trend = ChartCard(page.chart.series, self._trend_place, explains=False)
            self._trend.children_asked.connect(lambda: self._ask(None))
            self._trend.point_activated.connect(self._ask)
            self._trend.export_asked.connect(self._export)
            self._trend_place.add(self._trend)
            self._trend.show()  # now, not with the next layout: the keyboard comes to it
        self._trend.set_series(page.chart.series)
        self._own.show_charts(page.own_charts)
        self._bars_place.setVisible(page.bars is not None)
        if page.bars is None:
            return
        if self._bars is None:
            self._bars = ChartCard(page.bars, self._bars_place, explains=False)
            self._bars.children_asked.connect(lambda: self._ask(None))
            self._bars.point_activated.connect(self._ask_of_bar)
            self._bars.export_asked.connect(self._export)
            self._bars_place.add(self._bars)
        self._bars.set_series(page.bars)

    def headline(self) -> str:
        """Return what the measure says: "Initial conferences in time: 75%"."""
        page = self._page
        if page is None:
            return ""
        # Of a breakdown the figure is that of one part only.
        return page.row.title if page.bars else f"{page.row.title}: {page.row.told.large}"

    def filter_words(self) -> str:
        """Return the measure's name, for the way back from the children behind it."""
        return self._page.row.title if self._page else ""

    @property
    def choice(self) -> Choice:
        """Which period is shown, and how the series is cut."""
        return self.controls.choice

    def take_keyboard(self) -> None:
        """Begin at the trend."""
        target: QWidget = self if self._trend is None else self._trend.chart
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does

    def _ask(self, point: int | None) -> None:
        if self._page is not None:
            behind: Behind = behind_measure(self._page, self.operations.session.snapshot, point)
            self.behind_asked.emit(behind)

    def _ask_of_bar(self, at: int) -> None:
        if self._page is not None:
            self.behind_asked.emit(behind_bar(self._page, self.operations.session.snapshot, at))

    def _export(self, series: ChartSeries) -> None:
        ask_where(self, self.operations, series, lambda said: self.noticed.emit(said, ""))
