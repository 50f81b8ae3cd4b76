"""What editors share whose answers all stand in sight, one of them chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from iro_desktop.domain.records import About
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.words import translated


class AnswersEditor(FieldEditor):
    """A group of answers; children of it add them."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        self._group = QButtonGroup(self)

    def name(self, label: str) -> None:
        """Name each answer with its question, as no screen reader asks the group."""
        self.setAccessibleName(translated(label))
        for button in self._group.buttons():
            button.setAccessibleName(f"{translated(label)}: {button.text()}")

    def describe(self, words: str) -> None:
        """Describe each answer."""
        for button in self._group.buttons():
            button.setAccessibleDescription(translated(words))

    def set_wrong(self, wrong: bool) -> None:
        """Mark all answers."""
        for button in self._group.buttons():
            button.setProperty("wrong", wrong)
            button.update()
