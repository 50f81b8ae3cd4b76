"""The editor of an hour of the day: typed as people type hours, written out when it is left."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import About
from iro_desktop.domain.typed_hours import HOUR_NOT_READ, parse_hour, say_hour
from iro_desktop.ui import theme
from iro_desktop.ui.fields.text import TextEditor

_LETTERS_OF_AN_HOUR = 12


class HourEditor(TextEditor):
    """An hour as one line: 10, 10:30, 2pm; its value is the text."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        line = self.target()
        line.setMaximumWidth(
            line.fontMetrics().averageCharWidth() * _LETTERS_OF_AN_HOUR + theme.space(6)
        )
        line.setPlaceholderText("10:30")
        line.editingFinished.connect(self._write_out)
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(line, Qt.AlignmentFlag.AlignLeft)

    def hour(self) -> time | None:
        """Return the hour, or None where none can be read."""
        return parse_hour(str(self.value()))

    def set_hour(self, hour: time | None) -> None:
        """Show an hour."""
        self.set_value(say_hour(hour) if hour else "")

    def unread(self) -> str:
        """Say what to type instead, if it is no hour."""
        if self.value() and self.hour() is None:
            return f"{self.about.label}: {HOUR_NOT_READ}"
        return ""

    def _write_out(self) -> None:
        hour = self.hour()
        if hour is not None:
            self.set_hour(hour)
