"""Checks between reviews: what is late and what comes, and what the last ones found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from iro_desktop.domain.words import say_date
from iro_desktop.services.midpoint_standing import Standing
from iro_desktop.services.midpoints import KINDS, MidpointList, MidpointRow, midpoint_list
from iro_desktop.ui import theme
from iro_desktop.ui.announce import announce
from iro_desktop.ui.buttons import Button, Kind
from iro_desktop.ui.cards import EmptyState, PageHeader
from iro_desktop.ui.chips import Chip, FilterChips
from iro_desktop.ui.chosen_bar import ChosenBar
from iro_desktop.ui.filter_line import FilterLine
from iro_desktop.ui.operations import Operations
from iro_desktop.ui.session import Session
from iro_desktop.ui.table_model import TableModel
from iro_desktop.ui.table_view import TableView
from iro_desktop.ui.tool_row import ToolRow
from iro_desktop.ui.view import View
from iro_desktop.ui.views.monitoring_columns import SECTIONS, columns, haystack
from iro_desktop.ui.words import translated

_AT_ONCE: Final = 150  # children whose midpoints are found within the blink of an eye
_WAIT_BEFORE_SAYING: Final = 600  # ms without a key


@dataclass(frozen=True, slots=True)
class _Filter:
    """A chip, and the standings that it lets through."""

    key: str
    text: str
    standings: frozenset[Standing]


_FILTERS: Final = (
    _Filter("todo", "To do", frozenset({"overdue", "soon", "open"})),
    _Filter("overdue", "Overdue", frozenset({"overdue"})),
    _Filter("soon", "Next 7 days", frozenset({"soon"})),
    _Filter("later", "Later", frozenset({"later", "put_off"})),
    _Filter("done", "Done in 12 months", frozenset({"done"})),
    _Filter("missed", "Late or missed", frozenset({"late", "missed"})),
)
_BY_KEY: Final = {one.key: one for one in _FILTERS}


def _list(session: Session) -> MidpointList:
    officer_id = "" if session.whole_service else session.officer_id
    return midpoint_list(session.snapshot, session.practice, officer_id, session.today)


class MonitoringView(View):
    """One row a midpoint. Enter records its check, or opens the one that was made."""

    kinds: ClassVar[frozenset[str]] = KINDS

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(operations, parent)
        self._found = MidpointList()
        self._is_filled = False
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._header = PageHeader("Reading the midpoints")
        self._filter = FilterLine(
            "Filter: child, outcome, last check (Ctrl+F)",
            "Filter the checks",
            self,
        )
        self._check = Button("&Record check", Kind.PRIMARY)
        self._told = Button("I was &told…")
        self._page = Button("Child’s &page")
        self._chips = FilterChips(name="Checks")
        self._model: TableModel[MidpointRow] = TableModel(
            columns(),
            key=lambda row: row.key,
            section=lambda row: SECTIONS[row.standing],
            sections=tuple(dict.fromkeys(SECTIONS.values())),
            haystack=haystack,
            parent=self,
        )
        self._table = _MidpointTable(self._model, self)
        self._several = ChosenBar()
        self._empty = EmptyState()
        self._empty.hide()
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.setInterval(_WAIT_BEFORE_SAYING)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        side = theme.space(5)
        column.setContentsMargins(side, theme.space(4), side, theme.space(3))
        column.setSpacing(theme.space(3))
        column.addWidget(self._header)
        column.addWidget(ToolRow(self._filter, self._check, self._told, self._page))
        column.addWidget(self._chips)
        column.addWidget(self._several)
        column.addWidget(self._table, 1)
        column.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._on_text_changed)
        self._filter.go_down.connect(self._on_go_down)
        self._filter.returnPressed.connect(self._on_go_down)
        self._chips.chip_chosen.connect(self._on_chip_chosen)
        self._table.opened.connect(self.open_row)
        self._table.current_row_changed.connect(self._on_current_row_changed)
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._several.action_asked.connect(lambda key: self.action_asked.emit(key, ""))
        self._model.shown_changed.connect(self._on_shown_changed)
        self._empty.acted.connect(self._on_empty_acted)
        self._saying.timeout.connect(self._say_shown)
        self._check.clicked.connect(self.record_check)
        self._told.clicked.connect(self.record_told)
        self._page.clicked.connect(self.open_child)
        self._table.set_acts(
            ("&Put off…", lambda: self.action_asked.emit("put_off", self.current_child())),
            ("S&how again", lambda: self.action_asked.emit("show_again", self.current_child())),
        )
        self._on_current_row_changed(None)

    # What it shows

    def show_workspace(self, session: Session) -> None:
        """Show the midpoints of ``session``; those of many children are found on another thread."""
        if len(session.snapshot.cases) <= _AT_ONCE:
            self._show_list(_list(session))
        else:
            self.operations.read(_list, done=self._show_list, replaces=id(self), owner=self)

    def headline(self) -> str:
        """Return what is late or falls due: "2 checks fall due by Friday"."""
        return self._found.headline

    def _show_list(self, found: MidpointList) -> None:
        before, self._found = self._found, found
        self._header.set_text(found.headline, found.context)
        self._chips.set_chips(
            [Chip(one.key, one.text, found.count(*one.standings)) for one in _FILTERS]
        )
        # The filter first, so that the rows are laid out once.
        self._choose(self._chips.chosen())
        self._model.set_rows(found.rows)
        if not self._is_filled:
            self._is_filled = bool(found.rows)
            self._table.select_first()
        if (before.headline, before.count("overdue")) != (found.headline, found.count("overdue")):
            self.headline_changed.emit()

    def current_child(self) -> str:
        """Return the id of the child whose row has the focus, or ""."""
        row = self.current_row()
        return row.child_id if row else ""

    def current_due(self) -> str:
        """Return what the midpoint of the chosen row is known by, while it wants a check."""
        row = self.current_row()
        return row.due_key if row is not None and row.is_open else ""

    def chosen_children(self) -> tuple[str, ...]:
        """Return the ids of the children whose rows are chosen, each once."""
        return tuple(dict.fromkeys(row.child_id for row in self._table.selected_rows()))

    def _show_chosen(self) -> None:
        self._several.show_number(len(self.chosen_children()))

    def current_row(self) -> MidpointRow | None:
        """Return the row that has the focus, or None."""
        row = self._table.current_row()
        return row if isinstance(row, MidpointRow) else None

    def place(self) -> dict[str, str]:
        """Return filter, text and row."""
        row = self.current_row()
        place = {"filter": self._chips.chosen(), "text": self._filter.text()}
        return place | ({"child": row.child_id, "on": row.on.isoformat()} if row else {})

    def place_words(self) -> str:
        """Return the filter that is chosen, for the way back."""
        key = self._chips.chosen()
        return "" if key in ("", "todo") else _BY_KEY[key].text.lower()

    def go_to(self, place: dict[str, str]) -> None:
        """Choose filter, text and row again."""
        self._filter.setText(place.get("text", ""))
        self._chips.choose(place.get("filter", ""))
        for row in self._model.rows():
            if (row.child_id, row.on.isoformat()) == (place.get("child"), place.get("on")):
                self._table.select_key(row.key)

    def take_keyboard(self) -> None:
        """Give the table the keyboard, or the filter where it is empty."""
        target = self._filter if self._table.isHidden() else self._table
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._table.select_first()

    # What the user does

    def open_row(self, row: object) -> None:
        """Record the check that a midpoint asks for, or open the one that settled it."""
        if isinstance(row, MidpointRow):
            from iro_desktop.ui.dialogs.check import open_check

            check_id = row.check_id if not row.is_open else ""
            open_check(self.operations, row.child_id, parent=self, check_id=check_id)

    def record_check(self) -> None:
        """Record a new check of the child whose row has the focus."""
        if self.current_child():
            from iro_desktop.ui.dialogs.check import open_check

            open_check(self.operations, self.current_child(), parent=self)

    def record_told(self) -> None:
        """Record what the IRO was told about the child whose row has the focus."""
        if self.current_child():
            from iro_desktop.ui.dialogs.record import open_told

            open_told(self.operations, self.current_child(), parent=self)

    def open_child(self) -> None:
        """Show the page of the child whose row has the focus."""
        if self.current_child():
            self.child_opened.emit(self.current_child())

    def _on_text_changed(self, text: str) -> None:
        self._model.set_filter_text(text)
        self._saying.start()

    def _on_go_down(self) -> None:
        if self._model.shown:
            self.take_keyboard()

    def _on_chip_chosen(self, key: str) -> None:
        self._choose(key)
        self._saying.start()

    def _choose(self, key: str) -> None:
        standings = _BY_KEY[key].standings
        self._model.set_filter(lambda row: row.standing in standings)

    def _on_current_row_changed(self, row: object) -> None:
        title = f"{row.reference} {row.initials}" if isinstance(row, MidpointRow) else ""
        for button in (self._check, self._told, self._page):
            button.setEnabled(bool(title))
            button.setAccessibleDescription(f"for {title}" if title else "")

    def _on_shown_changed(self, shown: int, total: int) -> None:
        del total
        self._table.setVisible(shown > 0)
        self._empty.setVisible(shown == 0)
        if shown == 0:
            self._empty.set_text(*self._why_empty())

    def _why_empty(self) -> tuple[str, str]:
        if not self._found.rows:
            sentence = (
                "No midpoints yet: there is one halfway between a review that was held and the "
                "next one due."
            )
            has_children = bool(self.operations.session.snapshot.cases)
            return sentence, "" if has_children else "Add child"
        if self._filter.words():
            return f"No check matches “{self._filter.words()}”.", "Clear"
        key = self._chips.chosen()
        if key == "todo":
            return f"No check is late and no window is open. {self._next()}".strip(), "Show later"
        return f"Nothing is under “{_BY_KEY[key].text}” today.", "Show what is to do"

    def _next(self) -> str:
        later = [row for row in self._found.rows if row.standing == "later"]
        if not later:
            return ""
        row = min(later, key=lambda one: (one.from_on, one.reference))
        name = f"{row.reference} {row.initials}".strip()
        return f"Next: {name}, from {say_date(row.from_on)}."

    def _on_empty_acted(self) -> None:
        if not self._found.rows:
            self.action_asked.emit("add_child", "")
        elif self._filter.words():
            self._filter.clear()
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._chips.choose("later" if self._chips.chosen() == "todo" else "todo")
            self._on_go_down()

    def _say_shown(self) -> None:
        announce(self._table, f"{self._model.shown} shown")


class _MidpointTable(TableView):
    """The table, with what can be done about a midpoint first in its menu."""

    def __init__(self, model: TableModel[MidpointRow], view: MonitoringView) -> None:
        super().__init__(model, name="Checks between reviews", parent=view, many=True)
        self._view = view

    def menu(self) -> QMenu:
        """Return the table's menu with the acts on the row before it."""
        menu = super().menu()
        first = menu.actions()[0]
        row = self.current_row()
        for text, slot in (
            ("Record &check", self._view.record_check),
            ("Record what you were &told", self._view.record_told),
            ("Child’s &page", self._view.open_child),
        ):
            action = menu.addAction(translated(text))
            action.setEnabled(row is not None)
            action.triggered.connect(slot)
            menu.insertAction(first, action)
        menu.insertSeparator(first)
        return menu
