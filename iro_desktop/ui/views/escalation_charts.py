"""The charts of challenges: how long resolutions took, how many a month, what they are about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from iro_desktop.domain.measures import Figures
from iro_desktop.services.own_charts import OwnChart, escalation_charts
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.own_charts import OwnCharts
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.session import Session


def _charts(figures: Figures, session: Session) -> tuple[OwnChart, ...]:
    return escalation_charts(figures, session.counted_for)


class EscalationChartsPage(PageScroll):
    """Counted when it is first seen, and anew whenever it is seen after a change."""

    behind_asked = Signal(object)
    challenge_asked = Signal(str)
    exported = Signal(str)

    def __init__(self, operations: Operations) -> None:
        content = ScrolledPage()
        super().__init__(content)
        self._operations = operations
        self.charts = OwnCharts(operations, content)
        self.charts.behind_asked.connect(self.behind_asked)
        self.charts.challenge_asked.connect(self.challenge_asked)
        self.charts.exported.connect(self.exported)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.charts)
        column.addStretch()
        self._is_stale = True
        self._wants_keyboard = False

    def renew(self, *, seen: bool) -> None:
        """Count anew if it is seen, else when it is next."""
        self._is_stale = True
        if seen:
            self.be_seen()

    def be_seen(self) -> None:
        """Count what has changed since it was last seen."""
        if self._is_stale:
            self._is_stale = False
            self._operations.read_figures(_charts, done=self._show, replaces=id(self), owner=self)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first chart, now or when they are there."""
        self._wants_keyboard = not self.charts.take_keyboard()

    def _show(self, charts: tuple[OwnChart, ...]) -> None:
        self.charts.show_charts(charts)
        if self._wants_keyboard:
            self.take_keyboard()
