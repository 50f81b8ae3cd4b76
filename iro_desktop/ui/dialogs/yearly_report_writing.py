"""The steps of a yearly report in which one writes: each is kept as it is left, and as a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import Period
from iro_desktop.domain.yearly_report import YearlyReport
from iro_desktop.services.commentaries import year_before
from iro_desktop.services.priorities import priorities_in
from iro_desktop.services.report_wizard import is_written, keep_written, written_words
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.dialogs.yearly_report_priorities import PrioritiesStep
from iro_desktop.ui.dialogs.yearly_report_words import WordsStep
from iro_desktop.ui.form_drafts import FormDraft
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.theme import Status

_RESTORED: Final = "What you had typed here is back. It is kept as you go on."


class Writing(QStackedWidget):
    """A step for the words of each section, and one for priorities; empty without a report."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._period: Period | None = None
        self._draft: FormDraft | None = None
        self._is_restored = False
        self.words: list[WordsStep] = []
        self.priorities: PrioritiesStep | None = None
        self.restored = QWidget()
        row = QHBoxLayout(self.restored)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(MarkedLabel(Status.NOT_YET, _RESTORED), 1)
        afresh = Button("Start afresh", Kind.LINK)
        afresh.clicked.connect(self._on_afresh)
        row.addWidget(afresh)
        self.restored.hide()

    def show_report(self, report: YearlyReport) -> None:
        """Make the steps of a report, with what is on file of its words and priorities."""
        self._end_draft()
        while (step := self.widget(0)) is not None:
            self.removeWidget(step)
            step.hide()
            step.setParent(None)
            step.deleteLater()
        self._period = report.period
        written = written_words(self._operations.session.snapshot, report.period)
        read_only = self._operations.is_read_only
        self.words = [
            WordsStep(section, written[section.key], read_only=read_only)
            for section in report.sections
        ]
        for step in self.words:
            self.addWidget(step)
        self._fill_priorities()
        self._begin_draft()

    def _fill_priorities(self) -> None:
        """Make the step of the priorities from what is on file."""
        period, session = self._period, self._operations.session
        if period is None:
            return
        before, at = self.priorities, self.currentIndex()
        self.priorities = PrioritiesStep(
            priorities_in(session.snapshot, year_before(period)),
            priorities_in(session.snapshot, period),
            session.today,
        )
        self.priorities.setEnabled(not self._operations.is_read_only)
        if before is not None and self.indexOf(before) >= 0:
            self.removeWidget(before)
            before.hide()
            before.setParent(None)
            before.deleteLater()
        self.addWidget(self.priorities)
        self.setCurrentIndex(at)

    def show_step(self, at: int) -> None:
        """Show one of the steps."""
        self.setCurrentIndex(at)

    def take_keyboard(self) -> None:
        """Begin where one writes in the step that is shown."""
        step = self.currentWidget()
        if isinstance(step, WordsStep | PrioritiesStep):
            step.take_keyboard()

    # Keeping

    def keep(self, *, done: Callable[[], None], failed: Callable[[UserError], None]) -> None:
        """Keep all that was typed, where anything was; ``done`` is called once it is on file."""
        period, priorities = self._period, self.priorities
        if period is None or priorities is None or self._operations.is_read_only:
            done()
            return
        words = {step.key: step.words() for step in self.words}
        last_year, next_year = priorities.last_year(), priorities.next_year.records()
        if is_written(self._operations.session.snapshot, period, words, last_year, next_year):
            done()
            return

        def kept(_: int) -> None:
            self._end_draft(is_kept=True)
            if self.priorities is priorities and priorities.next_year.records() == next_year:
                self._fill_priorities()
            self._begin_draft()
            done()

        self._operations.run(
            lambda workspace: keep_written(workspace, period, words, last_year, next_year),
            done=kept,
            failed=failed,
            owner=self,
        )

    def _begin_draft(self) -> None:
        period = self._period
        if period is None or self._operations.is_read_only:
            return
        first = period.from_on or period.to_on
        key = f"yearly-report:{first.isoformat()}:{period.to_on.isoformat()}"
        self._draft = FormDraft(self._operations, key, self)
        self._draft.restored.connect(self._on_restored)
        self._draft.begin()

    def _end_draft(self, *, is_kept: bool = False) -> None:
        if self._draft is None:
            return
        if is_kept:
            self._draft.forget()
        else:
            self._draft.leave()
        self._draft.deleteLater()
        self._draft = None
        self._is_restored = False
        self.restored.hide()

    def _on_restored(self) -> None:
        self._is_restored = True
        self.show_restored(visible=self.isVisible())
        announce(self, _RESTORED)

    def show_restored(self, *, visible: bool) -> None:
        """Say that a draft came back, where one did and one is among these steps."""
        self.restored.setVisible(visible and self._is_restored)

    def _on_afresh(self) -> None:
        if self._draft is not None:
            self._draft.start_afresh()
        self._is_restored = False
        self.restored.hide()
        self.take_keyboard()
