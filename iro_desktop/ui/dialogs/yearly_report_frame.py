"""The frame round the steps of the yearly report: the steps at the left, the buttons below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import PageHeader, Separator
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel, ProgressStrip
from iro_desktop.ui.navigation import Destination, NavigationList

_FOOT: Final = "Kept as you write. Esc closes; it is all here when you come back."


class StepsFrame(QWidget):
    """Shows which step is open, what went wrong and what is being worked out.

    ``above`` stands between the heading and the steps' own pages, which are put into ``stack``.
    """

    def __init__(self, title: str, names: Sequence[str], above: QWidget) -> None:
        super().__init__()
        self.names = tuple(names)
        self.header = PageHeader(title)
        self.steps = NavigationList(name="Steps of the report")
        self.steps.set_destinations(
            [Destination(str(at), f"{at + 1}  {name}") for at, name in enumerate(names)]
        )
        self.stack = QStackedWidget()
        self.error = ErrorLabel()
        self.strip = ProgressStrip()
        self.close_button = Button("Close")
        self.back = Button("&Back")
        self.next = Button("&Next", Kind.PRIMARY)
        self.save = Button("", Kind.PRIMARY)
        self._lay_out(above)

    def _lay_out(self, above: QWidget) -> None:
        edge = theme.space(6)
        beside = QVBoxLayout()
        beside.setContentsMargins(edge, theme.space(4), edge, theme.space(3))
        beside.setSpacing(theme.space(3))
        for widget in (self.header, self.error, above):
            beside.addWidget(widget)
        beside.addWidget(self.stack, 1)
        self.steps.setFixedWidth(self.steps.sizeHint().width())
        rail = QVBoxLayout()
        rail.setContentsMargins(0, theme.space(4), 0, 0)
        rail.addWidget(self.steps)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(rail)
        middle.addLayout(beside, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(edge, theme.space(3), edge, theme.space(3))
        foot.setSpacing(theme.space(2))
        foot.addWidget(SecondaryLabel(_FOOT), 1)
        for button in (self.close_button, self.back, self.next, self.save):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        column.addWidget(Separator())
        column.addLayout(foot)

    @property
    def last(self) -> int:
        """The number of the last step, from 0."""
        return len(self.names) - 1

    def show_step(self, at: int, note: str) -> None:
        """Head the page with a step's name and number, and what else there is to ``note``."""
        name, number = self.names[at], f"{at + 1} of {len(self.names)}"
        self.header.set_text(name, ". ".join(filter(None, (f"Step {number}", note))))
        announce(self, f"{name}, step {number}")

    def show_foot(self, at: int, save: str) -> None:
        """Show the buttons that a step has; ``save`` is what the last one says."""
        is_last = at == self.last
        self.back.setVisible(at > 0)
        self.next.setVisible(not is_last)
        self.save.setVisible(is_last)
        self.save.setText(save)
        self.save.updateGeometry()
