"""What every editor of a field can do: hold a value, take the keyboard, say that it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.ui.words import translated


class FieldEditor(QWidget):
    """A widget that edits the value of one field; children of it say how."""

    changed = Signal()
    """The user changed what stands in the field."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = about

    def value(self) -> Value:
        """Return what was entered, or the empty value; what cannot be read is empty too."""
        raise NotImplementedError

    def set_value(self, value: Value) -> None:
        """Show a value, as if nobody had typed it."""
        raise NotImplementedError

    def unread(self) -> str:
        """Return a sentence for what was typed and cannot be read, else ""."""
        return ""

    def target(self) -> QWidget:
        """The widget that takes the keyboard: the label's buddy."""
        raise NotImplementedError

    def echo(self) -> str:
        """Return how the field understands what was typed, if that needs saying."""
        return ""

    def name(self, label: str) -> None:
        """Give the editor its name for screen readers."""
        self.target().setAccessibleName(translated(label))

    def describe(self, words: str) -> None:
        """Give a screen reader the field's hint, its problem, and how it was understood."""
        self.target().setAccessibleDescription(translated(words))

    def set_wrong(self, wrong: bool) -> None:
        """Mark the field as wrong, or no longer."""
        target = self.target()
        if bool(target.property("wrong")) != wrong:
            target.setProperty("wrong", wrong)
            target.style().unpolish(target)
            target.style().polish(target)
