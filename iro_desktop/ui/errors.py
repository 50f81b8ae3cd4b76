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

if TYPE_CHECKING:
    from iro_desktop.ui.dialogs.crash import CrashDialog


def report_of(error: BaseException) -> str:
    """Return the types and frames of an error and of what led to it, and nobody's data."""
    return fault_report.report_of(error, f"Qt {qVersion()}")


class Faults(QObject):
    """Takes every error that nobody caught, on whatever thread, and shows it on the main one."""

    reported = Signal(str)

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
        print(report, file=sys.stderr)  # noqa: T201 - whoever started it from a console sees it
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


def install_fault_handler(app: QApplication) -> Faults:
    """Show every error that nobody caught, from now on, in a crash dialog; return its keeper."""
    faults = Faults(app)
    sys.excepthook = faults.take
    threading.excepthook = lambda args: faults.take(
        args.exc_type, args.exc_value, args.exc_traceback
    )
    return faults
