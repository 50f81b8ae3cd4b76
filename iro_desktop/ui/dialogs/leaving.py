"""What leaves as a file: of which days, exactly what it is, and where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.words import counted
from iro_desktop.services.leaving import FORMS, Asked, Leaving, LeavingRow
from iro_desktop.services.summary import summary_spans
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import SectionHeader
from iro_desktop.ui.choosing_files import choose_folder_for, choose_where
from iro_desktop.ui.help_topics import WAYS_OUT
from iro_desktop.ui.labels import BodyLabel, SecondaryLabel
from iro_desktop.ui.list_dialog import ListDialog
from iro_desktop.ui.measure_controls import StillCombo, named
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.paper import PagesPreview
from iro_desktop.ui.scrolled import PageScroll, ScrolledPage
from iro_desktop.ui.table_model import Column
from iro_desktop.ui.words import all_translated, translated

_SHARED: Final = "For sharing outside the service: small counts hidden"
_COUNTING: Final = "Making it ready to be seen"
_FOOT: Final = "Nothing leaves before you have said where it goes. The view log keeps that it did."


class LeavingDialog(ListDialog[LeavingRow]):
    """What it is on the left, and beside it all that is in it, as rows or as pages."""

    letters = (150, 92)

    said = Signal(str)
    """What was written, for the window to say."""

    def __init__(self, operations: Operations, key: str, parent: QWidget | None = None) -> None:
        self._form = form = FORMS[key]
        first: Column[LeavingRow] = Column(
            form.heads[0], text=lambda row: row.what, detail=lambda row: row.detail, stretch=5
        )
        columns = (first, *(_column(at, head) for at, head in enumerate(form.heads[1:])))
        super().__init__(
            operations, form.title, columns, lambda row: row.number, parent, name="What will leave"
        )
        self.help_topic = WAYS_OUT.get(key, "")
        self._leaving: Leaving | None = None
        self._asked = 0
        self._spans = summary_spans(operations.session.today)
        self.span = StillCombo("Period")
        words = [one.words for one in self._spans]
        self.span.addItems(all_translated(words))
        self.span.setCurrentIndex(words.index(form.usual) if form.usual in words else 0)
        self.shared = QCheckBox(translated(_SHARED))
        self.shared.setVisible(form.may_share)
        self.pages = PagesPreview()
        self.lines = QVBoxLayout()
        self._error = ErrorLabel()
        act = "&Save…" if form.kinds else "&Choose a folder…"
        self.export = Button(act, Kind.PRIMARY)
        self._lay_out()
        self.span.currentIndexChanged.connect(self._make)
        self.shared.toggled.connect(self._make)
        self.export.clicked.connect(self._ask_where)
        self._make()

    def _lay_out(self) -> None:
        asks = QWidget()
        line = QHBoxLayout(asks)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(5))
        line.addWidget(named(self.span))
        line.addWidget(self.shared)
        line.addStretch(1)
        asks.setVisible(self._form.of_period)
        page = ScrolledPage()
        self.lines.setContentsMargins(0, 0, theme.space(2), 0)
        self.lines.setSpacing(theme.space(2))
        page.setLayout(self.lines)
        about = PageScroll(page, takes_keyboard=True)
        about.setAccessibleName(translated("About what will leave"))
        self.sheets = PageScroll(self.pages, takes_keyboard=True)
        self.sheets.hide()
        right = QVBoxLayout()
        right.setSpacing(theme.space(2))
        self._count = SectionHeader("What is in it")
        right.addWidget(self._count)
        right.addWidget(self.table, 1)
        right.addWidget(self.sheets, 1)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(5))
        row.addWidget(about, 2)
        row.addLayout(right, 5)
        self.add(asks)
        self.add(both, 1)
        self.add(self._error)
        self.add_foot(SecondaryLabel(_FOOT), self.export)
        self.header.set_text(self._form.title, f"{_COUNTING}…")

    def begin(self) -> None:
        """Begin with the period where one is asked for, else in what will leave."""
        first = self.span if self._form.of_period else self.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self) -> None:
        """Make ready what will leave by what is chosen."""
        self._asked += 1
        number, make = self._asked, self._form.make
        asked = Asked(self._spans[self.span.currentIndex()].period, self.shared.isChecked())
        self._leaving = None
        self.export.setEnabled(False)
        self._error.say("")
        self.header.set_text(self._form.title, f"{_COUNTING}…")
        self._operations.run(
            lambda workspace: make(workspace, asked),
            done=lambda leaving: self._show(leaving, number),
            failed=self._on_failed,
            owner=self,
        )

    def _show(self, leaving: Leaving, number: int) -> None:
        if number != self._asked:
            return  # something else was chosen meanwhile
        self._leaving = leaving
        self.header.set_text(
            self._form.title, "What will leave: everything below, and nothing else"
        )
        self._show_lines(leaving)
        self.rows.set_rows(leaving.rows)
        self.table.select_first()
        self.table.setVisible(leaving.pages is None)
        self.sheets.setVisible(leaving.pages is not None)
        if leaving.pages is None:
            self._count.set_text(counted(len(leaving.rows), "line"))
        else:
            self.pages.show_pages(leaving.pages)
            number_of = counted(len(leaving.pages.pictures), "page")
            self._count.set_text(f"{number_of} of A4")
            self.sheets.setAccessibleName(f"The pages as they will leave, {number_of}")
            self.sheets.setAccessibleDescription(leaving.pages.text)
        self.export.setEnabled(bool(leaving.rows))

    def _show_lines(self, leaving: Leaving) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for sentence in leaving.lines:
            self.lines.addWidget(BodyLabel(sentence))
        self.lines.addStretch(1)

    def _ask_where(self) -> None:
        leaving = self._leaving
        if leaving is None:
            return
        if leaving.name:
            choose_where(self, self._form.title, self._form.kinds, leaving.name, self.save_to)
        else:
            choose_folder_for(self, f"{self._form.title}: where to", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write what is shown, and say what was written."""
        leaving = self._leaving
        if leaving is None:
            return
        self._error.say("")
        self.export.setEnabled(False)
        self._operations.run(
            lambda workspace: leaving.write(workspace, path),
            done=self._on_written,
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


def _column(at: int, head: str) -> Column[LeavingRow]:
    return Column(head, text=lambda row: row.cells[at], stretch=2)
