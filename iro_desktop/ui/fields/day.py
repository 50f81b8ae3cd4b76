"""The editor of a date: typed as people type dates, echoed in full before it is saved."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.typed_dates import DateNotReadError, parse_day
from iro_desktop.domain.words import short_date, weekday_date
from iro_desktop.ui import theme
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.words import translated

_LETTERS_OF_A_DATE = 17


class DayEditor(FieldEditor):
    """A date as one line: 12/5, 12 5 26, +7, fri; the whole date stands beside it.

    Up and Down move it by a day; leaving the field writes the date out. In the cell of a table,
    where there is no room for it, the whole date is not ``echoed`` beside the line.
    """

    def __init__(
        self, about: About, today: date, parent: QWidget | None = None, *, echoed: bool = True
    ) -> None:
        super().__init__(about, parent)
        self._today = today
        self._line = _DayLine(self)
        self._line.setMinimumWidth(self._line.fontMetrics().averageCharWidth() * 14)
        self._line.setMaximumWidth(
            self._line.fontMetrics().averageCharWidth() * _LETTERS_OF_A_DATE + theme.space(6)
        )
        self._line.setPlaceholderText(translated("12/5, fri or +7"))
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_finished)
        self._echo = SecondaryLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self._line)
        if echoed:
            row.addWidget(self._echo, 1)
        else:
            row.addStretch()
        self.setFocusProxy(self._line)

    def target(self) -> QLineEdit:
        """The line."""
        return self._line

    def value(self) -> Value:
        """Return the date, or None."""
        try:
            return parse_day(self._line.text(), self._today) if self._line.text().strip() else None
        except DateNotReadError:
            return None

    def set_value(self, value: Value) -> None:
        """Show a date."""
        self._line.setText(short_date(value) if isinstance(value, date) else "")
        self._show_echo()

    def unread(self) -> str:
        """Say what to type instead, if it is no date."""
        try:
            if self._line.text().strip():
                parse_day(self._line.text(), self._today)
        except DateNotReadError as error:
            return f"{self.about.label}: {_continued(str(error))}"
        return ""

    def echo(self) -> str:
        """Return the whole date with its weekday: "Tue 12 May 2026"."""
        found = self.value()
        return weekday_date(found) if isinstance(found, date) else ""

    def step(self, days: int) -> None:
        """Move the date by some days; an empty field begins with today."""
        found = self.value()
        if isinstance(found, date):
            ordinal = min(max(found.toordinal() + days, 1), date.max.toordinal())
            self.set_value(date.fromordinal(ordinal))
        else:
            self.set_value(self._today)
        self.changed.emit()

    def _on_edited(self) -> None:
        self._show_echo()
        self.changed.emit()

    def _on_finished(self) -> None:
        found = self.value()
        if isinstance(found, date):
            self._line.setText(short_date(found))

    def _show_echo(self) -> None:
        self._echo.setText(self.echo())


class _DayLine(QLineEdit):
    def __init__(self, editor: DayEditor) -> None:
        super().__init__()
        self._editor = editor

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._editor.step(by)
            return
        super().keyPressEvent(event)


def _continued(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
