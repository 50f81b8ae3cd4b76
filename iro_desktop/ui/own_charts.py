"""Charts under each other on a page; a point opens its challenge, or the children behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.services.own_charts import (
    OwnChart,
    behind_own,
    challenge_at,
    children_words,
    points_of,
)
from iro_desktop.ui import theme
from iro_desktop.ui.cards import Card
from iro_desktop.ui.chart_export import ask_where
from iro_desktop.ui.labels import HeadingLabel, SecondaryLabel
from iro_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from iro_desktop.ui.charts.panel import ChartCard


class OwnCharts(QWidget):
    """One card a chart; where there is nothing to draw, its finding as a sentence alone."""

    behind_asked = Signal(object)
    """The Behind of a point, or of a whole chart."""
    challenge_asked = Signal(str)
    """The id of the challenge that was clicked or entered."""
    exported = Signal(str)
    """A chart was saved as a file; where, and what it holds."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._charts: tuple[OwnChart, ...] = ()
        self._places: list[_Place] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(3))
        self.hide()

    def show_charts(self, charts: Sequence[OwnChart]) -> None:
        """Show other charts; those of the same kinds stay as chart or table as they were."""
        kinds = [type(chart.series) for chart in charts]
        if kinds != [type(chart.series) for chart in self._charts]:
            self._drop()
            for at in range(len(charts)):
                place = _Place(self)
                place.asked.connect(lambda point, at=at: self._on_asked(at, point))
                place.export_asked.connect(self._on_export_asked)
                self._column.addWidget(place)
                self._places.append(place)
        self._charts = tuple(charts)
        for place, chart in zip(self._places, charts, strict=True):
            place.show_chart(chart)
        self.setVisible(bool(charts))

    @property
    def cards(self) -> tuple[ChartCard, ...]:
        """The charts that have something to draw, in their order."""
        return tuple(place.card for place in self._places if place.card is not None)

    def take_keyboard(self) -> bool:
        """Put the keyboard into the first chart; return whether there is one."""
        cards = self.cards
        if cards:
            cards[0].chart.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(cards)

    def _drop(self) -> None:
        for place in self._places:
            self._column.removeWidget(place)
            place.hide()
            place.deleteLater()
        self._places = []

    def _on_export_asked(self, series: ChartSeries) -> None:
        ask_where(self, self._operations, series, self.exported.emit)

    def _on_asked(self, at: int, point: int) -> None:
        chart = self._charts[at]
        asked = None if point < 0 else point
        challenge_id = challenge_at(chart, asked)
        if challenge_id:
            self.challenge_asked.emit(challenge_id)
        else:
            snapshot = self._operations.session.snapshot
            self.behind_asked.emit(behind_own(chart, snapshot, asked))


class _Place(Card):
    """Where one chart stands, or the sentence that stands for it."""

    asked = Signal(int)
    """A point, or with -1 the whole chart, is to be opened."""
    export_asked = Signal(object)
    """The series is to be saved as a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding = HeadingLabel()
        self._subtitle = SecondaryLabel()
        self.card: ChartCard | None = None
        self.add(self._finding)
        self.add(self._subtitle)

    def show_chart(self, chart: OwnChart) -> None:
        """Show a chart, or its finding where it has no points."""
        is_empty = not points_of(chart)
        self._finding.setText(chart.series.title)
        self._subtitle.setText(chart.series.subtitle)
        for label in (self._finding, self._subtitle):
            label.setVisible(is_empty)
        if is_empty:
            if self.card is not None:
                self.body.removeWidget(self.card)
                self.card.hide()
                self.card.deleteLater()
                self.card = None
            return
        if self.card is not None:
            self.card.set_series(chart.series)
            return
        # Only here: it brings pyqtgraph and numpy.
        from iro_desktop.ui.charts.panel import ChartCard

        self.card = ChartCard(chart.series, self, children_text=children_words(chart))
        self.card.children_asked.connect(lambda: self.asked.emit(-1))
        self.card.point_activated.connect(self.asked)
        self.card.export_asked.connect(self.export_asked)
        self.add(self.card)
        self.card.show()  # now, not with the next layout: the keyboard may come to it
