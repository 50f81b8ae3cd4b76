"""Every measure in the sections of the yearly report, under what needs attention."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.measures import Figures, Mode
from iro_desktop.domain.records import KINDS
from iro_desktop.services.charts import Behind
from iro_desktop.services.measure_page import behind_measure, measure_page
from iro_desktop.services.measures_page import Choice, MeasuresPage, measures_page
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.measure_controls import MeasureControls
from iro_desktop.ui.measure_list import MeasureList
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.view import View

_NO_CHILDREN: Final = "Figures come with the first child."
_TO_IMPORT: Final = "Import a return"


class MeasuresView(View):
    """One row a measure. Enter opens its page."""

    kinds: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._page: MeasuresPage | None = None
        self._wanted = ""
        self._is_asked = False
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Counting")
        self.controls = MeasureControls()
        self.list = MeasureList()
        self._empty = EmptyState(_NO_CHILDREN, _TO_IMPORT)
        self._empty.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(self.controls)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.controls.choice_changed.connect(self._on_choice_changed)
        self.list.measure_opened.connect(self.measure_opened)
        self.list.children_asked.connect(self._on_children_asked)
        self._empty.acted.connect(lambda: self.action_asked.emit("import", ""))

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Count anew, off the main thread; what is shown stays until that is done."""
        self.controls.set_today(session.today)
        self._count()

    def _count(self) -> None:
        choice = self.controls.choice

        def work(figures: Figures, session: Session) -> MeasuresPage:
            return measures_page(figures, session.counted_for, choice)

        self.operations.read_figures(work, done=self._show, replaces=id(self), owner=self)

    def _show(self, page: MeasuresPage) -> None:
        before, self._page = self._page, page
        self._header.set_text(page.headline, page.context)
        self.list.show_page(page)
        if self._wanted:
            self.list.choose(self._wanted)
            self._wanted = ""
        for widget in (self.list, self.controls):
            widget.setVisible(page.has_children)
        self._empty.setVisible(not page.has_children)
        if self._is_asked:
            self._is_asked = False
            announce(self, page.headline)
        if before is None or before.headline != page.headline:
            self.headline_changed.emit()

    def headline(self) -> str:
        """Return what needs attention: "Three measures are below their target"."""
        return self._page.headline if self._page else ""

    @property
    def choice(self) -> Choice:
        """Which period is shown, and how series are cut."""
        return self.controls.choice

    def place(self) -> dict[str, str]:
        """Return period, trend and row."""
        choice = self.choice
        return {"span": choice.span, "mode": choice.mode.value, "measure": self.list.chosen()}

    def go_to(self, place: dict[str, str]) -> None:
        """Choose period, trend and row again."""
        usual = Choice()
        choice = Choice(place.get("span", usual.span), Mode(place.get("mode", usual.mode)))
        self._wanted = place.get("measure", "")
        if choice != self.choice:
            self.controls.choose(choice)
            self._count()
        elif self._page is not None:
            self.list.choose(self._wanted)
            self._wanted = ""

    def take_keyboard(self) -> None:
        """Give the list the keyboard."""
        target = self.list if self.list.isVisibleTo(self) else self._empty
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the user does

    def _on_choice_changed(self) -> None:
        self._is_asked = True
        self._count()

    def _on_children_asked(self, measure_id: str) -> None:
        choice = self.choice

        def work(figures: Figures, session: Session) -> Behind:
            page = measure_page(figures, session.counted_for, measure_id, choice)
            return behind_measure(page, session.snapshot)

        self.operations.read_figures(work, done=self.behind_asked.emit, owner=self)
