"""The recovery code: shown once, to be printed or copied, and confirmed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from iro_desktop.domain.words import plain_date
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.cards import Card
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.theme import TextSize

_GROUPS_IN_A_LINE: Final = 4
_WHY: Final = (
    "If the passphrase is ever forgotten, this code is the only other way in. Nobody can make it "
    "again for you: print it or write it down, and keep it apart from this computer."
)
_CLIPBOARD: Final = (
    "Copied. Paste it into your password safe now, then copy something else over it."
)


class RecoveryCodePanel(QWidget):
    """Shows the code; ``confirmed`` says whether the tick stands."""

    confirmed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._shown = QLabel()
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = SecondaryLabel()
        self._said.hide()
        self.tick = QCheckBox("I have &stored it safely")
        self.tick.toggled.connect(self.confirmed)
        self._copy = Button("&Copy", icon="copy", tip="Copy the code")
        self._copy.clicked.connect(self._on_copy)
        self._print = Button("&Print…", icon="print", tip="Print the code")
        self._print.clicked.connect(self._on_print)
        card = Card()
        card.add(self._shown)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        for widget in (
            BodyLabel(_WHY),
            card,
            button_row(self._print, self._copy),
            self._said,
            self.tick,
        ):
            column.addWidget(widget)

    @property
    def first(self) -> QWidget:
        """What takes the keyboard first."""
        return self._print

    @property
    def code(self) -> str:
        """The code that is shown, or nothing once it was confirmed."""
        return self._code

    @property
    def is_confirmed(self) -> bool:
        """Whether the person says that the code is stored safely."""
        return self.tick.isChecked()

    def show_code(self, code: str) -> None:
        """Show a fresh code; the tick goes."""
        self._code = code
        self.tick.setChecked(False)
        self._shown.setFont(_code_font())
        groups = code.split("-")
        lines = (groups[:_GROUPS_IN_A_LINE], groups[_GROUPS_IN_A_LINE:])
        self._shown.setText("\n".join(" - ".join(line) for line in lines))
        self._shown.setAccessibleName(f"Recovery code: {', '.join(groups)}")

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._tell(_CLIPBOARD)

    def _on_print(self) -> None:
        # Only here: printing is rare, and its library need not be loaded for it.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def on_accepted() -> None:
            recovery_sheet(self._code).print_(printer)
            self._tell("Sent to the printer.")

        dialog.accepted.connect(on_accepted)
        dialog.setModal(True)
        dialog.show()

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        announce(self, words)


def recovery_sheet(code: str) -> QTextDocument:
    """Return the sheet of paper that carries the code: no name and no place of the file on it."""
    from datetime import date

    sheet = QTextDocument()
    today = plain_date(date.today())  # noqa: DTZ011 - the day where the user is
    sheet.setHtml(
        "<h1>IRO Desktop: recovery code</h1>"
        f"<p style='font-family: monospace; font-size: 18pt'>{code}</p>"
        "<p>It opens the encrypted caseload if the passphrase is forgotten: at the unlock window "
        "choose “Use the recovery code” and type it in.</p>"
        "<p>Whoever has this sheet and the computer can read everything: keep the two apart.</p>"
        f"<p>Made on {today}. A code that was printed later for the same file takes its place.</p>"
    )
    return sheet


def _code_font() -> QFont:
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(theme.font(TextSize.TITLE).pointSizeF() * 0.9)
    result.setWeight(QFont.Weight.DemiBold)
    return result
