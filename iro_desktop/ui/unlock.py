"""The first window: it asks for the passphrase, and everything heavy loads while that is typed.

Nothing that is imported here brings the database, the charts or cryptography.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.ui.background import Background
from iro_desktop.ui.column_page import ColumnPage
from iro_desktop.ui.first_paint import FirstPaint
from iro_desktop.ui.help_key import HelpKey
from iro_desktop.ui.passphrase import NewPassphraseForm
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.unlock_page import UnlockPage

if TYPE_CHECKING:
    from datetime import date

    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.after_recovery import AfterRecovery
    from iro_desktop.ui.recovery import RecoveryCodePanel

_REBUILDING: Final = "Rebuilding…"


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
        self.setWindowTitle("IRO Desktop")
        self._pages = QStackedWidget()
        self.asking = UnlockPage(folder)
        self.asking.unlock_asked.connect(self._on_unlock)
        self.asking.rebuild_asked.connect(self._on_rebuild)
        self.asking.skip_asked.connect(self.skip_asked)
        self._pages.addWidget(self.asking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        FirstPaint(self.asking.passphrase.line).painted.connect(self.first_painted)
        self.resize(self.asking.good_size())
        HelpKey(self)

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
        self.asking.ask_again(notice)

    def unlock(self, passphrase: str) -> None:
        """Open with a passphrase that is known already, as the sample's is."""
        self.asking.submit(passphrase)

    def hold(self, words: str) -> None:
        """Let nobody unlock yet: the store is still being closed."""
        self.asking.set_busy(busy=True, words=words)

    def offer_to_skip(self) -> None:
        """Offer not to wait any longer."""
        self.asking.offer_to_skip()

    def release(self) -> None:
        """Let the store be unlocked now."""
        self.asking.skip.hide()
        self.asking.set_busy(busy=False)
        self.asking.take_keyboard()

    @property
    def page(self) -> int:
        """Which page is shown: 0 unlock, 1 a new passphrase, 2 a new code, 3 no recovery sheet."""
        return self._pages.currentIndex()

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

    def _on_unlock(self) -> None:
        secret, with_code = self.asking.secret, self.asking.uses_code
        self.asking.set_busy(busy=True)
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
            progress=lambda done, total: self._background.post(
                self.asking.show_progress, done, total
            ),
        )
        self._lacks_sheet = not with_code and lacks_sheet(workspace)
        if self._background.is_stopped:
            workspace.close()
        return workspace

    def _on_opened(self, workspace: Workspace) -> None:
        if self.asking.uses_code or self._lacks_sheet:
            self._recovered = workspace
            after = self._after
            if self.asking.uses_code:
                self._turn_to(1)
                after.begin(workspace)
            else:
                self.show_sheet_required()
                after.begin_sheet(workspace, self.asking.secret)
            return
        self.unlocked.emit(workspace)

    def show_sheet_required(self) -> None:
        """Say that there has to be a recovery sheet before work goes on."""
        after = self._after  # it makes the page
        self._turn_to(3)
        after.make.setFocus()

    def _on_refused(self, error: UserError) -> None:
        from iro_desktop.services.rebuilding import can_rebuild  # loaded by what was refused

        self.asking.refuse(str(error))
        if can_rebuild(self._folder, error):
            self.offer_rebuilding()

    def offer_rebuilding(self) -> None:
        """Offer to make the file again from its own backups, with room to read of it."""
        self.asking.offer_rebuilding()
        self.resize(self.size().expandedTo(self.asking.good_size()))

    def _on_rebuild(self) -> None:
        secret, with_code = self.asking.secret, self.asking.uses_code

        def work() -> str:
            from iro_desktop.services.rebuilding import rebuild, rebuilt_words

            return rebuilt_words(rebuild(self._folder, secret, with_recovery_code=with_code))

        def done(words: str) -> None:
            self.ask_again(f"{words} Unlock it now.")
            self.asking.use_code(use=with_code)
            self.asking.enter(secret)

        self.hold(_REBUILDING)
        self._background.run(work, done, self._on_refused, self.release)

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
        self.asking.take_keyboard()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing open behind."""
        if self._recovered is not None:
            self._recovered.close()
            self._recovered = None
        super().closeEvent(event)
        self.closed.emit()
