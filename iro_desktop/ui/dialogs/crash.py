"""The crash dialog: a sentence, and a report that holds nobody's data."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

_TITLE: Final = "Something went wrong in the program"
_SENTENCE: Final = (
    "What you typed is still there and your file is intact, but the last step may not have been "
    "done: try it again, and if this comes back, send the report below to whoever looks after "
    "IRO Desktop for you."
)
_WITHOUT: Final = (
    "The report holds no names, no references and nothing that you typed: only the program’s own "
    "steps."
)
_MOST_REPORTS: Final = 5


class CrashDialog(ReadInOrder, QDialog):
    """Says that the program failed, and offers the report to be copied."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("IRO Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reports = [report]
        self._text = QPlainTextEdit(report)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(translated("Report"))
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
        announce(self, _TITLE, urgent=True)

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
