"""A labelled line of text with what is wrong under it, and how a full-time equivalent is read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.ui import theme
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.words import translated

_NO_FTE: Final = "FTE must be a number above 0 and up to 2, such as 1 or 0.6, or be left empty."
_MOST_FTE: Final = 2.0


class NotAnFteError(UserError):
    """What was typed is no full-time equivalent."""

    sentence = _NO_FTE


def parse_fte(text: str) -> float | None:
    """Return the full-time equivalent that was typed, or None for an empty field.

    A comma may stand for the point. Raises NotAnFteError for anything that is not above 0 and at
    most 2.
    """
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    try:
        fte = float(typed)
    except ValueError:
        raise NotAnFteError from None
    if not 0 < fte <= _MOST_FTE:
        raise NotAnFteError
    return fte


class LineField(QWidget):
    """A labelled line of text with a hint and, if need be, what is wrong with it.

    ``beside`` is a button that helps to fill it.
    """

    submitted = Signal()

    def __init__(
        self,
        label: str,
        hint: str,
        parent: QWidget | None = None,
        *,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.returnPressed.connect(self.submitted)
        self.line.textEdited.connect(lambda: self.say(""))
        self.line.setAccessibleName(translated(label).replace("&", ""))
        self.line.setAccessibleDescription(translated(hint))
        words = BodyLabel(label)
        words.setBuddy(self.line)
        self._error = ErrorLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(self.line, 1)
        if beside is not None:
            row.addWidget(beside)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self._error)
        column.addWidget(SecondaryLabel(hint))

    @property
    def text(self) -> str:
        """What stands in the field, without spaces around it."""
        return self.line.text().strip()

    @property
    def error(self) -> str:
        """The sentence under the field, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def say(self, sentence: str) -> None:
        """Say what is wrong, and put the keyboard into the field."""
        self._error.say(sentence)
        if bool(self.line.property("wrong")) != bool(sentence):
            self.line.setProperty("wrong", bool(sentence))
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
        if sentence:
            self.line.setFocus()
