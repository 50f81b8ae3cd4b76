"""Importing files: choose them, see what would change, then import or leave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import CancelledError, UserError
from iro_desktop.domain.words import counted, say_number
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind, button_row
from iro_desktop.ui.cards import SectionHeader, Separator
from iro_desktop.ui.dialogs.import_tables import (
    COUNTS,
    PROBLEMS,
    CountRow,
    ProblemRow,
    counts_of,
    problems_of,
)
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel, TitleLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tasks import Progress, Task

if TYPE_CHECKING:
    from iro_desktop.services.imports import ImportResult
    from iro_desktop.services.workspace import Workspace

_LETTERS_WIDE: Final = 104


@dataclass(frozen=True, slots=True)
class _Words:
    """What the dialog says of the files that it reads."""

    title: str
    first: str
    choose: str
    files: str
    done: str


_RETURN: Final = _Words(
    title="Import a return",
    first=(
        "Choose all files of one collection year together: the CSV files of the return, its one "
        "XML file, or the workbook of an Annex A. You see what would change before anything does."
    ),
    choose="Choose the files of one year",
    files="Returns (*.csv *.xml *.txt *.xlsx *.xlsm *.xls);;All files (*)",
    done="The return is imported",
)
_COMPARATORS: Final = _Words(
    title="Import comparators",
    first=(
        "Choose a CSV file with the columns year (the one that ends on 31 March), area, kind (own, "
        "neighbour, region or country), measure, value and source. You see what would change "
        "before anything does."
    ),
    choose="Choose a table of comparators",
    files="Tables (*.csv *.txt);;All files (*)",
    done="The comparators are imported",
)
_WORDS: Final = {"comparators": _COMPARATORS}
_CHILD_COLUMN: Final = 1
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
_NOTHING: Final = "All of it is in your file already."
_BEFORE: Final = (
    "Nothing is changed yet. A backup is made before the import, and undo takes it back."
)
_MOST_PROBLEMS: Final = 2000


class ImportDialog(QDialog):
    """Reads files, shows what they would do, and imports them in one commit.

    With ``only`` it reads files of this one format, and asks for neither format nor year.
    """

    imported = Signal(object)
    """The ImportResult, once it is in the store."""

    def __init__(
        self, operations: Operations, parent: QWidget | None = None, *, only: str = ""
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._only = only
        self._say = _WORDS.get(only, _RETURN)
        self._paths: tuple[Path, ...] = ()
        self._task: Task | None = None
        self._is_done = False
        self.setWindowTitle(self._say.title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_widgets()
        self._lay_out()
        self._show_state()

    # What it is made of

    def _make_widgets(self) -> None:
        self._title = TitleLabel(self._say.title)
        self._words = BodyLabel(self._say.first, quiet=True)
        self._format = QComboBox()
        self._format.setAccessibleName("What the files are")
        for key, words in _FORMATS:
            self._format.addItem(words, key)
        self._year = QComboBox()
        self._year.setAccessibleName("Year ending 31 March")
        self._year.addItem(_ANY_YEAR, None)
        for year in range(self._operations.session.today.year + 1, _OLDEST_YEAR, -1):
            self._year.addItem(f"Year to 31 March {year}", year)
        self._format.activated.connect(self._preview)
        self._year.activated.connect(self._preview)
        self._choose = Button("Choose &files…", icon="import")
        self._choose.clicked.connect(self._on_choose)
        self._error = ErrorLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = SecondaryLabel()
        self._count_model = TableModel[CountRow](COUNTS, key=lambda row: row.words, parent=self)
        self._counts = TableView(self._count_model, name="What would change")
        self._counts.fit_height(on=True)
        self._notes = SecondaryLabel()
        self._problems_header = SectionHeader("")
        self._problem_model = TableModel[ProblemRow](
            PROBLEMS, key=lambda row: row.number, parent=self
        )
        self._problems = TableView(self._problem_model, name="Rows to look at")
        self._problems.setMinimumHeight(theme.space(60))
        self._problems.show_column(_CHILD_COLUMN, shown=not self._only)
        self._import = Button("&Import", Kind.PRIMARY)
        self._import.clicked.connect(self._on_import)
        self._cancel = Button("Cancel")
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("plain", True)
        body = QVBoxLayout(page)
        side = theme.space(6)
        body.setContentsMargins(side, theme.space(4), side, theme.space(4))
        body.setSpacing(theme.space(3))
        body.addWidget(button_row(self._choose, self._format, self._year))
        for widget in (
            self._error,
            self._counts,
            self._notes,
            self._problems_header,
            self._problems,
        ):
            body.addWidget(widget)
        body.addStretch()
        scroll = QScrollArea()
        scroll.setProperty("plain", True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        head = QVBoxLayout()
        head.setContentsMargins(side, theme.space(4), side, theme.space(3))
        head.setSpacing(theme.space(1))
        head.addWidget(self._title)
        head.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Separator())
        column.addWidget(scroll, 1)
        column.addWidget(Separator())
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        progress = QVBoxLayout()
        progress.setSpacing(theme.space(1))
        progress.addWidget(self._step)
        progress.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space(6), theme.space(3), theme.space(6), theme.space(3))
        foot.setSpacing(theme.space(2))
        foot.addLayout(progress, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._import)
        return foot

    def open(self) -> None:
        """Show the dialog in its own size: Qt itself would make it smaller."""
        self.resize(self.sizeHint())
        super().open()

    def sizeHint(self) -> QSize:
        """Return a size at which the preview is seen whole, within the screen."""
        width = self.fontMetrics().averageCharWidth() * _LETTERS_WIDE
        height = theme.space(200 if self._count_model.total else 64)
        return QSize(width, height).boundedTo(self.screen().availableSize() * 0.9)

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
        """Return how many of one kind ("Children") are new and changed in what is shown."""
        found = (row for row in self._count_model.all_rows() if row.words == words)
        return next(((row.new, row.changed) for row in found), (0, 0))

    def choose(self, paths: Sequence[Path]) -> None:
        """Take these files and show what importing them would do."""
        self._paths = tuple(paths)
        if paths and all(path.suffix.lower() in _WORKBOOKS for path in paths):
            self._format.setCurrentIndex(self._format.findData("annex-a"))
        self._preview()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self._say.choose, "", self._say.files)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.choose([Path(name) for name in names]))
        dialog.setModal(True)
        dialog.show()

    def _preview(self) -> None:
        if self._paths and not self.is_running:
            self._run("Reading the files", dry_run=True)

    def _on_import(self) -> None:
        if self._is_done:
            self.accept()
        elif not self.is_running:
            self._run("Importing", dry_run=False)

    def _run(self, words: str, *, dry_run: bool) -> None:
        fmt = self._only or self._format.currentData()
        year, paths = self._year.currentData(), self._paths

        def work(workspace: Workspace, task: Task) -> ImportResult:
            from iro_desktop.services.imports import run_import

            return run_import(
                workspace,
                fmt,
                paths,
                year=year,
                dry_run=dry_run,
                progress=task.tell,
                cancelled=task.cancelled,
            )

        self._error.say("")
        self._task = self._operations.run_long(
            words,
            work,
            done=self._on_done,
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
        self._bar.setAccessibleName(progress.words)

    def _on_done(self, result: ImportResult) -> None:
        self._task = None
        self._show_result(result)
        if not result.dry_run:
            self._is_done = True
            self.imported.emit(result)
        self._show_state()

    def _on_failed(self, error: UserError) -> None:
        self._task = None
        self._error.say(str(error))
        if not isinstance(error, CancelledError):
            self._count_model.set_rows(())
            self._problem_model.set_rows(())

    def _on_settled(self) -> None:
        self._task = None
        self._show_state()

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

    def _show_result(self, result: ImportResult) -> None:
        self._count_model.set_rows(counts_of(result))
        self._problem_model.set_rows(problems_of(result, _MOST_PROBLEMS))
        self._notes.setText(" ".join(result.notes))
        found = len(result.problems)
        more = (
            f", the first {say_number(_MOST_PROBLEMS)} are shown" if found > _MOST_PROBLEMS else ""
        )
        self._problems_header.set_text(
            f"{counted(found, 'row')} to look at{more}",
            "They are imported as far as they can be; a row that cannot be understood is left out.",
        )
        new, changed = sum(result.new.values()), sum(result.changed.values())
        children = result.new.get("Child", 0)
        records = f"{counted(new, 'record')} new, {say_number(changed)} changed"
        year = f", year to 31 March {result.year}" if result.year else ""
        if not result.dry_run:
            self._title.setText(self._say.done)
            self._words.setText(f"{records}{year}. Undo takes it back.")
        elif new == changed == 0:
            self._title.setText("Nothing would change")
            self._words.setText(_NOTHING)
        else:
            who = counted(children, "new child", "new children")
            self._title.setText(who if children else f"{records}{year}")
            self._words.setText(f"{records}{year}. {_BEFORE}" if children else _BEFORE)
        announce(self, self._title.text())

    def _show_state(self) -> None:
        running = self.is_running
        has_preview = bool(self._count_model.total)
        for widget in (self._counts, self._notes):
            widget.setVisible(has_preview)
        self._problems_header.setVisible(bool(self._problem_model.total))
        self._problems.setVisible(bool(self._problem_model.total))
        for control in (self._choose, self._format, self._year):
            control.setEnabled(not running)
            is_asked = control is self._choose or not self._only
            control.setVisible(is_asked and not self._is_done)
        for part in (self._bar, self._step):
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.setVisible(running)
        self._import.setVisible(has_preview)
        self._import.setEnabled(not running)
        self._import.setText("&Close" if self._is_done else "&Import")
        self._cancel.setVisible(not self._is_done)
        self._cancel.setEnabled(True)
        self._cancel.setText("Cancel")
        if not running and has_preview:
            self.resize(self.size().expandedTo(self.sizeHint()))
            self._import.setFocus()
