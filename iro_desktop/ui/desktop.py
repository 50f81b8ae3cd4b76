"""Which window is shown: first run, unlock or main; and the way from one to the other.

Only what the first window needs is imported here; the database, cryptography and the charts are
loaded by a thread once that window is on the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.paths import holds_a_store, may_be_open
from iro_desktop.services.event_log import Event, note
from iro_desktop.ui.background import Background
from iro_desktop.ui.finishing import finish
from iro_desktop.ui.kept_faults import KeptFaults
from iro_desktop.ui.preloading import Preloading
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.unlock import UnlockWindow

if TYPE_CHECKING:
    from datetime import date

    from iro_desktop.domain.errors import UserError
    from iro_desktop.services.removing import Removal
    from iro_desktop.services.restoring import GoingBack
    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.first_run import FirstRunWindow
    from iro_desktop.ui.main_window import MainWindow
    from iro_desktop.ui.operations import Operations
    from iro_desktop.ui.pages import Stop
    from iro_desktop.ui.sending import SendingWindow
    from iro_desktop.ui.sharing import Paces
    from iro_desktop.ui.single_window import SingleWindow

_LOCKED: Final = "Locked after {} without a key or the mouse. Everything is saved."
_LOCKED_BY_HAND: Final = "Locked. Everything is saved."
_FINISHING: Final = "Finishing what was running…"
_A_MOMENT: Final = 1_000  # milliseconds after the first page and the charts are filled
_ONCE_DELETED: Final = 200  # milliseconds after a window was left
_FIRST_QUIET_MOMENT: Final = 90_000  # milliseconds after unlocking
_SENDING: Final = "Sending to the shared copy…"


class Desktop(QObject):
    """Which window is shown: first run, unlock, or main; and the way from one to the other."""

    main_shown = Signal(object)
    """The MainWindow, on the screen."""
    loaded = Signal()
    """Everything that the main window needs is imported."""
    raised = Signal()
    """The program was started again for the same store, and this window came to the front."""
    files_given = Signal(object)
    """The files that a second start was given, a tuple of paths."""
    ended = Signal()

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        settings: Settings,
        *,
        today: Callable[[], date] | None = None,
        paces: Paces | None = None,
    ) -> None:
        super().__init__(app)
        self._paces = paces
        self._is_leaving = False
        self._sending: SendingWindow | None = None
        self._app = app
        self._folder = folder
        self._settings = settings
        self._today = today
        self._background = Background(self)
        self._ahead = Preloading(self._background, self)
        self._ahead.loaded.connect(self.loaded)
        self._unlock: UnlockWindow | None = None
        self._first_run: FirstRunWindow | None = None
        self._main: MainWindow | None = None
        self._operations: Operations | None = None
        self._single: SingleWindow | None = None
        self._stops: tuple[Stop, ...] = ()
        self._action = ""
        self._going: GoingBack | Removal | None = None
        self.faults = KeptFaults(self)

    # Starting

    def raised_another(self, files: tuple[Path, ...] = ()) -> bool:
        """Return whether a window has this store open; it comes to the front, with the files."""
        if not may_be_open(self._folder):
            return False  # do not even load what would ask
        from iro_desktop.ui.single_window import raise_other_window

        if not raise_other_window(self._folder, files):
            return False
        self._background.stop()
        return True

    def start(self, passphrase: str | None = None) -> None:
        """Show the first window."""
        if not holds_a_store(self._folder):
            self._show_first_run()
            return
        unlock = self._make_unlock()
        unlock.show()
        if passphrase is not None:
            unlock.unlock(passphrase)

    @property
    def main(self) -> MainWindow | None:
        """The main window, if a store is open."""
        return self._main

    @property
    def window(self) -> QWidget | None:
        """The window that is shown."""
        for window in (self._main, self._unlock, self._first_run, self._sending):
            if window is not None and window.isVisible():
                return window
        return None

    def _make_unlock(self) -> UnlockWindow:
        self._unlock = UnlockWindow(self._folder, self._background, today=self._today)
        self._unlock.first_painted.connect(self.load)
        self._unlock.unlocked.connect(self._on_unlocked)
        self._unlock.skip_asked.connect(self._close_locked)
        self._unlock.closed.connect(self._on_window_closed)
        return self._unlock

    def _show_first_run(self) -> None:
        from iro_desktop.ui.first_run import FirstRunWindow

        window = FirstRunWindow(self._folder, self._background, today=self._today)
        window.first_painted.connect(self.load)
        window.finished.connect(self._on_first_run_finished)
        window.sample_asked.connect(self._show_sample)
        window.closed.connect(self._on_window_closed)
        self._first_run = window
        window.show()

    def load(self) -> None:
        """Import on a thread what the main window needs, now that the first one is painted."""
        self._ahead.load()
        self._listen()

    def _listen(self) -> None:
        """Be the one that is raised when the program is started again for this store."""
        from iro_desktop.ui.single_window import SingleWindow

        if self._single is not None:
            self._single.close()
        self._single = SingleWindow(self._folder, self)
        self._single.asked.connect(self._raise)
        self._single.files_given.connect(self.files_given)

    def _raise(self) -> None:
        if self._is_leaving and self.window is None:
            self._show_sending()
        window = self.window
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
            self.raised.emit()

    # From window to window

    def _on_unlocked(self, workspace: Workspace) -> None:
        try:
            self.show_main(workspace)
        except BaseException:
            # A fault of the program: its dialog comes; the store must not stay open behind it.
            self._leave_main()
            workspace.close()
            if self._unlock is not None:
                self._unlock.release()
            raise
        if self._unlock is not None:
            self._unlock.hide()

    def _on_first_run_finished(self, workspace: Workspace, action: str) -> None:
        self._action = action
        self.show_main(workspace).tour.begin_once()
        self._drop_first_run()

    def _drop_first_run(self) -> None:
        if self._first_run is not None:
            self._first_run.closed.disconnect(self._on_window_closed)
            self._first_run.close()
            self._first_run.deleteLater()
            self._first_run = None

    def _show_sample(self) -> None:
        """Open the sample caseload in a file of its own; it is made if it is not there yet."""

        def work() -> Workspace:
            from datetime import date

            from iro_desktop.services.samples import open_sample

            return open_sample(self._today or date.today)

        self._background.run(work, self._on_sample, self._on_sample_refused)

    def _on_sample_refused(self, error: UserError) -> None:
        if self._first_run is not None:
            self._first_run.refuse_sample(str(error))

    def _on_sample(self, workspace: Workspace) -> None:
        self._folder = workspace.folder
        self._listen()
        if self._main is not None:
            self._leave_main()
        self.show_main(workspace).tour.begin_once()
        self._drop_first_run()

    def show_main(self, workspace: Workspace) -> MainWindow:
        """Show the main window of an open store, where one was when it was locked.

        ``idle`` is then what locks it by itself, ``system_lock`` what locks it with the computer.
        """
        from iro_desktop.services.policy import in_force
        from iro_desktop.ui.idle import IdleLock
        from iro_desktop.ui.main_window import MainWindow
        from iro_desktop.ui.operations import Operations
        from iro_desktop.ui.system_lock import SystemLock

        self._operations = Operations(workspace, self, paces=self._paces)
        charts = self._ahead.hand_over()
        sample = workspace.is_sample
        self._main = MainWindow(self._operations, self._settings, sample=sample, charts=charts)
        self._main.lock_asked.connect(lambda: self.lock(_LOCKED_BY_HAND))
        self._main.closed.connect(self._on_window_closed)
        self._main.filled.connect(
            lambda: QTimer.singleShot(_A_MOMENT, self._ahead, self._ahead.load_pages),
            Qt.ConnectionType.SingleShotConnection,
        )
        self._main.going_back_asked.connect(self._go_back)
        self.idle = IdleLock(self._settings.lock_after_minutes, parent=self._main)
        self.idle.idle.connect(self._on_idle)
        self._main.lock_minutes_changed.connect(self.idle.set_minutes)
        self.system_lock = SystemLock(self._main)
        self.system_lock.locked.connect(self.lock)
        self.idle.seconds_left.connect(self._main.show_seconds_left)
        self._main.go_along(self._stops)
        self._main.show()
        self.idle.start()
        self._stops = ()
        QTimer.singleShot(_FIRST_QUIET_MOMENT, self._main, self._back_up_daily)
        if self._action:
            self._main.do(self._action)
            self._action = ""
        notice = in_force().notice()
        if notice:
            note(Event.POLICY_DAMAGED)
            self._main.messages.show_error(notice)
        note(Event.OPENED)
        self.faults.begin(self._operations)
        self.main_shown.emit(self._main)
        return self._main

    def _back_up_daily(self) -> None:
        """Back the file up once a day, when what one came for is done or begun."""
        from datetime import UTC, datetime

        from iro_desktop.services.safekeeping import back_up_daily

        operations = self._operations
        if operations is not None:
            now = datetime.now(UTC)
            operations.run(lambda workspace: back_up_daily(workspace, now))

    def _on_idle(self) -> None:
        self.lock(_LOCKED.format(counted(self._settings.lock_after_minutes, "minute")))

    def lock(self, words: str = _LOCKED_BY_HAND) -> None:
        """Clear the screen, let what is running end, close the store and ask for the passphrase."""
        main, operations = self._main, self._operations
        if main is None or operations is None or operations.is_closed or self._is_leaving:
            return
        self._is_leaving = True
        note(Event.LOCKED)
        self.idle.stop()
        self._stops = main.stops()
        main.remember()
        unlock = self._unlock or self._make_unlock()
        unlock.ask_again(words)
        unlock.show()
        self._clear_the_screen(unlock)
        if operations.is_busy:
            unlock.hold(_FINISHING)
        elif operations.sharing.is_on:
            unlock.hold(_SENDING)
        finish(operations, self._close_locked, offer=unlock.offer_to_skip, sends=self._on_sending)

        def give_up() -> None:
            if not operations.is_closed:
                self._close_locked()

        if operations.sharing.is_on:
            QTimer.singleShot(operations.sharing.paces.longest, operations, give_up)

    def _clear_the_screen(self, but: QWidget | None = None) -> None:
        for window in self._app.topLevelWidgets():
            if window is not but:
                window.hide()

    def _on_sending(self) -> None:
        if self._unlock is not None and self._unlock.isVisible():
            self._unlock.hold(_SENDING)

    def _go_back(self, going: GoingBack | Removal) -> None:
        """Close the store, go back to a backup or remove it, and say what was done."""
        self._going = going
        self.lock()

    def _close_locked(self) -> None:
        self._leave_main()
        going, self._going = self._going, None
        unlock = self._unlock
        if unlock is not None and going is not None:
            unlock.hold(going.doing)
            self._background.run(
                going.run,
                unlock.ask_again,
                lambda error: unlock.ask_again(str(error)),
                unlock.release,
            )
        elif unlock is not None:
            unlock.release()
        self._ahead.begin_again()

    def _leave_main(self) -> None:
        main, operations = self._main, self._operations
        self._main = self._operations = None
        self._is_leaving = False
        if operations is not None:
            operations.close()
            operations.deleteLater()
            QTimer.singleShot(_ONCE_DELETED, self, self._forget)
        if main is not None:
            main.deleteLater()

    def _forget(self) -> None:
        """Leave nothing of the store that was closed in memory."""
        from iro_desktop.ui.garbage import leave_out_what_is_there, look_through_everything

        look_through_everything()
        if self._operations is not None:  # another one has been opened since
            leave_out_what_is_there()

    def _on_window_closed(self) -> None:
        # Later: whoever closed the window is still in the middle of it.
        QTimer.singleShot(0, self, self.leave)

    def leave(self) -> None:
        """Clear the screen, send what is not sent yet, and end; asked once more, end at once."""
        operations = self._operations
        waits = operations is not None and not operations.is_closed and operations.sharing.is_on
        if operations is None or not waits or self._is_leaving:
            self.end()
            return
        self._is_leaving = True
        self.idle.stop()
        self._clear_the_screen()
        finish(operations, self.end, offer=self._show_sending, sends=self._on_sending)

    def _show_sending(self) -> None:
        """Say why the program is still here, with the way out."""
        from iro_desktop.ui.sending import SendingWindow

        if self._sending is None:
            self._sending = SendingWindow()
            self._sending.closed.connect(self._on_window_closed)
            self._sending.show()

    def end(self) -> None:
        """Close the store and everything else; nothing is left running."""
        self._leave_main()
        if self._sending is not None:
            self._sending.closed.disconnect(self._on_window_closed)
            self._sending.close()
            self._sending.deleteLater()
            self._sending = None
        self._background.stop()
        if self._single is not None:
            self._single.close()
        self._ahead.drop()
        self.ended.emit()
        self._app.quit()
