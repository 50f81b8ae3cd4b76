"""The row over a list: the filter line, and beside it what can be done with the chosen row."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.filter_line import FilterLine

_LEAST_LETTERS: Final = 18  # of the filter line, where it stands beside the buttons


class ToolRow(QWidget):
    """Filter and buttons side by side; at large text or in a narrow window one over the other."""

    def __init__(
        self, filter_line: FilterLine, *buttons: Button, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filter = filter_line
        self._buttons = button_row(*buttons)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space(2))
        self._row.addWidget(self._filter, 1)
        self._row.addWidget(self._buttons)

    @property
    def stands_in_two_lines(self) -> bool:
        """Whether the buttons stand under the filter."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go over to one line or two as the width asks."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Go over to one line or two when the words of a button or their size have changed."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        least = self._filter.fontMetrics().averageCharWidth() * _LEAST_LETTERS
        room = self.width() - self._buttons.sizeHint().width() - self._row.spacing()
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if room >= least else way.TopToBottom
        if wanted is not self._row.direction():
            self._row.setDirection(wanted)
