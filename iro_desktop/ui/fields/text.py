"""Editors of what is typed as it is: a line, a note, several lines, a number."""

from __future__ import annotations

import re
from math import ceil
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import LONGEST_NOTE, Value
from iro_desktop.ui.fields.editor import FieldEditor

_WHOLE: Final = re.compile(r"[+-]?\d{1,15}\Z")
_NUMBER: Final = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})\Z")
_FEWEST_LINES: Final = 3
_MOST_LINES: Final = 10


class TextEditor(FieldEditor):
    """One line of text."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        self._line = QLineEdit()
        self._line.textEdited.connect(self.changed)
        _only(self, self._line)

    def target(self) -> QLineEdit:
        """The line."""
        return self._line

    def value(self) -> Value:
        """Return the text without spaces around it."""
        return self._line.text().strip()

    def set_value(self, value: Value) -> None:
        """Show a text."""
        self._line.setText(str(value or ""))


class NumberEditor(FieldEditor):
    """A whole number, or one with decimals."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        self._line = QLineEdit()
        self._line.setMaximumWidth(self._line.fontMetrics().averageCharWidth() * 20)
        self._line.textEdited.connect(self.changed)
        _only(self, self._line)
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.addStretch()

    def target(self) -> QLineEdit:
        """The line."""
        return self._line

    def value(self) -> Value:
        """Return the number, or None."""
        typed = self._typed()
        if not typed or self.unread():
            return None
        return int(typed) if self.about.type == "whole" else float(typed)

    def set_value(self, value: Value) -> None:
        """Show a number as short as it is."""
        self._line.setText("" if value is None else f"{value:.15g}")

    def unread(self) -> str:
        """Say so if it is no number."""
        typed = self._typed()
        whole = self.about.type == "whole"
        if not typed or (_WHOLE if whole else _NUMBER).match(typed):
            return ""
        kind = "whole number, such as 12" if whole else "number, such as 0.6"
        return f"{self.about.label} must be a {kind}."

    def _typed(self) -> str:
        return self._line.text().replace(",", "").strip()


class GrowingText(QPlainTextEdit):
    """Plain text that is as high as what stands in it, within bounds; Tab moves on."""

    def __init__(self, fewest: int = _FEWEST_LINES, most: int = _MOST_LINES) -> None:
        super().__init__()
        self._fewest = fewest
        self._most = most
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Measure afresh when the text size changes."""
        done = super().event(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.Polish):
            self._fit()
        return done

    def lines(self) -> int:
        """Return how many lines the text takes: in them a plain document counts its height."""
        return round(self.document().size().height())

    def _fit(self) -> None:
        shown = max(self._fewest, min(self._most, self.lines()))
        around = 2 * round(self.document().documentMargin()) + 16
        line = ceil(QFontMetricsF(self.font()).lineSpacing())  # as text is laid out, line by line
        height = shown * line + around
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Return a width for a short paragraph."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, self.minimumHeight())


class NoteEditor(FieldEditor):
    """Text of any length; Tab moves on to the next field."""

    most_lines: ClassVar[int] = _MOST_LINES
    """How many lines it shows before it scrolls."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        self._text = GrowingText(most=self.most_lines)
        self._setting = False
        self._text.textChanged.connect(self._on_changed)
        _only(self, self._text)

    def target(self) -> QPlainTextEdit:
        """The text."""
        return self._text

    def value(self) -> Value:
        """Return the text without empty lines and spaces around it."""
        return self._text.toPlainText().strip()

    def set_value(self, value: Value) -> None:
        """Show a text."""
        self._setting = True
        self._text.setPlainText(str(value or "")[: LONGEST_NOTE * 2])
        self._setting = False

    def _on_changed(self) -> None:
        if not self._setting:
            self.changed.emit()


class LinesEditor(NoteEditor):
    """Several texts, one a line."""

    most_lines: ClassVar[int] = 24

    def value(self) -> Value:
        """Return the lines that are not empty."""
        lines = (line.strip() for line in self._text.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def set_value(self, value: Value) -> None:
        """Show one line for each text."""
        super().set_value("\n".join(str(line) for line in value) if value else "")  # type: ignore[union-attr]


def _only(editor: FieldEditor, widget: QWidget) -> None:
    """Lay the one widget of an editor out in it, and hand it the keyboard."""
    row = QHBoxLayout(editor)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    editor.setFocusProxy(widget)
