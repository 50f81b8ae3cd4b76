"""A chart with what belongs to it: its finding, its numbers as a table, its definition."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.drawings.period import copied_words
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.charts.drawn import DrawnChart
from iro_desktop.ui.charts.tables import Row, table_of
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.labels import HeadingLabel, SecondaryLabel
from iro_desktop.ui.table_view import TableView

_TALLEST_TABLE = 320
_LETTERS_WIDE = 64


class ChartCard(QWidget):
    """The finding as title, what is measured under it, the chart, and under it what to do next.

    Without ``explains`` it offers no definition, for a page that explains the figure elsewhere.
    """

    children_asked = Signal()
    """The children behind the whole figure are wanted."""
    point_activated = Signal(int)
    """The children behind one point are wanted; its place in the series."""
    export_asked = Signal(object)
    """The series is to be saved as a file: ``ui.chart_export.ask_where`` asks where."""

    def __init__(
        self,
        series: ChartSeries,
        parent: QWidget | None = None,
        *,
        children_text: str = "Show the children",
        explains: bool = True,
    ) -> None:
        super().__init__(parent)
        self._series = series
        self._explains = explains
        self._table: TableView | None = None
        self.title = HeadingLabel()
        self.subtitle = SecondaryLabel()
        self.chart = DrawnChart(series, self)
        self.chart.point_activated.connect(self.point_activated)
        self.definition = SecondaryLabel()
        self.definition.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(1) // 2)
        self._column.addLayout(self._words())
        self._column.addSpacing(theme.space(2))
        self._column.addWidget(self.chart)
        self._column.addSpacing(theme.space(1))
        self._column.addWidget(self._links(children_text))
        self._column.addWidget(self.definition)
        self._column.addStretch()
        # Not Maximum: Qt takes that for the height of one line of links, and squeezes the chart.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._show_words()
        # Tab goes as the eye does: along the title, over the chart, then what stands under it.
        QWidget.setTabOrder(self.copy_button, self.export_button)
        QWidget.setTabOrder(self.export_button, self.chart)
        QWidget.setTabOrder(self.chart, self.children_link)

    def _links(self, children_text: str) -> FlowRow:
        self.children_link = Button(children_text, Kind.LINK)
        self.children_link.clicked.connect(self.children_asked)
        self.table_link = Button("As a table", Kind.LINK)
        self.table_link.clicked.connect(self._on_table_asked)
        self.definition_link = Button("How is this counted?", Kind.LINK)
        self.definition_link.clicked.connect(self._on_definition_asked)
        row = FlowRow(gap=theme.space(2), line_gap=0)
        row.add(self.children_link, self.table_link, self.definition_link)
        return row

    def _words(self) -> QHBoxLayout:
        self.copy_button = Button("Copy sentence", Kind.QUIET, icon="copy", icon_only=True)
        self.copy_button.clicked.connect(self.copy_sentence)
        self.export_button = Button("Export…", Kind.QUIET, icon="export", icon_only=True)
        self.export_button.clicked.connect(lambda: self.export_asked.emit(self._series))
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tools.setSpacing(0)
        self._tools.addWidget(self.copy_button)
        self._tools.addWidget(self.export_button)
        words = QVBoxLayout()
        words.setSpacing(theme.space(1) // 2)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        # Not aligned: Qt gives an aligned layout no more than its hint, and lines are cut off.
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(theme.space(1))
        row.addLayout(words, 1)
        row.addLayout(self._tools)
        row.setAlignment(self._tools, Qt.AlignmentFlag.AlignTop)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools under each other where the title needs the width."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        is_narrow = self.width() < QFontMetrics(theme.font()).averageCharWidth() * _LETTERS_WIDE
        self._tools.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)

    @property
    def series(self) -> ChartSeries:
        """The series that is shown."""
        return self._series

    @property
    def table(self) -> TableView | None:
        """The table that stands in the chart's place, or None while the chart is shown."""
        return self._table

    def set_series(self, series: ChartSeries) -> None:
        """Show another series of the same kind, as chart or table as before."""
        if type(series) is not type(self._series):
            raise TypeError(f"{type(self._series).__name__} was shown, not {type(series).__name__}")
        self._series = series
        self._show_words()
        self.chart.set_series(series)
        if self._table is not None:
            self._drop_table()
            self._put_table()

    def set_children_text(self, text: str) -> None:
        """Name the link to the children otherwise, such as "2 due by Friday"."""
        self.children_link.setText(text)
        self.children_link.updateGeometry()

    def show_table(self, shown: bool) -> None:
        """Show the table in place of the chart, or the chart again."""
        if shown is (self._table is not None):
            return
        if shown:
            self._put_table()
        else:
            self._drop_table()
        self.chart.setVisible(not shown)
        self.table_link.setText("As a chart" if shown else "As a table")
        self.table_link.updateGeometry()

    def copy_sentence(self) -> None:
        """Put the finding on the clipboard, in a sentence with its period and how it is counted."""
        QGuiApplication.clipboard().setText(copied_words(self._series))
        announce(self, "Sentence copied")

    def _show_words(self) -> None:
        self.title.setText(self._series.title)
        self.subtitle.setText(self._series.subtitle)
        self.definition.setText(self._series.definition)
        self.definition_link.setVisible(self._explains and bool(self._series.definition))

    def _put_table(self) -> None:
        table = TableView(table_of(self._series), name=self._series.title, parent=self)
        table.model().setParent(table)
        table.opened.connect(self._on_row_opened)
        table.setMaximumHeight(_TALLEST_TABLE)
        table.setMinimumHeight(min(_TALLEST_TABLE, table.height_of_rows()))
        self._column.insertWidget(self._column.indexOf(self.chart), table)
        table.show()
        self._table = table
        QWidget.setTabOrder(self.chart, table)
        QWidget.setTabOrder(table, self.children_link)

    def _drop_table(self) -> None:
        if self._table is not None:
            self._column.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
            self._table = None

    def _on_row_opened(self, row: Row) -> None:
        """Open the point of a row; one that follows those of the points belongs to the last."""
        self.point_activated.emit(max(0, min(row[0], len(self.chart.points) - 1)))

    def _on_table_asked(self) -> None:
        self.show_table(self._table is None)
        if self._table is not None:
            self._table.select_first()
            self._table.setFocus()

    def _on_definition_asked(self) -> None:
        shown = self.definition.isHidden()
        self.definition.setVisible(shown)
        self.definition_link.setText("Hide how it is counted" if shown else "How is this counted?")
        self.definition_link.updateGeometry()
        if shown:
            announce(self, self._series.definition)
