"""What can be printed: the caseload list, and a child's sheet, review pack and letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from iro_desktop.ui.acts.several import NO_CHILD
from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.settings import Settings
from iro_desktop.ui.views.caseload import CaseloadView

if TYPE_CHECKING:
    from iro_desktop.services.printing import Printable
    from iro_desktop.ui.main_window import MainWindow


class PrintActs:
    """Opens the pages of documents, over the main window or the dialog that asked for them."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings
        self._operations = window.operations
        self._of: dict[str, Callable[[str], None]] = {
            "sheet": self.sheet,
            "pack": self.pack,
            "letter": self.letter,
        }
        self._operations.print_asked.connect(self._on_asked)

    def shown(self) -> None:
        """Print what is shown: the caseload as it is filtered, elsewhere the child's sheet."""
        pages = self._window.pages
        if pages.key == CASELOAD:
            self.caseload()
        elif pages.child_id:
            self.sheet(pages.child_id)
        else:
            self._window.messages.show_error(NO_CHILD)

    def caseload(self) -> None:
        """Print the caseload as its view shows it."""
        page = self._window.pages.page(CASELOAD)
        if isinstance(page, CaseloadView):
            self._open(page.printable())

    def sheet(self, child_id: str) -> None:
        """Print a child's sheet for supervision."""
        from iro_desktop.services.child_sheet import printable_sheet

        now = self._operations.session
        self._open(printable_sheet(now.snapshot, now.practice, child_id, now.today))

    def pack(self, child_id: str) -> None:
        """Print what an IRO takes into a child's next review."""
        from iro_desktop.services.review_pack import printable_pack

        now = self._operations.session
        self._open(printable_pack(now.snapshot, now.practice, child_id, now.today))

    def letter(self, escalation_id: str) -> None:
        """Print a challenge as a letter to who is to answer it."""
        from iro_desktop.services.escalation_letter import printable_letter

        now = self._operations.session
        self._open(printable_letter(now.snapshot, now.practice, escalation_id, now.today))

    def _on_asked(self, what: str, of: str) -> None:
        self._of[what](of)

    def _open(self, printable: Printable | None) -> None:
        from iro_desktop.ui.dialogs.document import DocumentDialog

        if printable is None:
            return  # deleted in the meantime
        over: QWidget = QApplication.activeModalWidget() or self._window
        dialog = DocumentDialog(self._operations, printable, self._settings, over)
        dialog.said.connect(self._window.messages.show_notice)
        dialog.open()
