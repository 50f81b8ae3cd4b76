"""The help window: the guide beside the work, which goes on in the other windows."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from iro_desktop.domain.guide import INDEX, Guide, Target
from iro_desktop.services.guide import shipped_guide
from iro_desktop.ui import icons, theme
from iro_desktop.ui.actions import IN_HELP
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, button_row
from iro_desktop.ui.help_contents import HelpContents
from iro_desktop.ui.help_text import HelpText
from iro_desktop.ui.labels import BodyLabel
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.words import translated

_LETTERS_WIDE: Final = 142
_LETTERS_TALL: Final = 96
_SIDE_LETTERS: Final = 42
_OF_SCREEN: Final = 0.9
_OUTSIDE: Final = "The program opens no web pages. The address is {}"


class HelpWindow(ReadInOrder, QWidget):
    """Contents and search on the left, the page on the right. Nothing in it is about a child.

    It has no parent: a window over which a dialog stands takes no keys, and help is wanted there.
    Closing it only hides it.
    """

    def __init__(self, guide: Guide | None = None) -> None:
        super().__init__()
        self._guide = guide or shipped_guide()
        self.setWindowTitle(translated("IRO Desktop: help"))
        self.setWindowIcon(icons.program_icon())
        self.contents = HelpContents(self._guide)
        self.text = HelpText(self._guide)
        self.note = BodyLabel()
        self.note.hide()
        self._make_buttons()
        self._lay_out()
        self.contents.chosen.connect(self._on_chosen)
        self.text.page_shown.connect(self._on_page)
        self.text.outside_asked.connect(self._on_outside)
        self._take_keys()
        self.resize(self.sizeHint())

    def _make_buttons(self) -> None:
        self.back = Button("&Back", icon="back")
        self.forward = Button("&Forward", icon="forward")
        self.all_pages = Button("&All pages")
        self.print = Button("&Print…", icon="print")
        self.back.clicked.connect(self.text.go_back)
        self.forward.clicked.connect(self.text.go_forward)
        self.all_pages.clicked.connect(partial(self.show_page, INDEX))
        self.print.clicked.connect(self._on_print)

    def _lay_out(self) -> None:
        page = QVBoxLayout()
        page.setSpacing(theme.space(2))
        page.addWidget(self.note)
        page.addWidget(self.text, 1)
        both = QHBoxLayout()
        both.setSpacing(theme.space(4))
        both.addWidget(self.contents)
        both.addLayout(page, 1)
        close = Button("&Close")
        close.clicked.connect(self.close)
        head = QHBoxLayout()
        head.addWidget(button_row(self.back, self.forward, self.all_pages, self.print), 1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        edge = theme.space(4)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space(3))
        column.addLayout(head)
        column.addLayout(both, 1)

    def _take_keys(self) -> None:
        does = {
            "search": self._on_search,
            "back": self.text.go_back,
            "forward": self.text.go_forward,
            "all_pages": partial(self.show_page, INDEX),
            "print": self._on_print,
            "close": self._on_escape,
        }
        for key, (keys, _) in IN_HELP.items():
            QShortcut(QKeySequence(keys), self).activated.connect(does[key])

    def sizeHint(self) -> QSize:
        """Return the size at which a page is good to read, within the screen."""
        letter = self.fontMetrics().averageCharWidth()
        wanted = QSize(letter * _LETTERS_WIDE, letter * _LETTERS_TALL)
        return wanted.boundedTo(self.screen().availableSize() * _OF_SCREEN)

    # Showing

    def show_page(self, page: str) -> None:
        """Show a page and bring the window to the front, the keyboard in the page."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.show_page(page)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side what its lines need, and never more than a third."""
        super().resizeEvent(event)
        letter = self.contents.list.fontMetrics().averageCharWidth()
        self.contents.setFixedWidth(min(letter * _SIDE_LETTERS, self.width() // 3))

    def _on_page(self, page: str) -> None:
        self.note.hide()
        self.contents.mark_page(page)
        # A button that is turned off would drop the keyboard.
        if not self.text.can_go_back and self.back.hasFocus():
            self.text.setFocus()
        if not self.text.can_go_forward and self.forward.hasFocus():
            self.text.setFocus()
        self.back.setEnabled(self.text.can_go_back)
        self.forward.setEnabled(self.text.can_go_forward)

    def _on_chosen(self, target: Target, typed: str) -> None:
        self.text.show_target(target, typed)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_outside(self, address: str) -> None:
        self.note.setText(_OUTSIDE.format(address))
        self.note.show()
        announce(self.note, self.note.text())

    def _on_search(self) -> None:
        self.contents.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.contents.line.selectAll()

    def _on_escape(self) -> None:
        if self.contents.line.hasFocus() and self.contents.clear_search():
            return
        self.close()

    def _on_print(self) -> None:
        # Only here: printing is rare, and its library need not be loaded for it.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._guide.title(self.text.page))
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.text.print_on(printer))
        dialog.setModal(True)
        dialog.show()
