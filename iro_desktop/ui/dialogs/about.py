"""What the program is, which version, and what it promises."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from iro_desktop import __version__
from iro_desktop.services.policy import in_force
from iro_desktop.services.restoring import last_backup
from iro_desktop.ui import icons, theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

_PROMISE: Final = (
    "Your caseload lies in one encrypted file on this computer. The program makes no network "
    "connection at all: nothing leaves this machine unless you send it."
)
_NOT: Final = (
    "It is not the statutory record, which is the council’s own system, and no legal advice: "
    "every due date names the regulation or guidance that sets it."
)
_LETTERS_WIDE: Final = 62


class AboutDialog(ReadInOrder, QDialog):
    """Version, promise and licence; Esc closes it."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translated("About IRO Desktop"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        badge = QLabel()
        side = theme.space(12)
        badge.setPixmap(icons.program_icon().pixmap(side, side))
        close = Button("&Close", Kind.PRIMARY)
        close.clicked.connect(self.accept)
        self.backed_up = SecondaryLabel(" ")
        self.policy = SecondaryLabel(in_force().words())
        self.policy.setWordWrap(True)
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, edge, edge, theme.space(4))
        column.setSpacing(theme.space(3))
        for widget in (
            badge,
            TitleLabel(f"IRO Desktop {__version__}"),
            BodyLabel("A workbench for Independent Reviewing Officers in England."),
            BodyLabel(_PROMISE),
            BodyLabel(_NOT),
            self.backed_up,
            self.policy,
            SecondaryLabel(f"MIT licence. Qt {qVersion()} and PySide6 are used under the LGPL."),
        ):
            column.addWidget(widget)
        column.addWidget(button_row(close))
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE)
        close.setFocus()
        operations.run(last_backup, done=self.backed_up.setText, owner=self)
