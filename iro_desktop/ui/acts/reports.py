"""What leaves as a file: opens the dialog that shows it first, and says what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_desktop.ui.pages import TEAM

if TYPE_CHECKING:
    from iro_desktop.services.team import OpenedTeam
    from iro_desktop.ui.main_window import MainWindow


class ReportActs:
    """Opens the dialogs of the Reports page."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._operations = window.operations

    def leave(self, key: str) -> None:
        """Show what would leave by one of the ways out, and write it."""
        from iro_desktop.ui.dialogs.leaving import LeavingDialog

        dialog = LeavingDialog(self._operations, key, self._window)
        dialog.said.connect(self._window.messages.show_notice)
        dialog.open()

    def yearly(self) -> None:
        """Make the yearly report, step by step."""
        from iro_desktop.ui.dialogs.yearly_report import YearlyReportDialog

        dialog = YearlyReportDialog(self._operations, self._window, team=self._team())
        dialog.said.connect(self._window.messages.show_notice)
        dialog.open()

    def _team(self) -> OpenedTeam | None:
        """Return the team that the Team page has open."""
        from iro_desktop.ui.views.team import TeamView

        page = self._window.pages.made(TEAM)
        return page.opened if isinstance(page, TeamView) else None
