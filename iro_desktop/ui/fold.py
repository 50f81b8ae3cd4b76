"""A part of a form that is folded away until it is wanted: its heading opens and closes it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.ui import icons, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.words import translated


class Fold(QWidget):
    """A heading that Enter, Space or a click opens and closes, with ``content`` under it."""

    toggled = Signal(bool)

    def __init__(
        self, heading: str, content: QWidget, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._head = Button(heading, Kind.LINK, icon="chevron-right")
        self._head.clicked.connect(self._on_clicked)
        self._note = SecondaryLabel(note)
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(self._head)
        row.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(row)
        column.addWidget(content)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._show(opened=False)

    @property
    def is_open(self) -> bool:
        """Whether what is folded is shown."""
        return not self._content.isHidden()

    @property
    def head(self) -> Button:
        """The heading, which takes the keyboard."""
        return self._head

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        if opened != self.is_open:
            self._show(opened=opened)
            self.toggled.emit(opened)

    def _show(self, *, opened: bool) -> None:
        self._content.setVisible(opened)
        self._head.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "accent"))
        state = translated("open" if opened else "closed")
        self._head.setAccessibleDescription(f"{self._note.text()}; {state}".lstrip("; "))

    def _on_clicked(self) -> None:
        self.set_open(not self.is_open)
        announce(self, f"{self._head.text()}, {translated('open' if self.is_open else 'closed')}")


def unfold(widget: QWidget) -> None:
    """Open every fold around a widget, so that it can be seen and take the keyboard."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, Fold):
            above.set_open(True)
        above = above.parentWidget()
