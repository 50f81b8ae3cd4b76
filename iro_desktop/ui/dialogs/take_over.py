"""Taking children over: the file and its words, what it brings, a tick for each child."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted, plain_date, say_list
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.choosing_files import choose_file
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.line_field import LineField
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.page_dialog import PageDialog
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.imports import ImportResult
    from iro_desktop.services.take_over import ComingChild, TakeOver

_FILES: Final = "Handover files of IRO Desktop (*.irohandover);;All files (*)"
_FIRST: Final = (
    "Choose the file that the other IRO sent, and type the words that were told to you. You see "
    "what it brings before anything changes."
)
_BEFORE: Final = (
    "Nothing is changed yet. A backup is made first; what the other IRO recorded stays theirs in "
    "the history."
)
_DIFFERENCES: Final = 4
_CLOSED: Final = frozenset({"erased", "binned"})


class TakeOverDialog(PageDialog):
    """Opens a handover file, shows each child against what is here, and takes over who is ticked.

    ``taken_over`` carries how many children were.
    """

    letters_wide = 96
    taken_over = Signal(int)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__("Take over children", _FIRST, parent)
        self._operations = operations
        self._path: Path | None = None
        self._coming: TakeOver | None = None
        self._running = False
        self._is_done = False
        self.boxes: dict[str, QCheckBox] = {}
        self._make_widgets()
        self._lay_out()
        self._show_state()

    # What it is made of

    def _make_widgets(self) -> None:
        self.choose_button = Button("Choose the &file…", icon="import")
        self.choose_button.clicked.connect(self._on_choose)
        self._file = BodyLabel("No file is chosen yet.", quiet=True)
        self._words_field = LineField(
            "&Words of the file", "Six words, in the order in which they were told to you."
        )
        self._words_field.submitted.connect(self._on_look)
        self.words = self._words_field.line
        self.words.textChanged.connect(self._show_state)
        self.look = Button("&Look inside", Kind.PRIMARY)
        self.look.clicked.connect(self._on_look)
        self.error = ErrorLabel()
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.space(2))
        self.take = Button("&Take over", Kind.PRIMARY)
        self.take.clicked.connect(self._on_take)
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(theme.space(3))
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        row.addWidget(self.choose_button)
        row.addWidget(self._file, 1)
        asked.addLayout(row)
        asked.addWidget(self._words_field)
        for widget in (self._asked, self.error, self._list):
            self.body.addWidget(widget)
        self.body.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch()
        for button in (self.cancel, self.look, self.take):
            foot.addWidget(button)
        self.lay_out(foot)

    def high(self) -> int:
        """Return room for what the file brings, once it is seen."""
        return theme.space(160 if self.boxes else 80)

    def begin(self) -> None:
        """Begin where the file is chosen."""
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the widget that has the keyboard."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    # What it does

    def choose(self, path: Path) -> None:
        """Take this file; its words come next."""
        self._path = path
        self._file.setText(path.name)
        self.error.say("")
        self._show_state()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        choose_file(self, "Choose a handover file", _FILES, self.choose)

    def _on_look(self) -> None:
        from iro_desktop.services.take_over import preview_handover

        path, words = self._path, self.words.text()
        if path is None:
            self.error.say("No file is chosen: choose the file that the other IRO sent.")
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._running:
            return
        self._begin()
        self._operations.run(
            lambda workspace: preview_handover(workspace, path, words),
            done=self._on_seen,
            failed=self._on_failed,
            settled=self._on_settled,
            owner=self,
        )

    def _on_seen(self, coming: TakeOver) -> None:
        self._running = False
        self._coming = coming
        self.words.clear()  # they have done their work
        self.show_coming(coming.words, coming.people, coming.children)

    def _on_take(self) -> None:
        from iro_desktop.services.take_over import import_handover

        coming = self._coming
        if self._is_done:
            self.accept()
            return
        if coming is None or self._running:
            return
        chosen = [one for one, box in self.boxes.items() if box.isChecked()]
        today = self._operations.session.today
        self._begin()
        self._operations.run(
            lambda workspace: import_handover(workspace, coming, chosen, today=today),
            done=lambda result: self._on_taken(result, len(chosen)),
            failed=self._on_failed,
            settled=self._on_settled,
            owner=self,
        )

    def _on_taken(self, result: ImportResult, number: int) -> None:
        self._running = False
        self._is_done = True
        on = self._coming.pack.on if self._coming else self._operations.session.today
        self.title.setText(f"{counted(number, 'child is', 'children are')} taken over")
        until = "" if on <= self._operations.session.today else " Until then Ctrl+K finds them."
        self.note.setText(f"They are in your caseload from {plain_date(on)}.{until}")
        self._clear_rows()
        for one in result.problems:
            self._rows.addWidget(
                MarkedLabel(
                    Status.DUE_SOON, f"{one.child}: {one.sentence}" if one.child else one.sentence
                )
            )
        self._show_state()
        announce(self, self.title.text())
        self.taken_over.emit(number)

    def _on_failed(self, error: UserError) -> None:
        self._running = False
        self.error.say(str(error))
        self._show_state()
        if not self.boxes:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.words.selectAll()

    def _on_settled(self) -> None:
        self._running = False
        self._show_state()

    def _begin(self) -> None:
        self._running = True
        self.error.say("")
        self._show_state()

    def reject(self) -> None:
        """Close, unless something runs: what was begun is done whole."""
        if not self._running:
            super().reject()

    # What it shows

    def show_coming(
        self, words: str, people: Sequence[str], children: Sequence[ComingChild]
    ) -> None:
        """Show what a file brings, with a tick for each child who can be taken over."""
        self.title.setText(words)
        self.note.setText(_BEFORE)
        self._clear_rows()
        with_names = f"With the names of {say_list(people)}" if people else ""
        self._rows.addWidget(SectionHeader("Who is taken over", with_names))
        for child in children:
            self._add_child(child)
        self._show_state()
        self.fit()
        first = next((box for box in self.boxes.values() if box.isEnabled()), self.cancel)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, words)

    def _add_child(self, child: ComingChild) -> None:
        box = QCheckBox(child.title.replace("&", "&&"))
        box.setAccessibleDescription(translated(child.words))
        can = child.standing not in _CLOSED
        box.setEnabled(can)
        box.setChecked(can)
        box.toggled.connect(self._show_state)
        self.boxes[child.child_id] = box
        needs_a_look = child.standing == "same_reference" or child.two_versions
        lines: list[QWidget] = [
            MarkedLabel(Status.DUE_SOON if needs_a_look else Status.NOT_YET, child.words)
            if needs_a_look or not can
            else SecondaryLabel(child.words)
        ]
        lines += [SecondaryLabel(one.words) for one in child.differences[:_DIFFERENCES]]
        more = len(child.differences) - _DIFFERENCES
        if more > 0:
            lines.append(SecondaryLabel(f"and {counted(more, 'more field', 'more fields')}"))
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(box)
        under = QVBoxLayout()
        under.setContentsMargins(theme.space(6), 0, 0, 0)
        under.setSpacing(theme.space(1))
        for line in lines:
            under.addWidget(line)
        column.addLayout(under)
        self._rows.addWidget(row)

    def _clear_rows(self) -> None:
        self.boxes.clear()
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _show_state(self) -> None:
        has_seen = self._coming is not None or bool(self.boxes)
        self._asked.setVisible(not has_seen)
        self._list.setVisible(has_seen)
        self.look.setVisible(not has_seen)
        can_look = self._path is not None and bool(self.words.text().strip())
        self.look.setEnabled(can_look and not self._running)
        self.look.setText("Opening…" if self._running and not has_seen else "&Look inside")
        self.take.setVisible(has_seen)
        chosen = sum(box.isChecked() for box in self.boxes.values())
        self.take.setEnabled(self._is_done or (chosen > 0 and not self._running))
        children = counted(chosen, "child", "children")
        self.take.setText("&Close" if self._is_done else f"&Take over {children}")
        self.cancel.setVisible(not self._is_done)
        if self._is_done:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)
