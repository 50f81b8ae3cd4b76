"""What a form says of an entry while it is made: sentences that advise and refuse nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated


class Guidance(QWidget):
    """Sentences under each other, each with its mark; it takes no room while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[MarkedLabel] = []
        self._sentences: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said now."""
        return self._sentences

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Say these; what is new among them is read aloud."""
        if tuple(sentences) == self.sentences:
            return
        new = [sentence for sentence in sentences if sentence not in self.sentences]
        for label in self._labels:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._sentences = tuple(sentences)
        self._labels = [MarkedLabel(Status.DUE_SOON, sentence) for sentence in sentences]
        for label in self._labels:
            # A piece of advice, not something that is due.
            label.setAccessibleName(f"Please check: {label.text()}")
            self._column.addWidget(label)
        self.setVisible(bool(sentences))
        if new and self.isVisible():
            announce(self, " ".join(translated(sentence) for sentence in new))
