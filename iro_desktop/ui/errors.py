"""What happens on a fault of the program: a sentence, a report without anybody's data, and on.

A UserError is shown where it happened; what arrives here is a fault. The window stays as it is, so
what was typed is still there, and every commit is whole in the store.
"""

from __future__ import annotations

import platform
import sys
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from iro_desktop import __version__
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel

_TITLE: Final = "Something went wrong in the program"
_SENTENCE: Final = (
    "What you typed is still there and your file is intact, but the last step may not have been "
    "done: try it again, and if this comes back, send the report below to whoever looks after "
    "IRO Desktop for you."
)
_WITHOUT: Final = (
    "The report holds no names, no references and nothing that you typed: only the program's own "
    "steps."
)
_MOST_REPORTS: Final = 5


def report_of(error: BaseException) -> str:
    """Return the types and frames of an error and of what led to it, and nothing else.

    Never a message, which can quote what it was given, and never a path, which can hold the name
    of whoever is logged in.
    """
    system = f"{platform.system()} {platform.machine()}"
    lines = [f"IRO Desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "]
    lines[0] += system
    for caught in _chain(error):
        lines.append(_name(type(caught)))
        lines.extend(f"  {frame}" for frame in _frames(caught.__traceback__))
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came from, each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        caught = waiting.pop(0)
        if caught is None or id(caught) in seen:
            continue
        seen.add(id(caught))
        yield caught
        if isinstance(caught, BaseExceptionGroup):
            waiting.extend(caught.exceptions)
        hidden = caught.__suppress_context__
        waiting.append(caught.__cause__ or (None if hidden else caught.__context__))


def _name(kind: type[BaseException]) -> str:
    where = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    return f"{where}{kind.__qualname__}"


def _frames(step: TracebackType | None) -> Iterator[str]:
    while step is not None:
        code = step.tb_frame.f_code
        module = step.tb_frame.f_globals.get("__name__", "?")
        yield f"{module}:{step.tb_lineno} {code.co_name}"
        step = step.tb_next


class CrashDialog(QDialog):
    """Says that the program failed, and offers the report to be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("IRO Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reports = [report]
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Report")
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setMinimumSize(theme.space(130), theme.space(40))
        self._said = SecondaryLabel(_WITHOUT)
        self._close = Button("&Go on", Kind.PRIMARY)
        self._close.clicked.connect(self.accept)
        self._copy = Button("&Copy the report", icon="copy")
        self._copy.clicked.connect(self._on_copy)
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space(3))
        for widget in (TitleLabel(_TITLE), BodyLabel(_SENTENCE), self._text, self._said):
            column.addWidget(widget)
        column.addWidget(button_row(self._close, self._copy))
        self._close.setFocus()

    @property
    def report(self) -> str:
        """Everything that would be copied."""
        return self._text.toPlainText()

    def add(self, report: str) -> None:
        """Add another fault that came while this one is shown; the same one is not told twice."""
        if report not in self._reports and len(self._reports) < _MOST_REPORTS:
            self._reports.append(report)
            self._text.setPlainText("\n\n".join(self._reports))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self._said.setText(f"Copied. {_WITHOUT}")
        announce(self, "Copied")


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
        self._dialog = CrashDialog(report, QApplication.activeWindow())
        self._dialog.destroyed.connect(self._on_closed)
        self._dialog.open()
        announce(self._dialog, _TITLE, urgent=True)

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
