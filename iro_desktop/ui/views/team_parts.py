"""The parts of the Team view beside its charts: its tables, and the lists that choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.control_charts import ChartKind
from iro_desktop.domain.team import MonthOfTeam
from iro_desktop.domain.words import say_month, say_number
from iro_desktop.services.team_page import FigureLine, FindingLine, TeamChoice, TeamPage
from iro_desktop.ui import theme
from iro_desktop.ui.cards import Card
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.measure_controls import StillCombo, named
from iro_desktop.ui.table_model import Column, TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.verdict_marks import verdict_mark
from iro_desktop.ui.words import later, translated

_KINDS: Final = {ChartKind.P: later("p-chart"), ChartKind.XMR: "XmR chart"}
_LETTERS_WIDE: Final = 24
_BY: Final = {False: "IRO", True: "District"}


class FindingsTable(TableView):
    """What to know before reading a figure, and what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[FindingLine], ...] = (
            Column(
                "What to know, and what to do",
                text=lambda row: row.sentence,
                detail=lambda row: row.to_do,
                accessible=lambda row: f"{row.sentence} {row.to_do}",
            ),
        )
        self._lines: TableModel[FindingLine] = TableModel(columns, key=lambda row: row.key)
        super().__init__(self._lines, name="What to know first", parent=parent)
        self._lines.setParent(self)
        self.fit_height(True)

    def show_rows(self, rows: Sequence[FindingLine]) -> None:
        """Show other findings."""
        self._lines.set_rows(rows)
        self.fit_height(True)


class FiguresTable(TableView):
    """Every measure of the team on one line; Enter shows how it differs from IRO to IRO."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[FigureLine], ...] = (
            Column("Measure", text=lambda row: row.title, stretch=4),
            Column(
                "Figure", text=lambda row: row.told.large, detail=lambda row: row.told.small,
                align_right=True, stretch=2,
            ),
            Column(
                "Against the target", text=lambda row: row.judgement.words,
                mark=lambda row: verdict_mark(row.judgement), stretch=3,
            ),
            Column("Across IROs", text=lambda row: row.spread, align_right=True, stretch=2),
            Column("A year before", text=lambda row: row.before, align_right=True, stretch=2),
            Column("Rests on", text=lambda row: row.coverage, stretch=1),
        )  # fmt: skip
        self._lines: TableModel[FigureLine] = TableModel(columns, key=lambda row: row.measure_id)
        super().__init__(self._lines, name="Figures of the team", parent=parent)
        self._lines.setParent(self)
        self.fit_height(True)

    def show_rows(self, rows: Sequence[FigureLine]) -> None:
        """Show other figures."""
        self._lines.set_rows(rows)
        self.fit_height(True)


class MovementTable(TableView):
    """How the caseloads came from month to month, the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        columns: tuple[Column[MonthOfTeam], ...] = (
            Column(
                "Month", text=lambda row: say_month(row.month_on),
                sort_key=lambda row: row.month_on, stretch=2,
            ),
            *(
                _number(header, name)
                for header, name in (
                    ("Opening", "opening"), ("New", "new"), ("Received", "received"),
                    ("Passed on", "passed"), ("Between them", "between"), ("Ended", "ended"),
                    ("Closing", "closing"), ("IROs", "iros"),
                )
            ),
        )  # fmt: skip
        self._lines: TableModel[MonthOfTeam] = TableModel(columns, key=lambda row: row.month_on)
        super().__init__(self._lines, name="How the caseloads moved", parent=parent)
        self._lines.setParent(self)
        self.fit_height(True)

    def show_rows(self, rows: Sequence[MonthOfTeam]) -> None:
        """Show other months."""
        self._lines.set_rows(rows)
        self.fit_height(True)


def _number(header: str, name: str) -> Column[MonthOfTeam]:
    made: Column[MonthOfTeam] = Column(
        header,
        text=lambda row: say_number(getattr(row, name)),
        sort_key=lambda row: int(getattr(row, name)),
        align_right=True,
    )
    return made


class TeamControls(FlowRow):
    """Period of the figures, and what is compared by whom."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=theme.space(4), line_gap=theme.space(2))
        self._period, self._by = StillCombo("Period"), StillCombo("By")
        self._compared = _of_titles("Measure")
        for by_district, words in _BY.items():
            self._by.addItem(translated(words), by_district)
        for combo in (self._period, self._compared, self._by):
            combo.activated.connect(lambda _: self.choice_changed.emit())
            self.add(named(combo))

    @property
    def choice(self) -> TeamChoice:
        """What is chosen."""
        usual = TeamChoice()
        return TeamChoice(
            span=str(self._period.currentData() or usual.span),
            compared=str(self._compared.currentData() or usual.compared),
            by_district=bool(self._by.currentData()),
        )

    def show_page(self, page: TeamPage) -> None:
        """Offer the periods and measures of a team, keeping what is chosen."""
        for combo, items in ((self._period, page.spans), (self._compared, page.compared)):
            _fill(combo, items)

    def compare(self, measure_id: str) -> bool:
        """Choose the measure that is compared; return whether it can be."""
        at = self._compared.findData(measure_id)
        if at >= 0:
            self._compared.setCurrentIndex(at)
            self.choice_changed.emit()
        return at >= 0


class ControlChoice(FlowRow):
    """Of which measure the control chart is, and by which limits where it can have both."""

    choice_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=theme.space(4), line_gap=theme.space(2))
        self.measure, self.kind = _of_titles("Signals in"), StillCombo("Limits")
        self._kind_is_asked = False
        self.measure.activated.connect(lambda _: self._changed(kind=False))
        self.kind.activated.connect(lambda _: self._changed(kind=True))
        self.add(named(self.measure), named(self.kind))

    def _changed(self, *, kind: bool) -> None:
        """Another measure has the limits that fit it, until others are asked for."""
        self._kind_is_asked = kind
        self.choice_changed.emit()

    def added_to(self, choice: TeamChoice) -> TeamChoice:
        """What is chosen here with what is chosen elsewhere."""
        asked = self.kind.currentData() if self._kind_is_asked else None
        return replace(
            choice,
            charted=str(self.measure.currentData() or choice.charted),
            kind=ChartKind(asked) if asked else None,
        )

    def show_page(self, page: TeamPage) -> None:
        """Offer the measures of a team, and the limits that the one shown can have."""
        _fill(self.measure, page.charted)
        _fill(self.kind, [(kind.value, _KINDS[kind]) for kind in page.kinds])
        self.kind.setCurrentIndex(self.kind.findData(page.control.kind.value))
        self.kind.setEnabled(len(page.kinds) > 1)


def _of_titles(name: str) -> StillCombo:
    """Return a list of measures; the longest title would make the page wider than the window."""
    combo = StillCombo(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_LETTERS_WIDE)
    return combo


def _fill(combo: QComboBox, items: Sequence[tuple[str, str]]) -> None:
    """Offer other items, keeping what is chosen; the same ones are left alone."""
    if [combo.itemData(at) for at in range(combo.count())] == [key for key, _ in items]:
        return
    chosen = combo.currentData()
    combo.clear()
    for key, words in items:
        combo.addItem(translated(words), key)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))


class ChartPlace(Card):
    """A card with one chart, made when there is something to draw; no child is behind it."""

    opened = Signal(int)
    """The place of the point that was opened."""
    export_asked = Signal(object)
    """The series is to be saved as a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = 0

    def show_series(self, series: ChartSeries | None) -> None:
        """Show another series of the same kind, or with None nothing."""
        # Only here: it brings pyqtgraph and numpy.
        from iro_desktop.ui.charts.panel import ChartCard

        self.setVisible(series is not None)
        if series is None:
            return
        card = self.findChild(ChartCard)
        if card is not None:
            card.set_series(series)
            card.chart.updateGeometry()
            return
        card = ChartCard(series, self)
        card.children_link.hide()
        card.point_activated.connect(self.opened)
        card.export_asked.connect(self.export_asked)
        self.body.insertWidget(self._over, card)

    def add_over(self, widget: QWidget) -> None:
        """Add what stands over the chart."""
        self.body.insertWidget(self._over, widget)
        self._over += 1

    def add_under(self, *widgets: QWidget) -> None:
        """Add what stands under the chart."""
        column = QVBoxLayout()
        column.setSpacing(theme.space(1))
        for widget in widgets:
            column.addWidget(widget)
        self.body.addLayout(column)
