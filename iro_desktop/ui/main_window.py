"""The main window: the side list, the pages, the charts panel, the menus, the footer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from iro_desktop.domain.charts import ChartSeries
from iro_desktop.domain.errors import ReadOnlyError
from iro_desktop.domain.measures import Figures
from iro_desktop.domain.snapshot import Commit, Snapshot
from iro_desktop.services import charts
from iro_desktop.services.charts import Behind, Panel, Waiting
from iro_desktop.services.council_text import COPIED_KINDS, not_entered
from iro_desktop.services.policy import policy
from iro_desktop.services.quality import LOOKED_AT, number_found
from iro_desktop.services.taking_part import is_of_a_round
from iro_desktop.services.versions_waiting import count
from iro_desktop.ui import icons, theme
from iro_desktop.ui.actions import build_menus
from iro_desktop.ui.announce import announce
from iro_desktop.ui.charts_dock import ChartsDock
from iro_desktop.ui.charts_panel import ChartsPanel
from iro_desktop.ui.charts_room import ChartsRoom
from iro_desktop.ui.copy_watch import CopyWatch
from iro_desktop.ui.footer import Footer
from iro_desktop.ui.messages import Banner, MessageBar, ProgressStrip
from iro_desktop.ui.motion import keeps_still
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.pages import CASELOAD, CHILD, VIEWS, Pages, Stop
from iro_desktop.ui.scrolled import TightScroll
from iro_desktop.ui.session import Session
from iro_desktop.ui.settings import LOCK_CHOICES, Settings, clamped
from iro_desktop.ui.shared_state import SharedState
from iro_desktop.ui.side import Side
from iro_desktop.ui.side_words import destinations, owner
from iro_desktop.ui.tab_order import ReadInOrder
from iro_desktop.ui.tasks import Progress
from iro_desktop.ui.tour import Tour
from iro_desktop.ui.window_actions import WindowActions
from iro_desktop.ui.words import later, translated

_SAMPLE: Final = later(
    "Sample caseload: every child in it is invented, so try whatever you like. Its passphrase is "
    "“sample”."
)
_GONE: Final = later(
    "This child is not in your file any more: Undo brings back what was deleted last."
)
_LOOK_AT_THE_DAY_MS: Final = 60_000


class MainWindow(ReadInOrder, QMainWindow):
    """Shows one open store. Whoever made it closes the store after ``closed`` or ``lock_asked``.

    ``charts`` may have been prepared before there was a store.
    """

    lock_asked = Signal()
    lock_minutes_changed = Signal(int)
    closed = Signal()
    going_back_asked = Signal(object)
    """A GoingBack or a Removal: whoever made the window closes the store, and runs it."""
    filled = Signal()
    """Views and charts show what is in the store."""

    def __init__(
        self,
        operations: Operations,
        settings: Settings,
        *,
        sample: bool = False,
        charts: ChartsPanel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAnimated(not keeps_still())
        self.charts = charts or ChartsPanel()
        self.operations = operations
        self._settings = settings
        self._panel: Panel | None = None
        self._waiting: Waiting | None = None
        self._counts_stale = True
        self.setWindowTitle("IRO Desktop")
        self.setWindowIcon(icons.program_icon())
        self._make_centre(sample=sample)
        self.dock = ChartsDock(self.charts, self)
        self._make_footer()
        self.charts_room = ChartsRoom(self, self.dock, self.centre, self.side)
        self.tour = Tour(self, settings)
        self._window_actions = WindowActions(self, settings)
        self.help_key = self._window_actions.help.key
        self.menu_actions = build_menus(self, self.menuBar(), self._window_actions.do)
        self._connect()
        self._restore()
        self._show_session(operations.session)

    # What it is made of

    def _make_centre(self, *, sample: bool) -> None:
        self.side = Side()
        self.messages = MessageBar()
        self.progress = ProgressStrip()
        self.pages = Pages(self.operations)
        paged = TightScroll(self.pages)
        read_only = self.operations.is_read_only
        self.banner = Banner(ReadOnlyError.sentence if read_only else translated(_SAMPLE))
        self.shared = SharedState(self.operations.sharing, self.messages, self)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for widget in (self.banner, self.shared.banner, self.messages, paged, self.progress):
            middle.addWidget(widget, 1 if widget is paged else 0)
        self.centre = QWidget()
        row = QHBoxLayout(self.centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(middle, 1)
        self.banner.setVisible(sample or read_only)
        self.setCentralWidget(self.centre)

    def _make_footer(self) -> None:
        self.footer = Footer(self.shared.label, self._settings.lock_after_minutes)
        self.setStatusBar(self.footer)

    def _connect(self) -> None:
        self.side.destination_chosen.connect(self._on_destination_chosen)
        self.side.entered.connect(self.pages.take_keyboard)
        self.pages.arrived.connect(self._on_arrived)
        self.pages.action_asked.connect(self._window_actions.do)
        self.pages.noticed.connect(self.messages.show_notice)
        self.pages.child_missing.connect(lambda: self.messages.show_error(translated(_GONE)))
        self.operations.committed.connect(self._on_committed)
        self.operations.session_changed.connect(self._show_session)
        self.operations.refused.connect(self.messages.show_error)
        self.operations.progressed.connect(self._on_progressed)
        self.footer.action_asked.connect(self._window_actions.do)
        self.progress.cancelled.connect(self.operations.cancel)
        self.messages.acted.connect(lambda: self._window_actions.do("undo"))
        self.shared.action_asked.connect(self._window_actions.do)
        self.charts.children_asked.connect(self._on_children_asked)
        self.charts.export_asked.connect(self._on_export_asked)
        self.charts.months_chosen.connect(self._count)
        self.dock.visibilityChanged.connect(self._on_dock_changed)
        self.charts_room.gave_way.connect(self.side.charts.setVisible)
        self.side.charts.clicked.connect(self.dock.show)
        self.dock.dockLocationChanged.connect(self._on_dock_changed)
        self.copies = CopyWatch(self.operations, self._child_here, self)
        self._day = QTimer(self)
        self._day.timeout.connect(self.operations.check_the_day)
        self._day.start(_LOOK_AT_THE_DAY_MS)
        for keys, slot in (("Esc", self._on_escape), ("F6", self._on_next_part)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _restore(self) -> None:
        """Stand where the window stood, on whatever screens there are now."""
        if self._settings.geometry.isEmpty() or not self.restoreGeometry(self._settings.geometry):
            self.resize(theme.space(360), theme.space(225))
            width = self.charts.sizeHint().width()
            self.resizeDocks([self.dock], [width], Qt.Orientation.Horizontal)
        if not self._settings.layout.isEmpty():
            self.restoreState(self._settings.layout)
        if not self.isMaximized() and not self.isFullScreen():
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            self.setGeometry(clamped(self.geometry(), screens))
        self._on_dock_changed()
        self._show_side()
        self.charts_room.is_wanted_all_the_same = self._settings.charts_all_the_same
        self.charts_room.settle()
        for minutes in LOCK_CHOICES:
            allowed = policy().minutes_to_lock(minutes) == minutes
            self.menu_actions[f"lock_after_{minutes}"].setEnabled(allowed)
        for key in (
            f"theme_{self._settings.scheme.value}",
            f"rows_{self._settings.density.value}",
            f"lock_after_{self._settings.lock_after_minutes}",
        ):
            self.menu_actions[key].setChecked(True)
        self.menu_actions["still"].setChecked(self._settings.is_still)
        key = self._settings.view
        self.show_view(key if key in VIEWS else CASELOAD)

    def do(self, key: str, child_id: str = "") -> None:
        """Do what an action of the menus does."""
        self._window_actions.do(key, child_id)

    def back_up_to(self, path: Path) -> None:
        """Write a backup to a file and say where it is."""
        self._window_actions.file.back_up_to(path)

    def can_do(self, key: str) -> bool:
        """Return whether there is such an action."""
        return self._window_actions.can_do(key)

    # Where one is

    def _child_here(self) -> str:
        """Return the child whose page is open, or nothing."""
        return self.pages.child_id if self.pages.key == CHILD else ""

    def show_view(self, key: str) -> None:
        """Show a working view, as a click in the side list does."""
        if self.side.list.chosen() == key:
            self.pages.show_view(key)
        else:
            self.side.list.choose(key)

    def _on_destination_chosen(self, key: str) -> None:
        # Who walks through the list with the arrow keys stays in it; Enter goes on to the page.
        self.pages.show_view(key, keyboard=not self.side.list.hasFocus())

    def stops(self) -> tuple[Stop, ...]:
        """Return where one is, for after a lock."""
        return self.pages.stops()

    def go_along(self, stops: tuple[Stop, ...]) -> None:
        """Go where one was."""
        if stops:
            self.show_view(stops[0].key)
            self.pages.go_along(stops)

    def _on_arrived(self, key: str) -> None:
        if self.pages.root in VIEWS:
            self._settings.view = self.pages.root
        self.menu_actions["back"].setEnabled(self.pages.can_go_back)
        announce(self, self.pages.page(key).headline())

    def _on_escape(self) -> None:
        # An error is read before anything else; what was done a while ago is not in the way.
        is_error = self.messages.is_error
        self.messages.clear()
        if not is_error:
            self.pages.go_back()

    def _on_next_part(self) -> None:
        """Move the keyboard on: side list, page, charts."""
        focus = QApplication.focusWidget()
        if focus is not None and self.side.isAncestorOf(focus):
            self.pages.take_keyboard()
        elif focus is not None and self.pages.isAncestorOf(focus) and self.dock.isVisible():
            self.charts.take_keyboard()
        else:
            self.side.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The charts panel

    def _on_dock_changed(self) -> None:
        self.charts.stand_below(self.dock.is_below)
        self.menu_actions["charts"].setChecked(not self.dock.isHidden())
        self.menu_actions["charts_below"].setChecked(self.dock.is_below)

    def _on_children_asked(self, behind: Callable[[Snapshot], Behind]) -> None:
        self.pages.show_behind(behind(self.operations.session.snapshot))

    # What it shows

    def _on_committed(self, commit: Commit) -> None:
        if not is_of_a_round(commit):
            self.footer.show_saved()
        self.pages.mark(commit)
        self._counts_stale = self._counts_stale or bool(
            (charts.KINDS | COPIED_KINDS | LOOKED_AT) & commit.kinds
        )

    def _show_session(self, session: Session) -> None:
        if self._panel is not None and self._panel.figures.sources.as_of != session.today:
            self.pages.mark_all()
            self._counts_stale = True
        for key, what in (("undo", session.undo), ("redo", session.redo)):
            action = self.menu_actions[key]
            # An ampersand in the words must not become a mnemonic.
            does = translated("&Undo") if key == "undo" else translated("&Redo")
            action.setText(f"{does} {what.replace('&', '&&')}".rstrip())
            action.setEnabled(bool(what))
        self.pages.show_session(session)
        self.side.show_owner(*owner(session, self._panel))
        self.footer.show_versions(count(session.snapshot))
        if self._counts_stale:
            self._counts_stale = False
            self._count()

    def _on_export_asked(self, series: ChartSeries) -> None:
        from iro_desktop.ui.chart_export import ask_where

        ask_where(self, self.operations, series, self.messages.show_notice)

    def _count(self) -> None:
        """Count charts and badges anew, off this thread, and then what looks wrong in the data."""
        months = self.charts.months

        def work(figures: Figures, session: Session) -> tuple[Panel, Waiting, int]:
            officer_id = session.counted_for
            panel = charts.panel(figures, officer_id, months=months)
            waiting = charts.waiting(session.snapshot, panel, officer_id or "")
            left = not_entered(session.snapshot, session.practice, officer_id or "", session.today)
            return panel, waiting, len(left)

        read = self.operations.read_figures
        read(work, done=self._on_counted, replaces="charts", owner=self)
        read(
            lambda figures, session: number_found(session.snapshot, figures),
            done=self.footer.show_to_mend,
            replaces="findings",
            owner=self.footer,
        )

    def _on_counted(self, found: tuple[Panel, Waiting, int]) -> None:
        self._panel, self._waiting, left = found
        self.footer.show_not_entered(left)
        self.charts.show_panel(self._panel)
        self._show_side()
        self.filled.emit()

    def _show_side(self) -> None:
        self.side.show_destinations(destinations(self._panel, self._waiting))
        self.side.show_owner(*owner(self.operations.session, self._panel))

    def _on_progressed(self, progress: Progress | None) -> None:
        if progress is None:
            self.progress.end()
        else:
            self.progress.show_progress(progress.words, progress.done, progress.total)

    def show_seconds_left(self, seconds: int) -> None:
        """Say when the window will lock itself."""
        self.footer.show_seconds_left(seconds)

    def show_lock_minutes(self) -> None:
        """Take up another time after which it locks."""
        self.footer.show_lock_minutes(self._settings.lock_after_minutes)
        self.lock_minutes_changed.emit(self._settings.lock_after_minutes)

    # Qt's own

    def remember(self) -> None:
        """Keep place and layout for the next time."""
        self._settings.geometry = QByteArray(self.saveGeometry())
        self._settings.layout = self.charts_room.layout()
        self._settings.charts_all_the_same = self.charts_room.is_wanted_all_the_same

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood; what is running is cancelled and leaves no trace."""
        self.remember()
        self.operations.cancel()
        super().closeEvent(event)
        self.closed.emit()
