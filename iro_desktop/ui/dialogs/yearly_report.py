"""The yearly report, step by step: days, comparison, commentary, priorities, pages, files.

Nothing typed here is lost: each step is kept as it is left, and what is being typed as a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.snapshot import Commit
from iro_desktop.domain.words import plain_date
from iro_desktop.domain.yearly_report import YearlyReport
from iro_desktop.services.comparators import shipped_comparators
from iro_desktop.services.report_wizard import (
    ReportChoice,
    choice_of,
    choice_text,
    chosen_report,
    compared_with,
    headings_of,
    said_of,
    spans_of,
    whose_offered,
    with_words,
)
from iro_desktop.services.team import OpenedTeam
from iro_desktop.services.workspace import Workspace
from iro_desktop.services.yearly_report import write_report
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.dialogs.yearly_report_frame import StepsFrame
from iro_desktop.ui.dialogs.yearly_report_pages import PagesStep
from iro_desktop.ui.dialogs.yearly_report_start import ComparedStep, StartStep
from iro_desktop.ui.dialogs.yearly_report_writing import Writing
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll
from iro_desktop.ui.session import Session
from iro_desktop.ui.sized_dialog import SizedDialog
from iro_desktop.ui.tasks import Progress, Task

_TITLE: Final = "Yearly report"
_CHOICE: Final = "yearly-report"
_WORKING: Final = "Working out the report"
_SHARE: Final = 0.9  # of the screen
_START, _COMPARED, _WRITING = 0, 1, 2
Made = TypeVar("Made")
_WORDS_ONLY: Final = frozenset({"Commentary", "Priority"})


class YearlyReportDialog(SizedDialog):
    """The steps at the left, the one that is open beside them.

    ``team`` is what the Team page has open. Its figures, once worked out, stay those of the report
    until other days are chosen or something else is put on file.
    """

    letters: ClassVar[tuple[int, int]] = (158, 96)
    """The room that it takes where the screen has it: wide and high, in average letters."""

    said = Signal(str)
    """What was written, for the window to say."""

    def __init__(
        self,
        operations: Operations,
        parent: QWidget | None = None,
        *,
        team: OpenedTeam | None = None,
    ) -> None:
        super().__init__(_TITLE, parent)
        self._operations = operations
        self._team = team
        self._report: YearlyReport | None = None
        self._made_of: ReportChoice | None = None
        self._task: Task | None = None
        self._pressed: Button | None = None
        self._at = _START
        self._make_steps(operations.session)
        self._make_frame()
        self._connect()
        self._show(_START)

    def _make_steps(self, session: Session) -> None:
        offered = whose_offered(
            session.snapshot,
            session.officer_id,
            whole_service=session.whole_service,
            team=self._team,
        )
        self.start = StartStep(spans_of(session.today), offered, session.today)
        self.compared = ComparedStep()
        self.writing = Writing(self._operations)
        self.pages = PagesStep(self._operations)

    def _make_frame(self) -> None:
        session = self._operations.session
        headings = headings_of(session.practice.on(session.today))
        names = ("What it covers", "Compared with", *headings, "Priorities", "Look and save")
        self.frame = StepsFrame(_TITLE, names, above=self.writing.restored)
        for step in (self.start, self.compared):
            self.frame.stack.addWidget(PageScroll(step))
        self.frame.stack.addWidget(self.writing)
        self.frame.stack.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)

    def _connect(self) -> None:
        self.frame.steps.destination_chosen.connect(lambda key: self.go(int(key)))
        self.frame.close_button.clicked.connect(self.reject)
        self.frame.back.clicked.connect(lambda: self.go(self._at - 1))
        self.frame.next.clicked.connect(lambda: self.go(self._at + 1))
        self.frame.save.clicked.connect(self._ask_where)
        self.frame.strip.cancelled.connect(self._on_cancelled)
        self.pages.form_chosen.connect(self._show_foot)
        self.compared.comparators_asked.connect(self._on_comparators)
        self._operations.committed.connect(self._on_committed)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self.go(self._at + by))
        self._operations.read_draft(_CHOICE, done=self._on_choice_read, owner=self)

    def sizeHint(self) -> QSize:
        """Return the room that a step is good to work in, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wide, high = (letters * letter for letters in self.letters)
        return QSize(wide, high).boundedTo(self.screen().availableSize() * _SHARE)

    def begin(self) -> None:
        """Begin with the days."""
        self.start.take_keyboard()

    # Going from step to step

    @property
    def at(self) -> int:
        """The number of the step that is open, from 0."""
        return self._at

    def go(self, to: int) -> None:
        """Go to a step: what was typed is kept first, and the figures are worked out if need be."""
        if to == self._at or not 0 <= to < len(self.frame.names):
            return
        self.frame.error.say("")
        if self._task is not None:
            self._stay()
        elif _WRITING <= self._at < self.frame.last:
            self._keep(lambda: self._arrive(to))
        else:
            self._arrive(to)

    def _arrive(self, to: int) -> None:
        try:
            choice = self._choice()
        except UserError as error:
            self._on_failed(error)
            return
        if to < _WRITING or (self._report is not None and choice == self._made_of):
            self._show(to)
        else:
            self._work_out(choice, to)

    def _choice(self) -> ReportChoice:
        return ReportChoice(
            self.start.period(),
            self.start.whose().key,
            self.start.share.isChecked(),
            self.compared.unnamed(),
        )

    def _stay(self) -> None:
        """Mark the step that is open again, where another cannot be gone to."""
        self.frame.steps.choose(str(self._at))

    def _show(self, at: int) -> None:
        had_rail = self.frame.steps.hasFocus()
        self._at = at
        self._stay()
        if at == _COMPARED:
            self._show_areas()
        if _WRITING <= at < self.frame.last:
            self.frame.stack.setCurrentWidget(self.writing)
            self.writing.show_step(at - _WRITING)
        else:
            self.frame.stack.setCurrentIndex(at if at < _WRITING else self.frame.stack.count() - 1)
        self.writing.show_restored(visible=_WRITING <= at < self.frame.last)
        if at == self.frame.last and self._report is not None:
            self.pages.show_report(with_words(self._operations.session.snapshot, self._report))
        self._show_header()
        self._show_foot()
        if not had_rail:
            self._take_keyboard()

    def _show_header(self) -> None:
        note = ""
        if self._report is not None and self._at >= _WRITING:
            note = f"{self._report.whose}, up to {plain_date(self._report.period.to_on)}"
        self.frame.show_step(self._at, note)

    def _show_foot(self) -> None:
        self.frame.show_foot(self._at, self.pages.form.save)

    def _take_keyboard(self) -> None:
        if self._at == _START:
            self.start.take_keyboard()
        elif self._at == _COMPARED:
            self.compared.take_keyboard()
        elif self._at == self.frame.last:
            self.pages.take_keyboard()
        else:
            self.writing.take_keyboard()

    # What it rests on

    def _show_areas(self) -> None:
        snapshot = self._operations.session.snapshot
        self.compared.show_areas(
            compared_with(snapshot, shipped_comparators(), self.start.period())
        )

    def _on_comparators(self) -> None:
        from iro_desktop.ui.dialogs.comparators import ComparatorsDialog

        ComparatorsDialog(self._operations, self).open()

    def _on_committed(self, commit: Commit) -> None:
        if commit.kinds - _WORDS_ONLY:
            self._made_of = None  # its figures may be others now
            if self._at == _COMPARED:
                self._show_areas()

    def _on_choice_read(self, text: str) -> None:
        choice = choice_of(text)
        if choice is not None and self._at == _START:
            self.start.show_choice(choice)
            self.compared.set_unnamed(choice.unnamed)

    def _work_out(self, choice: ReportChoice, to: int) -> None:
        team = self._team

        def work(workspace: Workspace, task: Task) -> YearlyReport:
            report = chosen_report(workspace, choice, team)
            task.progress(1, 1)  # where Cancel was pressed meanwhile, it ends here
            return report

        def done(report: YearlyReport) -> None:
            self._on_settled()
            self._report, self._made_of = report, choice
            self.writing.show_report(report)
            self._show(to)

        self._operations.keep_draft(_CHOICE, choice_text(choice))
        self._run_long(_WORKING, work, done, self.frame.next)

    def _run_long(
        self,
        words: str,
        work: Callable[[Workspace, Task], Made],
        done: Callable[[Made], None],
        button: Button,
    ) -> None:
        """Do what takes long, with the strip to cancel it; ``button`` began it."""
        self.frame.error.say("")
        self._hold(button)
        self._task = self._operations.run_long(
            words,
            work,
            done=done,
            failed=self._on_failed,
            settled=self._on_settled,
            progressed=self._on_progressed,
            owner=self,
        )

    def _on_progressed(self, progress: Progress) -> None:
        self.frame.strip.show_progress(progress.words, 0, 0)

    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _hold(self, button: Button) -> None:
        """Take a button away while its work is done; the keyboard goes on to what is next."""
        self._pressed = button if button.hasFocus() else None
        button.setEnabled(False)

    def _on_settled(self) -> None:
        self._task = None
        self.frame.strip.end()
        self.frame.next.setEnabled(True)
        self.frame.save.setEnabled(True)
        if self._pressed is not None:
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pressed = None

    def _on_failed(self, error: UserError) -> None:
        self._stay()
        self.frame.error.say(str(error))

    # What was typed

    def _keep(self, then: Callable[[], None]) -> None:
        self.writing.keep(done=then, failed=self._on_failed)

    def reject(self) -> None:
        """Keep what was typed, then close."""
        self._on_cancelled()
        if self._report is None:
            super().reject()
        else:
            self._keep(super().reject)

    # Where it goes

    def _ask_where(self) -> None:
        report, form = self._report, self.pages.form
        if report is not None:
            shared = ", for sharing" if self._made_of and self._made_of.share else ""
            name = f"{report.title}{shared}{form.ending}"
            choose_where(self, f"Save the {form.words.lower()}", form.kinds, name, self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the report in the form that is shown, and say what was written."""
        if self._report is None:
            return
        report = with_words(self._operations.session.snapshot, self._report)
        slides = self.pages.form.slides

        def work(workspace: Workspace, task: Task) -> Path:
            task.progress(0, 1)
            return write_report(workspace, report, path, slides=slides)

        def done(written: Path) -> None:
            words = said_of(report, written)
            self.pages.say_done(words)
            announce(self, words)
            self.said.emit(words)

        self._run_long("Writing the report", work, done, self.frame.save)
