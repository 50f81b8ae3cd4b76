"""Importing files: choose them, see what would change, then import or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import CancelledError, UserError
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.choosing_files import choose_files
from iro_desktop.ui.dialogs.import_parts import PreviewParts
from iro_desktop.ui.dialogs.import_words import RETURN, WORDS, say_headline, say_result
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.page_dialog import PageDialog
from iro_desktop.ui.tasks import Progress, Task
from iro_desktop.ui.words import translated

if TYPE_CHECKING:
    from iro_desktop.services.import_preview import ImportPreview
    from iro_desktop.services.imports import Choice, FilesRead, ImportResult, Through
    from iro_desktop.services.workspace import Workspace

T = TypeVar("T")


_FORMATS: Final = (
    ("ssda903", "SSDA903 return"),
    ("annex-a", "Ofsted Annex A"),
    ("cin-census", "Children in need census"),
    ("ssd", "Standard Safeguarding Dataset"),
    ("allocations", "Allocations of children to IROs"),
)
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls"})
_ANY_YEAR: Final = "Year: as the files say"
_OLDEST_YEAR: Final = 2004


class ImportDialog(PageDialog):
    """Reads files, shows what they would do child by child, and imports what is ticked as one act.

    With ``only`` it reads files of this one format, and asks for neither format nor year. A table
    is read ``through`` its mapping; its file was chosen before.
    """

    letters_wide = 132
    imported = Signal(object)
    """The ImportResult, once it is in the store."""

    def __init__(
        self,
        operations: Operations,
        parent: QWidget | None = None,
        *,
        only: str = "",
        through: Through | None = None,
    ) -> None:
        self._say = WORDS.get(only, RETURN)
        super().__init__(self._say.title, self._say.first, parent)
        self._operations = operations
        self._only = only
        self._through = through
        self._paths: tuple[Path, ...] = ()
        self._files: FilesRead | None = None
        self._preview: ImportPreview | None = None
        self._same: dict[str, str] = {}
        self._task: Task | None = None
        self._is_done = False
        self._make_widgets()
        self._make_parts()
        self._lay_out()
        self._show_state()

    # What it is made of

    def _make_widgets(self) -> None:
        self._format = QComboBox()
        self._format.setAccessibleName(translated("What the files are"))
        for key, words in _FORMATS:
            self._format.addItem(translated(words), key)
        self._year = QComboBox()
        self._year.setAccessibleName(translated("Year ending 31 March"))
        self._year.addItem(translated(_ANY_YEAR), None)
        for year in range(self._operations.session.today.year + 1, _OLDEST_YEAR, -1):
            self._year.addItem(f"Year to 31 March {year}", year)
        self._format.activated.connect(self._read)
        self._year.activated.connect(self._read)
        self._choose = Button("Choose &files…", icon="import")
        self._choose.clicked.connect(self._on_choose)
        self.winners = Button("Yours or the file’s…")
        self.winners.clicked.connect(self._on_winners)
        self._error = ErrorLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = SecondaryLabel()
        self.primary = Button("&Import", Kind.PRIMARY)
        self.primary.clicked.connect(self._on_import)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self.reject)

    def _make_parts(self) -> None:
        self.parts = PreviewParts(with_child=self._only != "comparators")
        self.parts.taken_changed.connect(self._show_taken)
        self.parts.children_part.answered.connect(self._on_answered)

    def _lay_out(self) -> None:
        self.body.addWidget(button_row(self._choose, self._format, self._year, self.winners))
        self.body.addWidget(self._error)
        self.body.addWidget(self.parts, 1)
        self.body.addStretch()
        self.lay_out(self._foot())

    def _foot(self) -> QHBoxLayout:
        progress = QVBoxLayout()
        progress.setSpacing(theme.space(1))
        progress.addWidget(self._step)
        progress.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addLayout(progress, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self.primary)
        return foot

    def high(self) -> int:
        """Return room for the whole preview, once there is one."""
        return theme.space(200 if self._preview else 64)

    # What it does

    @property
    def is_running(self) -> bool:
        """Whether files are being read or imported."""
        return self._task is not None

    @property
    def error(self) -> str:
        """The sentence that says why nothing could be read, or nothing."""
        return "" if self._error.isHidden() else self._error.text()

    def count_of(self, words: str) -> tuple[int, int]:
        """Return how many of one kind ("Children") are new and changed in what is taken."""
        found = (row for row in self.parts.counts.all_rows() if row.words == words)
        return next(((row.new, row.changed) for row in found), (0, 0))

    def choose(self, paths: Sequence[Path]) -> None:
        """Take these files and show what importing them would do."""
        self._paths = tuple(paths)
        if paths and all(path.suffix.lower() in _WORKBOOKS for path in paths):
            self._format.setCurrentIndex(self._format.findData("annex-a"))
        self._read()

    def _on_choose(self) -> None:
        choose_files(self, self._say.choose, self._say.files, self.choose)

    def _read(self) -> None:
        """Read the files anew: what was ticked and answered of others is forgotten."""
        if not self._paths or self.is_running:
            return
        self._forget()
        fmt, year = self._only or self._format.currentData(), self._year.currentData()
        paths, through = self._paths, self._through

        def work(workspace: Workspace, task: Task) -> tuple[FilesRead, ImportPreview]:
            from iro_desktop.services.imports import Choice, preview_import, read_files

            tell, cancelled = task.tell, task.cancelled
            files = read_files(
                workspace,
                fmt,
                paths,
                year=year,
                through=through,
                progress=tell,
                cancelled=cancelled,
            )
            return files, preview_import(
                workspace, files, Choice(), progress=tell, cancelled=cancelled
            )

        self._run("Reading the files", work, self._on_read)

    def _on_read(self, found: tuple[FilesRead, ImportPreview]) -> None:
        self._files, preview = found
        self.show_preview(preview)
        self.fit()

    def _look_again(self, winning: frozenset[str] | None = None) -> None:
        """Show what the files would do after an answer, or once others win."""
        files, choice = self._files, self._choice()
        if files is None or self.is_running:
            return

        def work(workspace: Workspace, task: Task) -> ImportPreview:
            from iro_desktop.services.import_winners import keep_winners
            from iro_desktop.services.imports import preview_import

            if winning is not None:
                keep_winners(workspace, winning)
            return preview_import(
                workspace, files, choice, progress=task.tell, cancelled=task.cancelled
            )

        self._run("Looking again", work, self.show_preview)

    def _choice(self) -> Choice:
        from iro_desktop.services.imports import Choice

        return Choice(self.parts.references(), dict(self._same))

    def _on_answered(self, read_id: str, child_id: str) -> None:
        self._same[read_id] = child_id
        self._look_again()

    def _on_winners(self) -> None:
        from iro_desktop.ui.dialogs.import_winners import WinnersDialog

        if self._preview is not None:
            dialog = WinnersDialog(self._operations, self._preview.deciding, self)
            dialog.decided.connect(self._look_again)
            dialog.open()

    def _on_import(self) -> None:
        if self._is_done:
            self.accept()
            return
        files, choice = self._files, self._choice()
        if files is None or self.is_running:
            return

        def work(workspace: Workspace, task: Task) -> ImportResult:
            from iro_desktop.services.imports import import_chosen

            return import_chosen(
                workspace, files, choice, progress=task.tell, cancelled=task.cancelled
            )

        self._run("Importing", work, self._on_imported)

    def _run(
        self,
        words: str,
        work: Callable[[Workspace, Task], T],
        done: Callable[[T], None],
    ) -> None:
        def on_done(found: T) -> None:
            self._task = None
            done(found)
            self._show_state()

        self._error.say("")
        self._task = self._operations.run_long(
            words,
            work,
            done=on_done,
            failed=self._on_failed,
            settled=self._on_settled,
            progressed=self._on_progressed,
            owner=self,
        )
        self._show_state()

    def _on_progressed(self, progress: Progress) -> None:
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        per_cent = f", {progress.done * 100 // progress.total}%" if progress.total else "…"
        self._step.setText(f"{progress.words}{per_cent}")
        self._bar.setAccessibleName(translated(progress.words))

    def _on_failed(self, error: UserError) -> None:
        self._task = None
        self._error.say(str(error))
        if not isinstance(error, CancelledError):
            self._forget()

    def _on_settled(self) -> None:
        self._task = None
        self._show_state()

    def _forget(self) -> None:
        self._files = self._preview = None
        self._same = {}
        self.parts.forget()

    def reject(self) -> None:
        """Cancel what is running, which then leaves everything as it was; else close."""
        if self._task is not None:
            self._task.cancel()
            self._cancel.setEnabled(False)
            self._cancel.setText("Cancelling…")
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Treat the window's own close button as Cancel."""
        if self._task is not None:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)

    # What it shows

    def show_preview(self, preview: ImportPreview) -> None:
        """Show what importing the files would do."""
        self._preview = preview
        self.parts.show_preview(preview)
        self._show_taken()
        self._show_state()
        if not self.parts.take_keyboard():
            self.primary.setFocus()
        announce(self, self.title.text())

    def _show_taken(self) -> None:
        """Say what importing those who are ticked would do."""
        if self._preview is not None and not self._is_done:
            self._show_headline(self._preview)
            self.primary.setEnabled(not self.is_running and self.parts.has_taken)

    def _show_headline(self, preview: ImportPreview) -> None:
        new, changed = self.parts.new.total(), self.parts.changed.total()
        children, total = self.parts.new.get("Child", 0), len(self.parts.children_part.taken())
        title, note = say_headline(preview, new, changed, children, total)
        self.title.setText(title)
        self.note.setText(note)

    def _on_imported(self, result: ImportResult) -> None:
        self.show_result(result)
        self.imported.emit(result)

    def show_result(self, result: ImportResult) -> None:
        """Show what the import did."""
        self._is_done = True
        self.title.setText(self._say.done)
        self.note.setText(say_result(result))
        self.parts.show_result(result)
        self._files = None
        announce(self, self.title.text())
        self._show_state()

    def _show_state(self) -> None:
        running, preview = self.is_running, self._preview
        self.parts.setEnabled(not running)
        for control in (self._choose, self._format, self._year, self.winners):
            control.setEnabled(not running)
            is_asked = (control is self._choose and self._through is None) or not self._only
            if control is self.winners:
                is_asked = preview is not None and bool(preview.deciding)
            control.setVisible(is_asked and not self._is_done)
        for part in (self._bar, self._step):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.setVisible(running)
        self.primary.setVisible(preview is not None)
        self.primary.setEnabled(not running and (self._is_done or self.parts.has_taken))
        self.primary.setText("&Close" if self._is_done else "&Import")
        self._cancel.setVisible(not self._is_done)
        self._cancel.setEnabled(True)
        self._cancel.setText("Cancel")
