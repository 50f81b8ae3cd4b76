"""The first window: it asks for the passphrase, and everything heavy loads while that is typed.

Nothing that is imported here brings the database, the charts or cryptography.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.ui import icons, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.background import Background
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.column_page import ColumnPage
from iro_desktop.ui.first_paint import FirstPaint
from iro_desktop.ui.help_key import HelpKey
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.passphrase import NewPassphraseForm, SecretField
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from datetime import date

    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.after_recovery import AfterRecovery
    from iro_desktop.ui.rebuild_offer import RebuildOffer
    from iro_desktop.ui.recovery import RecoveryCodePanel

_OPENING: Final = "Opening…"
_REBUILDING: Final = "Rebuilding…"
_TYPE_IT: Final = "Type the passphrase or the recovery code first: the backup opens with it too."
_SAFE: Final = (
    "Everything in this file is encrypted on this computer. Without the passphrase or the "
    "recovery code nobody can open it."
)
_CODE_HINT: Final = "7 groups of 4 letters and digits; capitals and dashes do not matter."


class UnlockWindow(ReadInOrder, QWidget):
    """Asks for the passphrase or the recovery code of one store, and opens it."""

    first_painted = Signal()
    """The window is on the screen: now is the time for what takes time."""
    unlocked = Signal(object)
    """The open Workspace."""
    skip_asked = Signal()
    """Not to be waited for any more: what holds it is to be left."""
    closed = Signal()

    def __init__(
        self,
        folder: Path,
        background: Background,
        *,
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._today = today
        self._recovered: Workspace | None = None
        self._lacks_sheet = False
        self._after_recovery: AfterRecovery | None = None
        self._code: SecretField | None = None
        self.setWindowTitle("IRO Desktop")
        self._pages = QStackedWidget()
        self._unlock_page = self._make_unlock_page()
        self._pages.addWidget(self._unlock_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        FirstPaint(self.passphrase.line).painted.connect(self.first_painted)
        self._use_code(use=False)
        self.resize(self._unlock_page.good_size())
        HelpKey(self)

    # What is on the pages

    def _make_unlock_page(self) -> ColumnPage:
        self._title = TitleLabel()
        self._note = BodyLabel(quiet=True)
        self._notice = BodyLabel()
        self._notice.hide()
        self.passphrase = SecretField("&Passphrase")
        self.passphrase.submitted.connect(self._on_unlock)
        self._go = Button("&Unlock", Kind.PRIMARY)
        self._go.clicked.connect(self._on_unlock)
        self._other = Button("", Kind.LINK)
        self._other.clicked.connect(self._on_other)
        self._buttons = button_row(self._go, self._other)
        self._offer: RebuildOffer | None = None
        self._skip = Button("Close without &sending", Kind.LINK)
        self._skip.clicked.connect(self.skip_asked)
        self._skip.hide()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translated(_OPENING))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing jumps when it appears
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        return ColumnPage(
            _badge(),
            self._title,
            self._notice,
            self._note,
            self.passphrase,
            self._buttons,
            self._bar,
            self._skip,
            SecondaryLabel(_SAFE),
        )

    @property
    def _after(self) -> AfterRecovery:
        """What follows the recovery code; made when it is first needed, which is seldom."""
        if self._after_recovery is None:
            from iro_desktop.ui.after_recovery import AfterRecovery

            self._after_recovery = AfterRecovery(self._folder, self._background, self)
            for page in self._after_recovery.pages:
                self._pages.addWidget(page)
            self._after_recovery.code_made.connect(lambda: self._turn_to(2))
            self._after_recovery.finished.connect(self._on_finished)
        return self._after_recovery

    # Unlocking

    def ask_again(self, notice: str = "") -> None:
        """Start afresh, as after a lock; ``notice`` says why."""
        self._recovered = None
        if self._after_recovery is not None:
            self._after_recovery.leave()
        self._pages.setCurrentIndex(0)
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self._withdraw_offer()
        self.passphrase.clear()
        if self._code is not None:
            self._code.clear()
        self._use_code(use=False)
        self._set_busy(busy=False)

    def unlock(self, passphrase: str) -> None:
        """Open with a passphrase that is known already, as the sample's is."""
        self.passphrase.line.setText(passphrase)
        self._on_unlock()

    def hold(self, words: str) -> None:
        """Let nobody unlock yet: the store is still being closed."""
        self._set_busy(busy=True, words=words)

    def offer_to_skip(self) -> None:
        """Offer not to wait any longer."""
        self._skip.show()
        self._skip.setFocus()
        announce(self, "Still sending. You can close without sending; everything is saved.")

    def release(self) -> None:
        """Let the store be unlocked now."""
        self._skip.hide()
        self._set_busy(busy=False)
        self._field.line.setFocus()

    @property
    def page(self) -> int:
        """Which page is shown: 0 unlock, 1 a new passphrase, 2 a new code, 3 no recovery sheet."""
        return self._pages.currentIndex()

    @property
    def notice(self) -> str:
        """Why the passphrase is asked for again, or nothing."""
        return "" if self._notice.isHidden() else self._notice.text()

    @property
    def new_passphrase(self) -> NewPassphraseForm:
        """Where the new passphrase is typed after the recovery code was used."""
        return self._after.new

    @property
    def recovery(self) -> RecoveryCodePanel:
        """Where the new recovery code is shown."""
        return self._after.panel

    @property
    def can_continue(self) -> bool:
        """Whether the new code was confirmed."""
        return self._after.can_continue

    @property
    def is_busy(self) -> bool:
        """Whether a store is being opened."""
        return not self._go.isEnabled()

    def _use_code(self, *, use: bool) -> None:
        self._uses_code = use
        self.passphrase.setVisible(not use)
        if use or self._code is not None:
            self.code.setVisible(use)
        self._title.setText("Open with the recovery code" if use else "Unlock your caseload")
        name = self._folder.name.removesuffix(".iro")
        note = "It was shown and printed when this file was made." if use else ""
        if not use and name == "sample":
            note = "The sample caseload: its passphrase is “sample”."
        elif not use and name != "caseload":
            note = f"File: {name}"
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._go.setText("Open with the &code" if use else "&Unlock")
        self._other.setText("Use the &passphrase" if use else "Use the &recovery code")
        for widget in (self._go, self._other):
            widget.updateGeometry()
        self._field.line.setFocus()

    @property
    def code(self) -> SecretField:
        """Where the recovery code is typed; made when it is first needed, which is seldom."""
        if self._code is None:
            self._code = SecretField("Recovery &code", hidden=False, hint=_CODE_HINT)
            self._code.submitted.connect(self._on_unlock)
            self._unlock_page.insert_after(self.passphrase, self._code)
            QWidget.setTabOrder(self._code.line, self._go)
        return self._code

    @property
    def _field(self) -> SecretField:
        return self.code if self._uses_code else self.passphrase

    def _on_other(self) -> None:
        self._field.clear()
        self._use_code(use=not self._uses_code)

    def _on_unlock(self) -> None:
        if self.is_busy:
            return
        secret = self._field.text
        if not secret:
            what = "recovery code" if self._uses_code else "passphrase"
            self._field.say(f"Type the {what} of this file.")
            return
        self._field.say("")
        self._set_busy(busy=True)
        with_code = self._uses_code
        self._background.run(
            lambda: self._open(secret, with_code=with_code), self._on_opened, self._on_refused
        )

    def _open(self, secret: str, *, with_code: bool) -> Workspace:
        """Derive the key and open the store, on the background thread."""
        from datetime import date

        from iro_desktop.services.passphrases import lacks_sheet
        from iro_desktop.services.workspace import open_workspace

        workspace = open_workspace(
            self._folder,
            secret,
            with_recovery_code=with_code,
            today=self._today or date.today,
            progress=lambda done, total: self._background.post(self._on_progress, done, total),
        )
        self._lacks_sheet = not with_code and lacks_sheet(workspace)
        if self._background.is_stopped:
            workspace.close()
        return workspace

    def _on_progress(self, done: int, total: int) -> None:
        """Say that the store is older than the program; its tables are being made again."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._note.setText("Bringing your file up to date, after a backup of it…")
        self._note.show()

    def _on_opened(self, workspace: Workspace) -> None:
        if self._uses_code or self._lacks_sheet:
            self._recovered = workspace
            after = self._after
            if self._uses_code:
                self._turn_to(1)
                after.begin(workspace)
            else:
                self.show_sheet_required()
                after.begin_sheet(workspace, self._field.text)
            return
        self.unlocked.emit(workspace)

    def show_sheet_required(self) -> None:
        """Say that there has to be a recovery sheet before work goes on."""
        after = self._after  # it makes the page
        self._turn_to(3)
        after.make.setFocus()

    def _on_refused(self, error: UserError) -> None:
        from iro_desktop.services.rebuilding import can_rebuild  # loaded by what was refused

        self._set_busy(busy=False)
        self._field.say(str(error))
        if can_rebuild(self._folder, error):
            self.offer_rebuilding()

    # A file that does not open any more

    @property
    def offer(self) -> RebuildOffer | None:
        """What is offered where the file is damaged; None before it ever was."""
        return self._offer

    def offer_rebuilding(self) -> None:
        """Offer to make the file again from its own backups."""
        if self._offer is None:
            from iro_desktop.ui.rebuild_offer import RebuildOffer

            self._offer = RebuildOffer()
            self._offer.asked.connect(self._on_rebuild)
            self._unlock_page.insert_after(self._buttons, self._offer)
        self._offer.show()
        self.resize(self.size().expandedTo(self._unlock_page.good_size()))

    def _withdraw_offer(self) -> None:
        if self._offer is not None:
            self._offer.hide()

    def _on_rebuild(self) -> None:
        secret = self._field.text
        if self.is_busy or not secret:
            self._field.say(_TYPE_IT)
            return
        self._field.say("")
        with_code = self._uses_code

        def work() -> str:
            from iro_desktop.services.rebuilding import rebuild, rebuilt_words

            return rebuilt_words(rebuild(self._folder, secret, with_recovery_code=with_code))

        def done(words: str) -> None:
            self.ask_again(f"{words} Unlock it now.")
            self._use_code(use=with_code)
            self._field.line.setText(secret)

        self.hold(_REBUILDING)
        self._background.run(work, done, self._on_refused, self.release)

    def _set_busy(self, *, busy: bool, words: str = _OPENING) -> None:
        self._go.setEnabled(not busy)
        self._other.setEnabled(not busy)
        if self._offer is not None:
            self._offer.button.setEnabled(not busy)
        self._field.line.setReadOnly(busy)
        be_busy(self._bar)
        self._bar.setVisible(busy)
        self._go.setText(words if busy else "Open with the &code" if self._uses_code else "&Unlock")
        self._go.updateGeometry()
        if busy:
            announce(self, words)

    def _on_finished(self) -> None:
        workspace, self._recovered = self._recovered, None
        if workspace is not None:
            self.unlocked.emit(workspace)

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        shown = self._pages.currentWidget()
        if isinstance(shown, ColumnPage):
            self.resize(self.size().expandedTo(shown.good_size()))

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where the passphrase is typed."""
        super().showEvent(event)
        self._field.line.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing open behind."""
        if self._recovered is not None:
            self._recovered.close()
            self._recovered = None
        super().closeEvent(event)
        self.closed.emit()


def _badge() -> QLabel:
    label = QLabel()
    side = theme.space(12)
    label.setPixmap(icons.program_icon().pixmap(side, side))
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return label
