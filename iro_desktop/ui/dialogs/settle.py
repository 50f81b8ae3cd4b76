"""Two versions side by side, with who and when: choose which to keep, or keep both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import RefusedError
from iro_desktop.domain.records import About
from iro_desktop.domain.words import counted, number_word
from iro_desktop.services.settling import Anew, Choice, Keep, KeepBoth, settle
from iro_desktop.services.two_versions import DELETED, KEPT, OneVersion, TwoVersions
from iro_desktop.services.value_words import say_value
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import Card, Separator
from iro_desktop.ui.fields import SegmentsEditor, editor_for
from iro_desktop.ui.form_drafts import FormDraft
from iro_desktop.ui.form_field import FormField
from iro_desktop.ui.labels import BodyLabel, HeadingLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.tab_order import ReadInOrder, follow_layout
from iro_desktop.ui.version_text import VersionText
from iro_desktop.ui.words import translated

BOTH: Final = "both"
ANEW: Final = "anew"

_TYPED: Final = frozenset(
    {"text", "note", "list", "day", "whole", "number", "yes_no", "code", "codes"}
)
"""Types of fields for which a value can be typed anew here; links are set in their own forms."""

_SHARE: Final = 0.92  # of the screen
_LETTERS_WIDE: Final = 116
_BESIDE_FROM: Final = 84  # letters of width
_TOLD_SHOWN: Final = 3
_TWO: Final = 2
_NOTE: Final = "Nothing is lost by choosing: the history keeps every version."
_LIVES: Final = {
    DELETED: "It goes back into the bin, with what belongs to it.",
    KEPT: "It stays, and what the deletion took with it comes back too.",
}
_KEYS: Final = "Ctrl+Enter keeps what is chosen, Esc closes"


class SettleDialog(ReadInOrder, QDialog):
    """Shows what has two versions. Nothing is chosen until somebody chooses."""

    settled = Signal(str)
    """What was done, in words; the dialog is closed by then."""
    refused = Signal(str)
    """Why it could not be settled as it is shown here; the dialog is closed by then."""

    def __init__(
        self,
        operations: Operations,
        found: TwoVersions,
        parent: QWidget | None = None,
        *,
        said: str = "",
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._found = found
        self._running = False
        self.setWindowTitle(translated("Two versions"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.texts: list[VersionText] = []
        self.choice = SegmentsEditor(
            About("choice", "Which to keep", "code"), list(_answers(found))
        )
        self.choice.name("Which to keep")
        self.choice.changed.connect(self._on_chosen)
        self.preview = VersionText("What will be kept")
        self._words = BodyLabel()
        self.anew = _editor(operations, found)
        self._draft = self._kept_draft()
        self._error = ErrorLabel()
        self.keep = Button("&Keep this", Kind.PRIMARY)
        self.keep.clicked.connect(self.save)
        self._later = Button("&Later")
        self._later.clicked.connect(self.reject)
        self._lay_out()
        self._error.say(said)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)
        self._on_chosen()

    # What it is made of

    def _lay_out(self) -> None:
        self._page = ScrolledPage()
        body = QVBoxLayout(self._page)
        side = theme.space(6)
        body.setContentsMargins(side, theme.space(4), side, theme.space(4))
        body.setSpacing(theme.space(4))
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(theme.space(4))
        for at, version in enumerate(self._found.versions):
            self._beside.addWidget(self._card(at, version), 1)
        body.addLayout(self._beside)
        if self._can_settle:
            for widget in (
                HeadingLabel("Which to keep"),
                self.choice,
                self._words,
                self.preview,
                *([self.anew] if self.anew is not None else []),
            ):
                body.addWidget(widget)
        body.addStretch()
        self._scroll = PageScroll(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head, self._foot = self._heading(), self._buttons()
        column.addWidget(self._head)
        column.addWidget(Separator())
        column.addWidget(self._scroll, 1)
        column.addWidget(Separator())
        column.addWidget(self._foot)

    @property
    def _can_settle(self) -> bool:
        return self._found.what != "unreadable"

    def _heading(self) -> QWidget:
        head = QWidget()
        words = QVBoxLayout(head)
        words.setContentsMargins(theme.space(6), theme.space(4), theme.space(6), theme.space(3))
        words.setSpacing(theme.space(1))
        words.addWidget(TitleLabel(self._found.title))
        words.addWidget(BodyLabel(_context(self._found), quiet=True))
        words.addWidget(self._error)
        return head

    def _buttons(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.space(6), theme.space(3), theme.space(6), theme.space(3))
        row.setSpacing(theme.space(2))
        row.addWidget(SecondaryLabel(_KEYS if self._can_settle else "Esc closes"), 1)
        row.addWidget(self._later)
        row.addWidget(self.keep)
        if not self._can_settle:
            self.keep.hide()
            self._later.setText("Close")
        return foot

    def _card(self, at: int, version: OneVersion) -> QWidget:
        card = Card(padding=theme.space(4))
        heading = _heading_of(self._found, at)
        card.add(HeadingLabel(heading))
        told = [one.words for one in version.told]
        for words in told[-_TOLD_SHOWN:]:
            card.add(SecondaryLabel(words))
        if len(told) > _TOLD_SHOWN:
            card.add(SecondaryLabel(f"and {len(told) - _TOLD_SHOWN} more"))
        if self._found.what == "brought_back" and not version.shown:
            card.add(BodyLabel("It went into the bin."))
            card.body.addStretch()
            return card
        text = VersionText(", ".join((heading, *told[-_TOLD_SHOWN:])), card)
        if version.parts and version.words:
            text.show_parts(version.parts)
        else:
            text.show_text(version.words or "(empty)")
        self.texts.append(text)
        card.add(text)
        card.body.addStretch()
        return card

    def sizeHint(self) -> QSize:
        """Return the room that two texts beside each other take, within the screen."""
        screen = self.screen().availableSize() * _SHARE
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE, screen.width())
        self._place(width)
        around = self._head.heightForWidth(width) + self._foot.sizeHint().height() + theme.space(2)
        return QSize(width, self._page.heightForWidth(width) + around).boundedTo(screen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put two versions beside each other where both have room; more stand under each other."""
        self._place(event.size().width())
        super().resizeEvent(event)

    def _place(self, width: int) -> None:
        wide = width >= self.fontMetrics().averageCharWidth() * _BESIDE_FROM
        beside = wide and len(self._found.versions) == _TWO
        self._beside.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def open(self) -> None:
        """Show it over its window, the keyboard on the choice, or on the first text in a long one.

        Tab leads from there to the choice, and brings it into sight.
        """
        self.resize(self.sizeHint())
        follow_layout(self)
        super().open()
        first: QWidget = self.choice if self._can_settle else self._later
        if self.texts and self._page.heightForWidth(self.width()) > self._scroll.height():
            first = self.texts[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._draft is not None:
            self._draft.begin()

    def reject(self) -> None:
        """Close; what was typed is here again the next time."""
        if self._draft is not None:
            self._draft.leave()
        super().reject()

    def _kept_draft(self) -> FormDraft | None:
        """Return what keeps a value that is being typed, over a lock too; None without a field."""
        if self.anew is None:
            return None
        which = self._found.which
        key = f"versions:{which.kind}:{which.record_id}:{which.field}"
        draft = FormDraft(self._operations, key, self.anew)
        draft.restored.connect(self._on_restored)
        return draft

    def _on_restored(self) -> None:
        self.choice.set_value(ANEW)
        self._on_chosen()
        announce(self, "What you had typed here is back. It is not kept yet.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the widget that has the keyboard: only Ctrl+Enter keeps."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    # What it does

    def _chosen(self) -> Choice | None:
        key = str(self.choice.value())
        if key == BOTH:
            return KeepBoth()
        if key == ANEW and self.anew is not None:
            return Anew(self.anew.editor.value())
        return Keep(int(key)) if key else None

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        life = self._found.what == "brought_back"
        typed = isinstance(chosen, Anew)
        if self.anew is not None:
            self.anew.setVisible(typed)
        self.preview.setVisible(not life and chosen is not None and not typed)
        self._words.setVisible(life or chosen is None)
        self._words.setText("Choose one, and what will be kept is shown here.")
        if isinstance(chosen, KeepBoth):
            self.preview.show_text(self._both_in_words())
        elif isinstance(chosen, Keep) and life:
            self._words.setText(_LIVES[chosen.at])
        elif isinstance(chosen, Keep):
            self.preview.show_text(self._found.versions[chosen.at].words or "(empty)")
        self._name_button(chosen)
        if self.isVisible():
            # Once what is shown now has been laid out.
            QTimer.singleShot(0, self, self._show_result)
        if chosen is not None and not typed:
            announce(self, self._words.text() if life else self.preview.toPlainText())

    def _show_result(self) -> None:
        """Make room for what will be kept, and bring it into sight."""
        self.resize(self.size().expandedTo(QSize(0, self.sizeHint().height())))
        for part in (self.preview, self._words, self.anew, self.choice):
            if part is not None and part.isVisible():
                self._scroll.ensureWidgetVisible(part, 0, theme.space(2))

    def _both_in_words(self) -> str:
        about = self._found.about
        snapshot = self._operations.session.snapshot
        return say_value(about, self._found.both, snapshot) if about else ""

    def _name_button(self, chosen: Choice | None) -> None:
        words = "&Keep this"
        if isinstance(chosen, KeepBoth):
            words = "&Keep both"
        elif self._found.what == "brought_back" and chosen == Keep(DELETED):
            words = "&Delete again"
        elif self._found.what == "brought_back":
            words = "&Keep it"
        self.keep.setText(words)
        self.keep.updateGeometry()
        self.keep.setEnabled(chosen is not None and not self._running)

    def save(self) -> None:
        """Settle it as chosen; what cannot be read of a typed value is said in its field."""
        chosen = self._chosen()
        if chosen is None or self._running or not self._can_settle:
            return
        if isinstance(chosen, Anew) and self.anew is not None:
            self.anew.show_problem(self.anew.editor.unread())
            if self.anew.problem:
                self.anew.take_keyboard()
                return
        which = self._found.which
        self._set_running(running=True)
        self._operations.run(
            lambda workspace: settle(workspace, which, chosen),
            done=self._on_settled,
            failed=self._on_failed,
            settled=lambda: self._set_running(running=False),
            owner=self,
        )

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.keep.setEnabled(not running and self._chosen() is not None)

    def _on_settled(self, words: str) -> None:
        if self._draft is not None:
            self._draft.forget()
        self.accept()
        self.settled.emit(words)

    def _on_failed(self, error: UserError) -> None:
        if isinstance(error, RefusedError) and self.anew is not None:
            self.anew.show_problem(str(error))
            self.anew.take_keyboard()
            return
        self.reject()
        self.refused.emit(str(error))


def _context(found: TwoVersions) -> str:
    """Return the line under the title: whose it is, and how it came to be."""
    if found.what == "unreadable":
        how = "This came from a newer version of the program: update it here to see the value."
    elif found.what == "brought_back":
        how = f"It was deleted on one computer and changed on another. {_NOTE}"
    else:
        how = f"{number_word(len(found.versions)).capitalize()} versions. {_NOTE}"
    return f"{found.child} · {how}" if found.child else how


def _heading_of(found: TwoVersions, at: int) -> str:
    version = found.versions[at]
    if found.what == "brought_back":
        return "Kept, shows now" if version.shown else "Deleted"
    heading = f"Version {at + 1}, shows now" if version.shown else f"Version {at + 1}"
    several = counted(len(version.told), "computer") if len(version.told) > 1 else ""
    return f"{heading} ({several})" if several else heading


def _answers(found: TwoVersions) -> Iterator[tuple[str, str]]:
    """Yield (key, words) of what can be chosen."""
    if found.what == "brought_back":
        yield str(DELETED), "Delete it again"
        yield str(KEPT), "Keep it"
        return
    for at, _ in enumerate(found.versions):
        yield str(at), f"Version {at + 1}"
    if found.both is not None:
        yield BOTH, "Both" if len(found.versions) == _TWO else "All of them"
    if found.about is not None and found.about.type in _TYPED:
        yield ANEW, "Something else"


def _editor(operations: Operations, found: TwoVersions) -> FormField | None:
    about = found.about
    if about is None or about.type not in _TYPED or found.what != "differ":
        return None
    field = FormField(editor_for(about, operations.session.today), about.label, about.hint)
    field.editor.set_value(found.versions[-1].value)
    field.hide()
    return field
