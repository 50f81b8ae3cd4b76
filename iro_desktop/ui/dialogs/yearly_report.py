"""The yearly report, step by step: days, comparison, commentary, priorities, pages, files.

Nothing typed here is lost: each step is kept as it is left, and what is being typed as a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

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
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import PageHeader, Separator
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.dialogs.yearly_report_pages import PagesStep
from iro_desktop.ui.dialogs.yearly_report_start import ComparedStep, StartStep
from iro_desktop.ui.dialogs.yearly_report_writing import Writing
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel, ProgressStrip
from iro_desktop.ui.navigation import Destination, NavigationList
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
_FOOT: Final = "Kept as you write. Esc closes; it is all here when you come back."
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
        self._lay_out()
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
        self.header = PageHeader(_TITLE)
        self.steps = NavigationList(name="Steps of the report")
        self.stack = QStackedWidget()
        self.error = ErrorLabel()
        self.strip = ProgressStrip()
        self.close_button = Button("Close")
        self.back = Button("&Back")
        self.next = Button("&Next", Kind.PRIMARY)
        self.save = Button("", Kind.PRIMARY)
        today = self._operations.session.today
        headings = headings_of(self._operations.session.practice.on(today))
        names = ("What it covers", "Compared with", *headings, "Priorities", "Look and save")
        self.steps.set_destinations(
            [Destination(str(at), f"{at + 1}  {name}") for at, name in enumerate(names)]
        )
        self._names = names
        self._last = len(names) - 1

    def _lay_out(self) -> None:
        for step in (self.start, self.compared):
            self.stack.addWidget(PageScroll(step))
        self.stack.addWidget(self.writing)
        self.stack.addWidget(self.pages)
        edge = theme.space(6)
        beside = QVBoxLayout()
        beside.setContentsMargins(edge, theme.space(4), edge, theme.space(3))
        beside.setSpacing(theme.space(3))
        for widget in (self.header, self.error, self.writing.restored):
            beside.addWidget(widget)
        beside.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.steps.setFixedWidth(self.steps.sizeHint().width())
        rail = QVBoxLayout()
        rail.setContentsMargins(0, theme.space(4), 0, 0)
        rail.addWidget(self.steps)
        middle.addLayout(rail)
        middle.addLayout(beside, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(edge, theme.space(3), edge, theme.space(3))
        foot.setSpacing(theme.space(2))
        foot.addWidget(SecondaryLabel(_FOOT), 1)
        for button in (self.close_button, self.back, self.next, self.save):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.strip)
        column.addWidget(Separator())
        column.addLayout(foot)

    def _connect(self) -> None:
        self.steps.destination_chosen.connect(lambda key: self.go(int(key)))
        self.close_button.clicked.connect(self.reject)
        self.back.clicked.connect(lambda: self.go(self._at - 1))
        self.next.clicked.connect(lambda: self.go(self._at + 1))
        self.save.clicked.connect(self._ask_where)
        self.strip.cancelled.connect(self._on_cancelled)
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
        if to == self._at or not 0 <= to < len(self._names):
            return
        self.error.say("")
        if self._task is not None:
            self._stay()
        elif _WRITING <= self._at < self._last:
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
        self.steps.choose(str(self._at))

    def _show(self, at: int) -> None:
        had_rail = self.steps.hasFocus()
        self._at = at
        self._stay()
        if at == _COMPARED:
            self._show_areas()
        if _WRITING <= at < self._last:
            self.stack.setCurrentWidget(self.writing)
            self.writing.show_step(at - _WRITING)
        else:
            self.stack.setCurrentIndex(at if at < _WRITING else self.stack.count() - 1)
        self.writing.show_restored(visible=_WRITING <= at < self._last)
        if at == self._last and self._report is not None:
            self.pages.show_report(with_words(self._operations.session.snapshot, self._report))
        self._show_header()
        self._show_foot()
        if not had_rail:
            self._take_keyboard()

    def _show_header(self) -> None:
        name = self._names[self._at]
        note = f"Step {self._at + 1} of {len(self._names)}"
        if self._report is not None and self._at >= _WRITING:
            whose, last = self._report.whose, self._report.period.to_on
            note += f". {whose}, up to {plain_date(last)}"
        self.header.set_text(name, note)
        announce(self, f"{name}, step {self._at + 1} of {len(self._names)}")

    def _show_foot(self) -> None:
        is_last = self._at == self._last
        self.back.setVisible(self._at > _START)
        self.next.setVisible(not is_last)
        self.save.setVisible(is_last)
        self.save.setText(self.pages.form.save)
        self.save.updateGeometry()

    def _take_keyboard(self) -> None:
        if self._at == _START:
            self.start.take_keyboard()
        elif self._at == _COMPARED:
            self.compared.take_keyboard()
        elif self._at == self._last:
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
        self._hold(self.next)
        self._task = self._operations.run_long(
            _WORKING,
            work,
            done=done,
            failed=self._on_failed,
            settled=self._on_settled,
            progressed=self._on_progressed,
            owner=self,
        )

    def _on_progressed(self, progress: Progress) -> None:
        self.strip.show_progress(progress.words, 0, 0)

    def _on_cancelled(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _hold(self, button: Button) -> None:
        """Take a button away while its work is done; the keyboard goes on to what is next."""
        self._pressed = button if button.hasFocus() else None
        button.setEnabled(False)

    def _on_settled(self) -> None:
        self._task = None
        self.strip.end()
        self.next.setEnabled(True)
        self.save.setEnabled(True)
        if self._pressed is not None:
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._pressed = None

    def _on_failed(self, error: UserError) -> None:
        self._stay()
        self.error.say(str(error))

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

        self.error.say("")
        self._hold(self.save)
        self._task = self._operations.run_long(
            "Writing the report",
            work,
            done=done,
            failed=self._on_failed,
            settled=self._on_settled,
            progressed=self._on_progressed,
            owner=self,
        )
