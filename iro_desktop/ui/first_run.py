"""The first run, as four steps in one window: who you are, a passphrase, the code, what next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.ui import first_run_words as says
from iro_desktop.ui import icons, theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.background import Background
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import Card
from iro_desktop.ui.column_page import ColumnPage, step_title
from iro_desktop.ui.first_paint import FirstPaint
from iro_desktop.ui.help_key import HelpKey
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.line_field import LineField, NotAnFteError, parse_fte
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.motion import be_busy
from iro_desktop.ui.passphrase import NewPassphraseForm
from iro_desktop.ui.recovery import RecoveryCodePanel, SheetFacts, note_printed
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.first_run_join import JoinPages

_STEPS: Final = ("who", "passphrase", "recovery code", "what next")

ADD_CHILD: Final = "add_child"
STANDARDS: Final = "standards"
IMPORT: Final = "import"


class FirstRunWindow(ReadInOrder, QWidget):
    """Makes the encrypted file of one IRO and shows the ways to go on."""

    first_painted = Signal()
    """The window is on the screen: now is the time for what takes time."""
    finished = Signal(object, str)
    """The open Workspace, and what to do first: ADD_CHILD, IMPORT, STANDARDS or nothing."""
    sample_asked = Signal()
    """Show the sample caseload, in a file of its own."""
    closed = Signal()

    def __init__(
        self,
        folder: Path,
        background: Background,
        *,
        today: Callable[[], date] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._background = background
        self._today = today or date.today
        self._workspace: Workspace | None = None
        self.setWindowTitle("IRO Desktop")
        self._pages = QStackedWidget()
        for page in (self._who(), self._passphrase(), self._code(), self._next()):
            self._pages.addWidget(page)
        self._join: JoinPages | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        FirstPaint(self.name.line).painted.connect(self._on_first_painted)
        first = self._pages.widget(0)
        if isinstance(first, ColumnPage):
            self.resize(first.good_size())
        HelpKey(self)

    # The pages

    def _who(self) -> ColumnPage:
        self.name = LineField("Your &name", says.NAME_HINT)
        self.fte = LineField("Your &FTE", says.FTE_HINT)
        self.name.submitted.connect(self.fte.line.setFocus)
        self.fte.submitted.connect(self._on_who)
        self.whole_service = QCheckBox(translated("This file is for the &whole service"))
        self.whole_service.setAccessibleDescription(translated(says.WHOLE_SERVICE_HINT))
        go = Button("&Continue", Kind.PRIMARY)
        go.clicked.connect(self._on_who)
        self._sample = Button("Look at a &sample caseload first", Kind.LINK)
        self._sample.clicked.connect(self._on_sample)
        another = Button("I &already use IRO Desktop on another computer", Kind.LINK)
        another.clicked.connect(self.join_another)
        self._sample_refusal = ErrorLabel()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.whole_service)
        hint = SecondaryLabel(says.WHOLE_SERVICE_HINT)
        hint.setContentsMargins(theme.space(8), 0, 0, 0)  # under the words, not under the box
        column.addWidget(hint)
        return ColumnPage(
            _badge(),
            step_title(1, len(_STEPS), "Welcome: who are you?")[1],
            BodyLabel(says.WELCOME, quiet=True),
            self.name,
            self.fte,
            whole,
            button_row(go, self._sample),
            another,
            self._sample_refusal,
        )

    def _passphrase(self) -> ColumnPage:
        self.new = NewPassphraseForm()
        self.new.submitted.connect(self._on_passphrase)
        self._create = Button("&Create the file", Kind.PRIMARY)
        self._create.clicked.connect(self._on_passphrase)
        self._back = Button("&Back", Kind.LINK)
        self._back.clicked.connect(lambda: self._turn_to(0))
        self._refusal = ErrorLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(translated("Making the encrypted file"))
        self._bar.hide()
        return ColumnPage(
            step_title(2, len(_STEPS), "Choose a passphrase")[1],
            BodyLabel(says.ASKED_WHEN, quiet=True),
            self.new,
            self._refusal,
            button_row(self._create, self._back),
            self._bar,
        )

    def _code(self) -> ColumnPage:
        self.recovery = RecoveryCodePanel()
        self.recovery.confirmed.connect(self._on_confirmed)
        self.recovery.printed.connect(self._on_printed)
        self._go_on = Button("C&ontinue", Kind.PRIMARY)
        self._go_on.clicked.connect(self._on_code_stored)
        self._go_on.setEnabled(False)
        self._code_step, title = step_title(3, len(_STEPS), "Keep your recovery code")
        return ColumnPage(
            title,
            self.recovery,
            button_row(self._go_on),
        )

    def _next(self) -> ColumnPage:
        self._import = Button("&Import a return…", Kind.PRIMARY, icon="import")
        self._import.clicked.connect(lambda: self._finish(IMPORT))
        add = Button("&Add a child…", icon="plus")
        add.clicked.connect(lambda: self._finish(ADD_CHILD))
        self._sample_instead = Button("&Look at the sample caseload")
        self._sample_instead.clicked.connect(self._on_sample)
        self._late_refusal = ErrorLabel()
        empty = Button("&Just open my empty caseload", Kind.LINK)
        empty.clicked.connect(lambda: self._finish(""))
        standards = Button("Set the local s&tandards first…", Kind.LINK)
        standards.clicked.connect(lambda: self._finish(STANDARDS))
        self._standards = SecondaryLabel()
        return ColumnPage(
            step_title(4, len(_STEPS), "Your file is ready")[1],
            _way(says.IMPORT_WORDS, self._import),
            _way(says.ADD_WORDS, add),
            _way(says.SAMPLE_WORDS, self._sample_instead),
            self._late_refusal,
            button_row(empty, standards),
            self._standards,
        )

    # A second computer

    def join_another(self) -> None:
        """Ask for the shared copy of a caseload that is on another computer."""
        from iro_desktop.ui.first_run_join import JoinPages

        if self._join is None:
            self._join = JoinPages(self._folder, self._background, self._today, self)
            self._join.left.connect(lambda: self._turn_to(0))
            self._join.turned.connect(self._show_page)
            self._join.joined.connect(self._on_joined)
            for page in self._join.pages:
                self._pages.addWidget(page)
        self._join.begin()

    @property
    def joining(self) -> JoinPages | None:
        """The pages of a second computer, once they were asked for."""
        return self._join

    def _on_joined(self, workspace: Workspace, code: str) -> None:
        self._workspace = workspace
        self._code_step.setText("Step 3 of 3")
        officer = workspace.officer
        self.name.line.setText(officer.name if officer is not None else "")  # for the sheet
        self.show_code(code)
        self._turn_to(2)

    # From page to page

    def _on_first_painted(self) -> None:
        self.name.line.setFocus()
        self.first_painted.emit()

    @property
    def step(self) -> int:
        """The step that is shown, from 1."""
        return self._pages.currentIndex() + 1

    @property
    def folder(self) -> Path:
        """Where the file is made."""
        return self._folder

    @property
    def refusal(self) -> str:
        """The sentence that says why no file could be made, or nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def turn_to(self, step: int) -> None:
        """Show a step, from 1, whatever the earlier ones hold; for pictures."""
        self._turn_to(step - 1)

    def show_code(self, code: str) -> None:
        """Show a recovery code in the third step."""
        about = SheetFacts(self.name.text, self._today(), self._folder)
        self.recovery.show_code(code, about)

    def _turn_to(self, page: int) -> None:
        if page == len(_STEPS) - 1:
            self._standards.setText(says.standards_at_first())
        shown = self._pages.widget(page)
        if isinstance(shown, ColumnPage):
            self._show_page(shown)
        firsts = (self.name.line, self.new.first.line, self.recovery.first, self._import)
        firsts[page].setFocus()

    def _show_page(self, page: ColumnPage) -> None:
        self._pages.setCurrentWidget(page)
        self.resize(self.size().expandedTo(page.good_size()))
        announce(self, page.findChildren(TitleLabel)[0].text())

    def _on_who(self) -> None:
        if not self.name.text:
            self.name.say(says.NO_NAME)
            return
        try:
            parse_fte(self.fte.text)
        except NotAnFteError as error:
            self.fte.say(str(error))
            return
        self._turn_to(1)

    def _on_passphrase(self) -> None:
        passphrase = self.new.passphrase()
        if passphrase is None or not self._create.isEnabled():
            return
        self._set_busy(busy=True)
        name, fte = self.name.text, parse_fte(self.fte.text)
        whole = self.whole_service.isChecked()

        def work() -> tuple[Workspace, str]:
            from iro_desktop.services.workspace import create_workspace

            workspace, code = create_workspace(
                self._folder,
                passphrase,
                officer_name=name,
                fte=fte,
                whole_service=whole,
                today=self._today,
            )
            if self._background.is_stopped:
                workspace.close()
            return workspace, code

        self._background.run(
            work, self._on_created, self._on_refused, lambda: self._set_busy(busy=False)
        )

    def _set_busy(self, *, busy: bool) -> None:
        self._create.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._create.setText("Creating…" if busy else "&Create the file")
        be_busy(self._bar)
        self._bar.setVisible(busy)
        if busy:
            announce(self, "Creating the file…")
        self._refusal.say("")

    def _on_created(self, made: tuple[Workspace, str]) -> None:
        self._workspace, code = made
        self.new.clear()
        self.show_code(code)
        self._turn_to(2)

    def _on_refused(self, error: UserError) -> None:
        from iro_desktop.domain.errors import WeakPassphraseError

        if isinstance(error, WeakPassphraseError):
            self.new.say(str(error))
        else:
            self._refusal.say(str(error))

    def _on_confirmed(self, confirmed: bool) -> None:
        self._go_on.setEnabled(confirmed)

    def _on_printed(self) -> None:
        if self._workspace is not None:
            note_printed(self._background, self._workspace)

    def _on_code_stored(self) -> None:
        if self._workspace is not None:
            from iro_desktop.services.passphrases import confirm_sheet

            confirm_sheet(self._workspace)
        self.recovery.show_code("")
        if self._join is not None and self._join.is_done:
            self._finish("")  # everything is there already
        else:
            self._turn_to(3)

    def _finish(self, action: str) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.finished.emit(workspace, action)

    def _on_sample(self) -> None:
        self._wait_for_sample(waiting=True)
        self._leave()
        self.sample_asked.emit()

    def refuse_sample(self, sentence: str) -> None:
        """Say why the sample cannot be opened, such as by another window that has it."""
        self._wait_for_sample(waiting=False)
        label = self._late_refusal if self.step == len(_STEPS) else self._sample_refusal
        label.say(sentence)

    def _wait_for_sample(self, *, waiting: bool) -> None:
        for button, words in (
            (self._sample, "Look at a &sample caseload first"),
            (self._sample_instead, "&Look at the sample caseload"),
        ):
            button.setEnabled(not waiting)
            button.setText("Making the sample…" if waiting else words)
            button.updateGeometry()

    def _leave(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    # Qt's own

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing open behind: a file that was made stays, and opens with its passphrase."""
        self._leave()
        super().closeEvent(event)
        self.closed.emit()


def _way(words: str, button: Button) -> QWidget:
    card = Card()
    card.add(BodyLabel(words))
    card.add(button_row(button))
    return card


def _badge() -> QLabel:
    label = QLabel()
    side = theme.space(12)
    label.setPixmap(icons.program_icon().pixmap(side, side))
    return label
