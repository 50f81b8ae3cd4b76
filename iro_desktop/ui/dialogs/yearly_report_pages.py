"""The last step of a yearly report: its pages as they will be, in each of its forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.domain.yearly_report import YearlyReport
from iro_desktop.services.printing import Pages, pages_to_show
from iro_desktop.services.yearly_report import document_of
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.marked_label import MarkedLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.paper import PagesPreview
from iro_desktop.ui.scrolled import PageScroll
from iro_desktop.ui.theme import Status
from iro_desktop.ui.way_switch import WaySwitch
from iro_desktop.ui.words import translated


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the report: the words of its button, its kinds of file, and its ending."""

    key: str
    words: str
    save: str
    kinds: str
    ending: str
    note: str
    slides: bool = False


FORMS: Final = (
    Form(
        "word",
        "Word document",
        "&Save the Word document…",
        "Word documents (*.docx)",
        ".docx",
        "Word may break its pages elsewhere",
    ),
    Form("pdf", "PDF", "&Save the PDF…", "PDF files (*.pdf)", ".pdf", "Exactly these pages"),
    Form(
        "slides",
        "Slides",
        "&Save the slides…",
        "PDF files (*.pdf)",
        ", slides.pdf",
        "A page for each section, as a PDF",
        slides=True,
    ),
)


class PagesStep(QWidget):
    """Which form, and its pages under one another."""

    form_chosen = Signal()
    """Another form is shown now."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self._operations = operations
        self._report: YearlyReport | None = None
        self.pages: Pages | None = None
        self.ways = WaySwitch([(one.key, one.words) for one in FORMS], name="Form")
        self.ways.way_chosen.connect(self._on_chosen)
        self._note = BodyLabel(quiet=True)
        self._done = MarkedLabel(Status.FINE, "")
        self._done.hide()
        self.preview = PagesPreview()
        self.sheets = PageScroll(self.preview, takes_keyboard=True)
        line = QHBoxLayout()
        line.setSpacing(theme.space(4))
        line.addWidget(self.ways)
        line.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addLayout(line)
        column.addWidget(self._done)
        column.addWidget(self.sheets, 1)

    @property
    def form(self) -> Form:
        """The form that is chosen."""
        return next(one for one in FORMS if one.key == self.ways.chosen())

    def show_report(self, report: YearlyReport) -> None:
        """Show the pages of a report; they are set off this thread."""
        self._report = report
        self._done.hide()
        self._set()

    def _on_chosen(self) -> None:
        self.form_chosen.emit()
        self._set()

    def _set(self) -> None:
        report, form = self._report, self.form
        if report is None:
            return
        self.pages = None
        self._note.setText("Setting the pages…")

        def work(_: object) -> Pages:
            in_rows = form.key != "word"
            return pages_to_show(document_of(report, slides=form.slides, charts_in_rows=in_rows))

        self._operations.read(work, done=self._on_set, replaces=id(self), owner=self)

    def _on_set(self, pages: Pages) -> None:
        self.pages = pages
        self.preview.show_pages(pages)
        self.sheets.verticalScrollBar().setValue(0)
        number = counted(len(pages.pictures), "slide" if self.form.slides else "page")
        self._note.setText(f"{number}. {self.form.note}.")
        self.sheets.setAccessibleName(f"{self.form.words} as it will be, {number}")
        self.sheets.setAccessibleDescription(pages.text)
        announce(self, f"{self.form.words}, {number}")

    def say_done(self, words: str) -> None:
        """Say what was written."""
        self._done.set_status(Status.FINE, words)
        self._done.setAccessibleName(translated(words))
        self._done.show()

    def take_keyboard(self) -> None:
        """Begin with the pages."""
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
