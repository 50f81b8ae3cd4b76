"""Fields for a passphrase: hidden or shown, pasted or typed, with what is wrong under them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from iro_desktop.services.policy import policy
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.words import translated

_CAPS_LOCK: Final = "Caps Lock seems to be on."
_LONGEST: Final = 10_000  # characters: as the command line takes


class SecretLine(QLineEdit):
    """A line whose text is hidden until it is shown; it notices Caps Lock by what is typed."""

    caps_lock_seen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare each letter with Shift: Qt cannot tell Caps Lock itself."""
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)


class SecretField(QWidget):
    """A labelled line for a passphrase or a recovery code; Enter in it asks to go on."""

    submitted = Signal()
    edited = Signal()

    def __init__(
        self, label: str, parent: QWidget | None = None, *, hidden: bool = True, hint: str = ""
    ) -> None:
        super().__init__(parent)
        self.line = SecretLine()
        self.line.returnPressed.connect(self.submitted)
        self.line.textEdited.connect(self._on_edited)
        self.line.caps_lock_seen.connect(self._on_caps_lock)
        self._show = Button("Show", Kind.PLAIN, tip="Show what is typed")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._on_shown)
        if not hidden:
            self._show.hide()
            self.line.setEchoMode(QLineEdit.EchoMode.Normal)
        self._error = ErrorLabel()
        self._hint = SecondaryLabel(hint)
        if not hint:  # setVisible(True) would show it as a window of its own: it has no parent yet
            self._hint.hide()
        self._caps: SecondaryLabel | None = None
        self._lay_out(label)

    def _lay_out(self, label: str) -> None:
        words = BodyLabel(label)
        words.setBuddy(self.line)
        self.line.setAccessibleName(translated(label).replace("&", ""))
        row = QHBoxLayout()
        row.setSpacing(theme.space(2))
        row.addWidget(self.line, 1)
        row.addWidget(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self._error)
        column.addWidget(self._hint)
        self._column = column

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    @property
    def error(self) -> str:
        """The sentence that stands under the field, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def say(self, sentence: str) -> None:
        """Say what is wrong under the field, mark it, and put the keyboard into it."""
        self._error.say(sentence)
        self.line.setAccessibleDescription(translated(sentence))
        self._hint.setVisible(bool(self._hint.text()) and not sentence)
        self._mark(bool(sentence))
        if sentence:
            self.line.setFocus()
            self.line.selectAll()

    def clear(self) -> None:
        """Empty the field, hide it again, and say nothing."""
        self.line.clear()
        self._show.setChecked(False)
        self._on_caps_lock(on=False)
        self.say("")

    def _mark(self, wrong: bool) -> None:
        if bool(self.line.property("wrong")) != wrong:
            self.line.setProperty("wrong", wrong)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)

    def _on_edited(self) -> None:
        self.say("")
        self.edited.emit()

    def _on_shown(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self._show.setText("Hide" if shown else "Show")
        self._show.setToolTip(translated("Hide what is typed" if shown else "Show what is typed"))

    def _on_caps_lock(self, on: bool) -> None:
        if self._caps is None and on:
            self._caps = SecondaryLabel(_CAPS_LOCK)
            self._column.addWidget(self._caps)
        if self._caps is not None:
            self._caps.setVisible(on)


class NewPassphraseForm(QWidget):
    """A passphrase typed twice, with the rule that it must keep in one sentence."""

    submitted = Signal()

    _RULE: Final = (
        "At least {} characters, and not a common one: three or four unrelated words are easy to "
        "remember and hard to guess."
    )
    _DIFFER: Final = "The two are not the same: type the passphrase again."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rule = translated(self._RULE).format(policy().passphrase_length)
        self.first = SecretField("New &passphrase", hint=rule)
        self.second = SecretField("The &same again")
        self.first.submitted.connect(self._on_first_submitted)
        self.second.submitted.connect(self.submitted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(4))
        column.addWidget(self.first)
        column.addWidget(self.second)

    def passphrase(self) -> str | None:
        """Return the passphrase, or None after saying why there is none yet."""
        if not self.first.text:
            self.first.say("Choose a passphrase.")
            return None
        if self.first.text != self.second.text:
            self.second.say(self._DIFFER)
            return None
        return self.first.text

    def say(self, sentence: str) -> None:
        """Say why the passphrase was refused."""
        self.first.say(sentence)

    def clear(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.second.clear()

    def _on_first_submitted(self) -> None:
        self.second.line.setFocus()
