"""A new recovery code, once the passphrase was typed: shown, printed, and the old one replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import Officer
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.passphrase import SecretField
from iro_desktop.ui.recovery import RecoveryCodePanel, SheetFacts
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from pathlib import Path

    from iro_desktop.services.workspace import Workspace

_WHAT: Final = (
    "The recovery code is not kept anywhere, so its sheet cannot be printed again. A new code "
    "takes its place: the old one stops opening this file at once."
)
_BACKUPS: Final = (
    "Backups that were made until now still open with the old code: keep the old sheet for as long "
    "as you keep them."
)
_REPLACED: Final = "The old code opens this file no more."
_FIRST: Final = "Print the code or write it down first: the old one opens this file no more."
_WRONG: Final = "That is not the passphrase: check Caps Lock and the keyboard’s language."
_NONE_TYPED: Final = "Type the passphrase of this file."
_LETTERS_WIDE: Final = 76


class RecoverySheetDialog(ReadInOrder, QDialog):
    """Two steps: the passphrase, then the new code, which has to be confirmed before it goes."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self.setWindowTitle(translated("New recovery sheet"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._ask())
        self._pages.addWidget(self._show())
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.addWidget(self._pages)

    def _ask(self) -> QWidget:
        self.passphrase = SecretField("&Passphrase")
        self.passphrase.submitted.connect(self._on_make)
        self._error = ErrorLabel()
        self.make = Button("&Make a new code", Kind.PRIMARY)
        self.make.clicked.connect(self._on_make)
        close = Button("Close")
        close.clicked.connect(self.reject)
        return _page(
            (
                TitleLabel("Make a new recovery sheet"),
                BodyLabel(_WHAT),
                SecondaryLabel(_BACKUPS),
                self.passphrase,
                self._error,
            ),
            close,
            self.make,
        )

    def _show(self) -> QWidget:
        self.panel = RecoveryCodePanel()
        self.panel.confirmed.connect(self._on_confirmed)
        self.panel.printed.connect(lambda: self._operations.note("sheet"))
        self._first = ErrorLabel()
        self.done_button = Button("&Done", Kind.PRIMARY)
        self.done_button.setEnabled(False)
        self.done_button.clicked.connect(self.accept)
        return _page(
            (TitleLabel("Keep your new recovery code"), BodyLabel(_REPLACED), self.panel,
             self._first),
            self.done_button,
        )  # fmt: skip

    def sizeHint(self) -> QSize:
        """Return the size of the larger step, within the screen."""
        screen = self.screen().availableSize()
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE, screen.width() * 9 // 10)
        return QSize(width, max(self.heightForWidth(width), super().sizeHint().height()))

    def open(self) -> None:
        """Show the dialog over its window, the keyboard in the passphrase."""
        self.resize(self.sizeHint())
        super().open()
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def has_code(self) -> bool:
        """Whether the new code is shown."""
        return self._pages.currentIndex() == 1

    def reject(self) -> None:
        """Close, but not with a code that nobody has written down."""
        if self.has_code and not self.panel.is_confirmed:
            self._first.say(_FIRST)
            return
        super().reject()

    def _on_make(self) -> None:
        secret = self.passphrase.text
        if not secret:
            self.passphrase.say(_NONE_TYPED)
            return
        if not self.make.isEnabled():
            return
        self.make.setEnabled(False)
        self._error.say("")

        def work(workspace: Workspace) -> tuple[str, Path]:
            from iro_desktop.services.passphrases import new_recovery_code

            return new_recovery_code(workspace, secret), workspace.folder

        self._operations.run(
            work,
            done=self._on_made,
            failed=self._on_failed,
            settled=lambda: self.make.setEnabled(True),
            owner=self,
        )

    def _on_made(self, made: tuple[str, Path]) -> None:
        code, folder = made
        self.passphrase.clear()
        self.show_code(code, folder)

    def show_code(self, code: str, folder: Path | None = None) -> None:
        """Show a new code, and whose it is on its sheet."""
        session = self._operations.session
        officer = session.snapshot.find(Officer, session.officer_id)
        owner = officer.name if officer is not None else ""
        self.panel.show_code(code, SheetFacts(owner, session.today, folder))
        self._pages.setCurrentIndex(1)
        self.panel.first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, _REPLACED)

    def _on_failed(self, error: UserError) -> None:
        from iro_desktop.domain.errors import WrongPassphraseError

        if isinstance(error, WrongPassphraseError):
            self.passphrase.say(_WRONG)
        else:
            self._error.say(str(error))

    def _on_confirmed(self, confirmed: bool) -> None:
        self.done_button.setEnabled(confirmed)
        if confirmed:
            from iro_desktop.services.passphrases import confirm_sheet

            self._first.say("")
            self._operations.run(confirm_sheet)


def _page(parts: tuple[QWidget, ...], *buttons: Button) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(3))
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    foot = QHBoxLayout()
    foot.setSpacing(theme.space(2))
    foot.addStretch()
    for button in buttons:
        foot.addWidget(button)
    column.addLayout(foot)
    return page
