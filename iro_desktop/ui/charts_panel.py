"""The charts panel beside the views: each chart states its finding and opens into its children."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.charts import BulletSeries, ChartSeries, DotsSeries, StepSeries
from iro_desktop.services.charts import (
    A_YEAR,
    THREE_YEARS,
    Behind,
    Panel,
    behind_caseload,
    behind_monitoring,
)
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.ui.charts.panel import ChartCard

_LONGER: Final = "Show 3 years"
_SHORTER: Final = "Show 12 months"
_LETTERS_WIDE: Final = 56
_OF_SCREEN: Final = 0.3
_EMPTY: Final[tuple[ChartSeries, ...]] = (
    BulletSeries("", "", "", "", None, 0, 0),
    StepSeries("", "", "", "", ()),
    DotsSeries("", "", "", "", None, ()),
)


class ChartsPanel(QFrame):
    """The caseload now and over time against its range, and checks between reviews."""

    children_asked = Signal(object)
    """A function of the Snapshot that returns the Behind of a figure."""
    months_chosen = Signal(int)
    """How far back the series are to go."""
    export_asked = Signal(object)
    """The series of a chart that is to be saved as a file."""
    put_away = Signal()
    moved = Signal()
    """It is to stand below instead of right, or right instead of below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translated("Charts"))
        self.setProperty("panel", "right")
        self._panel: Panel | None = None
        self._cards: list[ChartCard] = []
        self._is_below = False
        self._waiting = SecondaryLabel("Counting…")
        self._months = A_YEAR
        self._span = Button(_LONGER, Kind.LINK)
        self._span.clicked.connect(self._on_span_asked)
        self._move = Button("Charts below", Kind.QUIET, icon="panel", icon_only=True)
        self._move.clicked.connect(self.moved)
        self._close = Button("Put the charts away", Kind.QUIET, icon="close", icon_only=True)
        self._close.clicked.connect(self.put_away)
        self._lay_out()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(theme.space(4), theme.space(2), theme.space(2), 0)
        tools.setSpacing(0)
        tools.addWidget(SecondaryLabel("Charts"), 1)
        tools.addWidget(self._span)
        tools.addWidget(self._move)
        tools.addWidget(self._close)
        content = ScrolledPage()
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom, content)
        edge = theme.space(4)
        self._body.setContentsMargins(edge, theme.space(1), edge, edge)
        self._body.setSpacing(theme.space(6))
        self._body.addWidget(self._waiting)
        self._body.addStretch()
        self._scroll = PageScroll(content)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self._scroll, 1)

    def _on_range_changed(self, _least: int, most: int) -> None:
        """Leave at the right what the scroll bar takes, whether it is there or not."""
        edge = theme.space(4)
        self._body.setContentsMargins(edge, theme.space(1), theme.space(1) if most else edge, edge)

    @property
    def months(self) -> int:
        """How far back the series go."""
        return self._months

    def _on_span_asked(self) -> None:
        self._months = THREE_YEARS if self._months == A_YEAR else A_YEAR
        self._span.setText(_LONGER if self._months == A_YEAR else _SHORTER)
        self._span.updateGeometry()
        self.months_chosen.emit(self._months)

    @property
    def panel(self) -> Panel | None:
        """What is shown, or None before the first count."""
        return self._panel

    @property
    def cards(self) -> tuple[ChartCard, ...]:
        """The charts with what belongs to them, in their order."""
        return tuple(self._cards)

    def prepare(self) -> bool:
        """Make one more chart, still empty and hidden; return whether there are more to make.

        Charts take their time to be made, so that is done while the passphrase is typed.
        """
        if len(self._cards) == len(_EMPTY):
            return False
        # Only here: it brings pyqtgraph and numpy.
        from iro_desktop.ui.charts.panel import ChartCard

        number = len(self._cards)
        card = ChartCard(_EMPTY[number], self)
        card.hide()
        card.children_asked.connect(lambda: self._ask(number, None))
        card.point_activated.connect(lambda at: self._ask(number, at))
        card.export_asked.connect(self.export_asked)
        self._body.insertWidget(self._body.count() - 1, card)
        self._cards.append(card)
        return len(self._cards) < len(_EMPTY)

    def show_panel(self, panel: Panel) -> None:
        """Show other figures; the charts themselves stay, as chart or table as before."""
        while self.prepare():
            pass
        self._panel = panel
        self._waiting.hide()
        now, months, checks = panel.now.series, panel.over_time.series, panel.monitoring.series
        series: tuple[ChartSeries, ...] = (now, months, checks)
        for card, one in zip(self._cards, series, strict=True):
            card.set_series(one)
            card.show()
        self._spread()

    def stand_below(self, below: bool) -> None:
        """Put the charts side by side under the views, or under each other beside them."""
        if below is self._is_below:
            return
        self._is_below = below
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if below else direction.TopToBottom)
        self.setProperty("panel", "below" if below else "right")
        self.style().unpolish(self)
        self.style().polish(self)
        words = "Charts to the right" if below else "Charts below"
        self._move.setAccessibleName(translated(words))
        self._move.setToolTip(translated(words))
        self._spread()

    def take_keyboard(self) -> None:
        """Put the keyboard into the first chart."""
        target = self._cards[0].chart if self._cards else self._close
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _spread(self) -> None:
        for card in self._cards:
            self._body.setStretchFactor(card, 1 if self._is_below else 0)

    def _ask(self, card: int, point: int | None) -> None:
        panel = self._panel
        if panel is None:
            return
        behind: Callable[..., Behind] = behind_monitoring if card == 2 else behind_caseload  # noqa: PLR2004 - the third card
        at = None if card == 0 else point
        self.children_asked.emit(lambda snapshot: behind(panel, snapshot, at))

    def sizeHint(self) -> QSize:
        """Return room for the charts as they are good to read."""
        width = QFontMetrics(theme.font()).averageCharWidth() * _LETTERS_WIDE
        most = round(self.screen().availableSize().width() * _OF_SCREEN)
        return QSize(min(width, max(most, theme.space(80))), theme.space(80))
