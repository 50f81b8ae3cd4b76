"""The parts of a page: its header, its sections, bordered cards, and what an empty one says."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, HeadingLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.words import translated


class Card(QFrame):
    """A bordered surface; add widgets to `body`."""

    def __init__(self, parent: QWidget | None = None, *, padding: int = 16) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(theme.space(2))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget under the others."""
        self.body.addWidget(widget, stretch)


class Separator(QFrame):
    """A hairline across a column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("separator", True)
        self.setFrameShape(QFrame.Shape.HLine)
        self.setFixedHeight(1)


class SectionHeader(QWidget):
    """A section's heading, a note under it, and room at the right for one widget."""

    def __init__(
        self,
        title: str,
        note: str = "",
        parent: QWidget | None = None,
        *,
        trailing: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = HeadingLabel()
        self._note = SecondaryLabel()
        words = QVBoxLayout()
        words.setSpacing(theme.space(1) // 2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        if trailing is not None:
            row.addWidget(trailing, 0, Qt.AlignmentFlag.AlignBottom)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_text(title, note)

    def set_text(self, title: str, note: str = "") -> None:
        """Show another heading and note; an empty note takes no room."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))


class PageHeader(QWidget):
    """What a page found, in the title size, with the line of context under it and a way back."""

    back_clicked = Signal()
    acted = Signal()
    """The link beside the note was used."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = Button("", Kind.LINK, icon="back")
        self._back.clicked.connect(self.back_clicked)
        self._back.hide()
        self._title = TitleLabel()
        self._note = BodyLabel(quiet=True)
        self._action = Button("", Kind.LINK)
        self._action.clicked.connect(self.acted)
        self._action.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(self._note, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self._back)
        column.addWidget(self._title)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_text(title, note)

    def show_action(self, words: str) -> None:
        """Offer something to do about the note, beside it; "" takes it away."""
        self._action.setText(words)
        self._action.setVisible(bool(words))
        self._action.updateGeometry()

    def set_text(self, title: str, note: str = "") -> None:
        """Show another finding and context."""
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def show_back(self, to: str) -> None:
        """Offer a way back to `to`, such as "Caseload, overdue"; "" takes it away."""
        said = translated(to)
        self._back.setText(said.replace("&", "&&"))
        self._back.setAccessibleName(f"Back to {said}")
        self._back.setVisible(bool(to))


class EmptyState(QWidget):
    """What an empty list says: why it is empty, and what to do next."""

    acted = Signal()

    def __init__(self, sentence: str = "", action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = BodyLabel(quiet=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._action = Button("", Kind.PLAIN)
        self._action.clicked.connect(self.acted)
        self.setFocusProxy(self._action)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(6), theme.space(8), theme.space(6), theme.space(8))
        column.setSpacing(theme.space(4))
        column.addStretch()
        column.addWidget(self._sentence)
        column.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.set_text(sentence, action)

    def set_text(self, sentence: str, action: str = "") -> None:
        """Show another sentence; no action takes the button away."""
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._action.updateGeometry()
