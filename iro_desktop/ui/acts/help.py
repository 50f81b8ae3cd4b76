"""Where help is: every key, the handbook, and what the program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iro_desktop.ui.main_window import MainWindow


class HelpActs:
    """Opens the dialogs that explain."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def keys(self) -> None:
        """Show every key."""
        from iro_desktop.ui.dialogs.keys import KeysDialog

        KeysDialog(self._window).open()

    def handbook(self) -> None:
        """Show what the law and the handbook say."""
        from iro_desktop.ui.dialogs.handbook import HandbookDialog

        HandbookDialog(self._window).open()

    def fault_reports(self) -> None:
        """List the reports of faults of the program."""
        from iro_desktop.ui.dialogs.fault_reports import FaultReportsDialog

        FaultReportsDialog(self._window.operations, self._window).open()

    def about(self) -> None:
        """Show what the program is."""
        from iro_desktop.ui.dialogs.about import AboutDialog

        AboutDialog(self._window.operations, self._window).open()
