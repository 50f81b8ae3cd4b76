"""The summary for a team lead: the period, exactly what will leave, then where the file goes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.measures import Period
from iro_desktop.domain.words import counted
from iro_desktop.services.summary import (
    HELD,
    ContentLine,
    SummaryContents,
    export_summary,
    now,
    said_of,
    summary_contents,
    summary_spans,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.table_model import Column

_FILES: Final = "Summaries of IRO Desktop (*.irosummary)"
_TITLE: Final = "Export a summary"
_SPAN_LETTERS: Final = 28

_LINES: Final[tuple[Column[ContentLine], ...]] = (
    Column("Measure", text=lambda row: row.title, stretch=3),
    Column("Last month", text=lambda row: row.latest, stretch=2),
    Column("All its months", text=lambda row: row.whole, stretch=2),
)


class ExportSummaryDialog(ListDialog[ContentLine]):
    """What a summary says of itself on the left, and beside it what it counts."""

    letters = (150, 92)

    said = Signal(str)
    """What was written, for the window to say."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(
            operations,
            _TITLE,
            _LINES,
            lambda row: row.measure_id,
            parent,
            name="What the summary counts",
        )
        self._contents: SummaryContents | None = None
        self._spans = summary_spans(operations.session.today)
        self.span = QComboBox()
        self.span.setAccessibleName("Months")
        self.span.setMinimumContentsLength(_SPAN_LETTERS)
        self.span.addItems([one.words for one in self._spans])
        self.span.currentIndexChanged.connect(self._count)
        self.facts = QVBoxLayout()
        self._error = ErrorLabel()
        self.export = Button("&Export…", Kind.PRIMARY)
        self.export.clicked.connect(self._ask_where)
        self._lay_out()
        self._count()

    def _lay_out(self) -> None:
        period = QWidget()
        line = QHBoxLayout(period)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(2))
        label = BodyLabel("&Months")
        label.setBuddy(self.span)
        line.addWidget(label)
        line.addWidget(self.span)
        line.addStretch(1)
        page = ScrolledPage()
        self.facts.setContentsMargins(0, 0, theme.space(2), 0)
        self.facts.setSpacing(theme.space(1))
        page.setLayout(self.facts)
        right = QVBoxLayout()
        right.setSpacing(theme.space(2))
        self._counts = SectionHeader("What it counts")
        right.addWidget(self._counts)
        right.addWidget(self.table, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        about = PageScroll(page, takes_keyboard=True)
        about.setAccessibleName("About the summary")
        row.addWidget(about, 2)
        row.addLayout(right, 5)
        self.add(period)
        self.add(both, 1)
        self.add(self._error)
        self.add_foot(SecondaryLabel(HELD), self.export)

    def begin(self) -> None:
        """Begin with the months: all the rest follows from them."""
        self.span.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _period(self) -> Period:
        return self._spans[max(self.span.currentIndex(), 0)].period

    def _count(self) -> None:
        """Count what a summary of the chosen months holds."""
        self._contents = None
        self.export.setEnabled(False)
        self._error.say("")
        period, at = self._period, now()
        self._operations.run(
            lambda workspace: summary_contents(
                workspace, at=at, from_on=period.from_on, to_on=period.to_on
            ),
            done=self._show,
            failed=self._on_failed,
            owner=self,
        )

    def _show(self, contents: SummaryContents) -> None:
        summary, period = contents.summary, self._period
        if (summary.first_on, summary.last_on) != (period.from_on, period.to_on):
            return  # other months were chosen meanwhile
        self._contents = contents
        self.header.set_text(
            "What will leave", "Everything below, by month, part and district, and nothing else"
        )
        self._counts.set_text(
            f"{counted(len(contents.lines), 'measure')} by month",
            f"The last month is {contents.last_month}",
        )
        self.rows.set_rows(contents.lines)
        self.table.select_first()
        self._show_facts(contents)
        self.export.setEnabled(True)

    def _show_facts(self, contents: SummaryContents) -> None:
        while (item := self.facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for name, words in contents.facts:
            self.facts.addWidget(SecondaryLabel(name))
            self.facts.addWidget(BodyLabel(words))
            self.facts.addSpacing(theme.space(2))
        self.facts.addWidget(SecondaryLabel("What the figures rest on"))
        for sentence in contents.coverage:
            self.facts.addWidget(BodyLabel(sentence))
        self.facts.addStretch(1)

    def _ask_where(self) -> None:
        contents = self._contents
        if contents is not None:
            choose_where(self, _TITLE, _FILES, contents.file_name, self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the summary that is shown, and say where it is."""
        contents = self._contents
        if contents is None:
            return
        self._error.say("")
        self.export.setEnabled(False)
        self._operations.run(
            lambda workspace: export_summary(workspace, path, contents),
            done=lambda written: self._on_written(said_of(contents, written)),
            failed=self._on_failed,
            settled=lambda: self.export.setEnabled(True),
            owner=self,
        )

    def _on_written(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self._error.say(str(error))
