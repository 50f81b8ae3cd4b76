"""The editor of a yes that goes without saying: one box to tick."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.words import translated


class TickEditor(FieldEditor):
    """A box with its words beside it: ticked or not, and never unanswered."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        self._box = QCheckBox(translated(about.label).replace("&", "&&"))
        self._box.clicked.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)
        self.setFocusProxy(self._box)

    def target(self) -> QWidget:
        """The box."""
        return self._box

    def value(self) -> Value:
        """Return whether it is ticked."""
        return self._box.isChecked()

    def set_value(self, value: Value) -> None:
        """Tick the box, or take the tick away."""
        self._box.setChecked(value is True)
