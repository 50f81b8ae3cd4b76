"""One field of a form: its label, its hint, its editor, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.ui import theme
from iro_desktop.ui.fields import FieldEditor
from iro_desktop.ui.fold import unfold
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.problems import ProblemLabel
from iro_desktop.ui.words import translated


class FormField(QWidget):
    """A labelled editor; the problem and the hint stand under it, so that editors line up.

    In a grid that has headings the label is not shown: it is only what the editor is called.
    """

    def __init__(
        self, editor: FieldEditor, label: str, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._label = QLabel(translated(label).replace("&", "&&"))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._label.setBuddy(editor.target())
        self._problem = ProblemLabel()
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addWidget(self._problem)
        if hint:
            column.addWidget(SecondaryLabel(hint))
        column.addStretch()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        editor.name(label)
        editor.changed.connect(self._describe)
        self._describe()

    @property
    def problem(self) -> str:
        """What is wrong with it, or ""."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Show what is wrong under the field, wherever it is folded away; "" takes it away."""
        if sentence:
            unfold(self)
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.editor.set_wrong(bool(sentence))
        self._describe()

    def show_label(self, label: str) -> None:
        """Show another label than what the editor is called; "" shows none."""
        self._label.setText(translated(label).replace("&", "&&"))
        self._label.setVisible(bool(label))

    def take_keyboard(self) -> None:
        """Put the keyboard into the field."""
        unfold(self)
        self.editor.target().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _describe(self) -> None:
        parts = (self._problem.text(), self.editor.echo(), translated(self._hint))
        self.editor.describe(". ".join(part for part in parts if part))
