"""The quick line: one line typed, what it was understood as said back, and Enter records it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from iro_desktop.domain.records import ChildRecord, Escalation, MonitoringCheck
from iro_desktop.services.child_words import name_of
from iro_desktop.services.monitoring import CheckContext, check_context
from iro_desktop.services.quick_add import HINT, Quick, own_children, quick, record_quick
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import Separator
from iro_desktop.ui.form_dialog import FormDialog
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.theme import Status
from iro_desktop.ui.words import translated

DRAFT: Final = "quick-line"
"""The key under which an unfinished line is kept."""

_KEYS: Final = "Enter records, Tab opens the form, Esc keeps the line"
_HOW: Final = (
    "Begin with a reference or initials, then say what it is: check, spoke to, told or challenge. "
    "A day, whom you spoke with and marks such as #drift may follow, and then your own words."
)
_FOR_INSTANCE: Final = (
    HINT,
    "AB12 called carer yesterday: contact with the sister is going well",
    "AB12 told by SW missing since Sunday night",
    "AB12 challenge life story work begins before the summer",
)
_LETTERS_WIDE: Final = 92
_LINES_BELOW: Final = 7  # of what is said under the line, so that nothing moves while one types
_WAIT_BEFORE_SAYING: Final = 700  # ms without a key
_KEEP_EVERY_MS: Final = 3_000


class QuickLineDialog(ReadInOrder, QDialog):
    """One line over the page. ``here`` is the child whose page is open, who need not be named."""

    recorded = Signal(object, str)
    """The record as it was understood, and its id."""
    form_asked = Signal(object)
    """The record, filled as far as the line goes, that the full form is to open with."""

    def __init__(
        self, operations: Operations, here: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._here = here
        self._understood = Quick()
        self._kept = ""
        self._running = False
        session = operations.session
        self._children = own_children(
            session.snapshot, "" if session.whole_service else session.officer_id, session.today
        )
        self.setWindowTitle(translated("Quick line"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.line = _Line(self)
        self._make_words()
        self._lay_out()
        self._connect()
        self._show_understood()

    # What it is made of

    def _make_words(self) -> None:
        self.echo = BodyLabel()
        self.problem = MarkedLabel(Status.DUE_SOON, "")
        self._examples = QWidget()
        column = QVBoxLayout(self._examples)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(SecondaryLabel(_HOW))
        for words in _FOR_INSTANCE:
            column.addWidget(BodyLabel(words))
        self._record = Button("&Record", Kind.PRIMARY)
        self._form = Button("&Full form")

    def _lay_out(self) -> None:
        side, gap = theme.space(6), theme.space(3)
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space(4), side, gap)
        head.setSpacing(gap)
        head.addWidget(TitleLabel("Quick line"))
        if self._here:
            head.addWidget(SecondaryLabel(self._here_words()))
        head.addWidget(self.line)
        said = QWidget()
        said.setMinimumHeight(round(self.fontMetrics().lineSpacing() * _LINES_BELOW))
        words = QVBoxLayout(said)
        words.setContentsMargins(side, 0, side, gap)
        words.setSpacing(theme.space(2))
        for widget in (self.echo, self.problem, self._examples):
            words.addWidget(widget)
        words.addStretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(side, gap, side, gap)
        foot.setSpacing(theme.space(2))
        foot.addWidget(SecondaryLabel(_KEYS), 1)
        foot.addWidget(self._form)
        foot.addWidget(self._record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(said, 1)
        column.addWidget(Separator())
        column.addLayout(foot)

    def _here_words(self) -> str:
        child = self._operations.session.snapshot.cases[self._here].child
        return f"For {name_of(child)}, unless the line begins with another child"

    def _connect(self) -> None:
        self.line.textChanged.connect(self._on_typed)
        self.line.form_asked.connect(self.open_form)
        self.line.returnPressed.connect(self.record)
        self._record.clicked.connect(self.record)
        self._form.clicked.connect(self.open_form)
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_WAIT_BEFORE_SAYING)
        self._saying.timeout.connect(self._say)
        self._keeping = QTimer(self)
        self._keeping.setInterval(_KEEP_EVERY_MS)
        self._keeping.timeout.connect(self.keep)
        self._operations.closing.connect(self.keep)
        self.finished.connect(self.keep)

    def sizeHint(self) -> QSize:
        """Return room for a sentence, within the screen."""
        width = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE
        width = min(width, round(self.screen().availableSize().width() * 0.9))
        return QSize(width, max(self.heightForWidth(width), super().sizeHint().height()))

    def open(self) -> None:
        """Show the line over its window, with what was left in it the last time."""
        self.resize(self.sizeHint())
        super().open()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._operations.read_draft(DRAFT, done=self._on_draft_read, owner=self)

    # What it does

    @property
    def understood(self) -> Quick:
        """What the line says now."""
        return self._understood

    def record(self) -> None:
        """Record what the line says, or say again what is missing."""
        record = self._understood.record
        if record is None:
            announce(self, self._understood.problem or _HOW, urgent=True)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self._running:
            self._set_running(running=True)
            today = self._operations.session.today
            self._operations.run(
                lambda workspace: record_quick(workspace, record, today=today),
                done=lambda record_id: self._on_recorded(record, record_id),
                failed=lambda error: self._show_problem(str(error)),
                settled=lambda: self._set_running(running=False),
                owner=self,
            )

    def open_form(self) -> None:
        """Open the full form with what was understood; the line is kept until that is recorded."""
        draft = self._understood.draft
        if draft is not None and not self._running:
            self.accept()
            self.form_asked.emit(draft)

    def keep(self) -> None:
        """Keep the line as it stands."""
        if self.line.text() != self._kept:
            self._kept = self.line.text()
            self._operations.keep_draft(DRAFT, self._kept)

    def _on_draft_read(self, text: str) -> None:
        self._kept = text
        self._keeping.start()
        if text and not self.line.text():
            self.line.setText(text)

    def _on_recorded(self, record: ChildRecord, record_id: str) -> None:
        self.line.clear()
        self.accept()
        self.recorded.emit(record, record_id)

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self._show_buttons()

    def _on_typed(self) -> None:
        self._show_understood()
        self._saying.start()

    def _show_understood(self) -> None:
        session = self._operations.session

        def context(child_id: str) -> CheckContext:
            return check_context(session.snapshot, session.practice, child_id, session.today)

        self._understood = quick(
            self.line.text(),
            session.snapshot,
            self._children,
            session.today,
            context=context,
            here=self._here,
        )
        self.echo.setText(self._understood.echo)
        self.echo.setVisible(bool(self._understood.echo))
        self._examples.setVisible(not self.line.text().strip())
        self._show_problem(self._understood.problem)
        self._show_buttons()

    def _show_problem(self, sentence: str) -> None:
        self.problem.set_status(Status.DUE_SOON, sentence)
        self.problem.setVisible(bool(sentence))

    def _show_buttons(self) -> None:
        self._record.setEnabled(self._understood.record is not None and not self._running)
        self._form.setEnabled(self._understood.draft is not None and not self._running)

    def _say(self) -> None:
        said = f"{self._understood.echo} {self._understood.problem}".strip()
        if said:
            announce(self, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the line and to the buttons."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


class _Line(QLineEdit):
    """The line itself: Tab asks for the full form as soon as there is something to fill it with."""

    form_asked = Signal()

    def __init__(self, dialog: QuickLineDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.setPlaceholderText(translated(HINT))
        self.setAccessibleName(translated("Quick line"))
        self.setAccessibleDescription(translated(_KEYS))
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt moves the keyboard on with it."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self._dialog.understood.draft is not None
        ):
            self.form_asked.emit()
            return True
        return super().event(event)


def open_full_form(operations: Operations, draft: ChildRecord, parent: QWidget) -> FormDialog:
    """Open the form of a record's kind, filled with what a quick line said.

    Once it is recorded the line is forgotten; until then it is there again.
    """
    dialog: FormDialog
    if isinstance(draft, MonitoringCheck):
        from iro_desktop.ui.dialogs.check import open_check

        dialog = open_check(operations, draft.child_id, parent=parent, draft=draft)
    elif isinstance(draft, Escalation):
        from iro_desktop.ui.dialogs.challenge import open_challenge

        dialog = open_challenge(operations, draft.child_id, parent=parent, draft=draft)
    else:
        from iro_desktop.ui.dialogs.record import RecordDialog

        dialog = RecordDialog(operations, draft, parent)
        dialog.keep_draft_as(f"{type(draft).__name__}:{draft.child_id}:quick")
        dialog.open()
    dialog.recorded.connect(lambda _: operations.keep_draft(DRAFT, ""))
    return dialog
