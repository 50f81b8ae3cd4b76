"""Any document that can be printed: seen page by page, then printed or saved as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.paper import Document
from iro_desktop.domain.records import About
from iro_desktop.domain.words import counted
from iro_desktop.services.diary_export import utc_now
from iro_desktop.services.printing import (
    CLASSIFICATIONS,
    Pages,
    Printable,
    classified,
    note_printed,
    pages_to_print,
    pages_to_show,
    write_pdf,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.fields import CodeEditor
from iro_desktop.ui.fields.tick import TickEditor
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.paper import PagesPreview, print_pages
from iro_desktop.ui.scrolled import PageScroll
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.sized_dialog import SizedDialog

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PDFS: Final = "PDF files (*.pdf)"
_ENDING: Final = ".pdf"
_OF_SCREEN: Final = 0.92
_LETTERS_WIDE: Final = 110
_FOOT: Final = "At the foot of each page"


class DocumentDialog(SizedDialog):
    """Shows the pages; the classification at their foot is remembered for the next document.

    Names are asked for each time: nobody is named on paper because somebody else once was.
    """

    said = Signal(str)
    """What was done with the document, for the window to say."""

    def __init__(
        self,
        operations: Operations,
        printable: Printable,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(printable.name, parent)
        self._operations = operations
        self._printable = printable
        self._settings = settings
        self.pages: Pages | None = None
        self._size = printable.document(False).size_mm
        self.header = PageHeader(printable.name)
        self.preview = PagesPreview()
        self.classification = CodeEditor(
            About("classification", _FOOT, "code"), [(one, one) for one in CLASSIFICATIONS]
        )
        self.classification.name(_FOOT)
        self.classification.set_value(settings.classification or CLASSIFICATIONS[0])
        self.names = TickEditor(About("names", "With names", "yes_no"))
        self.names.setVisible(printable.may_name)
        self._problem = ErrorLabel()
        self._print = Button("&Print…", Kind.PRIMARY)
        self._save = Button("Save as P&DF…")
        self._close = Button("Close")
        self.classification.changed.connect(self._on_classified)
        self.names.changed.connect(self._draw)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self._draw()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.space(6)
        column.setContentsMargins(edge, theme.space(4), edge, theme.space(4))
        column.setSpacing(theme.space(3))
        column.addWidget(self.header)
        self.sheets = PageScroll(self.preview, takes_keyboard=True)
        column.addWidget(self.sheets, 1)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        label = SecondaryLabel(_FOOT)
        label.setWordWrap(False)
        label.setBuddy(self.classification.target())
        foot.addWidget(label)
        foot.addWidget(self.classification, 1)
        foot.addSpacing(theme.space(2))
        foot.addWidget(self.names)
        foot.addStretch()
        for button in (self._close, self._save, self._print):
            foot.addWidget(button)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Return room for a page that can be read, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wide, high = self._size
        longest = letter * _LETTERS_WIDE
        wanted = QSize(round(longest * max(1, wide / high)), longest)
        return wanted.boundedTo(self.screen().availableSize() * _OF_SCREEN)

    def begin(self) -> None:
        """Put the keyboard on the pages."""
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it shows

    def _document(self) -> Document:
        document = self._printable.document(self.names.value() is True)
        return classified(document, str(self.classification.value()))

    def _draw(self) -> None:
        document = self._document()
        if self.pages is None:
            self.header.set_text(self._printable.name, "Setting the pages")
        self._of = "" if document.foot == self._printable.name else f"{document.foot}, "
        self._operations.read(
            lambda _: pages_to_show(document), done=self._on_set, replaces=id(self), owner=self
        )

    def _on_set(self, pages: Pages) -> None:
        self.pages = pages
        self.preview.show_pages(pages)
        number = counted(len(pages.pictures), "page")
        said = f"Only the first {number} of A4 are shown" if pages.is_part else f"{number} of A4"
        self.header.set_text(self._printable.name, f"{self._of}{said}")
        self.sheets.setAccessibleName(f"{self._printable.name} as it will be printed, {number}")
        self.sheets.setAccessibleDescription(pages.text)

    def _on_classified(self) -> None:
        self._settings.classification = str(self.classification.value())
        self._draw()

    # Where it goes

    def _on_print(self) -> None:
        # Only here: printing is rare, and its library need not be loaded for it.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._printable.name)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.setModal(True)
        dialog.show()

    def _print_on(self, printer: QPrinter) -> None:
        document, name, child_id = self._document(), self._printable.name, self._printable.child_id

        def on_set(pages: Pages) -> None:
            print_pages(pages, printer)
            self._operations.run(
                lambda workspace: note_printed(workspace, name, "print", child_id),
                done=lambda _: self._finish("Sent to the printer."),
                owner=self,
            )

        self._problem.say("")
        self._operations.read(
            lambda _: pages_to_print(document),
            done=on_set,
            failed=self._on_failed,
            owner=self,
        )

    def _on_save(self) -> None:
        on = self._document().on.isoformat()
        choose_where(
            self, "Save as PDF", _PDFS, f"{self._printable.name} {on}{_ENDING}", self.save_to
        )

    def save_to(self, path: Path) -> None:
        """Write the document as a PDF, and say where it is."""
        document, name, child_id = self._document(), self._printable.name, self._printable.child_id
        self._problem.say("")
        self._operations.run(
            lambda workspace: write_pdf(
                workspace, document, path, at=utc_now(), name=name, child_id=child_id
            ),
            done=lambda written: self._finish(
                f"{name} saved as {written.name}: a PDF is not encrypted."
            ),
            failed=self._on_failed,
            owner=self,
        )

    def _on_failed(self, error: UserError) -> None:
        self._problem.say(str(error))

    def _finish(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)
        self.accept()
