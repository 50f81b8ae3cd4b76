"""The recovery code: shown once, to be printed for the manager's safe or copied, and confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSysInfo, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from iro_desktop.domain.words import plain_date
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.cards import Card
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.theme import TextSize
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.background import Background

_GROUPS_IN_A_LINE: Final = 4
_WHY: Final = (
    "If the passphrase is forgotten, or you leave, this code is the only other way in. Print it "
    "for your manager’s safe, or write it down; it is not shown again, and does not belong with "
    "this computer."
)
_CONFIRM: Final = "It is printed or written down, for my manager’s &safe"
_CLIPBOARD: Final = (
    "Copied. Paste it into your password safe now, then copy something else over it."
)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Whose file a recovery sheet opens, since when, and where the file lies."""

    owner: str = ""
    made_on: date | None = None
    folder: Path | None = None


class RecoveryCodePanel(QWidget):
    """Shows the code; ``confirmed`` says whether the tick stands."""

    confirmed = Signal(bool)
    printed = Signal()
    """Its sheet was sent to a printer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._about = SheetFacts()
        self._shown = QLabel()
        self._shown.setTextFormat(Qt.TextFormat.PlainText)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = SecondaryLabel()
        self._said.hide()
        self.tick = QCheckBox(translated(_CONFIRM))
        self.tick.toggled.connect(self.confirmed)
        self._copy = Button("&Copy", icon="copy", tip="Copy the code")
        self._copy.clicked.connect(self._on_copy)
        self._print = Button("&Print…", icon="print", tip="Print the recovery sheet")
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

    def show_code(self, code: str, about: SheetFacts | None = None) -> None:
        """Show a fresh code; the tick goes. ``about`` is what its sheet says besides."""
        self._code = code
        self._about = about or SheetFacts()
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
        printer.setDocName("Recovery sheet")
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def on_accepted() -> None:
            recovery_sheet(self._code, self._about).print_(printer)
            self._tell("Sent to the printer.")
            self.printed.emit()

        dialog.accepted.connect(on_accepted)
        dialog.setModal(True)
        dialog.show()

    def _tell(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()
        announce(self, words)


def recovery_sheet(code: str, about: SheetFacts) -> QTextDocument:
    """Return the sheet of paper that carries the code, for whoever has to open the file by it."""
    facts = [
        ("Caseload of", about.owner),
        ("Made on", plain_date(about.made_on) if about.made_on else ""),
        ("Computer", QSysInfo.machineHostName()),
        ("Folder", str(about.folder) if about.folder else ""),
    ]
    rows = "".join(
        f"<tr><td><b>{label}</b></td><td>{escape(words)}</td></tr>"
        for label, words in facts
        if words
    )
    sheet = QTextDocument()
    sheet.setDefaultStyleSheet(_SHEET_STYLE)
    sheet.setHtml(
        "<h1>IRO Desktop: recovery sheet</h1>"
        f"<p>{_WHAT_IT_IS}</p>"
        f"<table cellpadding='4'>{rows}</table>"
        f"<p class='code'>{_in_lines(code)}</p>"
        "<h2>To open the file</h2>"
        f"<ol>{''.join(f'<li>{step}</li>' for step in _STEPS)}</ol>"
        "<h2>If that computer is gone</h2>"
        f"<p>{_ELSEWHERE}</p>"
        "<h2>Where this sheet belongs</h2>"
        f"<p>{_SAFE}</p>"
        f"<p>{_REPLACED}</p>"
    )
    return sheet


_WHAT_IT_IS: Final = (
    "This code opens an encrypted caseload of children’s cases when its passphrase is forgotten, "
    "or when the Independent Reviewing Officer has left. Nobody can make it again."
)
_STEPS: Final = (
    "Sign in to that computer as the person above, or have council IT do it; start IRO Desktop.",
    "In the window that asks for the passphrase choose “Use the recovery code”.",
    "Type the code. Capitals and dashes do not matter, and 0 and O, 1, I and L count as the same.",
    "Choose a new passphrase.",
    "The program then shows a new code: print it, and put that sheet in the place of this one.",
)
_ELSEWHERE: Final = (
    "Take the newest backup (its name ends in .irobackup) to a computer with IRO Desktop and run "
    "<span class='typed'>iro-desktop restore --from BACKUP --store FOLDER --recovery-code</span>"
    " with a folder that is not there yet. Then open that folder, with this code once more."
)
_SAFE: Final = (
    "In the manager’s safe, and never with the laptop: whoever has both can read everything in it."
)
_REPLACED: Final = (
    "A new code takes the place of this one. The sheet that was printed last is the one that "
    "counts; earlier ones open only backups that were made while they counted."
)
_SHEET_STYLE: Final = (
    "h1 { font-size: 20pt; } h2 { font-size: 13pt; } p, li, td { font-size: 11pt; } "
    ".code { font-family: monospace; font-size: 18pt; font-weight: bold; } "
    ".typed { font-family: monospace; }"
)


def _in_lines(code: str) -> str:
    groups = code.split("-")
    lines = (groups[:_GROUPS_IN_A_LINE], groups[_GROUPS_IN_A_LINE:])
    return "<br>".join("&nbsp;-&nbsp;".join(line) for line in lines if line)


def _code_font() -> QFont:
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(theme.font(TextSize.TITLE).pointSizeF() * 0.9)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def note_printed(background: Background, workspace: Workspace) -> None:
    """Note in the view log that the sheet was printed, off the main thread."""

    def work() -> None:
        from iro_desktop.services.access import note

        note(workspace, "sheet")

    background.run(work)
