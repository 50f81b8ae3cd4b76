"""The caseload: what needs this IRO today, one row a child, grouped by how soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iro_desktop.domain.words import counted
from iro_desktop.services.caseload import (
    BY_KEY,
    FILTERS,
    KINDS,
    Filter,
    caseload,
    counts,
    date_line,
    headline,
    worded,
)
from iro_desktop.services.caseload_row import GROUPS, CaseRow
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.operations import Operations, Session, View
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tool_row import ToolRow
from iro_desktop.ui.views.caseload_columns import columns

_AT_ONCE: Final = 150  # children whose rows are made within the blink of an eye
_WAIT_BEFORE_SAYING: Final = 600  # ms without a key
_ONLY_WITH_ROWS: Final = frozenset({"apart"})
_CONTACT: Final = 6
_CONTACT_FROM: Final = 145  # letters of width, from which the last column is shown


@dataclass(frozen=True, slots=True)
class _Page:
    """What the view shows, made from a Session on any thread."""

    rows: tuple[CaseRow, ...]
    headline: str
    note: str


def _page(session: Session) -> _Page:
    everybody = session.whole_service
    rows = caseload(
        session.snapshot,
        session.practice,
        session.officer_id,
        session.today,
        everybody=everybody,
    )
    note = date_line(
        session.snapshot,
        session.practice,
        session.officer_id,
        session.today,
        everybody=everybody,
    )
    return _Page(rows, headline(rows, session.today), note)


class CaseloadView(View):
    """One row a child. Enter opens the child's page; Ctrl+F filters; chips narrow the list."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._headline = ""
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Reading the caseload")
        self._filter = FilterLine(
            "Filter: reference, initials, plan, home (Ctrl+F)", "Filter the caseload", self
        )
        self._check = Button("&Record check", Kind.PRIMARY)
        self._challenge = Button("&New challenge")
        self._add = Button("&Add child")
        self._chips = FilterChips(name="Filters")
        self._model: TableModel[CaseRow] = TableModel(
            columns(),
            key=lambda row: row.child_id,
            section=lambda row: row.group,
            sections=GROUPS,
            haystack=_haystack,
            parent=self,
        )
        self._table = TableView(self._model, name="Caseload")
        self._empty = EmptyState()
        self._empty.hide()
        self._elsewhere = Button("", Kind.LINK)
        self._elsewhere.hide()
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_WAIT_BEFORE_SAYING)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(ToolRow(self._filter, self._check, self._challenge, self._add))
        column.addWidget(self._chips)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._elsewhere)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_text_changed)
        self._filter.go_down.connect(self._on_go_down)
        self._filter.returnPressed.connect(self._on_enter)
        self._chips.chip_chosen.connect(self._on_chip_chosen)
        self._table.opened.connect(lambda row: self.child_opened.emit(row.child_id))
        self._table.current_row_changed.connect(self._on_current_row_changed)
        self._model.shown_changed.connect(self._on_shown_changed)
        self._empty.acted.connect(self._on_empty_acted)
        self._elsewhere.clicked.connect(self._on_show_closed)
        self._saying.timeout.connect(self._say_shown)
        self._check.clicked.connect(lambda: self._ask("record_check"))
        self._challenge.clicked.connect(lambda: self._ask("new_challenge"))
        self._add.clicked.connect(lambda: self.action_asked.emit("add_child", ""))
        self._on_current_row_changed(None)

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Show the caseload of ``session``; large ones are counted on another thread."""
        if len(session.snapshot.cases) <= _AT_ONCE:
            self._show_page(_page(session))
        else:
            self.operations.read(_page, done=self._show_page, replaces=id(self), owner=self)

    def headline(self) -> str:
        """Return what needs this IRO: "Four things need you today"."""
        return self._headline

    def _show_page(self, page: _Page) -> None:
        self._header.set_text(page.headline, page.note)
        numbers = counts(page.rows)
        self._chips.set_chips(
            [
                Chip(one.key, one.text, numbers[one.key], one.full)
                for one in map(self._worded, FILTERS)
                if numbers[one.key] or one.key not in _ONLY_WITH_ROWS
            ]
        )
        # The filter first, so that the rows are laid out once.
        self._model.set_filter(BY_KEY[self._chips.chosen()].wanted)
        self._model.set_rows(page.rows)
        if page.headline != self._headline:
            self._headline = page.headline
            self.headline_changed.emit()

    def current_child(self) -> str:
        """Return the id of the child whose row has the focus, or ""."""
        row = self._table.current_row()
        return row.child_id if isinstance(row, CaseRow) else ""

    def place(self) -> dict[str, str]:
        """Return filter, text and row."""
        return {
            "filter": self._chips.chosen(),
            "text": self._filter.text(),
            "child": self.current_child(),
        }

    def go_to(self, place: dict[str, str]) -> None:
        """Choose filter, text and row again."""
        self._filter.setText(place.get("text", ""))
        self._chips.choose(place.get("filter", ""))
        self._table.select_key(place.get("child", ""))

    def take_keyboard(self) -> None:
        """Give the table the keyboard."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._table.select_first()

    def filter_words(self) -> str:
        """Return where one is, for the way back: "Caseload, overdue" is "Caseload" without one."""
        key = self._chips.chosen()
        words = "" if key in ("", "all") else f", {self._worded(BY_KEY[key]).words.lower()}"
        return f"Caseload{words}"

    def _worded(self, one: Filter) -> Filter:
        session = self.operations.session
        return worded(one, session.practice.on(session.today))

    # What the user does

    def _ask(self, action: str) -> None:
        self.action_asked.emit(action, self.current_child())

    def _on_text_changed(self, text: str) -> None:
        self._model.set_filter_text(text)
        self._saying.start()

    def _on_go_down(self) -> None:
        if self._model.shown:
            self.take_keyboard()

    def _on_enter(self) -> None:
        rows = self._model.rows()
        if len(rows) == 1:
            self.child_opened.emit(rows[0].child_id)
        else:
            self._on_go_down()

    def _on_chip_chosen(self, key: str) -> None:
        self._model.set_filter(BY_KEY[key].wanted)
        self._saying.start()

    def _on_current_row_changed(self, row: object) -> None:
        has_row = isinstance(row, CaseRow)
        for button in (self._check, self._challenge):
            button.setEnabled(has_row)
            button.setAccessibleDescription(f"for {row.title}" if isinstance(row, CaseRow) else "")

    def _on_shown_changed(self, shown: int, total: int) -> None:
        self._table.setVisible(shown > 0)
        self._empty.setVisible(shown == 0)
        if shown == 0:
            self._empty.set_text(*self._why_empty(total))
        self._table.select_first()
        if self._table.currentIndex().row() <= 1:
            self._table.scrollToTop()  # with the heading of its group
        self._show_elsewhere()

    def _why_empty(self, total: int) -> tuple[str, str]:
        if not total:
            sentence = "No children yet: add one here, or import a council's return or a list."
            return sentence, "Add child"
        if self._filter.words():
            return f"No children match “{self._filter.words()}”.", "Clear"
        filter_ = self._worded(BY_KEY[self._chips.chosen()])
        if filter_.key == "all":
            return "No open cases: all children here have left care or their plan.", "Show closed"
        return f"No child is under “{filter_.words}” today.", "Show all"

    def _on_empty_acted(self) -> None:
        if not self._model.total:
            self.action_asked.emit("add_child", "")
        elif self._filter.words():
            self._filter.clear()
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._chips.choose("closed" if self._chips.chosen() == "all" else "all")
            self.take_keyboard()

    def _show_elsewhere(self) -> None:
        """Say that closed cases match too, where they are not shown."""
        words = self._filter.text().casefold().split()
        hidden = 0
        if words and self._chips.chosen() != "closed":
            hidden = sum(
                row.is_closed and all(word in _haystack(row).casefold() for word in words)
                for row in self._model.all_rows()
            )
        match = "matches too: show it" if hidden == 1 else "match too: show them"
        self._elsewhere.setText(f"{counted(hidden, 'closed case')} {match}")
        self._elsewhere.setVisible(hidden > 0)

    def _on_show_closed(self) -> None:
        self._chips.choose("closed")
        self.take_keyboard()

    def _say_shown(self) -> None:
        announce(self._table, f"{self._model.shown} shown")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the least needed column where it would crowd the others."""
        letters = event.size().width() // max(1, self.fontMetrics().averageCharWidth())
        self._table.show_column(_CONTACT, shown=letters >= _CONTACT_FROM)
        super().resizeEvent(event)


def _haystack(row: CaseRow) -> str:
    parts = (
        row.reference,
        row.initials,
        row.name,
        row.age,
        *row.tags,
        row.legal_status,
        row.legal_status_words,
        row.home,
        row.due_title,
        row.due_words,
        row.between,
        row.plan,
        *row.notes,
        *row.siblings,
    )
    return "\n".join(parts)
