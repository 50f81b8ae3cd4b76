"""The pages in the middle of the window: the views, a child's, a measure's, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from iro_desktop.domain.snapshot import Commit
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.roles import teach_roles
from iro_desktop.ui.session import Session
from iro_desktop.ui.view import View
from iro_desktop.ui.words import later, translated

if TYPE_CHECKING:
    from iro_desktop.services.charts import Behind
    from iro_desktop.services.measures_page import Choice
    from iro_desktop.ui.views.behind import BehindView
    from iro_desktop.ui.views.child import ChildView
    from iro_desktop.ui.views.measure import MeasureView
    from iro_desktop.ui.views.measures import MeasuresView

CASELOAD: Final = "caseload"
MONITORING: Final = "monitoring"
ESCALATIONS: Final = "escalations"
MEASURES: Final = "measures"
DIARY: Final = "diary"
TEAM: Final = "team"
REPORTS: Final = "reports"
CHILD: Final = "child"
MEASURE: Final = "measure"
BEHIND: Final = "behind"
NEWS: Final = "news"
QUALITY: Final = "quality"

VIEWS: Final = {
    CASELOAD: later("Caseload"),
    MONITORING: later("Monitoring"),
    ESCALATIONS: later("Escalations"),
    MEASURES: later("Measures"),
    DIARY: later("Diary"),
    TEAM: later("Team"),
    REPORTS: later("Reports"),
}
"""The working views, in the order of their keys from Ctrl+1 on."""

_SOON_MS: Final = 1_000

_CLASSES: Final = {
    CASELOAD: "CaseloadView",
    MONITORING: "MonitoringView",
    ESCALATIONS: "EscalationsView",
    MEASURES: "MeasuresView",
    DIARY: "DiaryView",
    TEAM: "TeamView",
    REPORTS: "ReportsView",
    CHILD: "ChildView",
    MEASURE: "MeasureView",
    BEHIND: "BehindView",
    NEWS: "NewsView",
    QUALITY: "QualityView",
}
"""Key -> class of the page, in the module of ``views`` that has the key's name."""

_OVER: Final = frozenset({CHILD, MEASURE, BEHIND, NEWS, QUALITY})
"""The pages that are opened over another, and lead back to it."""


def load_page(key: str) -> type[View]:
    """Return the class of a page; what it needs is loaded when it is first asked for."""
    kind: type[View] = getattr(import_module(f"iro_desktop.ui.views.{key}"), _CLASSES[key])
    return kind


def load_pages() -> None:
    """Load the classes of all pages, as on a thread: then each is shown without a wait."""
    from iro_desktop.domain.drawings import load_kinds

    for key in _CLASSES:
        load_page(key)
    load_kinds()


@dataclass(frozen=True, slots=True)
class Stop:
    """Somewhere one can be, and come back to: ``place`` is what the page itself remembers."""

    key: str = CASELOAD
    child_id: str = ""
    behind: Behind | None = None
    measure_id: str = ""
    choice: Choice | None = None
    place: dict[str, str] = field(default_factory=dict)


class Pages(QStackedWidget):
    """Makes each page when it is first shown, and brings up to date only what is seen."""

    arrived = Signal(str)
    """The key of the page that is shown now."""
    action_asked = Signal(str, str)
    """A page wants an action of the window for a child, or for none."""
    noticed = Signal(str, str)
    """What a page has done, and what the window is to offer about it."""
    child_missing = Signal()
    """A child was to be opened that is not in the file any more."""

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        teach_roles()
        self._operations = operations
        self._session = operations.session
        self._made: dict[str, View] = {}
        self._stale: set[str] = set()
        self._trail: list[Stop] = []
        self._here = Stop()
        self._wants_keyboard = ""

    def heightForWidth(self, width: int) -> int:
        """Return the least height at which no word of the page that is shown is cut."""
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        return layout.minimumHeightForWidth(width) if layout is not None else 0

    @property
    def key(self) -> str:
        """Which page is shown."""
        return self._here.key

    @property
    def root(self) -> str:
        """The working view to which the way back leads in the end."""
        return self._trail[0].key if self._trail else self._here.key

    @property
    def child_id(self) -> str:
        """The child whose page is shown or whose row is chosen, or nothing."""
        return self._here.child_id or self.page(self._here.key).current_child()

    @property
    def chosen_children(self) -> tuple[str, ...]:
        """The child whose page is shown, or all whose rows are chosen."""
        here = self._here.child_id
        return (here,) if here else self.page(self._here.key).chosen_children()

    @property
    def can_go_back(self) -> bool:
        """Whether there is somewhere to go back to."""
        return bool(self._trail)

    def page(self, key: str) -> View:
        """Return a page, made now if need be."""
        if key not in self._made:
            page = load_page(key)(self._operations)
            page.child_opened.connect(self.show_child)
            page.action_asked.connect(self.action_asked)
            page.noticed.connect(self.noticed)
            page.headline_changed.connect(lambda: self._on_filled(key))
            page.back_asked.connect(self.go_back)
            page.behind_asked.connect(self.show_behind)
            page.measure_opened.connect(self.show_measure)
            self._made[key] = page
            self._stale.add(key)
            self.addWidget(page)
        return self._made[key]

    def made(self, key: str) -> View | None:
        """Return a page that was shown before, or None."""
        return self._made.get(key)

    # Going

    def show_view(self, key: str, *, keyboard: bool = True) -> None:
        """Show a working view; there is no way back from it. ``keyboard``: put it there too."""
        self._trail.clear()
        self._go(Stop(key), keyboard=keyboard)

    def take_keyboard(self) -> None:
        """Put the keyboard into the page."""
        self.page(self._here.key).take_keyboard()

    def _on_filled(self, key: str) -> None:
        # A list that was filled only now may have been hidden, and have lost the keyboard so.
        if key == self._wants_keyboard == self._here.key:
            self._wants_keyboard = ""
            self.take_keyboard()

    def _want_no_more(self) -> None:
        self._wants_keyboard = ""

    def show_child(self, child_id: str) -> None:
        """Open a child's page over what is shown."""
        if child_id not in self._session.snapshot.cases:
            self.child_missing.emit()
            return
        self._trail.append(self._this_stop())
        self._go(Stop(CHILD, child_id))

    def show_behind(self, behind: Behind) -> None:
        """List the children behind a figure over what is shown."""
        if self._here.key != BEHIND:
            self._trail.append(self._this_stop())
        self._go(Stop(BEHIND, behind=behind))

    def show_measure(self, measure_id: str) -> None:
        """Open a measure's page over what is shown, for the period that the list shows."""
        choice = cast("MeasuresView", self.page(MEASURES)).choice
        self._trail.append(self._this_stop())
        self._go(Stop(MEASURE, measure_id=measure_id, choice=choice))

    def show_news(self) -> None:
        """List what came in since the last time, over what is shown."""
        if self._here.key != NEWS:
            self._trail.append(self._this_stop())
            self._go(Stop(NEWS))

    def show_quality(self, words: str = "") -> None:
        """List what looks wrong on file, over what is shown; ``words`` filter it."""
        if self._here.key != QUALITY:
            self._trail.append(self._this_stop())
        self._go(Stop(QUALITY, place={"filter": words}))

    def go_back(self) -> None:
        """Return to where one was, with the same filter and row."""
        if self._trail:
            self._go(self._trail.pop())

    def stops(self) -> tuple[Stop, ...]:
        """Return the way from the working view to here, for after a lock."""
        return (*self._trail, self._this_stop())

    def go_along(self, stops: tuple[Stop, ...]) -> None:
        """Go where ``stops`` lead."""
        if stops:
            self._trail = list(stops[:-1])
            self._go(stops[-1])

    def _this_stop(self) -> Stop:
        here, page = self._here, self.page(self._here.key)
        choice = cast("MeasureView", page).choice if here.key == MEASURE else here.choice
        return replace(here, choice=choice, place=page.place())

    def _go(self, stop: Stop, *, keyboard: bool = True) -> None:
        if stop.key == CHILD and stop.child_id not in self._session.snapshot.cases:
            # Deleted in the meantime, perhaps by an undo: its page has nothing to show.
            stop = self._trail[0] if self._trail else Stop()
            self._trail.clear()
        self._here = stop
        page = self.page(stop.key)
        if stop.key in _OVER:
            page.set_back(self._back_words())
        if stop.key == CHILD:
            cast("ChildView", page).show_child(stop.child_id)
        elif stop.key == BEHIND and stop.behind is not None:
            cast("BehindView", page).show_behind(stop.behind)
        elif stop.key == MEASURE and stop.choice is not None:
            cast("MeasureView", page).show_measure(stop.measure_id, stop.choice)
        # The keyboard is put there again once a page that is out of date is filled, but only soon:
        # later it may be at work elsewhere.
        self._wants_keyboard = stop.key if keyboard and stop.key in self._stale else ""
        QTimer.singleShot(_SOON_MS, self, self._want_no_more)
        self._freshen(stop.key)
        self.setCurrentWidget(page)
        if stop.place:
            page.go_to(stop.place)
        if keyboard:
            self.take_keyboard()
        self.arrived.emit(stop.key)

    def _back_words(self) -> str:
        before = self._trail[-1] if self._trail else Stop()
        case = self._session.snapshot.cases.get(before.child_id)
        if before.key == CHILD and case is not None:
            return case.child.reference
        found = self.page(before.key).filter_words()
        return found or translated(VIEWS.get(before.key, later("the children behind the figure")))

    # Keeping up to date

    def mark(self, commit: Commit) -> None:
        """Note which pages a commit concerns."""
        self._stale.update(key for key, page in self._made.items() if page.kinds & commit.kinds)

    def mark_all(self) -> None:
        """Note that every page is out of date, as on a new day."""
        self._stale.update(self._made)

    def show_session(self, session: Session) -> None:
        """Take up a new session: the page that is seen reloads if it was marked."""
        self._session = session
        if self._here.child_id and self._here.child_id not in session.snapshot.cases:
            self._go(self._here)
            return
        if self._made:
            self._freshen(self._here.key)

    def _freshen(self, key: str) -> None:
        if key in self._stale:
            self._stale.discard(key)
            self.page(key).show_workspace(self._session)
