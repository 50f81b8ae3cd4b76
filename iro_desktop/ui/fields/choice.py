"""Editors of what is chosen: a code, several, one of suggested texts, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.codes import CODES, say
from iro_desktop.domain.records import About
from iro_desktop.domain.records.fields import Value
from iro_desktop.domain.words import folded
from iro_desktop.ui.fields.answers import AnswersEditor
from iro_desktop.ui.fields.editor import FieldEditor
from iro_desktop.ui.fields.segments import Segment
from iro_desktop.ui.flow import FlowRow
from iro_desktop.ui.words import translated

_ANSWERS: Final = ((True, "Yes"), (False, "No"), (None, "Not answered"))
_MOST_SHOWN: Final = 14


def code_words(table: str, code: str) -> str:
    """Return a code as a form shows it: published ones such as C2 before their words."""
    words = say(table, code)
    published = any(letter.isdigit() for letter in code) and code.isupper()
    return f"{code}  {words}" if published and words != code else words


class CodeEditor(FieldEditor):
    """One code of a table, in words; an unknown code is kept and shown as itself."""

    def __init__(
        self,
        about: About,
        choices: Sequence[tuple[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(about, parent)
        self._combo = Combo()
        self._combo.addItem("", "")
        if choices is None:
            choices = [(code, code_words(about.codes, code)) for code in CODES.get(about.codes, {})]
        for value, words in choices:
            self._combo.addItem(translated(words), value)
        self._combo.activated.connect(self._on_activated)
        _fill(self, self._combo)

    def target(self) -> QComboBox:
        """The list."""
        return self._combo

    def value(self) -> Value:
        """Return the code, or ""."""
        return str(self._combo.currentData() or "")

    def set_value(self, value: Value) -> None:
        """Show a code; one that is not in the list is added to it as itself."""
        code = str(value or "")
        at = self._combo.findData(code)
        if at < 0:
            self._combo.addItem(code, code)
            at = self._combo.count() - 1
        self._combo.setCurrentIndex(at)

    def _on_activated(self) -> None:
        self.changed.emit()


class SuggestionsEditor(FieldEditor):
    """One line of text with a list of what is usual; anything else can be typed."""

    def __init__(
        self, about: About, suggestions: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(about, parent)
        self._combo = Combo()
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._combo.addItem("")
        self._combo.addItems(list(suggestions))
        completer = QCompleter(list(suggestions), self._combo)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._combo.setCompleter(completer)
        self._setting = False
        self._combo.editTextChanged.connect(self._on_changed)
        _fill(self, self._combo)

    def target(self) -> QComboBox:
        """The list with its line."""
        return self._combo

    def value(self) -> Value:
        """Return the text without spaces around it."""
        return self._combo.currentText().strip()

    def set_value(self, value: Value) -> None:
        """Show a text, whether suggested or not."""
        self._setting = True
        self._combo.setCurrentText(str(value or ""))
        self._setting = False

    def _on_changed(self) -> None:
        if not self._setting:
            self.changed.emit()


class YesNoEditor(AnswersEditor):
    """Yes, no, or not answered, as three segments that arrow keys move between."""

    def __init__(self, about: About, parent: QWidget | None = None) -> None:
        super().__init__(about, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (answer, words) in enumerate(_ANSWERS):
            last = at == len(_ANSWERS) - 1
            segment = Segment(words, first=at == 0, last=last, quiet=answer is None)
            self._group.addButton(segment, at)
            row.addWidget(segment)
        row.addStretch()
        self._group.idClicked.connect(self._on_clicked)
        self.set_value(None)

    def target(self) -> QWidget:
        """The segment that is chosen."""
        return self._group.checkedButton() or self

    def value(self) -> Value:
        """Return True, False, or None."""
        return _ANSWERS[self._group.checkedId()][0]

    def set_value(self, value: Value) -> None:
        """Choose an answer."""
        at = next(at for at, (answer, _) in enumerate(_ANSWERS) if answer is value)
        self._group.button(at).setChecked(True)
        self.setFocusProxy(self._group.button(at))

    def _on_clicked(self, at: int) -> None:
        self.setFocusProxy(self._group.button(at))
        self.changed.emit()


class ManyEditor(FieldEditor):
    """Several of a list, each with its box; unknown ones are kept and shown as themselves."""

    def __init__(
        self,
        about: About,
        choices: Sequence[tuple[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(about, parent)
        if choices is None:
            choices = list(CODES.get(about.codes, {}).items())
        self._boxes: dict[str, QCheckBox] = {}
        self._more: dict[str, str] = {}
        self._line: QLineEdit | None = None
        self._row = FlowRow(gap=4)
        _fill(self, self._row)
        for value, words in choices:
            self._add(value, words)

    def target(self) -> QWidget:
        """The first box."""
        return next(iter(self._boxes.values()), self._line or self)

    def value(self) -> Value:
        """Return what is ticked, in the order of the list."""
        return tuple(value for value, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Value) -> None:
        """Tick these and no others."""
        wanted = tuple(str(one) for one in value) if isinstance(value, tuple) else ()
        for one in wanted:
            if one not in self._boxes:
                self._add(one, self._more.get(one, one))
        for one, box in self._boxes.items():
            box.setChecked(one in wanted)

    def name(self, label: str) -> None:
        """Name each box with what is asked."""
        self.setAccessibleName(translated(label))
        for box in self._boxes.values():
            box.setAccessibleName(f"{translated(label)}: {box.text()}")

    def offer(self, choices: Sequence[tuple[str, str]], what: str) -> None:
        """Offer more than there is room for: found by a line under the boxes, one at a time."""
        line = _AddLine(choices, what)
        line.picked.connect(self._on_picked)
        self._more = dict(choices)
        layout = self.layout()
        if layout is not None and choices:
            layout.addWidget(line)
            self._line = line
            if not self._boxes:
                self._row.hide()
                self.setFocusProxy(line)

    def _on_picked(self, value: str, words: str) -> None:
        if value not in self._boxes:
            self._add(value, words)
        self._boxes[value].setChecked(True)
        self.changed.emit()

    def _add(self, value: str, words: str) -> None:
        box = QCheckBox(translated(words).replace("&", "&&"))
        box.clicked.connect(self._on_clicked)
        self._boxes[value] = box
        self._row.add(box)
        self._row.show()
        if len(self._boxes) == 1:
            self.setFocusProxy(box)

    def _on_clicked(self) -> None:
        self.changed.emit()


class _AddLine(QLineEdit):
    """A line that adds one of many choices: typed in part, taken with Enter or from the list."""

    picked = Signal(str, str)
    """The value and the words of the choice that is taken."""

    def __init__(self, choices: Sequence[tuple[str, str]], what: str) -> None:
        super().__init__()
        self._choices = dict(choices)
        self.setPlaceholderText(translated(what))
        self.setAccessibleName(translated(what))
        completer = QCompleter(list(self._choices.values()), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self.returnPressed.connect(lambda: self._take(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter for what is typed here: it must not close the form."""
        super().keyPressEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def _take(self, typed: str) -> None:
        """Take the choice that is meant: the one of these words, or the only one that has them."""
        words = folded(typed.strip())
        exact = [v for v, said in self._choices.items() if folded(said) == words]
        found = exact or [v for v, said in self._choices.items() if words in folded(said)]
        if words and len(found) == 1:
            # Only later: the list of suggestions still writes its words into the line.
            QTimer.singleShot(0, self, self.clear)
            self.picked.emit(found[0], self._choices[found[0]])


class Combo(QComboBox):
    """A list that the wheel scrolls past, and that never widens its form."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a value must not change as it scrolls by."""
        event.ignore()


def _fill(editor: FieldEditor, widget: QWidget) -> None:
    column = QVBoxLayout(editor)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    editor.setFocusProxy(widget)
