"""A dialog that records one thing: forms, one primary button, nothing lost by a slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.limits import FieldProblem, RefusedError
from iro_desktop.domain.records import ChildRecord
from iro_desktop.ui import theme
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.columns import ColumnsLayout
from iro_desktop.ui.copy_button import CopyButton
from iro_desktop.ui.fold import Fold
from iro_desktop.ui.form_drafts import FormDraft
from iro_desktop.ui.form_frame import FormFrame
from iro_desktop.ui.forms import FormPart, RecordForm, show_problems
from iro_desktop.ui.problems import ProblemSummary
from iro_desktop.ui.sharing import LETS_RECEIVE
from iro_desktop.ui.tab_order import ReadInOrder, follow_layout, stops
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.workspace import Workspace
    from iro_desktop.ui.operations import Operations

_SHARE = 0.92  # of the screen, so that one sees what lies beneath


class FormDialog(ReadInOrder, QDialog):
    """Forms over the page, recorded by the primary button or Ctrl+Enter.

    ``work`` is asked, on the main thread, for the service call that records what stands in the
    forms; it runs through ``operations``. What the service refuses is shown in place, with all
    answers kept. Esc on a form in which something was entered asks once whether to go on.

    ``window_title`` stands on the frame, which other programs see: a dialog whose ``title`` names a
    child gives another one there. Open it with ``open()``, never ``exec()``.
    """

    keys: ClassVar[str] = "Ctrl+Enter records, Esc closes"
    """What the line beside the buttons says of the keyboard."""

    letters_wide: ClassVar[int] = 100
    """How wide it opens, in average letters, where the screen is."""

    recorded = Signal(object)
    """What the service returned, once it was recorded; the dialog is closed by then."""

    def __init__(
        self,
        operations: Operations,
        title: str,
        primary: str,
        work: Callable[[], Callable[[Workspace], object]],
        *,
        note: str = "",
        window_title: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._seen = operations.session.snapshot.position
        self.setProperty(LETS_RECEIVE, True)
        self._work = work
        self._parts: list[FormPart] = []
        self._folded: dict[RecordForm[Any], Fold] = {}
        self._draft: FormDraft | None = None
        self._running = False
        self._came_from: QWidget | None = None
        self.setWindowTitle(translated(window_title or title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.frame = FormFrame(title, note, self.keys, primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.frame.primary.clicked.connect(self.save)
        self.frame.cancel.clicked.connect(self.reject)
        self.frame.restored.afresh_asked.connect(self._on_start_afresh)
        self.frame.asking.keep.clicked.connect(self._on_keep)
        self.frame.asking.discard.clicked.connect(self._on_discard)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    # What it is made of

    @property
    def body(self) -> QVBoxLayout:
        """Where forms and what stands between them are put, under each other."""
        return self.frame.body

    def keep_draft_as(self, key: str) -> None:
        """Keep what is typed under a key of its own, such as "review:" and the child's id.

        It survives a lock and a crash: the same dialog, opened again, has it back.
        """
        if self._draft is not None:
            self._draft.deleteLater()
        self._draft = FormDraft(self._operations, key, self.frame.page)
        self._draft.restored.connect(self._on_restored)

    def _on_restored(self) -> None:
        self.frame.restored.tell(self._draft.changed_since if self._draft is not None else ())

    def _on_start_afresh(self) -> None:
        if self._draft is not None:
            self._draft.start_afresh()
        self.frame.restored.hide()
        self.begin()

    def offer_copy(self, record: ChildRecord) -> None:
        """Offer a record that is on file as text for the council's system."""
        if record.id:
            button = CopyButton(self._operations, type(record).__name__, record.id)
            self.frame.add_act(button)

    def set_primary(self, words: str) -> None:
        """Give the button that records other words."""
        if self.frame.primary.text() != translated(words):
            self.frame.primary.setText(words)

    def add_form(self, form: QWidget, heading: str = "", note: str = "") -> QWidget:
        """Add a form, which must be a FormPart, under the others; return it with its heading."""
        return self._add_block(form, (form,), heading, note)

    def add_folded(self, form: RecordForm[Any], heading: str, note: str = "") -> Fold:
        """Add a form that is folded away under its heading while nothing stands in it."""
        fold = Fold(heading, form, note)
        self._folded[form] = fold
        form.changed.connect(self._open_folds)
        self.body.addWidget(fold)
        self._parts.append(form)
        return fold

    def _open_folds(self) -> None:
        """Open each fold in which something stands, such as a draft that came back."""
        for form, fold in self._folded.items():
            if not form.is_empty():
                fold.set_open(True)

    def add_forms(self, *forms: QWidget, heading: str = "", note: str = "") -> QWidget:
        """Add several small forms that stand side by side where there is room."""
        row = QWidget()
        columns = ColumnsLayout(row, gap=theme.space(6), between=theme.space(4))
        for form in forms:
            columns.add(form, wide=False)
        return self._add_block(row, forms, heading, note)

    def _add_block(
        self, widget: QWidget, forms: tuple[QWidget, ...], heading: str, note: str
    ) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        if heading:
            column.addWidget(SectionHeader(heading, note))
        column.addWidget(widget)
        self.body.addWidget(block)
        self._parts.extend(forms)  # type: ignore[arg-type]
        return block

    def advise(self, sentences: Sequence[str]) -> None:
        """Say what is unusual in what is entered, above the buttons, where it is always seen."""
        self.frame.advice.show_sentences(sentences)
        if self.isVisible():
            self.resize(self.size().expandedTo(QSize(0, self.sizeHint().height())))

    def sizeHint(self) -> QSize:
        """Return the size of the forms and of what is said of them, within the screen."""
        screen = self.screen().availableSize() * _SHARE
        width = min(self.fontMetrics().averageCharWidth() * self.letters_wide, screen.width())
        height = self.frame.good_height(width)
        return QSize(width, height).boundedTo(screen)

    def minimumSizeHint(self) -> QSize:
        """Return a size that fits any screen: the forms scroll."""
        return QSize(self.fontMetrics().averageCharWidth() * 40, theme.space(60))

    def open(self) -> None:
        """Show the dialog over its window, as large as its forms, and begin in the first field."""
        self.body.addStretch()
        self._open_folds()
        # Qt itself would take no more than two thirds of the screen.
        self.resize(self.sizeHint())
        follow_layout(self)
        super().open()
        self.begin()
        if self._draft is not None:
            self._draft.begin()

    def begin(self) -> None:
        """Put the keyboard where writing begins: into the first field."""
        first = next(
            (one for one in stops(self.frame.page) if one.isVisibleTo(self.frame.page)), None
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(first, QLineEdit):
            first.deselect()  # Qt may have chosen all of it, for the first key to replace

    # What it does

    @property
    def summary(self) -> ProblemSummary:
        """Where what is wrong is listed."""
        return self.frame.summary

    def is_changed(self) -> bool:
        """Return whether anything was entered."""
        return any(part.is_changed() for part in self._parts)

    def save(self) -> None:
        """Record what stands in the forms, unless they themselves know what is wrong."""
        if self._running:
            return
        self.frame.put_question_away()
        problems = [problem for part in self._parts for problem in part.own_problems()]
        self.show_problems(problems)
        if problems:
            return
        self._set_running(running=True)
        self._operations.run(
            self._work(),
            done=self._on_done,
            failed=self._on_failed,
            settled=self._on_settled,
            owner=self,
            seen=self._seen,
        )

    def show_problems(self, problems: list[FieldProblem]) -> None:
        """Show what is wrong in place and linked at the top; none clears all."""
        for part in self._parts:
            part.clear_problems()
        show_problems(self._parts, self.frame.summary, problems)
        if problems:
            self.frame.scrolled.verticalScrollBar().setValue(0)
            self.frame.summary.focus_first()

    def reject(self) -> None:
        """Close, or ask first if something was entered; asked again, keep writing."""
        if self._running:
            return
        if not self.frame.asking.isHidden():
            self._on_keep()
        elif self.is_changed():
            self._came_from = self.focusWidget()
            self.frame.ask()
        else:
            self._on_discard()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's own close button as Esc."""
        if self.isVisible() and (self._running or self.is_changed()):
            event.ignore()
            if self.frame.asking.isHidden():
                self.reject()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the widget that has the keyboard: only Ctrl+Enter records."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def _on_done(self, result: object) -> None:
        self._set_running(running=False)
        if self._draft is not None:
            self._draft.forget()
        self.accept()
        self.recorded.emit(result)

    def _on_failed(self, error: UserError) -> None:
        self._set_running(running=False)
        if isinstance(error, RefusedError):
            self.show_problems(list(error.problems))
        else:
            self.frame.summary.show_sentence(str(error))
            self.frame.scrolled.verticalScrollBar().setValue(0)

    def _on_settled(self) -> None:
        self._set_running(running=False)

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.frame.primary.setEnabled(not running)

    def _on_keep(self) -> None:
        self.frame.put_question_away()
        if self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_discard(self) -> None:
        if self._draft is not None:
            self._draft.forget()
        super().reject()

    def leave(self) -> None:
        """Close without a question, for another dialog; what was typed stays as a draft."""
        if self._draft is not None:
            self._draft.leave()
        super().reject()
