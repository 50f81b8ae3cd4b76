"""Where help is: the guide in its own window, and what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from iro_desktop.ui.help_key import HelpKey

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow

KEYS: Final = "guide/keys.md"
HANDBOOK: Final = "guide/measures/index.md"
GLOSSARY: Final = "guide/glossary.md"
CHANGES: Final = "changelog.md"


class HelpActs:
    """Opens the pages that explain."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.key = HelpKey(window, self._part)
        window.closed.connect(self.key.close_help)
        window.lock_asked.connect(self.key.close_help)

    def here(self) -> None:
        """Show the page that fits where one is."""
        self.key.show_here()

    def contents(self) -> None:
        """Show all pages."""
        from iro_desktop.domain.guide import INDEX

        self.key.show_page(INDEX)

    def keys(self) -> None:
        """Show every key."""
        self.key.show_page(KEYS)

    def handbook(self) -> None:
        """Show what each measure counts, and how."""
        self.key.show_page(HANDBOOK)

    def glossary(self) -> None:
        """Show the words of practice."""
        self.key.show_page(GLOSSARY)

    def changes(self) -> None:
        """Show what is new."""
        self.key.show_page(CHANGES)

    def fault_reports(self) -> None:
        """List the reports of faults of the program."""
        from iro_desktop.ui.dialogs.fault_reports import FaultReportsDialog

        FaultReportsDialog(self._window.operations, self._window).open()

    def about(self) -> None:
        """Show what the program is."""
        from iro_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window.operations, self._window).open()

    def _part(self) -> QObject:
        """Return where one is: in the charts, or on a page."""
        focus = QApplication.focusWidget()
        if focus is not None and self._window.charts.isAncestorOf(focus):
            return self._window.charts
        return self._window.pages.page(self._window.pages.key)
