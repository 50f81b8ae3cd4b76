"""The keyboard map: every key of the program on one page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.actions import keyboard_map
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, HeadingLabel, TitleLabel
from iro_desktop.ui.scrolled import PageScroll
from iro_desktop.ui.tab_order import ReadInOrder

_LETTERS_WIDE = 78


class KeysDialog(ReadInOrder, QDialog):
    """Lists the keys by menu; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QWidget()
        page.setProperty("plain", True)
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, theme.space(3), 0)
        grid.setHorizontalSpacing(theme.space(6))
        grid.setVerticalSpacing(theme.space(1))
        grid.setColumnStretch(1, 1)
        row = 0
        for heading, keys in keyboard_map():
            if row:
                grid.setRowMinimumHeight(row, theme.space(3))
                row += 1
            grid.addWidget(HeadingLabel(heading), row, 0, 1, 2)
            for pressed, does in keys:
                row += 1
                label = BodyLabel(pressed)
                label.setWordWrap(False)
                grid.addWidget(label, row, 0)
                grid.addWidget(BodyLabel(does), row, 1)
            row += 1
        self._scroll = PageScroll(sideways=True, takes_keyboard=True)
        self._scroll.setAccessibleName("Keys")
        self._scroll.setWidget(page)
        close = Button("&Close", Kind.PRIMARY)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, edge, edge, theme.space(4))
        column.setSpacing(theme.space(4))
        column.addWidget(TitleLabel("Everything by keyboard"))
        column.addWidget(self._scroll, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._scroll.setFocus()

    def open(self) -> None:
        """Show the dialog in its own size: Qt itself would make it smaller."""
        self.resize(self.sizeHint())
        super().open()

    def sizeHint(self) -> QSize:
        """Return the size at which most of the map is seen."""
        width = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE
        return QSize(width, theme.space(205)).boundedTo(self.screen().availableSize() * 0.9)
