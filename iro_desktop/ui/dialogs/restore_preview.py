"""What restoring from one backup would change, and the two ways to do it, each said plainly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted
from iro_desktop.services.restoring import (
    GoingBack,
    Line,
    Preview,
    bring_back,
    prepare_going_back,
)
from iro_desktop.ui import theme
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import Card, SectionHeader
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

_SHARE: Final = 0.9  # of the screen
_LETTERS_WIDE: Final = 100
_MOST_LINES: Final = 100
_BRING: Final = "Bring back what is missing"
_BRING_NOTE: Final = (
    "Adds to your file what only the backup has. Nothing that is in your file is lost; a backup of "
    "it is made first."
)
_GO: Final = "Go back to this backup"
_GO_NOTE: Final = (
    "Your file becomes what it was then. What is there now is set aside, not lost. If you use a "
    "shared copy, what was recorded since comes back from it the next time you exchange."
)
_NOTHING_BACK: Final = "Everything in the backup is in your file already."
_NOTHING_MISSING: Final = "Nothing was recorded since the backup, so nothing would be missing."
_ERASED: Final = "What you erased for good stays erased by either way: {} left out."
_SURE: Final = "The window closes your file, goes back, and asks for the passphrase again."


class RestorePreviewDialog(ReadInOrder, QDialog):
    """Shows what would change; each of the two ways has its own button under it."""

    brought_back = Signal(str)
    """What was brought back, as a sentence; the dialog is closed by then."""
    going_back_asked = Signal(object)
    """A GoingBack, to be run once the file is closed; the dialog is closed by then."""

    def __init__(
        self, operations: Operations, found: Preview, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._found = found
        self.setWindowTitle(translated("Restore"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bring = Button(f"&{translated(_BRING)}", Kind.PRIMARY if found.back else Kind.PLAIN)
        self.bring.clicked.connect(self._on_bring)
        self.bring.setEnabled(bool(found.back))
        self.go = Button(f"&{_GO}…")
        self.go.clicked.connect(self._on_go)
        self.sure = Button("&Go back now")
        self.sure.clicked.connect(self._on_sure)
        self.keep = Button("&Keep the file as it is", Kind.PRIMARY)
        self.keep.clicked.connect(self._on_keep)
        self._close = Button("Close")
        self._close.clicked.connect(self.reject)
        self._error = ErrorLabel()
        self._lay_out()

    @property
    def error(self) -> str:
        """What is wrong, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def _lay_out(self) -> None:
        found = self._found
        self._page = ScrolledPage()
        body = QVBoxLayout(self._page)
        body.setContentsMargins(0, 0, theme.space(2), 0)
        body.setSpacing(theme.space(5))
        body.addWidget(self._way(_BRING, _BRING_NOTE, found.back, _NOTHING_BACK, self.bring))
        self._question = self._sure_row()
        body.addWidget(
            self._way(_GO, _GO_NOTE, found.missing, _NOTHING_MISSING, self.go, self._question)
        )
        if found.erased:
            body.addWidget(SecondaryLabel(_ERASED.format(counted(found.erased, "change"))))
        body.addStretch()
        scroll = self._scroll = PageScroll(self._page, takes_keyboard=True)
        scroll.setAccessibleName(translated("What would change"))
        scroll.verticalScrollBar().rangeChanged.connect(self._show_question)
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        self._title = TitleLabel(f"Backup of {found.day}")
        column.addWidget(self._title)
        column.addWidget(scroll, 1)
        column.addWidget(self._error)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._close)
        column.addLayout(foot)

    def _way(
        self, title: str, note: str, lines: Iterable[Line], nothing: str, *parts: QWidget
    ) -> QWidget:
        card = Card()
        card.add(SectionHeader(title, note))
        for words in _words(tuple(lines)) or [nothing]:
            card.add(BodyLabel(words))
        row, *others = parts
        card.add(button_row(row))
        for other in others:
            card.add(other)
        return card

    def _sure_row(self) -> QWidget:
        strip = QWidget()
        column = QVBoxLayout(strip)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(BodyLabel(_SURE))
        column.addWidget(button_row(self.sure, self.keep))
        strip.hide()
        return strip

    def sizeHint(self) -> QSize:
        """Return the size of all that is said, within the screen."""
        screen = self.screen().availableSize() * _SHARE
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS_WIDE, screen.width())
        around = self._title.sizeHint().height() + self._close.sizeHint().height()
        inner = width - 2 * theme.space(6) - theme.space(4)
        height = self._page.heightForWidth(inner) + around + theme.space(18)
        return QSize(width, height).boundedTo(screen)

    def minimumSizeHint(self) -> QSize:
        """Return a size that fits any screen: the lines scroll."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, theme.space(60))

    def open(self) -> None:
        """Show the dialog with the keyboard on what loses nothing."""
        self.resize(self.sizeHint())
        super().open()
        first = self.bring if self._found.back else self._close
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it does

    def _on_bring(self) -> None:
        self._run(enabled=False)
        self._operations.run(
            lambda workspace: bring_back(workspace, self._found),
            done=self._on_brought,
            failed=self._on_failed,
            owner=self,
        )

    def _on_brought(self, number: int) -> None:
        self.accept()
        changes = counted(number, "change")
        self.brought_back.emit(f"{changes} brought back from the backup of {self._found.day}.")

    def _on_go(self) -> None:
        self.go.hide()
        self._question.show()
        self.resize(self.size().expandedTo(self.sizeHint()))
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self) -> None:
        """Scroll to the question once there is room for it."""
        if self.keep.hasFocus():
            self._scroll.ensureWidgetVisible(self.keep)

    def _on_keep(self) -> None:
        self._question.hide()
        self.go.show()
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_sure(self) -> None:
        self._run(enabled=False)
        self._operations.run(
            lambda workspace: prepare_going_back(workspace, self._found),
            done=self._on_prepared,
            failed=self._on_failed,
            owner=self,
        )

    def _on_prepared(self, going: GoingBack) -> None:
        self.accept()
        self.going_back_asked.emit(going)

    def _on_failed(self, error: UserError) -> None:
        self._run(enabled=True)
        self._error.say(str(error))

    def _run(self, *, enabled: bool) -> None:
        self.bring.setEnabled(enabled and bool(self._found.back))
        self.sure.setEnabled(enabled)


def _words(lines: tuple[Line, ...]) -> list[str]:
    """Return the lines as they are shown; of very many the first ones, and how many more."""
    said = [f"{line.sentence}." for line in lines[:_MOST_LINES]]
    if len(lines) > _MOST_LINES:
        said.append(f"And {counted(len(lines) - _MOST_LINES, 'more child', 'more children')}.")
    return said
