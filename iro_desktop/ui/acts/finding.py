"""What finds children and records: the line of Ctrl+K, and the filters of the caseload."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from iro_desktop.ui.pages import CASELOAD
from iro_desktop.ui.views.caseload import CaseloadView

if TYPE_CHECKING:
    from iro_desktop.services.finding import Index
    from iro_desktop.ui.main_window import MainWindow
    from iro_desktop.ui.palette import Goal


class FindingActs:
    """Leads to what is found; an action among it is done by ``do``."""

    def __init__(self, window: MainWindow, do: Callable[[str], None]) -> None:
        self._window = window
        self._operations = window.operations
        self._do = do
        self._index: Index | None = None

    def save_filter(self) -> None:
        """Save the filter that the caseload shows."""
        self._caseload().save_filter()

    def saved_filters(self) -> None:
        """List the saved filters."""
        self._caseload().open_saved_filters()

    def clear_filter(self) -> None:
        """Show the whole caseload again."""
        self._caseload().clear_filter()

    def _caseload(self) -> CaseloadView:
        """Go to the caseload, where one is not there already, and return it."""
        if self._window.pages.key != CASELOAD:
            self._window.show_view(CASELOAD)
        page = self._window.pages.page(CASELOAD)
        assert isinstance(page, CaseloadView)  # noqa: S101 - it is made under this key
        return page

    def palette(self) -> None:
        """Find anything: children, records, actions and saved filters."""
        from iro_desktop.services.finding import index
        from iro_desktop.services.saved_filters import saved_filters
        from iro_desktop.ui.palette import PaletteDialog

        window, earlier = self._window, self._index
        filters = saved_filters(self._operations.session.snapshot)
        dialog = PaletteDialog(window.menu_actions, filters, window)
        dialog.chosen.connect(self._go)

        def show(found: Index) -> None:
            self._index = found
            dialog.show_index(found)

        if earlier is not None:
            dialog.show_index(earlier)  # nearly always right, and there at once
        self._operations.read(
            lambda session: index(session.snapshot, session.practice, session.today, earlier),
            done=show,
            replaces="finding",
            owner=dialog,
        )
        dialog.open()

    def _go(self, goal: Goal) -> None:
        """Go where a line of the palette leads."""
        from iro_desktop.ui.views.child import ChildView

        if goal.action:
            self._do(goal.action)
        elif goal.filter:
            self._caseload().use_only(goal.filter)
        else:
            self._window.pages.show_child(goal.child_id)
            page = self._window.pages.page(self._window.pages.key)
            if goal.kind and isinstance(page, ChildView):
                page.open_record(goal.kind, goal.record_id)
