"""What is done about the shared copy: look at it, send and receive, put right what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from iro_desktop.domain.errors import UserError
    from iro_desktop.ui.main_window import MainWindow

_DONE: Final = "Sent and received: everything here is in the shared copy."


class SharingActs:
    """Opens the dialogs about the shared copy, and asks for rounds."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._operations = window.operations
        self._sharing = window.operations.sharing

    def show(self) -> None:
        """Show how the shared copy stands, or explain it."""
        from iro_desktop.ui.dialogs.shared_copy import SharedCopyDialog

        SharedCopyDialog(self._operations, self._window).open()

    def share_now(self) -> None:
        """Send and receive; where nothing is shared, explain it."""
        if not self._sharing.is_on:
            self.show()
            return
        self._sharing.ask_round(done=self._on_done, failed=self._on_failed, owner=self._window)

    def _on_done(self, _: object) -> None:
        if not self._window.messages.text:  # what was received has been said
            self._window.messages.show_notice(_DONE)

    def _on_failed(self, error: UserError) -> None:
        if self._sharing.trouble is None:  # else the banner says it
            self._window.messages.show_error(str(error))

    def enter_passphrase(self) -> None:
        """Ask for the passphrase of a shared copy that was locked anew."""
        from iro_desktop.ui.dialogs.sharing_asks import EnterPassphraseDialog

        EnterPassphraseDialog(self._operations, self._window).open()

    def write_anew(self) -> None:
        """Explain what writing anew does, and do it."""
        from iro_desktop.ui.dialogs.sharing_asks import WriteAnewDialog

        WriteAnewDialog(self._operations, self._window).open()
