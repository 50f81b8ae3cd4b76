"""What happens on a fault of the program: a sentence, a report without anybody's data, and on.

A UserError is shown where it happened; what arrives here is a fault. The window stays as it is, so
what was typed is still there, and every commit is whole in the store.
"""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication

from iro_desktop.services import fault_report
from iro_desktop.services.event_log import Event, note

if TYPE_CHECKING:
    from iro_desktop.ui.dialogs.crash import CrashDialog


def report_of(error: BaseException) -> str:
    """Return the types and frames of an error and of what led to it, and nobody's data."""
    return fault_report.report_of(error, f"Qt {qVersion()}")


class Faults(QObject):
    """Takes every error that nobody caught, on whatever thread, and shows it on the main one."""

    reported = Signal(str)
    """The report of a fault, whatever thread it came from."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._dialog: CrashDialog | None = None
        # Queued: a dialog must not open in the middle of a paint or a commit.
        self.reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take one error, as sys.excepthook does."""
        error = error if error is not None else kind()
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        report = report_of(error.with_traceback(trace or error.__traceback__))
        note(Event.FAULT, fault_report.report_id(report))
        if sys.stderr is not None:  # a program without a console has none
            print(report, file=sys.stderr)  # noqa: T201 - who started it from one sees it
        self.reported.emit(report)

    def _show(self, report: str) -> None:
        if self._dialog is not None:
            self._dialog.add(report)
            return
        from iro_desktop.ui.dialogs.crash import CrashDialog

        self._dialog = CrashDialog(report, QApplication.activeWindow())
        self._dialog.destroyed.connect(self._on_closed)
        self._dialog.open()

    def _on_closed(self) -> None:
        self._dialog = None


def _tell_quietly(unraised: sys.UnraisableHookArgs) -> None:
    """Tell of an error that could not be raised, as one while something is freed: no message."""
    if unraised.exc_value is not None:
        report = report_of(unraised.exc_value.with_traceback(unraised.exc_traceback))
        note(Event.FAULT, fault_report.report_id(report))
        if sys.stderr is not None:
            print(report, file=sys.stderr)  # noqa: T201 - as above


def quieten_libraries() -> None:
    """Have what libraries log go nowhere: it can quote what they were given."""
    import logging  # they bring it themselves, after the first paint

    logging.lastResort = logging.NullHandler()


def install_fault_handler(app: QApplication) -> Faults:
    """Show every error that nobody caught, from now on, in a crash dialog; return its keeper."""
    faults = Faults(app)
    sys.unraisablehook = _tell_quietly
    sys.excepthook = faults.take
    threading.excepthook = lambda args: faults.take(
        args.exc_type, args.exc_value, args.exc_traceback
    )
    return faults
