"""A child's sheet for supervision: seen as it will be printed, then printed or saved as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.errors import UserError
from iro_desktop.domain.records import About
from iro_desktop.domain.words import counted
from iro_desktop.services.child_sheet import (
    CLASSIFICATIONS,
    ChildSheet,
    child_sheet,
    note_sheet,
    write_sheet,
)
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import PageHeader
from iro_desktop.ui.choosing_files import choose_where
from iro_desktop.ui.fields import CodeEditor
from iro_desktop.ui.labels import SecondaryLabel
from iro_desktop.ui.messages import ErrorLabel
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.sheet import PAGE, SheetPages

_PDFS: Final = "PDF files (*.pdf)"
_ENDING: Final = ".pdf"
_BETWEEN: Final = 12
_OF_SCREEN: Final = 0.92
_LETTERS_WIDE: Final = 110


class SheetDialog(QDialog):
    """Shows the pages; the classification at their foot is remembered for the next sheet."""

    said = Signal(str)
    """What was done with the sheet, for the window to say."""

    def __init__(
        self,
        operations: Operations,
        sheet: ChildSheet,
        child_id: str,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._sheet = sheet
        self._child_id = child_id
        self._settings = settings
        self.setWindowTitle("Supervision sheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._header = PageHeader("Supervision sheet")
        self.preview = _Preview()
        self.classification = CodeEditor(
            About("classification", "At the foot of each page", "code"),
            [(one, one) for one in CLASSIFICATIONS],
        )
        self.classification.name("At the foot of each page")
        self.classification.set_value(settings.classification or CLASSIFICATIONS[0])
        self.classification.changed.connect(self._on_classified)
        self._problem = ErrorLabel()
        self._print = Button("&Print…", Kind.PRIMARY)
        self._save = Button("Save as P&DF…")
        self._close = Button("Close")
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
        column.addWidget(self._header)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.preview)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        label = SecondaryLabel("At the foot of each page")
        label.setWordWrap(False)
        label.setBuddy(self.classification.target())
        foot.addWidget(label)
        foot.addWidget(self.classification, 1)
        foot.addStretch()
        for button in (self._close, self._save, self._print):
            foot.addWidget(button)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        """Return room for a page that can be read, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wanted = QSize(letter * _LETTERS_WIDE, letter * _LETTERS_WIDE)
        return wanted.boundedTo(self.screen().availableSize() * _OF_SCREEN)

    def open(self) -> None:
        """Show the dialog over its window, with the keyboard on the pages."""
        self.resize(self.sizeHint())
        super().open()
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    # What it shows

    def _draw(self) -> None:
        self.pages = SheetPages(self._sheet, str(self.classification.value()))
        self.preview.show_pages(self.pages)
        pages = counted(self.pages.count, "page")
        self._header.set_text("Supervision sheet", f"{self._sheet.who}, {pages} of A4")
        self._scroll.setAccessibleName(f"The sheet as it will be printed, {pages}")
        self._scroll.setAccessibleDescription(self.pages.text)

    def _on_classified(self) -> None:
        self._settings.classification = str(self.classification.value())
        self._draw()

    # Where it goes

    def _on_print(self) -> None:
        # Only here: printing is rare, and its library need not be loaded for it.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Supervision sheet")
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def on_accepted() -> None:
            self.pages.print_on(printer)
            self._operations.run(
                lambda workspace: note_sheet(workspace, self._child_id, "print"),
                done=lambda _: self._finish("Sent to the printer."),
                owner=self,
            )

        dialog.accepted.connect(on_accepted)
        dialog.setModal(True)
        dialog.show()

    def _on_save(self) -> None:
        choose_where(
            self,
            "Save as PDF",
            _PDFS,
            f"Supervision sheet {self._sheet.on.isoformat()}{_ENDING}",
            self.save_to,
        )

    def save_to(self, path: Path) -> None:
        """Write the sheet as a PDF, and say where it is."""
        data, child_id = self.pages.as_pdf(), self._child_id
        self._problem.say("")
        self._operations.run(
            lambda workspace: write_sheet(workspace, child_id, path, data),
            done=lambda written: self._finish(
                f"The sheet is saved as {written.name}: a PDF is not encrypted."
            ),
            failed=self._on_failed,
            owner=self,
        )

    def _finish(self, words: str) -> None:
        announce(self, words)
        self.said.emit(words)
        self.accept()

    def _on_failed(self, error: UserError) -> None:
        self._problem.say(str(error))


class _Preview(QWidget):
    """The pages under one another, white in every theme, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: SheetPages | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pages(self, pages: SheetPages) -> None:
        """Show other pages."""
        self._pages = pages
        self.setMinimumHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return True: wider pages are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all pages at ``width``."""
        count = self._pages.count if self._pages else 0
        return round(count * (PAGE.height() * self._scale(width) + _BETWEEN))

    def sizeHint(self) -> QSize:
        """Return the size of the pages as large as on paper."""
        width = round(PAGE.width())
        return QSize(width, self.heightForWidth(width))

    def _scale(self, width: int) -> float:
        return max(1, width - 2) / PAGE.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that are in sight."""
        pages = self._pages
        if pages is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale(self.width())
        height = PAGE.height() * scale + _BETWEEN
        for number in range(pages.count):
            paper = QRectF(1, number * height, PAGE.width() * scale, PAGE.height() * scale)
            if not paper.intersects(QRectF(event.rect())):
                continue
            painter.setPen(QPen(QColor(theme.colours().line), 1))
            painter.setBrush(QColor("#FFFFFF"))
            painter.drawRect(paper.adjusted(0, 0.5, -0.5, -0.5))
            painter.save()
            painter.translate(paper.topLeft())
            painter.scale(scale, scale)
            pages.draw(painter, number)
            painter.restore()
        painter.end()


def open_sheet(
    operations: Operations, settings: Settings, child_id: str, parent: QWidget
) -> SheetDialog | None:
    """Open the sheet of a child; None where the child is no longer there."""
    session = operations.session
    sheet = child_sheet(session.snapshot, session.practice, child_id, session.today)
    if sheet is None:
        return None
    dialog = SheetDialog(operations, sheet, child_id, settings, parent)
    dialog.open()
    return dialog
