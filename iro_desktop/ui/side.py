"""The side of the window: whose caseload it is, the places to go, the charts that gave way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import HeadingLabel, SecondaryLabel
from iro_desktop.ui.navigation import Destination, NavigationList
from iro_desktop.ui.theme import TextSize

_LETTERS_WIDE = 20
_GAVE_WAY = "They gave way to the list (Ctrl+Shift+C)"


class Side(QFrame):
    """Name and working time over the list of views."""

    destination_chosen = Signal(str)
    entered = Signal()
    """Enter or a click on a place: go on to its page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "left")
        self._words = ""
        self._name = HeadingLabel()
        self._post = SecondaryLabel()
        self.list = NavigationList()
        self.charts = Button("Show the charts", Kind.LINK, tip=_GAVE_WAY)
        self.charts.hide()
        self.list.destination_chosen.connect(self.destination_chosen)
        self.list.itemClicked.connect(self._on_entered)
        self.list.itemActivated.connect(self._on_entered)
        words = QVBoxLayout()
        words.setContentsMargins(theme.space(5), theme.space(4), theme.space(3), theme.space(2))
        words.setSpacing(theme.space(1) // 2)
        words.addWidget(self._name)
        words.addWidget(self._post)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(words)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.space(4), 0, theme.space(2), theme.space(2))
        foot.addWidget(self.charts, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        self.setFocusProxy(self.list)
        theme.follow(self._fit)

    def _on_entered(self) -> None:
        # The place that is marked already may lie under a child's page: it is shown again.
        self.destination_chosen.emit(self.list.chosen())
        self.entered.emit()

    @property
    def owner(self) -> tuple[str, str]:
        """The name and the post that are shown."""
        return self._name.text(), self._words

    def show_owner(self, name: str, post: str) -> None:
        """Show whose caseload it is, and in what post: "1.0 FTE, Central"."""
        self._name.setText(name)
        self._words = post
        self._post.setVisible(bool(post))
        self._fit_post()

    def show_destinations(self, destinations: tuple[Destination, ...]) -> None:
        """Show the places and how much waits in each."""
        self.list.set_destinations(destinations)
        self._fit()

    def _fit(self) -> None:
        letters = QFontMetrics(theme.font()).averageCharWidth() * _LETTERS_WIDE
        self.setFixedWidth(max(letters, self.list.sizeHint().width()))
        self._fit_post()

    def _fit_post(self) -> None:
        """Put the team on a line of its own where both do not fit on one."""
        room = self.width() - theme.space(5) - theme.space(3)
        metrics = QFontMetrics(theme.font(TextSize.SECONDARY))
        fits = metrics.horizontalAdvance(self._words) <= room
        self._post.setText(self._words if fits else self._words.replace(", ", "\n", 1))
